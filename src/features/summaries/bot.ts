import type { Filter, NextFunction } from 'grammy';
import type { ActorContext, BotContext } from '../../bot/context.js';
import { onCommand, onTap } from '../../bot/guards.js';
import { Router } from '../../bot/routing/router.js';
import { answerTap } from '../../bot/show.js';
import type { Tapped } from '../../dialogs/callback.js';
import { translator } from '../../words/translate.js';
import { voiceOf } from '../../words/voice.js';
import { summaryCard } from './content/messages.js';
import {
  agencyCard,
  boundCard,
  type Draft,
  dayCard,
  draftCard,
  groupsCard,
  hourCard,
  stopCard,
} from './messages.js';
import { type Binding, DEFAULT_SLOT, readTyped, toWeekday } from './rules.js';
import type { Chat, SummariesService } from './service.js';
import { boundTap, previewTap, setupTap, stopTap } from './taps.js';

/** The group that the update is from; undefined in private. */
function groupOf(ctx: BotContext): Chat | undefined {
  const { chat, msg } = ctx;
  if (!chat || !('title' in chat) || !chat.title || chat.type === 'channel') return undefined;
  const topicId = (msg?.is_topic_message && msg.message_thread_id) || null;
  return { chatId: BigInt(chat.id), title: chat.title, topicId };
}

/** Says it to whoever tapped, leaving the card as it is, or as a message after a command. */
async function refuse(ctx: ActorContext, key: string): Promise<void> {
  const text = ctx.t(key);
  if (ctx.callbackQuery) await answerTap(ctx, text, true);
  else await ctx.show({ text });
}

type SummariesBotDeps = {
  readonly summaries: SummariesService;
  readonly wake: () => void;
};

async function showState(
  { summaries }: SummariesBotDeps,
  ctx: ActorContext,
  chat: Chat,
  note?: string,
): Promise<void> {
  const group = await summaries.bound(ctx.actor, chat.chatId);
  if (group) await ctx.show(boundCard(voiceOf(ctx), group, note));
  else await ctx.show({ text: ctx.t('summary-not-bound') });
}

async function preview(
  { summaries }: SummariesBotDeps,
  ctx: ActorContext,
  chat: Chat | undefined,
): Promise<void> {
  const shown = await summaries.preview(ctx.actor, chat?.chatId, ctx.now);
  if (!shown.ok) return refuse(ctx, shown.reason === 'forbidden' ? 'refused-post' : 'summary-not-bound');
  const locale = shown.group?.locale ?? ctx.locale;
  const t = translator(locale);
  if (ctx.callbackQuery) await answerTap(ctx);
  await ctx.send(summaryCard(voiceOf(ctx), shown.summary, t('summary-preview')));
}

async function bind(
  { summaries, wake }: SummariesBotDeps,
  ctx: ActorContext,
  chat: Chat,
  binding: Binding,
): Promise<void> {
  const bound = await summaries.bind(ctx.actor, chat, binding, ctx.ref, ctx.now);
  wake();
  if (bound.ok) await ctx.show(boundCard(voiceOf(ctx), bound.group, ctx.t('summary-saved')));
  else await refuse(ctx, `summary-${bound.reason}`);
}

async function stop(
  deps: SummariesBotDeps,
  ctx: ActorContext,
  chat: Chat,
  groupId: number | null,
): Promise<void> {
  const ended = await deps.summaries.unbind(ctx.actor, chat.chatId, groupId, ctx.ref, ctx.now);
  if (ended.ok) await ctx.show({ text: ctx.t('summary-stopped') });
  else if (ended.reason === 'forbidden') await refuse(ctx, 'summary-forbidden');
  else await showState(deps, ctx, chat, ctx.t('button-stale'));
}

async function onSummary(deps: SummariesBotDeps, ctx: ActorContext, argument: string) {
  const { summaries } = deps;
  const { actor, t, saidAt: now, locale } = ctx;
  const chat = groupOf(ctx);
  const group = chat && (await summaries.bound(actor, chat.chatId));
  const standing: Binding = group ?? { ...DEFAULT_SLOT, locale, agencyId: null };
  const typed = readTyped(argument, standing, { now, zone: actor.zone, locale });
  if (typed.kind === 'now') return preview(deps, ctx, chat);
  if (!chat) {
    if (typed.kind === 'open') {
      const groups = await summaries.groups(actor);
      return ctx.show(groupsCard(voiceOf(ctx), groups, summaries.mayBind(actor)));
    }
    return ctx.show({
      text: t(typed.kind === 'unknown' ? 'summary-not-read-private' : 'summary-in-group'),
    });
  }
  if (!summaries.mayBind(actor)) return ctx.show({ text: t('summary-forbidden') });
  switch (typed.kind) {
    case 'unknown':
      // What was typed may hold a name, and is not repeated in a group.
      return ctx.show({ text: t('summary-not-read') });
    case 'stop':
      return stop(deps, ctx, chat, null);
    case 'slot':
      return bind(deps, ctx, chat, { ...standing, ...typed.slot });
    case 'open':
      return group
        ? ctx.show(boundCard(voiceOf(ctx), group))
        : ctx.show(draftCard(voiceOf(ctx), { ...standing, agencyName: null }, false));
  }
}

