import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import type { Router } from '../../../bot/routing/router.js';
import { answerTap, editCard } from '../../../bot/show.js';
import { clockText, type WhenValues } from '../../../dialogs/fields/when.js';
import { isoDate, localDate, localTime } from '../../../lib/zoned.js';
import type { ShowKept } from '../../evidence/index.js';
import { actionsOf } from '../answer/rules.js';
import { asShown, changedCard, takesFiles, visitCard } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import type { Changed, VisitRef } from '../change/rules.js';
import { editValues } from '../edit/dialog.js';
import { historyCard } from '../history/messages.js';
import type { ShownIn } from '../news/service.js';
import { noCalendar } from '../slots/service.js';
import { offeredSpan, questionOf, type VisitAction } from '../state/rules.js';
import { readerOf } from './messages.js';
import type { VisitsService } from './service.js';
import { suggestionTap, type VisitButton, visitTap } from './taps.js';

export type VisitDialogs = Readonly<
  Record<
    | 'create'
    | 'time'
    | 'edit'
    | 'decline'
    | 'cancel'
    | 'relayed'
    | 'notes'
    | 'correct'
    | 'fix'
    | 'find'
    | 'attach'
    | 'past',
    Dialog
  >
>;

export type VisitsBotDeps = {
  readonly visits: VisitsService;
  readonly dialogs: VisitDialogs;
  readonly runner: DialogRunner;
  readonly wake: () => void;
  readonly showKept: ShowKept;
};

