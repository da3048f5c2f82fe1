import { Composer } from 'grammy';
import type { ActorContext, BotContext } from '../../bot/context.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { answerTap } from '../../bot/show.js';
import { countsCard } from './messages.js';
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

/** `/jumlah` and its buttons. Reads alone: nothing is recorded, and a repeated update answers anew. */
export function createCountsBot(counts: CountsService): Composer<BotContext> {
  const bot = new Composer<BotContext>();

  onCommand(bot, 'counts', async (ctx, argument) => {
    const { actor, now, saidAt, locale } = ctx;
    await reply(ctx, await counts.ask(actor, argument, { now, saidAt, locale }, placeOf(ctx)));
  });

  const shown = async (ctx: ActorContext, question: Question) =>
    reply(ctx, await counts.show(ctx.actor, question, ctx.now, placeOf(ctx)));
  onTap(bot, questionTap, shown, 'anywhere');

  return bot;
}
