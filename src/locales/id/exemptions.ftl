# Baris yang tidak dikirim ke grup karena mirip nama peserta
exemption-button-grant = Bukan nama peserta
exemption-button-withdraw = ↩️ Urungkan
exemption-after-grant = ✅ “{ $words }” dicatat bukan nama peserta. Mulai sekarang grup menerimanya.
exemption-after-withdraw = “{ $words }” kembali diperlakukan sebagai nama peserta. Grup tidak menerimanya.
exemption-warning = ⚠️ Ada yang mirip nama peserta; grup tidak akan menerimanya.
