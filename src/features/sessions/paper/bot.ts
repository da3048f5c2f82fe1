import { InputFile } from 'grammy';
import { can } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { toMessage } from '../../../dialogs/card.js';
import { instants, whenFaultText, whenValues } from '../../../dialogs/fields/when.js';
import { renderPdf } from '../../../lib/pdf.js';
import { addDays, isoDate, localDate, parseIsoDate, weekday } from '../../../lib/zoned.js';
import { matchName } from '../../../reading/match.js';
import { splitVisitLine } from '../../../reading/when-line.js';
import { voiceOf } from '../../../words/voice.js';
import { readCode } from '../code/rules.js';
import { USUAL_MINUTES } from '../form/dialog.js';
import { timesOf } from '../form/messages.js';
import { programmesCard } from '../lists/messages.js';
import type { SessionLog } from '../log/service.js';
import { say } from '../session/bot.js';
import type { SessionsService } from '../session/service.js';
import { printAtTap, printListTap, printPickTap, printTap, timesOfTap } from '../taps.js';
import {
  paperCard,
  paperFileName,
  paperSpec,
  printListCard,
  printPickCard,
  printRefusal,
} from './messages.js';
import type { Printing, SheetsService } from './service.js';

export type PrintBotDeps = {
  readonly sessions: SessionsService;
  readonly sheets: SheetsService;
  readonly log: SessionLog;
  readonly wake: () => void;
  /** Shows a session as it stands now. */
  readonly show: (ctx: ActorContext, id: number, note?: string) => Promise<void>;
};

const PER_CARD = 8;
const PRINT = /^(?:cetak(?:\s+lembar)?|print(?:\s+sheet)?)\b[\s:,]*(.*)$/isu;

/** Freezes the sheet's numbers, then makes and sends the document: that can be done again from the same row. */
async function print(
  { sheets, show, wake, log }: PrintBotDeps,
  ctx: ActorContext,
  wanted: Printing,
): Promise<void> {
  const { actor, now, ref } = ctx;
  const voice = voiceOf(ctx);
  const printed = await sheets.print(actor, wanted, ref, now);
  if (!printed.ok) {
    const text = printRefusal(voice, printed);
    if (printed.reason === 'held' || printed.reason === 'taken') return show(ctx, printed.sessionId, text);
    return say(ctx, text);
  }
  wake();
  if (ctx.callbackQuery) await answerTap(ctx, ctx.t('session-printing'));
  const paper = await sheets.paper(actor, printed.sheet);
  if (!paper) return;
  const file = new InputFile(await renderPdf(paperSpec(voice, paper, now)), paperFileName(voice, paper));
  const { text, entities, reply_markup } = toMessage(paperCard(voice, paper));
  const sent = await ctx.replyWithDocument(file, {
    caption: text,
    caption_entities: entities,
    reply_markup,
  });
  const { sessionId } = paper;
  const { message_id: messageId, chat } = sent;
  await log.rememberPaper({ sessionId, chatId: chat.id, messageId, personId: actor.personId }, now);
}

async function showList({ sheets, sessions }: PrintBotDeps, ctx: ActorContext, page: number): Promise<void> {
  const { actor, now } = ctx;
  const planned = await sheets.printable(actor, now);
  const programmes = (await sessions.programmes(actor, 'session.log')).filter((programme) =>
    can(actor, 'session.plan', programme),
  );
  const from = page * PER_CARD;
  const shown = planned.slice(from, from + PER_CARD);
  const before = Math.max(0, from - planned.length);
  const rest = programmes.slice(before, before + PER_CARD - shown.length);
  const more = planned.length + programmes.length > from + PER_CARD;
  await ctx.show(printListCard(voiceOf(ctx), { sessions: shown, programmes: rest, more }, page));
}

/** The programme's usual time today, tomorrow and on its usual weekday, where that is still to come. */
async function spansAhead({ sessions }: PrintBotDeps, ctx: ActorContext, programme: number) {
  const { actor, now } = ctx;
  const usual = await sessions.usualTime(programme);
  if (!usual) return [];
  const today = localDate(now, actor.zone);
  const usualDay = weekday(localDate(usual.startsAt, actor.zone));
  const untilUsual = (usualDay - weekday(today) + 7) % 7;
  const days = [...new Set([0, 1, untilUsual, untilUsual + 7])].toSorted((a, b) => a - b).slice(0, 4);
  return days
    .map((ahead) => {
      const date = isoDate(addDays(today, ahead));
      return instants({ date, ...timesOf(usual, actor.zone) }, actor.zone);
    })
    .filter(({ endsAt }) => endsAt > now);
}

