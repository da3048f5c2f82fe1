import { Api } from 'grammy';
import type { InlineKeyboardButton, UserFromGetMe } from 'grammy/types';
import { createFallback } from '#sambang/features/help/index.js';
import { createIntake } from '#sambang/intake.js';
import { createLogger } from '#sambang/lib/logger.js';
import { KEY_BYTES } from '#sambang/lib/shut/seal.js';
import { openOffice } from '#sambang/running/office.js';
import { openUnit } from '#sambang/running/unit.js';
import type { TelegramClient } from '#sambang/telegram/client.js';
import { UNIT } from '../counts/sample.js';

/** A call of the bot, its arguments as they were sent. */
export type QuietCall = { readonly method: string; readonly payload: Readonly<Record<string, unknown>> };

/** A message of the bot's with buttons, as its chat shows it. */
type Shown = {
  readonly chatId: number;
  readonly messageId: number;
  readonly keyboard: readonly (readonly InlineKeyboardButton[])[];
};

/** So many messages with buttons are remembered, so that the drill's own memory doesn't grow. */
const SHOWN = 400;
const BOT: UserFromGetMe = {
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
  can_manage_bots: false,
  supports_join_request_queries: false,
};
const TOKEN = `${BOT.id}:here`;

type FetchInit = { readonly body?: unknown };

/** What an upload's parts are called and hold, files as they are, a character each byte. */
function partsOf(form: string): Record<string, unknown> {
  const mark = form.slice(0, form.indexOf('\r\n'));
  const parts = form.split(mark).map((part) => /name="?([^";\r]+)"?[^]*?\r\n\r\n([^]*)\r\n/u.exec(part));
  return Object.fromEntries(parts.flatMap((part) => (part?.[1] ? [[part[1], part[2]]] : [])));
}

async function payloadOf({ body }: FetchInit): Promise<Record<string, unknown>> {
  if (typeof body === 'string') return JSON.parse(body) as Record<string, unknown>;
  if (body === undefined) return {};
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array | string>) chunks.push(Buffer.from(chunk));
  return partsOf(Buffer.concat(chunks).toString('latin1'));
}

/** A Telegram that keeps nothing but the newest messages with buttons. */
function quietTelegram(onCall: (call: QuietCall) => void) {
  const shown: Shown[] = [];
  let messageId = 1_000;

  function show(chatId: number, id: number, markup: unknown): void {
    const there = shown.findIndex((one) => one.chatId === chatId && one.messageId === id);
    if (there >= 0) shown.splice(there, 1);
    if (typeof markup !== 'object' || markup === null || !('inline_keyboard' in markup)) return;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the bot made it
    shown.push({ chatId, messageId: id, keyboard: markup.inline_keyboard as Shown['keyboard'] });
    if (shown.length > SHOWN) shown.shift();
  }

  /** What Telegram would hold against a call. */
  function refusalOf({ method, payload }: QuietCall): string | undefined {
    const text = payload['text'];
    if (typeof text !== 'string') return undefined;
    if (method === 'answerCallbackQuery') return text.length > 200 ? 'MESSAGE_TOO_LONG' : undefined;
    if (text.trim() === '') return 'message text is empty';
    return text.length > 4096 ? 'message is too long' : undefined;
  }

  async function answer(method: string, init: FetchInit): Promise<object> {
    const call: QuietCall = { method, payload: await payloadOf(init) };
    onCall(call);
    const refusal = refusalOf(call);
    if (refusal !== undefined) return { ok: false, error_code: 400, description: `Bad Request: ${refusal}` };
    const chatId = Number(call.payload['chat_id']);
    const isNew = method.startsWith('send') || method === 'copyMessage';
    if (isNew) messageId += 1;
    const id = isNew ? messageId : Number(call.payload['message_id']);
    if (isNew || method.startsWith('edit')) show(chatId, id, call.payload['reply_markup']);
    if (method === 'getFile') return { ok: true, result: { file_id: 'x', file_path: 'x' } };
    const message = { message_id: id, date: 1, chat: { id: chatId, type: 'private' } };
    return { ok: true, result: isNew || method.startsWith('edit') ? message : true };
  }

  return {
    shown,
    fetch: async (url: string, init: FetchInit) => {
      const body = await answer(url.split('/').at(-1) ?? '', init);
      return { json: async () => body };
    },
  };
}

export type Here = Awaited<ReturnType<typeof openHere>>;

/**
 * The program in this process from its intake to its calls of Telegram, without a network: what it is given it handles
 * as what Telegram brings, at a clock that is moved by hand.
 *
 * @param file What every file holds that is sent to the bot.
 */
export async function openHere(
  databaseUrl: string,
  {
    heads,
    onCall,
    file,
    startsAt,
  }: {
    readonly heads: readonly number[];
    readonly onCall: (call: QuietCall) => void;
    readonly file: Uint8Array;
    readonly startsAt: Date;
  },
) {
  // It runs, or nothing that waits would ever go on, and is moved beside.
  let ms = startsAt.getTime() - performance.now();
  const clock = { now: () => new Date(ms + performance.now()) };
  const log: string[] = [];
  const logger = createLogger('error', { write: (line: string) => void log.push(line) });
  const telegram = quietTelegram(onCall);
  const client: TelegramClient = {
    options: { fetch: telegram.fetch },
    fileUrl: () => '',
    downloadFile: async () => file,
    close: async () => undefined,
  };
  const closers: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  const around = {
    config: {
      botToken: TOKEN,
      botApiRoot: 'http://127.0.0.1',
      databaseUrl,
      defaultLocale: 'id' as const,
      unitName: UNIT.name,
      unitTimezone: UNIT.zone,
      headTelegramIds: heads.map(BigInt),
      dataKeys: [new Uint8Array(KEY_BYTES).fill(7)],
      webhook: undefined,
      host: '',
      port: 0,
      logLevel: 'error' as const,
      backup: {
        folder: `${databaseUrl.replace(/^file:/u, '')}.backups`,
        hour: undefined,
        keep: { days: 1, weeks: 1, months: 1 },
        chatId: undefined,
      },
    },
    clock,
    logger,
    closers,
    stopping: stopping.signal,
    settle: { resolve: () => {}, reject: () => {} },
  };
  const unit = await openUnit(around);
  const line = { client, api: new Api(TOKEN, client.options), botInfo: BOT };
  const office = openOffice(around, unit, line);
  await unit.names.refresh();
  const { dispatcher } = createIntake(TOKEN, {
    ...unit,
    ...line,
    ...office,
    clock,
    logger,
    zone: UNIT.zone,
    client: client.options,
    unitName: UNIT.name,
    defaultLocale: 'id',
    fallback: createFallback([]),
    by: 'polling',
    wake: () => office.delivery.wake(),
    onOutcome: () => undefined,
    onStored: () => undefined,
  });
  closers.push(() => dispatcher.close());
  return {
    db: unit.db,
    names: unit.names,
    dispatcher,
    delivery: office.delivery,
    sweeps: office.sweeps,
    shown: telegram.shown,
    /** What was logged of errors since it was last asked. */
    takeLog: () => log.splice(0),
    now: clock.now,
    advance: (by: number) => {
      ms += by;
    },
    close: async () => {
      stopping.abort();
      for (const close of closers.toReversed()) await close();
    },
  };
}
