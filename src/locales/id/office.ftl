backup-caption =
    🔒 Cadangan data Sambang, { $at }
    { $size } MB · { $visits } kunjungan, { $participants } WBP, { $sessions } sesi, { $marks } catatan kehadiran

    Terenkripsi. Untuk memulihkan: npm run restore -- BERKAS, dengan DATA_KEY yang sama.
