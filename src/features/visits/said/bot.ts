import type { MiddlewareFn, NextFunction } from 'grammy';
import { scopeOf } from '../../../access/can.js';
import type { ActorContext, BotContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import type { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import { clockText, instants, type WhenValues, whenValues } from '../../../dialogs/fields/when.js';
import { isoDate, localDate, localTime } from '../../../lib/zoned.js';
import type { When } from '../../../reading/when.js';
import { actionsOf } from '../answer/rules.js';
import { asShown, changedCard, visitCard } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import { shownByCard } from '../evidence/bot.js';
import { REASON_MAX } from '../reasons/rules.js';
import { noCalendar } from '../slots/service.js';
import { questionOf, type VisitAction } from '../state/rules.js';
import type { VisitsBotDeps } from '../visit/bot.js';
import { readerOf } from '../visit/messages.js';
import { VISIT_MINUTES } from '../visit/rules.js';
import { laterText, type Possible, understoodCard } from './messages.js';
import { type Meaning, readAnswer } from './rules.js';
import { saidTimeTap } from './taps.js';

/** The hour that stands for a day. */
const NOON = '12:00';

/** What is opened or shown of an answer, and whether the person is asked about other visits too. */
type Understood = { readonly shown: Shown; readonly several: boolean };

/** What was said of a time as values of the form; a time that is over is left to be asked for. */
function valuesOf(when: When, { saidAt, now, actor }: ActorContext): Partial<WhenValues> {
  const values = whenValues(when, actor.zone, saidAt, VISIT_MINUTES);
  const { date, start, end } = values;
  if (date === undefined) return {};
  if (date < isoDate(localDate(now, actor.zone))) return {};
  if (start === undefined || end === undefined) return { date };
  return instants({ date, start, end }, actor.zone).startsAt > now ? values : { date };
}

/** What can be done now of what was meant; undefined: it can't. */
function possibleOf(
  meaning: Exclude<Meaning, { means: 'later' }>,
  can: ReadonlySet<VisitAction>,
  ctx: ActorContext,
): Possible | undefined {
  switch (meaning.means) {
    case 'accept':
      if (can.has('accept')) return { does: 'accept' };
      return can.has('ready') ? { does: 'ready' } : undefined;
    case 'decline':
      if (can.has('keep')) return { does: 'keep' };
      if (can.has('decline')) return { does: 'decline' };
      return can.has('cancel') ? { does: 'off' } : undefined;
    case 'suggest': {
      const { date, start, end } = valuesOf(meaning.when, ctx);
      if (!can.has('suggest')) return undefined;
      if (date === undefined) return { does: 'suggest' };
      const { zone } = ctx.actor;
      const { startsAt, endsAt } = instants({ date, start: start ?? NOON, end: end ?? NOON }, zone);
      return { does: 'suggest', from: startsAt, ...(start !== undefined && { until: endsAt }) };
    }
  }
}

function openTime(
  { dialogs, runner }: VisitsBotDeps,
  ctx: ActorContext,
  shown: Shown,
  values: Partial<WhenValues>,
): Promise<void> {
  const { id: visit, version } = shown.visit;
  const known = { shown, calendar: noCalendar(ctx.actor) };
  return runner.open(ctx, dialogs.time, { visit, version, action: 'suggest', ...values }, { known });
}

function openReason(
  { dialogs, runner }: VisitsBotDeps,
  ctx: ActorContext,
  shown: Shown,
  { does, reason }: { readonly does: 'decline' | 'off'; readonly reason: string },
): Promise<void> {
  const { id: visit, version } = shown.visit;
  const values = { visit, version, reason: [...reason].slice(0, REASON_MAX).join('') };
  return runner.open(ctx, does === 'decline' ? dialogs.decline : dialogs.cancel, values, {
    known: { shown },
  });
}

async function sayLater(deps: VisitsBotDeps, ctx: ActorContext, { shown }: Understood): Promise<boolean> {
  const { actor, ref, now } = ctx;
  const later = await deps.visits.answerLaterOnce(actor, shown.visit, { ref, now });
  if (!later.ok) return false;
  deps.wake();
  await ctx.show({ text: laterText(shown, later.told > 0, readerOf(ctx)) });
  return true;
}

/**
 * Shows what was understood: as the form that sends it where nothing is left to be asked, else as buttons; so that a
 * second text sends nothing either. `false`: none of it can be said about this visit now. */
async function answer(
  deps: VisitsBotDeps,
  ctx: ActorContext,
  understood: Understood,
  meanings: readonly Meaning[],
): Promise<boolean> {
  const { shown, several } = understood;
  const as = asShown(shown);
  if (as?.side !== 'agency') return false;
  const can = actionsOf(shown.visit, as, ctx.now);
  const [only] = meanings.length === 1 ? meanings : [];
  if (only?.means === 'later') return sayLater(deps, ctx, understood);
  const possible = meanings.flatMap((meaning) =>
    meaning.means === 'later' ? [] : (possibleOf(meaning, can, ctx) ?? []),
  );
  const [one] = possible;
  if (!one) return false;
  if (only?.means === 'suggest' && one.does === 'suggest' && one.until) {
    await openTime(deps, ctx, shown, valuesOf(only.when, ctx));
  } else if (
    only?.means === 'decline' &&
    only.reason !== '' &&
    (one.does === 'decline' || one.does === 'off')
  ) {
    await openReason(deps, ctx, shown, { does: one.does, reason: only.reason });
  } else {
    await ctx.show(understoodCard(shown, possible, several, readerOf(ctx)));
  }
  return true;
}

function meaningsOf(
  { saidAt, locale, actor }: ActorContext,
  text: string,
  startsAt: Date,
): readonly Meaning[] {
  return readAnswer(text, startsAt, { now: saidAt, zone: actor.zone, locale });
}

/** Somebody of an agency, who types something in a private chat; undefined: anybody or anything else. */
function answering(ctx: BotContext): { readonly acting: ActorContext; readonly text: string } | undefined {
  const { actor, chat, msg } = ctx;
  const text = msg?.text ?? '';
  if (!actor || chat?.type !== 'private' || text === '' || text.startsWith('/')) return undefined;
  if (scopeOf(actor, 'visit.answer').kind !== 'agencies') return undefined;
  return { acting: Object.assign(ctx, { actor }), text };
}

/** A text in reply to a message about a visit: an answer about that one, asked or not. */
function takeReply(deps: VisitsBotDeps): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const said = answering(ctx);
    const replied = ctx.msg?.reply_to_message;
    if (!said || !replied) return next();
    const { acting, text } = said;
    const { actor, now } = acting;
    const id =
      (await deps.visits.ofMessage(actor, acting.msg?.chat.id ?? 0, replied.message_id)) ??
      shownByCard(replied, ctx.me.id);
    const shown = id === undefined ? undefined : await deps.visits.find(actor, id, now);
    if (!shown || shown.side !== 'agency') return next();
    const meanings = meaningsOf(acting, text, questionOf(shown.visit).startsAt);
    if (meanings.length === 0) return next();
    if (await answer(deps, acting, { shown, several: false }, meanings)) return;
    await ctx.show(visitCard(shown, readerOf(acting), ctx.t('visit-said-stands')));
  };
}

