import type { Reader, Tx } from '../../db/database.js';
import type { Scope } from '../people/rules.js';
import { ENROLLED_STATES, type ProgrammeKind } from './rules.js';

/** A programme with who takes part now. `seats` null: no limit. */
export type ProgrammeSummary = {
  readonly id: number;
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly agency: { readonly id: number; readonly name: string } | null;
  readonly seats: number | null;
  readonly trainer: string | null;
  readonly namesShown: boolean;
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

const summary = {
  id: true,
  name: true,
  kind: true,
  agency: { select: { id: true, name: true } },
  seats: true,
  trainer: true,
  namesShown: true,
  version: true,
} as const;

/** Programmes in a scope, by name, with their numbers now. Two queries. `only` asks for one of them. */
export async function listProgrammes(
  db: Reader | Tx,
  scope: Scope,
  only?: number,
): Promise<ProgrammeSummary[]> {
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
export async function countEnrolled(db: Reader | Tx, programmeId: number): Promise<number> {
  return db.enrolment.count({ where: { programmeId, state: { in: [...ENROLLED_STATES] } } });
}
