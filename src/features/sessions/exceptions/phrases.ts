import { type Vocabulary, vocabulary } from '../../../reading/phrase.js';

/** The seven attendance marks: hadir, terlambat, sakit, izin, sidang, menolak, alpa. */
export const attendanceMarks = ['present', 'late', 'sick', 'excused', 'court', 'refused', 'absent'] as const;

/** How somebody on the sheet attended. */
export type Mark = (typeof attendanceMarks)[number];

/**
 * What a word in a list of attendance does. `mark`: says how; `away`: not there, whyever; `all`: everybody on the sheet;
 * `rest`: everybody not named; `except`: but those; `nobody`: an empty list; `only`: those and nobody else.
 */
export type Said =
  | { readonly is: 'mark'; readonly mark: Mark }
  | { readonly is: 'away' | 'all' | 'rest' | 'except' | 'nobody' | 'only' };

const mark = (which: Mark): Said => ({ is: 'mark', mark: which });

/** `absen` says that somebody was not there and leaves the reason open; `alpa` says that there was none. */
export const said: Vocabulary<Said> = vocabulary<Said>([
  [mark('present'), 'hadir|hadr|hdr|hadirr|h|ada|masuk|datang|present'],
  [mark('late'), 'terlambat|telat|tlambat|trlambat|terlmbat|datang terlambat|datang telat|late'],
  [mark('sick'), 'sakit|skt|sakitt|skit|s|sick|ill'],
  [mark('excused'), 'izin|ijin|izn|ijn|idzin|isin|i|permisi|excused|leave|on leave|permission'],
  [
    mark('court'),
    'sidang|sidng|sdg|sdang|sidang pengadilan|ikut sidang|sedang sidang|court|in court|at court|hearing',
  ],
  [
    mark('refused'),
    'menolak|nolak|tolak|menolk|tidak mau|tdk mau|gak mau|ga mau|tidak bersedia|refused|refuses|refuse',
  ],
  [
    mark('absent'),
    'alpa|alfa|alpha|alpah|alp|a|absent|bolos|mangkir|tk|tanpa keterangan|tanpa ket|tnp ket|tanpa kabar|' +
      'tanpa izin|tanpa ijin|tidak ada keterangan|tidak ada kabar|tanpa alasan|no reason|without reason',
  ],
  [
    { is: 'away' },
    ['tidak', 'tdk', 'tak', 'gak', 'ga', 'nggak', 'ndak', 'belum', 'blm', 'not']
      .flatMap((no) => ['hadir', 'masuk', 'datang', 'ikut', 'present'].map((came) => `${no} ${came}`))
      .concat('absen', 'berhalangan', 'yang tidak hadir', 'yg tidak hadir', 'yg tdk hadir')
      .join('|'),
  ],
  [
    { is: 'all' },
    'semua|semuanya|smua|seluruhnya|seluruh peserta|seluruh|semua peserta|semua orang|lengkap|all|all are|everyone|everyone is|everybody',
  ],
  [
    { is: 'rest' },
    'sisanya|sisa|selebihnya|lainnya|yang lain|yg lain|yang lainnya|the rest|rest|others|the others',
  ],
  [{ is: 'except' }, 'kecuali|kcuali|kecuali nomor|selain|except|but|apart from'],
  [{ is: 'nobody' }, 'nihil|tidak ada|tdk ada|gak ada|ga ada|kosong|none|nobody|nil'],
  [{ is: 'only' }, 'yang|yg|hanya|cuma|cuman|saja|aja|doang|only|just|who|were|was'],
]);

/** What turns a word into its opposite, so that the word says nothing by itself. */
export const negations = vocabulary<true>([
  [true, 'tidak|tdk|tak|belum|blm|bukan|gak|ga|nggak|ndak|tanpa|not|no'],
]);

/** Words that say nothing of who or how. */
export const fillers = vocabulary<true>([
  [
    true,
    'no|nomor|nmr|nomer|num|number|numbers|dan|and|sama|serta|juga|karena|krn|sebab|because|adalah|is|are|sdr|saudara|pak|bapak',
  ],
]);

export const rangeWords = vocabulary<true>([[true, '-|sampai|sampai dengan|s d|sd|hingga|to|ke']]);

/** After a number these say that it counts people and names nobody. */
export const counted = vocabulary<true>([[true, 'orang|org|peserta|wbp|people|persons|participants']]);
