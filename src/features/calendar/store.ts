import type { Reader } from '../../db/database.js';
import type { ClosedDay } from './rules.js';

/** The unit's own closed days from the day of `from` on. */
export async function closedDays(
  _db: Reader,
  _unitId: number,
  _from: Date,
  _zone: string,
): Promise<ClosedDay[]> {
  return [];
}
