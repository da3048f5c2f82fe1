import { type ApiClientOptions, Bot, type Composer, type Context, type MiddlewareFn } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Actor } from '../access/actor.js';
import { can } from '../access/can.js';
import type { Db } from '../db/database.js';
import { BudgetSpent } from '../delivery/guard/find-names.js';
import type { NameWatch } from '../delivery/guard/watch.js';
import type { Clock } from '../lib/clock.js';
import { type Locale, localeOf } from '../lib/locale.js';
import type { Logger } from '../lib/logger.js';
import type { Seal } from '../lib/shut/seal.js';
import { translator } from '../words/translate.js';
import { actingFor, takeUnit } from './acting.js';
import type { BotContext } from './context.js';
import type { Feature } from './feature.js';
import { createDialogRunner } from './forms/runner.js';
import { refuseStranger } from './guards.js';
import { createPersonalMenus } from './menus.js';
import type { People } from './people.js';
import { createPlain, inWords } from './routing/plain.js';
import { Router } from './routing/router.js';
import { createSeen } from './seen.js';
import { answerTap, sendCard, show } from './show.js';

export type BotDeps = {
  readonly db: Db;
  /** Seals what is stored in passing: open forms. */
  readonly seal: Seal;
  readonly names: NameWatch;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly people: People;
  readonly features: readonly Feature[];
  /** Asks delivery to look at once; called after a commit that planned something due now. */
  readonly wake: () => void;
  /** Takes what no feature took. */
  readonly fallback: Composer<BotContext>;
  readonly unitName: string;
  readonly defaultLocale: Locale;
  readonly botInfo: UserFromGetMe;
  readonly client?: ApiClientOptions;
};

/**
 * Whether groups would not be told a text, for those who may see participants: others would learn from it who is one. A
 * text that takes too long to read is kept from groups as well.
 */
async function seemsToName(
  names: NameWatch,
  actor: Actor | undefined,
  texts: readonly string[],
): Promise<boolean> {
  const { unitId = 0 } = actor ?? {};
  if (!actor || !can(actor, 'participant.view', { unitId, agencyId: null })) return false;
  try {
    return (await names.glance(texts.join('\n'), unitId)).length > 0;
  } catch (error) {
    if (error instanceof BudgetSpent) return true;
    throw error;
  }
}

/** When an update was said; Telegram gives the moment of messages only, in whole seconds. */
function saidAt({ message }: Context, now: Date): Date {
  return message && message.date > 0 ? new Date(message.date * 1_000) : now;
}

/** Finds out who acts, in which language, and what the time is; once per update. One query for a known person. */
function surroundings(deps: BotDeps): MiddlewareFn<BotContext> {
  const { db, people, names, clock, defaultLocale, unitName, logger, features, wake } = deps;
  const botId = BigInt(deps.botInfo.id);
  const menus = createPersonalMenus();
  const seen = createSeen(people);
  const unitOfGroup = async (chatId: number) => {
    for (const feature of features) {
      const unitId = await feature.unitOfGroup?.(BigInt(chatId));
      if (unitId !== undefined) return unitId;
    }
    return undefined;
  };
  // In one transaction, so that whoever couldn't be told what waits is found so again; the update isn't to blame.
  const reached = async (personId: number, now: Date) => {
    try {
      await db.write(async (tx) => {
        await people.markReachable(tx, personId);
        for (const feature of features) await feature.reached?.(tx, personId, now);
      });
      wake();
    } catch (error) {
      logger.error({ err: error }, 'what waited for somebody not sent');
    }
  };
  return async (ctx, next) => {
    const now = clock.now();
    const onButton = takeUnit(ctx);
    const known = ctx.from && (await people.identify(BigInt(ctx.from.id), now));
    const acting = await actingFor(ctx, known?.actor, onButton, unitOfGroup);
    const actor = acting === 'left' ? known?.actor : acting;
    const spoken = known ? known.locale : localeOf(ctx.from?.language_code);
    const locale = spoken ?? defaultLocale;
    Object.assign(ctx, {
      actor,
      now,
      saidAt: saidAt(ctx, now),
      locale,
      t: translator(locale),
      unitName,
      menusChanged: new Set(),
      ref: { botId, updateId: ctx.update.update_id },
      show: (card, toast) => show(ctx, card, toast),
      send: (card) => sendCard(ctx, card),
      said: undefined,
      seemsToName: (texts) => seemsToName(names, ctx.actor, texts),
    } satisfies Omit<BotContext, keyof Context>);
    if (known?.unreachable && ctx.myChatMember?.new_chat_member.status !== 'kicked')
      await reached(known.personId, now);
    if (known?.actor) await seen({ ...known, zone: known.actor.zone }, now);
    if (acting === 'left') return answerTap(ctx, ctx.t('unit-left'), true);
    await next();
    const own = ctx.from && ctx.chat?.type === 'private' ? BigInt(ctx.from.id) : undefined;
    const keep = (telegramId: bigint, posted: Actor | undefined) =>
      menus.keep(ctx.api, telegramId, posted).catch((error: unknown) => {
        logger.warn({ err: error }, 'menu not set');
      });
    for (const telegramId of ctx.menusChanged) {
      const changed = await people.identify(telegramId, now);
      void keep(telegramId, changed?.actor);
      if (changed?.actor && !changed.unreachable) await reached(changed.personId, now);
    }
    if (known && own !== undefined && !ctx.menusChanged.has(own)) void keep(own, known.actor);
  };
}

/** Buttons of messages that aren't ours to edit any more, or that were sent through a search: there is no chat. */
const withoutMessage: MiddlewareFn<BotContext> = async (ctx, next) => {
  if (!ctx.callbackQuery || ctx.callbackQuery.message) return next();
  if (!ctx.actor) return refuseStranger(ctx);
  await answerTap(ctx, ctx.t('button-stale'));
};

/**
 * The bot: surroundings, open dialogs, features, fallback. Building it has no effect; `handleUpdate` does the work.
 */
export function createBot(token: string, deps: BotDeps): Bot<BotContext> {
  const { db, seal, features, botInfo, client } = deps;
  const bot = new Bot<BotContext>(token, { botInfo, ...(client && { client }) });
  const runner = createDialogRunner({ db, seal, dialogs: features.flatMap(({ dialogs }) => dialogs) });
  bot.use(surroundings(deps));
  bot.use(withoutMessage);
  bot.use(runner.middleware);
  bot.use(createPlain(features.flatMap(({ sayings = [] }) => sayings)));
  const router = new Router();
  for (const feature of features) router.use(feature.compose(runner));
  // What is typed as a command or tapped goes to its handler; a text may be an answer before it is a command in words.
  bot.use(router.byName(), router, router.byName(inWords));
  bot.use(deps.fallback);
  return bot;
}
