/**
 * Words that are certainly wrong, each with the one to use and why. `IN_CODE`: a part of a name in code, schema or
 * message keys (`student` in `studentCount`). A word that has a right use anywhere doesn't belong here.
 */
export const IN_CODE = [
  {
    words: [
      'prisoner',
      'prisoners',
      'inmate',
      'inmates',
      'napi',
      'wbp',
      'trainee',
      'trainees',
      'student',
      'students',
    ],
    use: 'participant',
    why: 'who is in the unit has one name here, and it is neither their sentence nor a school’s word',
  },
  {
    words: ['peserta', 'narapidana', 'tahanan'],
    use: 'participant, convict or detainee',
    why: 'code is English',
  },
  { words: ['course', 'courses'], use: 'programme', why: 'what is run has one name' },
  {
    words: ['institution', 'institutions', 'instansi', 'dinas'],
    use: 'agency',
    why: 'the partner’s side has one name, whatever kind of body it is',
  },
  { words: ['appointment', 'appointments', 'kunjungan'], use: 'visit', why: 'an official call has one name' },
  { words: ['sesi'], use: 'session', why: 'code is English' },
  { words: ['petugas'], use: 'officer', why: 'code is English' },
  { words: ['kehadiran', 'absensi'], use: 'attendance', why: 'code is English' },
  { words: ['jadwal'], use: 'timetable', why: 'code is English' },
  { words: ['antrian', 'antrean'], use: 'queue', why: 'code is English' },
  {
    words: ['enroll', 'enrollment', 'enrollments'],
    use: 'enrol, enrolment',
    why: 'one spelling, so that a search finds all',
  },
  { words: ['canceled', 'canceling'], use: 'cancelled', why: 'one spelling, so that a search finds all' },
];

/** Names of what is declared, whole, under a path or anywhere. */
export const DECLARED = [
  {
    names: ['plan', 'PlannedMessage', 'planMessages'],
    under: 'src/delivery/',
    use: 'a name with notice',
    why: 'planned sessions are a plan, messages in the outbox are notices',
  },
  {
    names: ['PrintedSheet', 'printedSheet', 'SheetPrinted'],
    use: 'a name with paper',
    why: 'a sheet is the attendance of a session, a paper is what is printed',
  },
];

/** In messages, by locale: whole words, in any case. A command is what people type, however it is spelt. */
export const IN_TEXT = {
  id: [
    { words: ['antrian'], use: 'antrean', why: 'so KBBI' },
    { words: ['antri'], use: 'antre', why: 'so KBBI' },
    { words: ['ijin'], use: 'izin', why: 'so KBBI' },
    { words: ['jadual'], use: 'jadwal', why: 'so KBBI' },
    { words: ['resiko'], use: 'risiko', why: 'so KBBI' },
    { words: ['aktifitas'], use: 'aktivitas', why: 'so KBBI' },
    { words: ['merubah', 'dirubah'], use: 'mengubah, diubah', why: 'the root is ubah' },
    { words: ['silahkan'], use: 'silakan', why: 'so KBBI' },
    { words: ['praktek'], use: 'praktik', why: 'so KBBI' },
    { words: ['nopember'], use: 'November', why: 'so KBBI' },
    { words: ['jum’at', "jum'at"], use: 'Jumat', why: 'so KBBI' },
    { words: ['himbauan', 'menghimbau'], use: 'imbauan, mengimbau', why: 'so KBBI' },
    { words: ['sekedar'], use: 'sekadar', why: 'so KBBI' },
    { words: ['analisa'], use: 'analisis', why: 'so KBBI' },
    { words: ['nasehat'], use: 'nasihat', why: 'so KBBI' },
    {
      words: ['dimana', 'diatas', 'dibawah', 'didalam'],
      use: 'di mana, di atas …',
      why: 'the preposition stands alone',
    },
    {
      words: ['napi', 'pesakitan', 'tapol'],
      use: 'narapidana, tahanan or warga binaan',
      why: 'the law’s words, which do not belittle',
    },
  ],
  en: [
    {
      words: ['prisoner', 'prisoners', 'jail', 'jails', 'jailbird', 'felon', 'felons'],
      use: 'inmate, detainee or convict; unit',
      why: 'the field’s words, which do not belittle',
    },
    { words: ['canceled', 'canceling'], use: 'cancelled', why: 'one spelling in all messages' },
    { words: ['enroll', 'enrollment'], use: 'enrol, enrolment', why: 'one spelling in all messages' },
  ],
};
