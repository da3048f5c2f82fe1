import type { Actor } from '../../../access/actor.js';
import { can, type Target } from '../../../access/can.js';
import { attendanceMarks, type Mark } from '../exceptions/rules.js';

/** What a mark says about the rate: came, should have come, or rightly stayed away and is outside it. */
const STANDING = {
  present: 'attended',
  late: 'attended',
  refused: 'missed',
  absent: 'missed',
  sick: 'outside',
  excused: 'outside',
  court: 'outside',
} as const satisfies Record<Mark, 'attended' | 'missed' | 'outside'>;

/** How often each mark was given, over one session or many. */
export type Tally = Readonly<Record<Mark, number>>;

export const NO_MARKS: Tally = {
  present: 0,
  late: 0,
  sick: 0,
  excused: 0,
  court: 0,
  refused: 0,
  absent: 0,
};

export function tallyOf(marks: Iterable<Mark>): Tally {
  const tally = { ...NO_MARKS };
  for (const mark of marks) tally[mark] += 1;
  return tally;
}

/**
 * Attendance as numerator and denominator: `attended` = hadir + terlambat, `expected` = those and menolak and alpa.
 * `outside` were sick, excused or in court and count in neither.
 */
export type Rate = { readonly attended: number; readonly expected: number; readonly outside: number };

/** The attendance rate of pooled marks; headcount-only sessions have none and are shown apart. */
export function attendanceRate(tally: Tally): Rate {
  const rate = { attended: 0, expected: 0, outside: 0 };
  for (const mark of attendanceMarks) {
    const standing = STANDING[mark];
    const count = tally[mark];
    if (standing === 'outside') rate.outside += count;
    else rate.expected += count;
    if (standing === 'attended') rate.attended += count;
  }
  return rate;
}

/** The order in which tapping goes round, the likeliest first. */
const CYCLE = ['present', 'sick', 'excused', 'court', 'absent', 'refused', 'late'] as const satisfies Mark[];

/** What one more tap makes of a mark. */
export function nextMark(mark: Mark): Mark {
  return CYCLE[(CYCLE.indexOf(mark) + 1) % CYCLE.length] ?? 'present';
}

/** Two tallies pooled. */
export function pooled(a: Tally, b: Tally): Tally {
  const tally = { ...NO_MARKS };
  for (const mark of attendanceMarks) tally[mark] = a[mark] + b[mark];
  return tally;
}

/** How far somebody sees who is on a sheet. */
export type NameView = 'names' | 'initials' | 'none';

/** Names for those who may see participants; contacts who log the sessions see initials unless names are allowed. */
export function nameView(actor: Actor, programme: Target & { readonly namesShown: boolean }): NameView {
  if (can(actor, 'participant.view', programme)) return 'names';
  if (!can(actor, 'session.log', programme)) return 'none';
  return programme.namesShown ? 'names' : 'initials';
}

/** `Budi Seipatiratu` → `B.S.` */
export function initials(name: string): string {
  const letters = name
    .split(/\s+/u)
    .flatMap((word) => [...word].find((letter) => /\p{L}/u.test(letter)) ?? []);
  return letters.map((letter) => `${letter.toUpperCase()}.`).join('');
}

/** Days after logging in which whoever logged a session may correct it. */
const OWN_CORRECTION_DAYS = 7;

/** By which right somebody corrects: their `own` log while it is fresh, or as `head`, who must give a reason. */
export type CorrectionRight = 'own' | 'head';

export function correctionRight(
  actor: Actor,
  session: Target & { readonly loggedById: number | null; readonly loggedAt: Date | null },
  now: Date,
): CorrectionRight | undefined {
  const { loggedById, loggedAt } = session;
  const fresh = loggedAt !== null && now.getTime() - loggedAt.getTime() <= OWN_CORRECTION_DAYS * 86_400_000;
  if (fresh && loggedById === actor.personId && can(actor, 'session.correct', session)) return 'own';
  return can(actor, 'session.correctLate', session) ? 'head' : undefined;
}

/** What a correction replaced. `what` is `topic`, `trainer`, `notes`, `headcount` or a number on the sheet, as `no:3`. */
export type Change = {
  readonly what: string;
  readonly from: string | number | null;
  readonly to: string | number | null;
};

/** The parts of a session that can be corrected; `marks` by number on the sheet, everybody's. */
export type Correctable = {
  readonly topic: string | null;
  readonly trainer: string | null;
  readonly notes: string | null;
  readonly headcount: number | null;
  readonly marks: ReadonlyMap<number, Mark>;
};

/** What differs, in the order of the sheet; empty where nothing does. */
export function changesBetween(before: Correctable, after: Correctable): Change[] {
  const plain = (['topic', 'trainer', 'notes', 'headcount'] as const).flatMap((what): Change[] =>
    before[what] === after[what] ? [] : [{ what, from: before[what], to: after[what] }],
  );
  const numbers = [...new Set([...before.marks.keys(), ...after.marks.keys()])].toSorted((a, b) => a - b);
  const marked = numbers.flatMap((number): Change[] => {
    const [from, to] = [before.marks.get(number) ?? null, after.marks.get(number) ?? null];
    return from === to ? [] : [{ what: `no:${number}`, from, to }];
  });
  return [...plain, ...marked];
}
