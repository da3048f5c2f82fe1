import type { ActorContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import { voiceOf } from '../../../words/voice.js';
import type { SeatsService } from '../offers/service.js';
import * as taps from '../taps.js';
import { answeredText, offersCard } from './messages.js';

/** Free seats: to whom they are offered, and the answers. */
export function createSeatsBot(deps: { readonly seats: SeatsService; readonly wake: () => void }): Router {
  const { seats, wake } = deps;
  const bot = new Router();
  const refuse = (ctx: ActorContext) => answerTap(ctx, ctx.t('refused-post'), true);

  async function open(
    ctx: ActorContext,
    id: number,
    options: { head?: string | undefined; toast?: string } = {},
  ) {
    const view = await seats.view(ctx.actor, id);
    if (!view) return refuse(ctx);
    await ctx.show(offersCard(voiceOf(ctx), view, options.head), options.toast);
  }

  async function answer(ctx: ActorContext, offer: number, how: 'take' | 'pass'): Promise<void> {
    const done = await seats[how](ctx, offer);
    if (done.programmeId === null) return refuse(ctx);
    wake();
    const head = answeredText(voiceOf(ctx), done);
    await open(ctx, done.programmeId, head === undefined ? { toast: ctx.t('button-stale') } : { head });
  }

  onTap(bot, taps.offersTap, (ctx, { programme }) => open(ctx, programme));
  onTap(bot, taps.offerTakeTap, (ctx, { offer }) => answer(ctx, offer, 'take'));
  onTap(bot, taps.offerPassTap, (ctx, { offer }) => answer(ctx, offer, 'pass'));
  onTap(bot, taps.offerAgainTap, async (ctx, { programme }) => {
    if ((await seats.again(ctx, programme)) === 'forbidden') return refuse(ctx);
    await open(ctx, programme);
  });
  return bot;
}
