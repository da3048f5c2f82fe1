import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase } from '../../src/db/database.js';
import { assertReadsOnly, isPooled } from '../../src/db/start/pooler.js';
import { databases } from '../support/database.js';
import { freePort } from '../support/listen.js';
import { onServer } from '../support/postgres.js';

const { folder: templates, postgresql } = inject('templates');
const hasPgBouncer = spawnSync('pgbouncer', ['--version']).status === 0;
/** PgBouncer doesn't run as root: as nobody, then. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const READER = 'sambang_test_reader';

/** PgBouncer in transaction mode before the server of the tests; its address. */
async function pooler(server: string, settings: string): Promise<URL> {
  const folder = await mkdtemp(join(templates, 'pgbouncer-'));
  const port = await freePort();
  const { hostname, port: of, username } = new URL(server);
  const ini = [
    '[databases]',
    `* = host=${hostname} port=${of || 5432}`,
    '[pgbouncer]',
    `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
    `auth_type = trust\nauth_file = ${join(folder, 'users')}`,
    'pool_mode = transaction',
    settings,
  ];
  await writeFile(join(folder, 'users'), `"${username}" ""\n"${READER}" ""\n`);
  await writeFile(join(folder, 'ini'), `${ini.join('\n')}\n`);
  for (const path of [templates, folder]) await chmod(path, 0o755);
  const process_ = spawn('pgbouncer', [join(folder, 'ini')], { stdio: 'ignore', ...NOBODY });
  onTestFinished(async () => {
    process_.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });
  await expect.poll(() => listens(port)).toBe(true);
  const url = new URL(server);
  url.host = `127.0.0.1:${port}`;
  return url;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe.runIf(hasPgBouncer && postgresql !== undefined).each([
  ['refuses what it can’t hand on', ''],
  [
    'drops it without a word',
    'ignore_startup_parameters = options,statement_timeout,idle_in_transaction_session_timeout',
  ],
])('behind a pooler that %s', (_what, settings) => {
  const server = postgresql?.server ?? '';

  it('what reads is refused unless its user can’t write; what writes has its limits in each transaction', async () => {
    const database = await databases()[1]?.open();
    if (!database) throw new Error('PostgreSQL is there');
    onTestFinished(() => database.close());
    const through = await pooler(server, settings);
    through.pathname = new URL(database.url).pathname;
    expect(await isPooled(database.url)).toBe(false);
    expect(await isPooled(through.href)).toBe(true);

    const open = async (readUrl: string) => {
      const db = await createDatabase(through.href, {
        postgresql: { pooled: true, readUrl, connections: 4 },
      });
      onTestFinished(() => db.close());
      return db;
    };
    await expect(assertReadsOnly(await open(through.href))).rejects.toMatchObject({
      reason: 'writable',
      said: { en: expect.stringContaining('give it as DATABASE_READ_URL') },
    });

    await onServer(
      database.url,
      `DO $$ BEGIN CREATE ROLE ${READER} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
      `GRANT pg_read_all_data TO ${READER}`,
    );
    const reading = new URL(through);
    reading.username = READER;
    const db = await open(reading.href);
    await assertReadsOnly(db);
    const [limits] = await db.write(
      (tx) => tx.$queryRaw<object[]>`SELECT current_setting('statement_timeout') AS statement,
        current_setting('idle_in_transaction_session_timeout') AS idle`,
    );
    expect(limits).toEqual({ statement: '30s', idle: '1min' });
    const unit = { name: 'Rutan di balik pooler', zone: 'Asia/Jayapura', createdAt: new Date() };
    await db.write((tx) => tx.unit.create({ data: unit }));
    expect(await db.read.unit.count({ where: { name: unit.name } })).toBe(1);
  });
});

it.each(databases())('what reads on $kind can’t write where nothing is in between', async ({ open }) => {
  const database = await open({ neighbours: false });
  onTestFinished(() => database.close());
  await expect(assertReadsOnly(database.db)).resolves.toBeUndefined();
});
