import { onCommand } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import type { Db } from '../../../db/database.js';
import { voiceOf } from '../../../words/voice.js';
import type { Around } from '../ending/rules.js';
import { heldPosts } from '../ending/store.js';
import { handoverCard } from './messages.js';
import { briefingOf } from './service.js';

/** `/serahterima`: one link by which a successor takes over what is open, and the post. */
export function createHandoverBot({ db, duties }: Pick<Around, 'duties'> & { readonly db: Db }): Router {
  const bot = new Router();
  onCommand(bot, 'handover', async (ctx) => {
    const { unitId, personId, zone } = ctx.actor;
    const posts = await heldPosts(db.read, { unitId, personId }, ctx.now);
    const [first] = posts;
    if (!first) return;
    const briefing = await briefingOf(db.read, { duties }, first, { now: ctx.now, zone });
    await ctx.show(handoverCard(posts, briefing, voiceOf(ctx)));
  });
  return bot;
}
