import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordTap } from '../../../src/features/records/taps.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

/** A picture of one grey dot. A document holds a JPEG as it is, so that it can be found there again. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
);

describe.each(conversations())('a photo sent about a visit on $kind', ({ open }) => {
  let database: TestDatabase;
  let folder: string;
  let bot: TestBot;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    folder = await mkdtemp(join(tmpdir(), 'sambang-record-'));
    bot = await startBot(database, { now: '2023-08-31T03:00:00Z', evidenceFolder: folder });
  });
  afterEach(async () => {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => database.close());

  /** The berita acara as it is sent to somebody. */
  async function printed(by: Awaited<ReturnType<TestBot['person']>>, visit: number) {
    await by.tapData(recordTap.data({ visit }));
    const call = bot.calls.findLast(({ method }) => method === 'sendDocument');
    const { document } = (call?.payload ?? {}) as { document?: { toRaw: () => Promise<Uint8Array> } };
    if (!document) throw new Error('no file was sent');
    const bytes = Buffer.from(await document.toRaw());
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
    return { bytes, text };
  }

  it('is copied beside the database and printed in the berita acara', async () => {
    const officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    const { id: byId } = await bot.own.person.findUniqueOrThrow({ where: { telegramId: 11n } });
    const fisheries = await bot.world.agency('Dinas Perikanan');
    const visit = await bot.world.visit(byId, fisheries, new Date('2023-08-31T01:00:00Z'), 'held', {
      purpose: 'Kerja sama pelatihan',
      minutes: 'Bibit disiapkan.',
      minutesVersion: 1,
      parties: { create: { agencyId: fisheries, answer: 'accepted' } },
    });
    await officer.say('/kunjungan');
    await officer.tap('Lewat');
    await officer.tap('Dinas Perikanan');
    const { messageId } = officer.last();
    bot.telegram.send(11, 11, { photo: { id: 'foto1', bytes: JPEG }, replyTo: messageId });
    await bot.bot.handleUpdate(bot.telegram.takeUpdate() ?? { update_id: 0 });
    expect(officer.last().text).toContain('Notula');

    // Not copied yet: said to be there, and not printed.
    const before = await printed(officer, visit);
    expect(before.bytes.includes(JPEG)).toBe(false);
    expect(before.text).toContain('1 foto');
    // What another unit has, and Telegram no more, is in nobody's way.
    expect(await bot.fetchCopies()).toEqual({ made: 1, outage: false });
    const [name = '', ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect((await readFile(join(folder, name))).includes(JPEG)).toBe(false);

    const after = await printed(officer, visit);
    expect(after.bytes.includes(JPEG)).toBe(true);
    expect(after.text).toContain('Lampiran');
    expect(after.text).not.toContain('1 foto');
  });
});
