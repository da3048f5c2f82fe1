import { Composer } from 'grammy';
import type { ActorContext, BotContext } from '../../bot/context.js';
import type { DialogRunner } from '../../bot/dialog-runner.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { answerTap } from '../../bot/show.js';
import type { Dialog } from '../../dialogs/dialog.js';
import { instants } from '../../dialogs/fields/when.js';
import { parseIsoDate } from '../../lib/zoned.js';
import { type Known, readSessionLine } from './bot-line.js';
import { createReplyHandler } from './bot-reply.js';
import { correctionOf } from './dialog-correct.js';
import { chosen, type LogForm, timesOf } from './dialog-fields.js';
import type { Reading } from './messages.js';
import { historyCard, sessionCard } from './messages-card.js';
import { pastCard, programmesCard, todayCard } from './messages-list.js';
import type { Prefill, SessionsService } from './service.js';
import type { SessionCorrections } from './service-correct.js';
import type { SessionLog } from './service-log.js';
import {
  correctTap,
  filterTap,
  historyTap,
  logTap,
  newTap,
  pastTap,
  photosTap,
  todayTap,
  viewTap,
} from './taps.js';

/** Pictures that go into one album at most. */
const ALBUM = 10;

export type SessionsBotDeps = {
  readonly sessions: SessionsService;
  readonly log: SessionLog;
  readonly corrections: SessionCorrections;
  readonly dialogs: { readonly log: Dialog; readonly correct: Dialog };
  readonly runner: DialogRunner;
};

function readingOf({ t, locale, actor }: ActorContext): Reading {
  return { t, locale, zone: actor.zone };
}

/** `0900` → `09:00`; callback data has no room for separators. */
function colon(time: string): string | undefined {
  return /^\d{4}$/u.test(time) ? `${time.slice(0, 2)}:${time.slice(2)}` : undefined;
}

function bare(time = ''): string {
  return time.replace(':', '');
}

export function createSessionsBot(deps: SessionsBotDeps): Composer<BotContext> {
  const { sessions, log, corrections, dialogs, runner } = deps;
  const bot = new Composer<BotContext>();

  async function showToday(ctx: ActorContext, note?: string, toast?: string): Promise<void> {
    await ctx.show(todayCard(readingOf(ctx), await sessions.today(ctx.actor, ctx.now), note), toast);
  }

  async function showPast(ctx: ActorContext, programmeId: number, page: number): Promise<void> {
    const programmes = programmeId === 0 ? [] : await sessions.programmes(ctx.actor, 'session.view');
    const programme = programmes.find(({ id }) => id === programmeId);
    const past = await sessions.past(ctx.actor, programmeId === 0 ? undefined : programmeId, page);
    await ctx.show(pastCard(readingOf(ctx), past, { programme, page }));
  }

  async function showSession(ctx: ActorContext, id: number, toast?: string): Promise<void> {
    const view = await sessions.view(ctx.actor, id, ctx.now);
    if (!view) {
      if (ctx.callbackQuery) return answerTap(ctx, ctx.t('session-gone'), true);
      await ctx.show({ text: ctx.t('session-gone') });
      return;
    }
    const messageId = await ctx.show(sessionCard(readingOf(ctx), view), toast);
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
    if (known.planned !== undefined && !prefill.planned) return showToday(ctx, undefined, t('button-stale'));
    const { date, times } = known;
    if (times) {
      const { startsAt } = instants({ date, ...times }, actor.zone);
      if (startsAt > now) return showToday(ctx, t('session-future'));
      const there = await sessions.at(known.programme, startsAt);
      if (there?.state === 'held') return showSession(ctx, there.id, t('session-there-already'));
    }
    const { programme, names, planned, number } = prefill;
    const values: Partial<LogForm> = {
      ...chosen(programme, names, number),
      ...(planned && { planned: planned.id, trainer: planned.trainer ?? programme.trainer ?? '' }),
      date,
      ...(times ?? (await usualTimes(ctx, date, programme.id, prefill))),
      ...(known.topic !== undefined && { topic: known.topic }),
    };
    await runner.open(ctx, dialogs.log, values);
  }

  onCommand(bot, 'sessions', async (ctx, argument) => {
    if (argument === '') return showToday(ctx);
    if (/^(?:lalu|riwayat|past|history)$/iu.test(argument)) return showPast(ctx, 0, 0);
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
    if (!view.right) return showSession(ctx, session, ctx.t('session-refused-late'));
    await runner.open(ctx, dialogs.correct, correctionOf(view));
  });

  onTap(bot, historyTap, async (ctx, { session, page }) => {
    const history = await sessions.history(ctx.actor, session, page);
    if (!history) return answerTap(ctx, ctx.t('session-gone'), true);
    await ctx.show(historyCard(readingOf(ctx), history, page));
  });

  onTap(bot, photosTap, async (ctx, { session }) => {
    const photos = await sessions.photos(ctx.actor, session);
    await answerTap(ctx, photos ? undefined : ctx.t('session-gone'));
    const all = photos ?? [];
    for (let at = 0; at < all.length; at += ALBUM) {
      const [first, ...rest] = all.slice(at, at + ALBUM);
      if (first === undefined) continue;
      // An album takes two pictures or more.
      if (rest.length === 0) await ctx.replyWithPhoto(first);
      else await ctx.replyWithMediaGroup([first, ...rest].map((media) => ({ type: 'photo', media })));
    }
  });

  bot.use(createReplyHandler({ sessions, corrections }));
  return bot;
}
