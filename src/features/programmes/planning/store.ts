import type { Scope } from '../../../access/can.js';
import { withinAgency } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';

/** A programme with what planning its sessions needs, to be taken along by a relation to it. */
export const plannable = {
  id: true,
  unitId: true,
  name: true,
  agencyId: true,
  state: true,
  startsOn: true,
  endsOn: true,
  plannedSessions: true,
  trainer: true,
  officerId: true,
  unit: { select: { zone: true } },
} as const;

/** One query and its relation, as the next. */
export function plannableIn(db: Reader, scope: Scope, id: number) {
  return db.programme.findFirst({ where: { AND: [withinAgency(scope), { id }] }, select: plannable });
}
export type Plannable = NonNullable<Awaited<ReturnType<typeof plannableIn>>>;

/** @throws where there is no such programme */
export function plannableById(db: Reader, id: number): Promise<Plannable> {
  return db.programme.findUniqueOrThrow({ where: { id }, select: plannable });
}

/** Programmes that have a weekly time, or sessions still planned: those a timetable may have to be compared for. */
export async function programmesToPlan(db: Reader, now: Date, unitId?: number): Promise<number[]> {
  const rows = await db.programme.findMany({
    where: {
      ...(unitId === undefined ? {} : { unitId }),
      OR: [
        { timetable: { some: { endedAt: null } } },
        { sessions: { some: { state: 'planned', startsAt: { gt: now } } } },
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/** Programmes that aren't offered for recording by themselves: they follow a timetable, or aren't in progress. */
export async function restingProgrammes(db: Reader, scope: Scope): Promise<ReadonlySet<number>> {
  const resting = [
    { timetable: { some: { endedAt: null } } },
    { state: { notIn: ['open' as const, 'running' as const] } },
  ];
  const rows = await db.programme.findMany({
    where: { AND: [withinAgency(scope), { OR: resting }] },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** People who train a programme and hold a post in its unit. One query. */
export async function trainersInOffice(db: Reader, unitId: number, programmeId: number): Promise<number[]> {
  const rows = await db.programmeTrainer.findMany({
    where: { programmeId, person: { posts: { some: { unitId, endedAt: null } } } },
    select: { personId: true },
    orderBy: { personId: 'asc' },
  });
  return rows.map(({ personId }) => personId);
}
