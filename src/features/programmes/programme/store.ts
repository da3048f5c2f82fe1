import type { Scope } from '../../../access/can.js';
import { withinAgency } from '../../../access/where.js';
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
  if (scope.kind === 'none') return [];
  const where = withinAgency(scope);
  const programme = only === undefined ? where : { ...where, id: only };
  const [rows, counts] = await Promise.all([
    db.programme.findMany({ where: programme, select: summary, orderBy: { searchName: 'asc' } }),
    db.enrolment.groupBy({
      by: ['programmeId', 'state'],
      where: { unitId: scope.unitId, state: { in: [...ENROLLED_STATES, 'waiting'] }, programme },
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

/** Replaces a programme's trainers. */
export async function setTrainers(tx: Tx, programmeId: number, personIds: readonly number[]): Promise<void> {
  await tx.programmeTrainer.deleteMany({ where: { programmeId, personId: { notIn: [...personIds] } } });
  const known = await tx.programmeTrainer.findMany({ where: { programmeId }, select: { personId: true } });
  const added = personIds.filter((id) => !known.some(({ personId }) => personId === id));
  if (added.length > 0)
    await tx.programmeTrainer.createMany({ data: added.map((personId) => ({ programmeId, personId })) });
}
