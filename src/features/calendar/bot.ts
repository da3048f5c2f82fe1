import type { ChatTypeContext, Filter, NextFunction } from 'grammy';
import type { ActorContext, BotContext } from '../../bot/context.js';
import type { FeatureDeps } from '../../bot/feature.js';
import type { DialogRunner } from '../../bot/forms/runner.js';
import { onCommand, onTap, refuseStranger } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import type { Tapped } from '../../dialogs/callback.js';
import { readSheets, type Sheet } from '../../lib/sheets/sheets.js';
import { localDate } from '../../lib/zoned.js';
import type { CalendarDialogs } from './dialog.js';
import { hasHolidays } from './holidays/rules.js';
import { type Addressee, daysFileText, exampleText, lineFaultsCard, yearCard } from './messages.js';
import type { OnDaysChanged } from './service.js';
import { mayClose } from './service.js';
import { cellsOf, linesOf, MAX_DAYS, readClosedDays, readTable } from './table/rules.js';
import { takeBackOnce, viewYear } from './table/service.js';
import * as taps from './taps.js';

/** The largest file of days that is read, in bytes: many times what a year needs. */
const MAX_BYTES = 200_000;

type Lines = ReturnType<typeof linesOf>;
/** What a message is about: a year's holidays or the unit's own closed days. */
type About = { readonly what: 'holidays' | 'closed'; readonly year: number | undefined };

const LETTER = '(?!\\p{L})';
const COMMAND = '\\/(?:kunjungan|visits)(?:@\\w+)?\\s+';
const HOLIDAYS = `(?:libur|holidays?)${LETTER}(?:[\\s_-]+(?:nasional|national)${LETTER})?`;
const YEAR = '(?:[\\s_-]+(?:tahun\\s+|year\\s+)?(\\d{4})(?!\\d))?';
const typedHolidays = new RegExp(`^${COMMAND}${HOLIDAYS}${YEAR}`, 'iu');
const plainHolidays = new RegExp(`^${HOLIDAYS}${YEAR}[ \\t]*\\n`, 'iu');
const captioned = new RegExp(`^\\s*(?:${COMMAND})?(?:(tutup|closed?)${LETTER}|${HOLIDAYS}${YEAR})`, 'iu');
const filed = new RegExp(`^${HOLIDAYS}${YEAR}`, 'iu');

/** What a file is about, by what is written below it, or else by its name. */
function aboutFile(caption: string | undefined, name: string): About | undefined {
  const found = captioned.exec(caption ?? '');
  if (found) return { what: found[1] === undefined ? 'holidays' : 'closed', year: yearOf(found[2]) };
  const named = caption === undefined ? filed.exec(name) : null;
  return named ? { what: 'holidays', year: yearOf(named[1]) } : undefined;
}

const yearOf = (typed: string | undefined) => (typed === undefined ? undefined : Number(typed));

/** A line that lies in one cell is split as a typed one. */
function cellsIn({ lines }: Sheet): Lines {
  return lines.map(({ line, cells }) => {
    const filled = cells.filter((cell) => cell.trim() !== '');
    return { line, cells: filled.length === 1 ? cellsOf(filled[0] ?? '') : cells };
  });
}

type CalendarBotDeps = Pick<FeatureDeps, 'db' | 'download'> & {
  readonly onDaysChanged: OnDaysChanged;
  readonly dialogs: CalendarDialogs;
  readonly runner: DialogRunner;
};

function addresseeOf({ t, locale, actor }: ActorContext): Addressee {
  return {
    t,
    locale,
    mayClose: mayClose(actor),
  };
}

function thisYear({ saidAt, actor }: ActorContext) {
  return localDate(saidAt, actor.zone).year;
}

async function showYear(
  { db }: CalendarBotDeps,
  ctx: ActorContext,
  year: number,
  note?: string,
): Promise<void> {
  const view = await viewYear(db, ctx.actor, year);
  await ctx.show(yearCard(view, addresseeOf(ctx), note === undefined ? {} : { note }));
}

/** Opens the form that shows what the lines say, or says which of them can't be read. */
async function openTable(
  deps: CalendarBotDeps,
  ctx: ActorContext,
  asked: number | undefined,
  sheets: readonly Lines[],
): Promise<void> {
  const { runner, dialogs } = deps;
  const { t, saidAt: now, actor } = ctx;
  if (!mayClose(actor)) return void (await ctx.show({ text: t('calendar-refused') }));
  const readings = sheets.map((lines) => readTable(lines, { year: asked, now, zone: actor.zone }));
  const reading = readings.toSorted((a, b) => b.days.length - a.days.length)[0];
  const year = reading?.year ?? asked ?? thisYear(ctx) + 1;
  const example = exampleText('holidays', year, ctx);
  const refuse = (text: string) => ctx.show({ text: `${text}\n\n${example}` });
  const near = thisYear(ctx);
  if (year < near - 1 || year > near + 3) {
    await refuse(t('calendar-table-year', { year: String(year), last: String(near + 3) }));
  } else if (hasHolidays(year)) {
    await showYear(deps, ctx, year, t('calendar-table-built-in', { year: String(year) }));
  } else if (reading && reading.faults.length > 0) {
    await ctx.show(lineFaultsCard(reading.faults, example, ctx));
  } else if (!reading || reading.days.length === 0) {
    await refuse(t('calendar-table-empty'));
  } else if (reading.days.length > MAX_DAYS) {
    await refuse(t('calendar-table-too-many', { total: reading.days.length, max: MAX_DAYS }));
  } else {
    const { days, decree } = reading;
    await runner.open(ctx, dialogs.table, { year, days, ...(decree !== undefined && { decree }) });
  }
}

