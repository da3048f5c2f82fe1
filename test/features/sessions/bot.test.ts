import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { at } from '../../support/world.js';

type Account = Awaited<ReturnType<TestBot['person']>>;

/** Tuesday, 5 September 2023, 11.30 WIT. */
const NOW = '2023-09-05T02:30:00Z';

describe.each(conversations())('the session log in the chat on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Account;
  let fisheries: number;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database, { now: NOW });
    officer = await bot.person({ id: 11, name: 'Ibu Sari' }, 'officer');
    fisheries = await bot.world.agency('Dinas Perikanan');
  });

  const programme = (size: number, more: Parameters<typeof bot.world.course>[0] = {}) =>
    bot.world.course({ size, agencyId: fisheries, ...more });

  /** A session of the programme a week before, 09.00–11.00: what `Catat` takes the time from. */
  async function lastWeek(programmeId: number, number = 1) {
    const loggedAt = at('2023-08-29T11:00');
    await bot.world.session(programmeId, at('2023-08-29T09:00'), { number, headcount: 3, loggedAt });
  }

  const session = () => bot.own.session.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const marks = async () => {
    const { id } = await session();
    const rows = await bot.own.attendance.findMany({
      where: { sessionId: id },
      orderBy: { number: 'asc' },
    });
    return Object.fromEntries(
      rows.filter(({ mark }) => mark !== 'present').map(({ number, mark }) => [number, mark]),
    );
  };

  it('logs a session of 20 with 3 absent in five steps, one of them typed', async () => {
    const { id } = await programme(20);
    await lastWeek(id);
    await officer.say('/sesi');
    let steps = 0;
    let typed = 0;
    const tap = async (label: string) => {
      steps += 1;
      await officer.tap(label);
    };
    const say = async (text: string) => {
      steps += 1;
      typed += 1;
      await officer.say(text);
    };

    await tap('Catat: Budidaya Ikan Lele 09.00');
    expect(officer.last().text).toContain('Budidaya Ikan Lele · sesi 2');
    expect(officer.last().text).toContain('09.00–11.00 · pelatih: Pak Rudi');
    expect(officer.last().text).toContain('20 peserta');
    expect(officer.last().text).toContain('20. Peserta 20');
    await say('3,7 sakit; 9 sidang');
    expect(officer.last().text).toContain('Apa materinya?');
    await tap('Lewati');
    await tap('Lewati');
    expect(officer.last().text).toContain('Hadir 17 dari 17 yang wajib hadir (100 %; 3 berhalangan sah).');
    expect(officer.last().text).toContain('Selasa, 5 September 2023, 09.00–11.00 WIT');
    await tap('Simpan');

    expect({ steps, typed }).toEqual({ steps: 5, typed: 1 });
    expect(officer.last().text).toContain('✅ Tercatat.');
    expect(officer.last().text).toContain('Hadir 17 dari 17 yang wajib hadir (100 %; 3 berhalangan sah).');
    expect(officer.buttons()).toEqual([['Koreksi', 'Lihat']]);
    expect(await marks()).toEqual({ 3: 'sick', 7: 'sick', 9: 'court' });
    expect(await session()).toMatchObject({
      number: 2,
      startsAt: at('2023-09-05T09:00'),
      trainer: 'Pak Rudi',
    });
  });

  it('goes straight from the sheet to the preview where there is nothing to add', async () => {
    const { id } = await programme(3);
    await lastWeek(id);
    await officer.say('/sesi');
    await officer.tap('Catat: Budidaya');
    await officer.tap('Semua hadir');
    await officer.tap('Langsung periksa');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('Hadir 3 dari 3 yang wajib hadir (100 %).');
  });

  it('names the faulty part of what was typed and keeps the rest', async () => {
    const { id } = await programme(14);
    await lastWeek(id);
    await officer.say('/sesi');
    await officer.tap('Catat: Budidaya');
    await officer.say('3,7 sakit; 9 sidang; 21 alpa');
    expect(officer.last().text).toContain('Hadir 11 · sakit 2 (no. 3, 7) · sidang 1 (no. 9)');
    expect(officer.last().text).toContain('Nomor 21 tidak ada di daftar (1–14).');
    expect(officer.last().text).toContain('Tulis lagi bagian itu, atau lanjut tanpa.');
    await officer.say('11 libur');
    expect(officer.last().text).toContain('"11 libur": sebabnya tidak saya kenal.');
    await officer.say('12 sakit; 12 izin');
    expect(officer.last().text).toContain('satu orang dengan dua tanda. Mana yang benar?');
    // What is still unclear of what was written before stays in sight.
    expect(officer.last().text).toContain('"11 libur": sebabnya tidak saya kenal.');
    await officer.tap('Tulis lagi');
    expect(officer.last().text).toContain('Hadir 11 · sakit 2 (no. 3, 7) · sidang 1 (no. 9)');
    await officer.say('11 alpa; 7 hadir');
    await officer.tap('Langsung periksa');
    await officer.tap('Simpan');
    expect(await marks()).toEqual({ 3: 'sick', 9: 'court', 11: 'absent' });
  });

  describe('what can be read in more than one way', () => {
    beforeEach(async () => {
      const { id } = await programme(14);
      await lastWeek(id);
      await officer.say('/sesi');
      await officer.tap('Catat: Budidaya');
    });
    const save = async () => {
      await officer.tap('Langsung periksa');
      await officer.tap('Simpan');
    };

    it('is asked with each reading as a button, and nothing of it counts before', async () => {
      await officer.say('sakit 3, 7, 9 sidang');
      expect(officer.last().text).toContain('"sakit 3, 7, 9 sidang" dapat dibaca lebih dari satu cara.');
      expect(officer.last().text).toContain('Hadir 14');
      expect(officer.buttons().flat()).toEqual([
        '7. Peserta 07: sidang',
        '7. Peserta 07: sakit',
        'Tulis lagi',
        'Batal',
      ]);
      await officer.tap('7. Peserta 07: sakit');
      expect(officer.last().text).toContain('Hadir 11 · sakit 2 (no. 3, 7) · sidang 1 (no. 9)');
      await save();
      expect(await marks()).toEqual({ 3: 'sick', 7: 'sick', 9: 'court' });
    });

    it('is asked for the reason that is missing, which may be tapped or typed one by one', async () => {
      await officer.say('tidak hadir 3 7 11');
      expect(officer.last().text).toContain('Nomor 3, 7, 11 tidak hadir. Apa sebabnya?');
      await officer.say('7 izin');
      expect(officer.last().text).toContain('Nomor 3, 11 tidak hadir. Apa sebabnya?');
      await officer.tap('alpa');
      await save();
      expect(await marks()).toEqual({ 3: 'absent', 7: 'excused', 11: 'absent' });
    });

    it('takes a reason alone for those that were asked about', async () => {
      await officer.say('hadir semua kecuali 3,7');
      await officer.say('sakit');
      await save();
      expect(await marks()).toEqual({ 3: 'sick', 7: 'sick' });
    });

    it('never takes those who are not named for present without asking', async () => {
      await officer.say('hadir 1-10');
      expect(officer.last().text).toContain('Nomor 11–14 tidak disebut. Bagaimana mereka?');
      await officer.tap('✅ hadir');
      await save();
      expect(await marks()).toEqual({});
    });

    it('keeps nothing of what was asked once it is written again', async () => {
      await officer.say('3 sakit 7');
      await officer.tap('Tulis lagi');
      expect(officer.last().text).toContain('Siapa yang tidak hadir?');
      await officer.say('peserta 3 sakit');
      expect(officer.last().text).toContain('Apa materinya?');
      await save();
      expect(await marks()).toEqual({ 3: 'sick' });
    });

    it('reads both orders and names alike', async () => {
      await officer.say('sakit 3,7 sidang 9');
      await save();
      expect(await marks()).toEqual({ 3: 'sick', 7: 'sick', 9: 'court' });
    });
  });

  describe('sessions beside each other', () => {
    const record = async (line: string) => {
      await officer.say(`/sesi budidaya, ${line}`);
      await officer.tap('Semua hadir');
      await officer.tap('Langsung periksa');
    };
    const numbers = async () => {
      const rows = await bot.own.session.findMany({
        where: { state: 'held' },
        orderBy: { startsAt: 'asc' },
      });
      return rows.map(({ number }) => number);
    };

    it('shows a session that overlaps and saves it only as one of its own', async () => {
      await programme(3);
      await record('kemarin jam 9-11');
      await officer.tap('Simpan');
      const { id } = await session();
      await record('kemarin jam 10-12');
      expect(officer.last().text).toContain('Beririsan dengan 1 sesi program ini yang sudah tercatat:');
      expect(officer.last().text).toContain(`/sesi_${id}`);
      await officer.tap('Simpan sebagai sesi tersendiri');
      expect(await numbers()).toEqual([1, 2]);
    });

    it('numbers them by their dates, whenever they are entered', async () => {
      await programme(3);
      await record('kemarin jam 9-11');
      expect(officer.last().text).toContain('Budidaya Ikan Lele · sesi 1');
      await officer.tap('Simpan');
      await record('2 hari lalu jam 9-11');
      expect(officer.last().text).not.toContain('sesi 2');
      await officer.tap('Simpan');
      expect(officer.last().text).toContain('sesi 1');
      await record('3 hari lalu jam 9-11');
      await officer.tap('Simpan');
      expect(await numbers()).toEqual([1, 2, 3]);
    });

    it('keeps asking for what was never recorded, however old, until it is called off', async () => {
      const { id } = await programme(3);
      await bot.world.session(id, at('2023-05-02T09:00'), { state: 'planned' });
      await officer.say('/sesi');
      expect(officer.last().text).toContain('1 belum dicatat dari hari-hari sebelumnya');
      await officer.tap('Belum dicatat (1)');
      expect(officer.buttons().flat()[0]).toContain('Budidaya Ikan Lele');
    });
  });

  it('a participant’s card shows how they attended, and opens the sessions', async () => {
    const { id } = await programme(3);
    for (const [day, said] of [
      ['3 hari lalu', '2 sakit'],
      ['2 hari lalu', '2 alpa'],
      ['kemarin', 'semua hadir'],
    ]) {
      await officer.say(`/sesi budidaya, ${day} jam 9-11, ${said}`);
      await officer.tap('Langsung periksa');
      await officer.tap('Simpan');
    }
    const someone = await bot.own.attendance.findFirstOrThrow({
      where: { number: 2 },
      include: { participant: true },
    });
    await officer.say(`/peserta ${someone.participant.name}`);
    expect(officer.last().text).toContain('• Budidaya Ikan Lele: 1 dari 2 (50 %) · sakit 1 · alpa 1');
    expect(officer.last().text).toContain('Terakhir tidak hadir:\n❌');
    await officer.tap('Riwayat kehadiran');
    expect(officer.last().text).toContain('3 sesi, yang terbaru dulu.');
    await officer.tap('🤒');
    expect(officer.last().text).toContain('Budidaya Ikan Lele · sesi 1');
    expect(id).toBeGreaterThan(0);
  });

  describe('what answers a session’s card', () => {
    const long = (letter: string) => `${`${letter.repeat(79)} `.repeat(51)}${letter}`;
    async function recorded() {
      const { id } = await programme(3);
      await lastWeek(id);
      await officer.say('/sesi');
      await officer.tap('Catat: Budidaya');
      await officer.tap('Semua hadir');
      await officer.tap('Langsung periksa');
      await officer.tap('Simpan');
      return officer.last();
    }
    const reply = async (content: Parameters<typeof bot.telegram.send>[2]) => {
      bot.telegram.send(11, 11, content);
      const update = bot.telegram.takeUpdate();
      if (update) await bot.bot.handleUpdate(update);
    };

    it('is its evidence, whatever it was sent as', async () => {
      const { messageId: replyTo } = await recorded();
      const bytes = Buffer.from('%PDF');
      await reply({ document: { name: 'daftar hadir.pdf', bytes, mime: 'application/pdf' }, replyTo });
      await reply({ document: { name: 'foto.png', bytes: Buffer.from('png'), mime: 'image/png' }, replyTo });
      const kept = await bot.own.attachment.findMany({ orderBy: { id: 'asc' } });
      expect(kept).toMatchObject([
        { media: 'document', name: 'daftar hadir.pdf', mimeType: 'application/pdf' },
        { media: 'document', name: 'foto.png' },
      ]);
    });

    it('may be a text that Telegram parted: it arrives whole, in order', async () => {
      const { messageId } = await recorded();
      await officer.say(long('a'), { ...officer.last(), messageId });
      await officer.say(`${'b'.repeat(500)} selesai`);
      const { notes } = await session();
      expect(notes?.startsWith('aaaa')).toBe(true);
      expect(notes?.endsWith('bbb selesai')).toBe(true);
      expect(notes).not.toContain('\n');
    });

    it('goes whole into the notes of an open form, and what is too long is said before it is taken', async () => {
      const { id } = await programme(3, { name: 'Menjahit' });
      expect(id).toBeGreaterThan(0);
      await officer.say('/sesi menjahit, kemarin jam 9-11, semua hadir');
      await officer.say(long('x'));
      expect(officer.last().text).toContain('Terlalu panjang');
      await officer.say('dan lanjutannya');
      expect(officer.last().text).toContain('lanjutan dari tulisan tadi');
      bot.clock.advance(60_000);
      await officer.tap('Lewati');
      await officer.say(long('a'));
      await officer.say(long('b'));
      await officer.say('tamat');
      await officer.tap('Lanjut');
      await officer.tap('Simpan');
      const { notes } = await session();
      expect([...(notes ?? '')].length).toBeGreaterThan(8_000);
      expect(notes?.endsWith('tamat')).toBe(true);
      await officer.tap('Lihat');
      await officer.tap('Catatan lengkap');
      expect(officer.last().text).toContain('tamat');
    });
  });

  describe('the one line', () => {
    it('reads who came, and asks what else was said', async () => {
      await programme(13);
      await officer.say('/sesi budidaya, kemarin jam 9-11, 3,7 sakit; 9 sidang, panen perdana');
      expect(officer.last().text).toContain('Ini saya simpan sebagai apa?');
      expect(officer.last().text).toContain('"panen perdana"');
      await officer.tap('Materi');
      await officer.tap('Lewati');
      expect(officer.last().text).toContain('Hadir 10');
      expect(officer.last().text).toContain('panen perdana');
      await officer.tap('Simpan');
      expect(await marks()).toEqual({ 3: 'sick', 7: 'sick', 9: 'court' });
      expect(await session()).toMatchObject({ topic: 'panen perdana', startsAt: at('2023-09-04T09:00') });
    });

    it('holds what was said of who came until the time is known, and names too', async () => {
      await programme(13);
      await officer.say('/sesi budidaya, kemarin, 3 sakit, peserta 7 izin');
      await officer.say('9-11');
      expect(officer.last().text).toContain('Hadir 12 · sakit 1 (no. 3)');
    });

    it('asks about what is left of it before anything is saved', async () => {
      await programme(13);
      await officer.say('/sesi budidaya, kemarin jam 9-11, 3 sakit 7');
      expect(officer.last().text).toContain('dapat dibaca lebih dari satu cara');
      expect(await bot.own.session.count()).toBe(0);
    });

    it('loses nothing where the name fits several programmes', async () => {
      await programme(5);
      await programme(5, { name: 'Budidaya Rumput Laut' });
      await officer.say('/sesi budidaya, kemarin jam 9-11, 3 sakit');
      await officer.tap('Budidaya Rumput Laut');
      await officer.tap('Lanjut');
      await officer.tap('Langsung periksa');
      await officer.tap('Simpan');
      expect(await marks()).toEqual({ 3: 'sick' });
    });
  });

  it('goes on without the faulty part', async () => {
    await programme(5);
    await officer.say('/sesi budidaya, kemarin jam 9-11');
    await officer.say('2 sakit; 9 alpa');
    await officer.tap('Lanjut');
    await officer.tap('Langsung periksa');
    await officer.tap('Simpan');
    expect(await marks()).toEqual({ 2: 'sick' });
  });

  it('loses no tap when taps come faster than answers', async () => {
    const { id } = await programme(25);
    await lastWeek(id);
    await officer.say('/sesi');
    await officer.tap('Catat: Budidaya');
    await officer.tap('Pilih satu per satu');
    const shown = officer.last();
    // The keyboard that the person saw before any answer came, tapped again and again.
    const stale = { ...shown, keyboard: shown.keyboard };
    for (const name of ['2. Peserta', '2. Peserta', '5. Peserta', '2. Peserta', '5. Peserta', '5. Peserta']) {
      await officer.tap(name, stale);
    }
    await officer.tap('Berikutnya');
    await officer.tap('25. Peserta');
    expect(officer.last().text).toContain('sakit 1 (no. 25) · sidang 2 (no. 2, 5)');
    await officer.tap('Selesai');
    await officer.tap('Langsung periksa');
    await officer.tap('Simpan');
    expect(await marks()).toEqual({ 2: 'court', 5: 'court', 25: 'sick' });
  });

  it('takes a headcount where nobody is on the sheet, and says so', async () => {
    await programme(0);
    await officer.say('/sesi lele, hari ini jam 9');
    expect(officer.last().text).toContain('Belum ada peserta aktif pada waktu itu');
    await officer.say('banyak');
    expect(officer.last().text).toContain('Tulis satu angka');
    await officer.say('12 orang');
    await officer.tap('Langsung periksa');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('Hadir 12 orang (hanya jumlah, tanpa daftar).');
    expect(await session()).toMatchObject({ headcount: 12, endsAt: at('2023-09-05T11:00') });
  });

  it('takes a headcount in place of the sheet, and the sheet again', async () => {
    await programme(3);
    await officer.say('/sesi lele, hari ini jam 9');
    await officer.tap('Hanya jumlah');
    await officer.tap('Pakai daftar');
    expect(officer.last().text).toContain('3. Peserta 03');
    await officer.tap('Hanya jumlah');
    await officer.say('2');
    await officer.tap('Langsung periksa');
    expect(officer.last().text).toContain('Hadir 2 orang');
  });

  it('asks for what a one-line form leaves out', async () => {
    await programme(2);
    await officer.say('/sesi kemarin');
    expect(officer.last().text).toContain('Sesi program apa?');
    await officer.say('lele');
    expect(officer.last().text).toContain('Jam berapa sesinya?');
    await officer.say('setengah 3 sore');
    expect(officer.last().text).toContain('Senin, 4 September 2023 · 14.30–16.30');
    await officer.tap('Semua hadir');
    await officer.say('Panen perdana');
    await officer.say('Cuaca cerah');
    await officer.photo('foto1');
    await officer.tap('Lanjut');
    expect(officer.last().text).toContain('📝 Panen perdana');
    await officer.tap('Simpan');
    expect(await session()).toMatchObject({ topic: 'Panen perdana', notes: 'Cuaca cerah' });
    expect(await bot.own.attachment.count()).toBe(1);
  });

  it('offers the usual time, and asks for it where it has not come yet today', async () => {
    const { id } = await programme(2);
    await bot.db.write((tx) =>
      tx.session.create({
        data: {
          ...{ unitId: bot.unitId, programmeId: id, number: 1, state: 'held', headcount: 1 },
          ...{ startsAt: at('2023-08-29T14:00'), endsAt: at('2023-08-29T15:30') },
        },
      }),
    );
    await officer.say('/sesi');
    await officer.tap('Catat: Budidaya Ikan Lele 14.00');
    expect(officer.last().text).toContain('Jam berapa sesinya?');
    // It is 11.30: what is still to come can be typed, and is refused.
    expect(officer.buttons()).toEqual([['08.00', '09.00', '10.00', '11.00'], ['Batal']]);
    await officer.say('14-15.30');
    expect(officer.last().text).toContain('Sesi itu belum berlangsung.');
    await officer.say('8-9.30');
    expect(officer.last().text).toContain('08.00–09.30');

    await officer.say('/sesi');
    await officer.tap('Sesi lain');
    await officer.tap('Budidaya Ikan Lele');
    await officer.tap('Kemarin');
    await officer.tap('14.00–15.30 (seperti biasa)');
    expect(officer.last().text).toContain('Senin, 4 September 2023 · 14.00–15.30');
  });

  it('shows the session that is there already, and keeps a form that runs into it', async () => {
    await programme(2);
    await officer.say('/sesi lele, hari ini jam 9');
    await officer.tap('Semua hadir');
    await officer.tap('Langsung periksa');
    await officer.tap('Simpan');
    const { id } = await session();

    await officer.say('/sesi lele, hari ini jam 9');
    expect(officer.last().text).toContain('Budidaya Ikan Lele · sesi 1');
    expect(officer.last().text).toContain('Hadir 2 dari 2');

    await officer.say('/sesi lele, hari ini jam 8');
    await officer.tap('Semua hadir');
    await officer.tap('Langsung periksa');
    await officer.tap('Ubah lainnya');
    await officer.tap('Ubah jam');
    await officer.say('9');
    expect(officer.last().text).toContain(`Sesi 1 pada waktu yang sama sudah tercatat. Lihat: /sesi_${id}`);
    await officer.tap('Simpan');
    expect(officer.last().text).toContain(`Lihat: /sesi_${id}`);
    expect(await bot.own.session.count()).toBe(1);
    await officer.say(`/sesi_${id}`);
    expect(officer.last().text).toContain('Budidaya Ikan Lele · sesi 1');
  });

  it('asks for the sheet again where another day’s is another sheet', async () => {
    const { id } = await programme(2);
    await bot.world.trainee(id, 'Peserta 01a', at('2023-09-05T00:00'));
    await officer.say('/sesi lele, kemarin jam 9');
    await officer.say('2 sakit');
    await officer.tap('Langsung periksa');
    await officer.tap('Ubah lainnya');
    await officer.tap('Ubah tanggal');
    await officer.say('hari ini');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('Daftar peserta pada waktu itu berbeda');
    await officer.tap('Ubah kehadiran');
    // Marks go with the people: number 2 of yesterday is number 3 today.
    expect(officer.last().text).toContain('Hadir 2 · sakit 1 (no. 3)');
    await officer.tap('Lanjut');
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('✅ Tercatat.');
    expect(await marks()).toEqual({ 3: 'sick' });
  });

  it('reads the roster anew where it changed meanwhile', async () => {
    const { id } = await programme(2);
    await officer.say('/sesi lele, kemarin jam 9');
    await officer.say('2 sakit');
    await officer.tap('Langsung periksa');
    await bot.world.trainee(id, 'Peserta 00', at('2023-09-01T00:00'));
    await officer.tap('Simpan');
    expect(officer.last().text).toContain('Muat ulang daftar');
    await officer.tap('Ubah kehadiran');
    await officer.tap('Muat ulang daftar');
    expect(officer.last().text).toContain('1. Peserta 00');
    await officer.say('3 sakit');
    await officer.tap('Simpan');
    expect(await marks()).toEqual({ 3: 'sick' });
  });

  it('refuses the future and what it can’t read, and stays useful', async () => {
    await programme(2);
    await officer.say('/sesi lele, hari ini jam 3 sore');
    expect(officer.last().text).toContain('Sesi itu belum berlangsung.');
    expect(officer.buttons().flat()).toContain('＋ Sesi lain');
    await officer.say('/sesi lele, 31 februari');
    expect(officer.last().text).toContain('tanggal itu tidak ada');
    await officer.say('/sesi tenun, kemarin');
    expect(officer.last().text).toContain('Tidak ada yang cocok dengan "tenun"');
  });

  it('asks which programme a typed name means', async () => {
    await programme(2);
    await programme(2, { name: 'Budidaya Rumput Laut' });
    await officer.say('/sesi budidaya, kemarin jam 9-11');
    await officer.tap('Budidaya Rumput Laut');
    expect(officer.last().text).toContain('Budidaya Rumput Laut');
    expect(officer.last().text).toContain('Senin, 4 September 2023 · 09.00–11.00');
  });

  it('fits sixty people with long names into messages', async () => {
    const { id } = await programme(0);
    for (let number = 69; number >= 10; number -= 1)
      await bot.world.trainee(id, `${number} ${'Tomagola Seipatiratu '.repeat(6)}`);
    await officer.say('/sesi lele, hari ini jam 9');
    expect(officer.last().text).toContain('30. ');
    expect(officer.last().text).not.toContain('31. ');
    await officer.tap('Berikutnya');
    expect(officer.last().text).toContain('60. ');
    await officer.say('1-60 alpa');
    await officer.tap('Langsung periksa');
    expect(officer.last().text).toContain('Hadir 0 dari 60 yang wajib hadir (0 %).');
    await officer.tap('Simpan');
    await officer.tap('Lihat');
    expect(officer.last().text).toContain('… juga no. 31, 32');
  });

  it('shows a contact numbers and initials of its own programmes, and no other’s', async () => {
    const contact = await bot.person({ id: 21, name: 'Pak Dinas' }, 'agencyContact', fisheries);
    await programme(2);
    const social = await bot.world.agency('Dinas Sosial');
    await programme(2, { name: 'Jahit', agencyId: social });
    await contact.say('/sesi');
    expect(
      contact
        .buttons()
        .flat()
        .some((label) => label.includes('Jahit')),
    ).toBe(false);
    await contact.say('/sesi jahit, kemarin jam 9');
    expect(contact.last().text).toContain('Tidak ada yang cocok');
    await contact.say('/sesi lele, hari ini jam 9');
    expect(contact.last().text).toContain('1. P.');
    expect(contact.last().text).not.toContain('Peserta 01');
    await contact.say('2 alpa');
    await contact.tap('Langsung periksa');
    await contact.tap('Simpan');
    await contact.tap('Lihat');
    expect(contact.last().text).toContain('2. P.: alpa');
  });

  it('shows humas counts without names and no way to record', async () => {
    await programme(2);
    await officer.say('/sesi lele, hari ini jam 9');
    await officer.say('2 alpa');
    await officer.tap('Langsung periksa');
    await officer.tap('Simpan');
    const humas = await bot.person({ id: 31, name: 'Humas' }, 'humas');
    await humas.say('/sesi');
    expect(humas.buttons().flat()).toEqual(['✅ Budidaya Ikan Lele 09.00 1/2', 'Sesi lalu']);
    await humas.tap('✅ Budidaya');
    expect(humas.last().text).toContain('Hadir 1 dari 2 yang wajib hadir (50 %).');
    expect(humas.last().text).not.toContain('Peserta');
    expect(humas.buttons().flat()).not.toContain('Koreksi');
  });

  describe('corrections', () => {
    beforeEach(async () => {
      await programme(5);
      await officer.say('/sesi lele, hari ini jam 9');
      await officer.say('3 sakit');
      await officer.tap('Langsung periksa');
      await officer.tap('Simpan');
    });

    it('are made by number and kept in the history', async () => {
      await officer.tap('Koreksi');
      expect(officer.last().text).toContain('Belum ada yang diubah.');
      await officer.tap('Ubah kehadiran');
      await officer.say('3 hadir; 5 alpa');
      expect(officer.last().text).toContain('no. 3: sakit → hadir');
      expect(officer.last().text).toContain('no. 5: hadir → alpa');
      await officer.tap('Simpan koreksi');
      expect(officer.last().text).toContain('✅ Koreksi tersimpan.');
      expect(officer.last().text).toContain('Hadir 4 dari 5 yang wajib hadir (80 %).');
      expect(await marks()).toEqual({ 5: 'absent' });
      await officer.tap('Lihat');
      await officer.tap('Riwayat');
      expect(officer.last().text).toContain('Versi 2 · Ibu Sari · Selasa, 5 September 2023, 11.30 WIT');
      expect(officer.last().text).toContain('no. 3: sakit → hadir');
    });

    it('need a change', async () => {
      await officer.tap('Koreksi');
      await officer.tap('Simpan koreksi');
      expect(officer.last().text).toContain('Belum ada yang diubah.');
      expect(await bot.own.sessionRevision.count()).toBe(0);
    });

    it('are a head’s after seven days, with a reason', async () => {
      bot.clock.advance({ days: 8 });
      await officer.tap('Koreksi');
      expect(bot.queryAnswers.at(-1)?.text).toContain('dalam 7 hari');
      const head = await bot.person({ id: 41, name: 'Kepala' }, 'head');
      await head.say(`/sesi_${(await session()).id}`);
      await head.tap('Koreksi');
      expect(head.last().text).toContain('Apa alasan koreksinya?');
      await head.say('Lembar kertas terbaca keliru');
      await head.tap('Ubah lainnya');
      await head.tap('Ubah materi');
      await head.say('Panen');
      await head.tap('Simpan koreksi');
      expect(await bot.own.sessionRevision.findFirstOrThrow()).toMatchObject({
        reason: 'Lembar kertas terbaca keliru',
        changes: [{ what: 'topic', from: null, to: 'Panen' }],
      });
    });

    it('of an outdated card show what stands now', async () => {
      const saved = officer.last();
      const outdated = { ...saved, keyboard: saved.keyboard };
      await officer.tap('Koreksi');
      await officer.tap('Ubah kehadiran');
      await officer.say('1 alpa');
      await officer.tap('Simpan koreksi');
      await officer.tap('Koreksi', outdated);
      expect(bot.queryAnswers.at(-1)?.text).toContain('Sesi ini sudah berubah');
      expect(officer.messages().find(({ messageId }) => messageId === outdated.messageId)?.text).toContain(
        'Dikoreksi 1 kali',
      );
    });
  });

  it('adds what is sent in reply to a session’s card', async () => {
    await programme(2);
    await officer.say('/sesi lele, hari ini jam 9');
    await officer.tap('Semua hadir');
    await officer.tap('Langsung periksa');
    await officer.tap('Simpan');
    const card = officer.last();
    await officer.say('Selesai lebih cepat karena hujan', card);
    expect(officer.last().text).toBe('🗒 Catatan ditambahkan ke Budidaya Ikan Lele · sesi 1.');
    await bot.handle({
      message: {
        message_id: 77,
        date: 0,
        chat: { id: 11, type: 'private', first_name: 'Ibu Sari' },
        from: { id: 11, is_bot: false, first_name: 'Ibu Sari' },
        photo: [{ file_id: 'p', file_unique_id: 'up', width: 1, height: 1 }],
        reply_to_message: {
          message_id: card.messageId,
          date: 0,
          chat: { id: 11, type: 'private', first_name: '' },
        },
      } as never,
    });
    expect(officer.last().text).toContain('Foto ditambahkan ke Budidaya Ikan Lele · sesi 1.');
    expect(await session()).toMatchObject({ notes: 'Selesai lebih cepat karena hujan', version: 2 });
  });

  it('adds it there though a form is open, which stays as it is', async () => {
    await programme(2);
    await officer.say('/sesi lele, hari ini jam 9');
    for (const label of ['Semua hadir', 'Langsung periksa', 'Simpan']) await officer.tap(label);
    const card = officer.last();
    await officer.say('/sesi lele, kemarin jam 9');
    const form = officer.last();
    await officer.tap('Semua hadir');
    expect(form.text).toContain('Apa materinya?');
    await officer.say('Selesai lebih cepat', card);
    expect(officer.last().text).toBe('🗒 Catatan ditambahkan ke Budidaya Ikan Lele · sesi 1.');
    await officer.say('Pakan', form);
    expect(officer.last().text).toContain('Catatan dan foto?');
    await officer.tap('Lewati');
    await officer.tap('Simpan');
    const held = await bot.own.session.findMany({ orderBy: { id: 'asc' } });
    expect(held).toMatchObject([
      { topic: null, notes: 'Selesai lebih cepat' },
      { topic: 'Pakan', notes: null },
    ]);
  });

  it('lists past sessions by programme, page by page', async () => {
    const { id } = await programme(1);
    await bot.db.write((tx) =>
      tx.session.createMany({
        data: Array.from({ length: 10 }, (_, index) => ({
          ...{
            unitId: bot.unitId,
            programmeId: id,
            number: index + 1,
            state: 'held' as const,
            headcount: index,
          },
          startsAt: at(`2023-08-${10 + index}T09:00`),
          endsAt: at(`2023-08-${10 + index}T11:00`),
        })),
      }),
    );
    await officer.say('/sesi');
    await officer.tap('Sesi lalu');
    expect(officer.buttons()[0]).toEqual(['Sab 19 Agu 09.00 · Budidaya Ikan Lele · 9 orang']);
    await officer.tap('Lebih lama');
    expect(officer.buttons()[1]).toEqual(['Kam 10 Agu 09.00 · Budidaya Ikan Lele · 0 orang']);
    await officer.tap('Pilih program');
    await officer.tap('Budidaya');
    expect(officer.last().text).toContain('Sesi lalu: Budidaya Ikan Lele');
    expect(officer.buttons()[0]).toEqual(['Sab 19 Agu 09.00 · sesi 10 · 9 orang']);
  });

  it('survives a redelivered save', async () => {
    await programme(2);
    await officer.say('/sesi lele, hari ini jam 9');
    await officer.tap('Semua hadir');
    await officer.tap('Langsung periksa');
    const update = await officer.tap('Simpan');
    await bot.redeliver(update);
    expect(await bot.own.session.count()).toBe(1);
    expect(officer.last().text).toContain('✅ Tercatat.');
  });

  it('speaks English whole', async () => {
    await bot.db.write((tx) => tx.person.updateMany({ data: { locale: 'en' } }));
    const { id } = await programme(4);
    await lastWeek(id);
    await officer.say('/sessions');
    await officer.tap('Record: Budidaya Ikan Lele 09:00');
    await officer.say('2 sick; 3 flying; 9 absent; 1 late; 1 sick');
    expect(officer.last().text).toContain('Number 9 is not on the list (1–4).');
    expect(officer.last().text).toContain('one person with two marks');
    await officer.tap('1. Peserta 01: late');
    await officer.tap('Continue');
    await officer.say('Feeding');
    await officer.say('It rained');
    await officer.tap('Continue');
    expect(officer.last().text).toContain('3 of 3 due attended (100%; 1 rightly away).');
    await officer.tap('Save');
    await officer.tap('Correct');
    await officer.tap('Change attendance');
    await officer.say('4 refused');
    await officer.tap('Save the correction');
    expect(officer.last().text).toContain('2 of 3 due attended (66.7%; 1 rightly away).');
    await officer.tap('View');
    await officer.tap('History');
    expect(officer.last().text).toContain('no. 4: present → refused');
  });
});
