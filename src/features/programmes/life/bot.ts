import { Composer } from 'grammy';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import { answerTap } from '../../../bot/show.js';
import { voiceOf } from '../../../words/voice.js';
import { openProgramme } from '../programme/bot.js';
import type { ProgrammesService } from '../programme/service.js';
import type { LifeRefused, Timetable } from '../step/service.js';
import * as taps from '../taps.js';
import { copiedText, endCard, endedText, lifeRefusedText, restoredText } from './messages.js';
import { isOver } from './rules.js';
import type { LifeService } from './service.js';

export function createLifeBot(deps: {
  readonly life: LifeService;
  readonly programmes: ProgrammesService;
  readonly timetable: Timetable;
  readonly dialogs: { readonly finish: Dialog; readonly cancel: Dialog };
  readonly runner: DialogRunner;
  readonly wake: () => void;
}): Composer<BotContext> {
  const { life, programmes, dialogs, runner, wake } = deps;
  const bot = new Composer<BotContext>();
  const open = (ctx: ActorContext, id: number, options: { head?: string | undefined; toast?: string } = {}) =>
    openProgramme(ctx, deps, id, options);

  async function refuse(ctx: ActorContext, id: number, refused: LifeRefused): Promise<void> {
    if (refused.reason === 'forbidden') return answerTap(ctx, ctx.t('refused-post'), true);
    const head = lifeRefusedText(voiceOf(ctx), refused);
    await open(ctx, id, head === undefined ? { toast: ctx.t('button-stale') } : { head });
  }

  onTap(bot, taps.lifeTap, async (ctx, { programme: id, version, action }) => {
    const which = { id, version };
    switch (action) {
      case 'open':
      case 'start': {
        const done = await life.advance(ctx, which, action);
        if (!done.ok) return refuse(ctx, id, done);
        wake();
        return open(ctx, id, { head: ctx.t(`programme-was-${action}`) });
      }
      case 'restore': {
        const done = await life.restore(ctx, which);
        if (!done.ok) return refuse(ctx, id, done);
        wake();
        return open(ctx, id, { head: restoredText(voiceOf(ctx), done) });
      }
      case 'copy': {
        const done = await life.copy(ctx, which);
        if (!done.ok) return refuse(ctx, id, done);
        return open(ctx, done.id, { head: copiedText(voiceOf(ctx), done) });
      }
    }
  });

  onTap(bot, taps.endProgrammeTap, async (ctx, { programme: id }) => {
    const programme = await programmes.find(ctx.actor, id);
    if (!programme?.mayEdit) return answerTap(ctx, ctx.t('refused-post'), true);
    if (isOver(programme.state)) return open(ctx, id, { toast: ctx.t('button-stale') });
    await ctx.show(endCard(voiceOf(ctx), programme));
  });
  onTap(bot, taps.finishTap, async (ctx, { programme: id, version }) => {
    const done = await life.finishAll(ctx, { id, version });
    if (!done.ok) return refuse(ctx, id, done);
    wake();
    await open(ctx, id, { head: endedText(voiceOf(ctx), 'finished', done) });
  });

  async function ask(
    ctx: ActorContext,
    which: { programme: number; version: number },
    how: 'finish' | 'cancel',
  ) {
    const { programme: id, version } = which;
    const programme = await programmes.find(ctx.actor, id);
    if (!programme?.mayEdit || (how === 'finish' && !programme.mayViewPeople))
      return answerTap(ctx, ctx.t('refused-post'), true);
    if (programme.version !== version || isOver(programme.state))
      return open(ctx, id, { toast: ctx.t('button-stale') });
    await runner.open(ctx, dialogs[how], { id, version, name: programme.name }, 'here');
  }
  onTap(bot, taps.finishSomeTap, (ctx, which) => ask(ctx, which, 'finish'));
  onTap(bot, taps.cancelProgrammeTap, (ctx, which) => ask(ctx, which, 'cancel'));
  return bot;
}
