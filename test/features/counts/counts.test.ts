import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db, Reader } from '../../../src/db/database.js';
import { createCountsService } from '../../../src/features/counts/service.js';
import { findPerson } from '../../../src/features/people/store.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

const nbsp = /\u00a0/gu;

/** Tuesday, 5 September 2023, 14.20 in Masohi. */
const NOW = '2023-09-05T05:20:00Z';

describe.each(conversations())('/jumlah on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let db: Db;
  let ids: { fisheries: number; social: number; catfish: number; packet: number; art: number };

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  beforeEach(async () => {
    bot = await startBot(database, { now: NOW });
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  /** Three programmes; of five participants four are enrolled, one of them twice. */
  async function story(): Promise<void> {
    const { agency, programme, participant, enrol } = bot.world;
    const fisheries = await agency('Dinas Perikanan Maluku Tengah');
    const social = await agency('Dinas Sosial Maluku Tengah');
    const catfish = await programme('Budidaya Ikan Lele', { agencyId: fisheries, seats: 15 });
    const packet = await programme('Kejar Paket C', { kind: 'attitude' });
    const art = await programme('Seni Anyaman', { agencyId: social, seats: 8 });
    const people: number[] = [];
    for (const registerClass of ['B_I', 'B_I', 'B_IIa', 'A_III', 'A_I'] as const) {
      people.push(await participant({ registerClass }));
    }
    const into = (programmeId: number, index: number) => ({
      programmeId,
      participantId: people[index] ?? 0,
    });
    await enrol(into(catfish, 0), ['active', '2023-08-03T01:00:00Z'], ['paused', '2023-08-20T01:00:00Z']);
    await enrol(into(catfish, 1), ['waiting', '2023-08-03T01:00:00Z'], ['active', '2023-09-01T01:00:00Z']);
    await enrol(into(catfish, 4), ['waiting', '2023-08-10T01:00:00Z']);
    await enrol(into(packet, 0), ['active', '2023-08-05T01:00:00Z']);
    await enrol(into(packet, 3), ['active', '2023-08-05T01:00:00Z']);
    await enrol(into(art, 2), ['active', '2023-08-05T01:00:00Z']);
    await enrol(into(art, 3), ['active', '2023-08-05T01:00:00Z'], ['ended', '2023-08-31T14:59:00Z']);
    ids = { fisheries, social, catfish, packet, art };
  }

  const officer = () => bot.person({ id: 21, name: 'Petugas Satu' }, 'officer');
  const contact = () => bot.person({ id: 31, name: 'Kepala Dinas' }, 'agencyHead', ids.fisheries);

  it('states people beside enrolments, of whom, by status, as of now, with the definition', async () => {
    await story();
    const petugas = await officer();
    await petugas.say('/jumlah');
    expect(petugas.last().text.replace(nbsp, ' ')).toBe(
      [
        'Peserta terdaftar per Selasa, 5 September 2023, 14.20 WIT',
        'Terdaftar 4 orang (5 kepesertaan) dari 5 WBP = 80 %',
        'narapidana 3 · tahanan 1',
        '',
        'terdaftar / kursi / tunggu',
        '2 / 15 / 1 Budidaya Ikan Lele',
        '2 /  – / 0 Kejar Paket C',
        '1 /  8 / 0 Seni Anyaman',
        '',
        'ℹ️ terdaftar = aktif + jeda',
      ].join('\n'),
    );
    expect(petugas.buttons()).toEqual([
      ['Instansi', 'Jenis', 'Status'],
      ['Bulan lalu', 'Sekarang'],
    ]);
  });

  it('changes its view and its month in place, by buttons', async () => {
    await story();
    const petugas = await officer();
    await petugas.say('/jumlah');
    const card = petugas.last();
    await petugas.tap('Instansi');
    expect(card.text.replace(nbsp, ' ')).toContain('2 / 2 Dinas Perikanan Maluku Tengah');
    expect(card.text.replace(nbsp, ' ')).toContain('2 / 2 Program sendiri');
    await petugas.tap('Jenis');
    expect(card.text.replace(nbsp, ' ')).toContain('2 / 2 Kepribadian\n3 / 3 Kemandirian');
    await petugas.tap('Status');
    expect(card.text).toContain('Narapidana: 3 dari 3 = 100 %\nTahanan: 1 dari 2 = 50 %');
    await petugas.tap('Bulan lalu');
    expect(card.text).toContain('Peserta terdaftar, Agustus 2023\nkeadaan pada akhir Kamis, 31 Agustus 2023');
    expect(card.text).toContain('Masuk 5 · keluar 1 selama Agustus 2023');
    await petugas.tap('Program');
    expect(card.text.replace(nbsp, ' ')).toContain(
      'terdaftar / tunggu\n2 / 0 Kejar Paket C\n1 / 2 Budidaya Ikan Lele',
    );
    await petugas.tap('Bulan sebelumnya');
    expect(card.text).toBe(
      'Belum ada data untuk Juli 2023.\nCatatan kepesertaan dimulai Kamis, 3 Agustus 2023.',
    );
    await petugas.tap('Sekarang');
    expect(card.text).toContain('per Selasa, 5 September 2023, 14.20 WIT');
    expect(petugas.messages()).toHaveLength(1);
    expect(card.edits).toBe(7);
  });

  it('names the agency with the most people first', async () => {
    await story();
    for (let n = 0; n < 2; n += 1)
      await bot.world.enrol({ programmeId: ids.art, participantId: await bot.world.participant() });
    const petugas = await officer();
    await petugas.say('/jumlah');
    await petugas.tap('Instansi');
    const lines = petugas.last().text.replace(nbsp, ' ').split('\n');
    expect(lines.filter((line) => /^\d \/ /u.test(line))).toEqual([
      '3 / 3 Dinas Sosial Maluku Tengah',
      '2 / 2 Program sendiri',
      '2 / 2 Dinas Perikanan Maluku Tengah',
    ]);
  });

  it.each([
    [
      'perikanan',
      'Dinas Perikanan Maluku Tengah per Selasa',
      'Terdaftar 2 orang (2 kepesertaan) dari 5 WBP = 40 %',
    ],
    ['agustus 2023', 'Peserta terdaftar, Agustus 2023', 'Terdaftar 3 orang (4 kepesertaan)'],
    ['perikana agustus', 'saya baca "perikana" sebagai Dinas Perikanan Maluku Tengah', 'Terdaftar 1 orang'],
    ['31/8/2023', 'Peserta terdaftar, Kamis, 31 Agustus 2023', 'Masuk 0 · keluar 1'],
    ['kemandirian', 'Kemandirian per Selasa', 'Terdaftar 3 orang (3 kepesertaan)'],
    ['tahanan', 'Tahanan per Selasa', 'Terdaftar 1 orang (1 kepesertaan) dari 2 tahanan = 50 %'],
    ['kejar paket c', 'Kejar Paket C per Selasa', 'Terdaftar 2 orang'],
    ['perikanan narapidana', 'Dinas Perikanan Maluku Tengah · Narapidana', 'Terdaftar 2 orang'],
    [
      'september',
      'Peserta terdaftar, September 2023\nper Selasa, 5 September 2023, 14.20 WIT',
      'Masuk 1 · keluar 0',
    ],
    ['hari ini', 'Peserta terdaftar, Selasa, 5 September 2023\nper Selasa', 'Terdaftar 4 orang'],
    ['instansi', 'Peserta terdaftar per', 'orang / kepesertaan'],
    ['perikanan triwulan III', 'Dinas Perikanan Maluku Tengah, Triwulan III 2023\nper Selasa', 'Masuk 2'],
    [
      '1 s.d. 15 agustus',
      'Peserta terdaftar, 1–15 Agustus 2023\nkeadaan pada akhir Selasa, 15 Agustus 2023',
      'Terdaftar 3 orang (5 kepesertaan) dari 5 WBP = 60 %',
    ],
    ['sejak agustus', 'Peserta terdaftar, 1 Agustus – 5 September 2023\nper Selasa', 'Masuk 6 · keluar 1'],
  ])('answers /jumlah %s', async (argument, title, figure) => {
    await story();
    const petugas = await officer();
    await petugas.say(`/jumlah ${argument}`);
    expect(petugas.last().text).toContain(title);
    expect(petugas.last().text).toContain(figure);
  });

  it.each([
    ['31 februari', 'Saya membaca "31 Februari", tanggal itu tidak ada.'],
    ['blabla agustus', 'Saya mengerti Agustus 2023.\nSaya belum mengenal "blabla"'],
    ['2031', '2031 belum tiba'],
    ['dinas', 'Beberapa cocok dengan "dinas"'],
    ['juli 2023', 'Belum ada data untuk Juli 2023.'],
  ])('says what it made of /jumlah %s, with an example or a way on', async (argument, text) => {
    await story();
    const petugas = await officer();
    await petugas.say(`/jumlah ${argument}`);
    expect(petugas.last().text).toContain(text);
    expect(petugas.last().text + JSON.stringify(petugas.last().keyboard)).toMatch(/Contoh|Sekarang|Dinas/u);
  });

  it('says that there is no data yet while nobody was ever enrolled', async () => {
    const petugas = await officer();
    await petugas.say('/jumlah');
    expect(petugas.last().text).toContain('Belum ada data kepesertaan.');
    expect(petugas.last().text).not.toMatch(/\d/u);
  });

  it("shows an agency its own figures alone, without the unit's totals", async () => {
    await story();
    const kadis = await contact();
    await kadis.say('/jumlah');
    const { text } = kadis.last();
    expect(text).toContain('Terdaftar 2 orang (2 kepesertaan)\n');
    expect(text).toContain('Budidaya Ikan Lele');
    expect(text).not.toMatch(/WBP|Kejar|Anyaman/u);
    for (const asked of ['sosial', 'seni anyaman', 'kejar paket c', 'dinas sosial agustus']) {
      await kadis.say(`/jumlah ${asked}`);
      expect(kadis.last().text).toBe('Data instansi lain tidak dapat dibuka.');
    }
    await kadis.say('/jumlah dinas');
    expect(kadis.last().text).toContain('Dinas Perikanan Maluku Tengah');
  });

  it('checks access again at each tap', async () => {
    await story();
    const petugas = await officer();
    const kadis = await contact();
    await petugas.say('/jumlah sosial');
    const data = JSON.stringify(petugas.last().keyboard).match(/count:kind[^"]*/u)?.[0] ?? '';
    await kadis.say('/jumlah');
    const before = kadis.last().text;
    await kadis.tapData(data);
    expect(bot.queryAnswers.at(-1)).toEqual({ text: 'Data instansi lain tidak dapat dibuka.', alert: true });
    expect(kadis.last().text).toBe(before);
    await db.write((tx) =>
      tx.post.updateMany({ where: { kind: 'officer' }, data: { endedAt: new Date(NOW) } }),
    );
    await petugas.tap('Jenis');
    expect(petugas.last().text).not.toContain('Kemandirian');
  });

  it('gives a group totals and nothing to tap, and no agency figures to an unbound one', async () => {
    await story();
    const group = { id: -1001, title: 'Staf' };
    const petugas = bot.as((await officer()).account, group);
    await petugas.say('/jumlah');
    expect(petugas.last().text).toContain('Terdaftar 4 orang (5 kepesertaan)');
    expect(petugas.last().text).not.toContain('Budidaya');
    expect(petugas.last().keyboard).toEqual([]);
    const { name } = await database.own.participant.findFirstOrThrow();
    await petugas.say(`/jumlah ${name}`);
    expect(petugas.last().text).toContain('Saya belum mengenal itu');
    const kadis = bot.as((await contact()).account, group);
    await kadis.say('/jumlah');
    expect(kadis.last().text).toContain('percakapan pribadi');
  });

  it("keeps a group that is bound to an agency to that agency's part, whoever asks", async () => {
    await story();
    const group = { id: -1002, title: 'Bersama Dinas Perikanan' };
    const petugas = bot.as((await officer()).account, group);
    const { id: boundById } = await database.own.person.findFirstOrThrow();
    await db.write((tx) =>
      tx.groupChat.create({
        data: {
          ...{ unitId: bot.unitId, chatId: -1002n, title: group.title, agencyId: ids.fisheries },
          ...{ weekday: 1, minute: 450, locale: 'id', boundById, boundAt: new Date(NOW) },
        },
      }),
    );
    await petugas.say('/jumlah');
    expect(petugas.last().text).toContain('Terdaftar 2 orang (2 kepesertaan)\n');
    await petugas.say('/jumlah sosial');
    expect(petugas.last().text).toBe('Data instansi lain tidak dapat dibuka.');
    const kadis = bot.as((await contact()).account, group);
    await kadis.say('/jumlah');
    expect(kadis.last().text).toContain('Terdaftar 2 orang');
  });

  it('pages through many programmes with the longest names, within one message', async () => {
    await story();
    for (let n = 0; n < 40; n += 1) {
      await bot.world.programme(`Pelatihan ${'sangat panjang '.repeat(7)}${n}`, { seats: 20 });
    }
    const petugas = await officer();
    await petugas.say('/jumlah');
    const card = petugas.last();
    expect(card.text.length).toBeLessThan(4096);
    await petugas.tap('Berikutnya (2/3)');
    await petugas.tap('Berikutnya (3/3)');
    expect(card.text.split('\n').filter((line) => line.includes('/\u00a0'))).toHaveLength(13);
    await petugas.tap('Sebelumnya');
    expect(petugas.messages()).toHaveLength(1);
  });

  it('speaks English in whole', async () => {
    await story();
    const petugas = await officer();
    await db.write((tx) => tx.person.updateMany({ data: { locale: 'en' } }));
    await petugas.say('/counts fisheries august 2023');
    await petugas.say('/counts perikanan august 2023');
    expect(petugas.last().text).toContain(
      'Dinas Perikanan Maluku Tengah, August 2023\nas at the end of Thursday',
    );
    expect(petugas.last().text).toContain('Enrolled: 1 person (1 enrolment) of 5 inmates = 20%');
  });

  it('takes two queries for a plain question, besides knowing who asks', async () => {
    await story();
    await officer();
    const known = await findPerson(db.read, 21n, 'id', bot.clock.now());
    const queries: string[] = [];
    const read = new Proxy(db.read, {
      get: (target, model: keyof Reader) => {
        if (model === '$queryRaw') {
          return (...args: Parameters<Reader['$queryRaw']>) => {
            queries.push('raw');
            return target.$queryRaw(...args);
          };
        }
        return new Proxy(target[model], {
          get: (methods, method: string, receiver) => {
            queries.push(`${model}.${method}`);
            return Reflect.get(methods, method, receiver) as unknown;
          },
        });
      },
    });
    const counts = createCountsService({ db: { ...db, read } });
    if (!known?.actor) throw new Error('nobody asks');
    const answer = await counts.ask(known.actor, '', {
      now: new Date(NOW),
      saidAt: new Date(NOW),
      locale: 'id',
    });
    expect(answer.ok).toBe(true);
    expect(queries).toEqual(['raw', 'raw']);
  });
});
