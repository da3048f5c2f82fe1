# Jadwal mingguan, dan sesi terjadwal: dibatalkan, dipindahkan, diganti, diingatkan
timetable-button = Jadwal mingguan
timetable-title = Jadwal mingguan: { $programme }
timetable-none = Belum ada jadwal mingguan. Ketuk "Tambah jadwal", lalu tulis misalnya: Selasa & Kamis 09.00–11.00
timetable-none-yours = Belum ada jadwal mingguan. Petugas dapat membuatnya.
timetable-draft = Program ini masih rancangan; sesinya dijadwalkan setelah program dibuka.
timetable-over = Program ini sudah tidak berjalan, jadi tidak ada sesi yang dijadwalkan.
timetable-next = 🗓 { $count } sesi terjadwal: { $dates }
timetable-next-none = Tidak ada sesi dalam 4 minggu ke depan.
timetable-skipped = Dilewati:
timetable-skipped-more = … dan { $rest } hari lain
timetable-how = Ketuk sebuah jadwal untuk mengubah atau mengakhirinya.
timetable-add = ＋ Tambah jadwal
timetable-programme = ‹ Program
timetable-undo = ↩️ Urungkan
timetable-back = ‹ Jadwal mingguan
timetable-change = Ubah hari/jam
timetable-end = Akhiri jadwal ini
timetable-slot-sessions = { $sessions ->
    [0] Belum ada sesi terjadwal dari jadwal ini.
   *[other] { $sessions } sesi terjadwal dari jadwal ini. Bila jadwal diakhiri, sesi itu hilang dari daftar; sesi yang sudah tercatat tetap ada.
  }
timetable-ended = Jadwal diakhiri. { $sessions } sesi terjadwal dihapus dari daftar.
timetable-reopened = Jadwal berlaku lagi. { $sessions } sesi dijadwalkan.
timetable-saved = ✅ Jadwal tersimpan. { $planned ->
    [0] Belum ada sesi yang dijadwalkan.
   *[other] { $planned } sesi dijadwalkan untuk 4 minggu ke depan.
  }
timetable-form-title = Jadwal mingguan
timetable-form-title-of = Jadwal mingguan: { $programme }
timetable-ask = Hari apa dan jam berapa setiap minggu? Ketuk harinya, atau tulis sekaligus.
timetable-ask-hour = Mulai jam berapa? Lamanya dua jam; untuk lama yang lain tulis misalnya 9–10.30.
timetable-example = misalnya Selasa & Kamis 09.00–11.00
timetable-label = hari/jam
timetable-every = Setiap { $slot }
timetable-planned = 🗓 { $count } sesi dalam 4 minggu ke depan: { $dates }
timetable-planned-none = Tidak ada sesi dalam 4 minggu ke depan (lihat masa program, jumlah sesi, dan hari libur).
timetable-clash = ⚠️ Program ini sudah punya jadwal { $slot }. Pilih hari atau jam lain.
timetable-save = Simpan jadwal
timetable-fault-nothing = Saya belum mengerti "{ $understood }". Contoh: Selasa & Kamis 09.00–11.00
timetable-fault-no-day = Hari apa? Saya baca "{ $understood }" tanpa nama hari. Contoh: Selasa & Kamis 09.00–11.00
timetable-fault-no-time = Jam berapa? Saya belum mengerti jamnya di "{ $understood }". Contoh: Selasa & Kamis 09.00–11.00
timetable-fault-no-such-time = Saya membaca "{ $understood }", jam itu tidak ada. Contoh: Senin 09.00–11.00
timetable-fault-end-before-start = "{ $understood }" berakhir sebelum mulai. Contoh: Senin 09.00–11.00
timetable-fault-over-midnight = "{ $understood }" melewati tengah malam. Sesi mulai dan selesai pada hari yang sama.
timetable-fault-too-long = "{ $understood }" lebih dari 10 jam. Periksa jam mulai dan selesainya.
timetable-fault-overlap = "{ $understood }" bertumpuk dengan waktu lain di baris yang sama.
timetable-fault-too-many = Paling banyak 14 jadwal per program. Tulis lebih sedikit.
timetable-refused-forbidden = Jadwal program ini hanya dapat diatur oleh petugas dan kepala.
timetable-refused-finished = Program ini sudah selesai atau dibatalkan, jadi tidak dapat dijadwalkan.
timetable-refused-overlap = Program ini sudah punya jadwal pada waktu itu. Pilih hari atau jam lain.
timetable-refused-too-many = Paling banyak 14 jadwal per program. Akhiri dulu yang tidak dipakai.
timetable-refused-changed = Jadwal ini sudah berubah.
timetable-line-programme = Jadwal program yang mana? Contoh: /sesi jadwal Lele, Selasa & Kamis 09.00–11.00

