import type { Scope } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';
import { ENROLLED_STATES, type ProgrammeKind } from '../enrolment/rules.js';
import type { ProgrammeState } from '../life/rules.js';

type Named = { readonly id: number; readonly name: string };

/** A programme with who takes part now. `seats` null: no limit. Dates as YYYY-MM-DD. */
export type ProgrammeSummary = {
  readonly id: number;
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly state: ProgrammeState;
  readonly agency: Named | null;
  readonly seats: number | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly plannedSessions: number | null;
  readonly plannedHours: number | null;
  readonly trainer: string | null;
  readonly place: string | null;
  readonly officer: Named | null;
  readonly namesShown: boolean;
  /** When it was finished or called off, and why, as typed. */
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly version: number;
  /** *Terdaftar* (aktif and jeda) and *daftar tunggu*. */
  readonly enrolled: number;
  readonly waiting: number;
};

/** A scope as a condition on programmes; undefined where nothing is in reach. */
function programmesIn(scope: Scope) {
  switch (scope.kind) {
    case 'none':
      return undefined;
    case 'unit':
      return { unitId: scope.unitId };
    case 'agencies':
      return { unitId: scope.unitId, agencyId: { in: [...scope.agencyIds] } };
  }
}

const named = { select: { id: true, name: true } } as const;
const summary = {
  id: true,
  name: true,
  kind: true,
  state: true,
  agency: named,
  seats: true,
  startsOn: true,
  endsOn: true,
  plannedSessions: true,
  plannedHours: true,
  trainer: true,
  place: true,
  officer: named,
  namesShown: true,
  endedAt: true,
  endReason: true,
  version: true,
} as const;

/** Programmes in a scope, by name, with their numbers now. `only` asks for one of them. */
export async function listProgrammes(db: Reader, scope: Scope, only?: number): Promise<ProgrammeSummary[]> {
  const where = programmesIn(scope);
  if (!where) return [];
  const programme = only === undefined ? where : { ...where, id: only };
  const [rows, counts] = await Promise.all([
    db.programme.findMany({ where: programme, select: summary, orderBy: { searchName: 'asc' } }),
    db.enrolment.groupBy({
      by: ['programmeId', 'state'],
      where: { unitId: where.unitId, state: { in: [...ENROLLED_STATES, 'waiting'] }, programme },
      _count: { _all: true },
    }),
  ]);
  const enrolled = new Map<number, number>();
  const waiting = new Map<number, number>();
  for (const { programmeId, state, _count } of counts) {
    const tally = state === 'waiting' ? waiting : enrolled;
    tally.set(programmeId, (tally.get(programmeId) ?? 0) + _count._all);
  }
  return rows.map((row) => ({
    ...row,
    enrolled: enrolled.get(row.id) ?? 0,
    waiting: waiting.get(row.id) ?? 0,
  }));
}

/** How many hold a seat of the programme now. */
export async function countEnrolled(db: Reader, programmeId: number): Promise<number> {
  return db.enrolment.count({ where: { programmeId, state: { in: [...ENROLLED_STATES] } } });
}

/** How far a programme has come: sessions held, and their length in minutes. */
export async function heldSoFar(
  db: Reader,
  programmeId: number,
): Promise<{ readonly sessions: number; readonly minutes: number }> {
  const held = await db.session.findMany({
    where: { programmeId, state: 'held' },
    select: { startsAt: true, endsAt: true },
  });
  const ms = held.reduce((sum, { startsAt, endsAt }) => sum + endsAt.getTime() - startsAt.getTime(), 0);
  return { sessions: held.length, minutes: Math.round(ms / 60_000) };
}

/** How those who took part in a programme ended: completed, or for another reason that was given. */
export async function endingsOf(
  db: Reader,
  programmeId: number,
): Promise<{ readonly completed: number; readonly others: number }> {
  const ended = { programmeId, state: 'ended' as const };
  const [completed, all] = await Promise.all([
    db.enrolment.count({ where: { ...ended, endReason: 'completed' } }),
    db.enrolment.count({ where: { ...ended, endReason: { not: 'unrecorded' } } }),
  ]);
  return { completed, others: all - completed };
}

/** The people who are linked to a programme as its trainers, by name. */
export async function trainersOf(db: Reader, programmeId: number): Promise<Named[]> {
  const rows = await db.programmeTrainer.findMany({
    where: { programmeId },
    select: { person: named },
    orderBy: { person: { name: 'asc' } },
  });
  return rows.map(({ person }) => person);
}

/** Those who may answer for a programme: officers and heads of the unit, by name. */
export async function officersIn(db: Reader, unitId: number): Promise<Named[]> {
  return db.person.findMany({
    where: {
      posts: { some: { unitId, agencyId: null, endedAt: null, kind: { in: ['officer', 'head'] } } },
    },
    ...named,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}

/** Those who may be a programme's trainers: who holds a post in the unit or in the agency. */
export async function possibleTrainers(
  db: Reader,
  of: { readonly unitId: number; readonly agencyId: number | null },
): Promise<Named[]> {
  const { unitId, agencyId } = of;
  const agencies = [{ agencyId: null }, ...(agencyId === null ? [] : [{ agencyId }])];
  return db.person.findMany({
    where: { posts: { some: { unitId, endedAt: null, OR: agencies } } },
    ...named,
    orderBy: { id: 'asc' },
  });
}

/** Replaces a programme's trainers. */
export async function setTrainers(tx: Tx, programmeId: number, personIds: readonly number[]): Promise<void> {
  await tx.programmeTrainer.deleteMany({ where: { programmeId, personId: { notIn: [...personIds] } } });
  const known = await tx.programmeTrainer.findMany({ where: { programmeId }, select: { personId: true } });
  const added = personIds.filter((id) => !known.some(({ personId }) => personId === id));
  if (added.length > 0)
    await tx.programmeTrainer.createMany({ data: added.map((personId) => ({ programmeId, personId })) });
}
