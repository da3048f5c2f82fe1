import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Reader } from '../../src/db/database.js';
import { databases, type TestDatabase } from '../support/database.js';
import { PATIENCE_MS } from '../support/patience.js';
import { size } from '../support/size.js';
import { HEAD, OFFICER, STRANGER, startWorld, type World } from './world.js';

/** The line to Telegram at its worst while people use the bot: each thing typed is done once and answered. */
// How a line breaks is no matter of the database; what is written once in spite of it is tried on both elsewhere.
describe.each(databases().slice(0, size(1, 2)))('a bad line on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: World;
  beforeAll(async () => {
    database = await open({ neighbours: false });
    await database.db.close();
    world = await startWorld(database.url, '2023-08-29T08:00:00+09:00');
    world.seat(HEAD).say(`/start ${world.claimCode()}`);
    await world.seat(HEAD).sees('Anda kini Kepala Rutan');
  });
  afterAll(async () => {
    await world.stop();
    await database.close();
  });

  async function inDatabase<T>(read: (db: Reader) => Promise<T>): Promise<T> {
    const db = await createDatabase(database.url);
    try {
      return await read(db.read);
    } finally {
      await db.close();
    }
  }
  const agencies = () =>
    inDatabase((db) => db.agency.findMany({ select: { name: true }, orderBy: { id: 'asc' } }));

  const FAULTS = [
    ['429 with a wait', { kind: '429', retryAfter: 1 }],
    ['500', { kind: '500' }],
    ['a line cut before Telegram did it', { kind: 'reset-before' }],
    ['a line cut after Telegram did it', { kind: 'reset-after' }],
    ['a slow line', { kind: 'slow', ms: 700 }],
  ] as const;

  it.each(FAULTS)('%s: an agency is added once, and its card is shown', async (name, fault) => {
    const head = world.seat(HEAD);
    const before = (await agencies()).length;
    world.telegram.fail({ method: 'sendMessage', ...fault });
    head.say('/mitra');
    await head.tap(
      'Tambah instansi',
      await head.sees('Instansi mitra', before === 0 ? 'Belum ada' : `${before} instansi`),
    );
    await head.sees('Apa nama instansinya');
    world.telegram.fail({ method: 'editMessageText', ...fault });
    head.say(`Instansi Nama Rahasia ${before + 1}`);
    await head.sees('Instansi ditambahkan', `Instansi Nama Rahasia ${before + 1}`);
    expect([name, (await agencies()).length]).toEqual([name, before + 1]);
    const cards = head
      .texts()
      .filter((text) => text.includes('ditambahkan') && text.includes(`Rahasia ${before + 1}`));
    expect(cards).toHaveLength(1);
    world.telegram.clearFaults();
    head.say(`/batal`);
    await head.sees('Tidak ada formulir');
  });

  it('says it calmly, with a reference that finds the log line, when nothing helps', async () => {
    const head = world.seat(HEAD);
    world.telegram.fail({ method: 'sendMessage', kind: '500', times: 5 });
    head.say('/bantuan');
    const fault = await world.telegram.waitFor(
      HEAD,
      ({ fromBot, text }) => fromBot && text.includes('(kode '),
      PATIENCE_MS,
    );
    expect(fault.text).toContain('Data yang sudah tersimpan aman');
    const reference = /kode (\w{4})/u.exec(fault.text)?.[1] ?? '-';
    expect(world.lines.filter((line) => line.includes(`"reference":"${reference}"`))).toHaveLength(1);
    world.telegram.clearFaults();
    await head.sees('Satu pesan belum dapat ditangani');
    head.say('/bantuan');
    await head.sees('Yang bisa Anda lakukan');
  });

  it("leaves nobody waiting: others are answered while one person's answer hangs", async () => {
    world.telegram.fail({ method: 'sendMessage', chatId: HEAD, kind: 'slow', ms: 10_000 });
    const head = world.seat(HEAD);
    const before = head.texts().length;
    head.say('/mitra');
    world.seat(STRANGER).say('halo');
    await world.seat(STRANGER).sees('Bot ini untuk petugas dan mitra');
    expect(head.texts().slice(before)).toEqual([]);
    world.telegram.clearFaults();
  });

  it('writes no name, no text and no token into the log', () => {
    const log = world.lines.join('\n');
    expect(world.lines.length).toBeGreaterThan(5);
    expect(log).not.toMatch(
      /Rahasia|Latuconsina|Yusuf|bantuan|mitra|end-to-end-token|api\.telegram|instansi/iu,
    );
    expect(OFFICER).toBe(2);
  });
});
