# Peringatan: kehadiran rendah, tidak hadir berturut-turut, program tanpa sesi
alert-no-officer = Program ini sedang tanpa petugas penanggung jawab, jadi Anda yang dikabari.
alert-open-programme = Buka program
alert-open-sessions = Lihat sesinya
alert-open-session = Lihat sesi terakhir
alert-open-participant = Buka data peserta
alert-log = Catat sesi

alert-rate-title = ⚠️ Kehadiran rendah: { $programme }
alert-rate-figure = { $sessions } sesi terakhir: hadir { $attended } dari { $expected } yang wajib hadir = { $percent }. Batasnya { $limit }.
alert-rate-session = • { $date }: { $attended } dari { $expected } ({ $percent })
alert-rate-definition = Hadir dan terlambat dibagi semua yang wajib hadir; sakit, izin, dan sidang tidak dihitung.
alert-rate-next = Lihat siapa yang sering tidak hadir dan tanyakan sebabnya. Kabar ini tidak diulang selama angkanya belum pulih.

alert-absence-title = ⚠️ { $count } kali berturut-turut tidak hadir
alert-absence-number = No. { $number } ({ $initials })
alert-absence-earlier = { $count } sesi terakhir:
alert-absence-session = • { $date }: { $mark }
alert-absence-definition = Yang dihitung alpa dan menolak; sakit, izin, dan sidang tidak dihitung.
alert-absence-next = Sebaiknya tanyakan sebabnya sebelum sesi berikutnya.

alert-silence-title = ⚠️ Sudah { $days } hari tanpa sesi: { $programme }
alert-silence-last = Sesi terakhir yang tercatat: { $date }.
alert-silence-start = Belum ada sesi yang tercatat sejak { $date }.
alert-silence-planned = Sesi berikutnya terjadwal { $when }.
alert-silence-next = Bila sesinya ada tetapi belum dicatat, catat sekarang.
