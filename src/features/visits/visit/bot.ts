import { Composer } from 'grammy';
import { canSome } from '../../../access/can.js';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onCommand, onTap } from '../../../bot/guards.js';
import { answerTap } from '../../../bot/show.js';
import type { Dialog } from '../../../dialogs/dialog.js';
import { clockText, type WhenValues } from '../../../dialogs/fields/when.js';
import { isoDate, localDate, localTime } from '../../../lib/zoned.js';
import type { CalendarService } from '../../calendar/index.js';
import { actionsOf } from '../answer/rules.js';
import { asShown, changedCard, visitCard } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import type { Changed } from '../change/rules.js';
import { closedDayCommands } from '../closed-days/bot.js';
import { historyCard } from '../history/messages.js';
import { proposesFor, visitLists } from '../lists/bot.js';
import { minutesTap } from '../minutes/taps.js';
import type { ShownIn } from '../news/service.js';
import { isHumas } from '../people/rules.js';
import { readVisitLine } from '../propose/bot.js';
import { visitNewTap } from '../propose/taps.js';
import { offeredSpan, type VisitAction } from '../state/rules.js';
import { readerOf } from './messages.js';
import type { VisitsService } from './service.js';
import { suggestionTap, type VisitButton, visitTap } from './taps.js';

export type VisitDialogs = Readonly<
  Record<'create' | 'time' | 'edit' | 'decline' | 'cancel' | 'notes' | 'correct' | 'fix' | 'find', Dialog>
>;

/** Buttons that open a form, with the action that must be possible for it. */
const FORMS = {
  suggest: 'suggest',
  move: 'move',
  change: 'move',
  decline: 'decline',
  off: 'cancel',
  note: 'note',
} as const satisfies Partial<Record<VisitButton, VisitAction>>;

function shownIn(ctx: BotContext): ShownIn | undefined {
  const message = ctx.callbackQuery?.message;
  return message && { chatId: message.chat.id, messageId: message.message_id };
}

/** A stretch of time as forms keep it. */
function whenOf(startsAt: Date, endsAt: Date, zone: string): WhenValues {
  return {
    date: isoDate(localDate(startsAt, zone)),
    start: clockText(localTime(startsAt, zone)),
    end: clockText(localTime(endsAt, zone)),
  };
}

