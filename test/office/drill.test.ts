import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { Api } from 'grammy';
import { Client, types } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createLocalTelegram } from '../../playground/emulator/index.js';
import { createDatabase } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrations/migrate.js';
import { parseDatabaseUrl } from '../../src/db/url.js';
import { createLogger } from '../../src/lib/logger.js';
import { sendCopy } from '../../src/office/daily/chat.js';
import { createDailyBackup } from '../../src/office/daily/job.js';
import type { TestDatabase } from '../support/database.js';
import { PATIENCE_MS } from '../support/patience.js';
import { backedUpDatabases } from '../support/pg-tools.js';
import { onServer, withDatabase } from '../support/postgres.js';
import { sampleUnit } from '../support/sample-unit.js';
import { NOW } from '../support/world.js';

const ZONE = 'Asia/Jayapura';
const TOKEN = '777:a-token-of-the-right-shape-1234567890';
const OWNER = 5;
const root = fileURLToPath(new URL('../../', import.meta.url));

type Table = readonly string[];
type Tables = Readonly<Record<string, Table>>;

const asText = (row: unknown): string =>
  JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

/** Every row of every table, as text, in the order of their texts. */
async function everyRow(url: string): Promise<Tables> {
  const address = parseDatabaseUrl(url);
  return address.kind === 'sqlite' ? rowsOfSqlite(address.path) : rowsOfPostgres(address.url);
}

function rowsOfSqlite(path: string): Tables {
  const connection = new BetterSqlite3(path, { readonly: true });
  try {
    connection.defaultSafeIntegers();
    const names = connection
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .pluck()
      .all();
    const rows = (name: string) => connection.prepare(`SELECT * FROM "${name}"`).all().map(asText).toSorted();
    return Object.fromEntries(names.toSorted().map((name) => [name, rows(name)]));
  } finally {
    connection.close();
  }
}

async function rowsOfPostgres(url: string): Promise<Tables> {
  // As PostgreSQL writes them: what a type of JavaScript would round is seen.
  const asWritten = { getTypeParser: () => (text: string) => text } as unknown as typeof types;
  const client = new Client({ connectionString: url, types: asWritten });
  await client.connect();
  try {
    const { rows: named } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    const all: [string, Table][] = [];
    for (const { name } of named) {
      const { rows } = await client.query<object>(`SELECT * FROM "${name}"`);
      all.push([name, rows.map(asText).toSorted()]);
    }
    return Object.fromEntries(all);
  } finally {
    await client.end();
  }
}

const without = ({ ...tables }: Record<string, Table>, name: string): Tables => {
  delete tables[name];
  return tables;
};

