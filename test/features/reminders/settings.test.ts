import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

describe.each(conversations())('settings for reminders on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;
  let contact: Awaited<ReturnType<TestBot['person']>>;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    bot = await startBot(database);
    officer = await bot.person({ id: 12, name: 'Budi' }, 'officer');
    const { id } = await bot.db.write((tx) =>
      tx.agency.create({
        data: {
          unitId: bot.unitId,
          name: 'Dinas Perikanan',
          searchName: 'dinas perikanan',
          createdAt: bot.clock.now(),
        },
      }),
    );
    contact = await bot.person({ id: 13, name: 'Rahman', language: 'id' }, 'agencyHead', id);
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const settings = () => bot.own.reminderSettings.findMany();

  async function openSettings(who = contact): Promise<void> {
    await who.say('/pengaturan');
    await who.tap('Pengingat');
  }

  /** Agreed for Thursday, 31 August 2023, 10.00 WIT; it is Monday, 09.00. */
  async function agreedVisit(): Promise<void> {
    await officer.say('/kunjungan Dinas Perikanan, kamis jam 10, kerja sama');
    await officer.tap('Simpan dan kirim');
    await bot.deliver();
    await contact.tap('Bersedia');
    await bot.deliver();
  }

  const at = async (moment: string) => {
    bot.clock.set(`2023-08-${moment}:00+09:00`);
    await bot.deliver();
  };

  it('are two taps from the command, each switch one more', async () => {
    await openSettings();
    expect(contact.last().text).toContain('🌙 Jam tenang: tidak ada');
    expect(contact.buttons()).toEqual([
      ['✓ Kunjungan', '✓ Sesi', '✓ Tindak lanjut'],
      ['✓ H-7', '✓ H-1', '✓ 2 jam'],
      ['⏱ Atur waktu pengingat'],
      ['Atur jam tenang'],
      ['Jeda dulu'],
      ['‹ Pengaturan'],
    ]);
    const before = { ...contact.last() };
    await contact.tap('H-1');
    expect(contact.buttons()[1]).toEqual(['✓ H-7', '✗ H-1', '✓ 2 jam']);
    await contact.tap('H-1', before);
    expect(contact.buttons()[1]).toEqual(['✓ H-7', '✗ H-1', '✓ 2 jam']);
    expect(await settings()).toMatchObject([{ muted: ['H-1'] }]);
    await contact.tap('H-1');
    expect(await settings()).toMatchObject([{ muted: [] }]);
    await contact.tap('‹ Pengaturan');
    expect(contact.last().text).toContain('Bahasa');
    expect(contact.messages()).toHaveLength(1);
  });

  it('what is switched off doesn’t come, what isn’t does, and others’ reminders stay', async () => {
    await agreedVisit();
    await openSettings();
    await contact.tap('H-1');
    const heard = contact.messages().length;
    await at('30T08:00');
    expect(contact.messages()).toHaveLength(heard);
    expect(officer.last().text).toContain('Besok: kunjungan');
    await at('31T08:00');
    expect(contact.last().text).toContain('Dua jam lagi');
  });

  it('quiet hours are chosen or typed, and hold reminders until they end', async () => {
    await agreedVisit();
    await openSettings();
    await contact.tap('Atur jam tenang');
    await contact.say('malam saja');
    expect(contact.last().text).toContain('Saya belum mengerti "malam saja"');
    await contact.say('21.00 - 08.30');
    expect(contact.last().text).toContain('🌙 Jam tenang 21.00–08.30 WIT');
    const heard = contact.messages().length;
    await at('30T08:00');
    expect(contact.messages()).toHaveLength(heard);
    await at('30T08:30');
    expect(contact.last().text).toContain('Besok: kunjungan');
    expect(contact.last().text).not.toContain('terlambat');
    await openSettings();
    await contact.tap('Tanpa jam tenang');
    await at('31T08:00');
    expect(contact.last().text).toContain('Dua jam lagi');
  });

  it('a pause holds, resuming brings at once what was held, and answers come all the while', async () => {
    await openSettings();
    await contact.tap('Jeda dulu');
    await contact.say('28/8');
    expect(contact.last().text).toContain('Pilih besok atau sesudahnya');
    await contact.tap('Batal');
    await openSettings();
    await contact.tap('Jeda dulu');
    await contact.say('31/8');
    expect(contact.last().text).toContain('⏸ Dijeda sampai Kamis, 31 Agustus 2023, 00.00 WIT');
    await agreedVisit();
    expect(contact.last().text).toContain('Disepakati');
    const heard = contact.messages().length;
    await at('30T08:00');
    expect(contact.messages()).toHaveLength(heard);
    bot.clock.set('2023-08-30T10:00:00+09:00');
    await openSettings();
    await contact.tap('Nyalakan lagi');
    await bot.deliver();
    expect(contact.last().text).toContain('Besok: kunjungan');
  });

  it('a reminder is put off by an hour, once, and not beyond its point', async () => {
    await agreedVisit();
    await at('30T08:00');
    const reminder = { ...contact.last() };
    await contact.tap('Ingatkan lagi 1 jam', reminder);
    await contact.tap('Ingatkan lagi 1 jam', reminder);
    expect(bot.queryAnswers.at(-1)).toEqual({ text: 'Baik, diingatkan lagi pukul 09.00 WIT.', alert: false });
    const heard = contact.messages().length;
    await at('30T09:01');
    expect(contact.messages()).toHaveLength(heard + 1);
    expect(contact.last().text).toContain('Besok: kunjungan');
    await at('31T07:30');
    await contact.tap('Ingatkan lagi 1 jam');
    expect(bot.queryAnswers.at(-1)).toEqual({
      text: 'Sudah terlalu dekat untuk ditunda sampai saat itu.',
      alert: true,
    });
    await officer.tapData(
      reminder.keyboard
        .flat()
        .flatMap((b) => ('callback_data' in b ? b.callback_data : []))
        .find((data) => data.startsWith('snooze:')) ?? '',
    );
    expect(bot.queryAnswers.at(-1)).toEqual({ text: 'Pengingat ini sudah tidak berlaku.', alert: true });
  });

  it('a reminder is put off until a time that is chosen or typed', async () => {
    await agreedVisit();
    await at('30T08:00');
    await contact.tap('Waktu lain');
    expect(contact.buttons().flat()).toEqual(['3 jam lagi', 'Nanti sore', 'Besok pagi', 'Batal']);
    await contact.say('kapan-kapan');
    expect(contact.last().text).toContain('Saya belum mengerti "kapan-kapan"');
    const update = await contact.tap('3 jam lagi');
    expect(contact.last().text).toBe('Baik, diingatkan lagi pukul 11.00 WIT.');
    await bot.redeliver(update);
    const heard = contact.messages().length;
    await at('30T10:59');
    expect(contact.messages()).toHaveLength(heard);
    await at('30T11:01');
    expect(contact.messages()).toHaveLength(heard + 1);
    expect(contact.last().text).toContain('Besok: kunjungan');
    await contact.tap('Waktu lain');
    await contact.say('besok pagi');
    expect(contact.last().text).toBe('Baik, diingatkan lagi Kamis, 31 Agustus 2023, 07.00 WIT.');
    await at('31T07:00');
    expect(contact.last().text).toContain('Hari ini: kunjungan');
    // Once it would come after the start it isn't put off.
    await contact.tap('Waktu lain');
    await contact.say('nanti sore');
    expect(contact.last().text).toBe('Sudah terlalu dekat untuk ditunda sampai saat itu.');
  });

  it('how long before reminders come is chosen, and they say how long it is', async () => {
    await agreedVisit();
    await openSettings();
    await contact.tap('Atur waktu pengingat');
    await contact.tap('16.00');
    await bot.redeliver(await contact.tap('1 jam'));
    expect(contact.buttons().slice(1, 3)).toEqual([
      ['08.00', '12.00', '• 16.00'],
      ['2 jam', '• 1 jam', '30 menit'],
    ]);
    const heard = contact.messages().length;
    await at('30T08:00');
    expect(contact.messages()).toHaveLength(heard);
    expect(officer.last().text).toContain('Besok: kunjungan');
    await at('30T16:00');
    expect(contact.messages()).toHaveLength(heard + 1);
    expect(contact.last().text).toContain('Besok: kunjungan');
    expect(contact.last().text).not.toContain('terlambat');
    await at('31T08:00');
    expect(contact.messages()).toHaveLength(heard + 1);
    await at('31T09:00');
    expect(contact.last().text).toContain('Satu jam lagi: kunjungan');
  });

  it('a reminder put off comes in quiet hours too, and not after the visit was called off', async () => {
    await agreedVisit();
    await openSettings();
    await contact.tap('Atur jam tenang');
    await contact.say('8.30 - 20');
    await at('30T08:00');
    await contact.tap('Ingatkan lagi 1 jam');
    await at('30T09:01');
    expect(contact.last().text).toContain('Besok: kunjungan');
    await contact.tap('Ingatkan lagi 1 jam');
    await officer.say('/kunjungan');
    await bot.db.write((tx) => tx.visit.updateMany({ data: { state: 'cancelled', version: 9 } }));
    const heard = contact.messages().length;
    await at('30T10:02');
    expect(contact.messages()).toHaveLength(heard);
  });
});
