# Kunjungan yang disepakati di kalender HP
feed-title = Kunjungan di kalender HP
feed-what = Kunjungan Anda yang sudah disepakati masuk sendiri ke kalender HP atau komputer. Bila dipindah, ikut pindah; bila batal, hilang sendiri.
feed-none = Anda belum punya tautan kalender.
feed-since = Tautan Anda aktif sejak { $day }. Alamatnya tidak disimpan di sini; bila hilang, buat yang baru.
feed-made = ✅ Tautan kalender Anda siap
feed-how = Buka tombol di bawah di HP, atau salin alamat ini ke aplikasi kalender (langganan / dari URL):
feed-secret = Tautan ini hanya untuk Anda: siapa pun yang memegangnya melihat jadwal kunjungan Anda. Jangan diteruskan.
feed-revoked = Tautan kalender dicabut. Kalender yang memakainya tidak diperbarui lagi.
feed-button-make = Buat tautan
feed-button-anew = Tautan baru
feed-button-revoke = Cabut
feed-button-subscribe = 📅 Berlangganan
feed-page-what = Jadwal kunjungan { $unit } yang Anda ikuti.
feed-page-phone = Buka di kalender HP
feed-page-google = Tambahkan ke Google Kalender
feed-page-other = Atau salin alamat ini ke aplikasi kalender (langganan / dari URL):
