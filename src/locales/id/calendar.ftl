# Hari libur, hari tutup, jam kantor
calendar-holiday = libur, { $name }
calendar-joint-leave = cuti bersama, { $name }
calendar-closed = tutup, { $reason }
calendar-weekend = akhir pekan
calendar-prayer = Waktu salat Jumat (11.30–13.00)
calendar-hours = Di luar jam kantor
calendar-legend = { $closed } tutup · { $holiday } libur · { $full } penuh
calendar-no-table = Libur nasional tahun { $year } belum ada di tabel. Kepala Rutan dapat menambahkannya: /kunjungan libur { $year }
calendar-holiday-newYear = Tahun Baru Masehi
calendar-holiday-chineseNewYear = Tahun Baru Imlek
calendar-holiday-ascensionOfTheProphet = Isra Mikraj Nabi Muhammad S.A.W.
calendar-holiday-nyepi = Hari Suci Nyepi
calendar-holiday-goodFriday = Wafat Yesus Kristus
calendar-holiday-easter = Kebangkitan Yesus Kristus (Paskah)
calendar-holiday-eidAlFitr = Idulfitri
calendar-holiday-labour = Hari Buruh Internasional
calendar-holiday-ascension = Kenaikan Yesus Kristus
calendar-holiday-vesak = Hari Raya Waisak
calendar-holiday-pancasila = Hari Lahir Pancasila
calendar-holiday-eidAlAdha = Iduladha
calendar-holiday-islamicNewYear = 1 Muharam, Tahun Baru Islam
calendar-holiday-independence = Proklamasi Kemerdekaan
calendar-holiday-birthOfTheProphet = Maulid Nabi Muhammad S.A.W.
calendar-holiday-christmas = Kelahiran Yesus Kristus (Natal)
calendar-holiday-generalElection = pemungutan suara Pemilu
calendar-holiday-regionalElection = pemungutan suara Pilkada
# Tabel libur setahun dan hari tutup, lewat pesan atau berkas
calendar-refused = Hanya Kepala Rutan yang dapat mengubah hari libur dan hari tutup.
calendar-year-title = Libur { $year }
calendar-year-none = Libur nasional dan cuti bersama { $year } belum ada di Sambang. Sampai ditambahkan, hanya akhir pekan dan hari tutup yang diperhitungkan.
calendar-year-decree = Dasar: { $decree }
calendar-year-holiday = Hari libur nasional ({ $total })
calendar-year-jointLeave = Cuti bersama ({ $total })
calendar-year-built-in = Tabel { $year } sudah tersedia di Sambang. Bila ada hari libur tambahan, tutup harinya, misalnya: /kunjungan tutup 12 September, pemungutan suara
calendar-year-replace = Untuk mengganti tabel { $year }, kirim lagi seluruh tabelnya: sebagai pesan, atau berkas Excel/CSV dengan keterangan: libur { $year }
calendar-table-how = Cara menambahkan (Kepala Rutan): kirim pesan seperti ini, satu baris satu hari.

  /kunjungan libur { $year }
  SKB 123 Tahun { $before }, 4 Tahun { $before }, 5 Tahun { $before }
  1 Januari; Tahun Baru Masehi; libur
  21-22 Maret; Idulfitri; libur
  23 Maret; Idulfitri; cuti bersama

  Atau kirim berkas Excel/CSV berisi baris-baris itu dengan keterangan: libur { $year }
calendar-table-check = Libur { $year }: periksa dulu
calendar-table-save = Simpan libur { $year }
calendar-table-saved = ✅ Libur { $year } tersimpan.
calendar-table-take-back = Urungkan
calendar-table-taken-back = Diurungkan. Tabel { $year } kembali seperti sebelumnya.
calendar-table-lacking = ⚠️ Biasanya libur setiap tahun, tetapi tidak ada di tabel ini: { $dates }
calendar-table-overrides = ℹ️ Sudah ditutup sendiri, akan tercatat sebagai libur: { $dates }
calendar-table-replaces = ℹ️ Menggantikan tabel yang ada ({ $decree }): { $added } hari baru, { $removed } hari dibuka lagi.
calendar-table-opens = Dibuka lagi: { $dates }
calendar-table-year = Tahun { $year } tidak dapat ditambahkan. Yang dapat: dari tahun lalu sampai { $last }.
calendar-table-built-in = Libur { $year } sudah ada di Sambang, tidak perlu ditambahkan.
calendar-table-empty = Belum ada baris tanggal yang terbaca.
calendar-table-too-many = Ada { $total } hari, paling banyak { $max }. Kirim hanya hari libur dan cuti bersama.
calendar-ask-decree = Tabel ini menurut keputusan apa? Tulis nomor SKB-nya.
calendar-ask-decree-example = Contoh: SKB 1497 Tahun 2025, 2 Tahun 2025, 5 Tahun 2025
calendar-decree-number = Tulis beserta nomornya, misalnya: SKB 1497 Tahun 2025, 2 Tahun 2025, 5 Tahun 2025
calendar-label-decree = keputusan
calendar-visits-stay = Kunjungan yang sudah ada pada hari-hari itu tetap.
calendar-closed-no-reason = kegiatan kantor
calendar-closed-how = Satu baris satu hari, misalnya:
  5 Maret 2027; upacara
  12-13 April 2027; perbaikan listrik
calendar-already-holidays = { $total } hari di antaranya sudah libur, tidak perlu ditutup.
calendar-closed-file = Banyak hari sekaligus: kirim berkas Excel/CSV berisi tanggal dan alasan, dengan keterangan: tutup
calendar-closed-holidays = Libur nasional dan cuti bersama: /kunjungan libur
calendar-closing-check = Menutup { $total } hari: periksa dulu
calendar-closing-save = Tutup { $total } hari
calendar-closing-saved = ✅ { $total } hari ditutup.
calendar-closing-holidays = { $total } hari lainnya sudah libur, tidak perlu ditutup.
calendar-closing-see = Lihat atau buka lagi: /kunjungan tutup
calendar-file-empty = Berkas ini kosong. Kirim berkas yang berisi baris tanggal.
calendar-file-too-big = Berkas ini terlalu besar untuk daftar tanggal. Kirim tabelnya saja, tanpa gambar dan lembar lain.
calendar-line-faults = { $total } baris belum dapat dibaca, jadi belum ada yang disimpan. Perbaiki, lalu kirim lagi semuanya.
calendar-line-fault = • baris { $line }: { $what }
calendar-line-more = … dan { $more } baris lagi.
calendar-line-date = tanggal "{ $was }" tidak ada atau tidak terbaca
calendar-line-weekday = hari dan tanggal "{ $was }" tidak cocok
calendar-line-year = "{ $was }" bukan tanggal di tahun itu
calendar-line-name = nama liburnya belum ditulis ("{ $was }")
calendar-line-kind = "{ $was }" bukan libur atau cuti bersama
calendar-line-past = "{ $was }" sudah lewat
calendar-line-twice = "{ $was }" sudah disebut di baris sebelumnya
