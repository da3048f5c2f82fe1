import type { Tx } from '../../../db/database.js';
import type { HoldersOf } from '../../people/index.js';
import { linkTrainers } from '../form/rules.js';
import { setTrainers } from '../programme/store.js';

/**
 * Links the trainers that a programme names, of whom `linked` are already. `people`: of the unit and of its agency;
 * who holds a post in either may be meant.
 */
export async function keepTrainers(
  tx: Tx,
  programme: { readonly id: number; readonly agencyId: number | null; readonly trainer: string | null },
  people: HoldersOf,
  linked: readonly number[],
): Promise<void> {
  const { id: programmeId, agencyId, trainer } = programme;
  const around = [...people(null), ...(agencyId === null ? [] : people(agencyId))];
  const possible = [...new Map(around.map((one) => [one.id, one])).values()].toSorted((a, b) => a.id - b.id);
  const found = linkTrainers(trainer, possible).map(({ id }) => id);
  await setTrainers(tx, programmeId, found, linked);
}
