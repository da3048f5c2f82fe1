import { fileURLToPath } from 'node:url';
import { KEY_BYTES } from '#sambang/lib/shut/seal.js';
import { UNIT } from '../../counts/sample.js';
import { type Child, start, until } from './child.js';

export type Program = Child & { readonly port: number };

export type ProgramJob = {
  readonly databaseUrl: string;
  readonly apiRoot: string;
  readonly token: string;
  readonly port: number;
  /** Where Telegram is told to call; left out: the program polls. */
  readonly webhook?: string;
  /** The heads' Telegram ids. */
  readonly heads: readonly number[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
};

export const WEBHOOK_PATH = '/telegram';

/** Starts the program as `npm start` does; resolves once it serves. */
export async function startProgram(job: ProgramJob): Promise<Program> {
  const { databaseUrl, apiRoot, token, port, webhook, heads, cwd, env } = job;
  const child = start({
    command: process.execPath,
    args: [fileURLToPath(new URL('../../../main.js', import.meta.url))],
    cwd,
    env: {
      BOT_TOKEN: token,
      BOT_API_ROOT: apiRoot,
      DATABASE_URL: databaseUrl,
      HEAD_TELEGRAM_IDS: heads.join(','),
      UNIT_NAME: UNIT.name,
      UNIT_TIMEZONE: UNIT.zone,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      DATA_KEY: Buffer.alloc(KEY_BYTES, 7).toString('base64url'),
      BACKUP_HOUR: 'off',
      ...(webhook !== undefined && { WEBHOOK_URL: webhook, WEBHOOK_SECRET: 'a-secret-of-the-drill' }),
      ...env,
    },
  });
  const health = `http://127.0.0.1:${port}/healthz`;
  try {
    await until('the program serves', async () => (await fetch(health)).ok, child);
  } catch (error) {
    if (!child.hasEnded()) await child.kill();
    throw error;
  }
  return { ...child, port };
}
