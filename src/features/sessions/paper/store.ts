import type { Reader } from '../../../db/database.js';
import { few } from '../../../lib/lists.js';
import { programmeFacts } from '../../programmes/index.js';
import type { sessionsIn } from '../session/store.js';

/** Participants' ids in the order of their numbers, as this feature writes them. */
export function idsOf(participants: unknown): number[] {
  return Array.isArray(participants) ? participants.filter((id): id is number => typeof id === 'number') : [];
}

const paperFacts = {
  id: true,
  code: true,
  participants: true,
  session: {
    select: {
      id: true,
      unitId: true,
      programmeId: true,
      startsAt: true,
      endsAt: true,
      state: true,
      trainer: true,
      cancelReason: true,
      cancelNote: true,
      programme: { select: programmeFacts },
    },
  },
} as const;

function found<T extends { readonly participants: unknown }>(row: T | null) {
  return row && { ...row, participants: idsOf(row.participants) };
}

/** The printed sheet that carries a code in a unit. */
export async function paperByCode(db: Reader, unitId: number, code: string) {
  return found(await db.attendanceSheet.findFirst({ where: { unitId, code }, select: paperFacts }));
}

/** A unit's printed sheet. */
export async function paperById(db: Reader, unitId: number, id: number) {
  return found(await db.attendanceSheet.findFirst({ where: { unitId, id }, select: paperFacts }));
}

export type StoredPaper = NonNullable<Awaited<ReturnType<typeof paperById>>>;

/** A session's printed sheet: one, however often it is printed. */
export async function paperOfSession(db: Reader, sessionId: number) {
  const row = await db.attendanceSheet.findFirst({
    where: { sessionId },
    select: { id: true, participants: true },
    orderBy: { id: 'asc' },
  });
  return found(row);
}

/** Those of some codes that a unit has given out. */
export async function codesTaken(db: Reader, unitId: number, codes: readonly string[]): Promise<Set<string>> {
  const rows = await db.attendanceSheet.findMany({
    where: { unitId, code: { in: few('codes', codes) } },
    select: { code: true },
  });
  return new Set(rows.map(({ code }) => code));
}

/** Planned sessions of a scope (and of one programme) that begin within a span, soonest first. */
export function plannedAhead(
  db: Reader,
  where: ReturnType<typeof sessionsIn>,
  span: { readonly from: Date; readonly until: Date; readonly programmeId?: number },
) {
  const { from, until, programmeId } = span;
  const which = programmeId === undefined ? {} : { programmeId };
  return db.session.findMany({
    where: { AND: [where, { ...which, state: 'planned', startsAt: { gte: from, lt: until } }] },
    select: { id: true, startsAt: true, programme: { select: { name: true } } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
}
