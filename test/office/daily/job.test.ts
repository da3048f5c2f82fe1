import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../../src/db/database.js';
import { parseDatabaseUrl } from '../../../src/db/url.js';
import { createLogger } from '../../../src/lib/logger.js';
import { type BackupReport, createDailyBackup, type DailyDeps } from '../../../src/office/daily/job.js';
import { standing } from '../../../src/office/daily/store.js';
import { BackupFailure } from '../../../src/office/faults.js';
import type { TestDatabase } from '../../support/database.js';
import { backedUpDatabases } from '../../support/pg-tools.js';

const ZONE = 'Asia/Jayapura';
const local = (text: string) => new Date(`${text}+09:00`);
const going = new AbortController().signal;

describe.each(backedUpDatabases())('a day’s backup on $kind', ({ open, kind }) => {
  let database: TestDatabase;
  let root: string;
  let folder: string;
  let now: Date;
  let told: BackupReport[];
  beforeEach(async () => {
    database = await open();
    root = await mkdtemp(join(tmpdir(), 'sambang-daily-'));
    folder = join(root, 'backups');
    now = local('2023-09-05T10:00');
    told = [];
  });
  afterEach(async () => {
    await database.close();
    await rm(root, { recursive: true });
  });

  const daily = (more: Partial<DailyDeps> = {}) =>
    createDailyBackup({
      db: database.db,
      clock: { now: () => now },
      logger: createLogger('silent'),
      address: parseDatabaseUrl(database.url),
      shelf: { folder, zone: ZONE, keep: { days: 7, weeks: 4, months: 12 } },
      hour: 2,
      report: async (report) => void told.push(report),
      ...more,
    });
  const lookAt = async (text: string, more?: Partial<DailyDeps>) => {
    now = local(text);
    await daily(more).look(going);
  };
  const files = async () => (await readdir(folder)).toSorted((a, b) => a.localeCompare(b));
  const ending = kind === 'sqlite' ? 'db' : 'dump';
  const named = (...times: readonly string[]) => times.map((time) => `sambang-${time}.${ending}`);

  it('is made once its hour has come, once a day, and private', async () => {
    await lookAt('2023-09-05T10:00');
    await lookAt('2023-09-05T10:01');
    await lookAt('2023-09-06T01:59');
    expect(await files()).toEqual(named('20230905-100000'));
    await lookAt('2023-09-06T02:00');
    expect(await files()).toEqual(named('20230905-100000', '20230906-020000'));
    expect(told).toEqual([]);
    const modes = [folder, join(folder, named('20230906-020000')[0] ?? '')].map(
      async (path) => (await stat(path)).mode & 0o777,
    );
    expect(process.platform === 'win32' ? [0o700, 0o600] : await Promise.all(modes)).toEqual([0o700, 0o600]);
  });

  it('that was missed while the program was stopped is made at once, one for all the days', async () => {
    await lookAt('2023-09-01T02:00');
    await lookAt('2023-09-05T14:30');
    await lookAt('2023-09-05T14:31');
    expect(await files()).toEqual(named('20230901-020000', '20230905-143000'));
    const days = await database.db.read.backupDay.findMany({ orderBy: { dueOn: 'asc' } });
    expect(days.map(({ dueOn }) => dueOn)).toEqual(['2023-09-01', '2023-09-05']);
  });

  it('is made by one of several processes', async () => {
    const others = await Promise.all([1, 2, 3].map(() => createDatabase(database.url)));
    await Promise.all(others.map((db) => daily({ db }).look(going)));
    expect(await files()).toEqual(named('20230905-100000'));
    expect([told, await database.db.read.backupDay.findMany({ select: { attempts: true } })]).toEqual([
      [],
      [{ attempts: 1 }],
    ]);
    for (const db of others) await db.close();
  });

  it('says what it holds, and when the last good one was made', async () => {
    expect(await standing(database.db.read)).toEqual({ last: undefined, firstDueAt: undefined });
    await lookAt('2023-09-05T10:00');
    const { last, firstDueAt } = await standing(database.db.read);
    const [file = ''] = named('20230905-100000');
    expect(last).toMatchObject({ file, madeAt: local('2023-09-05T10:00') });
    expect(last?.bytes).toBe((await stat(join(folder, file))).size);
    expect(last?.rows['Participant']).toBe(await database.db.read.participant.count());
    expect(firstDueAt).toEqual(local('2023-09-05T02:00'));
  });

  it('that fails is told, and tried again after ten minutes', async () => {
    await writeFile(folder, 'a file in the folder’s place');
    await lookAt('2023-09-05T02:00');
    const facts = { fault: 'folder', step: 'make', dueOn: '2023-09-05' };
    const failed = { kind: 'backup-failed', key: 'backup-failed:make:2023-09-05', facts };
    expect(told).toEqual([{ ...failed, at: now }]);
    await rm(folder);
    await lookAt('2023-09-05T02:09');
    expect(await readdir(root)).toEqual([]);
    await lookAt('2023-09-05T02:10');
    expect(await files()).toEqual(named('20230905-021000'));
    expect(told).toHaveLength(1);
  });

  it('that has failed for three days is told as well, by the last good one', async () => {
    await lookAt('2023-09-01T02:00');
    await rm(folder, { recursive: true });
    await writeFile(folder, '');
    for (const day of ['02', '03', '04', '05']) await lookAt(`2023-09-${day}T02:00`);
    const keys = told.map(({ key }) => key);
    expect(keys).toEqual([
      'backup-failed:make:2023-09-02',
      'backup-failed:make:2023-09-03',
      'backup-failed:make:2023-09-04',
      'backup-overdue:2023-08-31T17:00:00.000Z',
      'backup-failed:make:2023-09-05',
      'backup-overdue:2023-08-31T17:00:00.000Z',
    ]);
  });

  it('that never came about is overdue from the first day on which it was due', async () => {
    await writeFile(folder, '');
    for (const day of ['02', '03', '04', '05']) await lookAt(`2023-09-${day}T02:00`);
    expect(told.filter(({ kind: what }) => what === 'backup-overdue').map(({ facts }) => facts)).toEqual([
      { since: '2023-09-01T17:00:00.000Z' },
    ]);
  });

  it('is sent once it is made; where that fails it is sent again, not made again', async () => {
    const sent: string[] = [];
    let fails = true;
    const send: DailyDeps['send'] = async (file, { bytes }) => {
      if (fails) throw new BackupFailure('chat', 'unreachable');
      sent.push(`${file} ${bytes}`);
    };
    await lookAt('2023-09-05T02:00', { send });
    expect(told.map(({ facts }) => facts)).toEqual([{ fault: 'chat', step: 'send', dueOn: '2023-09-05' }]);
    fails = false;
    await lookAt('2023-09-05T02:10', { send });
    await lookAt('2023-09-05T05:00', { send });
    const [file = ''] = named('20230905-020000');
    const path = join(folder, file);
    expect([await files(), sent]).toEqual([[file], [`${path} ${(await stat(path)).size}`]]);
  });

  it('is made anew by a process that doesn’t have the file', async () => {
    const failing = { send: () => Promise.reject(new BackupFailure('chat', 'network')) };
    await lookAt('2023-09-05T02:00', failing);
    await rm(folder, { recursive: true });
    const sent: string[] = [];
    await lookAt('2023-09-05T02:10', { send: async (file) => void sent.push(file) });
    expect(sent).toEqual(named('20230905-021000').map((name) => join(folder, name)));
  });

  it('under way when the program is stopped is no failure, and is taken up at the next start', async () => {
    const stopping = new AbortController();
    const send: DailyDeps['send'] = (_file, _made, signal) => {
      stopping.abort();
      return Promise.reject(new Error(`aborted: ${signal.aborted}`));
    };
    await daily({ send }).look(stopping.signal);
    expect(told).toEqual([]);
    const sent: string[] = [];
    await daily({ send: async (file) => void sent.push(file) }).look(going);
    expect(sent).toHaveLength(1);
  });

  it('held by a process that was killed is taken over within the hour', async () => {
    const data = { dueOn: '2023-09-05', dueAt: local('2023-09-05T02:00'), nextAt: local('2023-09-05T03:00') };
    await database.db.write((tx) => tx.backupDay.create({ data }));
    await lookAt('2023-09-05T02:59');
    expect(await readdir(root)).toEqual([]);
    await lookAt('2023-09-05T03:00');
    expect(await files()).toHaveLength(1);
  });

  it.runIf(kind === 'postgresql')('without pg_dump is told once, as what has to be set up', async () => {
    const { PATH } = process.env;
    process.env['PATH'] = root;
    try {
      for (const day of ['02', '03']) await lookAt(`2023-09-${day}T02:00`);
    } finally {
      process.env['PATH'] = PATH;
    }
    expect(new Set(told.map(({ key }) => key))).toEqual(new Set(['backup-failed:no-tool']));
    expect(await files()).toEqual([]);
  });

  it.runIf(kind === 'postgresql')('that PostgreSQL refuses is told without its address', async () => {
    const url = new URL(database.url);
    url.pathname = '/not_there';
    await lookAt('2023-09-05T02:00', { address: { kind: 'postgresql', url: url.href } });
    expect(told.map(({ facts }) => facts)).toEqual([{ fault: 'other', step: 'make', dueOn: '2023-09-05' }]);
    expect(await files()).toEqual([]);
  });
});
