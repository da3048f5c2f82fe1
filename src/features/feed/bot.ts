import { canSome } from '../../access/can.js';
import type { ActorContext } from '../../bot/context.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import { subscribeTap } from '../visits/index.js';
import { addressCard, feedCard } from './messages.js';
import type { FeedService } from './service.js';
import { feedTap } from './taps.js';

type FeedBotDeps = { readonly feeds: FeedService; readonly publicUrl: string };

const typed = /^(?:kalender|calendar)$/iu;

const voiceOf = ({ t, locale, now, actor }: ActorContext) => ({ t, locale, now, zone: actor.zone });

async function onMake({ feeds, publicUrl }: FeedBotDeps, ctx: ActorContext): Promise<void> {
  const key = await feeds.make(ctx.actor, ctx);
  if (key === undefined) return answerTap(ctx, ctx.t('refused-post'), true);
  await ctx.show(addressCard(publicUrl, key, ctx));
}

/** `/kunjungan kalender`, and the same from an agreed visit: a feed of one's own, for where feeds are served. */
export function createFeedBot(deps: FeedBotDeps): Router {
  const { feeds } = deps;
  const bot = new Router();
  const card = async (ctx: ActorContext) => feedCard(await feeds.since(ctx.actor), voiceOf(ctx));
  onCommand(
    bot,
    'visits',
    async (ctx) => ctx.show(await card(ctx)),
    (argument) => typed.test(argument),
  );
  onTap(bot, subscribeTap, async (ctx) => {
    if (!canSome(ctx.actor, 'visit.view')) return answerTap(ctx, ctx.t('refused-post'), true);
    // What was agreed stays to be read above.
    await ctx.send(await card(ctx));
    return answerTap(ctx);
  });
  onTap(bot, feedTap, async (ctx, { what }) => {
    if (what === 'make') return onMake(deps, ctx);
    await feeds.revoke(ctx.actor, ctx);
    await ctx.show(feedCard(undefined, voiceOf(ctx), ctx.t('feed-revoked')));
  });
  return bot;
}
