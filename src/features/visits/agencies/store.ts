import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';

/** Agencies that lie within a scope, by name; all of them, or the one with an id. */
export async function agenciesIn(
  db: Reader,
  scope: Scope,
  id?: number,
): Promise<{ id: number; name: string }[]> {
  if (scope.kind === 'none') return [];
  const { unitId } = scope;
  const only = scope.kind === 'agencies' ? { id: { in: [...scope.agencyIds] } } : {};
  return db.agency.findMany({
    where: { AND: [{ unitId }, only, id === undefined ? {} : { id }] },
    select: { id: true, name: true },
    orderBy: { searchName: 'asc' },
  });
}
