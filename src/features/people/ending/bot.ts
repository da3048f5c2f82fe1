import { can, inviteAction } from '../../../access/can.js';
import type { ActorContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import { answerTap } from '../../../bot/show.js';
import type { Db } from '../../../db/database.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { voiceOf } from '../../../words/voice.js';
import { endAskCard, endedCard, endRefusedText } from './messages.js';
import type { EndingService } from './service.js';
import { postIn } from './store.js';
import { endAskTap, endTap } from './taps.js';

type EndingBotDeps = { readonly db: Db; readonly endings: EndingService; readonly wake: () => void };

async function onAsk(
  { endings }: EndingBotDeps,
  ctx: ActorContext,
  { post }: Tapped<typeof endAskTap>,
  toast?: string,
) {
  const found = await endings.look(ctx.actor, post, ctx.now);
  if (!found.ok) return answerTap(ctx, endRefusedText(ctx.t, found.reason), true);
  const isOwn = found.prepared.post.personId === ctx.actor.personId;
  await ctx.show(endAskCard(found.prepared, isOwn, voiceOf(ctx)), toast);
}

async function onEnd(
  deps: EndingBotDeps,
  ctx: ActorContext,
  { post: postId, reason, mark }: Tapped<typeof endTap>,
) {
  const { endings, db, wake } = deps;
  const done = await endings.end(ctx, { postId, reason, mark });
  if (!done.ok && done.reason === 'changed')
    return onAsk(deps, ctx, { post: postId }, endRefusedText(ctx.t, done.reason));
  if (!done.ok) return answerTap(ctx, endRefusedText(ctx.t, done.reason), true);
  wake();
  const post = await postIn(db.read, ctx.actor.unitId, postId);
  if (!post) return answerTap(ctx, ctx.t('end-refused-gone'), true);
  ctx.menusChanged.add(post.telegramId);
  const mayInvite = can(ctx.actor, inviteAction(post.kind), post);
  await ctx.show(endedCard(post, { isOwn: post.personId === ctx.actor.personId, mayInvite }, ctx.t));
}

/** Ending a post: what it comes to, then why, in two taps. */
export function createEndingBot(deps: EndingBotDeps): Router {
  const bot = new Router();
  onTap(bot, endAskTap, (ctx, values) => onAsk(deps, ctx, values));
  onTap(bot, endTap, (ctx, values) => onEnd(deps, ctx, values));
  return bot;
}
