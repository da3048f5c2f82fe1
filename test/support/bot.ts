import { Api, type ApiClientOptions } from 'grammy';
import type { InlineKeyboardButton, Message, MessageEntity, Update, UserFromGetMe } from 'grammy/types';
import type { PostKind } from '../../src/access/actor.js';
import { createBot } from '../../src/bot/create-bot.js';
import { createDelivery } from '../../src/delivery/delivery.js';
import { groupGuard } from '../../src/delivery/guard/group-guard.js';
import { createFallback } from '../../src/features/help/feature.js';
import { createPeopleService } from '../../src/features/people/service.js';
import { createFeatures } from '../../src/features.js';
import { createLogger } from '../../src/lib/logger.js';
import { type FixedClock, fixedClock } from './clock.js';
import type { TestDatabase } from './database.js';

const BOT_INFO: UserFromGetMe = {
  id: 4242,
  is_bot: true,
  first_name: 'Sambang',
  username: 'sambang_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
} as UserFromGetMe;

type Call = { readonly method: string; readonly payload: Record<string, unknown> };

/** A message as the chat shows it now. */
export type Shown = {
  readonly chatId: number;
  readonly messageId: number;
  text: string;
  entities: readonly MessageEntity[];
  keyboard: readonly (readonly InlineKeyboardButton[])[];
  edits: number;
  document?: string;
};

/** Somebody in the world of a test: an account with the posts that it holds. */
export type Account = { readonly id: number; readonly name: string; readonly language?: string };

/** Calls that are part of every run and carry nothing that a test asserts. */
const QUIET = new Set(['setMyCommands', 'sendChatAction']);

/**
 * The real bot with the real features on a real database, driven by `handleUpdate`. A transformer keeps what each
 * chat shows; a call to a method it doesn't know throws, so that nothing goes out unnoticed.
 */