export function createVisitsBot(deps: {
  readonly visits: VisitsService;
  readonly calendar: CalendarService;
  readonly dialogs: VisitDialogs;
  readonly runner: DialogRunner;
  readonly wake: () => void;
}): Composer<BotContext> {
  const { visits, calendar, dialogs, runner, wake } = deps;
  const bot = new Composer<BotContext>();

  const lists = visitLists(bot, visits, (ctx) => runner.open(ctx, dialogs.find, {}, 'here'));
  const closedDays = closedDayCommands(bot, calendar);

  async function openNew(ctx: ActorContext, values: object, place?: 'here'): Promise<void> {
    const colleagues = await visits.colleagues(ctx.actor);
    const members = colleagues.filter((person) => isHumas(person) && person.id !== ctx.actor.personId);
    const agencies = await visits.agencies(ctx.actor);
    // Whoever can only mean one agency isn't asked which.
    const [only] = agencies.length === 1 && colleagues.length === 0 ? agencies : [];
    const known = { ...(only && { agencies: [only.id] }), members: members.map(({ id }) => id), ...values };
    await runner.open(ctx, dialogs.create, known, place);
  }

  onCommand(bot, 'visits', async (ctx, argument) => {
    if (argument === '') return lists.show(ctx, 'coming');
    if (await lists.search(ctx, argument)) return;
    if (await closedDays(ctx, argument)) return;
    if (!canSome(ctx.actor, 'visit.propose')) return ctx.show({ text: ctx.t('refused-post') });
    const { actor, t, now, locale } = ctx;
    const agencies = await visits.agencies(actor);
    const byUnit = proposesFor(actor) === 'unit';
    await openNew(ctx, readVisitLine(argument, { agencies, byUnit, t, now, locale, zone: actor.zone }));
  });

  onTap(bot, visitNewTap, async (ctx) => {
    if (!canSome(ctx.actor, 'visit.propose')) return answerTap(ctx, ctx.t('refused-post'), true);
    await openNew(ctx, {}, 'here');
  });

  /** What a tap came to, on the message that was tapped. */
  async function settle(ctx: ActorContext, id: number, changed: Changed): Promise<void> {
    wake();
    const shown = await visits.find(ctx.actor, id, ctx.now);
    if (!shown) return answerTap(ctx, ctx.t('refused-other-agency'), true);
    const reader = readerOf(ctx);
    if (changed.ok) {
      await ctx.show(visitCard(shown, reader), changed.unchanged ? ctx.t('visit-done-already') : undefined);
    } else if (changed.reason === 'stale') {
      await ctx.show(changedCard(shown, reader), ctx.t('visit-changed-meanwhile'));
    } else {
      await ctx.show(visitCard(shown, reader), ctx.t(`visit-refused-${changed.reason}`));
    }
  }

  async function openForm(ctx: ActorContext, { visit }: Shown, button: keyof typeof FORMS): Promise<void> {
    const of = { visit: visit.id, version: visit.version };
    const { startsAt, endsAt, purpose } = visit;
    const { zone } = ctx.actor;
    switch (button) {
      case 'suggest':
        return runner.open(ctx, dialogs.time, { ...of, action: 'suggest' });
      case 'move':
        return runner.open(ctx, dialogs.time, { ...of, action: 'move' });
      case 'change': {
        return runner.open(ctx, dialogs.edit, { ...of, ...whenOf(startsAt, endsAt, zone), purpose });
      }
      case 'decline':
        return runner.open(ctx, dialogs.decline, of);
      case 'off':
        return runner.open(ctx, dialogs.cancel, of);
      case 'note':
        return runner.open(ctx, dialogs.notes, of);
    }
  }

  /** The time that was to be accepted can't be had: the form shows why, and which others can. */
  async function openAccept(ctx: ActorContext, id: number, agency?: number): Promise<void> {
    const shown = await visits.find(ctx.actor, id, ctx.now);
    if (!shown) return answerTap(ctx, ctx.t('refused-other-agency'), true);
    const { startsAt, endsAt } = offeredSpan(shown.visit, agency);
    const of = { visit: id, version: shown.visit.version, action: 'accept', of: agency };
    return runner.open(ctx, dialogs.time, { ...of, ...whenOf(startsAt, endsAt, ctx.actor.zone) });
  }

  onTap(bot, visitTap, async (ctx, { button, id, version }) => {
    const { actor, now, ref } = ctx;
    switch (button) {
      case 'accept':
      case 'goOn':
      case 'ready':
      case 'hold': {
        const update = { ref, now, shownIn: shownIn(ctx) };
        const changed = await visits.changeOnce(actor, { id, version }, { action: button }, update);
        if (!changed.ok && changed.reason === 'clash') return openAccept(ctx, id);
        return settle(ctx, id, changed);
      }
      case 'send':
        return settle(ctx, id, await visits.askAgainOnce(actor, { id, version }, ref, now));
      case 'fix': {
        const shown = await visits.find(actor, id, now);
        if (!shown) return answerTap(ctx, ctx.t('refused-other-agency'), true);
        if (shown.side !== 'unit') return answerTap(ctx, ctx.t('refused-post'), true);
        if (shown.visit.version !== version) return settle(ctx, id, { ok: false, reason: 'stale' });
        if (!shown.correctable) return settle(ctx, id, { ok: false, reason: 'late' });
        return runner.open(ctx, dialogs.fix, { visit: id, version });
      }
      case 'history': {
        const found = await visits.history(actor, id);
        if (!found) return answerTap(ctx, ctx.t('refused-other-agency'), true);
        return ctx.show(historyCard(found.visit, found.events, readerOf(ctx)));
      }
      case 'open':
      case 'suggest':
      case 'decline':
      case 'change':
      case 'move':
      case 'off':
      case 'note': {
        const shown = await visits.find(actor, id, now);
        if (!shown) return answerTap(ctx, ctx.t('refused-other-agency'), true);
        if (button === 'open') return ctx.show(visitCard(shown, readerOf(ctx)));
        if (!shown.side) return answerTap(ctx, ctx.t('refused-post'), true);
        const as = asShown(shown);
        const holds =
          as && shown.visit.version === version && actionsOf(shown.visit, as, now).has(FORMS[button]);
        if (holds) return openForm(ctx, shown, button);
        return settle(ctx, id, { ok: false, reason: 'stale' });
      }
    }
  });

  onTap(bot, suggestionTap, async (ctx, { id, version, agency, at }) => {
    const { actor, now, ref } = ctx;
    const offered = new Date(at * 60_000);
    const update = { ref, now, shownIn: shownIn(ctx) };
    const change = { action: 'accept', of: agency, offered } as const;
    const changed = await visits.changeOnce(actor, { id, version }, change, update);
    if (!changed.ok && changed.reason === 'clash') return openAccept(ctx, id, agency);
    return settle(ctx, id, changed);
  });

  onTap(bot, minutesTap, async (ctx, { button, id, version }) => {
    const { actor, now, ref } = ctx;
    if (button === 'agree') return settle(ctx, id, await visits.agreeOnce(actor, { id, version }, ref, now));
    const shown = await visits.find(actor, id, now);
    if (!shown) return answerTap(ctx, ctx.t('refused-other-agency'), true);
    if (shown.side !== 'agency') return answerTap(ctx, ctx.t('refused-post'), true);
    const { minutes } = shown.visit;
    if (minutes?.version === version && shown.party?.minutesAgreed !== version) {
      return runner.open(ctx, dialogs.correct, { visit: id, version });
    }
    return settle(ctx, id, { ok: false, reason: 'stale' });
  });

  return bot;
}
