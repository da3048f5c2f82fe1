import type { Reader } from '../../db/database.js';
import { type Holder, type HoldersOf, holders } from '../people/index.js';
import { headsAmong, isInOffice } from './rules.js';

/** Everybody with a post of the unit itself at an instant, each once. One query, as all of these. */
export async function unitStaff(db: Reader, unitId: number, now: Date): Promise<readonly Holder[]> {
  return (await holders(db, unitId, [], now))(null);
}

/** The unit's officers and heads. */
export async function unitPeople(db: Reader, unitId: number, now: Date): Promise<readonly Holder[]> {
  return (await unitStaff(db, unitId, now)).filter(({ kinds }) => isInOffice(kinds));
}

/** The unit's heads. */
export async function unitHeads(db: Reader, unitId: number, now: Date): Promise<readonly Holder[]> {
  return headsAmong(await unitStaff(db, unitId, now));
}

/** Everybody with a post of the unit (`null`) and of some of its agencies. */
export function peopleAround(
  db: Reader,
  unitId: number,
  agencyIds: readonly number[],
  now: Date,
): Promise<HoldersOf> {
  return holders(db, unitId, agencyIds, now);
}
