import type { Actor } from '../../../access/actor.js';
import type { Db } from '../../../db/database.js';
import { type Given, given } from '../../../lib/given.js';
import { addDays, type LocalDate, parseIsoDate, toInstant } from '../../../lib/zoned.js';
import { type RosterEntry, type RosterRow, registerKey, rosterAt } from '../../programmes/index.js';
import type { Mark } from '../exceptions/rules.js';
import { type Exceptional, type Sheet, sheetOf, withMarks } from '../sheet/rules.js';
import { datesOf, type Matched, matchRow, type Recap } from './rules.js';
import { rosterIn, type Standing, standingIn } from './store.js';

/** What is to become of those on the sheet of a day of whom the file says nothing. */
export type Missing = 'skip' | 'absent' | 'excused';

type Wanted = {
  readonly programme: number;
  readonly recap: Recap;
  readonly month: string;
  readonly start: string;
  readonly end: string;
  readonly missing: Missing;
};

type Difference = { readonly name: string; readonly from: Mark | null; readonly to: Mark };

/**
 * What the file comes to on one day. `record`: a session is recorded, where one was planned as that; `same` and
 * `differs`: one is recorded; `incomplete`: the file says nothing of some on the sheet; `several`: more sessions than
 * one are recorded or planned; `headcount`: of the one recorded only heads were counted.
 */
export type DayPlan = {
  readonly date: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly kind: 'record' | 'same' | 'differs' | 'incomplete' | 'future' | 'several' | 'headcount' | 'nobody';
  readonly plannedId?: number;
  readonly trainer?: string;
  readonly sheet: Sheet;
  readonly marks: Exceptional;
  readonly differences: readonly Difference[];
  /** On the sheet and not in the file. */
  readonly missing: readonly string[];
  /** In the file with a mark and not on the sheet of that day. */
  readonly foreign: readonly string[];
};

export type RecapPlan = {
  readonly days: readonly DayPlan[];
  /** Rows that are nobody for sure, by their lines. */
  readonly unmatched: readonly {
    readonly line: number;
    readonly name: string;
    readonly why: Exclude<Matched, { kind: 'one' }>;
  }[];
  /** Days of the file that the month doesn't have. */
  readonly noDays: number;
};

type Row = {
  readonly name: string;
  readonly participantId: number;
  readonly marks: readonly (Mark | null)[];
};

type OnDay = {
  readonly actor: Actor;
  readonly rows: readonly Row[];
  readonly roster: readonly RosterRow[];
  readonly sessions: readonly Standing[];
  readonly now: Date;
};

function differencesOf(
  { marks: before }: Standing,
  roster: readonly RosterEntry[],
  said: ReadonlyMap<number, Mark>,
): Difference[] {
  return roster.flatMap(({ participantId, name }) => {
    const [from, to] = [before.get(participantId) ?? null, said.get(participantId)];
    return to === undefined || from === to ? [] : [{ name, from, to }];
  });
}

/** Times of a day as `09:00`; one that ends before it begins ends on the next day. */
function spanOn(day: LocalDate, { start, end }: Wanted, zone: string) {
  const clock = (text: string) => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return { hour, minute };
  };
  return {
    startsAt: toInstant(day, clock(start), zone),
    endsAt: toInstant(end > start ? day : addDays(day, 1), clock(end), zone),
  };
}

