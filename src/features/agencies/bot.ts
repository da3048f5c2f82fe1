import { canSome } from '../../access/can.js';
import type { ActorContext } from '../../bot/context.js';
import type { Dialog } from '../../bot/forms/dialog.js';
import type { DialogRunner } from '../../bot/forms/runner.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import { matchName } from '../../reading/match.js';
import { voiceOf } from '../../words/voice.js';
import { agencyCard, agencyListCard } from './messages.js';
import type { AgenciesService } from './service.js';
import { agencyEditTap, agencyNewTap, agencyPageTap, agencyTap } from './taps.js';

export function createAgenciesBot(deps: {
  readonly agencies: AgenciesService;
  readonly dialogs: { readonly add: Dialog; readonly edit: Dialog };
  readonly runner: DialogRunner;
}): Router {
  const { agencies, dialogs, runner } = deps;
  const bot = new Router();

  async function list(ctx: ActorContext, page: number): Promise<void> {
    const mayAdd = canSome(ctx.actor, 'agency.edit');
    await ctx.show(agencyListCard(ctx.t, await agencies.list(ctx.actor), page, mayAdd));
  }

  async function open(ctx: ActorContext, agencyId: number): Promise<void> {
    const agency = await agencies.find(ctx.actor, agencyId, ctx.now);
    const refused = ctx.t('refused-other-agency');
    if (agency) await ctx.show(agencyCard(agency, voiceOf(ctx)));
    else if (ctx.callbackQuery) await answerTap(ctx, refused, true);
    else await ctx.show({ text: refused });
  }

  onCommand(bot, 'agencies', async (ctx, argument) => {
    if (argument === '') return list(ctx, 0);
    const match = matchName(argument, await agencies.list(ctx.actor));
    switch (match.kind) {
      case 'one':
        return open(ctx, match.item.id);
      case 'many':
        return ctx.show(agencyListCard(ctx.t, match.items, 0, false));
      case 'none':
        // A head who types a new partner's name most likely wants to add it.
        if (!canSome(ctx.actor, 'agency.edit'))
          return ctx.show({ text: ctx.t('choice-none', { typed: argument }) });
        return ctx.show({
          text: ctx.t('agency-not-found', { typed: argument }),
          buttons: [[{ label: ctx.t('agency-add'), data: agencyNewTap.data({}) }]],
        });
    }
  });

  onTap(bot, agencyPageTap, (ctx, { page }) => list(ctx, page));
  onTap(bot, agencyTap, (ctx, { agency }) => open(ctx, agency));
  onTap(bot, agencyNewTap, async (ctx) => {
    if (!canSome(ctx.actor, 'agency.edit')) return answerTap(ctx, ctx.t('refused-post'), true);
    await runner.open(ctx, dialogs.add);
  });
  onTap(bot, agencyEditTap, async (ctx, { agency }) => {
    const found = await agencies.find(ctx.actor, agency, ctx.now);
    if (!found?.mayEdit) return answerTap(ctx, ctx.t('refused-post'), true);
    const { id, name, address } = found;
    await runner.open(ctx, dialogs.edit, { agencyId: id, name, address: address ?? '' });
  });
  return bot;
}
