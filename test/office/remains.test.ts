import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pruneDialogs } from '../../src/bot/forms/rows.js';
import { pruneHandled } from '../../src/db/once.js';
import { vacuum } from '../../src/db/upkeep/vacuum.js';
import { parseDatabaseUrl } from '../../src/db/url.js';
import { endBatches } from '../../src/features/roster/store.js';
import { startBot, type TestBot } from '../support/bot.js';
import { databases, type TestDatabase } from '../support/database.js';

const [sqlite] = databases();
if (!sqlite) throw new Error('SQLite is always there');

/** Names that stand nowhere else. */
const TYPED = 'Qwarbin Typedinaform';
const IMPORTED = 'Qwarbin Importedandcancelled';
const LATER = '2023-10-30T00:00:00Z';

describe('what was deleted or cancelled', () => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeEach(async () => {
    database = await sqlite.open();
    bot = await startBot(database);
  });
  afterEach(() => database.close());

  function pathOf(): string {
    const address = parseDatabaseUrl(database.url);
    if (address.kind !== 'sqlite') throw new Error('not SQLite');
    return address.path;
  }

  /** Which of the names some file beside the database holds, its log among them. */
  async function left(): Promise<string[]> {
    const folder = dirname(pathOf());
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    return [TYPED, IMPORTED].filter((name) => files.some((bytes) => bytes.includes(name)));
  }

  async function enter(): Promise<void> {
    const officer = await bot.person({ id: 7, name: 'Petugas' }, 'officer');
    await officer.say('/program');
    await officer.tap('＋ Program');
    await officer.say(TYPED);
    const head = 'No. Register;Nama;Golongan;Program;Status';
    const rows = Array.from({ length: 40 }, (_, n) => `B.I.${n + 900}/2023;${IMPORTED} ${n};B.I;Las;aktif`);
    await bot
      .as({ id: 7, name: 'Petugas' })
      .document('daftar.csv', Buffer.from([head, ...rows].join('\r\n')));
  }

  it('is in no file after the night, wherever the writer had to connect anew meanwhile', async () => {
    await enter();
    expect(await left()).toContain(IMPORTED);
    await database.db.write((tx) => endBatches(tx, { state: 'preview' }, new Date(LATER)));
    expect((await database.own.importBatch.findFirst())?.state).toBe('cancelled');
    // A commit that is refused has the writer throw its connection away, and with it what that was told.
    const spoilt = database.db.write((tx) => tx.$executeRaw`DELETE FROM "Nothing"`.catch(() => undefined));
    await expect(spoilt).rejects.toThrow('nothing was saved');
    await pruneDialogs(database.db, new Date(LATER));
    await pruneHandled(database.db, new Date(LATER));
    expect(await database.db.tidy()).toMatchObject({ vacuumed: true });
    expect(await left()).toEqual([]);
  });

  it('is in no file after it was written anew, though it was deleted before deleting overwrote', async () => {
    await enter();
    const other = new BetterSqlite3(pathOf());
    other.pragma('secure_delete = OFF');
    other.exec('DELETE FROM "DialogState"; DELETE FROM "HandledUpdate"; DELETE FROM "ImportBatch";');
    other.close();
    vacuum(pathOf(), false, 0);
    expect(await left()).toContain(IMPORTED);
    expect(await database.db.tidy({ whole: true })).toMatchObject({ vacuumed: true });
    expect(await left()).toEqual([]);
  });

  it('makes room again in a large file once a fifth of it is empty', async () => {
    await database.db.write((tx) =>
      tx.auditEntry.createMany({
        data: Array.from({ length: 3_000 }, (_, subjectId) => ({
          ...{ unitId: 1, at: new Date(LATER), action: 'x'.repeat(100), subject: 'test', subjectId },
        })),
      }),
    );
    await database.db.write((tx) => tx.auditEntry.deleteMany({ where: { subject: 'test' } }));
    expect(vacuum(pathOf(), false, 0)).toMatchObject({ vacuumed: true });
    expect(vacuum(pathOf(), false, 0)).toMatchObject({ vacuumed: false, freeShare: 0 });
  });
});
