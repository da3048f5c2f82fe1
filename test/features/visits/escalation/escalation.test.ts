import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

/** Nothing here is due between them; each look costs time. */
const LOOKS = ['00', '08', '09', '10', '16'];

type Someone = Awaited<ReturnType<TestBot['person']>>;

describe.each(conversations())('a visit over many days on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let head: Someone;
  let staff: Someone;
  let karutan: Someone;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    const name = 'Dinas Perikanan';
    const { id } = await bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() },
      }),
    );
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    karutan = await bot.person({ id: 14, name: 'Pak Karutan' }, 'head');
    head = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', id);
    staff = await bot.person({ id: 22, name: 'Rahman' }, 'agencyContact', id);
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const everybody = () => Object.entries({ officer, karutan, head, staff });
  /** Lets days pass, with a look at these hours; who heard what, by the first line of each new message, with the day and hour. */
  async function live(days: number): Promise<string[]> {
    const heard: string[] = [];
    const seen = new Map(everybody().map(([name, { messages }]) => [name, messages().length]));
    for (let hour = 0; hour < days * 24; hour += 1) {
      bot.clock.advance({ hours: 1 });
      const wit = new Date(bot.clock.now().getTime() + 9 * 3_600_000).toISOString();
      if (!LOOKS.includes(wit.slice(11, 13))) continue;
      await bot.deliver();
      for (const [name, { messages }] of everybody()) {
        for (const { text } of messages().slice(seen.get(name)))
          heard.push(`${wit.slice(8, 13)} ${name}: ${text.split('\n')[0]}`);
        seen.set(name, messages().length);
      }
    }
    return heard;
  }

  async function propose(line: string): Promise<void> {
    await officer.say(line);
    await officer.tap('Simpan dan kirim');
    await bot.deliver();
  }

  it('unanswered goes to the head again, then to the other contacts and the officer, to the unit’s head the day before, and what became of it is asked', async () => {
    await propose('/kunjungan Dinas Perikanan, 11/9 jam 10, kerja sama');
    expect(await live(15)).toEqual([
      '29T09 head: ⏳ Masih menunggu jawaban Anda',
      '30T09 officer: ⚠️ Dinas Perikanan belum menjawab',
      '30T09 staff: ⏳ Masih menunggu jawaban Anda',
      '10T08 karutan: ⚠️ Dinas Perikanan belum menjawab',
      '11T16 officer: Bagaimana kunjungannya?',
    ]);
    expect(officer.last().text).toContain('Waktunya sudah lewat tanpa jawaban.');
    expect(officer.buttons().slice(0, 2)).toEqual([['Terlaksana'], ['Tidak jadi', 'Dipindah']]);
    expect(officer.messages()[1]?.keyboard.map((row) => row.map(({ text }) => text))).toEqual([
      ['☎️ Catat jawaban', '📲 Kirim lewat WhatsApp'],
      ['🔁 Usul lain', 'Batalkan kunjungan'],
      ['Lihat kunjungan'],
    ]);
  });

  describe('once its hour has passed without an answer', () => {
    beforeEach(async () => {
      await propose('/kunjungan Dinas Perikanan, 29/8 jam 10, kerja sama');
      await live(1);
      await live(1);
    });

    it('can be recorded as held, and its minutes go to whoever never answered', async () => {
      await officer.tap('Terlaksana');
      await officer.say('Disepakati pelatihan.');
      await officer.tap('Lanjut');
      await officer.tap('Lewati');
      expect(officer.last().text).toContain('☑️ Terlaksana');
      await bot.deliver();
      expect(head.last().text).toContain('Disepakati pelatihan.');
      await head.tap('Setuju');
      await bot.deliver();
      expect(officer.last().text).toContain('menyetujui notula');
    });

    it('can be moved, and is asked anew', async () => {
      await officer.tap('Dipindah');
      await officer.say('31/8');
      await officer.say('jam 10');
      await bot.deliver();
      expect(head.last().text).toContain('mengajukan waktu baru');
    });

    it('can be recorded that nobody came, and that it was called off', async () => {
      await officer.tap('Tidak jadi');
      await officer.tap('Tidak ada yang datang');
      await bot.deliver();
      await officer.say('/kunjungan');
      await officer.tap('Lewat');
      expect(officer.buttons().flat()).toContainEqual(expect.stringMatching(/^🚷/u));
    });

    it('the agency can answer no more', async () => {
      await head.tap('Bersedia');
      expect(head.last().text).not.toContain('Disepakati');
    });
  });

  it('of an agency without contacts the officer is told to telephone, by messages and every working day', async () => {
    const name = 'Kemenag';
    await bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() },
      }),
    );
    await propose('/kunjungan Kemenag, 11/9 jam 10, pengajian');
    expect(await live(1)).toEqual(['29T09 officer: ⚠️ Kemenag belum menjawab']);
    expect(officer.last().text).toContain('☎️ Telepon Kemenag hari ini');
    expect(officer.last().text).not.toContain('Sudah ditanya');
    const agenda = async (day: string) => {
      bot.clock.set(`2023-${day}T00:00:00+09:00`);
      for (const feature of bot.features) await feature.sweep?.(bot.clock.now());
      bot.clock.set(`2023-${day}T07:00:00+09:00`);
      await bot.deliver();
      const said = officer.messages().findLast(({ text }) => text.startsWith('Agenda'))?.text ?? '';
      return said.includes(` ${Number(day.slice(3))} `) ? said : '';
    };
    for (const day of ['08-30', '08-31', '09-01', '09-04']) {
      expect(await agenda(day)).toContain('• ☎️ telepon Kemenag hari ini (Sen 11 Sep)');
    }
    await officer.tap('Lihat yang menunggu');
    await officer.tap('Kemenag');
    await officer.tap('Catat jawaban');
    await officer.tap('Bersedia');
    await officer.tap('Telepon');
    await officer.say('Pak Kepala');
    await bot.deliver();
    expect(officer.last().text).toContain('Disepakati');
    expect(await agenda('09-05')).toBe('');
    await live(6);
    const reminded = officer.messages().filter(({ text }) => text.startsWith('Besok'));
    expect(reminded.map(({ text }) => text)).toEqual([
      expect.stringContaining('☎️ Telepon Kemenag hari ini untuk mengingatkan'),
    ]);
  });

  it('an answer to the second asking ends it, whoever gives it', async () => {
    await propose('/kunjungan Dinas Perikanan, 11/9 jam 10, kerja sama');
    await live(2);
    expect(head.last().text).toContain('Rutan Kelas IIB Masohi ingin berkunjung');
    await staff.tap('Bersedia');
    await bot.deliver();
    expect((await live(13)).filter((line) => /belum|menunggu/u.test(line))).toEqual([]);
  });

  it('calling it off ends it, moving it begins anew', async () => {
    await propose('/kunjungan Dinas Perikanan, 11/9 jam 10, kerja sama');
    await live(1);
    await officer.tap('Ubah');
    await officer.tap('Ubah tanggal');
    await officer.say('14/9');
    await officer.tap('Simpan dan beri tahu');
    await bot.deliver();
    expect(await live(1)).toEqual(['30T09 head: ⏳ Masih menunggu jawaban Anda']);
    await officer.tap('Batalkan kunjungan', officer.messages()[0]);
    await officer.tap('Laut');
    await bot.deliver();
    expect(await live(5)).toEqual([]);
  });

  it('another time named by the agency and left unanswered goes to the officer, then to the unit’s head', async () => {
    await propose('/kunjungan Dinas Perikanan, 11/9 jam 10, kerja sama');
    await head.tap('Usul waktu lain');
    await head.say('12/9 jam 9');
    await bot.deliver();
    expect(await live(10)).toEqual([
      '29T09 officer: ⏳ Masih menunggu jawaban Anda',
      '30T09 karutan: ⏳ Masih menunggu jawaban Anda',
    ]);
    await karutan.tap('Terima');
    await bot.deliver();
    expect(officer.last().text).toContain('Disepakati');
  });

  it('agreed, it is brought to mind a week, a day and two hours before', async () => {
    await propose('/kunjungan Dinas Perikanan, 11/9 jam 10, kerja sama');
    await head.tap('Bersedia');
    await bot.deliver();
    expect((await live(14)).filter((line) => line.includes('head'))).toEqual([
      '04T08 head: Sepekan lagi: kunjungan, Rutan Kelas IIB Masohi',
      '10T08 head: Besok: kunjungan, Rutan Kelas IIB Masohi',
      '11T08 head: Dua jam lagi: kunjungan, Rutan Kelas IIB Masohi',
    ]);
  });

  it('after a week off the line the day before is told, not the week before too', async () => {
    await propose('/kunjungan Dinas Perikanan, 11/9 jam 10, kerja sama');
    await head.tap('Bersedia');
    await bot.deliver();
    const heard = head.messages().length;
    bot.clock.set('2023-09-10T01:00:00Z');
    await bot.deliver();
    expect(head.messages()).toHaveLength(heard + 1);
    expect(head.last().text).toContain('Besok: kunjungan');
    expect(head.last().text).toContain('(Pengingat ini terlambat terkirim.)');
    const dropped = await bot.own.outbox.findMany({ where: { kind: 'visit.H-7' } });
    expect(dropped.every(({ state, cause }) => state === 'dropped' && cause === 'late')).toBe(true);
  });
});
