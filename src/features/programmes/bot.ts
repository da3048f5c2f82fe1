import { Composer } from 'grammy';
import type { ActorContext, BotContext } from '../../bot/context.js';
import type { DialogRunner } from '../../bot/dialog-runner.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { answerTap } from '../../bot/show.js';
import type { Dialog } from '../../dialogs/dialog.js';
import { matchName } from '../../lib/match.js';
import { canSome } from '../people/rules.js';
import { programmeCard, programmeListCard } from './messages.js';
import type { ProgrammesService } from './service.js';
import * as taps from './taps.js';

export function createProgrammesBot(deps: {
  readonly programmes: ProgrammesService;
  readonly dialogs: { readonly add: Dialog; readonly edit: Dialog };
  readonly runner: DialogRunner;
}): Composer<BotContext> {
  const { programmes, dialogs, runner } = deps;
  const bot = new Composer<BotContext>();

  async function list(ctx: ActorContext, page: number): Promise<void> {
    await ctx.show(
      programmeListCard(ctx, await programmes.list(ctx.actor), page, canSome(ctx.actor, 'programme.edit')),
    );
  }

  async function open(
    ctx: ActorContext,
    id: number,
    options: { head?: string; toast?: string } = {},
  ): Promise<void> {
    const programme = await programmes.find(ctx.actor, id);
    if (programme) await ctx.show(programmeCard(ctx, programme, options.head), options.toast);
    else if (ctx.callbackQuery) await answerTap(ctx, ctx.t('refused-other-agency'), true);
    else await ctx.show({ text: ctx.t('refused-other-agency') });
  }

  onCommand(bot, 'programmes', async (ctx, argument) => {
    if (argument === '') return list(ctx, 0);
    const all = await programmes.list(ctx.actor);
    const match = matchName(argument, all);
    switch (match.kind) {
      case 'one': {
        const read = ctx.t('choice-read-as', { typed: argument, name: match.item.name });
        return open(ctx, match.item.id, match.exact ? {} : { head: read });
      }
      case 'many':
        return ctx.show(programmeListCard(ctx, match.items, 0, false));
      case 'none': {
        const mayAdd = canSome(ctx.actor, 'programme.edit');
        if (!mayAdd) return ctx.show({ text: ctx.t('choice-none', { typed: argument }) });
        // Whoever may create programmes and types a new one's name most likely wants to.
        const name = argument.replace(/\s+/gu, ' ');
        return runner.open(ctx, dialogs.add, [...name].length <= 80 ? { name } : {});
      }
    }
  });

  onTap(bot, taps.programmePageTap, (ctx, { page }) => list(ctx, page));
  onTap(bot, taps.programmeTap, (ctx, { programme }) => open(ctx, programme));
  onTap(bot, taps.programmeNewTap, async (ctx) => {
    if (!canSome(ctx.actor, 'programme.edit')) return answerTap(ctx, ctx.t('refused-post'), true);
    await runner.open(ctx, dialogs.add);
  });
  onTap(bot, taps.programmeEditTap, async (ctx, { programme: id }) => {
    const found = await programmes.find(ctx.actor, id);
    if (!found?.mayEdit) return answerTap(ctx, ctx.t('refused-post'), true);
    const { version, name, kind, agency, seats, trainer } = found;
    const values = {
      id,
      version,
      name,
      kind,
      agencyId: agency?.id ?? 0,
      seats: seats ?? 0,
      trainer: trainer ?? '',
    };
    await runner.open(ctx, dialogs.edit, values);
  });
  onTap(bot, taps.namesTap, async (ctx, { programme: id, version }) => {
    const outcome = await programmes.switchNames(ctx.actor, ctx.ref, ctx.now, { id, version });
    if (outcome === 'forbidden') return answerTap(ctx, ctx.t('refused-post'), true);
    await open(ctx, id, outcome === 'stale' ? { toast: ctx.t('button-stale') } : {});
  });
  return bot;
}
