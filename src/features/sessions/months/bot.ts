import { Composer } from 'grammy';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
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

/** Months: how they stand, closing and reopening them. `line` takes what was typed after `/sesi`, if it is about them. */
export function createMonthsBot(deps: {
  readonly months: MonthsService;
  readonly dialog: Dialog;
  readonly runner: DialogRunner;
}): {
  readonly composer: Composer<BotContext>;
  readonly line: (ctx: ActorContext, text: string) => Promise<boolean>;
} {
  const { months, dialog, runner } = deps;
  const composer = new Composer<BotContext>();
  const refuse = (ctx: ActorContext) => say(ctx, ctx.t('session-month-refused-forbidden'));

  async function showMonths(ctx: ActorContext): Promise<void> {
    const recent = await months.recent(ctx.actor, ctx.now);
    if (recent.length === 0) return refuse(ctx);
    await ctx.show(monthsCard(voiceOf(ctx), recent));
  }

  async function showMonth(ctx: ActorContext, month: Month, note?: string): Promise<void> {
    const view = await months.view(ctx.actor, month, ctx.now);
    if (!view) return refuse(ctx);
    await ctx.show(monthCard(voiceOf(ctx), view, note));
  }

  async function close(ctx: ActorContext, month: Month): Promise<void> {
    const { actor, ref, now, t } = ctx;
    const closed = await months.closeOnce(actor, month, ref, now);
    if (!closed.ok && closed.reason === 'forbidden') return refuse(ctx);
    const note = closed.ok ? t('session-month-done-close') : t(`session-month-refused-${closed.reason}`);
    await showMonth(ctx, month, note);
  }

  async function reopen(ctx: ActorContext, month: Month, closing?: number): Promise<void> {
    const view = await months.view(ctx.actor, month, ctx.now);
    const [latest] = view?.closings ?? [];
    if (!view?.may) return refuse(ctx);
    if (!latest || latest.reopened) return showMonth(ctx, month, ctx.t('session-month-refused-open'));
    if (closing !== undefined && latest.id !== closing) return showMonth(ctx, month, ctx.t('button-stale'));
    await runner.open(ctx, dialog, { month, what: 'reopen' });
  }

  onTap(composer, monthsTap, showMonths);
  onTap(composer, monthTap, (ctx, { month }) => showMonth(ctx, month));
  onTap(composer, monthCloseTap, (ctx, { month }) => close(ctx, month));
  onTap(composer, monthReopenTap, (ctx, { month, closing }) => reopen(ctx, month, closing));
  onTap(composer, monthForceTap, async (ctx, { month }) => {
    const view = await months.view(ctx.actor, month, ctx.now);
    if (!view?.may) return refuse(ctx);
    const closed = view.closings[0] !== undefined && !view.closings[0].reopened;
    if (closed) return showMonth(ctx, month, ctx.t('session-month-refused-closed'));
    if (view.unrecorded === 0) return showMonth(ctx, month);
    await runner.open(ctx, dialog, { month, what: 'force' });
  });

  return {
    composer,
    line: async (ctx, text) => {
      const { actor, now, locale, t } = ctx;
      if (MONTHS.test(text)) {
        await showMonths(ctx);
        return true;
      }
      const [, toClose] = CLOSE.exec(text) ?? [];
      const [, toReopen] = REOPEN.exec(text) ?? [];
      const typed = toClose ?? toReopen;
      if (typed === undefined) return false;
      if (typed === '') {
        await showMonths(ctx);
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
      await (toClose === undefined ? reopen(ctx, month) : close(ctx, month));
      return true;
    },
  };
}
