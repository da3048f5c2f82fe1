import BetterSqlite3 from 'better-sqlite3';
import { Bot } from 'grammy';
import { createTelegramClient } from '#sambang/telegram/client.js';
import { COMMAND, ENROLLED_SQL, floorAnswer } from '../counts/question.js';
import type { BotJob } from './bot.js';

/**
 * What the stack is measured against: grammY as it comes, polling one update after another, one prepared statement,
 * nobody asked who they are; the same HTTP client.
 */
export async function startFloor({ apiRoot, token, databaseFile }: BotJob): Promise<() => Promise<void>> {
  const database = new BetterSqlite3(databaseFile, { readonly: true });
  const enrolled = database.prepare<[], { people: number; enrolments: number }>(ENROLLED_SQL);
  const client = createTelegramClient({ apiRoot });
  const bot = new Bot(token, { client: client.options });
  bot.command(COMMAND, (ctx) => ctx.reply(floorAnswer(enrolled.get())));
  const ended = bot.start();
  return async () => {
    await bot.stop();
    await ended;
    await client.close();
    database.close();
  };
}
