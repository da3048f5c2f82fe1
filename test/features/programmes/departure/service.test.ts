import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { PATIENCE_MS } from '../../../support/patience.js';

const HEAD = 'No. Register;Nama;Golongan;Program;Status';
const HOUR = 3_600_000;

describe.each(databases())('leaving the unit, and many at once, on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: '2023-08-30T01:00:00Z' });
    officer = await bot.person({ id: 7, name: 'Petugas' }, 'officer');
    for (const [name, seats] of [
      ['Las', 2],
      ['Tani', 9],
    ] as const) {
      await bot.db.write((tx) =>
        tx.programme.create({
          data: {
            ...{ unitId: bot.unitId, name, searchName: name.toLowerCase(), kind: 'trade', seats },
            createdAt: bot.clock.now(),
          },
        }),
      );
    }
    const rows = [
      'BI-1/2023;Budi;B.I;Las;aktif',
      'BI-1/2023;Budi;B.I;Tani;jeda',
      'AIII-2/2023;Ani;A.III;Las;aktif',
      'BI-3/2023;Cici;B.I;Las;daftar tunggu',
      'BI-4/2023;Dodi;B.I;;',
    ];
    await officer.document('a.csv', Buffer.from([HEAD, ...rows].join('\n')));
    await officer.tap('Hari ini');
    await officer.tap('Terapkan');
    await vi.waitUntil(() => officer.last().text.includes('Daftar sudah diterapkan'), {
      timeout: PATIENCE_MS,
    });
    bot.clock.advance(HOUR);
  });
  afterAll(() => database.close());

  const labels = () => officer.buttons().flat();
  const enrolled = async (period = '') => {
    await officer.say(`/jumlah ${period}`.trim());
    return /Terdaftar (\d+) orang \((\d+)/u.exec(officer.last().text)?.slice(1).map(Number);
  };
  const depart = async (who: string, why: string) => {
    await officer.say(`/peserta ${who}`);
    await officer.tap('Bebas / pindah');
    await officer.tap(why);
  };

  test('bebas: two taps end every enrolment, free the seats and show who is next', async () => {
    expect(await enrolled()).toEqual([2, 3]);
    await officer.say('/peserta BI-1/2023');
    await officer.tap('Bebas / pindah');
    expect(officer.last().text).toContain('Kepesertaan yang selesai hari ini: Las, Tani');
    await officer.tap('Bebas');
    const { text } = officer.last();
    expect(text).toContain('Tercatat bebas, Rabu, 30 Agustus 2023');
    expect(text).toContain('2 kepesertaan selesai');
    expect(text).toContain('Las: 1 kursi kosong, 1 menunggu. Berikutnya: Cici');
    expect(text).toContain('Las: selesai (bebas)');
    expect(await enrolled()).toEqual([1, 1]);
    await officer.tap('Terima Cici · Las', officer.messages().at(-2));
    expect(officer.messages().at(-2)?.text).toContain('Cici kini terdaftar');
    expect(await enrolled()).toEqual([2, 2]);
    const person = await bot.own.participant.findFirstOrThrow({ where: { name: 'Budi' } });
    expect(person).toMatchObject({ departure: 'released', version: 2 });
    const entry = await bot.own.auditEntry.findFirstOrThrow({ where: { action: 'participant.depart' } });
    expect(JSON.stringify(entry.detail)).not.toContain('Budi');
  });

  test('the card of somebody who left is found, says so, and offers no enrolment', async () => {
    await depart('BI-1/2023', 'Pindah');
    await officer.say('/peserta');
    expect(labels().some((label) => label.includes('Budi'))).toBe(false);
    await officer.say('/peserta budi');
    expect(officer.last().text).toContain('🚪 pindah sejak Rabu, 30 Agustus 2023');
    expect(labels()).toEqual(['↩️ Keliru, masih di sini', '🔗 Gabungkan…', '🔎 Cari', 'Semua peserta']);
  });

  test('a mistake is taken back: figures are as if nothing had been, and the history keeps it', async () => {
    await depart('BI-1/2023', 'Bebas');
    bot.clock.advance(48 * HOUR);
    await officer.say('/peserta budi');
    await officer.tap('Keliru');
    expect(officer.last().text).toContain('2 kepesertaan dilanjutkan.');
    expect(officer.last().text).toContain('Las: aktif');
    expect(officer.last().text).toContain('Tani: jeda');
    // Between leaving and coming back lay the end of the month.
    expect(await enrolled('agustus 2023')).toEqual([2, 3]);
    expect(await enrolled()).toEqual([2, 3]);
    expect(await bot.own.enrolmentChange.count({ where: { reason: 'released' } })).toBe(2);
    expect(await bot.own.auditEntry.count({ where: { action: 'participant.back' } })).toBe(1);
    await depart('BI-1/2023', 'Pindah');
    await officer.tap('Keliru');
    expect(officer.last().text).toContain('2 kepesertaan dilanjutkan.');
  });

  test('where the seat has been taken meanwhile, who comes back waits', async () => {
    await depart('BI-1/2023', 'Bebas');
    await officer.tap('Terima Cici');
    await officer.say('/peserta budi');
    await officer.tap('Keliru');
    expect(officer.last().text).toContain('2 kepesertaan dilanjutkan, 1 di antaranya di daftar tunggu');
    expect(await enrolled()).toEqual([3, 3]);
  });

  test('after seven days a head alone takes it back', async () => {
    await depart('BI-1/2023', 'Bebas');
    bot.clock.advance(8 * 24 * HOUR);
    await officer.say('/peserta budi');
    await officer.tap('Keliru');
    expect(officer.last().text).toContain('Pembatalan kini hanya oleh Kepala Rutan');
    const head = await bot.person({ id: 9, name: 'Kepala' }, 'head');
    await head.say('/peserta budi');
    await head.tap('Keliru');
    expect(head.last().text).toContain('tidak pernah keluar');
  });

  test('a second tap, an old card and a redelivered update leave once', async () => {
    await officer.say('/peserta BI-1/2023');
    const card = officer.last();
    await officer.tap('Bebas / pindah');
    const buttons = card.keyboard;
    const why = buttons.flat().find(({ text }) => text === 'Pindah');
    const update = await officer.tap('Bebas');
    await bot.redeliver(update);
    if (why && 'callback_data' in why) await officer.tapData(why.callback_data, card);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
    expect(await bot.own.auditEntry.count({ where: { action: 'participant.depart' } })).toBe(1);
    expect(await bot.own.participant.findFirst({ where: { name: 'Budi' } })).toMatchObject({
      departure: 'released',
    });
  });

  test('humas and agencies neither see the card nor may tap it', async () => {
    const humas = await bot.person({ id: 8, name: 'Humas' }, 'humas');
    await humas.say('/program');
    const { id } = await bot.own.participant.findFirstOrThrow({ where: { name: 'Budi' } });
    for (const data of [`ptout:${id}`, `ptgone:${id}:1:released`, `ptback:${id}:1`, 'enmany:1'])
      await humas.tapData(data);
    expect(humas.last().text).not.toContain('Budi');
    expect(await bot.own.participant.count({ where: { presentUntil: { not: null } } })).toBe(0);
  });

  test('a roster that still names who has left says what to do', async () => {
    await depart('BI-4/2023', 'Bebas');
    await officer.document('b.csv', Buffer.from(`${HEAD}\nBI-4/2023;Dodi;B.I;Tani;aktif`));
    await officer.tap('Hari ini');
    expect(officer.last().text).toContain('baris 2: orangnya sudah tercatat keluar; bila keliru, batalkan');
  });

  test('many are enrolled by their numbers; the faulty ones are named, the rest wait in order', async () => {
    await officer.say('/program las');
    await officer.tap('Peserta');
    expect(labels().slice(0, 3)).toEqual(['Ani · AIII-2/2023', 'Budi · BI-1/2023', '⏳ 1. Cici · BI-3/2023']);
    await officer.tap('Daftarkan beberapa orang');
    await officer.say('Dodi');
    expect(officer.last().text).toContain('Belum ada nomor');
    await officer.say('b.i 4/2023, 1/2023; BI-99/2023\nBI-4/2023');
    const { text } = officer.last();
    expect(text).toContain('masuk daftar tunggu: 1\n• 2. Dodi · BI-4/2023');
    expect(text).toContain('Sudah ada di program ini: 1\n• Budi · BI-1/2023');
    expect(text).toContain('Nomor tidak ditemukan: 1\n• BI-99/2023');
    await officer.tap('Peserta');
    expect(labels()[3]).toBe('⏳ 2. Dodi · BI-4/2023');
    expect(officer.last().text).toContain('2 di daftar tunggu');
  });

  test('the same in English', async () => {
    await bot.db.write((tx) => tx.person.updateMany({ data: { locale: 'en' } }));
    await officer.say('/participants BI-1/2023');
    await officer.tap('Released / transferred');
    await officer.tap('Released');
    expect(officer.last().text).toContain('2 enrolments ended');
    await officer.tap('A mistake');
    expect(officer.last().text).toContain('Enrolments resumed: 2.');
    await officer.say('/programmes tani');
    await officer.tap('Participants');
    await officer.tap('Enrol several people');
    await officer.say('BI-4/2023 AIII-2/2023');
    expect(officer.last().text).toContain('Enrolled from now on: 2');
  });
});
