import { type Actor, actingIn } from '../../access/actor.js';
import { canSome } from '../../access/can.js';
import type { Db, Reader, Tx } from '../../db/database.js';
import { lockUnit } from '../../db/locks.js';
import { once, type UpdateRef } from '../../db/once.js';
import { trace } from '../../db/trace.js';
import { type Given, given } from '../../lib/given.js';
import { hashOf } from '../../lib/shut/hash.js';
import { derivedKey } from './rules.js';
import { addFeed, openFeed, revokeFeeds, whoseFeed } from './store.js';

/** Who somebody of a Telegram account is at an instant; `actor` undefined: they hold no post. */
export type Identify = (
  telegramId: bigint,
  now: Date,
) => Promise<{ readonly actor: Actor | undefined } | undefined>;

type FeedDeps = {
  readonly db: Db;
  readonly identify: Identify;
  /** What keys are derived from. */
  readonly secret: string;
};

type Update = { readonly ref: UpdateRef; readonly now: Date };

function since({ db }: FeedDeps, { telegramId }: Actor): Promise<Date | undefined> {
  return feedSince(db.read, telegramId);
}

/**
 * Makes a feed, in place of the one that there is, once per update. Resolves to its key, which nobody can be shown
 * again; undefined: they see no visits.
 */
async function make(
  { db, secret }: FeedDeps,
  actor: Actor,
  { ref, now }: Update,
): Promise<string | undefined> {
  if (!canSome(actor, 'visit.view')) return undefined;
  const { unitId, telegramId, personId: actorId } = actor;
  const key = derivedKey(secret, `${ref.botId} ${ref.updateId}`);
  await db.write((tx) =>
    once<null>(tx, ref, 'feed.make', now, async () => {
      await lockUnit(tx, unitId);
      await revokeFeeds(tx, actor, now);
      const subjectId = await addFeed(tx, { unitId, telegramId, pathHash: hashOf(key) }, now);
      await trace(tx, { unitId, at: now, actorId, action: 'feed.make', subject: 'calendarFeed', subjectId });
      return null;
    }),
  );
  return key;
}

/** Ends somebody's feed, once per update; nothing happens where there is none. */
async function revoke({ db }: FeedDeps, actor: Actor, { ref, now }: Update): Promise<void> {
  const { unitId, personId: actorId } = actor;
  await db.write((tx) =>
    once<null>(tx, ref, 'feed.revoke', now, async () => {
      const feed = await openFeed(tx, actor);
      if (!feed) return null;
      await revokeFeeds(tx, actor, now);
      const about = { action: 'feed.revoke', subject: 'calendarFeed', subjectId: feed.id };
      await trace(tx, { unitId, at: now, actorId, ...about });
      return null;
    }),
  );
}

/**
 * Whoever a key was given to, in the unit in which it was made, with the posts held now; undefined: nobody's, ended, or of
 * who holds none there any more.
 */
async function subscriber({ db, identify }: FeedDeps, key: string, now: Date): Promise<Actor | undefined> {
  const feed = await whoseFeed(db.read, hashOf(key));
  if (!feed) return undefined;
  const person = await identify(feed.telegramId, now);
  return person?.actor && actingIn(person.actor, feed.unitId);
}

const useCases = { since, make, revoke, subscriber };

/** The calendar feeds of people: one each at a time. */
export type FeedService = Given<typeof useCases>;

export function createFeedService(deps: FeedDeps): FeedService {
  return given(deps, useCases);
}

/** Since when a Telegram account has a feed; undefined: it has none. */
export async function feedSince(db: Reader, telegramId: bigint): Promise<Date | undefined> {
  return (await openFeed(db, { telegramId }))?.createdAt;
}

/** Ends the feed of who holds no post any more, in the transaction that ends the last. */
export async function endFeedOf(tx: Tx, telegramId: bigint, now: Date): Promise<void> {
  await revokeFeeds(tx, { telegramId }, now);
}