function planDay(on: OnDay, wanted: Wanted, date: string, column: number): DayPlan | undefined {
  const { actor, rows, roster, sessions, now } = on;
  const day = parseIsoDate(date);
  const said = new Map(
    rows.flatMap(({ participantId, marks }): [number, Mark][] => {
      const mark = marks[column];
      return mark ? [[participantId, mark]] : [];
    }),
  );
  if (!day || said.size === 0) return undefined;
  const midnight = toInstant(day, { hour: 0, minute: 0 }, actor.zone);
  const next = toInstant(addDays(day, 1), { hour: 0, minute: 0 }, actor.zone);
  const there = sessions.filter(({ startsAt }) => startsAt >= midnight && startsAt < next);
  const [session, ...more] = there;
  const span = session ?? spanOn(day, wanted, actor.zone);
  const { startsAt, endsAt } = span;
  const people = rosterAt(roster, startsAt);
  const sheet = sheetOf(people, 'names');
  const known = new Set(people.map(({ participantId }) => participantId));
  const missing = people.filter(({ participantId }) => !said.has(participantId)).map(({ name }) => name);
  const foreign = rows
    .filter(({ participantId }) => said.has(participantId) && !known.has(participantId))
    .map(({ name }) => name);
  const assumed = wanted.missing === 'skip' ? undefined : wanted.missing;
  const numbered = people.map(({ participantId }, index): [number, Mark] => [
    index + 1,
    said.get(participantId) ?? assumed ?? 'present',
  ]);
  const plan = {
    date,
    startsAt,
    endsAt,
    sheet,
    marks: withMarks({}, new Map(numbered)),
    differences: [],
    missing,
    foreign,
  };
  if (more.length > 0) return { ...plan, kind: 'several' };
  if (session?.state === 'held') {
    if (session.headcount !== null) return { ...plan, kind: 'headcount' };
    const differences = differencesOf(session, people, said);
    return { ...plan, kind: differences.length === 0 ? 'same' : 'differs', differences };
  }
  if (startsAt > now) return { ...plan, kind: 'future' };
  if (people.length === 0) return { ...plan, kind: 'nobody' };
  if (missing.length > 0 && assumed === undefined) return { ...plan, kind: 'incomplete' };
  return {
    ...plan,
    kind: 'record',
    ...(session && { plannedId: session.id }),
    ...(session?.trainer && { trainer: session.trainer }),
  };
}

/** What a file comes to, day by day, beside what is recorded; nothing is written. Two queries. */
async function dryRun(
  { db: { read } }: RecapDeps,
  actor: Actor,
  wanted: Wanted,
  now: Date,
): Promise<RecapPlan> {
  const { recap, programme: programmeId, month } = wanted;
  const dates = datesOf(recap, month);
  const days = dates.flatMap((date) => (date === undefined ? [] : (parseIsoDate(date) ?? [])));
  const instantsOf = days.map((day) => toInstant(day, { hour: 0, minute: 0 }, actor.zone).getTime());
  const span = {
    from: new Date(Math.min(...instantsOf)),
    until: new Date(Math.max(...instantsOf) + 2 * 86_400_000),
  };
  const of = { unitId: actor.unitId, programmeId };
  const noDays = dates.filter((date) => date === undefined).length;
  if (days.length === 0) return { days: [], unmatched: [], noDays };
  const roster = await rosterIn(read, of, span);
  const sessions = await standingIn(read, of, span);
  const people = [...new Map(roster.map((one) => [one.participantId, one])).values()];
  const matched = recap.rows.map((row) => ({ row, match: matchRow(row, people, registerKey) }));
  const rows = matched.flatMap(({ row, match }): Row[] =>
    match.kind === 'one' ? [{ name: row.name, participantId: match.participantId, marks: row.marks }] : [],
  );
  const on = { actor, rows, roster, sessions, now };
  return {
    days: dates.flatMap((date, column) =>
      date === undefined ? [] : (planDay(on, wanted, date, column) ?? []),
    ),
    unmatched: matched.flatMap(({ row: { line, name }, match }) =>
      match.kind === 'one' ? [] : [{ line, name, why: match }],
    ),
    noDays,
  };
}

type RecapDeps = { readonly db: Db };

const useCases = { dryRun };

/** Attendance from a file. */
export type RecapService = Given<typeof useCases>;

export function createRecapService(deps: RecapDeps): RecapService {
  return given(deps, useCases);
}
