# Baris yang tidak dikirim ke grup karena mirip nama peserta
exemption-dropped = Satu baris tidak dikirim ke { $group }
exemption-dropped-name = “{ $words }” mirip nama peserta, dan nama peserta tidak disampaikan ke grup. Baris lainnya sudah dikirim.
exemption-dropped-register = “{ $words }” berbentuk nomor register, dan nomor register tidak disampaikan ke grup. Baris lainnya sudah dikirim.
exemption-dropped-hint = Bila ini bukan nama peserta, ketuk tombol di bawah; lain kali barisnya dikirim.
exemption-button-grant = Bukan nama peserta
exemption-button-withdraw = ↩️ Urungkan
exemption-after-grant = ✅ “{ $words }” dicatat bukan nama peserta. Mulai sekarang grup menerimanya.
exemption-after-withdraw = “{ $words }” kembali diperlakukan sebagai nama peserta. Grup tidak menerimanya.
exemption-warning = ⚠️ Ada yang mirip nama peserta; grup tidak akan menerimanya.
