import type { Tx } from '../../../db/database.js';
import { peopleOf } from '../../people/index.js';
import { linkTrainers } from '../form/rules.js';
import { setTrainers } from '../programme/store.js';

/** Links the trainers that a programme names. */
export async function keepTrainers(
  tx: Tx,
  programme: {
    readonly id: number;
    readonly unitId: number;
    readonly agencyId: number | null;
    readonly trainer: string | null;
  },
): Promise<void> {
  const people = programme.trainer === null ? [] : await peopleOf(tx, programme);
  const linked = linkTrainers(programme.trainer, people);
  await setTrainers(
    tx,
    programme.id,
    linked.map(({ id }) => id),
  );
}
