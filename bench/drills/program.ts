import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { KEY_BYTES } from '#sambang/lib/shut/seal.js';
import { UNIT } from '../counts/sample.js';
import type { Line } from './world.js';

export type Program = {
  /** Ends it; SIGKILL lets it finish nothing. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
};

/** Starts the program as `npm start` does. @param port Where it takes in updates by webhook; by polling without one. */
export function startProgram(databaseUrl: string, { token, url }: Line, port?: number): Program {
  const webhook =
    port === undefined
      ? { WEBHOOK_URL: '' }
      : { WEBHOOK_URL: `http://127.0.0.1:${port}/telegram`, WEBHOOK_SECRET: 'a-secret-of-sixteen-or-more' };
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../main.js', import.meta.url))], {
    // Not where an `.env` may lie.
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: {
      ...process.env,
      BOT_TOKEN: token,
      BOT_API_ROOT: url,
      DATABASE_URL: databaseUrl,
      ...webhook,
      HOST: '',
      HEAD_TELEGRAM_IDS: String(UNIT.firstPerson),
      UNIT_NAME: UNIT.name,
      UNIT_TIMEZONE: UNIT.zone,
      PORT: String(port ?? 0),
      LOG_LEVEL: 'fatal',
      DATA_KEY: Buffer.alloc(KEY_BYTES, 7).toString('base64url'),
      BACKUP_HOUR: 'off',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  return {
    end: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}
