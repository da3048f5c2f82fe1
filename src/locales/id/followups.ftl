# Tindak lanjut: yang disepakati dalam kunjungan, sampai selesai
followup-today = hari ini
followup-tomorrow = besok
followup-days-left = { $days } hari lagi
followup-days-late = lewat { $days } hari
followup-you = Anda
followup-due = Paling lambat { $date }
followup-due-now = Sekarang: paling lambat { $date }
followup-from = Dari kunjungan { $partner }, { $date }
followup-closed-done = ✔️ Diselesaikan { $name }, { $date }
followup-closed-dropped = Dihapus dari daftar oleh { $name }, { $date }
followup-is-open = 📌 Tindak lanjut
followup-is-done = ✅ Tindak lanjut selesai
followup-is-dropped = 🗑 Dihapus dari daftar
followup-entry = { $who }, { $date }
followup-changed-meanwhile = Tindak lanjut ini sudah berubah.
followup-unchanged = Sudah tercatat sebelumnya.

followup-button-done = ✅ Selesai
followup-button-cannot = ❌ Tidak bisa
followup-button-move = 🗓 Ubah tanggal
followup-button-drop = Hapus dari daftar
followup-button-note = 📝 Tambah catatan
followup-button-note-again = 📝 Ubah catatan
followup-button-reopen = ↩️ Buka lagi
followup-button-visit = Lihat kunjungan
followup-button-list = ‹ Daftar
followup-button-more = ＋ Tambah tindak lanjut
followup-done-toast = Tercatat selesai. Terima kasih.
followup-reopen-toast = Dibuka lagi.

followup-list-title = Tindak lanjut
followup-found-title = Tindak lanjut dengan "{ $words }"
followup-found-none = Tidak ada yang cocok, baik isinya, pelaksananya maupun instansinya. Coba kata lain, misalnya: /tindaklanjut perikanan
followup-list-open = Terbuka
followup-list-mine = Tugas saya
followup-list-closed = Selesai
followup-none-open = Tidak ada yang terbuka.
followup-none-mine = Tidak ada yang menjadi tugas Anda.
followup-none-closed = Belum ada yang selesai.
followup-begin-unit = Setelah kunjungan terlaksana, buka kartunya di /kunjungan, lalu ketuk "Tambah tindak lanjut".
followup-begin-agency = Yang disepakati dalam kunjungan dan menjadi tugas instansi Anda akan muncul di sini.
followup-of-visit = Tindak lanjut kunjungan { $partner }
followup-of-visit-none = Belum ada tindak lanjut dari kunjungan ini.

followup-new-title = Tindak lanjut
followup-label = daftar
followup-ask = Apa yang disepakati, siapa yang mengerjakan, paling lambat kapan? Satu baris untuk satu tindak lanjut.
followup-ask-again = Tulis ulang semuanya, satu baris untuk satu tindak lanjut.
followup-example = Misalnya: kirim draf PKS, { $agency }, 15 September
followup-example-agency = Dinas Perikanan
followup-go-on = Lanjut dengan { $count } yang terbaca
followup-kept = Terbaca: { $count }. Yang ini belum:
followup-again = Tulis lagi yang belum terbaca saja.
followup-too-many = Paling banyak { $max } sekali simpan. Simpan dulu sebagian, lalu tambah lagi.
followup-fault-what = Apa yang akan dikerjakan? Contoh: kirim draf PKS, Dinas Perikanan, 15 September
followup-fault-date = Paling lambat kapan? Tambahkan tanggalnya, misalnya: kirim draf PKS, Dinas Perikanan, 15 September
followup-fault-owner = Siapa "{ $typed }"? Yang bisa ditulis: { $names }, atau "saya".
followup-check = Periksa dulu
followup-unconnected = Belum ada kontak { $agency } yang terhubung. Pengingatnya sementara hanya ke petugas.
followup-save = Simpan
followup-saved = { $count ->
    [1] ✅ Tindak lanjut tersimpan
   *[other] ✅ { $count } tindak lanjut tersimpan
  }
followup-saved-hint = Pengingat dikirim tiga hari dan sehari sebelumnya, pada harinya, dan bila terlewat.

followup-title-move = Ubah tanggal
followup-ask-move = Paling lambat tanggal berapa?
followup-moved = Tanggal diubah. Yang mengerjakan diberi tahu.
followup-title-drop = Hapus dari daftar
followup-ask-drop = Apa alasannya?
followup-example-drop = Misalnya: sudah diganti kesepakatan lain
followup-dropped = Dihapus dari daftar. Yang mengerjakan diberi tahu.
followup-title-cannot = Tidak bisa
followup-ask-cannot = Apa kendalanya? Petugas akan diberi tahu.
followup-example-cannot = Misalnya: perlu waktu sampai akhir bulan
followup-cannot-sent = Kendala Anda diteruskan kepada petugas.
followup-title-note = Catatan
followup-ask-note = Apa hasilnya?
followup-example-note = Misalnya: draf dikirim lewat surel
followup-noted = Catatan tersimpan.

followup-refused-foreign = Tindak lanjut itu tidak dapat dibuka.
followup-refused-refused = Anda tidak dapat mengubah tindak lanjut ini.
followup-refused-past = Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya.
followup-refused-owner = Salah satu yang disebut sudah tidak bertugas di sini. Tulis ulang daftarnya.
followup-refused-not-held = Kunjungan ini belum tercatat terlaksana.

followup-remind-soon = ⏰ { $days } hari lagi batas waktunya
followup-remind-tomorrow = ⏰ Besok batas waktunya
followup-remind-today = ⏰ Hari ini batas waktunya
followup-remind-late = ⚠️ Lewat { $days } hari dari batas waktunya
followup-news-agreed = 📌 Tindak lanjut baru untuk Anda
followup-news-agreed-many = 📌 { $count } tindak lanjut baru untuk Anda
followup-news-done = { $who }: selesai
followup-news-cannot = ❌ { $who } menyampaikan kendala
followup-news-moved = 🗓 Batas waktunya diubah
followup-news-dropped = Tindak lanjut ini tidak diperlukan lagi
followup-news-reopened = ↩️ Tindak lanjut dibuka lagi

followup-section-offer = 📌 Ada yang disepakati? Catat sebagai tindak lanjut, supaya ada yang mengingatkan.
followup-section-open = 📌 Tindak lanjut: { $open } dari { $count } masih terbuka
followup-section-all-done = 📌 Tindak lanjut: semua selesai ({ $count })
followup-section-more = … dan { $rest } lagi
followup-section-list = 📌 Lihat tindak lanjut
followup-section-add = ＋ Tambah tindak lanjut
