import type { Reader } from '../../db/database.js';
import { type Holder, holders } from '../people/index.js';
import { headsAmong, isInOffice } from './rules.js';

/** Everybody with a post of the unit itself, each once. One query and its relation, as all of these. */
export function unitStaff(db: Reader, unitId: number): Promise<readonly Holder[]> {
  return holders(db, { unitId, agencyId: null });
}

/** The unit's officers and heads. */
export async function unitPeople(db: Reader, unitId: number): Promise<readonly Holder[]> {
  return (await unitStaff(db, unitId)).filter(({ kinds }) => isInOffice(kinds));
}

/** The unit's heads. */
export async function unitHeads(db: Reader, unitId: number): Promise<readonly Holder[]> {
  return headsAmong(await unitStaff(db, unitId));
}

/** An agency's head and contacts. */
export function agencyPeople(db: Reader, unitId: number, agencyId: number): Promise<readonly Holder[]> {
  return holders(db, { unitId, agencyId });
}