session-planned = ⏳ Terjadwal.
session-cancelled-because = ❌ Dibatalkan: { $reason }
session-cancelled-by = oleh { $by }, { $at }
session-reason-trainer = pelatih berhalangan
session-reason-place = tempat tidak dapat dipakai
session-reason-security = alasan keamanan
session-reason-forceMajeure = cuaca atau keadaan kahar
session-reason-timetable = tidak ada lagi di jadwal mingguan
session-reason-other = alasan lain
session-cover-trainer = 👤 Pelatih pengganti: { $trainer }
session-caught-up = 🔁 Diganti: { $at }
session-caught-up-cancelled = 🔁 Pengganti { $at } juga dibatalkan
session-catch-up-for = 🔁 Pengganti sesi { $at } yang dibatalkan
session-fill = Isi sekarang
session-cover = Pelatih pengganti
session-move = Pindahkan
session-cancel = Batalkan sesi
session-cannot = Berhalangan
session-catch-up = Jadwalkan pengganti
session-undo-cancel = ↩️ Urungkan pembatalan
session-see-catch-up = Lihat penggantinya
session-see-missed = Lihat sesi yang dibatalkan
session-was-cancelled = Dibatalkan
session-was-postponed = Ditunda ke hari lain

session-remind-tomorrow = Besok: { $programme }
session-remind-today = Hari ini: { $programme }
session-remind-late = (Pengingat ini terlambat terkirim.)
session-unrecorded = Belum dicatat: { $programme }
session-still-unrecorded = Masih belum dicatat: { $programme }
session-unrecorded-ask = Bila sesinya berlangsung, isi kehadirannya. Bila tidak, beri tahu di sini.
session-told-cancelled = Sesi dibatalkan: { $programme }
session-told-planned = Sesi dipindahkan: { $programme }
session-told-undone = Sesi jadi diadakan: { $programme }

session-cancel-title = Batalkan { $programme }, { $at }
session-ask-cancel = Apa alasannya? Pilih, atau tulis.
session-ask-cancel-note = Tulis alasannya secara singkat.
session-label-cancel = alasan
session-done-cancel = Sesi dibatalkan.
session-done-undo = Pembatalan diurungkan; sesi terjadwal lagi.
session-done-move = Sesi dipindahkan.
session-done-add = Sesi dijadwalkan.
session-done-catchUp = Sesi pengganti dijadwalkan.
session-done-cover = Pelatih pengganti tersimpan.
session-when-move = Pindahkan { $programme }, { $at }
session-when-catchUp = Sesi pengganti { $programme }, { $at }
session-when-add = Jadwalkan sesi { $programme }
session-ask-date-planned = Tanggal berapa sesinya akan diadakan?
session-ask-time-planned = Jam berapa?
session-same-time = { $time } (jam semula)
session-was = semula { $at }
session-day-off = ⚠️ { $why }
session-time-taken = ⚠️ Program ini sudah punya sesi pada { $at }. Pilih waktu lain.
session-submit-move = Pindahkan
session-submit-catchUp = Jadwalkan
session-submit-add = Jadwalkan
session-ask-cover = Siapa pelatih penggantinya untuk { $programme }, { $at }? Tulis namanya.
session-cover-title = Pelatih pengganti
session-cover-none = Pelatih program ({ $trainer })
session-cover-back = Tanpa pengganti
session-plan-future = ＋ Jadwalkan { $at }

session-refused-past = Waktu itu sudah lewat. Pilih waktu yang akan datang.
session-refused-taken = Program ini sudah punya sesi lain pada waktu itu.
session-refused-caught-up = Sesi penggantinya sudah dijadwalkan. Batalkan dulu penggantinya.
session-refused-finished = Program ini tidak sedang berjalan, jadi sesinya tidak dapat dijadwalkan.
session-plan-refused-forbidden = Sesi program ini tidak dapat Anda jadwalkan atau batalkan.
session-plan-refused-changed = Sesi ini sudah berubah. Ini keadaannya sekarang.

session-unrecorded-short = belum dicatat
session-coming = 🗓 7 hari ke depan ({ $count })
session-coming-title = Sesi 7 hari ke depan
session-coming-how = { $page ->
    [1] Ketuk sebuah sesi untuk melihat, memindahkan, atau membatalkannya.
   *[other] Halaman { $page }. Ketuk sebuah sesi untuk melihat, memindahkan, atau membatalkannya.
  }
session-coming-none = Tidak ada sesi terjadwal dalam 7 hari ke depan.
session-overdue-title = Sesi yang belum dicatat
session-overdue-how = { $page ->
    [1] Tetap di sini sampai dicatat atau dibatalkan. Ketuk untuk mengisi kehadirannya.
   *[other] Tetap di sini sampai dicatat atau dibatalkan, halaman { $page }. Ketuk untuk mengisi kehadirannya.
  }
session-overdue-none = Tidak ada sesi yang belum dicatat.
session-overdue-more = ⚠️ Belum dicatat ({ $count })
session-later = Berikutnya ›