/** Any other text: an answer to what was asked last, where it can be read as one. */
async function takeText(deps: VisitsBotDeps, ctx: BotContext, next: NextFunction): Promise<void> {
  const said = answering(ctx);
  if (!said || ctx.said) return next();
  const { acting, text } = said;
  const { actor, now } = acting;
  // What says nothing about a time that nobody asked for says nothing about any: then nothing is looked up.
  if (meaningsOf(acting, text, now).length === 0) return next();
  const asked = await deps.visits.askedOf(actor, now);
  const [id] = asked;
  const shown = id === undefined ? undefined : await deps.visits.find(actor, id, now);
  if (!shown) return next();
  const meanings = meaningsOf(acting, text, questionOf(shown.visit).startsAt);
  if (!(await answer(deps, acting, { shown, several: asked.length > 1 }, meanings))) return next();
}

/** Answers in words, by somebody of an agency, to whether a visit suits. Nothing is changed but by a tap. */
export function registerSaid(bot: Router, deps: VisitsBotDeps): void {
  bot.on('message:text', (ctx, next) => takeText(deps, ctx, next));
  deps.runner.replies.on('message:text', takeReply(deps));

  onTap(bot, saidTimeTap, async (ctx, { id, version, at, until }) => {
    const { actor, now, t } = ctx;
    const shown = await deps.visits.find(actor, id, now);
    const as = shown && asShown(shown);
    if (!shown || as?.side !== 'agency') return answerTap(ctx, t('refused-other-agency'), true);
    if (shown.visit.version !== version || !actionsOf(shown.visit, as, now).has('suggest')) {
      await ctx.show(changedCard(shown, readerOf(ctx)), t('visit-changed-meanwhile'));
      return;
    }
    const { zone } = actor;
    const [startsAt, endsAt] = [new Date(at * 60_000), new Date(until * 60_000)];
    const date = isoDate(localDate(startsAt, zone));
    const clock = (moment: Date) => clockText(localTime(moment, zone));
    const hours = at === until ? {} : { start: clock(startsAt), end: clock(endsAt) };
    await openTime(deps, ctx, shown, { date, ...hours });
  });
}
