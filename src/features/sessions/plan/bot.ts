import { can, canSome } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import { isoDate, localDate, parseIsoDate } from '../../../lib/zoned.js';
import type { Voice } from '../../../words/voice.js';
import { voiceOf } from '../../../words/voice.js';
import { comingCard, overdueCard } from '../coming/messages.js';
import { timesOf } from '../form/messages.js';
import type { WhenData, WhenForm } from '../move/dialog.js';
import type { SessionsService, SessionView } from '../session/service.js';
import {
  cancelTap,
  catchUpTap,
  comingTap,
  coverTap,
  moveTap,
  overdueTap,
  planTap,
  timesOfTap,
  timesOnTap,
  undoTap,
} from '../taps.js';
import { shortStart } from '../timetable/messages.js';
import { type PlanData, planRefusal } from './dialog.js';
import { plannedCard } from './messages.js';
import type { PlanService } from './service.js';

export type PlanBotDeps = {
  readonly sessions: SessionsService;
  readonly plan: PlanService;
  readonly dialogs: { readonly cancel: Dialog; readonly cover: Dialog; readonly when: Dialog };
  readonly runner: DialogRunner;
  readonly wake: () => void;
  /** Shows a session as it stands now. */
  readonly show: (ctx: ActorContext, id: number, toast?: string) => Promise<void>;
};

/** The session as its button showed it, if it still is so and may be changed; otherwise says why not. */
async function shown(
  { sessions, show }: PlanBotDeps,
  ctx: ActorContext,
  which: { readonly session: number; readonly version: number },
  may: (plan: SessionView['plan']['may']) => boolean,
): Promise<SessionView | undefined> {
  const view = await sessions.view(ctx.actor, which.session, ctx.now);
  const allowed = view?.plan.state === 'planned' && may(view.plan.may);
  if (!view) await answerTap(ctx, ctx.t('session-gone'), true);
  else if (!allowed && view.version === which.version) {
    if (view.closed) await show(ctx, view.id);
    else await answerTap(ctx, ctx.t('session-plan-refused-forbidden'), true);
  } else if (view.version !== which.version) {
    await show(ctx, which.session, ctx.t('session-plan-refused-changed'));
  } else return view;
  return undefined;
}

function openFor({ runner }: PlanBotDeps, ctx: ActorContext, dialog: Dialog, view: SessionView) {
  const known: PlanData = { view };
  return runner.open(ctx, dialog, { session: view.id, version: view.version }, { known });
}

function openWhen(
  { runner, dialogs }: PlanBotDeps,
  ctx: ActorContext,
  values: Partial<WhenForm>,
  { name: programme }: { readonly name: string },
) {
  const known: WhenData = { programme, closed: undefined, taken: undefined };
  return runner.open(ctx, dialogs.when, values, { known });
}

function formFor(ctx: ActorContext, view: SessionView, mode: 'move' | 'catchUp'): Partial<WhenForm> {
  const { id: session, version, programme, startsAt } = view;
  const usual = timesOf(view, ctx.actor.zone);
  return { mode, session, version, programme: programme.id, was: startsAt.toISOString(), usual };
}

function takeLists(bot: Router, { sessions }: PlanBotDeps): void {
  onTap(bot, comingTap, async (ctx, { page }) => {
    await ctx.show(comingCard(voiceOf(ctx), await sessions.coming(ctx.actor, ctx.now, page), page));
  });
  onTap(bot, overdueTap, async (ctx, { page }) => {
    const logs = canSome(ctx.actor, 'session.log');
    const listed = await sessions.overdue(ctx.actor, ctx.now, page);
    await ctx.show(overdueCard(voiceOf(ctx), listed, page, logs));
  });
}

function takeForms(bot: Router, deps: PlanBotDeps): void {
  const { sessions, dialogs, show } = deps;
  onTap(bot, cancelTap, async (ctx, which) => {
    const view = await shown(deps, ctx, which, (may) => may.cancel);
    if (view) await openFor(deps, ctx, dialogs.cancel, view);
  });
  onTap(bot, coverTap, async (ctx, which) => {
    const view = await shown(deps, ctx, which, (may) => may.log);
    if (view) await openFor(deps, ctx, dialogs.cover, view);
  });
  onTap(bot, moveTap, async (ctx, which) => {
    const view = await shown(deps, ctx, which, (may) => may.move);
    if (view) await openWhen(deps, ctx, formFor(ctx, view, 'move'), view.programme);
  });
  onTap(bot, catchUpTap, async (ctx, { session }) => {
    const view = await sessions.view(ctx.actor, session, ctx.now);
    if (!view?.plan.may.plan) return answerTap(ctx, ctx.t('session-plan-refused-forbidden'), true);
    const { state, catchUp } = view.plan;
    if (catchUp) return show(ctx, catchUp.id, ctx.t('session-refused-caught-up'));
    if (state !== 'cancelled') return show(ctx, session, ctx.t('session-plan-refused-changed'));
    await openWhen(deps, ctx, formFor(ctx, view, 'catchUp'), view.programme);
  });
  onTap(bot, planTap, async (ctx, { programme, date, ...times }) => {
    const { actor, t } = ctx;
    const programmes = await sessions.programmes(actor, 'session.view');
    const found = programmes.find(({ id }) => id === programme);
    if (!found || !can(actor, 'session.plan', found)) {
      return answerTap(ctx, t('session-plan-refused-forbidden'), true);
    }
    const values: Partial<WhenForm> = {
      mode: 'add',
      programme,
      ...(parseIsoDate(date) && { date }),
      ...timesOfTap(times),
    };
    await openWhen(deps, ctx, values, found);
  });
}

function takeUndo(bot: Router, { sessions, plan, wake, show }: PlanBotDeps): void {
  onTap(bot, undoTap, async (ctx, { session, version }) => {
    const { actor, ref, now, t } = ctx;
    const reading = voiceOf(ctx);
    const done = await plan.changeOnce(actor, { id: session, version }, { action: 'undo' }, ref, now);
    if (done.ok) wake();
    if (!done.ok && done.reason === 'forbidden') return answerTap(ctx, planRefusal(reading, done), true);
    const view = await sessions.view(actor, session, now);
    if (!view) return answerTap(ctx, t('session-gone'), true);
    const note = done.ok ? t('session-done-undo') : planRefusal(reading, done);
    if (view.held) return show(ctx, session, note);
    await ctx.show(plannedCard(reading, view, { note }));
  });
}

/** The lists of what is ahead and what is overdue, and the buttons that change a session's plan. */
export function createPlanBot(deps: PlanBotDeps): Router {
  const bot = new Router();
  takeLists(bot, deps);
  takeForms(bot, deps);
  takeUndo(bot, deps);
  return bot;
}

/** The button that plans what was typed as a session to record and is still to come. */
export function planButton(
  { t, locale, zone }: Voice,
  programme: number,
  span: { readonly startsAt: Date; readonly endsAt: Date },
) {
  const date = isoDate(localDate(span.startsAt, zone));
  const data = planTap.data({ programme, date, ...timesOnTap(timesOf(span, zone)) });
  return { label: t('session-plan-future', { at: shortStart({ locale, zone }, span.startsAt) }), data };
}