export async function startBot(
  database: TestDatabase,
  options: { readonly now?: string; readonly zone?: string } = {},
) {
  const { db } = database;
  const zone = options.zone ?? 'Asia/Jayapura';
  const clock: FixedClock = fixedClock(options.now ?? '2023-08-28T00:00:00Z');
  const logger = createLogger('silent');
  const calls: Call[] = [];
  const shown: Shown[] = [];
  const files = new Map<string, Uint8Array>();
  const queryAnswers: { text?: string; alert: boolean }[] = [];
  const failures: ((call: Call) => Error | undefined)[] = [];
  let nextMessage = 1000;
  let nextUpdate = 1;

  const record = (method: string, payload: Record<string, unknown>): unknown => {
    const call = { method, payload };
    calls.push(call);
    const failure = failures.map((fails) => fails(call)).find(Boolean);
    if (failure) throw failure;
    const chatId = Number(payload['chat_id']);
    const keyboard = (payload['reply_markup'] as { inline_keyboard?: InlineKeyboardButton[][] } | undefined)
      ?.inline_keyboard;
    const find = () => shown.find((m) => m.chatId === chatId && m.messageId === payload['message_id']);
    switch (method) {
      case 'sendMessage':
      case 'sendDocument':
      case 'sendPhoto': {
        nextMessage += 1;
        const message: Shown = {
          chatId,
          messageId: nextMessage,
          text: (payload['text'] ?? payload['caption'] ?? '') as string,
          entities: (payload['entities'] ?? payload['caption_entities'] ?? []) as MessageEntity[],
          keyboard: keyboard ?? [],
          edits: 0,
          ...(method === 'sendDocument' && {
            document: (payload['document'] as { filename?: string }).filename ?? '',
          }),
        };
        if (message.text.length > 4096) throw new Error('message is too long');
        shown.push(message);
        return {
          message_id: nextMessage,
          date: 0,
          chat: { id: chatId, type: 'private', first_name: '' },
          text: message.text,
        };
      }
      case 'editMessageText':
      case 'editMessageReplyMarkup': {
        const message = find();
        if (!message) throw new Error(`no message ${String(payload['message_id'])} in chat ${chatId}`);
        if (method === 'editMessageText') {
          message.text = payload['text'] as string;
          message.entities = (payload['entities'] ?? []) as MessageEntity[];
        }
        message.keyboard = keyboard ?? [];
        message.edits += 1;
        return true;
      }
      case 'deleteMessage': {
        const message = find();
        if (message) shown.splice(shown.indexOf(message), 1);
        return true;
      }
      case 'answerCallbackQuery':
        queryAnswers.push({
          ...(payload['text'] === undefined ? {} : { text: payload['text'] as string }),
          alert: payload['show_alert'] === true,
        });
        return true;
      case 'getFile':
        return {
          file_id: payload['file_id'],
          file_unique_id: payload['file_id'],
          file_path: String(payload['file_id']),
        };
      default:
        if (QUIET.has(method)) return true;
        throw new Error(`unexpected call ${method}`);
    }
  };
  const intercept = (api: Api): void => {
    api.config.use(async (_prev, method, payload) => ({
      ok: true,
      result: record(method, payload) as never,
    }));
    api.config.use(groupGuard({ db }));
  };

  const people = createPeopleService({ db, defaultLocale: 'id', secret: 'test' });
  const { unitId } = await people.prepareUnit(
    { name: 'Rutan Kelas IIB Masohi', zone, headTelegramIds: [], headName: 'Kepala Rutan' },
    clock.now(),
  );
  const { features, forDelivery } = createFeatures({
    db,
    people,
    clock,
    defaultLocale: 'id',
    botUsername: BOT_INFO.username,
    download: async (fileId) => {
      const content = files.get(fileId);
      if (!content) throw new Error(`no file ${fileId}`);
      return content;
    },
    wake: () => undefined,
  });
  const client: ApiClientOptions = {};
  const bot = createBot('4242:TEST', {
    ...{ db, clock, logger, people, features, botInfo: BOT_INFO, client },
    fallback: createFallback(),
    unitName: 'Rutan Kelas IIB Masohi',
    defaultLocale: 'id',
  });
  intercept(bot.api);
  const deliveryApi = new Api('4242:TEST');
  intercept(deliveryApi);
  const delivery = createDelivery({
    ...{ db, api: deliveryApi, clock, logger, ...forDelivery },
    owner: 'test',
    // Pacing waits in real time are no part of these tests.
    wait: async (ms) => clock.advance(ms),
  });

  const handle = async (update: Omit<Update, 'update_id'>): Promise<Update> => {
    const whole = { ...update, update_id: nextUpdate++ };
    await bot.handleUpdate(whole);
    return whole;
  };

  /** Acts for somebody in their private chat with the bot, or in a group. */
  const as = (
    account: Account,
    group?: { readonly id: number; readonly title: string; readonly topicId?: number },
  ) => {
    const from = {
      id: account.id,
      is_bot: false,
      first_name: account.name,
      language_code: account.language ?? 'id',
    };
    const chat = group
      ? { id: group.id, type: 'supergroup' as const, title: group.title }
      : { id: account.id, type: 'private' as const, first_name: account.name };
    const base = () => ({
      message_id: ++nextMessage,
      date: Math.floor(clock.now().getTime() / 1000),
      chat,
      from,
      ...(group?.topicId === undefined ? {} : { message_thread_id: group.topicId, is_topic_message: true }),
    });
    const send = (content: Partial<Message>) => handle({ message: { ...base(), ...content } as never });
    const messages = () => shown.filter(({ chatId }) => chatId === chat.id);
    const last = (): Shown => {
      const message = messages().at(-1);
      if (!message) throw new Error(`the bot has said nothing to ${account.name}`);
      return message;
    };
    const tapData = (data: string, message: Shown = last()) =>
      handle({
        callback_query: {
          id: String(nextUpdate),
          from,
          chat_instance: '1',
          data,
          message: { message_id: message.messageId, date: 1, chat, text: message.text },
        },
      });
    return {
      account,
      chatId: chat.id,
      messages,
      last,
      /** Text; a leading slash makes it a command. */
      say: (text: string, reply?: Shown) =>
        send({
          text,
          ...(text.startsWith('/') && {
            entities: [{ type: 'bot_command', offset: 0, length: text.split(/\s/u, 1)[0]?.length ?? 0 }],
          }),
          ...(reply && {
            reply_to_message: { message_id: reply.messageId, date: 1, chat, text: reply.text } as never,
          }),
        }),
      photo: (id: string) =>
        send({ photo: [{ file_id: id, file_unique_id: `u${id}`, width: 90, height: 90 }] }),
      document: (name: string, content: Uint8Array, mime = 'text/csv', caption?: string) => {
        files.set(`file-${name}-${nextUpdate}`, content);
        return send({
          ...(caption !== undefined && { caption }),
          document: {
            file_id: `file-${name}-${nextUpdate}`,
            file_unique_id: name,
            file_name: name,
            mime_type: mime,
            file_size: content.length,
          },
        });
      },
      /** Taps the button whose label contains the text, on the last message with buttons or on the given one. */
      tap: (label: string, message?: Shown) => {
        const on = message ?? messages().findLast(({ keyboard }) => keyboard.length > 0);
        if (!on) throw new Error(`${account.name} sees no message with buttons`);
        const buttons = on.keyboard.flat();
        const button =
          buttons.find(({ text }) => text === label) ?? buttons.find(({ text }) => text.includes(label));
        if (!button || !('callback_data' in button)) {
          throw new Error(`no button "${label}"; there are: ${buttons.map(({ text }) => text).join(' | ')}`);
        }
        return tapData(button.callback_data, on);
      },
      tapData,
      /** The labels on the keyboard of the last message. */
      buttons: () => last().keyboard.map((row) => row.map(({ text }) => text)),
    };
  };

  /** Somebody who holds a post from the start. */
  const person = async (account: Account, kind: PostKind, agencyId: number | null = null) => {
    const known = await db.read.person.findUnique({ where: { telegramId: BigInt(account.id) } });
    const { id: personId } =
      known ??
      (await db.write((tx) =>
        tx.person.create({
          data: { telegramId: BigInt(account.id), name: account.name, createdAt: clock.now() },
        }),
      ));
    await db.write((tx) =>
      tx.post.create({ data: { unitId, personId, kind, agencyId, startedAt: clock.now() } }),
    );
    return as(account);
  };

  return {
    ...{
      db,
      clock,
      unitId,
      zone,
      calls,
      shown,
      queryAnswers,
      failures,
      as,
      person,
      handle,
      people,
      features,
      bot,
    },
    /** Delivers an update again, as Telegram does after a crash. */
    redeliver: (update: Update) => bot.handleUpdate(update),
    /** Gives the next update this number. */
    countFrom: (update: number) => {
      nextUpdate = update;
    },
    /** Sends what is due now. */
    deliver: () => delivery.tick(),
    stop: () => delivery.stop(),
  };
}

export type TestBot = Awaited<ReturnType<typeof startBot>>;
