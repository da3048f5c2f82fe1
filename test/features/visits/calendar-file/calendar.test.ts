import ICAL from 'ical.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';

const [sqlite] = databases();

/** Commas, semicolons, backslashes, a new line, letters beyond ASCII, and far longer than a line may be. */
const PURPOSE = [
  'membahas pelatihan budidaya lele; bibit, pakan, dan kolam – “tahap pertama” \\ sesuai surat',
  'lalu meninjau kolam di Negeri Haruku, Pulau Haruku; membawa contoh air dan daftar kebutuhan pelatihan é',
].join('\n');
const ADDRESS = 'Jl. Geser No. 1; Masohi, Maluku Tengah';

/** What another program makes of a file that Sambang sent. */
function read(bytes: Uint8Array) {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent');
  const [component] = events;
  if (!component) throw new Error('no event');
  const event = new ICAL.Event(component);
  return {
    text,
    events: events.length,
    method: calendar.getFirstPropertyValue('method'),
    version: calendar.getFirstPropertyValue('version'),
    status: component.getFirstPropertyValue('status'),
    stamp: component.getFirstPropertyValue('dtstamp'),
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    description: event.description,
    location: event.location,
    isUtc: [event.startDate, event.endDate].every(({ zone }) => zone?.tzid === 'UTC'),
    start: event.startDate.toJSDate(),
    end: event.endDate.toJSDate(),
  };
}

describe('the calendar file under another program’s reader', () => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    if (!sqlite) throw new Error('SQLite is always there');
    database = await sqlite.open();
  });
  beforeEach(async () => {
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  /** The files sent to somebody, in order. */
  const filesTo = (chatId: number) =>
    Promise.all(
      bot.calls
        .filter(({ method, payload }) => method === 'sendDocument' && payload['chat_id'] === chatId)
        .map(async ({ payload }) => {
          const { document } = payload as { document: { toRaw: () => Promise<Uint8Array> } };
          return read(await document.toRaw());
        }),
    );

  it('agreed, moved and called off is one event whose later files replace the earlier', async () => {
    const { id: agencyId } = await bot.db.write((tx) =>
      tx.agency.create({
        data: {
          unitId: bot.unitId,
          name: 'Dinas Perikanan',
          searchName: searchName('Dinas Perikanan'),
          address: ADDRESS,
          createdAt: bot.clock.now(),
        },
      }),
    );
    const officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    const kadis = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', agencyId);
    const stored = () => bot.own.visit.findFirstOrThrow();

    await officer.say('/kunjungan Dinas Perikanan, kamis jam 10, kerja sama');
    await officer.tap('Ubah lainnya');
    await officer.tap('Ubah keperluan');
    await officer.say(PURPOSE);
    await officer.tap('Simpan dan kirim');
    await bot.deliver();
    await kadis.tap('Bersedia');
    await bot.deliver();
    const agreedFor = await stored();

    bot.clock.advance(60_000);
    await officer.say('/kunjungan');
    await officer.tap('Dinas Perikanan');
    await officer.tap('Ubah');
    await officer.tap('Ubah tanggal');
    await officer.say('jumat jam 9');
    await officer.tap('Simpan');
    await bot.deliver();
    bot.clock.advance(60_000);
    await kadis.tap('Bersedia');
    await bot.deliver();
    const movedTo = await stored();
    expect(movedTo.startsAt).not.toEqual(agreedFor.startsAt);

    bot.clock.advance(60_000);
    await officer.say('/kunjungan');
    await officer.tap('Dinas Perikanan');
    await officer.tap('Batalkan kunjungan');
    await officer.tap('Laut');
    await bot.deliver();

    for (const person of [officer, kadis]) {
      const files = await filesTo(person.chatId);
      expect(files.map(({ method, status }) => [method, status])).toEqual([
        ['PUBLISH', 'CONFIRMED'],
        ['PUBLISH', 'CONFIRMED'],
        ['PUBLISH', 'CANCELLED'],
      ]);
      expect(new Set(files.map(({ uid }) => uid)).size).toBe(1);
      const { uuid } = await bot.own.installation.findFirstOrThrow();
      expect(files[0]?.uid).toContain(uuid);
      const [first = 0, second = 0, third = 0] = files.map(({ sequence }) => sequence);
      expect([second > first, third > second]).toEqual([true, true]);
      const times = [agreedFor, movedTo, movedTo].map(({ startsAt, endsAt }) => [startsAt, endsAt]);
      expect(files.map(({ start, end }) => [start, end])).toEqual(times);
      for (const file of files) {
        expect(file).toMatchObject({ events: 1, version: '2.0', isUtc: true, description: PURPOSE });
        expect(file.location).toContain(ADDRESS);
        expect(file.summary).toBe('Kunjungan Rutan Kelas IIB Masohi – Dinas Perikanan');
        expect(file.stamp).toBeTruthy();
        // RFC 5545: CRLF alone ends a line, and no line has more than 75 octets.
        expect(file.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
        const lengths = file.text.split('\r\n').map((line) => Buffer.byteLength(line));
        expect(Math.max(...lengths)).toBeLessThanOrEqual(75);
        expect(file.text.endsWith('END:VCALENDAR\r\n')).toBe(true);
      }
    }
  });
});
