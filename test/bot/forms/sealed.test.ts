import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSeal, KEY_BYTES } from '../../../src/lib/shut/seal.js';
import { startBot } from '../../support/bot.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { type HostileWorld, hostileWorld } from '../hostile-world.js';

const MARKED = 'Yohanes Tandamata Rahasia';
const LOST = 'tidak dapat dibaca lagi';

describe.each(databases())('an open form on $kind', ({ kind, open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  let officer: ReturnType<HostileWorld['bot']['as']>;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    world = await hostileWorld(database);
    officer = world.bot.as(world.accounts.officer);
    await officer.say('/sesi Budidaya Lele A, hari ini jam 8-9, Pakan');
    await officer.say('semua hadir');
    await officer.tap('Materi');
    await officer.say(`${MARKED} sakit gigi`);
  });

  it.runIf(kind === 'sqlite')(
    'leaves nothing of what was typed into it in the database’s files',
    async () => {
      expect(officer.last().text).toContain(MARKED);
      const folder = dirname(fileURLToPath(database.url));
      const files = await readdir(folder);
      expect(files).toContain('sambang.db-wal');
      for (const file of files) {
        const bytes = await readFile(join(folder, file));
        for (const encoding of ['utf8', 'utf16le'] as const)
          expect(bytes.includes(Buffer.from('Tandamata', encoding))).toBe(false);
      }
    },
  );

  it('leaves nothing of what was typed into it in its row', async () => {
    const row = await world.bot.own.dialogState.findFirstOrThrow({ where: { dialog: { not: null } } });
    expect(Buffer.from(row.sealed ?? []).includes('Tandamata')).toBe(false);
    await officer.say('batal');
    expect(await world.bot.own.dialogState.findFirstOrThrow({ where: { id: row.id } })).toMatchObject({
      dialog: null,
      sealed: null,
    });
  });

  /** The same bot with another key, as after a key was lost. */
  const withAnotherKey = () =>
    startBot(database, {
      beside: world.bot,
      refusals: 'told',
      seal: createSeal(new Uint8Array(KEY_BYTES).fill(8)),
    });

  it('that can’t be read any more is closed, and said so once', async () => {
    const form = officer.last();
    const bot = await withAnotherKey();
    const seat = bot.as(world.accounts.officer);
    await seat.say('Air jernih');
    expect(seat.last().text).toContain(LOST);
    expect(seat.last().text).toContain('kiriman Anda tidak terpakai');
    expect(form.keyboard).toEqual([]);
    await seat.say('Air jernih');
    expect(seat.last().text).toContain('Tidak saya pahami');
    await seat.say('/sesi Budidaya Lele A, hari ini jam 8-9, Pakan');
    await seat.say('semua hadir');
    await seat.tap('Materi');
    expect(seat.last().text).toContain('Catatan');
  });

  it.each([
    ['its button', (seat: typeof officer) => seat.tap('Lanjut')],
    ['/batal', (seat: typeof officer) => seat.say('/batal')],
  ])('that was left by a version before forms were sealed is closed, and said so by %s', async (_by, act) => {
    await world.bot.db.write((tx) => tx.dialogState.updateMany({ data: { sealed: null, taken: [] } }));
    await act(officer);
    expect(officer.last().text).toContain(LOST);
    expect(await world.bot.own.dialogState.count({ where: { dialog: { not: null } } })).toBe(0);
  });

  it('that can’t be read any more gives way to another', async () => {
    const form = officer.last();
    const seat = (await withAnotherKey()).as(world.accounts.officer);
    await seat.say('/kunjungan Dinas Perikanan A, Kamis jam 10, kerja sama');
    expect(form.text).toContain(LOST);
    expect(seat.last().text).toContain('Periksa dulu');
  });
});
