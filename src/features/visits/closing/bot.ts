import type { ActorContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import type { Router } from '../../../bot/routing/router.js';
import { lines } from '../../../dialogs/card.js';
import { whenFaultText } from '../../../dialogs/fields/when.js';
import { compareDates, formatDate, isoDate, localDate } from '../../../lib/zoned.js';
import { readWhen } from '../../../reading/when.js';
import { type CalendarService, type ClosedDay, mayClose } from '../../calendar/index.js';
import { REASON_MAX } from '../reasons/rules.js';
import { readerOf } from '../visit/messages.js';
import { closedDaysCard } from './messages.js';
import { closedDayTap } from './taps.js';

const KEYWORD = /^(?:tutup|close|closed)(?:\s+([\s\S]+))?$/iu;

type Line = { readonly day: ClosedDay } | { readonly fault: string };

/** `12 September, upacara`: a date, a comma, why. */
function readDay(line: string, { t, saidAt: now, locale, actor }: ActorContext): Line {
  const [typed = '', ...rest] = line.split(',');
  const read = readWhen(typed.trim(), { now, locale, zone: actor.zone, asked: 'date' });
  if (!read.ok) return { fault: whenFaultText(read, typed.trim(), { t }) };
  if (!read.date) return { fault: t('when-not-understood', { understood: typed.trim() }) };
  if (compareDates(read.date, localDate(now, actor.zone)) < 0) {
    return { fault: t('when-past', { date: formatDate(read.date, locale) }) };
  }
  const reason = [...rest.join(',').trim()].slice(0, REASON_MAX).join('');
  return { day: { date: isoDate(read.date), reason: reason === '' ? t('visit-closed-no-reason') : reason } };
}

/**
 * `/kunjungan tutup` shows the unit's closed days; with a date and a reason a head closes one, a line each. Returns
 * what handles such an argument; it says `false` of any other.
 */
export function registerClosedDays(
  bot: Router,
  calendar: CalendarService,
): (ctx: ActorContext, argument: string) => Promise<boolean> {
  async function list(ctx: ActorContext, above?: string): Promise<void> {
    const days = await calendar.closed(ctx.actor, ctx.now);
    const card = closedDaysCard(days, mayClose(ctx.actor), readerOf(ctx));
    await ctx.show(above === undefined ? card : { ...card, text: lines(above, '', card.text) });
  }

  onTap(bot, closedDayTap, async (ctx, { date }) => {
    const changed = await calendar.reopenOnce(ctx.actor, date, ctx);
    await list(ctx, ctx.t(changed.ok ? 'visit-closed-reopened' : `visit-closed-${changed.reason}`));
  });

  return async (ctx, argument) => {
    const found = KEYWORD.exec(argument);
    if (!found) return false;
    const [, said] = found;
    if (said === undefined) {
      await list(ctx);
      return true;
    }
    if (!mayClose(ctx.actor)) {
      await list(ctx, ctx.t('visit-closed-refused'));
      return true;
    }
    const read = said
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => readDay(line, ctx));
    const faults = read.flatMap((line) => ('fault' in line ? [line.fault] : []));
    // All or nothing: half a list closed would have to be looked up before it is sent again.
    if (faults.length > 0) await ctx.show({ text: [...faults, '', ctx.t('visit-closed-hint')].join('\n') });
    else {
      const changed = await calendar.closeOnce(
        ctx.actor,
        read.flatMap((line) => ('day' in line ? [line.day] : [])),
        ctx,
      );
      const total = changed.ok ? changed.holidays.length : 0;
      const already = total > 0 ? `\n${ctx.t('calendar-already-holidays', { total })}` : '';
      await list(ctx, `${ctx.t('visit-closed-done')}${already}`);
    }
    return true;
  };
}
