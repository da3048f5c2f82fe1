import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../../support/bot.js';
import { conversations, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

describe.each(conversations())('a visit is changed after saving, on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let humas: Someone;
  let kadis: Someone;
  let sosial: Someone;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    const fisheries = await bot.world.agency('Dinas Perikanan');
    const social = await bot.world.agency('Dinas Sosial');
    await bot.world.agency('Kemenag');
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    humas = await bot.person({ id: 12, name: 'Sinta' }, 'humas');
    kadis = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', fisheries);
    sosial = await bot.person({ id: 31, name: 'Pak Sosial' }, 'agencyHead', social);
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  /** Also what pacing put off. */
  async function deliver(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) {
      await bot.deliver();
      bot.clock.advance(2_000);
    }
  }
  const visit = () =>
    bot.own.visit.findFirstOrThrow({
      include: { parties: { orderBy: { id: 'asc' } }, members: true, events: { orderBy: { id: 'asc' } } },
    });
  /** Agreed for Thursday at ten, with these agencies. */
  async function agreed(...who: Someone[]): Promise<void> {
    const names = who.includes(sosial) ? 'Dinas Perikanan dan Dinas Sosial' : 'Dinas Perikanan';
    await officer.say(`/kunjungan ${names}, kamis jam 10, kerja sama pelatihan`);
    await officer.tap('Simpan dan kirim');
    await deliver();
    for (const one of who) await one.tap('Bersedia');
    await deliver();
  }
  /** The form with one of its questions, from the officer's card. */
  async function change(what: string): Promise<void> {
    await officer.say('/kunjungan');
    await officer.tap('Dinas');
    await officer.tap('Ubah');
    await officer.tap('Ubah lainnya');
    await officer.tap(`Ubah ${what}`);
  }
  async function save(): Promise<void> {
    await officer.tap('Simpan dan beri tahu');
    await deliver();
  }
  async function add(agency: string): Promise<void> {
    await change('instansi');
    await officer.tap('Beberapa instansi').catch(() => undefined);
    await officer.tap(agency);
    await officer.tap('Selesai');
    await save();
  }
  /** The last calendar file that somebody got. */
  async function fileTo({ chatId }: Someone): Promise<string> {
    const sent = bot.calls.findLast(
      ({ method, payload }) => method === 'sendDocument' && payload['chat_id'] === chatId,
    );
    if (!sent) throw new Error('no file was sent');
    const { document } = sent.payload as { document: { toRaw: () => Promise<Uint8Array> } };
    return new TextDecoder().decode(await document.toRaw());
  }
  const texts = (who: Someone) => who.messages().map(({ text }) => text);
  const since = (who: Someone, count: number) => texts(who).slice(count);

  it('an agency that is added is asked; those who agreed are asked nothing, and told nothing', async () => {
    await agreed(kadis);
    const before = texts(kadis).length;
    await add('Dinas Sosial');
    expect(officer.last().text).toContain('➕ Instansi: Dinas Sosial\nDinas Sosial ditanya.');
    expect(sosial.last().text).toContain(
      'Waktunya sudah disepakati bersama Dinas Perikanan. Anda diajak ikut.',
    );
    expect(sosial.buttons()).toEqual([['✅ Bersedia'], ['🔁 Usul waktu lain', '❌ Tidak bisa'], ['Riwayat']]);
    expect(since(kadis, before)).toEqual([]);
    expect(await visit()).toMatchObject({ state: 'confirmed' });

    await sosial.tap('Bersedia');
    await deliver();
    expect(texts(sosial).at(-1)).toContain('✅ Disepakati: Kamis, 31 Agustus 2023');
    expect(texts(humas).at(-1)).toContain('✅ Kini ikut: Dinas Perikanan dan Dinas Sosial');
    expect(since(kadis, before)).toEqual([]);
    // Each is reminded once, who has joined too.
    const due = await bot.own.outbox.findMany({ where: { kind: 'visit.H-1', state: 'planned' } });
    expect(due.map(({ personId }) => personId).length).toBe(4);
    expect(new Set(due.map(({ personId }) => personId)).size).toBe(4);
  });

  it('of who is asked to join and never answers it is not said, afterwards, that they were there or not', async () => {
    await agreed(kadis);
    await add('Dinas Sosial');
    bot.clock.set('2023-08-31T04:00:00Z');
    await deliver();
    await officer.tap('Terlaksana');
    await officer.say('Sepakat membuat PKS');
    await officer.tap('Lanjut');
    await officer.tap('Lewati');
    await deliver();
    const { state, parties } = await visit();
    expect([state, parties.map(({ answer }) => answer)]).toEqual(['held', ['accepted', 'pending']]);
    expect(texts(officer).join('\n')).toContain(
      'Dinas Sosial: ❔ tidak menjawab; tidak tercatat apakah ikut',
    );
    expect(texts(officer).join('\n')).not.toContain('❌ tidak ikut');
    expect(texts(kadis).join('\n')).toContain('Notula kunjungan');
    expect(texts(sosial).join('\n')).not.toContain('Notula');
  });

  it('who is asked to join and can’t leaves what is agreed as it is', async () => {
    await agreed(kadis);
    await add('Dinas Sosial');
    await sosial.tap('Tidak bisa');
    await sosial.tap('Ada kegiatan lain');
    await deliver();
    expect(texts(officer).at(-1)).toContain('Dinas Sosial belum bisa');
    expect(texts(officer).at(-1)).toContain('Jadwal yang sudah disepakati tetap.');
    const { state, startsAt, parties } = await visit();
    expect([state, startsAt]).toEqual(['confirmed', new Date('2023-08-31T01:00:00Z')]);
    expect(parties.map(({ answer }) => answer)).toEqual(['accepted', 'declined']);
  });

  it('another time that who joins names is put to those who agreed, and holds for all once they accept', async () => {
    await agreed(kadis);
    await add('Dinas Sosial');
    await sosial.tap('Usul waktu lain');
    await sosial.say('jumat jam 9');
    await deliver();
    expect(texts(officer).at(-1)).toContain('Dinas Sosial mengusulkan Jumat, 1 September 2023, 09.00');
    await officer.tap('Terima');
    await deliver();
    expect(await visit()).toMatchObject({ state: 'confirmed', startsAt: new Date('2023-08-31T01:00:00Z') });
    expect(texts(kadis).at(-1)).toContain('meminta waktu lain: Jumat, 1 September 2023');
    await kadis.tap('Bersedia');
    await deliver();
    const after = await visit();
    expect(after).toMatchObject({ state: 'confirmed', startsAt: new Date('2023-09-01T00:00:00Z') });
    expect(after.parties.map(({ answer }) => answer)).toEqual(['accepted', 'accepted']);
    expect(texts(sosial).at(-1)).toContain('✅ Disepakati: Jumat, 1 September 2023');
  });

  it('an answer of who is asked to join can be written down, and is no keeping to the time', async () => {
    await agreed(kadis);
    await add('Kemenag');
    expect(officer.last().text).toContain('⚠️ Kemenag belum dapat ditanya lewat Sambang.');
    await officer.tap('Lihat kunjungan');
    await officer.tap('Catat jawaban');
    expect(officer.buttons().flat()).toContain('❌ Tidak bisa');
    await officer.tap('Bersedia');
    await officer.tap('Telepon');
    await officer.tap('Lewati');
    const { parties } = await visit();
    expect(parties.map(({ answer }) => answer)).toEqual(['accepted', 'accepted']);
  });

  it('an agency that is taken out is told, loses its entry and reminders, and finds no visit behind its button', async () => {
    await agreed(kadis, sosial);
    await change('instansi');
    await officer.tap('Dinas Sosial');
    await officer.tap('Selesai');
    await save();
    expect(officer.last().text).toBe('Tersimpan.\n➖ Instansi: Dinas Sosial');
    const told = sosial.last();
    expect(told.text).toContain('tidak lagi mengikutsertakan instansi Anda');
    expect(told.document).toBe('kunjungan.ics');
    expect(await fileTo(sosial)).toMatch(/SEQUENCE:2[\s\S]*STATUS:CANCELLED/);
    const [card] = sosial.messages();
    await sosial.tap('Riwayat', card);
    expect(sosial.messages()[0]?.text).toBe(
      'Rutan Kelas IIB Masohi tidak lagi mengikutsertakan instansi Anda dalam kunjungan ini',
    );
    await sosial.say('/kunjungan');
    expect(sosial.last().text).not.toContain('Kam 31 Agu');
    const { id: personId } = await bot.own.person.findFirstOrThrow({ where: { telegramId: 31n } });
    expect(await bot.own.outbox.count({ where: { personId, state: 'planned' } })).toBe(0);

    // Once it is added again, it is asked and reminded again.
    await add('Dinas Sosial');
    await sosial.tap('Bersedia');
    await deliver();
    expect(await bot.own.outbox.count({ where: { personId, state: 'planned', kind: 'visit.H-1' } })).toBe(1);
  });

  it('without the last who hasn’t answered the others agree', async () => {
    await agreed(kadis);
    await officer.say('/kunjungan Dinas Perikanan dan Dinas Sosial, jumat jam 9, bibit');
    await officer.tap('Simpan dan kirim');
    await deliver();
    await kadis.tap('Bersedia');
    await officer.tap('Ubah');
    await officer.tap('Ubah lainnya');
    await officer.tap('Ubah instansi');
    await officer.tap('Dinas Sosial');
    await officer.tap('Selesai');
    await save();
    expect(texts(kadis).at(-1)).toContain('✅ Disepakati: Jumat, 1 September 2023');
    expect(sosial.last().text).toContain('tidak lagi mengikutsertakan');
    // Nothing had been agreed: there is no entry to take back.
    expect(sosial.last().document).toBeUndefined();
  });

  it('at least one of those who agreed stays', async () => {
    await agreed(kadis);
    await change('instansi');
    await officer.tap('Dinas Sosial');
    await officer.tap('Simpan dan beri tahu');
    expect(officer.last().text).toContain(
      'Paling sedikit satu instansi yang sudah sepakat harus tetap ikut.',
    );
    expect((await visit()).parties).toHaveLength(1);
  });

  it('another place is told with what it was, and whoever it doesn’t suit has the buttons', async () => {
    await agreed(kadis);
    await change('tempat');
    await officer.tap('Rutan Kelas IIB Masohi');
    await save();
    expect(texts(kadis).at(-1)).toContain('📍 Tempat: Kantor Dinas Perikanan → Rutan Kelas IIB Masohi');
    expect(kadis.buttons()).toEqual([['🔁 Perlu ubah', 'Batalkan kunjungan'], ['Lihat kunjungan']]);
    expect(await fileTo(kadis)).toMatch(/SEQUENCE:2[\s\S]*LOCATION:Rutan Kelas IIB Masohi/);
    expect(await visit()).toMatchObject({ state: 'confirmed', direction: 'toUnit' });
  });

  it('of several agencies another’s office can be the place, and it moves on where that one is taken out', async () => {
    await agreed(kadis, sosial);
    await change('tempat');
    await officer.tap('Kantor Dinas Sosial');
    await save();
    expect(texts(kadis).at(-1)).toContain('📍 Tempat: Kantor Dinas Perikanan → Kantor Dinas Sosial');
    await change('instansi');
    await officer.tap('Dinas Sosial');
    await officer.tap('Selesai');
    await save();
    expect(texts(kadis).at(-1)).toContain('📍 Tempat: Kantor Dinas Sosial → Kantor Dinas Perikanan');
  });

  it('who goes along from now on hears what is agreed, who doesn’t any more that they don’t; agencies neither', async () => {
    const other = await bot.person({ id: 14, name: 'Rudi' }, 'officer');
    await agreed(kadis);
    const before = texts(kadis).length;
    await change('yang ikut');
    await officer.tap('Rudi');
    await officer.tap('Sinta');
    await officer.tap('Selesai');
    await save();
    expect(texts(other).at(-1)).toContain('✅ Disepakati: Kamis, 31 Agustus 2023');
    expect(humas.last().text).toContain('Anda tidak lagi ikut kunjungan: Dinas Perikanan');
    expect(since(kadis, before)).toEqual([]);
    await officer.tap('Lihat kunjungan');
    await officer.tap('Riwayat');
    expect(officer.last().text).toContain('➕ Ikut: Rudi\n   ➖ Tidak ikut lagi: Sinta');
  });

  it('those along hear nothing of what isn’t agreed', async () => {
    await officer.say('/kunjungan Dinas Perikanan, kamis jam 10, kerja sama');
    await officer.tap('Simpan dan kirim');
    await deliver();
    const before = texts(humas).length;
    await change('yang ikut');
    await officer.tap('Sinta');
    await officer.tap('Selesai');
    await save();
    await change('tempat');
    await officer.tap('Rutan');
    await save();
    expect(since(humas, before)).toEqual([]);
  });

  it('another number of the letter is kept with what it was, and told to nobody', async () => {
    await agreed(kadis);
    const before = [texts(kadis).length, texts(humas).length];
    await change('surat tugas');
    await officer.say('W.28-1');
    await save();
    expect(officer.last().text).toBe('Tersimpan.\n✉️ Surat tugas: – → W.28-1');
    await change('surat tugas');
    await officer.tap('Lewati');
    await save();
    expect(officer.last().text).toBe('Tersimpan.\n✉️ Surat tugas: W.28-1 → –');
    expect([texts(kadis).length, texts(humas).length]).toEqual(before);
    const kept = (await visit()).events.flatMap(({ detail }) =>
      detail === null ? [] : [JSON.parse(detail)],
    );
    expect(kept).toEqual([{ letterNumber: [null, 'W.28-1'] }, { letterNumber: ['W.28-1', null] }]);
  });

  it('another time and one more agency are asked together', async () => {
    await agreed(kadis);
    await change('instansi');
    await officer.tap('Beberapa instansi');
    await officer.tap('Dinas Sosial');
    await officer.tap('Selesai');
    await officer.tap('Ubah tanggal');
    await officer.say('jumat jam 9');
    await save();
    expect(texts(kadis).at(-1)).toContain('meminta waktu lain: Jumat, 1 September 2023');
    expect(sosial.last().text).toContain('meminta waktu lain: Jumat, 1 September 2023');
    await kadis.tap('Bersedia');
    await deliver();
    // Who is asked to join holds up nobody, and is asked to the time that holds now.
    expect(await visit()).toMatchObject({ state: 'confirmed', startsAt: new Date('2023-09-01T00:00:00Z') });
    expect(sosial.last().text).toContain('Anda diajak ikut.');
  });

  it('who is added must have nothing else at that time, unless a head says why', async () => {
    const head = await bot.person({ id: 13, name: 'Pak Karutan' }, 'head');
    await agreed(kadis);
    await sosial.say('/kunjungan senin depan jam 9, bibit');
    await sosial.tap('Simpan dan kirim');
    await deliver();
    await bot.db.write((tx) =>
      tx.visit.updateMany({
        where: { purpose: 'bibit' },
        data: { startsAt: new Date('2023-08-31T01:30:00Z'), endsAt: new Date('2023-08-31T02:30:00Z') },
      }),
    );
    await change('instansi');
    await officer.tap('Beberapa instansi');
    await officer.tap('Dinas Sosial');
    await officer.tap('Selesai');
    expect(officer.last().text).toContain(
      'Bentrok: Dinas Sosial sudah ada kunjungan, Kamis, 31 Agustus 2023, 10.30',
    );
    expect(officer.buttons().flat()).not.toContain('Tetap pakai waktu ini …');
    await head.say('/kunjungan');
    await head.tap('Dinas Perikanan');
    await head.tap('Ubah');
    await head.tap('Ubah lainnya');
    await head.tap('Ubah instansi');
    await head.tap('Beberapa instansi');
    await head.tap('Dinas Sosial');
    await head.tap('Selesai');
    await head.tap('Tetap pakai waktu ini');
    await head.say('keduanya serumah');
    await head.tap('Simpan dan beri tahu');
    await deliver();
    expect(sosial.last().text).toContain('Anda diajak ikut.');
    await head.tap('Lihat kunjungan');
    await head.tap('Riwayat');
    expect(head.last().text).toContain('Tetap dipakai: keduanya serumah');
  });

  it('without the one whose answer to another time was waited for, that time holds', async () => {
    await agreed(kadis, sosial);
    await officer.say('/kunjungan');
    await officer.tap('Dinas');
    await officer.tap('Ubah');
    await officer.tap('Ubah tanggal');
    await officer.say('jumat jam 9');
    await save();
    await kadis.tap('Bersedia');
    await change('instansi');
    await officer.tap('Dinas Sosial');
    await officer.tap('Selesai');
    await save();
    expect(await visit()).toMatchObject({ startsAt: new Date('2023-09-01T00:00:00Z'), askedStart: null });
    expect(texts(kadis).at(-1)).toContain('✅ Disepakati: Jumat, 1 September 2023');
    expect(sosial.last().text).toContain('tidak lagi mengikutsertakan');
  });

  it('two of the unit change it at once: both hold, and what was there already is no fault', async () => {
    const other = await bot.person({ id: 14, name: 'Rudi' }, 'officer');
    await agreed(kadis);
    await change('instansi');
    await officer.tap('Beberapa instansi');
    await officer.tap('Dinas Sosial');
    await officer.tap('Selesai');
    await other.say('/kunjungan');
    await other.tap('Dinas Perikanan');
    await other.tap('Ubah');
    await other.tap('Ubah lainnya');
    await other.tap('Ubah surat tugas');
    await other.say('W.28-1');
    await other.tap('Simpan dan beri tahu');
    await save();
    const { letterNumber, parties } = await visit();
    expect([letterNumber, parties.length]).toEqual(['W.28-1', 2]);
  });

  it('a form on what has changed in substance meanwhile shows how it is now', async () => {
    await agreed(kadis);
    await change('surat tugas');
    await kadis.tap('Perlu ubah', kadis.messages()[0]);
    await kadis.say('jumat jam 9');
    await officer.say('W.28-1');
    await officer.tap('Simpan dan beri tahu');
    expect(officer.last().text).toContain('Jadwal ini sudah berubah.');
    expect((await visit()).letterNumber).toBeNull();
  });
});
