import { onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import { exemptionCard } from './messages.js';
import type { ExemptionsService } from './service.js';
import { exemptTap } from './taps.js';

export function createExemptionsBot(deps: { readonly exemptions: ExemptionsService }): Router {
  const bot = new Router();

  onTap(bot, exemptTap, async (ctx, { what, words }) => {
    // The words may be somebody's name, which a group isn't shown.
    if (ctx.chat?.type !== 'private') return answerTap(ctx, ctx.t('button-stale'), true);
    const settled = await deps.exemptions.settle(ctx.actor, what, words, ctx.ref, ctx.now);
    if (!settled.ok) return answerTap(ctx, ctx.t('refused-post'), true);
    await ctx.show(exemptionCard(ctx.t, what, words));
  });

  return bot;
}
