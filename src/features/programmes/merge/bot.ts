import type { ActorContext } from '../../../bot/context.js';
import type { Dialog } from '../../../bot/forms/dialog.js';
import type { DialogRunner } from '../../../bot/forms/runner.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import { participantCard } from '../people/messages.js';
import type { ParticipantsService } from '../people/service.js';
import * as taps from '../taps.js';
import { sameAskCard, sameListCard, splitCard } from './messages.js';
import type { MergeService } from './service.js';

type MergeBotDeps = {
  readonly merges: MergeService;
  readonly participants: ParticipantsService;
  readonly dialogs: { readonly merge: Dialog; readonly other: Dialog };
  readonly runner: DialogRunner;
  readonly wake: () => void;
};

function refuse(ctx: ActorContext, key = 'refused-post') {
  return answerTap(ctx, ctx.t(key), true);
}

/** Somebody whose records may be merged, or nobody where it isn't theirs to do. */
async function mergeable({ participants }: MergeBotDeps, ctx: ActorContext, id: number) {
  const person = await participants.find(ctx.actor, id);
  return person?.mayMerge ? person : undefined;
}

async function onList(
  deps: MergeBotDeps,
  ctx: ActorContext,
  { participant, page }: Tapped<typeof taps.sameListTap>,
) {
  const person = await mergeable(deps, ctx, participant);
  const found = person && (await deps.participants.search(ctx.actor, person.name, 0));
  if (!found) return refuse(ctx);
  const apart = await deps.merges.apart(ctx.actor, person.id);
  const others = found.people.filter(({ id }) => id !== person.id && !apart.has(id));
  await ctx.show(sameListCard(voiceOf(ctx), person, others, page));
}

async function onAsk(deps: MergeBotDeps, ctx: ActorContext, { one, other }: Tapped<typeof taps.sameAskTap>) {
  const [first, second] = [await mergeable(deps, ctx, one), await mergeable(deps, ctx, other)];
  if (!first || !second) return refuse(ctx);
  const preview = await deps.merges.preview(ctx.actor, ctx.now, { oneId: first.id, otherId: second.id });
  if (!preview) return refuse(ctx, 'button-stale');
  await ctx.show(sameAskCard(voiceOf(ctx), first, second, preview));
}

async function onMerge(deps: MergeBotDeps, ctx: ActorContext, values: Tapped<typeof taps.mergeTap>) {
  if (!(await mergeable(deps, ctx, values.one))) return refuse(ctx);
  await deps.runner.open(ctx, deps.dialogs.merge, values);
}

async function onApart(deps: MergeBotDeps, ctx: ActorContext, { one, other }: Tapped<typeof taps.apartTap>) {
  const outcome = await deps.merges.tellApart(ctx, { oneId: one, otherId: other });
  const person = await deps.participants.find(ctx.actor, one);
  if (outcome !== 'kept' || !person) return refuse(ctx, outcome === 'gone' ? 'button-stale' : 'refused-post');
  await ctx.show(participantCard(voiceOf(ctx), person, ctx.t('merge-apart-kept')));
}

async function onFind(
  deps: MergeBotDeps,
  ctx: ActorContext,
  { participant }: Tapped<typeof taps.sameFindTap>,
) {
  const person = await mergeable(deps, ctx, participant);
  if (!person) return refuse(ctx);
  await deps.runner.open(ctx, deps.dialogs.other, { id: person.id });
}

async function onSplitAsk(
  deps: MergeBotDeps,
  ctx: ActorContext,
  { participant }: Tapped<typeof taps.unmergeAskTap>,
) {
  const person = await mergeable(deps, ctx, participant);
  if (!person) return refuse(ctx);
  await ctx.show(splitCard(voiceOf(ctx), person, (at, zone) => isoDate(localDate(at, zone))));
}

async function onSplit(deps: MergeBotDeps, ctx: ActorContext, { merge }: Tapped<typeof taps.unmergeTap>) {
  const done = await deps.merges.undo(ctx, merge);
  if (!done.ok && done.reason === 'closed') {
    return answerTap(ctx, closedText(voiceOf(ctx), done.closed), true);
  }
  if (!done.ok) return refuse(ctx, done.reason === 'stale' ? 'button-stale' : 'refused-post');
  const person = await deps.participants.find(ctx.actor, done.fromId);
  if (!person) return refuse(ctx);
  deps.wake();
  await ctx.show(participantCard(voiceOf(ctx), person, ctx.t('merge-undone')));
}

export function createMergeBot(deps: MergeBotDeps): Router {
  const bot = new Router();
  onTap(bot, taps.sameListTap, (ctx, values) => onList(deps, ctx, values));
  onTap(bot, taps.sameAskTap, (ctx, values) => onAsk(deps, ctx, values));
  onTap(bot, taps.mergeTap, (ctx, values) => onMerge(deps, ctx, values));
  onTap(bot, taps.apartTap, (ctx, values) => onApart(deps, ctx, values));
  onTap(bot, taps.sameFindTap, (ctx, values) => onFind(deps, ctx, values));
  onTap(bot, taps.unmergeAskTap, (ctx, values) => onSplitAsk(deps, ctx, values));
  onTap(bot, taps.unmergeTap, (ctx, values) => onSplit(deps, ctx, values));
  return bot;
}
