import type { Scope } from '../../access/can.js';
import { within } from '../../access/where.js';
import type { Reader } from '../../db/database.js';
import { few } from '../../lib/lists.js';

export type AgencySummary = { readonly id: number; readonly name: string };

const summary = { id: true, name: true } as const;

/** Agencies that lie within a scope, by name; all of them, or the one with an id. One query. */
export async function agenciesIn(db: Reader, scope: Scope, id?: number): Promise<AgencySummary[]> {
  if (scope.kind === 'none') return [];
  const some = within(scope, (agencyIds) => ({ id: { in: few('agencies', agencyIds) } }));
  return db.agency.findMany({
    where: { AND: [some, id === undefined ? {} : { id }] },
    select: summary,
    orderBy: { searchName: 'asc' },
  });
}

/** An agency of the unit; null where it is none of its. One query. */
export function agencyIn(db: Reader, unitId: number, id: number): Promise<AgencySummary | null> {
  return db.agency.findFirst({ where: { id, unitId }, select: summary });
}

/** How many of these are agencies of the unit. One query. */
export function countAgencies(db: Reader, unitId: number, ids: readonly number[]): Promise<number> {
  return db.agency.count({ where: { id: { in: few('agencies', ids) }, unitId } });
}
