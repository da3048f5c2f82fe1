import { canSome } from '../../access/can.js';
import type { ActorContext } from '../../bot/context.js';
import type { Dialog } from '../../bot/forms/dialog.js';
import type { DialogRunner } from '../../bot/forms/runner.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import type { Db } from '../../db/database.js';
import type { Tapped } from '../../dialogs/callback.js';
import type { Button } from '../../dialogs/card.js';
import { parseIsoDate } from '../../lib/zoned.js';
import { voiceOf } from '../../words/voice.js';
import type { ShowKept } from '../evidence/index.js';
import { closedText } from '../months/index.js';
import { historyCard, sessionCard } from './card/messages.js';
import { createSheetBot } from './code/bot.js';
import { type CorrectData, correctionOf } from './correct/dialog.js';
import { createReplyHandler } from './evidence/bot.js';
import type { SessionEvidence } from './evidence/service.js';
import { readSessionLine } from './line/bot.js';
import { pastCard, programmesCard, todayCard } from './lists/messages.js';
import { createLogBot, type LogBot } from './log/bot.js';
import type { SessionLog } from './log/service.js';
import { createMonthsBot } from './months/bot.js';
import type { MonthsService } from './months/service.js';
import { createPrintBot } from './paper/bot.js';
import type { SheetsService } from './paper/service.js';
import { createPersonBot } from './person/bot.js';
import { createPlanBot } from './plan/bot.js';
import type { PlanService } from './plan/service.js';
import { createRecapBot, type RecapBotDeps } from './recap/bot.js';
import type { SessionsService } from './session/service.js';
import {
  correctTap,
  filterTap,
  historyTap,
  logTap,
  newTap,
  pastTap,
  timesOfTap,
  todayTap,
  viewTap,
} from './taps.js';
import { createTimetableBot } from './timetable/bot.js';
import type { TimetableService } from './timetable/service.js';

export type SessionsBotDeps = {
  readonly db: Db;
  readonly download: RecapBotDeps['download'];
  readonly sessions: SessionsService;
  readonly log: SessionLog;
  readonly timetable: TimetableService;
  readonly plan: PlanService;
  readonly dialogs: {
    readonly log: Dialog;
    readonly correct: Dialog;
    readonly timetable: Dialog;
    readonly cancel: Dialog;
    readonly cover: Dialog;
    readonly when: Dialog;
    readonly closeMonth: Dialog;
    readonly openMonth: Dialog;
    readonly recap: Dialog;
  };
  readonly sheets: SheetsService;
  readonly months: MonthsService;
  readonly evidence: SessionEvidence;
  readonly showKept: ShowKept;
  readonly runner: DialogRunner;
  readonly wake: () => void;
};

/** What the lists and cards of sessions are shown by, with the other bots of sessions that `/sesi` asks. */
type Desk = SessionsBotDeps & {
  readonly logBot: LogBot;
  readonly planLine: (ctx: ActorContext, text: string) => Promise<unknown>;
  /** Each says whether what was typed after `/sesi` was for it. */
  readonly takers: readonly ((ctx: ActorContext, text: string) => Promise<boolean>)[];
};

type ShowDeps = Pick<SessionsBotDeps, 'sessions' | 'log'>;

async function showToday(
  { sessions }: ShowDeps,
  ctx: ActorContext,
  note?: string,
  toast?: string,
  extra: readonly Button[] = [],
): Promise<void> {
  const today = await sessions.today(ctx.actor, ctx.now);
  await ctx.show(todayCard(voiceOf(ctx), today, { note, extra }), toast);
}

async function showPast(
  { sessions }: ShowDeps,
  ctx: ActorContext,
  programmeId: number,
  page: number,
): Promise<void> {
  const programmes = programmeId === 0 ? [] : await sessions.programmes(ctx.actor, 'session.view');
  const programme = programmes.find(({ id }) => id === programmeId);
  const past = await sessions.past(ctx.actor, ctx.now, programmeId === 0 ? undefined : programmeId, page);
  const months = canSome(ctx.actor, 'month.close');
  await ctx.show(pastCard(voiceOf(ctx), past, { programme, page, months }));
}

/** `toast` is said as a tap's answer, and above the card where nothing was tapped. */
async function showSession(
  { sessions, log }: ShowDeps,
  ctx: ActorContext,
  id: number,
  toast?: string,
): Promise<void> {
  const view = await sessions.view(ctx.actor, id, ctx.now);
  if (!view) {
    if (ctx.callbackQuery) return answerTap(ctx, ctx.t('session-gone'), true);
    await ctx.show({ text: ctx.t('session-gone') });
    return;
  }
  const note = ctx.callbackQuery ? undefined : toast;
  const messageId = await ctx.show(sessionCard(voiceOf(ctx), view, note), toast);
  const chatId = ctx.chat?.id;
  if (chatId === undefined || (await sessions.ofCard(chatId, messageId)) === id) return;
  await log.rememberCard({ sessionId: id, chatId, messageId, personId: ctx.actor.personId }, ctx.now);
}

/** What was typed after `/sesi` and nobody else took: a session to record, or a programme whose sessions to see. */
async function openLine(desk: Desk, ctx: ActorContext, argument: string): Promise<unknown> {
  const line = await readSessionLine(ctx, desk.sessions, argument);
  switch (line.kind) {
    case 'log':
      if (line.note !== undefined) await ctx.send({ text: line.note });
      return desk.logBot.start(ctx, line.known);
    case 'open':
      return desk.runner.open(ctx, desk.dialogs.log, line.values);
    case 'past':
      return showPast(desk, ctx, line.programme, 0);
    case 'many': {
      const { note, programmes, values } = line;
      if (values) {
        await ctx.send({ text: note });
        return desk.runner.open(ctx, desk.dialogs.log, values);
      }
      const pick = (programme: number) => pastTap.data({ programme, page: 0 });
      return ctx.show(programmesCard(ctx.t, note, programmes.slice(0, 8), 0, pick));
    }
    case 'fault':
      return showToday(desk, ctx, line.note);
  }
}

