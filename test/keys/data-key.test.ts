import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/db/database.js';
import type { SealedColumn } from '../../src/db/sealed/columns.js';
import { parseDatabaseUrl } from '../../src/db/url.js';
import { Prisma } from '../../src/generated/sqlite/client.js';
import { beginAnew, changeKey, countLost } from '../../src/keys/change-key.js';
import { keyFileOf } from '../../src/keys/key-file.js';
import { formatKey } from '../../src/keys/key-text.js';
import { heldKeys, type KeySettings, openSeal } from '../../src/keys/open-seal.js';
import { keyText } from '../../src/keys/say-key.js';
import { createSeal, KEY_BYTES, type Seal } from '../../src/lib/shut/seal.js';
import { databases, type TestDatabase } from '../support/database.js';
import { size } from '../support/size.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const COLUMNS: SealedColumn[] = [
  { model: 'Drawer', column: 'sealed', purpose: 'drawer' },
  { model: 'Chest', column: 'sealed', purpose: 'chest' },
];
const newKey = () => new Uint8Array(randomBytes(KEY_BYTES));

async function reasonOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: { reason?: unknown }) => error.reason ?? error,
  );
}

describe.each(databases())('the key of what is sealed, on $kind', ({ kind, open }) => {
  let database: TestDatabase;
  let folder: string;
  let before: string;

  beforeEach(async () => {
    database = await open({ neighbours: false });
    // On PostgreSQL the key lies in the working folder's `data`.
    folder = await mkdtemp(join(tmpdir(), 'sambang-keys-'));
    before = process.cwd();
    process.chdir(folder);
    const bytes = kind === 'sqlite' ? 'BLOB' : 'BYTEA';
    await database.db.write(async (tx) => {
      for (const { model } of COLUMNS)
        await tx.$executeRawUnsafe(`CREATE TABLE "${model}" ("name" TEXT PRIMARY KEY, "sealed" ${bytes})`);
    });
  });
  afterEach(async () => {
    process.chdir(before);
    await database.close();
    await rm(folder, { recursive: true });
  });

  const settings = (...dataKeys: Uint8Array[]): KeySettings => ({ databaseUrl: database.url, dataKeys });
  const opened = async (of = settings()) => (await openSeal(database.db, of)).seal;

  async function put(seal: Seal, rows: number): Promise<void> {
    await database.db.write(async (tx) => {
      for (const { model, purpose } of COLUMNS)
        for (let n = 0; n < rows; n += 1) {
          const sealed = seal.seal(`Budi ${n}`, purpose);
          await tx.$executeRaw`INSERT INTO ${Prisma.raw(`"${model}"`)} VALUES (${`${n}`}, ${sealed})`;
        }
    });
  }

  /** How many rows can be opened, each as what it was. */
  async function legible(seal: Seal): Promise<number> {
    let found = 0;
    for (const { model, purpose } of COLUMNS) {
      const rows = await database.db.write((tx) =>
        tx.$queryRawUnsafe<{ name: string; sealed: Uint8Array }[]>(`SELECT * FROM "${model}"`),
      );
      for (const { name, sealed } of rows) {
        expect(seal.open(sealed, purpose)).toBe(`Budi ${name}`);
        found += 1;
      }
    }
    return found;
  }

  it('is made once, at the first start, for its owner alone', async () => {
    const { seal, madeKey } = await openSeal(database.db, settings());
    const file = keyFileOf(parseDatabaseUrl(database.url));
    expect(madeKey).toEqual({ text: expect.stringMatching(/^[\w-]{43}$/u), file });
    expect((await readFile(file, 'utf8')).trim()).toBe(madeKey?.text);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await openSeal(database.db, settings());
    expect(again.madeKey).toBeUndefined();
    expect(again.seal.open(seal.seal('Budi', 'drawer'), 'drawer')).toBe('Budi');
  });

  it('is one for all that start at once on an empty database', async () => {
    const others = await Promise.all([1, 2, 3].map(() => createDatabase(database.url)));
    const seals = await Promise.all(others.map((db) => openSeal(db, settings())));
    for (const db of others) await db.close();
    const [first] = seals;
    for (const { seal } of seals)
      expect(seal.open(first?.seal.seal('Budi', 'drawer') ?? new Uint8Array(), 'drawer')).toBe('Budi');
    expect(seals.filter(({ madeKey }) => madeKey)).toHaveLength(1);
  });

  it('is taken from the configuration, and then no file is made', async () => {
    const key = newKey();
    const { seal, madeKey } = await openSeal(database.db, settings(key));
    expect(madeKey).toBeUndefined();
    expect(createSeal(key).open(seal.seal('Budi', 'drawer'), 'drawer')).toBe('Budi');
    await expect(stat(keyFileOf(parseDatabaseUrl(database.url)))).rejects.toThrow('ENOENT');
  });

  it('is refused where the database knows another, or a file holds none, and none is made in its place', async () => {
    await opened();
    const file = keyFileOf(parseDatabaseUrl(database.url));
    expect(await reasonOf(openSeal(database.db, settings(newKey())))).toBe('another');
    await rm(file);
    expect(await reasonOf(openSeal(database.db, settings()))).toBe('missing');
    await expect(stat(file)).rejects.toThrow('ENOENT');
    await writeFile(file, 'kunci gudang\n');
    expect(await reasonOf(openSeal(database.db, settings()))).toBe('unreadable');
  });

  it('is changed with everything that it sealed', async () => {
    const former = await opened();
    await put(former, 50);
    const changed = await changeKey(database.db, settings(), COLUMNS);
    expect(changed).toMatchObject({ ok: true, rows: 100 });
    const now = await opened();
    expect(await legible(now)).toBe(100);
    expect(await reasonOf(Promise.resolve().then(() => former.open(now.seal('x', 'drawer'), 'drawer')))).toBe(
      'another-key',
    );
    expect((await heldKeys(settings())).keys).toHaveLength(1);
    const again = await changeKey(database.db, settings(), COLUMNS);
    expect(again).toMatchObject({ ok: true, rows: 100, former: [changed.ok && changed.key] });
  });

  it('is changed in the configuration in two steps, between which both are good', async () => {
    const key = newKey();
    await put(await opened(settings(key)), 3);
    const asked = await changeKey(database.db, settings(key), COLUMNS);
    const value = asked.ok ? '' : asked.value;
    expect(value.endsWith(`,${formatKey(key)}`)).toBe(true);
    const both = value.split(',').map((text) => new Uint8Array(Buffer.from(text, 'base64url')));
    expect(await legible(await opened(settings(...both)))).toBe(6);
    // Started with both, the program needs both until it is done.
    expect(await reasonOf(opened(settings(key)))).toBe('another');
    expect(await changeKey(database.db, settings(...both), COLUMNS)).toMatchObject({ ok: true, rows: 6 });
    expect(await legible(await opened(settings(...both.slice(0, 1))))).toBe(6);
  });

  it('is not changed where something can’t be opened: that column stays whole, and the former key at hand', async () => {
    await put(await opened(), 3);
    await database.db.write(
      (tx) =>
        tx.$executeRaw`INSERT INTO "Chest" VALUES ('x', ${createSeal(newKey()).seal('Budi x', 'chest')})`,
    );
    expect(await reasonOf(changeKey(database.db, settings(), COLUMNS))).toBe('another-key');
    expect(await countLost(database.db, settings(), COLUMNS)).toBe(1);
    expect(await beginAnew(database.db, settings(), COLUMNS)).toBe(1);
    expect(await legible(await opened())).toBe(6);
  });

  it('is given up by a command, which deletes what was sealed with it and nothing else', async () => {
    await put(await opened(), 4);
    await rm(keyFileOf(parseDatabaseUrl(database.url)));
    expect(await reasonOf(opened())).toBe('missing');
    expect(await countLost(database.db, settings(newKey()), COLUMNS)).toBe(8);
    expect(await beginAnew(database.db, settings(), COLUMNS)).toBe(8);
    expect(await legible(await opened())).toBe(0);
    await put(await opened(), 2);
    expect(await beginAnew(database.db, settings(), COLUMNS)).toBe(0);
    expect(await legible(await opened())).toBe(4);
  });

  it('is changed or not, and everything legible, wherever the change is killed', async () => {
    await put(await opened(), 400);
    const script = `
      import { createDatabase } from '${root}dist/db/database.js';
      import { changeKey } from '${root}dist/keys/change-key.js';
      const db = await createDatabase(process.argv[1]);
      process.stdout.write('.');
      await changeKey(db, { databaseUrl: process.argv[1], dataKeys: [] }, JSON.parse(process.argv[2]));
      await db.close();`;
    const ends: (number | null)[] = [];
    for (let ms = 0; ms < 90; ms += size(30, 15)) {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '-e', script, database.url, JSON.stringify(COLUMNS)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      const timer = setTimeout(() => child.kill('SIGKILL'), ms);
      const [code] = (await ended) as [number | null];
      clearTimeout(timer);
      ends.push(code);
      expect(await legible(await opened())).toBe(800);
    }
    expect(ends).toContain(null);
    expect(await changeKey(database.db, settings(), COLUMNS)).toMatchObject({ ok: true });
    expect(await legible(await opened())).toBe(800);
    const left = await readdir(join(keyFileOf(parseDatabaseUrl(database.url)), '..'));
    expect(left.filter((name) => name.endsWith('.key'))).toHaveLength(1);
  });
});

