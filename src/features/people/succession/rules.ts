import { SINGLE_POSTS } from '../../../access/actor.js';
import type { HeldPost, Prepared } from '../ending/rules.js';

/** What ends when somebody comes to a post: whoever held it, and who acts in it. */
export type Succession = {
  readonly over: Prepared | undefined;
  readonly acting: readonly Prepared[];
  /** What was shown, in eight characters: another where something has changed. */
  readonly mark: string;
};

/**
 * Whose acting in a post is over once it has a holder again: who acts for whom is succeeded; of a post of which there is
 * one also who acts in it for nobody, or for somebody who has left it.
 *
 * @param held Those who hold posts of that kind there now.
 */
export function actingEnded(
  held: readonly HeldPost[],
  { overId, incomingId }: { readonly overId: number | undefined; readonly incomingId?: number },
): readonly HeldPost[] {
  const staying = held.filter(({ id, acting }) => acting === null && id !== overId).map(({ id }) => id);
  return held.filter(({ kind, acting, actingForId, personId }) => {
    if (acting === null || personId === incomingId) return false;
    if (overId !== undefined && actingForId === overId) return true;
    return SINGLE_POSTS.includes(kind) && (actingForId === null || !staying.includes(actingForId));
  });
}
