import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createDatabase } from '#sambang/db/database.js';
import { Prisma } from '#sambang/generated/sqlite/client.js';
import { createLocalTelegram, serveTelegram } from '../../playground/emulator/index.js';
import { UNIT } from '../counts/sample.js';
import { chat, idsOf } from './fleet/chatting.js';
import { startProgram } from './fleet/program.js';
import { freePort } from './port.js';

export type RestorePlan = { readonly people: number; readonly seconds: number };

export type RestoreReport = RestorePlan & {
  /** What people were told was saved before a backup that was made while they went on. */
  readonly confirmed: number;
  /** Of that, what a restore of it hasn't got. */
  readonly lost: number;
  /** Rows, and of which tables some differ after a restore of a backup that was made while nobody wrote. */
  readonly rows: number;
  readonly differing: readonly string[];
};

type Tables = ReadonlyMap<string, readonly string[]>;

const run = promisify(execFile);
const TOKEN = '424242:restore';

/** Every row of every table as text. */
async function everyRow(url: string): Promise<Tables> {
  const db = await createDatabase(url);
  try {
    const tables = new Map<string, readonly string[]>();
    for (const name of Object.keys(Prisma.ModelName)) {
      const rows = await db.read.$queryRaw<object[]>(Prisma.raw(`SELECT * FROM "${name}"`));
      const asText = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);
      tables.set(name, rows.map((row) => JSON.stringify(row, asText)).toSorted());
    }
    return tables;
  } finally {
    await db.close();
  }
}

/** Runs one of the program's own commands in a folder. */
async function command(name: 'backup' | 'restore', folder: string, url: string, ...given: readonly string[]) {
  const script = fileURLToPath(new URL(`../../office/${name}-command.js`, import.meta.url));
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: url, UNIT_TIMEZONE: UNIT.zone };
  await run(process.execPath, [script, ...given], { cwd: folder, env });
}

/** Makes a backup in a folder of its own; resolves to its file. */
async function backUp(folder: string, url: string): Promise<string> {
  await mkdir(folder);
  await command('backup', folder, url);
  const backups = join(folder, 'data', 'backups');
  const [file] = (await readdir(backups)).filter((name) => name.startsWith('sambang'));
  if (file === undefined) throw new Error('no backup was made');
  return join(backups, file);
}

/** The program serves people who chat; what is left of that after a backup, while they went on and another once they had stopped. */
async function chatted(url: string, folder: string, { people, seconds }: RestorePlan) {
  const telegram = createLocalTelegram({ token: TOKEN });
  const heads = idsOf(people);
  for (const id of heads) telegram.addUser({ id, first_name: 'Orang', language_code: 'id' });
  const served = await serveTelegram(telegram, { port: 0 });
  const port = await freePort();
  const job = { port, databaseUrl: url, apiRoot: served.url, token: TOKEN, heads, cwd: folder };
  const program = await startProgram(job);
  try {
    const chatting = chat(telegram, people);
    await sleep(seconds * 1_000);
    const confirmed = chatting.confirmed.map(({ name }) => name);
    const meanwhile = await backUp(join(folder, 'meanwhile'), url);
    await chatting.stop();
    await program.stop();
    return { confirmed, meanwhile, afterwards: await backUp(join(folder, 'afterwards'), url) };
  } finally {
    if (!program.hasEnded()) await program.kill();
    await served.close();
  }
}

/**
 * Backs up a database while people chat, and once they have stopped, and restores both elsewhere.
 *
 * @param elsewhere Runs work with the address of a place in which nothing is yet.
 */
export async function drillRestore(
  url: string,
  plan: RestorePlan,
  elsewhere: <T>(work: (url: string) => Promise<T>) => Promise<T>,
): Promise<RestoreReport> {
  const folder = await mkdtemp(join(tmpdir(), 'sambang-restore-'));
  await chmod(folder, 0o700);
  try {
    const { confirmed, meanwhile, afterwards } = await chatted(url, folder, plan);
    const original = await everyRow(url);
    const restored = (file: string) =>
      elsewhere(async (there) => {
        await command('restore', folder, there, file);
        return everyRow(there);
      });
    const agencies = (await restored(meanwhile)).get('Agency')?.join('\n') ?? '';
    const again = await restored(afterwards);
    return {
      ...plan,
      confirmed: confirmed.length,
      lost: confirmed.filter((name) => !agencies.includes(`"${name}"`)).length,
      rows: [...original.values()].reduce((sum, rows) => sum + rows.length, 0),
      differing: [...original].flatMap(([table, rows]) =>
        again.get(table)?.join('\n') === rows.join('\n') ? [] : [table],
      ),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
