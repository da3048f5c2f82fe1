# Sesi dan kehadiran
session-mark-present = hadir
session-mark-late = terlambat
session-mark-sick = sakit
session-mark-excused = izin
session-mark-court = sidang
session-mark-refused = menolak
session-mark-absent = alpa
session-numbers = (no. { $numbers })
session-more-numbers = … juga no. { $numbers }
session-rate = Hadir { $attended } dari { $expected } yang wajib hadir ({ $percent }{ $outside ->
    [0] { "" }
   *[other] ; { $outside } berhalangan sah
  }).
session-rate-none = Tidak ada yang wajib hadir ({ $outside } berhalangan sah).
session-headcount = 👥 Hadir { $heads } orang (hanya jumlah, tanpa daftar).
session-heads-short = { $heads } orang

session-today = Hari ini, { $date }
session-today-counts = { $planned } terjadwal, { $held } tercatat{ $cancelled ->
    [0] { "" }
   *[other] , { $cancelled } dibatalkan
  }{ $overdue ->
    [0] { "" }
   *[other] ; { $overdue } belum dicatat dari hari-hari sebelumnya
  }
session-idle-no-programme = Belum ada program yang sesinya dapat Anda catat. Petugas dapat membuatnya.
session-idle-make-programme = Belum ada program. Buat dulu dengan /program, lalu catat sesinya di sini.
session-idle-only-look = Sesi dicatat oleh petugas dan pelatih; Anda dapat melihatnya di sini.
session-log = Catat: { $what }
session-overdue = ⚠️ Kemarin: { $what }
session-overdue-on = ⚠️ { $date }: { $what }
session-other = ＋ Sesi lain
session-past = Sesi lalu
session-title = { $programme } · sesi { $number }
session-number = sesi { $number }
session-new = Catat sesi
session-past-title = Sesi lalu
session-past-of = Sesi lalu: { $programme }
session-past-how = Halaman { $page }. Ketuk sebuah sesi untuk melihatnya.
session-past-none = Belum ada sesi yang tercatat.
session-older = Lebih lama ›
session-filter = Pilih program
session-filter-which = Sesi program yang mana?
session-to-today = ‹ Hari ini
session-no-programme = Belum ada program. Petugas dapat membuatnya dengan /program.

session-ask-programme = Sesi program apa?
session-ask-date = Tanggal berapa sesinya?
session-ask-time = Jam berapa sesinya?
session-usual-time = { $time } (seperti biasa)
session-future = Sesi itu belum berlangsung. Catat setelah sesinya dimulai.
session-taken = ⚠️ Sesi { $number } pada waktu yang sama sudah tercatat. Lihat: /sesi_{ $id }
session-beside = ⚠️ Beririsan dengan { $count } sesi program ini yang sudah tercatat:
session-beside-one = sesi { $number } · { $when } · /sesi_{ $id }
session-beside-ask = Sesi yang sama? Buka sesi itu. Memang sesi lain? Simpan di bawah ini.
session-save-beside = Simpan sebagai sesi tersendiri
session-refused-beside = Sementara itu sesi { $number } tercatat pada waktu yang beririsan: /sesi_{ $id }. Periksa dulu.
session-takes-planned = Dicatat untuk sesi terjadwal { $when }.
session-there-already = Sesi ini sudah tercatat.
session-about-trainer = pelatih: { $trainer }
session-sheet-size = { $size } peserta
session-ask-absent = Siapa yang tidak hadir? Ketik nomor dan sebabnya:
session-absent-example = misalnya 3,7 sakit; 9 sidang, atau dengan nama
session-all-present = Semua hadir
session-one-by-one = Pilih satu per satu
session-heads-only = Hanya jumlah
session-by-sheet = ‹ Pakai daftar
session-fresh = 🔄 Muat ulang daftar
session-mend = Perbaiki
session-pick-how = Ketuk nama untuk mengganti tandanya, berulang kali sampai tepat.
session-pick-done = Selesai
session-ask-heads = Berapa orang yang hadir? Tulis angkanya.
session-roster-empty = Belum ada peserta aktif pada waktu itu, jadi hanya jumlah yang dapat dicatat. Berapa orang yang hadir? Tulis angkanya.
session-fault-no-such-number = Nomor { $numbers } tidak ada di daftar (1–{ $size }).
session-fault-unknown-mark = "{ $text }": sebabnya tidak saya kenal. Pilihannya: terlambat, sakit, izin, sidang, menolak, alpa.
session-fault-torn = "{ $text }" dapat dibaca dengan terlalu banyak cara. Tulis satu per satu, misalnya 3,7 sakit; 9 sidang.
session-fault-count = "{ $text }" menyebut jumlah. Tulis nomor atau nama siapa yang dimaksud.
session-fault-unreadable = "{ $text }" tidak dapat saya baca.
session-ask-which = "{ $text }" dapat dibaca lebih dari satu cara. Mana yang dimaksud?
session-ask-sure = "{ $text }": benar begini maksudnya?
session-ask-who = "{ $text }" cocok dengan lebih dari satu orang. Siapa yang dimaksud?
session-ask-conflict = "{ $text }": satu orang dengan dua tanda. Mana yang benar?
session-ask-why = Nomor { $numbers } tidak hadir. Apa sebabnya?
session-ask-unnamed = Nomor { $numbers } tidak disebut. Bagaimana mereka?
session-ask-why-typed = Ketuk untuk semuanya, atau ketik satu per satu, misalnya 3 sakit; 7 izin
session-asks-more = Setelah ini masih ada { $count } pertanyaan.
session-reading-open = { $who }: tidak hadir, sebabnya ditanyakan
session-write-again = Tulis lagi
session-ask-left = Ini saya simpan sebagai apa?

  "{ $text }"
