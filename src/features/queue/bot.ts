import type { ActorContext } from '../../bot/context.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import { queueCard } from './messages.js';
import type { QueueService } from './service.js';
import { queueAllTap, queueRowTap, queueTap } from './taps.js';

export function createQueueBot(deps: { readonly queue: QueueService; readonly wake: () => void }): Router {
  const { queue, wake } = deps;
  const bot = new Router();

  async function show(ctx: ActorContext, page: number, toast?: string): Promise<void> {
    let view = await queue.view(ctx.actor, page, ctx.now);
    if (!view) return answerTap(ctx, ctx.t('refused-post'), true);
    const at = view.setAside.length === 0 ? 0 : page;
    // The last row of the last page has just been settled.
    if (at !== page) view = (await queue.view(ctx.actor, at, ctx.now)) ?? view;
    await ctx.show(queueCard(ctx.t, view, at), toast);
  }

  onCommand(bot, 'queue', (ctx) => show(ctx, 0));
  onTap(bot, queueTap, (ctx, { page }) => show(ctx, page));

  onTap(bot, queueRowTap, async (ctx, { what, id, page }) => {
    const settled = await queue.settle(ctx.actor, what, id, ctx.ref, ctx.now);
    wake();
    await show(ctx, page, ctx.t(settled.ok ? `queue-done-${what}` : 'queue-gone'));
  });

  onTap(bot, queueAllTap, async (ctx) => {
    const count = await queue.retryAll(ctx.actor, ctx.ref, ctx.now);
    wake();
    await show(ctx, 0, count ? ctx.t('queue-done-retry-all', { count }) : ctx.t('queue-gone'));
  });

  return bot;
}
