import type { Actor } from '../../../access/actor.js';
import type { NoticeContext } from '../../../delivery/notice.js';
import { actorIn } from '../store.js';

/**
 * A planned message's recipient as somebody who acts in the unit, with the posts held now; without posts there, one
 * who may do nothing. Undefined where it goes to a group or the person isn't known. One query.
 */
export async function recipientActor({
  db,
  unit,
  to,
  locale,
  now,
}: NoticeContext): Promise<Actor | undefined> {
  return 'personId' in to ? actorIn(db.read, unit, to.personId, { locale, now }) : undefined;
}