async function onSessions(desk: Desk, ctx: ActorContext, argument: string): Promise<unknown> {
  if (argument === '') return showToday(desk, ctx);
  if (/^(?:lalu|riwayat|past|history)$/iu.test(argument)) return showPast(desk, ctx, 0, 0);
  const [, planLine] = /^(?:jadwal|timetable|schedule)\b[\s:,]*(.*)$/isu.exec(argument) ?? [];
  if (planLine !== undefined) return desk.planLine(ctx, planLine);
  for (const takes of desk.takers) if (await takes(ctx, argument)) return undefined;
  return openLine(desk, ctx, argument);
}

async function onLog(desk: Desk, ctx: ActorContext, values: Tapped<typeof logTap>): Promise<unknown> {
  const { programme, planned, date, ...times } = values;
  if (date === '' && planned === 0) return desk.logBot.startUndated(ctx, programme);
  if (!parseIsoDate(date)) return showToday(desk, ctx, undefined, ctx.t('button-stale'));
  return desk.logBot.start(ctx, {
    programme,
    planned: planned === 0 ? undefined : planned,
    date,
    times: timesOfTap(times),
    said: undefined,
    left: undefined,
  });
}

async function onFilter({ sessions }: ShowDeps, ctx: ActorContext, page: number): Promise<void> {
  const programmes = await sessions.programmes(ctx.actor, 'session.view');
  const pick = (programme: number) => pastTap.data({ programme, page: 0 });
  await ctx.show(programmesCard(ctx.t, ctx.t('session-filter-which'), programmes, page, pick));
}

async function onCorrect(
  deps: SessionsBotDeps,
  ctx: ActorContext,
  { session, version }: Tapped<typeof correctTap>,
): Promise<void> {
  const view = await deps.sessions.view(ctx.actor, session, ctx.now);
  if (!view) return answerTap(ctx, ctx.t('session-gone'), true);
  if (view.version !== version) return showSession(deps, ctx, session, ctx.t('session-refused-changed'));
  if (!view.right) {
    const why = view.closed ? closedText(voiceOf(ctx), view.closed) : ctx.t('session-refused-late');
    return showSession(deps, ctx, session, why);
  }
  const known: CorrectData = { sheet: undefined, view };
  await deps.runner.open(ctx, deps.dialogs.correct, correctionOf(view), { known });
}

async function onHistory(
  { sessions }: ShowDeps,
  ctx: ActorContext,
  { session, page }: Tapped<typeof historyTap>,
): Promise<void> {
  const history = await sessions.history(ctx.actor, session, page);
  if (!history) return answerTap(ctx, ctx.t('session-gone'), true);
  await ctx.show(historyCard(voiceOf(ctx), history, page));
}

function registerSessions(bot: Router, desk: Desk): void {
  onCommand(bot, 'sessions', (ctx, argument) => onSessions(desk, ctx, argument));
  bot.hears(/^\/(?:sesi|sessions)_(\d{1,9})(?:@\w+)?$/u, async (ctx, next) => {
    const { actor } = ctx;
    if (!actor || ctx.chat.type !== 'private') return next();
    await showSession(desk, Object.assign(ctx, { actor }), Number(ctx.match[1]));
  });
  onTap(bot, todayTap, (ctx) => showToday(desk, ctx));
  onTap(bot, newTap, (ctx) => desk.runner.open(ctx, desk.dialogs.log, {}));
  onTap(bot, logTap, (ctx, values) => onLog(desk, ctx, values));
  onTap(bot, viewTap, (ctx, { session }) => showSession(desk, ctx, session));
  onTap(bot, pastTap, (ctx, { programme, page }) => showPast(desk, ctx, programme, page));
  onTap(bot, filterTap, (ctx, { page }) => onFilter(desk, ctx, page));
  onTap(bot, correctTap, (ctx, values) => onCorrect(desk, ctx, values));
  onTap(bot, historyTap, (ctx, values) => onHistory(desk, ctx, values));
}

export function createSessionsBot(deps: SessionsBotDeps): Router {
  const { sessions, dialogs } = deps;
  const bot = new Router();
  const show = (ctx: ActorContext, id: number, toast?: string) => showSession(deps, ctx, id, toast);
  const logBot = createLogBot({
    ...deps,
    show,
    dialog: dialogs.log,
    showToday: (ctx, note, toast, extra) => showToday(deps, ctx, note, toast, extra),
  });
  const timetable = createTimetableBot({ ...deps, dialog: dialogs.timetable });
  const print = createPrintBot({ ...deps, show });
  const months = createMonthsBot({
    ...deps,
    dialogs: { close: dialogs.closeMonth, open: dialogs.openMonth },
  });
  const sheet = createSheetBot({ ...deps, show, open: logBot.startKnown });
  const named = async (ctx: ActorContext, text: string) =>
    (await readSessionLine(ctx, sessions, text)).kind !== 'fault';
  registerSessions(bot, {
    ...deps,
    logBot,
    planLine: timetable.line,
    takers: [print.line, months.line, (ctx, text) => sheet.code(ctx, text, () => named(ctx, text))],
  });
  bot.use(timetable.composer);
  bot.use(createPlanBot({ ...deps, show }));
  bot.use(print.composer, months.composer);
  bot.use(createReplyHandler({ ...deps, open: logBot.startKnown }));
  bot.use(sheet.composer);
  bot.use(createPersonBot(deps));
  bot.use(createRecapBot({ ...deps, dialog: dialogs.recap }));
  return bot;
}
