import { existsSync } from 'node:fs';
import { createApp } from './app.js';
import { describeProblems, parseConfig } from './config.js';
import { DatabaseRefused } from './db/start/refusal.js';
import { systemClock } from './lib/clock.js';
import { createLogger } from './lib/logger.js';

const STOP_MS = 10_000;

if (existsSync('.env')) process.loadEnvFile('.env');
const parsed = parseConfig(process.env);
if (!parsed.ok) {
  process.stderr.write(`${describeProblems(parsed.problems)}\n`);
  process.exit(1);
}
const { config } = parsed;
const logger = createLogger(config.logLevel);
const app = createApp(config, { clock: systemClock, logger });

let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Whatever hangs, an office PC must be able to shut down.
  setTimeout(() => process.exit(code || 1), STOP_MS).unref();
  await app.stop();
  process.exit(code);
}

process.on('SIGTERM', () => void stop(0));
process.on('SIGINT', () => void stop(0));

try {
  const { port, claimCode } = await app.start();
  logger.info({ port }, 'Sambang is running');
  if (claimCode) {
    process.stdout.write(
      `\nBelum ada Kepala Rutan. Kirim pesan ini kepada bot dari akun Telegram beliau (berlaku satu kali):\n` +
        `No head yet. Send this to the bot from the head's Telegram account (works once):\n\n  /start ${claimCode}\n\n`,
    );
  }
  await app.ended;
} catch (err) {
  if (!stopping) {
    if (err instanceof DatabaseRefused) process.stderr.write(`\n${err.said.id}\n${err.said.en}\n`);
    else logger.fatal({ err }, 'Sambang cannot run');
    await stop(1);
  }
}