describe('the command', () => {
  const [sqlite] = databases();
  async function run(url: string, ...given: string[]) {
    const child = spawn(process.execPath, [`${root}dist/keys/key-command.js`, ...given], {
      cwd: `${root}test`,
      env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (said += String(data)));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said };
  }

  it('shows the key, changes it while nothing runs, and begins anew when told twice', async () => {
    const database = await sqlite?.open({ neighbours: false });
    if (!database) throw new Error('SQLite is always there');
    try {
      expect((await run(database.url, 'show')).said).toContain('Belum ada kunci di');
      const { madeKey } = await openSeal(database.db, { databaseUrl: database.url, dataKeys: [] });
      expect(await run(database.url, 'show')).toEqual({ code: 0, said: `DATA_KEY=${madeKey?.text}\n` });
      expect((await run(database.url, 'change')).said).toContain('Sambang is still running');
      await database.db.close();
      const changed = await run(database.url, 'change');
      expect(changed.said).toContain('The key is changed');
      expect(changed.said).toContain(madeKey?.text);
      expect(changed.code).toBe(0);
      await rm(keyFileOf(parseDatabaseUrl(database.url)));
      const asked = await run(database.url, 'begin-anew');
      expect(asked).toMatchObject({ code: 1 });
      expect(asked.said).toContain('begin-anew --yes');
      await expect(stat(keyFileOf(parseDatabaseUrl(database.url)))).rejects.toThrow('ENOENT');
      expect(await run(database.url, 'begin-anew', '--yes')).toMatchObject({ code: 0 });
      expect((await run(database.url)).said).toContain('Pilih: npm run key');
    } finally {
      await database.close();
    }
  });
});

it('a key that was made is shown on a terminal, and elsewhere only where it is', () => {
  const made = { text: 'k'.repeat(43), file: 'data/sambang.key' };
  expect(keyText(made, true)).toContain(`DATA_KEY=${made.text}`);
  expect(keyText(made, false)).not.toContain(made.text);
  expect(keyText(made, false)).toContain(made.file);
});
