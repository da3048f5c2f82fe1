import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { mayChange } from '../agreement/rules.js';
import { listOfVisit } from '../agreement/store.js';

/** How many agreements that this person sees came of a visit; undefined: there is nothing to say or do. */
export async function cameOf(
  db: Reader,
  actor: Actor,
  visit: { readonly id: number; readonly state: string },
): Promise<number | undefined> {
  if (visit.state !== 'held') return undefined;
  const { length: count } = await listOfVisit(db, scopeOf(actor, 'agreement.view'), visit.id);
  return count > 0 || mayChange(actor) ? count : undefined;
}