describe.each(backedUpDatabases())('a restore on $kind', ({ open, kind }) => {
  let database: TestDatabase;
  let folder: string;
  let elsewhere: string;
  const dropped: string[] = [];
  beforeEach(async () => {
    database = await open({ neighbours: false, timeoutMs: PATIENCE_MS });
    folder = await mkdtemp(join(tmpdir(), 'sambang-drill-'));
    elsewhere = await mkdtemp(join(tmpdir(), 'sambang-elsewhere-'));
    await fill();
  });
  afterEach(async () => {
    await database.close();
    for (const path of [folder, elsewhere]) await rm(path, { recursive: true });
    const server = inject('templates').postgresql?.server;
    for (const name of dropped.splice(0)) if (server) await onServer(server, `DROP DATABASE ${name}`);
  });

  /** Two units with something in every table, and beside them what only a running program writes. */
  async function fill(): Promise<void> {
    const { db } = database;
    const { unitId } = await sampleUnit(db, 'Rutan Masohi');
    await sampleUnit(db, 'Rutan Ambon');
    const day = { dueOn: '2023-08-30', dueAt: NOW, nextAt: NOW, madeAt: NOW, file: 'x.db', bytes: 2n ** 40n };
    await db.write(async (tx) => {
      await tx.backupDay.create({ data: { ...day, rows: { Unit: unitId } } });
      await tx.lease.create({ data: { name: 'delivery', owner: 'a', until: NOW } });
      const handled = { botId: 777n, updateId: 1, effect: 'form', at: NOW };
      await tx.handledUpdate.create({ data: { ...handled, outcome: { said: 'Ébenézer ’ 🔒' } } });
      const sealed = new Uint8Array([0, 1, 255, 128]);
      await tx.storedUpdate.create({
        data: { botId: 777n, updateId: 2, lane: '1:1', sealed, receivedAt: NOW },
      });
      await tx.updateLane.create({ data: { botId: 777n, lane: '1:1', owner: 'a', until: NOW } });
      await tx.dialogState.create({
        data: { chatId: 1n, telegramId: 1n, dialog: 'agency.add', sealed, openedBy: 1, updatedAt: NOW },
      });
      await tx.keyRing.create({ data: { id: 1, keyIds: '01ab23cd' } });
      await tx.installation.create({ data: { id: 1, uuid: '7c1e8a52-0a43-4d5e-9d0f-3f1f6f0b2a11' } });
    });
  }

  /** The program's own command, in a folder of its own. */
  async function command(
    script: 'backup' | 'restore',
    place: { readonly cwd: string; readonly url: string; readonly env?: Record<string, string> },
    ...given: readonly string[]
  ) {
    const child = spawn(process.execPath, [`${root}dist/office/${script}-command.js`, ...given], {
      cwd: place.cwd,
      env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: place.url, UNIT_TIMEZONE: ZONE, ...place.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (said += String(data)));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said };
  }

  /** Another machine's database: none yet on SQLite, an empty one on PostgreSQL. */
  async function newPlace(): Promise<string> {
    const server = inject('templates').postgresql;
    if (kind === 'sqlite' || !server) return `file:${join(elsewhere, 'data', 'sambang.db')}`;
    const name = `${server.template}_restored_${randomBytes(4).toString('hex')}`;
    await onServer(server.server, `CREATE DATABASE ${name}`);
    dropped.push(name);
    return withDatabase(server.server, name);
  }

  it('gives back every row of every table, and what the program starts on', async () => {
    const original = await everyRow(database.url);
    const empty = Object.entries(original).filter(([, rows]) => rows.length === 0);
    expect(empty).toEqual([]);
    const made = await command('backup', { cwd: folder, url: database.url });
    expect(made).toMatchObject({ code: 0 });
    const [name = ''] = await readdir(join(folder, 'data/backups'));
    await database.db.write((tx) => tx.attendance.deleteMany());

    const url = await newPlace();
    const restored = await command('restore', { cwd: elsewhere, url }, join(folder, 'data/backups', name));
    expect(restored.said).toContain('Dipulihkan dari');
    expect(restored.code).toBe(0);
    const again = await everyRow(url);
    expect(Object.keys(again)).toEqual(Object.keys(original));
    for (const [table, rows] of Object.entries(original))
      expect([table, again[table]]).toEqual([table, rows]);

    await migrate(url);
    const db = await createDatabase(url);
    await db.write((tx) => tx.unit.create({ data: { name: 'Sesudahnya', zone: ZONE, createdAt: NOW } }));
    expect(await db.read.unit.count()).toBe(3);
    await db.close();
  });

  async function fetchedFromChat(key: Uint8Array): Promise<string> {
    const telegram = createLocalTelegram({ token: TOKEN });
    telegram.addUser({ id: OWNER, first_name: 'Yusuf', language_code: 'id' });
    telegram.begin(OWNER);
    const api = new Api(TOKEN, { fetch: telegram.fetch });
    const chat = { api, chatId: OWNER, isGroup: async () => false, key, locale: 'id' as const, zone: ZONE };
    const faults: string[] = [];
    const daily = createDailyBackup({
      db: database.db,
      clock: { now: () => NOW },
      logger: createLogger('silent'),
      address: parseDatabaseUrl(database.url),
      shelf: { folder: join(folder, 'backups'), zone: ZONE, keep: { days: 7, weeks: 4, months: 12 } },
      hour: 2,
      report: async ({ facts }) => void faults.push(JSON.stringify(facts)),
      send: (file, made, signal) => sendCopy(chat, file, made, signal),
    });
    await daily.look(new AbortController().signal);
    expect(faults).toEqual([]);
    const { document } = telegram.messages(OWNER).at(-1) ?? {};
    const { name, bytes } = telegram.file(document?.fileId ?? '');
    const fetched = join(elsewhere, name);
    await writeFile(fetched, bytes);
    return fetched;
  }

  it('from a chat gives back every row on another machine, with the file and the key', async () => {
    const key = randomBytes(32);
    const fetched = await fetchedFromChat(key);
    // What is noted of the backup itself comes after it.
    const original = without(await everyRow(database.url), 'BackupDay');
    const url = await newPlace();
    const DATA_KEY = key.toString('base64url');
    const restored = await command('restore', { cwd: elsewhere, url, env: { DATA_KEY } }, fetched);
    expect(restored.said).toContain('Dipulihkan dari');
    expect(without(await everyRow(url), 'BackupDay')).toEqual(original);
    // Nothing that was open on the way is left.
    expect(await readdir(join(elsewhere, 'data/backups'))).toEqual([]);
    if (kind === 'postgresql' || process.platform === 'win32') return;
    const { mode } = await stat(join(elsewhere, 'data', 'sambang.db'));
    expect(mode & 0o777).toBe(0o600);
  });

  // The file is opened before the database is looked at.
  it.runIf(kind === 'sqlite')(
    'from a chat is refused without the key, with another one, and where the file was cut off',
    async () => {
      const key = randomBytes(32);
      const fetched = await fetchedFromChat(key);
      const url = await newPlace();
      const keyFile = join(elsewhere, 'kunci.txt');
      const tried = async (written: string | undefined) => {
        if (written !== undefined) await writeFile(keyFile, written);
        const more = written === undefined ? [] : ['--key-file', keyFile];
        const { code, said } = await command('restore', { cwd: elsewhere, url }, fetched, ...more);
        return [code, said];
      };
      expect(await tried(undefined)).toEqual([1, expect.stringContaining('terenkripsi. Isi DATA_KEY')]);
      expect(await tried('bukan kunci')).toEqual([1, expect.stringContaining(keyFile)]);
      const another = randomBytes(32).toString('base64url');
      expect(await tried(another)).toEqual([
        1,
        expect.stringContaining('Kunci ini bukan kunci yang dipakai'),
      ]);
      const bytes = await readFile(fetched);
      await writeFile(fetched, bytes.subarray(0, bytes.length - 1));
      expect(await tried(key.toString('base64url'))).toEqual([1, expect.stringContaining('rusak')]);
      await writeFile(fetched, bytes);
      expect(await tried(`DATA_KEY=${key.toString('hex')}\n`)).toEqual([
        0,
        expect.stringContaining('Dipulihkan'),
      ]);
    },
  );

  it.runIf(kind === 'postgresql')('never touches a database that holds something', async () => {
    await command('backup', { cwd: folder, url: database.url });
    const [name = ''] = await readdir(join(folder, 'data/backups'));
    await database.db.write((tx) => tx.attendance.deleteMany());
    const before = await everyRow(database.url);
    const refused = await command('restore', { cwd: folder, url: database.url }, name);
    expect(refused.said).toContain('Basis data di DATABASE_URL tidak kosong');
    expect(refused.code).toBe(1);
    expect(await everyRow(database.url)).toEqual(before);
  });

  it.runIf(kind === 'postgresql')(
    'refuses a dump that was cut off, one of something else, and a backup of SQLite',
    async () => {
      await command('backup', { cwd: folder, url: database.url });
      const [name = ''] = await readdir(join(folder, 'data/backups'));
      const url = await newPlace();
      const dump = join(folder, 'data/backups', name);
      const bytes = await readFile(dump);
      const tried = async (given: Uint8Array) => {
        await writeFile(dump, given);
        const { code, said } = await command('restore', { cwd: elsewhere, url }, dump);
        return [code, said.split('\n')[0], Object.keys(await everyRow(url)).length];
      };
      const rotten = expect.stringMatching(/rusak atau bukan cadangan|GAGAL/u);
      for (const part of [100, 5_000, bytes.length - 2_000])
        expect(await tried(bytes.subarray(0, part))).toEqual([1, rotten, 0]);
      expect(await tried(Buffer.from('SQLite format 3\0'))).toEqual([
        1,
        expect.stringContaining('jenis basis data lain'),
        0,
      ]);
      expect(await tried(Buffer.from('nama;register'))).toEqual([1, rotten, 0]);
    },
  );

  it.runIf(kind === 'sqlite')('refuses a dump of PostgreSQL, in plain words', async () => {
    await writeFile(join(elsewhere, 'x.dump'), 'PGDMP');
    const { code, said } = await command('restore', { cwd: elsewhere, url: await newPlace() }, 'x.dump');
    expect([code, said]).toEqual([1, expect.stringContaining('cadangan dari jenis basis data lain')]);
  });
});
