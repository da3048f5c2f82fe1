import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { isoDate } from '../../../lib/zoned.js';
import { readPeriod } from '../../../reading/period/read.js';
import { voiceOf } from '../../../words/voice.js';
import type { Month } from '../../months/index.js';
import { say } from '../session/bot.js';
import {
  monthCloseTap,
  monthForceTap,
  monthOpenTap,
  monthRevisionsTap,
  monthShutTap,
  monthsTap,
  monthTap,
} from '../taps.js';
import { monthCard, monthRevisionsCard, monthsCard } from './messages.js';
import type { MonthsService } from './service.js';

const CLOSE = /^(?:tutup|close|kunci)(?:\s+bulan)?\b[\s:,]*(.*)$/isu;
const REOPEN = /^(?:buka|open|reopen)(?:\s+(?:lagi|kembali|bulan|month))*\b[\s:,]*(.*)$/isu;
const MONTHS = /^(?:bulan|months?)$/iu;

type MonthsBotDeps = {
  readonly months: MonthsService;
  readonly dialogs: { readonly close: Dialog; readonly open: Dialog };
  readonly runner: DialogRunner;
};

function refuse(ctx: ActorContext) {
  return say(ctx, ctx.t('session-month-refused-forbidden'));
}

async function showMonths({ months }: MonthsBotDeps, ctx: ActorContext): Promise<void> {
  const recent = await months.recent(ctx.actor, ctx.now);
  if (recent.length === 0) return refuse(ctx);
  await ctx.show(monthsCard(voiceOf(ctx), recent));
}

async function showMonth(
  { months }: MonthsBotDeps,
  ctx: ActorContext,
  month: Month,
  note?: string,
): Promise<void> {
  const view = await months.view(ctx.actor, month, ctx.now);
  if (!view) return refuse(ctx);
  await ctx.show(monthCard(voiceOf(ctx), view, note));
}

async function close(deps: MonthsBotDeps, ctx: ActorContext, month: Month): Promise<void> {
  const { actor, ref, now, t } = ctx;
  const closed = await deps.months.closeOnce({ actor, now }, month, ref);
  if (!closed.ok && closed.reason === 'forbidden') return refuse(ctx);
  const note = closed.ok ? t('session-month-done-close') : t(`session-month-refused-${closed.reason}`);
  await showMonth(deps, ctx, month, note);
}

async function open(deps: MonthsBotDeps, ctx: ActorContext, month: Month, closing?: number): Promise<void> {
  const { months, runner, dialogs } = deps;
  const found = await months.closing(ctx.actor, month);
  if (found === 'forbidden') return refuse(ctx);
  if (!found) return showMonth(deps, ctx, month, ctx.t('session-month-refused-open'));
  if (closing !== undefined && found.id !== closing)
    return showMonth(deps, ctx, month, ctx.t('button-stale'));
  await runner.open(ctx, dialogs.open, { month });
}

async function shut(deps: MonthsBotDeps, ctx: ActorContext, month: Month): Promise<void> {
  const { actor, ref, now, t } = ctx;
  const done = await deps.months.shutOnce({ actor, now }, month, ref);
  if (done === 'forbidden') return refuse(ctx);
  await showMonth(deps, ctx, month, t(done === 'shut' ? 'session-month-done-shut' : 'button-stale'));
}

async function showRevisions(
  { months }: MonthsBotDeps,
  ctx: ActorContext,
  { month, page }: Tapped<typeof monthRevisionsTap>,
): Promise<void> {
  const found = await months.revisions(ctx.actor, month, page);
  if (!found) return refuse(ctx);
  await ctx.show(monthRevisionsCard(voiceOf(ctx), month, page, found));
}

async function takeLine(deps: MonthsBotDeps, ctx: ActorContext, text: string) {
  const { actor, saidAt: now, locale, t } = ctx;
  if (MONTHS.test(text)) {
    await showMonths(deps, ctx);
    return true;
  }
  const [, toClose] = CLOSE.exec(text) ?? [];
  const [, toReopen] = REOPEN.exec(text) ?? [];
  const typed = toClose ?? toReopen;
  if (typed === undefined) return false;
  if (typed === '') {
    await showMonths(deps, ctx);
    return true;
  }
  const read = readPeriod(typed, { now, zone: actor.zone, locale });
  // A programme's name may begin with `buka` too.
  if (toReopen !== undefined && !read.ok && read.reason === 'nothing') return false;
  if (!read.ok || read.kind !== 'month') {
    await ctx.show({ text: t('session-month-unread', { typed }) });
    return true;
  }
  const month = isoDate(read.start).slice(0, 7);
  await (toClose === undefined ? open(deps, ctx, month) : close(deps, ctx, month));
  return true;
}

async function onMonthForce(deps: MonthsBotDeps, ctx: ActorContext, { month }: Tapped<typeof monthForceTap>) {
  const { months, runner, dialogs } = deps;
  const view = await months.view(ctx.actor, month, ctx.now);
  if (!view?.may) return refuse(ctx);
  const closed = view.closings[0] !== undefined && !view.closings[0].reopened;
  if (closed) return showMonth(deps, ctx, month, ctx.t('session-month-refused-closed'));
  if (view.unrecorded === 0) return showMonth(deps, ctx, month);
  await runner.open(ctx, dialogs.close, { month });
}

/** Months: how they stand, closing and reopening them. `line` takes what was typed after `/sesi`, if it is about them. */
export function createMonthsBot(deps: MonthsBotDeps): {
  readonly composer: Router;
  readonly line: (ctx: ActorContext, text: string) => Promise<boolean>;
} {
  const composer = new Router();
  onTap(composer, monthsTap, (ctx) => showMonths(deps, ctx));
  onTap(composer, monthTap, (ctx, { month }) => showMonth(deps, ctx, month));
  onTap(composer, monthCloseTap, (ctx, { month }) => close(deps, ctx, month));
  onTap(composer, monthOpenTap, (ctx, { month, closing }) => open(deps, ctx, month, closing));
  onTap(composer, monthShutTap, (ctx, { month }) => shut(deps, ctx, month));
  onTap(composer, monthRevisionsTap, (ctx, values) => showRevisions(deps, ctx, values));
  onTap(composer, monthForceTap, (ctx, values) => onMonthForce(deps, ctx, values));
  return {
    composer,
    line: (ctx, text) => takeLine(deps, ctx, text),
  };
}
