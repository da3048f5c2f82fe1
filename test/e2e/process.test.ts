import { type ChildProcess, spawn } from 'node:child_process';
import { once as onceEvent } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLocalTelegram, serveTelegram } from '../../playground/emulator/index.js';
import { createDatabase, type Reader, type Tx } from '../../src/db/database.js';
import { formatKey } from '../../src/keys/key-text.js';
import { databases, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/listen.js';
import { PATIENCE_MS } from '../support/patience.js';
import { isFull } from '../support/size.js';
import { DATA_KEY, HEAD, TOKEN } from './world.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const main = `${root}dist/main.js`;

type Env = Readonly<Record<string, string>>;

/** The program as `npm start` runs it. */
function run(env: Env): ChildProcess & { readonly said: () => string } {
  const child = spawn(process.execPath, [main], {
    // Only what is given: the tests' own environment is none of its business.
    env: { PATH: process.env['PATH'] ?? '', ...env },
    // A folder without .env.
    cwd: `${root}test`,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => (said += String(data)));
  return Object.assign(child, { said: () => said });
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await onceEvent(child, 'exit');
  return child.exitCode;
}

describe.each(databases())('the program as a process on $kind', ({ kind, open }) => {
  async function world() {
    const telegram = createLocalTelegram({ token: TOKEN });
    telegram.addUser({ id: HEAD, first_name: 'Yusuf', last_name: 'Latuconsina', language_code: 'id' });
    const playground = await serveTelegram(telegram, { port: 0 });
    const database: TestDatabase = await open({ neighbours: false });
    await database.db.close();
    onTestFinished(async () => {
      await playground.close();
      await database.close();
    });
    const port = await freePort();
    const env: Env = {
      BOT_TOKEN: TOKEN,
      BOT_API_ROOT: playground.url,
      DATABASE_URL: database.url,
      UNIT_NAME: 'Rutan Kelas IIB Masohi',
      HEAD_TELEGRAM_IDS: String(HEAD),
      PORT: String(port),
      DATA_KEY: formatKey(DATA_KEY),
    };
    const start = () => {
      const child = run(env);
      onTestFinished(() => void child.kill('SIGKILL'));
      return child;
    };
    async function inDatabase<T>(read: (db: Reader) => Promise<T>): Promise<T> {
      const db = await createDatabase(database.url);
      try {
        return await read(db.read);
      } finally {
        await db.close();
      }
    }
    async function write(work: (tx: Tx) => Promise<unknown>): Promise<void> {
      const db = await createDatabase(database.url);
      await db.write(work);
      await db.close();
    }
    const sees = (...words: string[]) =>
      telegram.waitFor(
        HEAD,
        ({ fromBot, text }) => fromBot && words.every((word) => text.includes(word)),
        PATIENCE_MS,
      );
    return {
      telegram,
      start,
      env,
      port,
      inDatabase,
      write,
      sees,
      say: (text: string) => telegram.send(HEAD, HEAD, { text }),
    };
  }

  it('starts, answers, and on SIGTERM finishes what is in hand and ends with 0 within ten seconds', async () => {
    const { telegram, start, port, say, sees } = await world();
    const child = start();
    say('/start');
    await sees('Selamat datang di Sambang');
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(health.status).toBe(200);
    telegram.fail({ method: 'sendMessage', kind: 'slow', ms: 1_500 });
    say('/bantuan');
    await expect.poll(() => telegram.pendingUpdates().length).toBe(1);
    await expect.poll(() => telegram.calls.at(-1)?.method).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const asked = Date.now();
    child.kill('SIGTERM');
    expect([await exitOf(child), child.said()]).toEqual([0, expect.not.stringContaining('"error"')]);
    expect(Date.now() - asked).toBeLessThan(10_000);
    await sees('Yang bisa Anda lakukan');
    expect(telegram.pendingUpdates()).toEqual([]);
  });

  // One on PostgreSQL: `test/bot/intake/kills.test.ts` ends the intake at each of its steps on both.
  // The polite one waits for as long as a stop may take.
  const isHere = (when: string) => isFull || when.startsWith(kind === 'sqlite' ? 'before' : 'once');
  const ENDED = [
    ['before they are stored', 'SIGKILL', 0],
    ['once they are stored and Telegram has forgotten them', 'SIGKILL', 2],
    ['politely, while Telegram is silent', 'SIGTERM', 2],
  ] as const;
  it.each(ENDED.filter(([when]) => isHere(when)))(
    'ended between two updates of a chat, %s, it loses neither and doubles neither',
    async (_, signal, rows) => {
      const { telegram, start, say, sees, inDatabase } = await world();
      const first = start();
      say('/mitra');
      const list = await sees('Belum ada instansi mitra');
      await telegram.tap(HEAD, HEAD, list.id, '＋ Tambah instansi');
      await sees('Apa nama instansinya');
      // The answer to the first hangs, with its effect committed: there the process ends.
      telegram.fail({ method: 'editMessageText', kind: 'timeout', ms: 60_000 });
      say('Dinas Perikanan');
      say('/mitra');
      const poll = { timeout: PATIENCE_MS };
      await expect.poll(() => inDatabase((db) => db.agency.count()), poll).toBe(1);
      if (rows > 0) {
        await expect.poll(() => inDatabase((db) => db.storedUpdate.count()), poll).toBe(rows);
        await expect.poll(() => telegram.pendingUpdates().length, poll).toBe(0);
      }
      first.kill(signal);
      await exitOf(first);
      telegram.clearFaults();

      start();
      await sees('Instansi ditambahkan', 'Dinas Perikanan');
      await sees('1 instansi');
      await expect.poll(() => telegram.pendingUpdates().length, poll).toBe(0);
      await expect.poll(() => inDatabase((db) => db.storedUpdate.count()), poll).toBe(0);
      expect(await inDatabase((db) => db.agency.count())).toBe(1);
      const texts = telegram.messages(HEAD).filter(({ fromBot }) => fromBot);
      expect(texts.filter(({ text }) => text.includes('Instansi ditambahkan'))).toHaveLength(1);
      expect(texts.filter(({ text }) => text.includes('1 instansi'))).toHaveLength(1);
    },
  );

  // What follows is said and done before the database makes a difference.
  if (kind !== 'sqlite') return;

  it('names every bad variable at once and how to mend it, without repeating a secret', async () => {
    const child = run({ BOT_TOKEN: 'rahasia-sekali', UNIT_TIMEZONE: 'Asia/Masohi', PORT: 'http' });
    expect(await exitOf(child)).toBe(1);
    for (const variable of ['BOT_TOKEN', 'UNIT_NAME', 'UNIT_TIMEZONE', 'PORT'])
      expect(child.said()).toContain(variable);
    expect(child.said()).not.toContain('rahasia-sekali');
  });

  it('says in two plain sentences that a newer version made the database, and leaves it alone', async () => {
    const { env, write } = await world();
    const name = '29990101000000_of_tomorrow';
    await write((tx) =>
      tx.$executeRawUnsafe(`INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at")
        VALUES ('x', 'x', '${name}', CURRENT_TIMESTAMP)`),
    );
    const child = run(env);
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(await exitOf(child)).toBe(1);
    expect(child.said()).toContain(`Basis data ini dibuat oleh Sambang versi yang lebih baru (${name})`);
    expect(child.said()).toContain('This database was made by a newer version of Sambang');
    expect(child.said()).not.toMatch(/^ {4}at /m);
  });

  it('serves a webhook with a secret instead of polling', async () => {
    const { telegram, env, say, sees } = await world();
    const port = await freePort();
    const child = run({
      ...env,
      PORT: String(port),
      WEBHOOK_URL: `http://127.0.0.1:${port}/telegram`,
      WEBHOOK_SECRET: 'a-secret-of-sixteen-or-more',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await expect.poll(() => telegram.calls.some(({ method }) => method === 'setWebhook')).toBe(true);
    say('/start');
    await sees('Selamat datang di Sambang');
    const forged = await fetch(`http://127.0.0.1:${port}/telegram`, {
      method: 'POST',
      body: '{"update_id":1}',
    });
    expect(forged.status).toBe(401);
    expect(telegram.calls.some(({ method }) => method === 'getUpdates')).toBe(false);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });
});
