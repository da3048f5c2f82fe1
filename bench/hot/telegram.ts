import { createServer } from 'node:http';
import type { InlineKeyboardMarkup } from 'grammy/types';

type Keyboard = InlineKeyboardMarkup['inline_keyboard'];

/** What a chat shows last. */
type Shown = { readonly text: string; readonly keyboard: Keyboard; readonly messageId: number };

/** The Bot API as far as measured bots use it: answers at once, and keeps what each chat shows last. */
export type Telegram = {
  readonly url: string;
  readonly shown: (token: string, chatId: number) => Shown | undefined;
  /** How many calls each method had so far. */
  readonly calls: (token: string) => number;
  readonly close: () => Promise<void>;
};

type Params = {
  readonly chat_id?: number;
  readonly text?: string;
  readonly message_id?: number;
  readonly reply_markup?: InlineKeyboardMarkup;
};

type Chats = Map<number, Shown>;

/** What a call comes to, as the Bot API would answer it. */
function resultOf(chats: Chats, botId: number, method: string, params: Params): unknown {
  if (method === 'getMe') return { id: botId, is_bot: true, first_name: 'Bench', username: 'bench_bot' };
  const { chat_id: chatId, text, reply_markup: markup } = params;
  if (chatId === undefined || text === undefined) return true;
  const last = chats.get(chatId)?.messageId ?? 0;
  const messageId = params.message_id ?? last + 1;
  // An edit of an earlier message isn't what the chat shows last.
  if (messageId >= last) chats.set(chatId, { text, keyboard: markup?.inline_keyboard ?? [], messageId });
  return { message_id: messageId, date: 0, chat: { id: chatId, type: 'private', first_name: 'x' }, text };
}

/** Serves it on a free port of this computer. */
export async function startTelegram(): Promise<Telegram> {
  const bots = new Map<string, { readonly chats: Chats; calls: number }>();
  const botOf = (token: string) => {
    const known = bots.get(token) ?? { chats: new Map(), calls: 0 };
    bots.set(token, known);
    return known;
  };
  const server = createServer((request, response) => {
    const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)$/u.exec(request.url ?? '') ?? [];
    const bot = botOf(token);
    bot.calls += 1;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const params = (body === '' ? {} : JSON.parse(body)) as Params;
      const result = resultOf(bot.chats, Number.parseInt(token, 10), method, params);
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ok: true, result }));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    shown: (token, chatId) => botOf(token).chats.get(chatId),
    calls: (token) => botOf(token).calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
