/** The two kinds of *pembinaan*: kepribadian (attitude) and kemandirian (trade). Every programme is one. */
export const PROGRAMME_KINDS = ['attitude', 'trade'] as const;
export type ProgrammeKind = (typeof PROGRAMME_KINDS)[number];

/** diajukan → daftar tunggu → aktif → jeda → selesai. */
export const ENROLMENT_STATES = ['applied', 'waiting', 'active', 'paused', 'ended'] as const;
export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

/**
 * Why an enrolment ended. `unrecorded` ("tidak dicatat"): a roster said *selesai* and no more; `merged`: another record of
 * the same person goes on in the programme.
 */
const END_REASONS = [
  'completed',
  'didNotPass',
  'released',
  'transferred',
  'withdrew',
  'dismissed',
  'health',
  'security',
  'unrecorded',
  'merged',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** The reasons that a person may give; `unrecorded` comes from rosters alone, `merged` from merging. */
export const GIVEN_REASONS = END_REASONS.filter((reason) => reason !== 'unrecorded' && reason !== 'merged');

/** *Terdaftar*: these hold a seat, and this is what counts mean by enrolled. */
export const ENROLLED_STATES = ['active', 'paused'] as const satisfies readonly EnrolmentState[];

export function isEnrolled(state: EnrolmentState): boolean {
  return state === 'active' || state === 'paused';
}

const NEXT: Readonly<Record<EnrolmentState, readonly EnrolmentState[]>> = {
  applied: ['waiting', 'active', 'ended'],
  waiting: ['active', 'ended'],
  active: ['paused', 'ended'],
  paused: ['active', 'ended'],
  // Whoever comes back is enrolled anew: the old enrolment stays what it was.
  ended: [],
};

/** The states that an enrolment may go to from this one. */
export function nextStates(state: EnrolmentState): readonly EnrolmentState[] {
  return NEXT[state];
}

export function mayMove(from: EnrolmentState, to: EnrolmentState): boolean {
  return NEXT[from].includes(to);
}

/**
 * Whether one more may be enrolled: `seats` null is a programme without a limit. `offered`: seats that are kept for
 * somebody else on the waiting list.
 */
export function hasSeat(seats: number | null, enrolled: number, offered = 0): boolean {
  return seats === null || enrolled + offered < seats;
}

/**
 * Whether a move takes a seat that was not held before, and so must find one free. *Jeda* keeps its seat.
 */
export function takesSeat(from: EnrolmentState | undefined, to: EnrolmentState): boolean {
  return isEnrolled(to) && !(from !== undefined && isEnrolled(from));
}

// ── Register: class, number, sex ─────────────────────────────────────────────

/** Register classes as the database names them; `formatRegisterClass` writes them as offices do. */
export const REGISTER_CLASSES = [
  'A_I',
  'A_II',
  'A_III',
  'A_IV',
  'A_V',
  'B_I',
  'B_IIa',
  'B_IIb',
  'B_III',
] as const;
export type RegisterClass = (typeof REGISTER_CLASSES)[number];

/** *Tahanan* and *narapidana*: they differ in law, and every count can be split by the two. */
export const LEGAL_STATUSES = ['convict', 'detainee'] as const;
export type LegalStatus = (typeof LEGAL_STATUSES)[number];

/** Class A is a detainee (tahanan), class B a convict (narapidana). */
export function legalStatus(registerClass: RegisterClass): LegalStatus {
  return registerClass.startsWith('A') ? 'detainee' : 'convict';
}

/** `B_IIa` → `B.IIa`. */
export function formatRegisterClass(registerClass: RegisterClass): string {
  return registerClass.replace('_', '.');
}

const ROMAN = ['', 'I', 'II', 'III', 'IV', 'V'];
const classesBySpelling = new Map(
  REGISTER_CLASSES.flatMap((known): [string, RegisterClass][] => {
    const spelling = known.replace('_', '').toUpperCase();
    const numeral = /^(.)([IV]+)(.?)$/.exec(spelling);
    const arabic = numeral ? `${numeral[1]}${ROMAN.indexOf(numeral[2] ?? '')}${numeral[3]}` : spelling;
    return [
      [spelling, known],
      [arabic, known],
    ];
  }),
);

/** Reads `B.IIa`, `BIIa`, `b 2 a`, `Gol. A.III`… Undefined for any other text, and for `B.II`, which is two classes. */
export function parseRegisterClass(text: string): RegisterClass | undefined {
  const bare = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^\s*(?:GOL(?:ONGAN)?|REG(?:ISTER)?|KELAS|CLASS)\b/u, '')
    .replace(/[\s.\-_/]+/gu, '');
  return classesBySpelling.get(bare);
}

/** Years of two digits from this one on are of the century before. */
const OLD_YEARS = 70;

/**
 * A register number as it is compared: capitals, with separators only between digits, no zeros before a number that a
 * year follows, and the year in four digits (`B.I - 003/2023`, `bi-003-23` and `BI 3/2023` → `BI3/2023`). Empty where
 * there is no letter or digit.
 */
export function registerKey(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/(?<=\p{N})[^\p{L}\p{N}]+(?=\p{N})/gu, '/')
    .replace(/[^\p{L}\p{N}/]+|(?<!\p{N})\/|\/(?!\p{N})/gu, '')
    .replace(/(?<!\p{N})0+(?=\p{N}+\/)/gu, '')
    .replace(/\/(\d\d)$/u, (_, year: string) => `/${Number(year) < OLD_YEARS ? '20' : '19'}${year}`);
}

/** A register number's figures alone, without class and zeros: `7` of `0007`, `3/2023` of `BI3/2023`. */
export function registerFigures(key: string): string {
  return key.replace(/\p{L}+/gu, '').replace(/(?<!\p{N})0+(?=\p{N})/gu, '');
}

export type Sex = 'male' | 'female';

const sexes: Readonly<Record<string, Sex>> = Object.fromEntries([
  ...['l', 'lk', 'laki', 'lakilaki', 'pria', 'm', 'male', 'man'].map((word) => [word, 'male'] as const),
  ...['p', 'pr', 'perempuan', 'wanita', 'w', 'f', 'female', 'woman'].map((word) => [word, 'female'] as const),
]);

/** Reads `L`/`P`, `laki-laki`/`perempuan`, `M`/`F`… Undefined for any other text. */
export function parseSex(text: string): Sex | undefined {
  const word = text.toLowerCase().replace(/[^a-z]+/gu, '');
  return Object.hasOwn(sexes, word) ? sexes[word] : undefined;
}
