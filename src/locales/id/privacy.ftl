# Privasi: apa yang disimpan
privacy-title = Privasi di Sambang, { $unit }
privacy-staff = Yang disimpan tentang Anda: nama dan nomor akun Telegram, jabatan, dan apa yang Anda catat, beserta waktunya. Nama penanda tangan perjanjian disimpan seperti yang diketik petugas.
  Tentang warga binaan hanya yang perlu untuk pembinaan: nomor register, nama, golongan, program, dan kehadiran. Nama hanya tampil di percakapan pribadi petugas yang berhak; grup hanya menerima jumlah.
  Data ada di komputer kantor. Pertanyaan atau perbaikan: hubungi Kepala Rutan.
privacy-stranger = Bot ini dipakai petugas dan mitra. Bila Anda meminta akses, nama dan nomor akun Telegram Anda disimpan dan diperlihatkan kepada Kepala Rutan. Selain itu tidak ada yang disimpan.
privacy-held-title = Yang tersimpan tentang Anda
privacy-account = 👤 { $name }, akun Telegram { $account }, sejak { $since }.
privacy-seen = Terakhir terlihat { $day } (hanya harinya yang disimpan).
privacy-post = • { $post }, { $unit }: sejak { $since }
privacy-post-ended = • { $post }, { $unit }: { $since } sampai { $until }, { $why }
privacy-no-post = Tidak ada jabatan.
privacy-acts-in = Bila ada beberapa unit, Anda memilih { $unit }.
privacy-done = { $count } tindakan tercatat, sejak { $since }.
privacy-done-none = Belum ada tindakan tercatat.
privacy-messages = Pesan untuk Anda: { $waiting } menunggu, { $sent } terkirim.
privacy-feed = Tautan kalender Anda aktif sejak { $since } (/kunjungan kalender)
privacy-kept = Lama penyimpanan: formulir yang terbuka { $forms } hari, pesan yang belum dibaca bot paling lama { $updates } hari; jabatan dan tindakan selama arsip kantor disimpan.
privacy-export = Unduh data saya
privacy-exported = Semua yang tersimpan tentang Anda. Buka dengan Excel.
privacy-exported-newest = Yang tersimpan tentang Anda, dengan { $most } tindakan terbaru.
privacy-file = data-saya
privacy-column-what = hal
privacy-column-value = isi
privacy-row-name = nama
privacy-row-account = akun Telegram
privacy-row-locale = bahasa
privacy-row-since = tersimpan sejak
privacy-row-seen = terakhir terlihat
privacy-row-post = jabatan
privacy-row-acts-in = unit yang dipilih
privacy-row-waiting = pesan menunggu
privacy-row-sent = pesan terkirim
privacy-row-feed = tautan kalender sejak
privacy-row-done = tindakan
privacy-end = Akhiri akses: { $post }
