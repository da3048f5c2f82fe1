command-visits = jadwalkan dan lihat kunjungan
command-sessions = catat sesi dan kehadiran
command-counts = jumlah peserta terdaftar
command-programmes = program pembinaan
command-participants = cari peserta, unggah daftar WBP
command-agencies = instansi mitra dan kontaknya
command-agreements = MoU dan perjanjian kerja sama
command-summary = ringkasan mingguan
command-press = naskah rilis humas
command-invite = undang petugas atau mitra
command-queue = pesan yang menunggu terkirim
command-settings = bahasa
command-privacy = data apa yang disimpan
command-help = bantuan
command-cancel = tutup formulir yang terbuka
help-title = Yang bisa Anda lakukan
help-group = Bot ini untuk petugas dan mitra. Bantuan ada di percakapan pribadi.
help-examples-title = Cukup satu baris
help-examples = /kunjungan Dinas Perikanan, Kamis jam 10, rapat pelatihan
  /sesi Budidaya Ikan Lele, kemarin jam 9–11
  /jumlah perikanan agustus 2023
privacy-title = Privasi di Sambang, { $unit }
privacy-staff = Yang disimpan tentang Anda: nama dan nomor akun Telegram, jabatan, dan apa yang Anda catat, beserta waktunya.
  Tentang warga binaan hanya yang perlu untuk pembinaan: nomor register, nama, golongan, program, dan kehadiran. Nama hanya tampil di percakapan pribadi petugas yang berhak; grup hanya menerima jumlah.
  Data ada di komputer kantor. Pertanyaan atau perbaikan: hubungi Kepala Rutan.
privacy-stranger = Bot ini dipakai petugas dan mitra. Bila Anda meminta akses, nama dan nomor akun Telegram Anda disimpan dan diperlihatkan kepada Kepala Rutan. Selain itu tidak ada yang disimpan.
cancel-nothing = Tidak ada formulir yang terbuka. Ketik /bantuan untuk melihat yang bisa dilakukan.
later-agreements = Pencatatan MoU dan perjanjian kerja sama belum tersedia. Sementara ini, catat instansinya di /mitra dan pertemuannya di /kunjungan.
later-press = Naskah rilis belum tersedia. Sementara ini, bahan beritanya ada di kartu /kunjungan dan /sesi, angkanya di /jumlah.
not-understood = Saya belum mengerti pesan ini. Coba { $commands }, atau /bantuan.
fault = Maaf, ada gangguan di pihak kami. Data yang sudah tersimpan aman; silakan ulangi langkah terakhir. (kode { $reference })
fault-delay = Masih diproses, mohon tunggu sebentar.
guard-refused = Pesan tidak dikirim ke grup karena memuat data pribadi. Silakan buka lewat percakapan pribadi.
