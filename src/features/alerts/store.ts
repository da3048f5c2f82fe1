import type { Reader } from '../../db/database.js';
import { parseIsoDate } from '../../lib/zoned.js';
import type { Mark } from '../sessions/exceptions/rules.js';
import { NO_MARKS, type Tally } from '../sessions/index.js';
import { ALIVE, NOT_THERE, RATE_SESSIONS } from './rules.js';

/** A programme as alerts speak of it. */
export type Watched = {
  readonly id: number;
  readonly unitId: number;
  readonly zone: string;
  readonly name: string;
  readonly agencyId: number | null;
  readonly officerId: number | null;
  readonly namesShown: boolean;
};

const watched = {
  id: true,
  unitId: true,
  name: true,
  agencyId: true,
  officerId: true,
  namesShown: true,
  unit: { select: { zone: true } },
} as const;

function asWatched({
  unit,
  ...row
}: Omit<Watched, 'zone'> & { readonly unit: { readonly zone: string } }): Watched {
  return { ...row, zone: unit.zone };
}

/** A programme that is neither a draft nor over. */
export async function findWatched(db: Reader, unitId: number, id: number): Promise<Watched | undefined> {
  const row = await db.programme.findFirst({
    where: { id, unitId, state: { in: [...ALIVE] } },
    select: watched,
  });
  return row ? asWatched(row) : undefined;
}

/** A session with a sheet: its marks counted. */
export type SheetTally = { readonly id: number; readonly startsAt: Date; readonly tally: Tally };

async function withTallies(
  db: Reader,
  sessions: readonly { readonly id: number; readonly startsAt: Date }[],
): Promise<SheetTally[]> {
  const groups = await db.attendance.groupBy({
    by: ['sessionId', 'mark'],
    where: { sessionId: { in: sessions.map(({ id }) => id) } },
    _count: { _all: true },
  });
  const tallies = new Map<number, Tally>();
  for (const { sessionId, mark, _count } of groups) {
    tallies.set(sessionId, { ...(tallies.get(sessionId) ?? NO_MARKS), [mark]: _count._all });
  }
  return sessions.map((session) => ({ ...session, tally: tallies.get(session.id) ?? NO_MARKS }));
}

/** Held, and by the sheet: a headcount says nothing about who should have come. */
const bySheet = (programmeId: number) => ({ programmeId, state: 'held' as const, headcount: null });

/** The last sessions with a sheet, oldest first: as many as the rate is taken of. Two queries. */
export async function lastSheets(db: Reader, programmeId: number): Promise<SheetTally[]> {
  const sessions = await db.session.findMany({
    where: bySheet(programmeId),
    select: { id: true, startsAt: true },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: RATE_SESSIONS,
  });
  return withTallies(db, sessions.toReversed());
}

