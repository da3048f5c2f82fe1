import type { Transformer } from 'grammy';
import type { InlineKeyboardButton, MessageEntity, Update, User } from 'grammy/types';
import { z } from 'zod';
import { createLocalTelegram, type Kept, type LocalTelegram, seen } from '../../playground/emulator/index.js';
import type { Db } from '../../src/db/database.js';
import type { Clock } from '../../src/lib/clock.js';

/** A call as the bot made it: arguments as they were given, files not yet sent. */
type Call = { readonly method: string; readonly payload: Record<string, unknown> };

/** A message of the bot as its chat shows it now: an edit changes it, a deletion takes it out of `shown`. */
export type Shown = {
  readonly chatId: number;
  readonly messageId: number;
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly keyboard: readonly (readonly InlineKeyboardButton[])[];
  readonly edits: number;
  /** The name of the file that it brought. */
  readonly document?: string | undefined;
  readonly fileId?: string | undefined;
};

/** Somebody in the world of a test. */
export type Account = { readonly id: number; readonly name: string; readonly language?: string };

/** A group in the world of a test, or one of its topics. */
export type Group = { readonly id: number; readonly title: string; readonly topicId?: number };

export const TOKEN = '4242:TEST';

/** The calls that the bot has reason to make. Any other throws, so that nothing goes out unnoticed. */
const EXPECTED = new Set([
  'sendMessage',
  'sendDocument',
  'sendPhoto',
  'sendVoice',
  'sendMediaGroup',
  'editMessageText',
  'editMessageReplyMarkup',
  'deleteMessage',
  'answerCallbackQuery',
  'getFile',
  'setMyCommands',
  'deleteMyCommands',
  'sendChatAction',
]);

/**
 * The one double of Telegram: the playground's, within the process, with what tests look at. Everybody whom an update
 * or the database names has an account there and has pressed Start; groups so named have the bot in them.
 */
export function testTelegram({ db, clock }: { readonly db: Db; readonly clock: Clock }) {
  const telegram = createLocalTelegram({
    token: TOKEN,
    botName: 'Sambang',
    botUsername: 'sambang_bot',
    now: clock.now,
  });
  telegram.countUpdatesFrom(1);
  const calls: Call[] = [];
  const refusals: string[] = [];
  const failures: ((call: Call) => Error | undefined)[] = [];
  const queryAnswers: { text?: string; alert: boolean }[] = [];
  const shown = keepShown(telegram);

  async function carryOut(
    prev: Parameters<Transformer>[0],
    ...[method, payload, signal]: Parameters<Parameters<Transformer>[0]>
  ) {
    const call: Call = { method, payload: { ...payload } };
    calls.push(call);
    const failure = failures.map((fails) => fails(call)).find(Boolean);
    if (failure) throw failure;
    if (!EXPECTED.has(method)) throw new Error(`unexpected call ${method}`);
    await meetChat(telegram, db, Number(call.payload['chat_id']));
    const answer = await prev(method, payload, signal);
    if (!answer.ok) refusals.push(`${method}: ${answer.description}`);
    else if (method === 'answerCallbackQuery') queryAnswers.push(toastOf(call.payload));
    return answer;
  }
  const transformer: Transformer = (prev, method, payload, signal) => carryOut(prev, method, payload, signal);

  return {
    telegram,
    calls,
    /** What Telegram refused, as `<method>: <its words>`. */
    refusals,
    /** Errors that calls meet before they reach Telegram. */
    failures,
    /** What taps were answered with. */
    queryAnswers,
    shown,
    transformer,
    meetUser: (account: Account): User => meetUser(telegram, account),
    meetGroup: (group: Group, memberId: number): void => meetGroup(telegram, group, memberId),
    /** Queues any update, whose people and chats are there from now on. */
    inject(update: Omit<Update, 'update_id'>): void {
      for (const { from, chat, topicId } of placesIn(update)) {
        if (from) meetUser(telegram, from);
        if (!chat) continue;
        if (chat.id > 0) meetUser(telegram, { id: chat.id, name: from?.name ?? 'X' });
        else if (from) meetGroup(telegram, { ...chat, ...(topicId !== undefined && { topicId }) }, from.id);
      }
      telegram.inject(update);
    },
    /** A message of the bot's that has been lying in a private chat since before the test. */
    earlier(account: Account, text: string): Shown {
      meetUser(telegram, account);
      const { message_id: id } = telegram.world.postFromBot(telegram.world.room(account.id), { text });
      const message = shown.find(({ chatId, messageId }) => chatId === account.id && messageId === id);
      if (!message) throw new Error('the message is not shown');
      return message;
    },
  };
}

