import { afterEach, describe, expect, it } from 'vitest';
import { createDatabase, type Db } from '../../src/db/database.js';
import { databases, type TestDatabase } from '../support/database.js';
import { PATIENCE_MS } from '../support/patience.js';
import { size } from '../support/size.js';
import { worldOf } from '../support/world.js';
import { type Doors, openDoors } from './doors.js';
import { HEAD } from './world.js';

const PAIRS = size(3, 20);
const poll = { timeout: PATIENCE_MS, interval: 20 };

const KINDS = databases().flatMap((database) =>
  database.kind === 'sqlite'
    ? [{ ...database, programs: 1 }]
    : [
        { ...database, programs: 1 },
        { ...database, programs: 2 },
      ],
);

/** Telegram calls a webhook for a person's text and tap side by side: whichever comes first. */
describe.each(KINDS)('updates out of order by webhook on $kind, $programs programs', ({ open, programs }) => {
  let database: TestDatabase;
  let db: Db;
  let doors: Doors;
  afterEach(async () => {
    await doors.stop();
    await db.close();
    await database.close();
  });

  async function start(): Promise<void> {
    database = await open({ neighbours: false });
    await database.db.close();
    doors = await openDoors(database.url, programs);
    db = await createDatabase(database.url);
  }
  const shown = () => doors.telegram.messages(HEAD).findLast(({ fromBot }) => fromBot);
  const sees = (...words: string[]) =>
    expect.poll(() => words.every((word) => shown()?.text.includes(word)), poll).toBe(true);
  const buttonWith = (label: string) => {
    const button = shown()
      ?.buttons.flat()
      .find(({ text }) => text.includes(label));
    if (!button || !('callback_data' in button)) throw new Error(`no button ${label}`);
    return button.callback_data;
  };

  it('a note and the tap that follows it: none is lost', { timeout: 2 * PATIENCE_MS }, async () => {
    await start();
    await worldOf(db, { unitId: 1 }).course({ size: 3 });
    await doors.deliver(doors.says({ text: '/sesi Budidaya Ikan Lele, kemarin jam 8-9' }));
    await sees('Siapa yang tidak hadir');
    await doors.deliver(doors.taps(buttonWith('Semua hadir')));
    await sees('Apa materinya');
    await doors.deliver(doors.says({ text: 'Pakan' }));
    await sees('Catatan dan foto');
    const done = buttonWith('Lewati');
    for (let pair = 1; pair <= PAIRS; pair += 1) {
      const note = doors.says({ text: `Catatan ke-${pair}.` });
      const on = doors.taps(done);
      await doors.deliverReversed(note, on);
      await sees('Periksa dulu');
      await expect.poll(() => shown()?.text, poll).toContain(`Catatan ke-${pair}.`);
      await doors.deliver(doors.taps(buttonWith('Ubah lainnya')));
      await sees('Apa yang diubah?');
      await doors.deliver(doors.taps(buttonWith('Ubah catatan')));
      await sees('Catatan dan foto');
    }
  });

  it('whole forms that waited are saved', { timeout: 2 * PATIENCE_MS }, async () => {
    await start();
    await doors.deliver(doors.says({ text: '/mitra' }));
    await sees('Belum ada instansi mitra');
    const add = buttonWith('Tambah');
    for (let form = 1; form <= PAIRS; form += 1) {
      const updates = [doors.taps(add), doors.says({ text: `Dinas ke-${form}` })];
      await Promise.all(
        updates.toReversed().map((update, n) => doors.deliver(update, (form + n) % programs)),
      );
      await expect.poll(() => db.read.agency.count(), poll).toBe(form);
    }
  });
});
