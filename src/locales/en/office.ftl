backup-caption =
    🔒 Backup of Sambang's data, { $at }
    { $size } MB · { $visits } visits, { $participants } participants, { $sessions } sessions, { $marks } attendance marks

    Encrypted. To restore: npm run restore -- FILE, with the same DATA_KEY.