/** Sessions with a sheet from one on, oldest first, and before it those that its rate is taken of too. */
export async function sheetsSince(db: Reader, programmeId: number, sessionId: number): Promise<SheetTally[]> {
  const first = await db.session.findFirst({
    where: { id: sessionId, programmeId },
    select: { startsAt: true },
  });
  if (!first) return [];
  const before = await db.session.findMany({
    where: { ...bySheet(programmeId), startsAt: { lt: first.startsAt } },
    select: { id: true, startsAt: true },
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: RATE_SESSIONS - 1,
  });
  const since = await db.session.findMany({
    where: { ...bySheet(programmeId), startsAt: { gte: first.startsAt } },
    select: { id: true, startsAt: true },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  return withTallies(db, [...before.toReversed(), ...since]);
}

/** Somebody who takes part in a programme now. */
export type Enrolled = { readonly id: number; readonly participantId: number; readonly since: Date };

async function enrolled(
  db: Reader,
  where: { readonly programmeId: number } & (
    | { readonly id: number | { readonly in: number[] } }
    | { readonly participantId: { readonly in: number[] } }
  ),
): Promise<Enrolled[]> {
  const rows = await db.enrolment.findMany({
    where: { ...where, state: 'active' },
    select: {
      id: true,
      participantId: true,
      changes: { where: { state: 'active' }, select: { from: true }, orderBy: { from: 'asc' }, take: 1 },
    },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ changes: [first], ...row }) => (first ? [{ ...row, since: first.from }] : []));
}

/** Those on a session's sheet who were not there and still take part. Two queries. */
export async function missingAt(db: Reader, programmeId: number, sessionId: number): Promise<Enrolled[]> {
  const rows = await db.attendance.findMany({
    where: { sessionId, mark: { in: [...NOT_THERE] } },
    select: { participantId: true },
  });
  if (rows.length === 0) return [];
  return enrolled(db, { programmeId, participantId: { in: rows.map(({ participantId }) => participantId) } });
}

/** An active enrolment with its programme and participant. */
export async function findEnrolled(db: Reader, unitId: number, id: number) {
  const row = await db.enrolment.findFirst({
    where: { id, unitId, state: 'active', programme: { state: { in: [...ALIVE] } } },
    select: { participant: { select: { id: true, name: true } }, programme: { select: watched } },
  });
  if (!row) return undefined;
  const [found] = await enrolled(db, { programmeId: row.programme.id, id });
  return found && { enrolled: found, participant: row.participant, programme: asWatched(row.programme) };
}

/** A mark on the sheet of a held session. */
export type Marked = {
  readonly sessionId: number;
  readonly startsAt: Date;
  readonly mark: Mark;
  readonly number: number;
};

/** Marks in a programme by participant, each since they take part, oldest first. One query. */
export async function marksOf(
  db: Reader,
  programmeId: number,
  people: readonly Enrolled[],
): Promise<Map<number, Marked[]>> {
  const rows = await db.attendance.findMany({
    where: {
      participantId: { in: people.map(({ participantId }) => participantId) },
      session: { programmeId, state: 'held' },
    },
    select: {
      participantId: true,
      mark: true,
      number: true,
      session: { select: { id: true, startsAt: true } },
    },
    orderBy: [{ session: { startsAt: 'asc' } }, { sessionId: 'asc' }],
  });
  const since = new Map(people.map((person) => [person.participantId, person.since]));
  const marks = new Map<number, Marked[]>();
  for (const { participantId, mark, number, session } of rows) {
    const first = since.get(participantId);
    if (!first || session.startsAt < first) continue;
    const known = marks.get(participantId) ?? [];
    marks.set(participantId, [...known, { sessionId: session.id, startsAt: session.startsAt, mark, number }]);
  }
  return marks;
}

/** A running programme with what tells its silence. */
export type Running = Watched & {
  readonly lastHeld: Date | null;
  readonly startsOn: ReturnType<typeof parseIsoDate>;
  readonly endsOn: ReturnType<typeof parseIsoDate>;
  readonly createdAt: Date;
};

/** Running programmes, of all units or one of them, with when each had its last session. Two queries. */
export async function runningProgrammes(
  db: Reader,
  only?: { readonly unitId: number; readonly id: number },
): Promise<Running[]> {
  const rows = await db.programme.findMany({
    where: { state: 'running', ...only },
    select: { ...watched, startsOn: true, endsOn: true, createdAt: true },
    orderBy: { id: 'asc' },
  });
  const held = await db.session.groupBy({
    by: ['programmeId'],
    where: { programmeId: { in: rows.map(({ id }) => id) }, state: 'held' },
    _max: { startsAt: true },
  });
  const last = new Map(held.map(({ programmeId, _max }) => [programmeId, _max.startsAt]));
  return rows.map(({ startsOn, endsOn, createdAt, ...row }) => ({
    ...asWatched(row),
    createdAt,
    startsOn: startsOn === null ? undefined : parseIsoDate(startsOn),
    endsOn: endsOn === null ? undefined : parseIsoDate(endsOn),
    lastHeld: last.get(row.id) ?? null,
  }));
}

/** Sessions of the programme that are planned for later. */
export function nextPlanned(db: Reader, programmeId: number, now: Date) {
  return db.session.findFirst({
    where: { programmeId, state: 'planned', startsAt: { gt: now } },
    select: { startsAt: true },
    orderBy: { startsAt: 'asc' },
  });
}
