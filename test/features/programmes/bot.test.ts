import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

describe.each(conversations())('programmes and participants by bot on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Awaited<ReturnType<TestBot['person']>>;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: '2023-09-05T05:20:00Z' });
    officer = await bot.person({ id: 7, name: 'Petugas' }, 'officer');
  });
  afterAll(() => database.close());

  const agency = (name: string) =>
    bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name, searchName: name.toLowerCase(), createdAt: bot.clock.now() },
      }),
    );
  const participant = (name: string, number: string) =>
    bot.db.write((tx) => {
      const at = bot.clock.now();
      const data = {
        unitId: bot.unitId,
        name,
        searchName: name.toLowerCase(),
        registerNumber: number,
        registerKey: number,
      };
      return tx.participant.create({
        data: {
          ...data,
          presentFrom: at,
          createdAt: at,
          classes: { create: { registerClass: 'A_III', from: at } },
        },
      });
    });

  test('a programme is created in one message: name, kind, agency, seats, trainer', async () => {
    await agency('Dinas Perikanan');
    await officer.say('/program');
    expect(officer.last().text).toContain('Belum ada program');
    await officer.tap('＋ Program');
    await officer.say('Budidaya Ikan Lele');
    expect(officer.last().text).toContain('Kepribadian: mental');
    await officer.tap('Kemandirian');
    await officer.say('perikanan');
    await officer.say('20 kursi, pelatih Ibu Ros');
    expect(officer.last().text).toContain('Dinas Perikanan');
    expect(officer.last().text).toContain('20 kursi');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('Program dibuat');
    expect(officer.last().text).toContain('terdaftar 0 dari 20 kursi');
    expect(officer.messages()).toHaveLength(2);
  });

  test('a name that is taken is told at once, and the programme can be opened by it', async () => {
    await officer.say('/program Las');
    await officer.tap('Kemandirian');
    await officer.tap('Milik sendiri');
    await officer.tap('Lewati');
    await officer.tap('Simpan');
    await officer.tap('Semua program');
    await officer.tap('＋ Program');
    await officer.say('LAS');
    expect(officer.last().text).toContain('Program "Las" sudah ada');
    await officer.say('/program las');
    expect(officer.last().text).toContain('📘 Las');
  });

  test('one that was created meanwhile is not doubled but offered', async () => {
    await officer.say('/program Las');
    await officer.tap('Kemandirian');
    await officer.tap('Milik sendiri');
    await officer.tap('Lewati');
    await bot.db.write((tx) =>
      tx.programme.create({
        data: {
          unitId: bot.unitId,
          name: 'Las',
          searchName: 'las',
          kind: 'trade',
          createdAt: bot.clock.now(),
        },
      }),
    );
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('sudah ada');
    await officer.tap('Buka');
    expect(officer.last().text).toContain('📘 Las');
  });

  test('a field is changed from the card, and the head alone shows names to the agency', async () => {
    const { id } = await agency('Dinas Perikanan');
    await bot.db.write((tx) =>
      tx.programme.create({
        data: {
          unitId: bot.unitId,
          agencyId: id,
          name: 'Lele',
          searchName: 'lele',
          kind: 'trade',
          createdAt: bot.clock.now(),
        },
      }),
    );
    await officer.say('/program lele');
    expect(officer.buttons().flat()).not.toContain('Perbolehkan instansi melihat nama');
    await officer.tap('Ubah');
    await officer.tap('Ubah lainnya');
    await officer.tap('Ubah kursi');
    await officer.say('12');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('dari 12 kursi');
    const head = await bot.person({ id: 9, name: 'Kepala' }, 'head');
    await head.say('/program lele');
    const before = head.last();
    await head.tap('Perbolehkan instansi melihat nama');
    expect(head.last().text).toContain('Instansi boleh melihat nama');
    expect(before.keyboard.flat().map(({ text }) => text)).toContain('Sembunyikan nama dari instansi');
  });

  test('a contact sees the own agency’s programmes, and no participants', async () => {
    const mine = await agency('Dinas Perikanan');
    const other = await agency('BLK');
    const createdAt = bot.clock.now();
    const { unitId } = bot;
    await bot.db.write(async (tx) => {
      await tx.programme.create({
        data: { unitId, agencyId: mine.id, name: 'Lele', searchName: 'lele', kind: 'trade', createdAt },
      });
      await tx.programme.create({
        data: { unitId, agencyId: other.id, name: 'Las', searchName: 'las', kind: 'trade', createdAt },
      });
    });
    const contact = await bot.person({ id: 8, name: 'Kontak' }, 'agencyContact', mine.id);
    await contact.say('/program');
    expect(contact.buttons()).toEqual([['Lele']]);
    await contact.tap('Lele');
    expect(contact.buttons()).toEqual([['Jadwal mingguan'], ['Semua program']]);
    await contact.tapData('pr:2');
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
    await contact.tapData('prpt:1:0');
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
    await contact.tapData('pt:1');
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
    await contact.say('/peserta');
    expect(contact.last().text).not.toContain('Peserta (WBP)');
  });

  test('from search to enrolled in four steps, then paused, and ended with a reason', async () => {
    await participant('Budi Lating', 'BI003/2023');
    await participant('Ani Wael', 'AI004/2023');
    await bot.db.write((tx) =>
      tx.programme.create({
        data: {
          unitId: bot.unitId,
          name: 'Lele',
          searchName: 'lele',
          kind: 'trade',
          seats: 1,
          createdAt: bot.clock.now(),
        },
      }),
    );
    await officer.say('/peserta budi');
    expect(officer.last().text).toContain('A.III · tahanan');
    await officer.tap('Daftarkan ke program');
    const list = officer.last();
    const lele = list.keyboard[0]?.[0];
    await officer.tap('Lele');
    expect(officer.last().text).toContain('Lele: aktif sejak Selasa, 5 September 2023');
    if (lele && 'callback_data' in lele) await officer.tapData(lele.callback_data);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Sudah terdaftar di program itu.');

    await officer.say('/peserta ani');
    await officer.tap('Daftarkan ke program');
    await officer.tap('Lele');
    expect(officer.last().text).toContain('masuk daftar tunggu');
    await officer.tap('Terima: Lele');
    expect(officer.last().text).toContain('Belum ada kursi kosong');

    await officer.say('/peserta 003');
    await officer.tap('Jeda: Lele');
    expect(officer.last().text).toContain('Lele: jeda');
    const paused = officer.last().keyboard[0]?.[0];
    await officer.tap('Selesai: Lele');
    await officer.tap('lulus');
    expect(officer.last().text).toContain('Lele: selesai (lulus)');
    if (paused && 'callback_data' in paused) await officer.tapData(paused.callback_data);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
  });

  test('a tap delivered again, as after a crash, enrols once', async () => {
    await participant('Budi Lating', 'BI003/2023');
    await bot.db.write((tx) =>
      tx.programme.create({
        data: {
          unitId: bot.unitId,
          name: 'Lele',
          searchName: 'lele',
          kind: 'trade',
          createdAt: bot.clock.now(),
        },
      }),
    );
    await officer.say('/peserta budi');
    await officer.tap('Daftarkan ke program');
    const update = await officer.tap('Lele');
    await bot.redeliver(update);
    expect(officer.last().text).toContain('Terdaftar, mulai hari ini');
    expect(await bot.own.enrolment.count()).toBe(1);
  });

  test('search is asked for, paged, and says what to do when nobody is found', async () => {
    for (let n = 10; n < 20; n++) await participant(`Orang ${n}`, `BI${n}/2023`);
    await officer.say('/peserta');
    expect(officer.last().text).toContain('10 orang');
    expect(officer.last().text).toContain('kirim berkas CSV');
    await officer.tap('Berikutnya');
    expect(officer.buttons().flat()).toContain('Orang 19 · BI19/2023');
    await officer.tap('🔎 Cari');
    await officer.say('zzz');
    expect(officer.last().text).toContain('Tidak ada peserta yang cocok dengan "zzz"');
    await officer.tap('🔎 Cari');
    await officer.say('orang 12');
    expect(officer.last().text).toContain('👤 Orang 12');
    await officer.say('/peserta orang');
    await officer.tap('Berikutnya');
    expect(officer.last().text).toContain('Hasil pencarian "orang"');
  });
});
