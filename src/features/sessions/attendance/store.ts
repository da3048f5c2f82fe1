import type { Reader } from '../../../db/database.js';
import type { Mark } from '../exceptions/rules.js';
import { talliesOf } from '../session/store.js';
import { NO_MARKS, type Tally } from './rules.js';

/** A session with a sheet: its marks counted. */
export type SheetTally = { readonly id: number; readonly startsAt: Date; readonly tally: Tally };

async function withTallies(
  db: Reader,
  sessions: readonly { readonly id: number; readonly startsAt: Date }[],
): Promise<SheetTally[]> {
  const tallies = await talliesOf(
    db,
    sessions.map(({ id }) => id),
  );
  return sessions.map((session) => ({ ...session, tally: tallies.get(session.id) ?? NO_MARKS }));
}

/** Held, and by the sheet: a headcount says nothing about who should have come. */
const bySheet = (programmeId: number) => ({ programmeId, state: 'held' as const, headcount: null });

const start = { id: true, startsAt: true } as const;

/** A programme's last sessions with a sheet, oldest first. Two queries. */
export async function lastSheets(db: Reader, programmeId: number, take: number): Promise<SheetTally[]> {
  const sessions = await db.session.findMany({
    where: bySheet(programmeId),
    select: start,
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take,
  });
  return withTallies(db, sessions.toReversed());
}

/** A programme's sessions with a sheet from one on, oldest first, and as many as `before` of those before it. */
export async function sheetsSince(
  db: Reader,
  programmeId: number,
  sessionId: number,
  before: number,
): Promise<SheetTally[]> {
  const first = await db.session.findFirst({
    where: { id: sessionId, programmeId },
    select: { startsAt: true },
  });
  if (!first) return [];
  const earlier = await db.session.findMany({
    where: { ...bySheet(programmeId), startsAt: { lt: first.startsAt } },
    select: start,
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: before,
  });
  const since = await db.session.findMany({
    where: { ...bySheet(programmeId), startsAt: { gte: first.startsAt } },
    select: start,
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  return withTallies(db, [...earlier.toReversed(), ...since]);
}

/** Participants who have one of some marks on a session's sheet. One query. */
export async function markedSo(db: Reader, sessionId: number, marks: readonly Mark[]): Promise<number[]> {
  const rows = await db.attendance.findMany({
    where: { sessionId, mark: { in: [...marks] } },
    select: { participantId: true },
  });
  return rows.map(({ participantId }) => participantId);
}

/** A mark on the sheet of a held session. */
export type Marked = {
  readonly sessionId: number;
  readonly startsAt: Date;
  readonly mark: Mark;
  readonly number: number;
};

/** Marks of some participants in a programme, oldest first. One query and its relation. */
export async function marksIn(
  db: Reader,
  programmeId: number,
  participantIds: readonly number[],
): Promise<(Marked & { readonly participantId: number })[]> {
  const rows = await db.attendance.findMany({
    where: { participantId: { in: [...participantIds] }, session: { programmeId, state: 'held' } },
    select: { participantId: true, mark: true, number: true, session: { select: start } },
    orderBy: [{ session: { startsAt: 'asc' } }, { sessionId: 'asc' }],
  });
  return rows.map(({ session, ...row }) => ({ ...row, sessionId: session.id, startsAt: session.startsAt }));
}

/** When each of some programmes had its last session, where it has had one. One query. */
export async function lastHeld(
  db: Reader,
  programmeIds: readonly number[],
): Promise<ReadonlyMap<number, Date>> {
  const held = await db.session.groupBy({
    by: ['programmeId'],
    where: { programmeId: { in: [...programmeIds] }, state: 'held' },
    _max: { startsAt: true },
  });
  return new Map(
    held.flatMap(({ programmeId, _max: { startsAt } }) =>
      startsAt === null ? [] : [[programmeId, startsAt] as const],
    ),
  );
}

/** When the next planned session of a programme begins. One query. */
export async function nextPlanned(db: Reader, programmeId: number, now: Date): Promise<Date | undefined> {
  const next = await db.session.findFirst({
    where: { programmeId, state: 'planned', startsAt: { gt: now } },
    select: { startsAt: true },
    orderBy: { startsAt: 'asc' },
  });
  return next?.startsAt;
}
