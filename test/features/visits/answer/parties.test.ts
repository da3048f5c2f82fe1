import { GrammyError } from 'grammy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('a visit with several agencies', () => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let fish: Someone;
  let social: Someone;
  let fisheries: number;

  const agency = async (name: string) =>
    bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() },
      }),
    );

  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    ({ id: fisheries } = await agency('Dinas Perikanan'));
    const { id } = await agency('Dinas Sosial');
    await agency('BLK Masohi');
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    fish = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', fisheries);
    social = await bot.person({ id: 31, name: 'Pak Sosial' }, 'agencyHead', id);
  });

  /** Also what pacing put off: one private chat gets a message a second. */
  async function deliver() {
    for (let n = 0; n < 3; n += 1) {
      await bot.deliver();
      bot.clock.advance(2_000);
    }
  }
  async function proposed(line = 'Dinas Perikanan dan Dinas Sosial, kamis jam 10, kerja sama') {
    await officer.say(`/kunjungan ${line}`);
    await officer.tap('Simpan dan kirim');
    await deliver();
  }
  const card = () => officer.messages()[0]?.text ?? '';
  const state = async () => (await bot.own.visit.findFirstOrThrow({ orderBy: { id: 'asc' } })).state;

  it('is proposed by one line, says where it is, and asks each', async () => {
    await officer.say('/kunjungan Dinas Perikanan dan Dinas Sosial, kamis jam 10, kerja sama');
    expect(officer.last().text).toBe(
      [
        'Periksa dulu',
        '🏢 Dinas Perikanan dan Dinas Sosial — kita ke sana',
        '🗓 Kamis, 31 Agustus 2023, 10.00–11.00 WIT',
        '📍 Kantor Dinas Perikanan',
        '📝 kerja sama',
        '👥 Anda',
        'Tidak ada bentrok.',
      ].join('\n'),
    );
    await officer.tap('Simpan dan kirim');
    expect(card()).toContain('Menunggu jawaban Dinas Perikanan dan Dinas Sosial');
    expect(card()).toContain('• Dinas Sosial: ⏳ belum menjawab, dikirim kepada Kepala Dinas Sosial 09.00');
    await deliver();
    expect(social.last().text).toBe(
      [
        'Rutan Kelas IIB Masohi ingin berkunjung',
        '• Dinas Perikanan: ⏳ belum menjawab',
        '• Dinas Sosial: ⏳ belum menjawab',
        '🏢 Bersama Dinas Perikanan dan Dinas Sosial',
        '🗓 Kamis, 31 Agustus 2023, 10.00–11.00 WIT',
        '📍 Kantor Dinas Perikanan',
        '📝 kerja sama',
        '👥 Petugas (Budi)',
      ].join('\n'),
    );
    expect(social.buttons()).toEqual([['✅ Bersedia'], ['🔁 Usul waktu lain', '❌ Tidak bisa'], ['Riwayat']]);
  });

  it.each([
    'Dinas Perikanan, Dinas Sosial, kamis jam 10, kerja sama',
    'Dinas Perikanan & Dinas Sosial kamis jam 10, kerja sama',
    'perikanan + sosial, kamis, jam 10, kerja sama',
  ])('is read from %s', async (line) => {
    await officer.say(`/kunjungan ${line}`);
    expect(officer.last().text).toContain('🏢 Dinas Perikanan dan Dinas Sosial');
    expect(officer.last().text).toContain('📝 kerja sama');
  });

  it('an agency named after the date belongs to the purpose', async () => {
    await officer.say('/kunjungan Dinas Perikanan, kamis jam 10, Dinas Sosial ikut bicara');
    expect(officer.last().text).toContain('🏢 Dinas Perikanan — kita ke sana');
    expect(officer.last().text).toContain('📝 Dinas Sosial ikut bicara');
  });

  it('of several names the one that can not be read is said', async () => {
    await officer.say('/kunjungan Dinas Perikanan dan Jembatan, kamis jam 10, kerja sama');
    expect(officer.last().text).toContain('Tidak ada yang cocok dengan "Jembatan"');
    await officer.say('perikanan dan blk');
    expect(officer.last().text).toContain('🏢 Dinas Perikanan dan BLK Masohi');
  });

  it('is put together by taps: agencies go in and out, and the first is the host', async () => {
    await officer.say('/kunjungan');
    await officer.tap('Jadwalkan');
    await officer.tap('Beberapa instansi');
    expect(officer.buttons().flat()).not.toContain('Selesai');
    await officer.tap('BLK Masohi');
    await officer.tap('Dinas Sosial');
    await officer.tap('BLK Masohi');
    await officer.tap('Dinas Perikanan');
    expect(officer.buttons().slice(0, 4)).toEqual([
      ['◻️ BLK Masohi'],
      ['☑️ Dinas Perikanan'],
      ['☑️ Dinas Sosial'],
      ['Selesai (2)'],
    ]);
    await officer.tap('Selesai');
    expect(officer.buttons()[0]).toEqual(['Kita ke Kantor Dinas Sosial']);
    await officer.tap('Mereka ke sini');
    await officer.tap('31');
    await officer.tap('10.00');
    await officer.say('Rapat bersama');
    expect(officer.last().text).toContain('🏢 Dinas Sosial dan Dinas Perikanan — mereka ke sini');
    await officer.tap('Ubah lainnya');
    await officer.tap('instansi');
    await officer.tap('Dinas Sosial');
    await officer.tap('Selesai (1)');
    expect(officer.last().text).toContain('🏢 Dinas Perikanan — mereka ke sini');
  });

  it('each answers for itself; who has not is named, and the last one settles it', async () => {
    await proposed();
    const before = { ...social.last(), keyboard: social.last().keyboard };
    await fish.tap('Bersedia');
    expect(fish.last().text).toContain('✅ Anda bersedia\nMenunggu jawaban Dinas Sosial.');
    expect(fish.buttons()).toEqual([['🔁 Usul waktu lain', '❌ Tidak jadi ikut'], ['Riwayat']]);
    await deliver();
    expect(officer.messages()).toHaveLength(1);
    expect(card()).toContain('Menunggu jawaban Dinas Sosial');
    expect(card()).toContain('• Dinas Perikanan: ✅ bersedia');
    // The question to the other stands with the buttons that it has.
    await social.tap('Bersedia', before);
    expect(await state()).toBe('confirmed');
    await deliver();
    for (const who of [officer, fish, social]) expect(who.last().document).toBe('kunjungan.ics');
  });

  it('one that can not come is out: the officer is asked, and goes on with the others by one tap', async () => {
    await proposed();
    await fish.tap('Tidak bisa');
    await fish.tap('Sedang dinas luar');
    await deliver();
    expect(officer.last().text).toContain('❌ Dinas Perikanan belum bisa');
    expect(officer.last().text).toContain('• Dinas Perikanan: ❌ tidak bisa (Sedang dinas luar)');
    expect(officer.buttons()).toEqual([['🔁 Usul lain', 'Batalkan kunjungan'], ['Lihat kunjungan']]);
    expect(social.last().text).toContain('• Dinas Perikanan: ❌ tidak bisa');
    expect(social.last().text).not.toContain('dinas luar');
    await social.tap('Bersedia');
    await deliver();
    expect(officer.last().text).toContain(
      'Lanjut dengan mereka, pilih waktu lain untuk semua, atau batalkan?',
    );
    expect(officer.buttons()).toEqual([
      ['✅ Lanjut dengan yang bersedia'],
      ['🔁 Pilih waktu lain', 'Batalkan kunjungan'],
      ['Lihat kunjungan'],
    ]);
    const asked = { ...officer.last(), keyboard: officer.last().keyboard };
    const update = await officer.tap('Lanjut dengan');
    expect(await state()).toBe('confirmed');
    await bot.redeliver(update);
    await officer.tap('Lanjut dengan', asked);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Jadwal ini sudah berubah.');
    await deliver();
    expect(social.last().document).toBe('kunjungan.ics');
    // The host is out, so that it is at the other's.
    expect(card()).toContain('📍 Kantor Dinas Sosial');
    expect(fish.messages().at(-1)?.document).toBeUndefined();
    expect(fish.messages()[0]?.text).toContain(
      'Kunjungan berlangsung tanpa instansi Anda, bersama Dinas Sosial',
    );
    const to = await bot.own.outbox.findMany({ where: { kind: 'visit.H-1' } });
    expect(to).toHaveLength(2);
  });

  it('goes on without one that never answers, who is told', async () => {
    await proposed();
    await social.tap('Bersedia');
    await deliver();
    await officer.tap('Lanjut dengan yang bersedia', officer.messages()[0]);
    expect(await state()).toBe('confirmed');
    await deliver();
    expect(fish.last().text).toContain('Kunjungan berlangsung tanpa instansi Anda');
    expect(fish.last().document).toBeUndefined();
  });

  it('another time that is accepted is a new question to the others', async () => {
    await proposed();
    await social.tap('Bersedia');
    await fish.tap('Usul waktu lain');
    await fish.say('jumat jam 9');
    await deliver();
    expect(officer.last().text).toContain(
      'Dinas Perikanan mengusulkan Jumat, 1 September 2023, 09.00–10.00 WIT',
    );
    expect(social.messages()[0]?.text).toContain('• Dinas Perikanan: 🔁 mengusulkan waktu lain');
    await officer.tap('Terima Jum 1 Sep 09.00');
    expect(await state()).toBe('proposed');
    await deliver();
    expect(social.last().text).toContain('mengajukan waktu baru untuk kunjungan\nSemula Kam 31 Agu 10.00');
    expect(
      fish
        .messages()
        .map(({ text }) => text)
        .join(),
    ).toContain('• Dinas Perikanan: ✅ bersedia');
    await social.tap('Bersedia');
    expect(await state()).toBe('confirmed');
    expect(social.last().text).toContain('Jumat, 1 September 2023');
  });

  it('of a suggestion that was replaced, the button accepts nothing', async () => {
    await proposed();
    await fish.tap('Usul waktu lain');
    await fish.say('jumat jam 9');
    await deliver();
    const old = { ...officer.last(), keyboard: officer.last().keyboard };
    await fish.tap('Usul waktu lain', fish.messages()[0]);
    await fish.say('senin depan jam 9');
    await officer.tap('Terima', old);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Jadwal ini sudah berubah.');
    expect(await state()).toBe('counterProposed');
  });

  it('one that leaves what was agreed is out; the others keep the time, and the officer is told', async () => {
    await proposed();
    await fish.tap('Bersedia');
    await social.tap('Bersedia');
    await deliver();
    await fish.tap('Tidak jadi ikut', fish.messages()[0]);
    await fish.tap('Keadaan darurat');
    expect(fish.last().text).toContain('Instansi Anda tidak jadi ikut.');
    expect(await state()).toBe('confirmed');
    await deliver();
    expect(officer.last().text).toContain('❌ Dinas Perikanan belum bisa');
    expect(social.last().text).toContain('Ada instansi yang tidak jadi ikut; jadwal tetap');
    expect(social.last().text).not.toContain('darurat');
    expect(fish.last().document).toBe('kunjungan.ics');
    bot.clock.set('2023-08-29T23:00:00Z');
    const heard = fish.messages().length;
    await deliver();
    expect(social.last().text).toContain('Besok: kunjungan');
    expect(fish.messages()).toHaveLength(heard);
  });

  it('who has answered is not asked again; after the contacts the officer hears who is missing', async () => {
    await proposed('Dinas Perikanan dan Dinas Sosial, 11/9 jam 10, kerja sama');
    await fish.tap('Bersedia');
    await deliver();
    const heard = fish.messages().length;
    bot.clock.set('2023-08-29T01:00:00Z');
    await deliver();
    expect(social.last().text).toContain('⏳ Masih menunggu jawaban Anda');
    bot.clock.set('2023-08-31T01:00:00Z');
    await deliver();
    expect(fish.messages()).toHaveLength(heard);
    expect(officer.last().text).toContain('⚠️ Dinas Sosial belum menjawab');
    expect(officer.buttons()).toContainEqual(['✅ Lanjut dengan yang bersedia']);
  });

  it('one without contacts is said at once and can be invited, the other is asked', async () => {
    await proposed('Dinas Sosial dan BLK, kamis jam 10, kerja sama');
    expect(card()).toContain('⚠️ Tersimpan, tetapi belum terkirim');
    expect(card()).toContain('• BLK Masohi: ⚠️ belum terkirim, belum ada kontak yang terhubung');
    expect(card()).toContain('• Dinas Sosial: ⏳ belum menjawab, dikirim kepada Kepala Dinas Sosial');
    expect(officer.buttons()[0]).toEqual(['Undang kepala BLK Masohi']);
    expect(social.last().text).toContain('ingin berkunjung');
    const blk = await bot.own.agency.findFirstOrThrow({ where: { name: 'BLK Masohi' } });
    const contact = await bot.person({ id: 41, name: 'Bu BLK' }, 'agencyContact', blk.id);
    await officer.say('/kunjungan');
    await officer.tap('BLK Masohi');
    const asked = social.messages().length;
    await officer.tap('Kirim sekarang');
    await deliver();
    expect(contact.last().text).toContain('ingin berkunjung');
    expect(social.messages()).toHaveLength(asked);
  });

  it('one whose head has blocked the bot is told to the officer, of that one alone', async () => {
    bot.failures.push(({ method, payload }) =>
      method === 'sendMessage' && payload['chat_id'] === 21
        ? new GrammyError(
            'refused',
            { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
            method,
            payload,
          )
        : undefined,
    );
    await proposed();
    expect(officer.last().text).toContain('⚠️ Permintaan tidak sampai ke Dinas Perikanan');
    expect(officer.buttons()).toEqual([
      ['Undang kepala Dinas Perikanan'],
      ['☎️ Catat jawaban'],
      ['Lihat kunjungan'],
    ]);
    expect(social.last().text).toContain('ingin berkunjung');
  });

  it('a contact who was removed meanwhile answers for nobody', async () => {
    await proposed();
    await bot.db.write((tx) =>
      tx.post.updateMany({ where: { agencyId: fisheries }, data: { endedAt: bot.clock.now() } }),
    );
    await fish.tap('Bersedia');
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
    expect(await bot.own.visitParty.count({ where: { answer: 'accepted' } })).toBe(0);
  });

  it('nobody answers from a group, for whichever agency', async () => {
    await proposed();
    const button = social.last().keyboard.flat()[0];
    const group = bot.as(fish.account, { id: -100, title: 'Antarinstansi' });
    await group.tapData(button && 'callback_data' in button ? button.callback_data : '', social.last());
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
    expect(await bot.own.visitParty.count({ where: { answer: 'pending' } })).toBe(2);
  });

  it("an agency reads of another's answers in the history, not of its people and reasons", async () => {
    await proposed();
    await fish.tap('Tidak bisa');
    await fish.say('kolam jebol');
    await social.tap('Riwayat', social.messages()[0]);
    expect(social.last().text).toContain('belum bisa · Dinas Perikanan');
    expect(social.last().text).not.toContain('Ibu Kadis');
    expect(social.last().text).not.toContain('kolam');
    await officer.tap('Riwayat', officer.messages()[0]);
    expect(officer.messages()[0]?.text).toContain(
      'belum bisa · Ibu Kadis, Dinas Perikanan\n   Alasan: kolam jebol',
    );
  });

  it('is in the way of another visit of any of its agencies, and of the officer', async () => {
    await proposed();
    const other = await bot.person({ id: 12, name: 'Tuti' }, 'officer');
    await other.say('/kunjungan Dinas Sosial, kamis jam 10, bantuan');
    expect(other.last().text).toContain('Bentrok: Dinas Perikanan, Dinas Sosial sudah ada kunjungan');
    await other.say('/kunjungan BLK, kamis jam 10, bantuan');
    expect(other.last().text).toContain('Tidak ada bentrok.');
  });

  it('is listed with all its agencies, under each of them, and found by each name', async () => {
    await proposed();
    await officer.say('/kunjungan');
    const entry = 'Kam 31 Agu 10.00 · Dinas Perikanan, Dinas Sosial';
    for (const part of ['Pekan ini', 'Milik saya', 'Menunggu', 'Mendatang']) {
      await officer.tap(part);
      expect(officer.buttons().flat().join()).toContain(entry);
    }
    await officer.tap('Per instansi');
    await officer.tap('Dinas Sosial');
    expect(officer.buttons().flat().join()).toContain(entry);
    await officer.tap('Cari');
    await officer.say('sosial');
    expect(officer.buttons().flat().join()).toContain(entry);
    await officer.tap('Cari lagi');
    await officer.say('…');
    expect(officer.last().text).toContain('Tulis paling sedikit satu huruf atau angka');
    await officer.say('jembatan');
    expect(officer.last().text).toContain('Tidak ada yang cocok');
  });

  it('the minutes go to those who took part, and each agrees for itself', async () => {
    await proposed('Dinas Perikanan, Dinas Sosial dan BLK, kamis jam 10, kerja sama');
    await fish.tap('Bersedia');
    await social.tap('Bersedia');
    await deliver();
    await officer.tap('Lanjut dengan yang bersedia', officer.messages()[0]);
    await deliver();
    bot.clock.set('2023-08-31T02:00:00Z');
    await deliver();
    await officer.tap('Terlaksana');
    await officer.say('Sepakat membuat PKS');
    await officer.tap('Lanjut');
    await officer.tap('Lewati');
    await deliver();
    await fish.tap('Setuju');
    expect(fish.last().text).toContain(
      '✅ Notula disetujui Dinas Perikanan.\nNotula menunggu persetujuan Dinas Sosial.',
    );
    await deliver();
    expect(officer.last().text).toContain('✅ Dinas Perikanan menyetujui notula');
    await social.tap('Koreksi');
    await social.say('tanggalnya keliru');
    await deliver();
    expect(officer.last().text).toContain('✏️ Dinas Sosial mengoreksi notula');
    await social.tap(
      'Setuju',
      social.messages().findLast(({ text }) => text.includes('Notula kunjungan')),
    );
    await deliver();
    expect(officer.last().text).toContain('✅ Dinas Perikanan dan Dinas Sosial menyetujui notula');
  });

  it('says of every field what is wrong with it, and keeps the rest', async () => {
    const wrong = async (typed: string, said: string) => {
      await officer.say(typed);
      expect(officer.last().text).toContain(said);
    };
    await officer.say('/kunjungan jembatan');
    expect(officer.last().text).toContain('Tidak ada yang cocok dengan "jembatan". Pilih dari daftar');
    await wrong('dinas', 'Beberapa cocok dengan "dinas". Yang mana?');
    await officer.photo('foto');
    expect(officer.last().text).toContain('Dengan instansi mana?');
    await officer.say('dinas sosial dan perikanan');
    await wrong('entahlah', 'Saya belum mengerti "entahlah". Contoh: besok');
    await wrong('31 Februari', 'tanggal itu tidak ada');
    await wrong('kemarin', 'sudah lewat');
    await officer.say('kamis');
    await wrong('jam 25', 'jam 25');
    await officer.say('jam 10');
    await wrong('x'.repeat(301), 'Terlalu panjang: 301 huruf, paling banyak 300');
    await officer.say('Rapat');
    expect(officer.last().text).toContain('🏢 Dinas Sosial dan Dinas Perikanan — kita ke sana');
    await officer.tap('Simpan dan kirim');
    await officer.tap('Batalkan kunjungan');
    await wrong('y'.repeat(301), 'Terlalu panjang: 301 huruf, paling banyak 300');
    await officer.say('hujan');
    expect(await state()).toBe('cancelled');
  });
});
