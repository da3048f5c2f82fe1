import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  copyFile,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/db/database.js';
import { parseDatabaseUrl } from '../../src/db/url.js';
import { BadBackupError, backUp, inspect, listBackups, stamp } from '../../src/office/backup.js';
import { dumpCommands } from '../../src/office/postgres.js';
import { restore } from '../../src/office/restore.js';
import { databases, type TestDatabase } from '../support/database.js';

const ZONE = 'Asia/Jayapura';
const NOW = new Date('2023-08-31T08:45:03Z');
const NAME = 'sambang-20230831-174503.db';

const [sqlite] = databases();
if (!sqlite) throw new Error('SQLite is always there');

function pathOf({ url }: TestDatabase): string {
  const address = parseDatabaseUrl(url);
  if (address.kind !== 'sqlite') throw new Error('not SQLite');
  return address.path;
}

/** Whether anybody else may read a file; Windows has no such thing. */
async function privacyOf(file: string): Promise<string> {
  const { mode } = await stat(file);
  return process.platform === 'win32' || (mode & 0o077) === 0 ? 'private' : 'open';
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A process that adds units, each with an agency, as fast as it can, and says so of each. */
const WRITER = `
  import BetterSqlite3 from 'better-sqlite3';
  import { writeSync } from 'node:fs';
  const database = new BetterSqlite3(process.argv[1]);
  const unit = database.prepare('INSERT INTO "Unit" (name, zone, "createdAt") VALUES (?, ?, 0)');
  const agency = database.prepare(
    'INSERT INTO "Agency" ("unitId", name, "searchName", "createdAt") VALUES (?, ?, ?, 0)');
  const add = database.transaction((name) => agency.run(unit.run(name, 'UTC').lastInsertRowid, name, name));
  for (let n = 0; ; n += 1) {
    add('Rutan ' + n);
    writeSync(1, '.');
  }`;

let database: TestDatabase;
let folder: string;
let path: string;
beforeEach(async () => {
  database = await sqlite.open({ neighbours: false });
  path = pathOf(database);
  folder = await mkdtemp(join(tmpdir(), 'sambang-backups-'));
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const shelf = () => ({ folder, zone: ZONE, keep: { days: 7, weeks: 4, months: 12 } });
const addUnit = (name: string) =>
  database.db.write(async (tx) => {
    const { id: unitId } = await tx.unit.create({ data: { name, zone: ZONE, createdAt: NOW } });
    await tx.agency.create({ data: { unitId, name, searchName: name, createdAt: NOW } });
  });
async function unitsIn(file: string): Promise<readonly string[]> {
  const db = await createDatabase(`file:${file}`);
  try {
    return (await db.read.unit.findMany({ orderBy: { id: 'asc' } })).map(({ name }) => name);
  } finally {
    await db.close();
  }
}

describe('a backup', () => {
  it('is one whole file of one moment while a writer writes', async () => {
    const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER, path], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(writer, 'exit');
    await once(writer.stdout, 'data');
    const { file, rows } = await backUp(path, shelf(), NOW);
    await once(writer.stdout, 'data');
    writer.kill('SIGKILL');
    await ended;
    expect(file).toBe(join(folder, NAME));
    expect(await readdir(folder)).toEqual([NAME]);
    expect(inspect(file).rows).toEqual(rows);
    // Each write made one of both: none was copied halfway.
    expect(rows['Unit']).toBeGreaterThan(0);
    expect(rows['Unit']).toBe(rows['Agency']);
    const units = await unitsIn(file);
    expect(units).toEqual(Array.from({ length: units.length }, (_, n) => `Rutan ${n}`));
    expect(await database.db.read.unit.count()).toBeGreaterThan(units.length);
  });

  it('is private, and holds what only lay in the log beside the database', async () => {
    await addUnit('Rutan Masohi');
    expect((await stat(`${path}-wal`)).size).toBeGreaterThan(0);
    const { file } = await backUp(path, shelf(), NOW);
    const alone = join(folder, 'alone.db');
    await copyFile(file, alone);
    expect(await unitsIn(alone)).toEqual(['Rutan Masohi']);
    expect(await privacyOf(file)).toBe('private');
  });

  it('can be made when the program is stopped', async () => {
    await addUnit('Rutan Masohi');
    await database.db.close();
    const { file } = await backUp(path, shelf(), NOW);
    expect(await unitsIn(file)).toEqual(['Rutan Masohi']);
  });

  it('removes those that were kept long enough and nothing else', async () => {
    const old = [
      '20230828-020000',
      '20230828-120000',
      '20230829-020000',
      '20230830-020000',
      '20230830-120000',
    ];
    for (const at of old) await writeFile(join(folder, `sambang-${at}.db`), '');
    const others = ['sambang-20220101-000000.db.txt', 'catatan.db', 'sambang-20230830-120000.db.partial'];
    for (const name of others) await writeFile(join(folder, name), '');
    const { removed } = await backUp(path, shelf(), NOW);
    // Of the 28th the last one stays; of yesterday all.
    expect(removed).toEqual(['sambang-20230828-020000.db']);
    const left = old.slice(1).map((at) => `sambang-${at}.db`);
    const there = [...others, ...left, NAME].toSorted((a, b) => a.localeCompare(b));
    expect((await readdir(folder)).toSorted((a, b) => a.localeCompare(b))).toEqual(there);
    expect((await listBackups(folder)).map(({ name }) => name)).toEqual([NAME, ...left.toReversed()]);
  });

  it('removes what a killed one left half written a day ago', async () => {
    const left = join(folder, 'sambang-20230829-020000.db.partial');
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    const halves = ['', '-journal'].map((suffix) => `${left}${suffix}`);
    const others = ['dump.sending', 'db.sending.partial', 'db.opened', 'db.gz.age'].map((ending) =>
      join(folder, `sambang-20230829-020000.${ending}`),
    );
    for (const file of [...halves, ...others]) {
      await writeFile(file, 'half');
      await utimes(file, yesterday, yesterday);
    }
    await backUp(path, shelf(), NOW);
    // What somebody has fetched from the chat stays.
    expect(await readdir(folder)).toEqual(['sambang-20230829-020000.db.gz.age', NAME]);
  });

  it('that fails leaves nothing behind and removes no other', async () => {
    const old = 'sambang-20220101-000000.db';
    await writeFile(join(folder, old), '');
    await damage(path);
    await expect(backUp(path, shelf(), NOW)).rejects.toThrow(/malformed|BadBackup|Tree|page/iu);
    expect(await readdir(folder)).toEqual([old]);
  });

  it('never takes another one’s name', async () => {
    await backUp(path, shelf(), NOW);
    const first = await readFile(join(folder, NAME));
    const { file } = await backUp(path, shelf(), NOW);
    expect((await readdir(folder)).toSorted()).toEqual([NAME, basename(file)]);
    expect(await readFile(join(folder, NAME))).toEqual(first);
    expect(await listBackups(folder)).toHaveLength(2);
  });
});

/** Writes over some pages in the middle of a database, as a bad disk does. */
async function damage(file: string): Promise<void> {
  const connection = new BetterSqlite3(file);
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
  const handle = await open(file, 'r+');
  const noise = Buffer.alloc(4096, 0xa5);
  const { size } = await handle.stat();
  for (let at = 4096 * 3; at + 4096 <= size; at += 4096 * 4) await handle.write(noise, 0, 4096, at);
  await handle.close();
}

describe('restoring', () => {
  async function backedUp(): Promise<string> {
    await addUnit('Dicadangkan');
    const { file } = await backUp(path, shelf(), NOW);
    await addUnit('Sesudahnya');
    return file;
  }
  const aside = () => join(path, '..', 'sambang-before-restore-20230831-174503.db');

  it('puts the backup in place and keeps the present file', async () => {
    const file = await backedUp();
    await database.db.close();
    const restored = await restore(file, path, NOW, ZONE);
    expect(restored).toMatchObject({ ok: true, aside: aside(), rows: { Unit: 1 } });
    expect(await unitsIn(path)).toEqual(['Dicadangkan']);
    expect(await unitsIn(aside())).toEqual(['Dicadangkan', 'Sesudahnya']);
  });

  it('leaves both files to their owner only, however open they were', async () => {
    const file = await backedUp();
    await database.db.close();
    for (const readable of [file, path]) await chmod(readable, 0o644);
    await restore(file, path, NOW, ZONE);
    expect([await privacyOf(path), await privacyOf(aside())]).toEqual(['private', 'private']);
  });

  it('keeps what the present file held in its log after a kill', async () => {
    const file = await backedUp();
    const killed = join(folder, 'killed.db');
    for (const suffix of ['', '-wal']) await copyFile(`${path}${suffix}`, `${killed}${suffix}`);
    const restored = await restore(file, killed, NOW, ZONE);
    expect(restored).toMatchObject({ ok: true });
    expect(await unitsIn(killed)).toEqual(['Dicadangkan']);
    expect(await unitsIn(join(folder, 'sambang-before-restore-20230831-174503.db'))).toEqual([
      'Dicadangkan',
      'Sesudahnya',
    ]);
  });

  it('is refused while the program has the database open, and changes nothing', async () => {
    const file = await backedUp();
    expect(await restore(file, path, NOW, ZONE)).toEqual({ ok: false, reason: 'running' });
    await addUnit('Tetap jalan');
    expect(await database.db.read.unit.count()).toBe(3);
    const left = await readdir(join(path, '..'));
    expect(left.filter((name) => !/^sambang\.db(?:-wal|-shm)?$/u.test(name))).toEqual([]);
  });

  it.each([
    ['damaged', (file: string) => damage(file)],
    ['cut off', async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 40_000))],
    ['empty', (file: string) => writeFile(file, '')],
    ['no database', (file: string) => writeFile(file, 'nama;register\nBudi;B.I/1\n')],
    [
      'another program’s database',
      async (file: string) => {
        await rm(file);
        const other = new BetterSqlite3(file);
        other.exec('CREATE TABLE note (text)');
        other.close();
      },
    ],
  ])('is refused where the backup is %s', async (_what, spoil) => {
    const file = await backedUp();
    await spoil(file);
    await database.db.close();
    const before = await readFile(path);
    expect(() => inspect(file)).toThrow(BadBackupError);
    expect(await restore(file, path, NOW, ZONE)).toMatchObject({ ok: false, reason: 'damaged' });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await readdir(join(path, '..'))).toEqual(['sambang.db']);
  });

  it('is refused where a newer version made the backup, none is there, or it is the file in use', async () => {
    const file = await backedUp();
    await database.db.close();
    const connection = new BetterSqlite3(file);
    connection.exec(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ('x', 'x', 1, '20991231000000_of_tomorrow', 1, 1)`,
    );
    connection.close();
    expect(await restore(file, path, NOW, ZONE)).toEqual({ ok: false, reason: 'newer' });
    expect(await restore(`${file}x`, path, NOW, ZONE)).toEqual({ ok: false, reason: 'missing' });
    expect(await restore(path, path, NOW, ZONE)).toEqual({ ok: false, reason: 'same-file' });
    expect(await unitsIn(path)).toEqual(['Dicadangkan', 'Sesudahnya']);
  });

  it('is refused where it is of another program that Prisma made', async () => {
    const file = join(folder, 'lain.db');
    const other = new BetterSqlite3(file);
    other.exec(`CREATE TABLE note (text);
      CREATE TABLE _prisma_migrations (id TEXT, checksum TEXT, finished_at DATETIME, migration_name TEXT,
        started_at DATETIME, rolled_back_at DATETIME, applied_steps_count INTEGER);
      INSERT INTO _prisma_migrations VALUES ('x', 'x', 1, '20200101000000_init', 1, NULL, 1);`);
    other.close();
    await addUnit('Tetap');
    await database.db.close();
    expect(await restore(file, path, NOW, ZONE)).toEqual({ ok: false, reason: 'foreign' });
    expect(await unitsIn(path)).toEqual(['Tetap']);
  });

  it('mends a database that is damaged itself, and works where there is none', async () => {
    const file = await backedUp();
    await database.db.close();
    await writeFile(path, 'bukan basis data, bukan basis data, bukan basis data'.repeat(100));
    expect(await restore(file, path, NOW, ZONE)).toMatchObject({ ok: true, aside: aside() });
    expect(await unitsIn(path)).toEqual(['Dicadangkan']);
    expect((await readFile(aside())).toString()).toMatch(/^bukan basis data/u);
    const fresh = join(folder, 'baru', 'sambang.db');
    expect(await restore(file, fresh, NOW, ZONE)).toMatchObject({ ok: true, aside: undefined });
    expect(await unitsIn(fresh)).toEqual(['Dicadangkan']);
  });
});

describe('the commands', () => {
  async function run(script: 'backup' | 'restore', url: string, ...given: string[]) {
    const child = spawn(process.execPath, [`${root}dist/office/${script}-command.js`, ...given], {
      cwd: folder,
      // No PATH: neither has PostgreSQL's tools at hand.
      env: { PATH: folder, DATABASE_URL: url, UNIT_TIMEZONE: ZONE },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (said += String(data)));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said };
  }

  it('back up beside the running program, refuse to restore beside it, and restore once it has stopped', async () => {
    await addUnit('Rutan Masohi');
    const backup = await run('backup', database.url);
    expect(backup.said).toMatch(
      /^Cadangan selesai dan sudah diperiksa: data.backups.sambang-\d{8}-\d{6}\.db/u,
    );
    expect(backup.said).toContain('Backed up and verified');
    expect(backup.said).toContain('dari 7 hari, 4 minggu, dan 12 bulan; 0 yang lebih lama dihapus');
    expect(backup.code).toBe(0);
    const [name = ''] = await readdir(join(folder, 'data/backups'));
    await addUnit('Sesudahnya');

    const listed = await run('restore', database.url);
    expect(listed).toMatchObject({ code: 1 });
    expect(listed.said).toContain(`Contoh: npm run restore -- ${name}`);
    const refused = await run('restore', database.url, name);
    expect(refused.said).toContain('Sambang masih berjalan. Hentikan dulu');
    expect(refused.code).toBe(1);
    expect(await database.db.read.unit.count()).toBe(2);

    await database.db.close();
    const restored = await run('restore', database.url, name);
    expect(restored.said).toContain('Dipulihkan dari');
    expect(restored.said).toMatch(/disimpan di .*sambang-before-restore-\d{8}-\d{6}\.db/u);
    expect(restored.code).toBe(0);
    expect(await unitsIn(path)).toEqual(['Rutan Masohi']);
  });

  it('name PostgreSQL’s own tools where they are missing, and never its password', async () => {
    const url = 'postgresql://sambang:rahasia@db.example:5432/sambang?schema=public&sslmode=require';
    const commands = dumpCommands(url, 'x.dump');
    expect(commands.backup).toContain('pg_dump --format=custom');
    for (const command of Object.values(commands)) {
      expect(command).toContain('"postgresql://sambang@db.example:5432/sambang?sslmode=require"');
      expect(command).not.toContain('rahasia');
    }
    await writeFile(join(folder, 'x.dump'), 'PGDMP');
    const restored = await run('restore', url, 'x.dump');
    expect(restored.said).toContain(commands.restore);
    expect(restored.code).toBe(1);
    expect(restored.said).not.toContain('rahasia');
  });

  it('say what to do where there is nothing to back up or restore', async () => {
    const none = `file:${join(folder, 'tidak-ada.db')}`;
    expect((await run('backup', none)).said).toContain('Tidak ada basis data di');
    expect((await run('restore', none)).said).toContain('Belum ada cadangan di folder data/backups');
    expect((await run('restore', none, 'salah.db')).said).toContain('Tidak ada berkas salah.db');
    const wrong = await run('backup', 'mysql://x');
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.said).toContain("DATABASE_URL isn't a file: or postgresql: address");
  });
});

it('a moment is stamped in the unit’s zone', () => {
  expect(stamp(NOW, ZONE)).toBe('20230831-174503');
  expect(stamp(NOW, 'Asia/Jakarta')).toBe('20230831-154503');
});
