import type { Actor } from '../../../access/actor.js';
import type { Db } from '../../../db/database.js';
import { type Entry, FEED_BACK_MS } from './rules.js';
import { entriesFor, installationId } from './store.js';

/** The agreed visits that somebody takes part in, as `calendarFeed` writes them. */
export async function feedEntries(
  db: Db,
  actor: Actor,
  now: Date,
): Promise<{ readonly entries: readonly Entry[]; readonly installation: string }> {
  const entries = await entriesFor(db.read, actor, new Date(now.getTime() - FEED_BACK_MS));
  return { entries, installation: await installationId(db) };
}
