import type { ActorContext, BotContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import type { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Db } from '../../../db/database.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { type WhenValues, whenValues } from '../../../dialogs/fields/when.js';
import { splitChoiceLine } from '../../../reading/several/when-several.js';
import { readAgencies } from '../agencies/rules.js';
import { visitCard } from '../card/messages.js';
import { chooseOnce } from '../choosing/service.js';
import { proposesFor } from '../lists/bot.js';
import { noCalendar } from '../slots/service.js';
import { tickOnce } from '../ticks/service.js';
import { readerOf } from '../visit/messages.js';
import { PARTIES_MAX, PURPOSE_MAX, VISIT_MINUTES } from '../visit/rules.js';
import type { VisitsService } from '../visit/service.js';
import type { NewPoll } from './dialog.js';
import { clashHead, offCard, pollCard, pollListCard } from './messages.js';
import { TIMES_MAX } from './rules.js';
import type { PollChanged, PollService } from './service.js';
import { pollFixTap, pollListTap, pollNewTap, pollTap, pollTickTap } from './taps.js';

export type PollBotDeps = {
  readonly db: Db;
  readonly visits: VisitsService;
  readonly polls: PollService;
  readonly pollDialogs: Readonly<Record<'create' | 'relay', Dialog>>;
  readonly runner: DialogRunner;
  readonly wake: () => void;
};

type FixTap = Tapped<typeof pollFixTap>;

function shownIn(ctx: BotContext) {
  const message = ctx.callbackQuery?.message;
  return message && { chatId: message.chat.id, messageId: message.message_id };
}

async function list({ polls }: PollBotDeps, ctx: ActorContext): Promise<void> {
  const mayOffer = proposesFor(ctx.actor) === 'unit';
  await ctx.show(pollListCard(await polls.open(ctx.actor), mayOffer, readerOf(ctx)));
}

/** The card as it is now; what a tap came to is said beside it, or above. */
async function show(
  { polls }: PollBotDeps,
  ctx: ActorContext,
  id: number,
  said: { readonly toast?: string; readonly head?: string } = {},
): Promise<void> {
  const seen = await polls.seen(ctx.actor, id, ctx.now);
  if (!seen) return answerTap(ctx, ctx.t('refused-other-agency'), true);
  await ctx.show(pollCard(seen, readerOf(ctx), said.head), said.toast);
}

async function settle(deps: PollBotDeps, ctx: ActorContext, id: number, changed: PollChanged): Promise<void> {
  deps.wake();
  if (changed.ok) return show(deps, ctx, id);
  if (changed.reason === 'stale') return show(deps, ctx, id, { toast: ctx.t('visit-changed-meanwhile') });
  return answerTap(ctx, ctx.t('refused-post'), true);
}

async function openNew(deps: PollBotDeps, ctx: ActorContext, values: Partial<NewPoll>): Promise<void> {
  const { actor, t } = ctx;
  if (proposesFor(actor) !== 'unit') return void (await ctx.show({ text: t('refused-post') }));
  const agencies = await deps.visits.agencies(actor);
  const known = { agencies, colleagues: [], calendar: noCalendar(actor) };
  await deps.runner.open(ctx, deps.pollDialogs.create, { ...values }, { known });
}

async function onButton(deps: PollBotDeps, ctx: ActorContext, tapped: Tapped<typeof pollTap>): Promise<void> {
  const { polls } = deps;
  const { actor, now, ref, t } = ctx;
  const { button, id, version } = tapped;
  const update = { ref, now, shownIn: shownIn(ctx) };
  switch (button) {
    case 'open':
      return show(deps, ctx, id);
    case 'really':
      return settle(deps, ctx, id, await polls.callOffOnce(actor, { id, version }, update));
    case 'nudge': {
      const nudged = await polls.nudgeOnce(actor, { id, version }, update);
      if (!nudged.ok) return settle(deps, ctx, id, nudged);
      deps.wake();
      const count = nudged.count ?? 0;
      return show(deps, ctx, id, { toast: count > 0 ? t('poll-nudged', { count }) : t('poll-nobody') });
    }
    case 'off':
    case 'relay': {
      const seen = await polls.seen(actor, id, now);
      if (seen?.side !== 'unit') return answerTap(ctx, t('refused-post'), true);
      if (seen.poll.state !== 'open' || seen.poll.version !== version) {
        return show(deps, ctx, id, { toast: t('visit-changed-meanwhile') });
      }
      if (button === 'off') return void (await ctx.show(offCard(seen, readerOf(ctx))));
      const values = { poll: id, version };
      return deps.runner.open(ctx, deps.pollDialogs.relay, values, { known: { seen } });
    }
  }
}

async function onTick(
  deps: PollBotDeps,
  ctx: ActorContext,
  tapped: Tapped<typeof pollTickTap>,
): Promise<void> {
  const { id, agency: agencyId, time, tick } = tapped;
  const said = { id, agencyId, at: time === 0 ? undefined : time - 1, tick };
  const update = { ref: ctx.ref, now: ctx.now, shownIn: shownIn(ctx) };
  await settle(deps, ctx, id, await tickOnce(deps.db, ctx.actor, said, update));
}

/** What stands against a time is said above the card; a head can still make the visit by its form, with a reason. */
async function onClash(deps: PollBotDeps, ctx: ActorContext, tapped: FixTap): Promise<void> {
  const { id, time } = tapped;
  const { actor, now, t } = ctx;
  const seen = await deps.polls.seen(actor, id, now);
  if (!seen) return answerTap(ctx, t('refused-other-agency'), true);
  const at = seen.poll.times.findIndex((one) => one.id === time);
  await ctx.show(pollCard(seen, readerOf(ctx), clashHead(seen, at, readerOf(ctx))), t('poll-cannot-fix'));
}

/** One of the times becomes a visit. */
async function onFix(deps: PollBotDeps, ctx: ActorContext, tapped: FixTap): Promise<void> {
  const { db, visits } = deps;
  const { actor, now, ref, t } = ctx;
  const { id, version, time } = tapped;
  const update = { ref, now, shownIn: shownIn(ctx) };
  const chosen = await chooseOnce(db, actor, { id, version }, time, update);
  if (!chosen.ok) {
    if (chosen.reason === 'gone') return show(deps, ctx, id, { toast: t('poll-gone') });
    if (chosen.reason === 'clash') return onClash(deps, ctx, tapped);
    return settle(deps, ctx, id, { ok: false, reason: chosen.reason });
  }
  deps.wake();
  const shown = await visits.find(actor, chosen.visitId, now);
  if (!shown) return answerTap(ctx, t('refused-other-agency'), true);
  await ctx.show(visitCard(shown, readerOf(ctx)), t('poll-fixed'));
  const { messageId } = update.shownIn ?? {};
  if (messageId !== undefined) await visits.rememberCard(actor, chosen.visitId, messageId, now);
}

/** `/kunjungan Dinas Perikanan, kamis atau jumat jam 10, kerja sama` as values of the form; undefined: it is no choice. */
async function readLine(
  deps: PollBotDeps,
  ctx: ActorContext,
  text: string,
): Promise<Partial<NewPoll> | undefined> {
  const { actor, saidAt: now, locale, t } = ctx;
  const { zone } = actor;
  const line = splitChoiceLine(text, { now, zone, locale });
  if (!line) return undefined;
  const times = line.times.slice(0, TIMES_MAX).flatMap((when): WhenValues[] => {
    const { date, start, end } = whenValues(when, zone, now, VISIT_MINUTES);
    return date === undefined || start === undefined || end === undefined ? [] : [{ date, start, end }];
  });
  const named =
    line.agencyText === undefined
      ? undefined
      : readAgencies(line.agencyText, await deps.visits.agencies(actor));
  const agencies = named?.ok ? named.agencies.slice(0, PARTIES_MAX).map(({ id }) => id) : undefined;
  const faults =
    named && !named.ok ? { agency: t(`choice-${named.reason}`, { typed: named.typed }) } : undefined;
  return {
    direction: 'toAgency',
    times,
    ...(agencies && { agencies }),
    ...(faults && { faults }),
    ...(line.purpose !== undefined && { purpose: [...line.purpose].slice(0, PURPOSE_MAX).join('') }),
  };
}

const KEYWORD = /^(?:pilihan(?:\s+waktu)?|polls?|choices?)$/iu;

/**
 * The buttons of choices of times. Returns what handles `/kunjungan pilihan`, and a line that says *atau* between times;
 * it says `false` of any other.
 */
export function registerPolls(
  bot: Router,
  deps: PollBotDeps,
): (ctx: ActorContext, argument: string) => Promise<boolean> {
  onTap(bot, pollListTap, (ctx) => list(deps, ctx));
  onTap(bot, pollNewTap, (ctx) => openNew(deps, ctx, {}));
  onTap(bot, pollTap, (ctx, tapped) => onButton(deps, ctx, tapped));
  onTap(bot, pollTickTap, (ctx, tapped) => onTick(deps, ctx, tapped));
  onTap(bot, pollFixTap, (ctx, tapped) => onFix(deps, ctx, tapped));
  return async (ctx, argument) => {
    if (KEYWORD.test(argument)) {
      await list(deps, ctx);
      return true;
    }
    if (proposesFor(ctx.actor) !== 'unit') return false;
    const line = await readLine(deps, ctx, argument);
    if (!line) return false;
    await openNew(deps, ctx, line);
    return true;
  };
}
