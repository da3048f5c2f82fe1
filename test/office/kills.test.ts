import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from '../../src/db/url.js';
import { inspect } from '../../src/office/backup.js';
import { checkSpace } from '../../src/office/files/whole-files.js';
import { databases, type TestDatabase } from '../support/database.js';
import { size } from '../support/size.js';

const script = fileURLToPath(new URL('../../dist/office/backup-command.js', import.meta.url));
const WHOLE = /^sambang-\d{8}-\d{6}\.db$/u;
const KILLS = size(5, 12);
const ROWS = 60_000;

const [sqlite] = databases();
if (!sqlite) throw new Error('SQLite is always there');

describe('a backup that is cut off', () => {
  let database: TestDatabase;
  let folder: string;
  let backups: string;
  beforeEach(async () => {
    database = await sqlite.open({ neighbours: false });
    folder = await mkdtemp(join(tmpdir(), 'sambang-kills-'));
    backups = join(folder, 'data/backups');
    await mkdir(backups, { recursive: true });
    await fill();
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  /** Some megabytes, so that a backup takes a while. */
  async function fill(): Promise<void> {
    const address = parseDatabaseUrl(database.url);
    const connection = new BetterSqlite3(address.kind === 'sqlite' ? address.path : '');
    connection.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
       INSERT INTO "HandledUpdate" ("botId", "updateId", "effect", "outcome", "at")
       SELECT 1, i, 'effect ' || i, '{"value":"' || hex(randomblob(60)) || '"}', '2023-09-05T00:00:00.000+00:00' FROM n`,
    );
    connection.close();
  }

  const start = (...node: readonly string[]) =>
    spawn(process.execPath, [...node, script], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database.url },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const whole = async () => (await readdir(backups)).filter((name) => WHOLE.test(name));
  const half = async () => (await readdir(backups)).filter((name) => !WHOLE.test(name));

  it('by a kill at any moment leaves no half file that looks whole, and the next one is made', async () => {
    let cutWhileWriting = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = await half();
      const child = start();
      const ended = once(child, 'exit');
      // From the moment at which it writes, some way on, each time further.
      while (child.exitCode === null && (await half()).length === before.length) await sleep(2);
      await sleep((kill * 180) / KILLS);
      child.kill('SIGKILL');
      await ended;
      if ((await half()).length > before.length) cutWhileWriting += 1;
      for (const name of await whole()) expect(inspect(join(backups, name)).rows['HandledUpdate']).toBe(ROWS);
      // Names are of the second.
      await sleep(1_000 - (Date.now() % 1_000));
    }
    expect(cutWhileWriting).toBeGreaterThan(0);
    const found = (await whole()).length;
    const [code] = (await once(start(), 'exit')) as [number];
    expect([code, (await whole()).length]).toEqual([0, found + 1]);
  });

  it.runIf(process.platform === 'linux')('by a full disk is told, and older ones stay', async () => {
    await writeFile(join(backups, 'sambang-20200101-020000.db'), 'old');
    // The shell limits how large a file may get; without the handler the signal would end the process.
    const heedless = `data:text/javascript,process.on('SIGXFSZ', () => {})`;
    const limited = spawn(
      'sh',
      ['-c', `ulimit -f 2000; exec "$0" "$@"`, process.execPath, '--import', heedless, script],
      {
        cwd: folder,
        env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database.url },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    limited.stderr.on('data', (data: Buffer) => (said += String(data)));
    const [code] = (await once(limited, 'close')) as [number];
    expect([code, said]).toEqual([
      1,
      expect.stringContaining('Cadangan GAGAL, dan yang lama tidak disentuh'),
    ]);
    expect(await readdir(backups)).toEqual(['sambang-20200101-020000.db']);
  });

  it('before it begins where there is too little room, so that the database itself has some left', async () => {
    const { bavail, bsize } = await statfs(backups);
    await expect(checkSpace(backups, bavail * bsize)).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(checkSpace(backups, bavail * bsize)).rejects.toThrow(
      /^\d+ MB are needed, \d+ MB are free$/u,
    );
    await checkSpace(backups, 1);
  });
});
