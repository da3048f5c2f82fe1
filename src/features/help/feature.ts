import { Composer } from 'grammy';
import type { Actor } from '../../access/actor.js';
import { COMMANDS, type CommandName } from '../../bot/commands.js';
import type { BotContext } from '../../bot/context.js';
import type { Feature } from '../../bot/feature.js';
import type { DialogRunner } from '../../bot/forms/runner.js';
import { onCommand, onWords, refuseStranger } from '../../bot/guards.js';
import { commandsFor } from '../../bot/menus.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import type { Card } from '../../dialogs/card.js';
import type { Saying } from '../../reading/sentences/sayings.js';
import { courtesyCard, halfReadCard, helpCard, nearCard, notUnderstoodCard } from './messages.js';
import { sayings } from './phrases.js';
import { halfRead, nearCommands, readCourtesy } from './rules.js';

function compose(runner: DialogRunner): Router {
  const bot = new Router();

  onWords(bot, ['bantuan', 'help'], async (ctx) => {
    await ctx.show(helpCard(ctx.t, ctx.locale, ctx.actor, ctx.chat?.type === 'private', ctx.unitName));
  });

  onCommand(bot, 'cancel', async (ctx) => {
    if (!(await runner.cancel(ctx))) await ctx.show({ text: ctx.t('cancel-nothing') });
  });
  return bot;
}

/** `/bantuan` and `/batal`. */
export function createHelpFeature(): Feature {
  return {
    sayings,
    dialogs: [],
    notices: [],
    compose,
  };
}

/** What a person says. Of what Telegram tells on its own (a message pinned, a background changed) nothing is said. */
const CONTENT = [
  'message:text',
  'message:file',
  'message:contact',
  'message:location',
  'message:poll',
  'message:dice',
  'message:story',
] as const;

const ALBUMS_KEPT = 200;

/** Of so many people is known what they were told last. */
const TOLD_KEPT = 500;

/** What somebody typed that nobody took, with what could have been asked for in words. */
function textCard(
  { t, saidAt, locale }: BotContext,
  actor: Actor,
  text: string,
  all: readonly Saying<CommandName>[],
): (again: boolean) => Card {
  const near = text.startsWith('/') ? nearCommands(text, COMMANDS, commandsFor(actor)) : [];
  if (near.length > 0) return () => nearCard(t, text, near);
  const around = { now: saidAt, zone: actor.zone, locale };
  const courtesy = readCourtesy(text, around);
  if (courtesy) return () => courtesyCard(t, courtesy, actor);
  const half = halfRead(text, all, around);
  return (again) => halfReadCard(t, half, actor, again);
}

/** The last in the chain: what nobody else took. `all`: how commands are said in words. */
export function createFallback(all: readonly Saying<CommandName>[]): Composer<BotContext> {
  const bot = new Composer<BotContext>();
  const told = new Map<number, string>();
  /** Never the same twice in a row: what would be is said otherwise. */
  const answerText = async (ctx: BotContext, actor: Actor, text: string) => {
    const card = textCard(ctx, actor, text, all);
    const [chatId, first] = [ctx.chat?.id ?? 0, card(false)];
    const again = told.get(chatId) === first.text.toString();
    if (told.size >= TOLD_KEPT) told.clear();
    if (again) told.delete(chatId);
    else told.set(chatId, first.text.toString());
    await ctx.show(again ? card(true) : first);
  };
  const albums = new Set<string>();
  bot.chatType('private').on([...CONTENT], async (ctx) => {
    const album = ctx.msg.media_group_id;
    // Its pictures come one by one; one answer is enough.
    if (album !== undefined && albums.has(album)) return;
    if (album !== undefined) {
      if (albums.size >= ALBUMS_KEPT) albums.clear();
      albums.add(album);
    }
    const text = ctx.msg.text ?? '';
    if (ctx.actor && text !== '') return answerText(ctx, ctx.actor, text);
    await ctx.show(notUnderstoodCard(ctx.t, ctx.locale, ctx.actor, ctx.unitName));
  });
  bot.on('callback_query', (ctx) =>
    ctx.actor ? answerTap(ctx, ctx.t('button-stale')) : refuseStranger(ctx),
  );
  return bot;
}
