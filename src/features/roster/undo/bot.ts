import type { ActorContext } from '../../../bot/context.js';
import { onTap } from '../../../bot/guards.js';
import { Router } from '../../../bot/routing/router.js';
import type { Tapped } from '../../../dialogs/callback.js';
import { voiceOf } from '../../../words/voice.js';
import * as service from '../service.js';
import * as taps from '../taps.js';
import { undoCard, undoneCard } from './messages.js';
import { impactOfUndo, type UndoDeps, undoBatch } from './service.js';

async function onUndo(
  deps: UndoDeps,
  ctx: ActorContext,
  { batch, sure }: Tapped<typeof taps.undoTap>,
): Promise<void> {
  const voice = voiceOf(ctx);
  if (sure === 'no') {
    const impacts = await impactOfUndo(deps, service.doingOf(ctx), batch);
    return void (await ctx.show(undoCard(voice, batch, impacts)));
  }
  await ctx.show(undoneCard(voice, batch, await undoBatch(deps, service.doingOf(ctx), batch)));
}

/** Undoing an import that nothing was built on. */
export function undoBot(deps: UndoDeps): Router {
  const bot = new Router();
  onTap(bot, taps.undoTap, (ctx, values) => onUndo(deps, ctx, values));
  return bot;
}
