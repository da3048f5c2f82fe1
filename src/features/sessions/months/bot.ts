import { Composer } from 'grammy';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { isoDate } from '../../../lib/zoned.js';
import { readPeriod } from '../../../reading/when-period.js';
import { voiceOf } from '../../../words/voice.js';
import { say } from '../session/bot.js';
import { monthCloseTap, monthForceTap, monthReopenTap, monthsTap, monthTap } from '../taps.js';
import { monthCard, monthsCard } from './messages.js';
import type { Month } from './rules.js';
import type { MonthsService } from './service.js';

const CLOSE = /^(?:tutup|close|kunci)(?:\s+bulan)?\b[\s:,]*(.*)$/isu;
const REOPEN = /^(?:buka|reopen)(?:\s+(?:lagi|kembali|bulan|month))*\b[\s:,]*(.*)$/isu;
const MONTHS = /^(?:bulan|months?)$/iu;

type MonthsBotDeps = {
  readonly months: MonthsService;
  readonly dialog: Dialog;
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
  const closed = await deps.months.closeOnce(actor, month, ref, now);
  if (!closed.ok && closed.reason === 'forbidden') return refuse(ctx);
  const note = closed.ok ? t('session-month-done-close') : t(`session-month-refused-${closed.reason}`);
  await showMonth(deps, ctx, month, note);
}

async function reopen(deps: MonthsBotDeps, ctx: ActorContext, month: Month, closing?: number): Promise<void> {
  const { months, runner, dialog } = deps;
  const view = await months.view(ctx.actor, month, ctx.now);
  const [latest] = view?.closings ?? [];
  if (!view?.may) return refuse(ctx);
  if (!latest || latest.reopened) return showMonth(deps, ctx, month, ctx.t('session-month-refused-open'));
  if (closing !== undefined && latest.id !== closing)
    return showMonth(deps, ctx, month, ctx.t('button-stale'));
  await runner.open(ctx, dialog, { month, what: 'reopen' });
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
  await (toClose === undefined ? reopen(deps, ctx, month) : close(deps, ctx, month));
  return true;
}

async function onMonthForce(deps: MonthsBotDeps, ctx: ActorContext, { month }: Tapped<typeof monthForceTap>) {
  const { months, runner, dialog } = deps;
  const view = await months.view(ctx.actor, month, ctx.now);
  if (!view?.may) return refuse(ctx);
  const closed = view.closings[0] !== undefined && !view.closings[0].reopened;
  if (closed) return showMonth(deps, ctx, month, ctx.t('session-month-refused-closed'));
  if (view.unrecorded === 0) return showMonth(deps, ctx, month);
  await runner.open(ctx, dialog, { month, what: 'force' });
}

/** Months: how they stand, closing and reopening them. `line` takes what was typed after `/sesi`, if it is about them. */
export function createMonthsBot(deps: MonthsBotDeps): {
  readonly composer: Composer<BotContext>;
  readonly line: (ctx: ActorContext, text: string) => Promise<boolean>;
} {
  const composer = new Composer<BotContext>();
  onTap(composer, monthsTap, (ctx) => showMonths(deps, ctx));
  onTap(composer, monthTap, (ctx, { month }) => showMonth(deps, ctx, month));
  onTap(composer, monthCloseTap, (ctx, { month }) => close(deps, ctx, month));
  onTap(composer, monthReopenTap, (ctx, { month, closing }) => reopen(deps, ctx, month, closing));
  onTap(composer, monthForceTap, (ctx, values) => onMonthForce(deps, ctx, values));
  return {
    composer,
    line: (ctx, text) => takeLine(deps, ctx, text),
  };
}