async function openClosing(
  { runner, dialogs }: CalendarBotDeps,
  ctx: ActorContext,
  sheets: readonly Lines[],
): Promise<void> {
  const { t, saidAt: now, actor } = ctx;
  if (!mayClose(actor)) return void (await ctx.show({ text: t('calendar-refused') }));
  const today = localDate(now, actor.zone);
  const around = { now, zone: actor.zone, today, otherwise: t('calendar-closed-no-reason') };
  const readings = sheets.map((lines) => readClosedDays(lines, around));
  const reading = readings.toSorted((a, b) => b.days.length - a.days.length)[0];
  const example = exampleText('closed', today.year, ctx);
  if (reading && reading.faults.length > 0)
    return void (await ctx.show(lineFaultsCard(reading.faults, example, ctx)));
  const total = reading?.days.length ?? 0;
  if (!reading || total === 0 || total > MAX_DAYS) {
    const text =
      total === 0 ? t('calendar-table-empty') : t('calendar-table-too-many', { total, max: MAX_DAYS });
    return void (await ctx.show({ text: `${text}\n\n${example}` }));
  }
  await runner.open(ctx, dialogs.closing, { days: reading.days });
}

/** What is typed behind `libur 2027`: nothing shows the year, anything else is its table. */
async function onTyped(deps: CalendarBotDeps, ctx: ActorContext, head: RegExp): Promise<void> {
  const text = ctx.msg?.text ?? '';
  const found = head.exec(text);
  const year = yearOf(found?.[1]);
  const said = text.slice(found?.[0].length ?? 0);
  if (said.trim() === '') return showYear(deps, ctx, year ?? thisYear(ctx));
  // Lines are counted as they stand in the message.
  const first = text.slice(0, text.length - said.length).split('\n').length;
  await openTable(deps, ctx, year, [linesOf(said, first)]);
}

async function onDocument(
  deps: CalendarBotDeps,
  ctx: Filter<ChatTypeContext<BotContext, 'private'>, 'message:document'>,
  next: NextFunction,
) {
  const { document, caption } = ctx.message;
  const about = aboutFile(caption, document.file_name ?? '');
  if (!about) return next();
  if (!ctx.actor) return refuseStranger(ctx);
  const acting = Object.assign(ctx, { actor: ctx.actor });
  if (!mayClose(acting.actor)) return void (await ctx.show({ text: ctx.t('calendar-refused') }));
  const size = document.file_size ?? 0;
  const reading =
    size > MAX_BYTES
      ? ({ ok: false, fault: { reason: 'too-big' } } as const)
      : await readSheets(await deps.download(document.file_id, MAX_BYTES), {
          maxBytes: MAX_BYTES,
          headings: () => 0,
        });
  if (!reading.ok) return void (await ctx.show({ text: daysFileText(reading.fault, ctx) }));
  const sheets = reading.sheets.map(cellsIn);
  return about.what === 'closed'
    ? openClosing(deps, acting, sheets)
    : openTable(deps, acting, about.year, sheets);
}

async function onTakeBack(
  deps: CalendarBotDeps,
  ctx: ActorContext,
  { trace }: Tapped<typeof taps.takeBackTap>,
) {
  const back = await takeBackOnce(deps, ctx.actor, trace, ctx);
  if (back.ok) {
    await showYear(deps, ctx, back.year, ctx.t('calendar-table-taken-back', { year: String(back.year) }));
  } else if (back.reason === 'refused') {
    await answerTap(ctx, ctx.t('calendar-refused'), true);
  } else {
    const view = await viewYear(deps.db, ctx.actor, back.year ?? thisYear(ctx));
    await ctx.show(yearCard(view, addresseeOf(ctx)), ctx.t('button-stale'));
  }
}

/** `/kunjungan libur 2027`: a year's holidays, and the same with lines or as a file's caption to add them. */
export function createCalendarBot(deps: CalendarBotDeps): Router {
  const bot = new Router();
  onCommand(
    bot,
    'visits',
    (ctx) => onTyped(deps, ctx, typedHolidays),
    (argument) => typedHolidays.test(`/kunjungan ${argument}`),
  );
  const privately = bot.chatType('private');
  privately.on('message:text').filter(
    (ctx) => ctx.actor !== undefined && plainHolidays.test(ctx.msg.text),
    async (ctx) => {
      if (ctx.actor) await onTyped(deps, Object.assign(ctx, { actor: ctx.actor }), plainHolidays);
    },
  );
  privately.on('message:document', (ctx, next) => onDocument(deps, ctx, next));
  onTap(bot, taps.yearTap, (ctx, { year }) => showYear(deps, ctx, Math.min(Math.max(year, 2000), 2100)));
  onTap(bot, taps.takeBackTap, (ctx, values) => onTakeBack(deps, ctx, values));
  return bot;
}
