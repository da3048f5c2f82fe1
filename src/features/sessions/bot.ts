import { Composer } from 'grammy';
import { canSome } from '../../access/can.js';
import type { ActorContext, BotContext } from '../../bot/context.js';
import type { Dialog } from '../../bot/forms/dialog.js';
import type { DialogRunner } from '../../bot/forms/runner.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { answerTap } from '../../bot/show.js';
import type { Button } from '../../dialogs/card.js';
import { parseIsoDate } from '../../lib/zoned.js';
import { voiceOf } from '../../words/voice.js';
import { historyCard, sessionCard } from './card/messages.js';
import { createSheetBot } from './code/bot.js';
import { correctionOf } from './correct/dialog.js';
import { createReplyHandler } from './evidence/bot.js';
import type { SessionEvidence } from './evidence/service.js';
import { readSessionLine } from './line/bot.js';
import { pastCard, programmesCard, todayCard } from './lists/messages.js';
import { createLogBot } from './log/bot.js';
import type { SessionLog } from './log/service.js';
import { createMonthsBot } from './months/bot.js';
import { closedText } from './months/messages.js';
import type { MonthsService } from './months/service.js';
import { createPrintBot } from './paper/bot.js';
import type { SheetsService } from './paper/service.js';
import { createPlanBot } from './plan/bot.js';
import type { PlanService } from './plan/service.js';
import type { SessionsService } from './session/service.js';
import {
  correctTap,
  filterTap,
  historyTap,
  logTap,
  newTap,
  pastTap,
  timesOfTap,
  timesOnTap,
  todayTap,
  viewTap,
} from './taps.js';
import { createTimetableBot } from './timetable/bot.js';
import type { TimetableService } from './timetable/service.js';

export type SessionsBotDeps = {
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
    readonly month: Dialog;
  };
  readonly sheets: SheetsService;
  readonly months: MonthsService;
  readonly evidence: SessionEvidence;
  readonly runner: DialogRunner;
  readonly wake: () => void;
};

export function createSessionsBot(deps: SessionsBotDeps): Composer<BotContext> {
  const { sessions, log, dialogs, runner } = deps;
  const bot = new Composer<BotContext>();

  async function showToday(
    ctx: ActorContext,
    note?: string,
    toast?: string,
    extra: readonly Button[] = [],
  ): Promise<void> {
    const today = await sessions.today(ctx.actor, ctx.now);
    await ctx.show(todayCard(voiceOf(ctx), today, { note, extra }), toast);
  }

  async function showPast(ctx: ActorContext, programmeId: number, page: number): Promise<void> {
    const programmes = programmeId === 0 ? [] : await sessions.programmes(ctx.actor, 'session.view');
    const programme = programmes.find(({ id }) => id === programmeId);
    const past = await sessions.past(ctx.actor, ctx.now, programmeId === 0 ? undefined : programmeId, page);
    const months = canSome(ctx.actor, 'session.closeMonth');
    await ctx.show(pastCard(voiceOf(ctx), past, { programme, page, months }));
  }

  /** `toast` is said as a tap's answer, and above the card where nothing was tapped. */
  async function showSession(ctx: ActorContext, id: number, toast?: string): Promise<void> {
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

  const logBot = createLogBot({ ...deps, dialog: dialogs.log, showToday, show: showSession });

  onCommand(bot, 'sessions', async (ctx, argument) => {
    if (argument === '') return showToday(ctx);
    if (/^(?:lalu|riwayat|past|history)$/iu.test(argument)) return showPast(ctx, 0, 0);
    const [, planLine] = /^(?:jadwal|timetable|schedule)\b[\s:,]*(.*)$/isu.exec(argument) ?? [];
    if (planLine !== undefined) return timetable.line(ctx, planLine);
    if (await print.line(ctx, argument)) return;
    if (await months.line(ctx, argument)) return;
    const named = async () => (await readSessionLine(ctx, sessions, argument)).kind !== 'fault';
    if (await sheet.code(ctx, argument, named)) return;
    const line = await readSessionLine(ctx, sessions, argument);
    switch (line.kind) {
      case 'log':
        if (line.note !== undefined) await ctx.send({ text: line.note });
        return logBot.start(ctx, line.known);
      case 'open':
        return runner.open(ctx, dialogs.log, line.values);
      case 'past':
        return showPast(ctx, line.programme, 0);
      case 'many': {
        const { date, times } = line.known;
        const pick = (programme: number) =>
          logTap.data({ programme, planned: 0, date, ...timesOnTap(times) });
        return ctx.show(programmesCard(ctx.t, line.note, line.programmes.slice(0, 8), 0, pick));
      }
      case 'fault':
        return showToday(ctx, line.note);
    }
  });

  bot.hears(/^\/(?:sesi|sessions)_(\d{1,9})(?:@\w+)?$/u, async (ctx, next) => {
    const { actor } = ctx;
    if (!actor || ctx.chat.type !== 'private') return next();
    await showSession(Object.assign(ctx, { actor }), Number(ctx.match[1]));
  });

  onTap(bot, todayTap, (ctx) => showToday(ctx));
  onTap(bot, newTap, (ctx) => runner.open(ctx, dialogs.log, {}));
  onTap(bot, logTap, async (ctx, { programme, planned, date, ...times }) => {
    if (date === '' && planned === 0) return logBot.startUndated(ctx, programme);
    if (!parseIsoDate(date)) return showToday(ctx, undefined, ctx.t('button-stale'));
    return logBot.start(ctx, {
      programme,
      planned: planned === 0 ? undefined : planned,
      date,
      times: timesOfTap(times),
      topic: undefined,
    });
  });
  onTap(bot, viewTap, (ctx, { session }) => showSession(ctx, session));
  onTap(bot, pastTap, (ctx, { programme, page }) => showPast(ctx, programme, page));
  onTap(bot, filterTap, async (ctx, { page }) => {
    const programmes = await sessions.programmes(ctx.actor, 'session.view');
    const pick = (programme: number) => pastTap.data({ programme, page: 0 });
    await ctx.show(programmesCard(ctx.t, ctx.t('session-filter-which'), programmes, page, pick));
  });

  onTap(bot, correctTap, async (ctx, { session, version }) => {
    const view = await sessions.view(ctx.actor, session, ctx.now);
    if (!view) return answerTap(ctx, ctx.t('session-gone'), true);
    if (view.version !== version) return showSession(ctx, session, ctx.t('session-refused-changed'));
    if (!view.right) {
      const why = view.closed ? closedText(voiceOf(ctx), view.closed) : ctx.t('session-refused-late');
      return showSession(ctx, session, why);
    }
    await runner.open(ctx, dialogs.correct, correctionOf(view));
  });

  onTap(bot, historyTap, async (ctx, { session, page }) => {
    const history = await sessions.history(ctx.actor, session, page);
    if (!history) return answerTap(ctx, ctx.t('session-gone'), true);
    await ctx.show(historyCard(voiceOf(ctx), history, page));
  });

  const timetable = createTimetableBot({ ...deps, dialog: dialogs.timetable });
  bot.use(timetable.composer);
  bot.use(createPlanBot({ ...deps, show: showSession }));
  const print = createPrintBot({ ...deps, show: showSession });
  const sheet = createSheetBot({ ...deps, open: logBot.startKnown, show: showSession });
  const months = createMonthsBot({ ...deps, dialog: dialogs.month });
  bot.use(print.composer, months.composer);
  bot.use(createReplyHandler({ ...deps, open: logBot.startKnown }));
  bot.use(sheet.composer);
  return bot;
}
