import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

const HEAD = 'No. Register;Nama;Golongan;JK;Tahun Lahir;Tgl Masuk;Program;Status';
const csv = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\r\n'));

describe.each(conversations())('whom a line of a roster means, on $kind', ({ open }) => {
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
    await bot.world.programme('Lele', { state: 'running' });
  });
  afterAll(() => database.close());

  /** What is to be read now, with the buttons. */
  const screen = () => {
    const rows = officer.buttons().map((row) => row.map((label) => `[${label}]`).join(' '));
    return `${[officer.last().text, ...rows].join('\n')}\n`;
  };

  async function send(...rows: string[]) {
    bot.clock.advance(86_400_000);
    await officer.document('wbp.csv', csv(...rows));
    await officer.tap('Hari ini');
  }
  async function apply() {
    const label = officer
      .buttons()
      .flat()
      .find((one) => one.startsWith('Terapkan'));
    await officer.tap(label ?? 'Terapkan');
    await expect.poll(() => officer.last().text).toContain('Daftar sudah diterapkan');
  }
  const people = () =>
    bot.own.participant.findMany({
      select: { name: true, registerKey: true, enrolments: { select: { state: true } } },
      orderBy: { id: 'asc' },
    });
  const numbers = () =>
    bot.own.registerNumber.findMany({
      select: { key: true, cause: true, until: true, participant: { select: { name: true } } },
      orderBy: { id: 'asc' },
    });

  test('another person under somebody’s number is asked about, and takes nothing over until it is answered', async () => {
    await send('B.I 3/2023;Budi Santoso;B.I;L;1990;2023-01-05;Lele;aktif');
    await apply();
    await send('B.I 003/23;Siti Aminah;B.I;P;1985;2023-09-01;Lele;aktif');
    expect(officer.last().text).toContain('perlu dijawab: 1 baris');
    expect(officer.last().text).not.toContain('berubah: 1 baris');
    await officer.tap('Jawab dulu');
    await expect(screen()).toMatchFileSnapshot('screens/another-person.txt');
    const { text } = officer.last();
    expect(text).toContain('Nomornya sama, orangnya lain?');
    expect(text).toContain('✗ nama: Budi Santoso ↔ Siti Aminah');
    expect(text).toContain('✗ jenis kelamin: laki-laki ↔ perempuan');
    await officer.tap('Bukan orang yang sama');
    expect(officer.last().text).toContain('baru: 1 baris');
    await apply();
    expect(await people()).toEqual([
      { name: 'Budi Santoso', registerKey: 'BI3/2023', enrolments: [{ state: 'active' }] },
      { name: 'Siti Aminah', registerKey: 'BI3/2023', enrolments: [{ state: 'active' }] },
    ]);
    expect((await numbers()).map(({ until, participant }) => [participant.name, until === null])).toEqual([
      ['Budi Santoso', false],
      ['Siti Aminah', true],
    ]);

    // The same file once more asks nothing: the number is hers now.
    await send('B.I 003/23;Siti Aminah;B.I;P;1985;2023-09-01;Lele;aktif');
    expect(officer.last().text).toContain('tetap: 1 baris');
    expect(officer.last().text).not.toContain('perlu dijawab');
  });

  test('a name written otherwise is a correction that is shown, and found by the old name afterwards', async () => {
    await send('B.I 3/2023;Yohanis Pattiasina;B.I;L;1990;;;');
    await apply();
    await send('BI-3/23;Yohanes Pattiasina;B.I;L;1990;;;');
    expect(officer.last().text).toContain('berubah: 1 baris');
    await officer.tap('Berubah 1');
    expect(officer.last().text).toContain('nama: Yohanis Pattiasina → Yohanes Pattiasina');
    await officer.tap('Kembali');
    await apply();
    await officer.say('/peserta yohanis');
    expect(officer.last().text).toContain('Yohanes Pattiasina');
    expect(officer.last().text).toContain('Nama terdahulu: Yohanis Pattiasina');
  });

  test('a detainee who is convicted keeps their history under the new number, and is found by the old one', async () => {
    await send('A.III 7/2023;Ani Latu;A.III;P;1991;2023-03-01;Lele;aktif');
    await apply();
    await send('B.I 1/2024;Ani Latu;B.I;P;1991;2023-03-01;Lele;aktif');
    await officer.tap('Jawab dulu');
    expect(officer.last().text).toContain('Orang yang sama?');
    await expect(screen()).toMatchFileSnapshot('screens/same-person.txt');
    expect(officer.last().text).toContain('✓ tahun lahir: 1991');
    await officer.tap('Orang yang sama');
    expect(officer.last().text).toContain('berubah: 1 baris');
    await officer.tap('Berubah 1');
    expect(officer.last().text).toContain('nomor register: A.III 7/2023 → B.I 1/2024');
    await officer.tap('Kembali');
    await apply();
    expect(await people()).toEqual([
      { name: 'Ani Latu', registerKey: 'BI1/2024', enrolments: [{ state: 'active' }] },
    ]);
    expect((await numbers()).map(({ key, cause, until }) => [key, cause, until === null])).toEqual([
      ['AIII7/2023', 'first', false],
      ['BI1/2024', 'classChange', true],
    ]);
    await officer.say('/peserta 7/2023');
    expect(officer.last().text).toContain('No. register B.I 1/2024');
    expect(officer.last().text).toContain('Nomor terdahulu: A.III 7/2023');
    await officer.say('/jumlah');
    expect(officer.last().text).toContain('1 orang');

    // A list that still has the old number is about her as well, and doesn't make her a detainee again.
    for (const registerClass of ['A.III', '']) {
      await send(`A.III 7/2023;Ani Latu;${registerClass};P;1991;2023-03-01;Lele;aktif`);
      expect(officer.last().text).toContain('tetap: 1 baris');
    }
  });

  test('namesakes said to be two people are two, lastingly', async () => {
    await send('B.I 7/2023;Ani Latu;B.I;P;1991;;;');
    await apply();
    await send('B.I 7/2023;Ani Latu;B.I;P;1991;;;', 'B.I 9/2023;Ani Latu;B.I;P;1991;;;');
    await officer.tap('Jawab dulu');
    await officer.tap('Bukan orang yang sama');
    await apply();
    expect(await people()).toHaveLength(2);
    expect(await bot.own.notSame.count()).toBe(1);
    await send('B.I 7/2023;Ani Latu;B.I;P;1991;;;', 'B.I 9/2023;Ani Latu;B.I;P;1991;;;');
    expect(officer.last().text).toContain('tetap: 2 baris');
    expect(officer.last().text).not.toContain('perlu dijawab');
  });

  test('one person twice in a file, with zeros and without, is asked about within the file', async () => {
    await send(
      'B.I 001/2023;Yakob Tualena;B.I;L;;2023-02-01;Lele;aktif',
      'B.I 1/2023;Yakob Tualena;B.I;L;;2023-02-01;Lele;aktif',
      '0007;Simon Latuheru;B.I;L;;2023-02-01;Lele;aktif',
      '7;Simon Latuheru;B.I;L;;2023-02-01;Lele;aktif',
    );
    // The first two have one number; the other two are asked about.
    expect(officer.last().text).toContain('berulang: 1 baris');
    expect(officer.last().text).toContain('perlu dijawab: 1 baris');
    await officer.tap('Jawab dulu');
    expect(officer.last().text).toContain('Di berkas, baris 4: Simon Latuheru (0007)');
    await officer.tap('Orang yang sama');
    await apply();
    expect(await people()).toMatchObject([
      { name: 'Yakob Tualena', enrolments: [{ state: 'active' }] },
      { name: 'Simon Latuheru', registerKey: '0007', enrolments: [{ state: 'active' }] },
    ]);
    await officer.say('/peserta 7');
    await send('7;Simon Latuheru;B.I;L;;2023-02-01;Lele;aktif');
    expect(officer.last().text).toContain('tetap: 1 baris');
  });

  test('a line that isn’t answered is left, and the rest is applied', async () => {
    await send('B.I 3/2023;Budi Santoso;B.I;L;1990;;;');
    await apply();
    await send('B.I 3/2023;Siti Aminah;B.I;P;1985;;;', 'B.I 4/2023;Carel Tomasoa;B.I;L;1980;;;');
    await officer.tap('Jawab dulu');
    await officer.tap('Kembali ke pratinjau');
    await apply();
    expect(officer.last().text).toContain('1 baris tidak diterapkan karena belum dijawab');
    expect((await people()).map(({ name }) => name)).toEqual(['Budi Santoso', 'Carel Tomasoa']);
  });

  test('who departed and is here again under another number is one person with two stays', async () => {
    await send('B.I 3/2023;Budi Santoso;B.I;L;1990;2023-01-05;Lele;aktif');
    await apply();
    await officer.say('/peserta budi');
    await officer.tap('Bebas / pindah');
    await officer.tap('Pindah');
    await send('B.I 8/2023;Budi Santoso;B.I;L;1990;2023-09-07;Lele;aktif');
    await officer.tap('Jawab dulu');
    expect(officer.last().text).toContain('Tercatat keluar');
    await officer.tap('Orang yang sama');
    await apply();
    await officer.say('/peserta budi');
    expect(officer.last().text).toContain('No. register B.I 8/2023');
    expect(officer.last().text).toContain('Nomor terdahulu: B.I 3/2023');
    expect(officer.last().text).not.toContain('🚪');
    await officer.say('/jumlah');
    expect(officer.last().text).toContain('1 orang');
  });

  test('an import that gave somebody another number and name is undone, and they have those of before', async () => {
    await send('A.III 7/2023;Ani Latu;A.III;P;1991;2023-03-01;Lele;aktif');
    await apply();
    const recorded = async () => ({
      people: await bot.own.participant.findMany({ omit: { version: true } }),
      classes: await bot.own.participantClass.findMany(),
      names: await bot.own.formerName.findMany(),
      numbers: await bot.own.registerNumber.findMany(),
    });
    const before = await recorded();
    await send(
      'B.I 1/2024;Anni Latu;B.I;P;1991;2023-03-01;Lele;aktif',
      'B.I 2/2024;Carel Tomasoa;B.I;L;1980;;;',
    );
    await officer.tap('Jawab dulu');
    await officer.tap('Orang yang sama');
    await apply();
    expect((await recorded()).numbers).toHaveLength(3);
    expect((await recorded()).names).toHaveLength(1);
    await officer.tap('Batalkan impor ini');
    await officer.tap('Ya, batalkan');
    expect(officer.last().text).toContain('Impor dibatalkan.');
    expect(await recorded()).toEqual(before);
  });

  test('an import isn’t undone where a number of before is somebody else’s by now, or somebody was merged since', async () => {
    await send('A.III 7/2023;Ani Latu;A.III;P;1991;2023-03-01;Lele;aktif');
    await apply();
    await send(
      'B.I 1/2024;Ani Latu;B.I;P;1991;2023-03-01;Lele;aktif',
      'B.I 2/2024;Carel Tomasoa;B.I;L;1980;;;',
    );
    await officer.tap('Jawab dulu');
    await officer.tap('Orang yang sama');
    await apply();
    const [ani, carel] = await bot.own.participant.findMany({ orderBy: { id: 'asc' } });
    if (!ani || !carel) throw new Error('two people were recorded');
    const { id: personId } = await bot.own.person.findFirstOrThrow();
    bot.clock.advance(60_000);
    await bot.db.write(async (tx) => {
      const at = bot.clock.now();
      const { unitId } = ani;
      const lima = await tx.participant.create({
        data: {
          ...{ unitId, registerNumber: 'A.III 7/2023', registerKey: ani.registerKey, name: 'Lima' },
          ...{ searchName: 'lima', presentFrom: at, createdAt: at },
        },
      });
      await tx.registerNumber.create({
        data: {
          ...{ unitId, participantId: lima.id, number: 'A.III 7/2023', key: 'AIII7/2023' },
          ...{ from: at, cause: 'first', recordedAt: at },
        },
      });
      const ids = { fromId: lima.id, intoId: carel.id, rootId: carel.id };
      await tx.merge.create({ data: { ...ids, unitId, at, byId: personId } });
    });
    await officer.tap('Batalkan impor ini');
    await officer.tap('Ya, batalkan');
    expect(officer.last().text).toContain('• 1 orang sudah digabungkan atau dinyatakan orang lain');
    expect(officer.last().text).toContain('• nomor register lama 1 orang sudah dipakai orang lain');
    expect((await people()).map(({ name }) => name)).toEqual(['Ani Latu', 'Carel Tomasoa', 'Lima']);
  });

  test('an import that merged somebody or told them apart isn’t undone, and says so', async () => {
    await send('B.I 7/2023;Ani Latu;B.I;P;1991;;;');
    await apply();
    await send('B.I 9/2023;Ani Latu;B.I;P;1991;;;');
    await officer.tap('Jawab dulu');
    await officer.tap('Bukan orang yang sama');
    await apply();
    expect(officer.last().text).toContain('tidak dapat dibatalkan, karena di dalamnya ada catatan orang');
    expect(officer.buttons().flat()).not.toContain('Batalkan impor ini');
  });

  test('what was answered is asked again on request', async () => {
    await send('B.I 3/2023;Budi Santoso;B.I;L;1990;;;');
    await apply();
    await send('B.I 3/2023;Siti Aminah;B.I;P;1985;;;');
    await officer.tap('Jawab dulu');
    await officer.tap('Bukan orang yang sama');
    expect(officer.last().text).not.toContain('perlu dijawab');
    await officer.tap('Ubah jawaban');
    expect(officer.last().text).toContain('perlu dijawab: 1 baris');
  });

  test('one line adds one person, and asks whom it means as a list does', async () => {
    await officer.say('/peserta baru Yosep Latu, B.I 12/2024, L, 1990');
    expect(officer.last().text).toContain('Yosep Latu · B.I 12/2024');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('Peserta baru tercatat');
    await officer.say('/peserta baru B.I 15/2024; yoseph latu; 1990; L');
    expect(officer.last().text).toContain('Orang yang sama?');
    await officer.tap('Orang yang sama');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('diperbarui');
    expect(await people()).toEqual([{ name: 'yoseph latu', registerKey: 'BI15/2024', enrolments: [] }]);
    await officer.say('/peserta baru Siti Aminah, B.I 15/2024, P, 1985');
    expect(officer.last().text).toContain('Nomornya sama, orangnya lain?');
    await officer.tap('Bukan orang yang sama');
    await officer.tap('Simpan');
    expect((await people()).map(({ name }) => name)).toEqual(['yoseph latu', 'Siti Aminah']);
  });

  test('by hand question by question; an agency’s contact may not', async () => {
    const kadis = await bot.person({ id: 8, name: 'Kadis' }, 'agencyHead', await bot.world.agency('Dinas'));
    await kadis.say('/peserta baru Ani, B.I 1/2024');
    expect(kadis.last().text).toContain('hanya dapat');
    await officer.say('/peserta baru');
    await officer.say('Ani Latu');
    await officer.say('12/2024');
    await officer.tap('B.I');
    await officer.tap('Lewati');
    await officer.tap('Lewati');
    await officer.tap('Simpan');
    expect(await people()).toEqual([{ name: 'Ani Latu', registerKey: '12/2024', enrolments: [] }]);
  });
});
