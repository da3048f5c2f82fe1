# Formulir, tombol umum, tanggal dan waktu
dialog-cancel = Batal
dialog-back = ‹ Kembali
dialog-skip = Lewati
dialog-next = Lanjut
dialog-edit = Ubah { $what }
dialog-edit-other = Ubah lainnya
dialog-edit-what = Apa yang diubah?
dialog-cancelled = Dibatalkan. Tidak ada yang disimpan.
dialog-replaced = Formulir ini ditutup karena formulir lain dibuka. Isinya tidak disimpan.
dialog-not-that = Di sini cukup teks atau tombol. Silakan jawab pertanyaannya, atau /batal.
dialog-use-buttons = Silakan pakai tombol di bawah ini, atau /batal.
button-stale = Tombol ini sudah tidak berlaku.
choice-type = Ada { $total }. Ketik sebagian namanya untuk mencari.
choice-gone = Pilihan itu sudah tidak ada. Silakan pilih lagi.
choice-read-as = Saya baca "{ $typed }" sebagai { $name }.
choice-many = Beberapa cocok dengan "{ $typed }". Yang mana?
choice-none = Tidak ada yang cocok dengan "{ $typed }". Pilih dari daftar atau ketik sebagian namanya.
page-previous = ‹ Sebelumnya
page-next = Berikutnya ({ $page }/{ $pages }) ›
page-more = Berikutnya ›
field-no-photo = Di langkah ini belum perlu foto. Silakan jawab pertanyaannya.
text-empty = Tulis jawabannya sebagai teks.
text-too-long = Terlalu panjang: { $length } huruf, paling banyak { $max }. Belum ada yang disimpan.
text-rest-too = Ini lanjutan dari tulisan tadi yang terlalu panjang, jadi juga tidak disimpan. Tulis lagi lebih pendek.
notes-too-long = Belum dimasukkan: bersama yang sudah ada menjadi { $length } huruf, paling banyak { $max }. Yang sudah ada tetap tersimpan.
number-wanted = Tulis satu angka antara { $min } dan { $max }, misalnya { $min }.
number-wanted-not = "{ $typed }" belum dapat dipakai. Tulis satu angka antara { $min } dan { $max }, misalnya { $min }.
notes-length = … ({ $length } huruf)
notes-so-far = 📝 { $notes }
  📷 { $photos } foto
photos-full = Paling banyak { $max } foto. Yang terakhir tidak disimpan.
when-date-example-future = Atau ketik: besok, Kamis, 31/8, Kamis jam 10
when-date-example-past = Atau ketik: kemarin, Kamis, 31/8, kemarin jam 9
when-time-example = Atau ketik: 10, setengah 3 sore, 09.00–11.00
when-no-such-date = Saya membaca "{ $understood }", tanggal itu tidak ada. Contoh: 28 Feb, besok, Kamis jam 10.
when-no-such-time = Saya membaca "{ $understood }", jam itu tidak ada. Contoh: 10, 14.30, 09.00–11.00.
when-end-before-start = "{ $understood }": selesainya sebelum mulai. Contoh: 09.00–11.00. Bila sampai hari berikutnya, tulis misalnya: 14.00 sampai 10.00 besoknya.
when-ambiguous = "{ $understood }" bisa berarti dua hal. Contoh yang jelas: Kamis jam 10, tanggal 30 jam 14.00.
when-needs-day = "{ $understood }": hari apa? Contoh: Kamis depan, 31/8.
when-wrong-weekday = "{ $understood }": hari dan tanggalnya tidak cocok. Contoh: 31/8/2023, Kamis depan.
when-not-understood = Saya belum mengerti "{ $understood }". Contoh: besok, 28 Feb, Kamis jam 10.
when-past = { $date } sudah lewat. Pilih hari ini atau sesudahnya.
when-future = { $date } belum tiba. Pilih hari ini atau sebelumnya.
when-today = Hari ini
when-tomorrow = Besok
when-yesterday = Kemarin
dialog-late-kept = Kiriman Anda tadi sudah ditambahkan ke catatan.
dialog-late-gone-on = { $what ->
    [photo] Foto Anda
   *[text] Tulisan Anda "{ $text }"
  } tidak terpakai karena formulir sudah maju ke pertanyaan lain. Tap Kembali, atau Ubah di akhir, lalu kirim lagi.
dialog-late-closed = { $what ->
    [photo] Foto Anda
   *[text] Tulisan Anda "{ $text }"
  } tidak terpakai karena formulirnya sudah ditutup. Bila perlu ditambahkan, buka lagi datanya, lalu kirim ulang.
dialog-newer = Formulir ini dibuka sesudah itu, jadi tetap terbuka. Untuk menutupnya, kirim /batal sekali lagi.
dialog-lost = Formulir yang terbuka tadi tidak dapat dibaca lagi sesudah sistem diperbarui. Yang sudah disimpan aman; silakan mulai formulirnya lagi.
dialog-lost-text = Formulir yang terbuka tadi tidak dapat dibaca lagi sesudah sistem diperbarui, jadi kiriman Anda tidak terpakai. Yang sudah disimpan aman; silakan mulai formulirnya lagi.
files-lost = { $count } berkas tidak lagi ada di Telegram dan belum sempat disalin.