const Somebody = z.object({ id: z.number(), first_name: z.string(), is_bot: z.literal(false) });
const Somewhere = z.object({ id: z.number(), title: z.string().optional() });

/** Who and where an update, as odd as it may be, is about; once for each object in it that says so. */
function placesIn(value: unknown): { from?: Account; chat?: Group; topicId?: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { from, chat, message_thread_id: topicId } = value as Readonly<Record<string, unknown>>;
  const person = Somebody.safeParse(from).data;
  const place = Somewhere.safeParse(chat).data;
  return [
    {
      ...(person && { from: { id: person.id, name: person.first_name } }),
      ...(place && { chat: { id: place.id, title: place.title ?? '' } }),
      ...(typeof topicId === 'number' && { topicId }),
    },
    ...Object.values(value).flatMap(placesIn),
  ];
}

/** The bot's messages in all chats, in the order in which they came. */
function keepShown(telegram: LocalTelegram): Shown[] {
  const shown: Shown[] = [];
  const known = new Map<Kept, Shown>();
  telegram.on((event) => {
    if (event.type !== 'message') return;
    const { kept } = event;
    const there = known.get(kept);
    if (kept.deleted) {
      if (there && shown.includes(there)) shown.splice(shown.indexOf(there), 1);
    } else if (!there && seen(kept).fromBot) {
      const view = viewOf(kept);
      known.set(kept, view);
      shown.push(view);
    }
  });
  return shown;
}

function viewOf(kept: Kept): Shown {
  return {
    chatId: kept.message.chat.id,
    messageId: kept.message.message_id,
    get text() {
      return seen(kept).text;
    },
    get entities() {
      return seen(kept).entities;
    },
    get keyboard() {
      return seen(kept).buttons;
    },
    get edits() {
      return kept.edits;
    },
    get document() {
      return seen(kept).document?.name;
    },
    get fileId() {
      return seen(kept).document?.fileId;
    },
  };
}

function toastOf({ text, show_alert: alert }: Call['payload']): { text?: string; alert: boolean } {
  return { ...(typeof text === 'string' && { text }), alert: alert === true };
}

function meetUser(telegram: LocalTelegram, { id, name, language = 'id' }: Account): User {
  const known = telegram.world.people.find(id);
  const now = { id, first_name: name, language_code: language };
  if (known) {
    const same = known.first_name === name && known.language_code === language;
    return same ? known : telegram.changeUser(now);
  }
  const user = telegram.addUser(now);
  telegram.begin(id);
  return user;
}

function meetGroup(telegram: LocalTelegram, { id, title, topicId }: Group, memberId: number): void {
  if (!telegram.world.rooms.has(id)) {
    telegram.addGroup({ id, title, type: 'supergroup', memberIds: [memberId], withBot: false });
    telegram.world.room(id).members.set(telegram.bot.id, 'member');
  }
  const room = telegram.world.room(id);
  if (!room.isMember(memberId)) room.members.set(memberId, 'member');
  if (topicId !== undefined) room.topics.set(topicId, title);
}

/** A chat that only the database knows yet. One that nobody knows is refused by Telegram itself. */
async function meetChat(telegram: LocalTelegram, db: Db, chatId: number): Promise<void> {
  if (!Number.isSafeInteger(chatId) || telegram.world.rooms.has(chatId)) return;
  if (chatId > 0) {
    const person = await db.read.person.findUnique({ where: { telegramId: BigInt(chatId) } });
    if (person) meetUser(telegram, { id: chatId, name: person.name });
    return;
  }
  const group = await db.read.groupChat.findFirst({
    where: { chatId: BigInt(chatId) },
    include: { boundBy: true },
  });
  if (!group) return;
  const boundBy = Number(group.boundBy.telegramId);
  meetUser(telegram, { id: boundBy, name: group.boundBy.name });
  meetGroup(
    telegram,
    { id: chatId, title: group.title, ...(group.topicId !== null && { topicId: group.topicId }) },
    boundBy,
  );
}