async function onSetup(
  deps: SummariesBotDeps,
  ctx: ActorContext,
  { step, weekday, minute, locale, agency, page }: Tapped<typeof setupTap>,
) {
  const { summaries } = deps;
  const chat = groupOf(ctx);
  if (!chat || weekday < 1 || weekday > 7 || minute >= 24 * 60) return refuse(ctx, 'button-stale');
  if (!summaries.mayBind(ctx.actor)) return refuse(ctx, 'summary-forbidden');
  const agencyId = agency === 0 ? null : agency;
  const binding: Binding = { weekday: toWeekday(weekday), minute, locale, agencyId };
  const voice = voiceOf(ctx);
  switch (step) {
    case 'save':
      return bind(deps, ctx, chat, binding);
    case 'day':
      return ctx.show(dayCard(voice, binding));
    case 'hour':
      return ctx.show(hourCard(voice, binding));
    case 'agency':
      return ctx.show(agencyCard(voice, binding, await summaries.agencies(ctx.actor), page));
    case 'menu': {
      const agencies = agencyId === null ? [] : await summaries.agencies(ctx.actor);
      const chosen = agencies.find(({ id }) => id === agencyId);
      if (agencyId !== null && !chosen) return refuse(ctx, 'summary-agency-gone');
      const draft: Draft = { ...binding, agencyName: chosen?.name ?? null };
      const bound = await summaries.bound(ctx.actor, chat.chatId);
      return ctx.show(draftCard(voice, draft, bound !== undefined));
    }
  }
}

async function onBound(deps: SummariesBotDeps, ctx: ActorContext) {
  const chat = groupOf(ctx);
  if (!chat || !deps.summaries.mayBind(ctx.actor)) return refuse(ctx, 'summary-forbidden');
  await showState(deps, ctx, chat);
}

async function onStop(
  deps: SummariesBotDeps,
  ctx: ActorContext,
  { group: groupId, sure }: Tapped<typeof stopTap>,
) {
  const { summaries } = deps;
  const chat = groupOf(ctx);
  if (!chat || !summaries.mayBind(ctx.actor)) return refuse(ctx, 'summary-forbidden');
  if (sure === 'yes') return stop(deps, ctx, chat, groupId);
  const group = await summaries.bound(ctx.actor, chat.chatId);
  if (group?.id !== groupId) return showState(deps, ctx, chat, ctx.t('button-stale'));
  await ctx.show(stopCard(voiceOf(ctx), group));
}

async function onMyChatMember(
  { summaries, wake }: SummariesBotDeps,
  ctx: Filter<BotContext, 'my_chat_member'>,
  next: NextFunction,
) {
  const { status } = ctx.myChatMember.new_chat_member;
  if (ctx.chat.type === 'private' || (status !== 'left' && status !== 'kicked')) return next();
  await summaries.lost(BigInt(ctx.chat.id), ctx.ref, ctx.now);
  wake();
}

/** `/ringkasan`: a head binds a group, and anybody of the unit looks at the figures. */
export function createSummariesBot(deps: SummariesBotDeps): Router {
  const { summaries } = deps;
  const bot = new Router();
  onCommand(bot, 'summary', (ctx, argument) => onSummary(deps, ctx, argument));
  onTap(bot, setupTap, (ctx, values) => onSetup(deps, ctx, values), 'anywhere');
  onTap(bot, boundTap, (ctx) => onBound(deps, ctx), 'anywhere');
  onTap(bot, stopTap, (ctx, values) => onStop(deps, ctx, values), 'anywhere');
  onTap(bot, previewTap, (ctx) => preview(deps, ctx, groupOf(ctx)), 'anywhere');
  bot.on('my_chat_member', (ctx, next) => onMyChatMember(deps, ctx, next));
  bot.on('message:migrate_to_chat_id', async (ctx) => {
    await summaries.moved(BigInt(ctx.chat.id), BigInt(ctx.message.migrate_to_chat_id), ctx.now);
  });
  bot.on('message:migrate_from_chat_id', async (ctx) => {
    await summaries.moved(BigInt(ctx.message.migrate_from_chat_id), BigInt(ctx.chat.id), ctx.now);
  });
  return bot;
}
