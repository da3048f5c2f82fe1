import type { ActorContext } from '../../bot/context.js';
import type { Dialog } from '../../bot/forms/dialog.js';
import type { DialogRunner } from '../../bot/forms/runner.js';
import { onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import { SNOOZE_MS } from './later/rules.js';
import { leadsCard, remindersCard, snoozedText } from './messages.js';
import type { SettingsChange } from './rules.js';
import type { RemindersService } from './service.js';
import { laterTap, leadsTap, leadTap, remindersEditTap, remindersTap, snoozeTap, switchTap } from './taps.js';

export function createRemindersBot(deps: {
  readonly reminders: RemindersService;
  readonly dialogs: { readonly quiet: Dialog; readonly pause: Dialog; readonly later: Dialog };
  readonly runner: DialogRunner;
  readonly wake: () => void;
}): Router {
  const { reminders, dialogs, runner, wake } = deps;
  const bot = new Router();
  const viewOf = ({ t, locale, now, actor }: ActorContext) => ({ t, locale, now, zone: actor.zone });

  async function show(ctx: ActorContext, toast?: string): Promise<void> {
    await ctx.show(remindersCard(await reminders.view(ctx.actor), viewOf(ctx)), toast);
  }

  async function change(ctx: ActorContext, what: SettingsChange): Promise<void> {
    await reminders.changeOnce(ctx.actor, what, ctx.ref, ctx.now);
    wake();
    await show(ctx, ctx.t('settings-saved'));
  }

  onTap(bot, remindersTap, (ctx) => show(ctx));
  onTap(bot, switchTap, (ctx, { name, on }) => change(ctx, { what: 'switch', name, on: on === 1 }));
  onTap(bot, remindersEditTap, (ctx, { what }) => {
    switch (what) {
      case 'quiet':
        return runner.open(ctx, dialogs.quiet, {}, { where: 'here' });
      case 'pause':
        return runner.open(ctx, dialogs.pause, {}, { where: 'here' });
      case 'loud':
        return change(ctx, { what: 'quiet', quiet: undefined });
      case 'resume':
        return change(ctx, { what: 'pause', until: undefined });
    }
  });

  async function showLeads(ctx: ActorContext, toast?: string): Promise<void> {
    await ctx.show(leadsCard(await reminders.view(ctx.actor), viewOf(ctx)), toast);
  }
  onTap(bot, leadsTap, (ctx) => showLeads(ctx));
  onTap(bot, leadTap, async (ctx, { name, minutes }) => {
    await reminders.changeOnce(ctx.actor, { what: 'lead', name, minutes }, ctx.ref, ctx.now);
    wake();
    await showLeads(ctx, ctx.t('settings-saved'));
  });

  onTap(bot, laterTap, (ctx, { message }) => runner.open(ctx, dialogs.later, { message }));
  onTap(bot, snoozeTap, async (ctx, { message }) => {
    const until = new Date(ctx.now.getTime() + SNOOZE_MS);
    const snoozed = await reminders.snooze(ctx.actor, message, until, ctx.now);
    await answerTap(ctx, snoozedText(snoozed, viewOf(ctx)), !snoozed.ok);
  });

  return bot;
}
