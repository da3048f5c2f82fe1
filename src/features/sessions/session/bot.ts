import type { ActorContext } from '../../../bot/context.js';
import { answerTap } from '../../../bot/show.js';

/** Says something that changes no card: over a tap's message, or as an answer. */
export async function say(ctx: ActorContext, text: string): Promise<void> {
  if (ctx.callbackQuery) await answerTap(ctx, text, true);
  else await ctx.show({ text });
}
