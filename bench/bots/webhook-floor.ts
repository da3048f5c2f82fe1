import { createServer } from 'node:http';
import BetterSqlite3 from 'better-sqlite3';
import { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { createTelegramClient } from '#sambang/telegram/client.js';
import { COMMAND, ENROLLED_SQL, floorAnswer } from '../counts/question.js';
import type { BotJob } from './bot.js';

/** The floor by webhook: grammY as it comes, one prepared statement, nobody asked who they are; the same HTTP client. */
export async function startWebhookFloor(
  { apiRoot, token, databaseFile }: BotJob,
  port: number,
): Promise<() => Promise<void>> {
  const database = new BetterSqlite3(databaseFile, { readonly: true });
  const enrolled = database.prepare<[], { people: number; enrolments: number }>(ENROLLED_SQL);
  const client = createTelegramClient({ apiRoot });
  const bot = new Bot(token, { client: client.options });
  bot.command(COMMAND, (ctx) => ctx.reply(floorAnswer(enrolled.get())));
  await bot.init();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const update = JSON.parse(Buffer.concat(chunks).toString()) as Update;
      bot.handleUpdate(update).then(
        () => response.writeHead(200).end('ok'),
        () => response.writeHead(500).end(),
      );
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return async () => {
    server.closeAllConnections();
    server.close();
    await client.close();
    database.close();
  };
}
