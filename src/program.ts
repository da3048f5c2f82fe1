import { createApp } from './app.js';
import { describeProblems, describeWarnings, parseConfig } from './config/config.js';
import { loadEnvFile } from './config/env-file.js';
import { bothLanguages, explainFault, UNKNOWN } from './faults/explain.js';
import { keyText } from './keys/say-key.js';
import { systemClock } from './lib/clock.js';
import { createLogger } from './lib/logger.js';
import { keepPrivate } from './lib/shut/private-files.js';

const STOP_MS = 10_000;

keepPrivate();
const file = loadEnvFile();
const parsed = parseConfig(process.env, file.names);
if (!parsed.ok || file.problems.length > 0) {
  process.stderr.write(`${describeProblems([...file.problems, ...(parsed.ok ? [] : parsed.problems)])}\n`);
  process.exit(1);
}
const { config, warnings } = parsed;
if (warnings.length > 0) process.stderr.write(`${describeWarnings(warnings)}\n\n`);
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
  const { port, claimCode, madeKey } = await app.start();
  logger.info({ port }, 'Sambang is running');
  if (claimCode) {
    process.stdout.write(
      `\nBelum ada Kepala Rutan. Kirim pesan ini kepada bot dari akun Telegram beliau (berlaku satu kali):\n` +
        `No head yet. Send this to the bot from the head's Telegram account (works once):\n\n  /start ${claimCode}\n\n`,
    );
  }
  if (madeKey) process.stdout.write(keyText(madeKey, process.stdout.isTTY));
  await app.ended;
} catch (err) {
  if (!stopping) {
    const fault = explainFault(err, config);
    if (fault) logger.debug({ err }, 'Sambang cannot run');
    else logger.fatal({ err }, 'Sambang cannot run');
    process.stderr.write(bothLanguages(fault ?? UNKNOWN));
    await stop(1);
  }
}
