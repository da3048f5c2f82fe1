import { Composer } from 'grammy';
import type { ActorContext, BotContext } from '../../bot/context.js';
import type { DialogRunner } from '../../bot/dialog-runner.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { answerTap } from '../../bot/show.js';
import type { Button } from '../../dialogs/card.js';
import type { Dialog } from '../../dialogs/dialog.js';
import { instants } from '../../dialogs/fields/when.js';
import { isoDate, localDate, parseIsoDate } from '../../lib/zoned.js';
import { can, canSome } from '../people/rules.js';
import { createMonthsBot } from './bot-closing.js';
import { type Known, readSessionLine } from './bot-line.js';
import { createPlanBot, planButton } from './bot-plan.js';
import { createPrintBot } from './bot-print.js';
import { createReplyHandler } from './bot-reply.js';
import { createSheetBot } from './bot-sheet.js';
import { createTimetableBot } from './bot-timetable.js';
import { correctionOf } from './dialog-correct.js';
import { chosen, type LogForm, timesOf } from './dialog-fields.js';
import type { Reading } from './messages.js';
import { historyCard, sessionCard } from './messages-card.js';
import { closedText } from './messages-closing.js';
import { pastCard, programmesCard, todayCard } from './messages-list.js';
import type { Prefill, SessionsService } from './service.js';
import type { SessionEvidence } from './service-attach.js';
import type { MonthsService } from './service-closing.js';
import type { SessionLog } from './service-log.js';
import type { PlanService } from './service-plan.js';
import type { SheetsService } from './service-sheet.js';
import type { TimetableService } from './service-timetable.js';
import { correctTap, filterTap, historyTap, logTap, newTap, pastTap, todayTap, viewTap } from './taps.js';

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

function readingOf({ t, locale, actor }: ActorContext): Reading {
  return { t, locale, zone: actor.zone };
}

/** `0900` → `09:00`; callback data has no room for separators. */
function colon(time: string): string | undefined {
  return /^\d{4}$/u.test(time) ? `${time.slice(0, 2)}:${time.slice(2)}` : undefined;
}

