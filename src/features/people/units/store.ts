import type { Reader } from '../../../db/database.js';

/** A unit as what runs by the clock needs it. */
type Unit = { readonly id: number; readonly zone: string };

/** All units. One query. */
export function units(db: Reader): Promise<Unit[]> {
  return db.unit.findMany({ select: { id: true, zone: true } });
}

/** Units by their ids. One query. */
export function unitsBy(db: Reader, ids: readonly number[]): Promise<(Unit & { readonly name: string })[]> {
  return db.unit.findMany({ where: { id: { in: [...ids] } }, select: { id: true, zone: true, name: true } });
}
