import type { Reader } from '../../../db/database.js';
import type { Around, HeldPost } from '../ending/rules.js';
import { heldPosts } from '../ending/store.js';
import { type Briefing, colleaguesOf } from './rules.js';

/** What waits for whoever holds a post, and who is who. A few queries for each kind of thing. */
export async function briefingOf(
  db: Reader,
  { duties }: Pick<Around, 'duties'>,
  post: HeldPost,
  at: { readonly now: Date; readonly zone: string },
): Promise<Briefing> {
  const { unitId, agencyId, personId } = post;
  const of = agencyId === null ? { unitId, personId } : { unitId, agencyId };
  const found = [];
  for (const { noun, open } of duties) found.push({ noun, open: await open(db, of, at) });
  return { duties: found, people: colleaguesOf(post, await heldPosts(db, { unitId }, at.now)) };
}