const bare = (time = '') => time.replace(':', '');

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
    await ctx.show(todayCard(readingOf(ctx), today, { note, extra }), toast);
  }

  async function showPast(ctx: ActorContext, programmeId: number, page: number): Promise<void> {
    const programmes = programmeId === 0 ? [] : await sessions.programmes(ctx.actor, 'session.view');
    const programme = programmes.find(({ id }) => id === programmeId);
    const past = await sessions.past(ctx.actor, ctx.now, programmeId === 0 ? undefined : programmeId, page);
    const months = canSome(ctx.actor, 'session.closeMonth');
    await ctx.show(pastCard(readingOf(ctx), past, { programme, page, months }));
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
    const messageId = await ctx.show(sessionCard(readingOf(ctx), view, note), toast);
    const chatId = ctx.chat?.id;
    if (chatId === undefined || (await sessions.ofCard(chatId, messageId)) === id) return;
    await log.rememberCard({ sessionId: id, chatId, messageId, personId: ctx.actor.personId }, ctx.now);
  }

  /** The programme's usual time on that date, where it has come already and isn't recorded. */
  async function usualTimes(ctx: ActorContext, date: string, programme: number, { usual }: Prefill) {
    if (!usual) return undefined;
    const times = timesOf(usual, ctx.actor.zone);
    const { startsAt } = instants({ date, ...times }, ctx.actor.zone);
    if (startsAt > ctx.now) return undefined;
    return (await sessions.at(programme, startsAt))?.state === 'held' ? undefined : times;
  }

  /** Opens the form with what is known; a session that is recorded already is shown instead. */
  async function startLog(ctx: ActorContext, known: Known): Promise<void> {
    const { actor, now, t } = ctx;
    const prefill = await sessions.prefill(actor, known.programme, known.planned);
    if (!prefill) {
      if (ctx.callbackQuery) return answerTap(ctx, t('session-refused-forbidden'), true);
      await ctx.show({ text: t('session-refused-forbidden') });
      return;
    }
    if (known.planned !== undefined && !prefill.planned) {
      const there = await sessions.view(actor, known.planned, now);
      if (!there) return showToday(ctx, undefined, t('button-stale'));
      const said = there.held ? 'session-there-already' : 'session-plan-refused-changed';
      return showSession(ctx, there.id, t(said));
    }
    if (prefill.planned && prefill.planned.startsAt > now) {
      return showSession(ctx, prefill.planned.id, t('session-future'));
    }
    const { date, times } = known;
    if (times) {
      const span = instants({ date, ...times }, actor.zone);
      if (span.startsAt > now) {
        const mayPlan = can(actor, 'session.plan', prefill.programme);
        const extra = mayPlan ? [planButton(readingOf(ctx), known.programme, span)] : [];
        return showToday(ctx, t('session-future'), undefined, extra);
      }
      const there = await sessions.at(known.programme, span.startsAt);
      if (there?.state === 'held') return showSession(ctx, there.id, t('session-there-already'));
    }
    const begins = prefill.planned?.startsAt ?? (times && instants({ date, ...times }, actor.zone).startsAt);
    const closed = begins && (await sessions.closedOn(actor, begins));
    if (closed) return showToday(ctx, closedText(readingOf(ctx), closed));
    const { programme, names, planned, number } = prefill;
    const values: Partial<LogForm> = {
      ...chosen(programme, names, number),
      ...(planned && {
        ...{ planned: planned.id, paper: planned.paper },
        trainer: planned.trainer ?? programme.trainer ?? '',
      }),
      date: planned ? isoDate(localDate(planned.startsAt, actor.zone)) : date,
      ...(times ?? (await usualTimes(ctx, date, programme.id, prefill))),
      ...(known.topic !== undefined && { topic: known.topic }),
    };
    await runner.open(ctx, dialogs.log, values);
  }

  /** A session of this programme; when it was is asked first. */
  async function startUndated(ctx: ActorContext, programmeId: number): Promise<void> {
    const prefill = await sessions.prefill(ctx.actor, programmeId, undefined);
    if (!prefill) return answerTap(ctx, ctx.t('session-refused-forbidden'), true);
    const { programme, names, number } = prefill;
    await runner.open(ctx, dialogs.log, chosen(programme, names, number));
  }

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
        return startLog(ctx, line.known);
      case 'open':
        return runner.open(ctx, dialogs.log, line.values);
      case 'past':
        return showPast(ctx, line.programme, 0);
      case 'many': {
        const { date, times } = line.known;
        const [start, end] = [bare(times?.start), bare(times?.end)];
        const pick = (programme: number) => logTap.data({ programme, planned: 0, date, start, end });
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
  onTap(bot, logTap, async (ctx, { programme, planned, date, start, end }) => {
    if (date === '' && planned === 0) return startUndated(ctx, programme);
    if (!parseIsoDate(date)) return showToday(ctx, undefined, ctx.t('button-stale'));
    const [from, until] = [colon(start), colon(end)];
    return startLog(ctx, {
      programme,
      planned: planned === 0 ? undefined : planned,
      date,
      times: from !== undefined && until !== undefined ? { start: from, end: until } : undefined,
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
      const why = view.closed ? closedText(readingOf(ctx), view.closed) : ctx.t('session-refused-late');
      return showSession(ctx, session, why);
    }
    await runner.open(ctx, dialogs.correct, correctionOf(view));
  });

  onTap(bot, historyTap, async (ctx, { session, page }) => {
    const history = await sessions.history(ctx.actor, session, page);
    if (!history) return answerTap(ctx, ctx.t('session-gone'), true);
    await ctx.show(historyCard(readingOf(ctx), history, page));
  });

  const timetable = createTimetableBot({ ...deps, dialog: dialogs.timetable });
  bot.use(timetable.composer);
  bot.use(createPlanBot({ ...deps, show: showSession }));
  const print = createPrintBot({ ...deps, show: showSession });
  const sheet = createSheetBot({ ...deps, dialog: dialogs.log, show: showSession });
  const months = createMonthsBot({ ...deps, dialog: dialogs.month });
  bot.use(print.composer, months.composer);
  bot.use(createReplyHandler({ ...deps, openForm: sheet.openForm }));
  bot.use(sheet.composer);
  return bot;
}
