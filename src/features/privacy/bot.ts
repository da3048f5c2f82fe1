import { InputFile } from 'grammy';
import type { BotContext } from '../../bot/context.js';
import { onAnyTap, onWords, refuseStranger } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import { csvFile } from '../../lib/sheets/csv.js';
import { exportCaption, exportName, heldCard, heldRows, type Kept, privacyCard } from './messages.js';
import type { Held, PrivacyService } from './service.js';
import { exportTap } from './taps.js';

type PrivacyBotDeps = { readonly privacy: PrivacyService; readonly kept: Kept };

function viewOf({ t, locale, actor }: BotContext, { units }: Held) {
  const [unit] = units.values();
  return { t, locale, zone: actor?.zone ?? unit?.zone ?? 'UTC' };
}

async function onPrivacy({ privacy, kept }: PrivacyBotDeps, ctx: BotContext) {
  const { t, actor } = ctx;
  const unitName = actor?.unitName ?? ctx.unitName;
  const alone = ctx.chat?.type === 'private' && ctx.from !== undefined;
  const held = alone ? await privacy.held(BigInt(ctx.from?.id ?? 0)) : undefined;
  if (!held) return ctx.show(privacyCard(t, actor !== undefined, unitName));
  return ctx.show(heldCard(held, kept, unitName, viewOf(ctx, held)));
}

/** `/privasi`: what is kept about whoever asks, also of somebody who has left. */
export function createPrivacyBot(deps: PrivacyBotDeps): Router {
  const { privacy } = deps;
  const bot = new Router();
  onWords(bot, ['privasi', 'privacy'], (ctx) => onPrivacy(deps, ctx));
  onAnyTap(bot, exportTap, async (ctx) => {
    if (!ctx.from || ctx.chat?.type !== 'private') return answerTap(ctx, ctx.t('private-only'), true);
    const held = await privacy.held(BigInt(ctx.from.id));
    if (!held) return refuseStranger(ctx);
    const view = viewOf(ctx, held);
    const actions = await privacy.actions(held.person.id);
    const file = csvFile(heldRows(held, actions, view));
    await ctx.replyWithDocument(new InputFile(file, exportName(view, ctx.now)), {
      caption: exportCaption(ctx.t, actions),
    });
    return answerTap(ctx);
  });
  return bot;
}
