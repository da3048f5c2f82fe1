# Yang perlu diketahui kepala tentang programnya sendiri
incident-bad = ⚠️ { $title }
incident-good = ℹ️ { $title }
incident-over = ✅ Sudah pulih: { $title }
incident-lasted = Dari { $from } sampai { $until }. Anda tidak perlu melakukan apa-apa lagi.
incident-since = Masih berlangsung sejak { $since }.
incident-sealed = Rinciannya tidak dapat dibuka, karena DATA_KEY sudah diganti.

incident-name-code-guessing = Ada yang menebak kode undangan
incident-what-code-guessing = Hari ini akun tanpa jabatan sudah { $tries } kali mengirim kode undangan. Akun yang mencoba berkali-kali tidak dijawab lagi hari ini.
incident-next-code-guessing = Batalkan undangan yang tidak diperlukan lagi lewat /undang. Bila rekan Anda sedang memakai undangan dan tidak dijawab, minta mencoba lagi besok.

incident-name-update-set-aside = Satu pesan belum dapat ditangani
incident-what-update-set-aside = { $what ->
    [text] Pesan teks
    [button] Ketukan tombol
    [file] Foto atau berkas
   *[other] Pesan
  } { $who ->
    [none] dari akun yang tidak dikenal
   *[other] dari { $who }
  }, { $sentAt }, sudah dicoba berkali-kali dan disisihkan.
incident-next-update-set-aside = Minta pengirimnya mengulangi. Bila gagal lagi, sampaikan waktu ini kepada pengelola server.

incident-name-sweep-failed = Pekerjaan berkala gagal
incident-what-sweep-failed = Pekerjaan “{ $job }” gagal. Data yang tersimpan aman; pengingat dan jadwal yang dibuatnya dapat terlambat.
incident-next-sweep-failed = Pekerjaan ini dicoba lagi setiap jam. Bila besok masih gagal, minta pengelola server memeriksa log.

incident-name-backup-failed = Cadangan data gagal dibuat
incident-what-backup-failed = { $why ->
    [disk-full] Tempat di disk tidak cukup.
    [folder] Folder cadangan tidak dapat ditulisi.
    [damaged] Cadangan yang dibuat tidak lolos pemeriksaan, jadi tidak dipakai.
    [no-tool] Program pg_dump tidak terpasang di komputer ini (paket postgresql-client).
    [tool] Program pg_dump gagal.
    [group] Obrolan untuk salinan cadangan adalah grup; pilih obrolan pribadi atau kanal.
    [too-large] Cadangan dibuat, tetapi salinannya lebih besar daripada yang diterima Telegram (50 MB).
    [chat] Cadangan dibuat, tetapi salinannya tidak dapat dikirim ke obrolan yang dipilih.
   *[other] Sebabnya tercatat di log.
  }
incident-next-backup-failed = Minta pengelola server memperbaikinya, lalu menjalankan npm run backup.

incident-name-backup-overdue = Sudah tiga hari tanpa cadangan data
incident-what-backup-overdue = { $lastAt ->
    [none] Belum pernah ada cadangan yang dibuat.
   *[other] Cadangan terakhir dibuat { $lastAt }.
  }
incident-next-backup-overdue = Minta pengelola server menjalankan npm run backup dan menyimpan hasilnya di tempat lain.

incident-name-upgraded = Program sudah diperbarui
incident-what-upgraded =
    { $figures } angka dicocokkan sebelum dan sesudahnya: semuanya sama.
    { $backup ->
        [none] Cadangan dari sebelumnya tidak dibuat di sini.
       *[other] Cadangan dari sebelumnya: { $backup }
    }
incident-next-upgraded = Anda tidak perlu melakukan apa-apa.

incident-name-guard-dropped = Satu baris tidak dikirim ke grup
incident-what-guard-dropped =
    { $by ->
        [name] “{ $words }” mirip nama peserta, jadi baris ini tidak disampaikan ke grup “{ $group }”:
       *[register] “{ $words }” berbentuk nomor register, jadi baris ini tidak disampaikan ke grup “{ $group }”:
    }
    { $line }
incident-next-guard-dropped = Selebihnya sudah dikirim. Bila perlu, ubah tulisan asalnya agar tanpa nama dan nomor.

incident-name-head-left = Satu kepala tidak lagi ada di pengaturan
incident-what-head-left = { $name } tidak lagi tercantum di HEAD_TELEGRAM_IDS dan bukan kepala lagi di sini.
incident-next-head-left = Bila ini keliru, minta pengelola server mencantumkannya lagi, atau undang lewat /undang.

incident-name-disk-full = Disk server penuh
incident-what-disk-full = Tidak ada yang dapat disimpan. Yang sudah tersimpan aman, dan pesan yang belum ditangani akan dicoba lagi.
incident-next-disk-full = Minta pengelola server mengosongkan tempat di disk sekarang. Program berjalan lagi dengan sendirinya.

incident-name-database-read-only = Data tidak dapat ditulis
incident-what-database-read-only = Data hanya dapat dibaca. Yang sudah tersimpan aman, dan pesan yang belum ditangani akan dicoba lagi.
incident-next-database-read-only = Minta pengelola server memeriksa izin berkas dan disknya, atau server PostgreSQL. Program berjalan lagi dengan sendirinya.

incident-name-reminders-late = Pengingat terlambat
incident-what-reminders-late = { $count } pesan sudah waktunya tetapi belum terkirim; yang tertua sejak { $sinceAt }.
incident-next-reminders-late = Lihat /antrian. Untuk yang mendesak hari ini, kabari lewat telepon.

incident-name-polling-silent = Bot tidak menerima kabar dari Telegram
incident-what-polling-silent = Sejak { $sinceAt } Telegram tidak menjawab. Pesan yang dikirim kepada bot belum terbaca, dan akan dibaca setelah tersambung.
incident-next-polling-silent = Minta pengelola server memeriksa sambungan internetnya.

incident-name-polling-conflict = Ada program lain yang memakai bot ini
incident-what-polling-conflict = Program lain dengan token yang sama mengambil pesan untuk bot ini, jadi sebagian pesan dapat tidak terjawab.
incident-next-polling-conflict = Minta pengelola server mematikan salah satunya. Bila tidak ada yang tahu program itu, ganti token di @BotFather.
