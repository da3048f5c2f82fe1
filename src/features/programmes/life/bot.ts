import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import { openProgramme } from '../programme/bot.js';
import type { ProgrammesService } from '../programme/service.js';
import type { LifeRefused, Timetable } from '../step/service.js';
import * as taps from '../taps.js';
import { copiedText, endCard, endedText, lifeRefusedText, restoredText } from './messages.js';
import { isOver } from './rules.js';
import type { LifeService } from './service.js';

type LifeBotDeps = {
  readonly life: LifeService;
  readonly programmes: ProgrammesService;
  readonly timetable: Timetable;
  readonly dialogs: { readonly finish: Dialog; readonly cancel: Dialog };
  readonly runner: DialogRunner;
  readonly wake: () => void;
};

function open(
  deps: LifeBotDeps,
  ctx: ActorContext,
  id: number,
  options: { head?: string | undefined; toast?: string } = {},
) {
  return openProgramme(ctx, deps, id, options);
}

async function refuse(deps: LifeBotDeps, ctx: ActorContext, id: number, refused: LifeRefused): Promise<void> {
  if (refused.reason === 'forbidden') return answerTap(ctx, ctx.t('refused-post'), true);
  const head = lifeRefusedText(voiceOf(ctx), refused);
  await open(deps, ctx, id, head === undefined ? { toast: ctx.t('button-stale') } : { head });
}

async function ask(
  deps: LifeBotDeps,
  ctx: ActorContext,
  which: { programme: number; version: number },
  how: 'finish' | 'cancel',
) {
  const { programmes, runner, dialogs } = deps;
  const { programme: id, version } = which;
  const programme = await programmes.find(ctx.actor, id);
  if (!programme?.mayEdit || (how === 'finish' && !programme.mayViewPeople))
    return answerTap(ctx, ctx.t('refused-post'), true);
  if (programme.version !== version || isOver(programme.state))
    return open(deps, ctx, id, { toast: ctx.t('button-stale') });
  await runner.open(ctx, dialogs[how], { id, version, name: programme.name }, { where: 'here' });
}

async function onLife(
  deps: LifeBotDeps,
  ctx: ActorContext,
  { programme: id, version, action }: Tapped<typeof taps.lifeTap>,
) {
  const { life, wake } = deps;
  const which = { id, version };
  switch (action) {
    case 'open':
    case 'start': {
      const done = await life.advance(ctx, which, action);
      if (!done.ok) return refuse(deps, ctx, id, done);
      wake();
      return open(deps, ctx, id, { head: ctx.t(`programme-was-${action}`) });
    }
    case 'restore': {
      const done = await life.restore(ctx, which);
      if (!done.ok && done.reason === 'closed')
        return open(deps, ctx, id, { head: closedText(voiceOf(ctx), done.closed) });
      if (!done.ok) return refuse(deps, ctx, id, done);
      wake();
      return open(deps, ctx, id, { head: restoredText(voiceOf(ctx), done) });
    }
    case 'copy': {
      const done = await life.copy(ctx, which);
      if (!done.ok) return refuse(deps, ctx, id, done);
      return open(deps, ctx, done.id, { head: copiedText(voiceOf(ctx), done) });
    }
  }
}

async function onEndProgramme(
  deps: LifeBotDeps,
  ctx: ActorContext,
  { programme: id }: Tapped<typeof taps.endProgrammeTap>,
) {
  const programme = await deps.programmes.find(ctx.actor, id);
  if (!programme?.mayEdit) return answerTap(ctx, ctx.t('refused-post'), true);
  if (isOver(programme.state)) return open(deps, ctx, id, { toast: ctx.t('button-stale') });
  await ctx.show(endCard(voiceOf(ctx), programme));
}

async function onFinish(
  deps: LifeBotDeps,
  ctx: ActorContext,
  { programme: id, version }: Tapped<typeof taps.finishTap>,
) {
  const { life, wake, programmes } = deps;
  const programme = await programmes.find(ctx.actor, id);
  // Who came how often is seen first: an old card's button, or somebody was enrolled since.
  if ((programme?.enrolled ?? 0) > 0) return ask(deps, ctx, { programme: id, version }, 'finish');
  const done = await life.finishAll(ctx, { id, version });
  if (!done.ok && done.reason === 'below') return open(deps, ctx, id, { toast: ctx.t('button-stale') });
  if (!done.ok) return refuse(deps, ctx, id, done);
  wake();
  await open(deps, ctx, id, { head: endedText(voiceOf(ctx), 'finished', done) });
}

export function createLifeBot(deps: LifeBotDeps): Router {
  const bot = new Router();
  onTap(bot, taps.lifeTap, (ctx, values) => onLife(deps, ctx, values));
  onTap(bot, taps.endProgrammeTap, (ctx, values) => onEndProgramme(deps, ctx, values));
  onTap(bot, taps.finishTap, (ctx, values) => onFinish(deps, ctx, values));
  onTap(bot, taps.finishSomeTap, (ctx, which) => ask(deps, ctx, which, 'finish'));
  onTap(bot, taps.cancelProgrammeTap, (ctx, which) => ask(deps, ctx, which, 'cancel'));
  return bot;
}
