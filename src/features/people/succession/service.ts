import type { PostKind } from '../../../access/actor.js';
import type { Reader, Tx } from '../../../db/database.js';
import { type Around, type HeldPost, type Named, shortMark } from '../ending/rules.js';
import { depart, prepare } from '../ending/service.js';
import { heldPosts } from '../ending/store.js';
import { actingEnded, type Succession } from './rules.js';

type Coming = {
  readonly unitId: number;
  readonly kind: PostKind;
  readonly agencyId: number | null;
  readonly over: HeldPost | undefined;
  readonly incoming: Named;
  /** The invitation by which they come. */
  readonly by: number;
};

/** What somebody's coming to a post ends; undefined: nothing. */
export async function prepareSuccession(
  db: Reader | Tx,
  around: Around,
  { unitId, kind, agencyId, over, incoming, by }: Coming,
  at: { readonly now: Date; readonly zone: string },
): Promise<Succession | undefined> {
  const held = await heldPosts(db, { unitId, kind, agencyId }, at.now);
  const next = { incoming, by };
  const ended = over && (await prepare(db, around, over, next, at));
  const acting = [];
  for (const post of actingEnded(held, { overId: over?.id, incomingId: incoming.id })) {
    acting.push(await prepare(db, around, post, next, at));
  }
  const marks = [...(ended ? [ended] : []), ...acting].map(({ mark }) => mark);
  const [first] = marks;
  if (first === undefined) return undefined;
  return { over: ended, acting, mark: marks.length === 1 ? first : shortMark(marks.join()) };
}

/** Ends all of it within the caller's transaction, once whoever comes holds the post. */
export async function succeed(
  tx: Tx,
  around: Around,
  { over, acting }: Succession,
  { actorId, now }: { readonly actorId: number; readonly now: Date },
): Promise<void> {
  const by = { actorId, because: 'succeeded', now } as const;
  const leaving = acting.map(({ post }) => post.personId);
  if (over) await depart(tx, around, over, { ...by, leaving });
  for (const one of acting) await depart(tx, around, one, { ...by, leaving });
}
