import { canSome } from '../access/can.js';
import type { Tap } from '../dialogs/callback.js';
import { COMMANDS, type CommandName, type Place } from './commands.js';
import type { ActorContext, BotContext } from './context.js';
import type { NamedHandler, Router } from './routing/router.js';
import { answerTap } from './show.js';

/** Handles a command; `argument` is the text after it, trimmed. */
export type CommandHandler = (ctx: ActorContext, argument: string) => Promise<unknown>;

function withActor(ctx: BotContext): ActorContext | undefined {
  const { actor } = ctx;
  return actor && Object.assign(ctx, { actor });
}

/** What somebody without a post is told, and no more: a way to ask for access. */
export async function refuseStranger(ctx: BotContext): Promise<void> {
  if (ctx.callbackQuery) return answerTap(ctx, ctx.t('refused-stranger-short'), true);
  if (ctx.chat?.type !== 'private') return;
  await ctx.show({
    text: ctx.t('refused-stranger', { unit: ctx.unitName }),
    buttons: [[{ label: ctx.t('access-ask'), data: 'access-ask' }]],
  });
}

/**
 * Registers a command under both of its names. Strangers, posts without the right, and groups (for private
 * commands) are answered here, from the one table in commands.ts; the handler still checks the thing itself.
 *
 * @param wants Which arguments are its; others are left to whoever has the command too. All, unless given.
 */
export function onCommand(
  router: Router,
  name: CommandName,
  handler: CommandHandler,
  wants: (argument: string) => boolean = () => true,
): void {
  const { id, en, needs, place } = COMMANDS[name];
  const asked: NamedHandler = async (ctx, argument, next) => {
    if (!wants(argument)) return next();
    const actor = withActor(ctx);
    if (!actor) return refuseStranger(ctx);
    // What people of a Kanwil count is units below it.
    const wanted = name === 'counts' && actor.actor.isKanwil ? 'region.view' : needs;
    if (wanted !== 'everyone' && wanted !== 'anyone' && !canSome(actor.actor, wanted)) {
      await ctx.show({ text: ctx.t('refused-post') });
      return;
    }
    if (place === 'private' && ctx.chat?.type !== 'private') {
      const url = `https://t.me/${ctx.me.username}`;
      await ctx.show({ text: ctx.t('private-only'), buttons: [[{ label: ctx.t('private-open'), url }]] });
      return;
    }
    await handler(actor, argument);
  };
  onWords(router, [id, en], asked);
}

/** Registers a command under its words, for whoever sends it: nothing is checked. */
export function onWords(router: Router, words: readonly string[], handler: NamedHandler): void {
  for (const word of words) router.handle('command', word, handler);
}

/** Registers a kind of button, for whoever taps it: nothing is checked. */
export function onAnyTap<V>(
  router: Router,
  tap: Tap<V>,
  handler: (ctx: BotContext, values: V) => Promise<unknown>,
): void {
  router.handle('tap', tap.name, async (ctx, data, next) => {
    const values = tap.read(data);
    return values === undefined ? next() : handler(ctx, values);
  });
}

/**
 * Registers a kind of button. Strangers are refused here, and so are taps in a group on what is for private chats,
 * which is everything that isn't said to work `anywhere`; the rest is checked by the handler's service.
 */
export function onTap<V>(
  router: Router,
  tap: Tap<V>,
  handler: (ctx: ActorContext, values: V) => Promise<unknown>,
  place: Place = 'private',
): void {
  onAnyTap(router, tap, async (ctx, values) => {
    const actor = withActor(ctx);
    if (!actor) return refuseStranger(ctx);
    if (place === 'private' && ctx.chat?.type !== 'private')
      return answerTap(ctx, ctx.t('private-only'), true);
    await handler(actor, values);
  });
}
