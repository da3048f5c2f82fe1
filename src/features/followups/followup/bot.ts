import { scopeOf } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onCommand, onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import { foundCard, listCard, ofVisitCard } from '../lists/messages.js';
import { settledCard } from './dialog.js';
import { changedCard, followUpCard, readerOf } from './messages.js';
import { type ListView, mayDo, readListed } from './rules.js';
import type { FollowUpsService } from './service.js';
import { followUpFoundTap, followUpListTap, followUpNewTap, followUpTap, followUpVisitTap } from './taps.js';

export type FollowUpDialogs = Readonly<Record<'create' | 'move' | 'drop' | 'cannot' | 'note', Dialog>>;

function sideOf({ actor }: ActorContext): 'unit' | 'agency' {
  return scopeOf(actor, 'followUp.view').kind === 'unit' ? 'unit' : 'agency';
}

export function createFollowUpsBot(deps: {
  readonly followUps: FollowUpsService;
  readonly dialogs: FollowUpDialogs;
  readonly runner: DialogRunner;
  readonly wake: () => void;
}): Router {
  const { followUps, dialogs, runner, wake } = deps;
  const bot = new Router();

  async function list(ctx: ActorContext, view: ListView, page: number): Promise<void> {
    await ctx.show(listCard(await followUps.list(ctx.actor, view, page), sideOf(ctx), readerOf(ctx)));
  }

  async function search(ctx: ActorContext, words: string, page: number): Promise<void> {
    await ctx.show(foundCard(await followUps.search(ctx.actor, words, page), sideOf(ctx), readerOf(ctx)));
  }

  onCommand(bot, 'followUps', (ctx, argument) => {
    const asked = readListed(argument);
    return 'view' in asked ? list(ctx, asked.view, 0) : search(ctx, asked.words, 0);
  });
  onTap(bot, followUpFoundTap, (ctx, { words, page }) => search(ctx, words, page));
  onTap(bot, followUpListTap, (ctx, { view, page }) => list(ctx, view, page));

  onTap(bot, followUpVisitTap, async (ctx, { visit, page }) => {
    const [all, origin] = await Promise.all([
      followUps.ofVisit(ctx.actor, visit),
      followUps.origin(ctx.actor, visit, ctx.now),
    ]);
    if (all.length === 0 && !origin) return answerTap(ctx, ctx.t('followup-refused-foreign'), true);
    const about = { visitId: visit, page, mayAdd: origin?.state === 'held' };
    return ctx.show(ofVisitCard(all, about, readerOf(ctx)));
  });

  onTap(bot, followUpNewTap, async (ctx, { visit }) => {
    const origin = await followUps.origin(ctx.actor, visit, ctx.now);
    if (!origin) return answerTap(ctx, ctx.t('followup-refused-foreign'), true);
    if (origin.state !== 'held') return answerTap(ctx, ctx.t('followup-refused-not-held'), true);
    return runner.open(ctx, dialogs.create, { visit }, { known: { origin } });
  });

  onTap(bot, followUpTap, async (ctx, { button, id, version }) => {
    const { actor, ref, now, t } = ctx;
    const changed =
      button === 'done' || button === 'reopen'
        ? await followUps.changeOnce(actor, { id, version }, { action: button }, ref, now)
        : undefined;
    const followUp = await followUps.find(actor, id);
    if (!followUp) return answerTap(ctx, t('followup-refused-foreign'), true);
    if (changed) {
      wake();
      const toast = changed.ok && !changed.unchanged ? t(`followup-${button}-toast`) : undefined;
      return ctx.show(settledCard(followUp, changed, ctx), toast);
    }
    if (button === 'open' || button === 'done' || button === 'reopen')
      return ctx.show(followUpCard(followUp, readerOf(ctx)));
    if (followUp.version !== version)
      return ctx.show(changedCard(followUp, readerOf(ctx)), t('followup-changed-meanwhile'));
    if (!mayDo(actor, followUp, button)) return answerTap(ctx, t('followup-refused-refused'), true);
    return runner.open(ctx, dialogs[button], { id, version }, { known: { followUp } });
  });

  return bot;
}