async function pick(deps: PrintBotDeps, ctx: ActorContext, programmeId: number): Promise<void> {
  const { sessions, sheets } = deps;
  const programmes = await sessions.programmes(ctx.actor, 'session.log');
  const programme = programmes.find(({ id }) => id === programmeId);
  if (!programme) return say(ctx, ctx.t('session-print-forbidden'));
  const planned = await sheets.printable(ctx.actor, ctx.now, programmeId);
  const starts = new Set(planned.map(({ startsAt }) => startsAt.getTime()));
  const mayPlan = can(ctx.actor, 'session.plan', programme);
  const spans = mayPlan ? await spansAhead(deps, ctx, programmeId) : [];
  const free = spans.filter(({ startsAt }) => !starts.has(startsAt.getTime()));
  await ctx.show(printPickCard(voiceOf(ctx), programme, { planned, free, mayPlan }));
}

/** `cetak Budidaya, besok jam 9-11`: what isn't said is asked. */
async function printLine(deps: PrintBotDeps, ctx: ActorContext, text: string): Promise<void> {
  const { sheets, sessions } = deps;
  const { actor, now, saidAt, locale, t } = ctx;
  const { zone } = actor;
  const again = readCode(text);
  const known = again && (await sheets.byCode(actor, again.code, now));
  if (known && 'found' in known) return print(deps, ctx, { session: known.found.session.id });
  const line = splitVisitLine(text, { now: saidAt, zone, locale, prefer: 'future' });
  if (!line.ok) {
    const scene = { now: saidAt, zone, locale, t, actor, values: {}, data: null };
    return say(ctx, whenFaultText(line, text, scene));
  }
  const programmes = await sessions.programmes(actor, 'session.log');
  const match = matchName(line.agencyText ?? '', programmes);
  if (match.kind === 'many') {
    const choose = (programme: number) => printPickTap.data({ programme });
    const note = t('choice-many', { typed: line.agencyText ?? '' });
    await ctx.show(programmesCard(t, note, match.items.slice(0, PER_CARD), 0, choose));
    return;
  }
  if (match.kind === 'none') return say(ctx, t('choice-none', { typed: line.agencyText ?? text }));
  const programmeId = match.item.id;
  const when = line.when && whenValues(line.when, zone, saidAt, USUAL_MINUTES);
  const usual = await sessions.usualTime(programmeId);
  const times =
    when?.start !== undefined && when.end !== undefined
      ? { start: when.start, end: when.end }
      : usual && timesOf(usual, zone);
  if (when?.date === undefined || !times) return pick(deps, ctx, programmeId);
  return print(deps, ctx, { programmeId, ...instants({ date: when.date, ...times }, zone) });
}

async function takeLine(deps: PrintBotDeps, ctx: ActorContext, text: string) {
  const [, toPrint] = PRINT.exec(text) ?? [];
  if (toPrint === undefined) return false;
  await (toPrint === '' ? showList(deps, ctx, 0) : printLine(deps, ctx, toPrint));
  return true;
}

async function onPrintAt(
  deps: PrintBotDeps,
  ctx: ActorContext,
  { programme, date, ...carried }: Tapped<typeof printAtTap>,
) {
  const times = timesOfTap(carried);
  if (!parseIsoDate(date) || !times) return showList(deps, ctx, 0);
  const span = instants({ date, ...times }, ctx.actor.zone);
  return print(deps, ctx, { programmeId: programme, ...span });
}

/** Printing attendance sheets. `line` takes what was typed after `/sesi`, if it is about that. */
export function createPrintBot(deps: PrintBotDeps): {
  readonly composer: Router;
  readonly line: (ctx: ActorContext, text: string) => Promise<boolean>;
} {
  const composer = new Router();
  onTap(composer, printTap, (ctx, { session }) => print(deps, ctx, { session }));
  onTap(composer, printListTap, (ctx, { page }) => showList(deps, ctx, page));
  onTap(composer, printPickTap, (ctx, { programme }) => pick(deps, ctx, programme));
  onTap(composer, printAtTap, (ctx, values) => onPrintAt(deps, ctx, values));
  return {
    composer,
    line: (ctx, text) => takeLine(deps, ctx, text),
  };
}
