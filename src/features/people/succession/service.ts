import type { PostKind } from '../../../access/actor.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
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
  readonly by?: number;
};

/** What somebody's coming to a post ends; undefined: nothing. */
export async function prepareSuccession(
  db: Reader | Tx,
  around: Around,
  { unitId, kind, agencyId, over, incoming, by }: Coming,
  at: { readonly now: Date; readonly zone: string },
): Promise<Succession | undefined> {
  const held = await heldPosts(db, { unitId, kind, agencyId }, at.now);
  const next = { incoming, ...(by !== undefined && { by }) };
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
  { actorId, incomingId, now }: { readonly actorId: number; readonly incomingId: number; readonly now: Date },
): Promise<void> {
  const by = { actorId, because: 'succeeded', now } as const;
  // Whoever comes has heard of it by the card on which they came, or by what they are told of their post.
  const leaving = [incomingId, ...acting.map(({ post }) => post.personId)];
  if (over) await depart(tx, around, over, { ...by, leaving });
  for (const one of acting) await depart(tx, around, one, { ...by, leaving });
}

/**
 * Ends what is acted in as head where the configuration has named a head since: that was given at the start, before any
 * feature was there. Resolves to how many ended.
 */
export async function settleActing(
  { db, ...around }: Around & { readonly db: Db },
  now: Date,
): Promise<number> {
  const given = { kind: 'head' as const, acting: null, configuredAt: { not: null }, endedAt: null };
  const heads = await db.read.post.findMany({
    where: { ...given, unit: { posts: { some: { kind: 'head', acting: { not: null }, endedAt: null } } } },
    select: { unitId: true, personId: true, startedAt: true, person: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  let settled = 0;
  for (const { unitId, personId, startedAt, person } of heads) {
    const came = { incoming: { id: personId, name: person.name }, startedAt };
    settled += await db.write((tx) => giveWay(tx, around, { unitId, ...came }, now));
  }
  return settled;
}

/** Ends the acting of those who began before a head came to the post. */
async function giveWay(
  tx: Tx,
  around: Around,
  came: { readonly unitId: number; readonly incoming: Named; readonly startedAt: Date },
  now: Date,
): Promise<number> {
  const { unitId, incoming, startedAt } = came;
  await lockUnit(tx, unitId);
  const unit = await tx.unit.findUniqueOrThrow({ where: { id: unitId }, select: { zone: true } });
  const held = await heldPosts(tx, { unitId, kind: 'head', agencyId: null }, now);
  const before = actingEnded(held, { overId: undefined, incomingId: incoming.id }).filter(
    (post) => post.startedAt < startedAt,
  );
  const leaving = [incoming.id, ...before.map(({ personId }) => personId)];
  let ended = 0;
  for (const post of before) {
    const prepared = await prepare(tx, around, post, { incoming }, { now, zone: unit.zone });
    const by = { actorId: null, because: 'succeeded', now, leaving } as const;
    if (await depart(tx, around, prepared, by)) ended += 1;
  }
  return ended;
}