/** Buttons that open a form, with the action that must be possible for it. */
const FORMS = {
  suggest: 'suggest',
  move: 'move',
  change: 'edit',
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

/** A button of a visit that isn't theirs: it never was, or their agency has been taken out of it. */
async function notTheirs(visits: VisitsService, ctx: ActorContext, id: number): Promise<void> {
  if (!(await visits.isOutOf(ctx.actor, id))) return answerTap(ctx, ctx.t('refused-other-agency'), true);
  const text = ctx.t('visit-taken-out', { unit: ctx.actor.unitName });
  await ctx.show({ text }, ctx.t('visit-changed-meanwhile'));
}

/** What a tap came to, on the message that was tapped. */
export async function settle(
  { visits, wake }: Pick<VisitsBotDeps, 'visits' | 'wake'>,
  ctx: ActorContext,
  id: number,
  changed: Changed,
): Promise<void> {
  wake();
  const shown = await visits.find(ctx.actor, id, ctx.now);
  if (!shown) return notTheirs(visits, ctx, id);
  const reader = readerOf(ctx);
  if (changed.ok) {
    await ctx.show(visitCard(shown, reader), changed.unchanged ? ctx.t('visit-done-already') : undefined);
  } else if (changed.reason === 'stale') {
    await ctx.show(changedCard(shown, reader), ctx.t('visit-changed-meanwhile'));
  } else {
    await ctx.show(visitCard(shown, reader), ctx.t(`visit-refused-${changed.reason}`));
  }
}

async function openForm(
  { dialogs, runner }: VisitsBotDeps,
  ctx: ActorContext,
  shown: Shown,
  button: keyof typeof FORMS,
): Promise<void> {
  const { visit } = shown;
  const known = { known: { shown, calendar: noCalendar(ctx.actor) } };
  const of = { visit: visit.id, version: visit.version };
  const { startsAt, endsAt } = visit;
  const { zone } = ctx.actor;
  switch (button) {
    case 'suggest':
      return runner.open(ctx, dialogs.time, { ...of, action: 'suggest' }, known);
    case 'move':
      return runner.open(ctx, dialogs.time, { ...of, action: 'move' }, known);
    case 'change': {
      const values = { ...editValues(visit), ...whenOf(startsAt, endsAt, zone) };
      return runner.open(ctx, dialogs.edit, values, known);
    }
    case 'decline':
      return runner.open(ctx, dialogs.decline, of, known);
    case 'off':
      return runner.open(ctx, dialogs.cancel, of, known);
    case 'note':
      return runner.open(ctx, dialogs.notes, of, known);
  }
}

/** The time that was to be accepted can't be had: the form shows why, and which others can. */
async function openAccept(
  { visits, dialogs, runner }: VisitsBotDeps,
  ctx: ActorContext,
  id: number,
  agency?: number,
): Promise<void> {
  const shown = await visits.find(ctx.actor, id, ctx.now);
  if (!shown) return notTheirs(visits, ctx, id);
  const { startsAt, endsAt } = offeredSpan(questionOf(shown.visit), agency);
  const of = { visit: id, version: shown.visit.version, action: 'accept', of: agency };
  const known = { shown, calendar: noCalendar(ctx.actor) };
  return runner.open(ctx, dialogs.time, { ...of, ...whenOf(startsAt, endsAt, ctx.actor.zone) }, { known });
}

/** It took place: what comes next from whoever says so is what there is to say of it, so the form for that is opened. */
async function settleHeld(deps: VisitsBotDeps, ctx: ActorContext, id: number): Promise<void> {
  deps.wake();
  const shown = await deps.visits.find(ctx.actor, id, ctx.now);
  if (!shown) return notTheirs(deps.visits, ctx, id);
  const as = asShown(shown);
  const card = visitCard(shown, readerOf(ctx));
  if (!as || !actionsOf(shown.visit, as, ctx.now).has('note')) {
    await ctx.show(card);
    return;
  }
  const message = ctx.callbackQuery?.message;
  if (message) await editCard(ctx, message.chat.id, message.message_id, card);
  return openForm(deps, ctx, shown, 'note');
}

/** The card of a visit, or a form about it where what it is for can still be done. */
async function openOrAsk(
  deps: VisitsBotDeps,
  ctx: ActorContext,
  { button, id, version }: VisitRef & { readonly button: 'open' | keyof typeof FORMS },
): Promise<void> {
  const { actor, now } = ctx;
  const shown = await deps.visits.find(actor, id, now);
  if (!shown) return notTheirs(deps.visits, ctx, id);
  if (button === 'open') {
    await ctx.show(visitCard(shown, readerOf(ctx)));
    return;
  }
  if (!shown.side) return answerTap(ctx, ctx.t('refused-post'), true);
  const as = asShown(shown);
  const holds = as && shown.visit.version === version && actionsOf(shown.visit, as, now).has(FORMS[button]);
  if (holds) return openForm(deps, ctx, shown, button);
  return settle(deps, ctx, id, { ok: false, reason: 'stale' });
}

/** The form that puts another outcome in the place of the one given, where this person may still correct it. */
async function openFix(deps: VisitsBotDeps, ctx: ActorContext, { id, version }: VisitRef): Promise<void> {
  const { visits, dialogs, runner } = deps;
  const shown = await visits.find(ctx.actor, id, ctx.now);
  if (!shown) return notTheirs(visits, ctx, id);
  if (shown.side !== 'unit') return answerTap(ctx, ctx.t('refused-post'), true);
  if (shown.visit.version !== version) return settle(deps, ctx, id, { ok: false, reason: 'stale' });
  if (!shown.correctable) return settle(deps, ctx, id, { ok: false, reason: 'late' });
  const known = { shown, calendar: noCalendar(ctx.actor) };
  return runner.open(ctx, dialogs.fix, { visit: id, version }, { known });
}

/** The form in which an agency's answer is written down, while one is waited for. */
async function openRelayed(deps: VisitsBotDeps, ctx: ActorContext, { id, version }: VisitRef): Promise<void> {
  const { visits, dialogs, runner } = deps;
  const shown = await visits.find(ctx.actor, id, ctx.now);
  if (!shown) return notTheirs(visits, ctx, id);
  if (shown.side !== 'unit') return answerTap(ctx, ctx.t('refused-post'), true);
  const asked = questionOf(shown.visit).parties.some(({ answer }) => answer === 'pending');
  if (shown.visit.version !== version || !asked) return settle(deps, ctx, id, { ok: false, reason: 'stale' });
  const known = { shown, calendar: noCalendar(ctx.actor) };
  return runner.open(ctx, dialogs.relayed, { visit: id, version }, { known });
}

/** The buttons of one visit. */
export function registerVisits(bot: Router, deps: VisitsBotDeps): void {
  const { visits } = deps;

  onTap(bot, visitTap, async (ctx, { button, id, version }) => {
    const { actor, now, ref } = ctx;
    switch (button) {
      case 'accept':
      case 'goOn':
      case 'keep':
      case 'ready':
      case 'hold': {
        const update = { ref, now, shownIn: shownIn(ctx) };
        const changed = await visits.changeOnce(actor, { id, version }, { action: button }, update);
        if (!changed.ok && changed.reason === 'clash') return openAccept(deps, ctx, id);
        if (button === 'hold' && changed.ok && !changed.unchanged) return settleHeld(deps, ctx, id);
        return settle(deps, ctx, id, changed);
      }
      case 'send':
        return settle(deps, ctx, id, await visits.askAgainOnce(actor, { id, version }, ref, now));
      case 'open':
      case 'suggest':
      case 'decline':
      case 'change':
      case 'move':
      case 'off':
      case 'note':
        return openOrAsk(deps, ctx, { button, id, version });
      case 'fix':
        return openFix(deps, ctx, { id, version });
      case 'relay':
        return openRelayed(deps, ctx, { id, version });
      case 'attach': {
        const shown = await visits.find(actor, id, now);
        if (!shown) return notTheirs(visits, ctx, id);
        if (!takesFiles(shown)) return answerTap(ctx, ctx.t('button-stale'), true);
        const known = { shown, calendar: noCalendar(actor) };
        return deps.runner.open(ctx, deps.dialogs.attach, { visit: id, version }, { known });
      }
      case 'history': {
        const found = await visits.history(actor, id, ctx.now);
        if (!found) return notTheirs(visits, ctx, id);
        return ctx.show(historyCard(found.visit, found.events, readerOf(ctx)));
      }
      case 'files': {
        const kept = await visits.files(actor, id, ctx.now);
        await answerTap(ctx, kept.length > 0 ? undefined : ctx.t('button-stale'));
        const lost = await deps.showKept(ctx, kept);
        if (lost > 0) await ctx.reply(ctx.t('files-lost', { count: lost }));
        return undefined;
      }
    }
  });

  onTap(bot, suggestionTap, async (ctx, { id, version, agency, at }) => {
    const { actor, now, ref } = ctx;
    const offered = new Date(at * 60_000);
    const update = { ref, now, shownIn: shownIn(ctx) };
    const change = { action: 'accept', of: agency, offered } as const;
    const changed = await visits.changeOnce(actor, { id, version }, change, update);
    if (!changed.ok && changed.reason === 'clash') return openAccept(deps, ctx, id, agency);
    return settle(deps, ctx, id, changed);
  });
}
