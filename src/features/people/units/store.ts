import type { Reader } from '../../../db/database.js';
import { inChunks } from '../../../lib/lists.js';

/** A unit as what runs by the clock needs it. */
type Unit = { readonly id: number; readonly zone: string };

/** All units. One query. */
export function units(db: Reader): Promise<Unit[]> {
  return db.unit.findMany({ select: { id: true, zone: true } });
}

/** Units by their ids. A query for some hundreds. */
export function unitsBy(db: Reader, ids: readonly number[]): Promise<(Unit & { readonly name: string })[]> {
  return inChunks(ids, (some) =>
    db.unit.findMany({ where: { id: { in: some } }, select: { id: true, zone: true, name: true } }),
  );
}
