import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createLocalTelegram, type SeenMessage, serveTelegram } from '../../playground/emulator/index.js';
import { type App, createApp } from '../../src/app.js';
import type { Config } from '../../src/config/config.js';
import { createLogger } from '../../src/lib/logger.js';
import { KEY_BYTES } from '../../src/lib/shut/seal.js';
import { PATIENCE_MS } from '../support/patience.js';

export const TOKEN = '777:end-to-end-token-of-the-right-shape-12345';
export const DATA_KEY = randomBytes(KEY_BYTES);
export const GROUP = -1_001_000_000_777;
export const HEAD = 1;
export const OFFICER = 2;
export const HUMAS = 3;
export const FISHERIES = 4;
export const STRANGER = 5;

const ACCOUNTS = [
  { id: HEAD, first_name: 'Yusuf', last_name: 'Latuconsina' },
  { id: OFFICER, first_name: 'Maria', last_name: 'Tehupelasury' },
  { id: HUMAS, first_name: 'Rizal', last_name: 'Pattimura' },
  { id: FISHERIES, first_name: 'Ibrahim', last_name: 'Sangadji' },
  { id: STRANGER, first_name: 'Orang', last_name: 'Lewat' },
];

export const ROSTER = readFileSync(new URL('../fixtures/peserta.csv', import.meta.url));

/** A clock that runs, and that a test moves: the program's own timers go on meanwhile. */
function movableClock(start: string) {
  let offset = new Date(start).getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    set: (to: string) => {
      offset = new Date(to).getTime() - Date.now();
    },
  };
}

export function configFor(databaseUrl: string, apiRoot: string): Config {
  return {
    botToken: TOKEN,
    botApiRoot: apiRoot,
    databaseUrl,
    headTelegramIds: [],
    unitName: 'Rutan Kelas IIB Masohi',
    unitTimezone: 'Asia/Jayapura',
    defaultLocale: 'id',
    dataKeys: [DATA_KEY],
    webhook: undefined,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'error',
    backup: {
      folder: 'backups',
      hour: undefined,
      keep: { days: 7, weeks: 4, months: 12 },
      chatId: undefined,
    },
  };
}

/** The whole program over HTTP against the local Telegram, on the database at `databaseUrl`. */
export async function startWorld(
  databaseUrl: string,
  start: string,
  lines: string[] = [],
  more: Partial<Config> = {},
) {
  const clock = movableClock(start);
  const telegram = createLocalTelegram({ token: TOKEN, now: clock.now });
  for (const account of ACCOUNTS) telegram.addUser({ ...account, language_code: 'id' });
  const playground = await serveTelegram(telegram, { port: 0 });
  const refused: string[] = [];
  // Whatever Telegram would refuse is a fault of ours, unless a test brings it about.
  telegram.onCall((call) => {
    if (call.refused) refused.push(`${call.method}: ${JSON.stringify(call.refused)}`);
  });
  const logger = createLogger('warn', { write: (line: string) => void lines.push(line) });
  const config = { ...configFor(databaseUrl, playground.url), ...more };
  const boot = async (): Promise<{ app: App; port: number; claimCode: string | undefined }> => {
    const app = createApp(config, { clock, logger });
    return { app, ...(await app.start()) };
  };
  let running = await boot();

  const seat = (userId: number, chatId = userId) => {
    const latest = (): SeenMessage | undefined =>
      telegram.messages(chatId).findLast(({ fromBot }) => fromBot);
    /** Waits until a message of the bot's in this chat holds every one of the words. */
    const sees = (...words: readonly string[]) =>
      telegram.waitFor(
        chatId,
        (message) =>
          message.fromBot && !message.deleted && words.every((word) => message.text.includes(word)),
        PATIENCE_MS,
      );
    return {
      latest,
      sees,
      say: (text: string) => telegram.send(userId, chatId, { text }),
      sendFile: (name: string, bytes: Uint8Array) =>
        telegram.send(userId, chatId, { document: { name, bytes, mime: 'text/csv' } }),
      open: (link: string) => telegram.openLink(userId, link),
      /** Taps a button of the message by part of its label. */
      tap: async (label: string, on: SeenMessage) => {
        const present = telegram.messages(chatId).find(({ id }) => id === on.id);
        const button = present?.buttons.flat().find(({ text }) => text.includes(label));
        if (!button) {
          const there = present?.buttons.flat().map(({ text }) => text);
          throw new Error(
            `no button ${label}; there are ${there?.join(' | ') ?? 'none'} below: ${present?.text}`,
          );
        }
        return telegram.tap(userId, chatId, on.id, button.text);
      },
      /** Every text of the bot's in this chat, as it is now. */
      texts: () =>
        telegram
          .messages(chatId)
          .filter(({ fromBot }) => fromBot)
          .map(({ text }) => text),
      files: () => telegram.messages(chatId).flatMap(({ document }) => (document ? [document.name] : [])),
    };
  };

  return {
    ...{ clock, telegram, seat, refused, lines, url: playground.url },
    claimCode: () => running.claimCode,
    port: () => running.port,
    /** Stops the program and starts it anew on the same database, as a deployment does. */
    restart: async () => {
      await running.app.stop();
      running = await boot();
    },
    stopBot: () => running.app.stop(),
    stop: async () => {
      await running.app.stop();
      await playground.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;
