import type { ActorContext } from '../../bot/context.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import { countsCard } from './messages.js';
import { regionCard } from './region/messages.js';
import type { Region, RegionService } from './region/service.js';
import type { Question } from './rules.js';
import type { Counts, CountsService, Place } from './service.js';
import { questionTap } from './taps.js';

function placeOf(ctx: ActorContext): Place {
  const { chat } = ctx;
  return !chat || chat.type === 'private' ? {} : { groupChatId: BigInt(chat.id) };
}

async function reply(ctx: ActorContext, answer: Counts): Promise<void> {
  const { t, locale, now, actor } = ctx;
  const inGroup = placeOf(ctx).groupChatId !== undefined;
  const card = countsCard({ t, locale, zone: actor.zone, now, inGroup }, answer);
  const isRefusal = !answer.ok && (answer.reason === 'forbidden' || answer.reason === 'other-agency');
  // The card that was tapped may be another person's, and stays.
  if (ctx.callbackQuery && isRefusal) return answerTap(ctx, card.text.toString(), true);
  await ctx.show(card);
}

async function answerOrShow(ctx: ActorContext, text: string): Promise<void> {
  if (ctx.callbackQuery) await answerTap(ctx, text, true);
  else await ctx.show({ text });
}

/** `/jumlah` and its buttons. Reads alone: nothing is recorded, and a repeated update answers anew. */
export function createCountsBot(counts: CountsService, region: RegionService): Router {
  const bot = new Router();

  /** Totals of a Kanwil's units are for its people alone, not for a group. */
  const replyRegion = async (ctx: ActorContext, answer: () => Promise<Region>) => {
    const { t, locale, now, actor } = ctx;
    if (ctx.chat?.type !== 'private') return answerOrShow(ctx, t('private-only'));
    await ctx.show(regionCard({ t, locale, zone: actor.zone, now }, actor.unitName, await answer()));
  };

  onCommand(bot, 'counts', async (ctx, argument) => {
    const { actor, now, saidAt, locale } = ctx;
    if (actor.isKanwil) return replyRegion(ctx, () => region.ask(actor, argument, { now, saidAt, locale }));
    await reply(ctx, await counts.ask(actor, argument, { now, saidAt, locale }, placeOf(ctx)));
  });

  const shown = async (ctx: ActorContext, question: Question) =>
    ctx.actor.isKanwil
      ? replyRegion(ctx, () => region.show(ctx.actor, question, ctx.now))
      : reply(ctx, await counts.show(ctx.actor, question, ctx.now, placeOf(ctx)));
  onTap(bot, questionTap, shown, 'anywhere');

  return bot;
}
