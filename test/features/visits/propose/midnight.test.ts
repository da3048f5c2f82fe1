import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

describe.each(conversations())('a visit over midnight on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let head: Awaited<ReturnType<TestBot['person']>>;
  let kadis: Awaited<ReturnType<TestBot['person']>>;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    const fisheries = await bot.world.agency('Dinas Perikanan');
    head = await bot.person({ id: 13, name: 'Pak Karutan' }, 'head');
    kadis = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', fisheries);
  });

  const BOTH_DAYS = 'Kamis, 31 Agustus 2023, 22.00 – Jumat, 1 September 2023, 02.00 WIT';

  async function deliver(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) {
      await bot.deliver();
      bot.clock.advance(2_000);
    }
  }
  async function propose(when: string): Promise<void> {
    await head.say(`/kunjungan Dinas Perikanan, ${when}, melihat lampu kapal`);
    await head.tap('Tetap pakai waktu ini');
    await head.say('kapal berangkat malam');
    expect(head.last().text).toContain(`🗓 ${BOTH_DAYS}`);
    await head.tap('Simpan dan kirim');
    await deliver();
  }

  it('is said in one line, and both days are shown, taken, reminded of and in the calendar', async () => {
    await propose('kamis 22.00-02.00');
    expect(kadis.last().text).toContain(`🗓 ${BOTH_DAYS}`);
    await kadis.tap('Bersedia');
    await deliver();
    const sent = bot.calls.findLast(
      ({ method, payload }) => method === 'sendDocument' && payload['chat_id'] === kadis.chatId,
    );
    if (!sent) throw new Error('no file was sent');
    const { document } = sent.payload as { document: { toRaw: () => Promise<Uint8Array> } };
    const file = new ICAL.Component(
      ICAL.parse(new TextDecoder().decode(await document.toRaw())) as unknown[],
    );
    const event = new ICAL.Event(file.getFirstSubcomponent('vevent') ?? file);
    expect(event.startDate.toJSDate()).toEqual(new Date('2023-08-31T13:00:00Z'));
    expect(event.endDate.toJSDate()).toEqual(new Date('2023-08-31T17:00:00Z'));

    await head.say('/kunjungan Dinas Perikanan, jumat 01.00-03.00, lain');
    expect(head.last().text).toContain(
      `Bentrok: Anda sudah ada kunjungan dengan Dinas Perikanan, ${BOTH_DAYS}`,
    );
    // Both nights are outside office hours: that is said once.
    expect(head.last().text.match(/Di luar jam kantor/gu)).toHaveLength(1);
    await head.tap('Batal');

    const due = await bot.own.outbox.findMany({ where: { state: 'planned' } });
    const at = (kind: string) => due.find((row) => row.kind === kind)?.dueAt.toISOString();
    expect([at('visit.H-1'), at('visit.2h'), at('visit.outcome')]).toEqual([
      '2023-08-29T23:00:00.000Z',
      '2023-08-31T11:00:00.000Z',
      '2023-08-31T17:00:00.000Z',
    ]);
  });

  it('is said by the day of its end', async () => {
    await propose('kamis jam 22 sampai 02.00 besok');
    const { startsAt, endsAt } = await bot.own.visit.findFirstOrThrow();
    expect([startsAt, endsAt]).toEqual([new Date('2023-08-31T13:00:00Z'), new Date('2023-08-31T17:00:00Z')]);
  });

  it('an end before the start is taken for a slip, unless it is said', async () => {
    await head.say('/kunjungan Dinas Perikanan, kamis 11.00-09.00, bibit');
    expect(head.last().text).toContain('"11.00-09.00": selesainya sebelum mulai.');
    expect(head.last().text).toContain('14.00 sampai 10.00 besoknya');
    expect(head.last().text).toContain('Tanggal berapa?');
  });

  it('is moved to another night from its card', async () => {
    await propose('kamis 22.00-02.00');
    await head.tap('Ubah');
    await head.tap('Ubah lainnya');
    await head.tap('Ubah jam');
    await head.say('jam 21 sampai 01.00 besok');
    await head.tap('Tetap pakai waktu ini');
    await head.say('kapal berangkat malam');
    await head.tap('Simpan dan beri tahu');
    const { startsAt, endsAt } = await bot.own.visit.findFirstOrThrow();
    expect([startsAt, endsAt]).toEqual([new Date('2023-08-31T12:00:00Z'), new Date('2023-08-31T16:00:00Z')]);
  });
});