session-left-topic = Materi
session-left-note = Catatan
session-left-drop = Abaikan
session-fault-more = … dan { $count } bagian lain.
session-fault-again = Tulis lagi bagian itu, atau lanjut tanpa.
session-ask-topic = Apa materinya?
session-topic-example = misalnya Pemberian pakan dan kualitas air
session-straight = Langsung periksa
session-ask-notes = Catatan dan foto? Ketik catatan atau kirim foto di sini.
session-ask-trainer = Siapa pelatihnya?
session-label-time = jam
session-label-date = tanggal
session-label-attendance = kehadiran
session-label-topic = materi
session-label-notes = catatan
session-label-trainer = pelatih
session-label-reason = alasan
session-check = Periksa dulu
session-trainer = 👤 Pelatih: { $trainer }
session-attendance-missing = 👥 Kehadiran belum diisi. Ketuk "Ubah kehadiran".
session-photo-count = 📷 { $photos } foto
session-save = Simpan

session-saved = ✅ Tercatat.
session-corrected = ✅ Koreksi tersimpan.
session-reply-hint = Balas pesan ini dengan foto atau catatan untuk menambahkannya.
session-view = Lihat
session-correct = Koreksi
session-history = Riwayat
session-photos = Foto ({ $photos })
session-back = ‹ Sesi program ini
session-logged = Dicatat oleh { $by }, { $at }
session-corrected-times = Dikoreksi { $count } kali
session-not-recorded = Belum dicatat.
session-gone = Sesi itu tidak ada atau bukan bagian Anda.

session-correct-title = Koreksi sesi
session-correct-how = Tulis nomor dan tanda yang benar, misalnya 3 hadir; 5 alpa
session-ask-reason = Apa alasan koreksinya? Ini disimpan di riwayat.
session-ask-topic-corrected = Materi yang benar?
session-ask-trainer-corrected = Pelatih yang benar?
session-ask-notes-corrected = Catatan yang benar? Ini menggantikan catatan lama.
session-save-correction = Simpan koreksi
session-no-change = Belum ada yang diubah.
session-changes = Perubahan
session-changes-more = … dan { $count } perubahan lain
session-change = { $what }: { $from } → { $to }
session-change-no = no. { $number }
session-change-topic = materi
session-change-trainer = pelatih
session-change-notes = catatan
session-change-headcount = jumlah hadir
session-history-of = Riwayat { $session }
session-history-none = Belum pernah dikoreksi.
session-revision = Versi { $version } · { $by } · { $at }
session-revision-reason = Alasan: { $reason }

session-refused-forbidden = Sesi program ini tidak dapat Anda catat atau koreksi.
session-refused-future = Sesi itu belum berlangsung. Ubah tanggal atau jamnya.
session-refused-roster-changed = Daftar peserta pada waktu itu berbeda dengan yang ditandai. Ubah kehadiran, lalu "Muat ulang daftar".
session-refused-gone = Sesi itu tidak ada lagi untuk dikoreksi.
session-refused-changed = Sesi ini sudah berubah. Buka lagi dan ulangi koreksinya.
session-refused-nothing = Belum ada yang diubah.
session-refused-reason-missing = Tulis alasannya dulu: koreksi ini bukan atas catatan Anda sendiri dalam 7 hari.
session-refused-late = Sesi hanya dapat dikoreksi oleh pencatatnya dalam 7 hari; sesudah itu oleh kepala.

session-attach-forbidden = Sesi ini tidak dapat Anda tambahi.
session-attach-reason-missing = Catatan sesi ini hanya dapat diubah dengan alasan. Pakai tombol Koreksi pada sesinya.
session-attach-too-long = Catatan sesi ini jadi terlalu panjang (paling banyak 2.000 huruf). Singkatkan lewat tombol Koreksi.
session-attach-changed = Sesi ini baru saja berubah. Silakan kirim lagi.
session-notes-anew = Catatan yang baru sejauh ini:

  { $notes }
session-notes-clear = Kosongkan catatan
session-notes-whole = 🗒 Catatan lengkap
session-added-file = Berkas ditambahkan pada { $session }.
session-album-added-file = Berkas ditambahkan pada { $session }.
session-person-title = Kehadiran
session-person-none = Belum ada sesi yang tercatat dengan namanya.
session-person-none-due = selalu berhalangan sah
session-person-rate = { $came } dari { $expected } ({ $percent })
session-person-more = … dan { $count } program lain.
session-person-absences = Terakhir tidak hadir:
session-person-all = 📅 Riwayat kehadiran
session-person-of = Kehadiran { $name }
session-person-how = { $count } sesi, yang terbaru dulu. Ketuk untuk membukanya.
