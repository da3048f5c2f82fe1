import type { Feature } from '../../bot/feature.js';
import type { DialogRunner } from '../../bot/forms/runner.js';
import { onCommand, onWords, refuseStranger } from '../../bot/guards.js';
import { Router } from '../../bot/router.js';
import { answerTap } from '../../bot/show.js';
import { helpCard, notUnderstoodCard } from './messages.js';
import { sayings } from './phrases.js';

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

/** The last in the chain: what nobody else took. */
export function createFallback(): Router {
  const bot = new Router();
  const albums = new Set<string>();
  bot.chatType('private').on([...CONTENT], async (ctx) => {
    const album = ctx.msg.media_group_id;
    // Its pictures come one by one; one answer is enough.
    if (album !== undefined && albums.has(album)) return;
    if (album !== undefined) {
      if (albums.size >= ALBUMS_KEPT) albums.clear();
      albums.add(album);
    }
    await ctx.show(notUnderstoodCard(ctx.t, ctx.locale, ctx.actor, ctx.unitName));
  });
  bot.on('callback_query', (ctx) =>
    ctx.actor ? answerTap(ctx, ctx.t('button-stale')) : refuseStranger(ctx),
  );
  return bot;
}
