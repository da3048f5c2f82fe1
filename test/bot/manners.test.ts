import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localeTap } from '../../src/features/people/taps.js';
import { reseal } from '../support/bot.js';
import { conversations, type TestDatabase } from '../support/database.js';
import { type HostileWorld, hostileWorld, refused } from './hostile-world.js';

const VOICE = { voice: { file_id: 'v', file_unique_id: 'v', duration: 1 } };

describe.each(conversations())('a form on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  let officer: ReturnType<HostileWorld['bot']['as']>;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.reset();
    world = await hostileWorld(database);
    officer = world.bot.as(world.accounts.officer);
  });
  afterAll(() => database.close());

  const send = (content: object) => {
    const { id, name } = world.accounts.officer;
    const chat = { id, type: 'private', first_name: name };
    const message = {
      message_id: 1,
      date: world.bot.clock.now().getTime() / 1_000,
      chat,
      from: { id, is_bot: false, first_name: name },
      ...content,
    };
    return world.bot.handle({ message: message as never });
  };
  const openForms = () => world.bot.own.dialogState.count({ where: { dialog: { not: null } } });
  const LINE = '/kunjungan Dinas Perikanan A, Kamis jam 10, kerja sama';

  it('says what it takes when it gets a voice message, or a picture as a file, and stays', async () => {
    await officer.say('/kunjungan');
    await officer.tap('Jadwalkan');
    const form = officer.last();
    await send(VOICE);
    expect(form.text).toContain('Di sini cukup teks atau tombol.');
    await send({ document: { file_id: 'x', file_unique_id: 'x', mime_type: 'image/jpeg' } });
    expect(form.text).toContain('Di langkah ini belum perlu foto.');
    expect(officer.last()).toBe(form);
    expect(await openForms()).toBe(1);
  });

  it('takes the words of its own buttons typed', async () => {
    await officer.say(LINE);
    const preview = officer.last().text;
    await officer.say('ubah lainnya');
    expect(officer.last().text).toContain('Apa yang diubah?');
    await officer.say('Kembali');
    expect(officer.last().text).toBe(preview);
    await officer.say('simpan');
    expect(officer.last().text).toContain('Menunggu jawaban');
    await officer.say(LINE);
    await officer.say('batal');
    expect(officer.last().text).toContain('Dibatalkan');
    expect(await openForms()).toBe(0);
  });

  it('comes below the answer to a command when it is answered after that', async () => {
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    const form = officer.last();
    await officer.say('/jumlah');
    expect(officer.last().text).toContain('Peserta terdaftar');
    await send(VOICE);
    const anew = officer.last();
    expect(anew).not.toBe(form);
    expect(anew.text).toContain('Apa nama instansinya?');
    expect(form.keyboard).toEqual([]);
    await officer.say('Dinas Kesehatan');
    expect(anew.text).toContain('Instansi ditambahkan');
  });

  it('says that it was closed when another one is opened', async () => {
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    const form = officer.last();
    await officer.say(LINE);
    expect(form.text).toContain('Formulir ini ditutup karena formulir lain dibuka.');
    expect(form.keyboard).toEqual([]);
    expect(officer.last().text).toContain('Periksa dulu');
  });

  it('saves nothing any more for somebody whose post was taken away', async () => {
    await officer.say(LINE);
    await world.bot.db.write((tx) =>
      tx.post.updateMany({
        where: { person: { telegramId: BigInt(officer.account.id) } },
        data: { endedAt: world.bot.clock.now() },
      }),
    );
    await officer.tap('Simpan dan kirim');
    expect(world.bot.queryAnswers.at(-1)?.text).toBe('Bot ini untuk petugas dan mitra.');
    await officer.say('simpan');
    expect(officer.last().text).toContain('Bila Anda salah satunya');
    expect(await world.bot.own.visit.count()).toBe(0);
  });

  it('goes on in a language that was changed in its middle', async () => {
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    await officer.say('/pengaturan');
    await officer.tapData(localeTap.data({ locale: 'en' }));
    await officer.say('\u200b');
    expect(officer.last().text).toContain("What is the agency's name?");
  });

  it('is sent anew where its message was deleted', async () => {
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    const form = officer.last();
    world.bot.failures.push(({ method, payload }) =>
      method === 'editMessageText' && payload['message_id'] === form.messageId
        ? refused({ error_code: 400, description: 'Bad Request: MESSAGE_ID_INVALID' })
        : undefined,
    );
    await officer.say('\u202e\u200b');
    expect(officer.last()).not.toBe(form);
    expect(officer.last().text).toContain('Apa nama instansinya?');
    await officer.say('Dinas Kesehatan');
    expect(officer.last().text).toContain('Instansi ditambahkan');
  });

  it('that could not be stored is taken back', async () => {
    const { bot, accounts } = world;
    const head = bot.as(accounts.head);
    await head.say('/mitra');
    await head.tap('Tambah instansi');
    await officer.say('/mitra');
    const sql = (text: string) => bot.db.write((tx) => tx.$executeRawUnsafe(text));
    await sql('CREATE UNIQUE INDEX "one_of_a_kind" ON "DialogState" ("dialog")');
    try {
      await expect(officer.tap('Tambah instansi')).rejects.toThrow(/unique constraint/iu);
    } finally {
      await sql('DROP INDEX "one_of_a_kind"');
    }
    const sent = bot.calls.findLast(({ method }) => method === 'sendMessage');
    expect(sent?.payload['text']).toContain('Apa nama instansinya?');
    expect(officer.last().text).not.toContain('Apa nama instansinya?');
    expect(await openForms()).toBe(1);
    await officer.tapData('agnew');
    await officer.say('Dinas Kesehatan');
    expect(officer.last().text).toContain('Instansi ditambahkan');
  });

  it('opens and goes on where Telegram has begun to count its updates anew', async () => {
    const { bot } = world;
    bot.countFrom(9_000_000);
    await officer.say(LINE);
    await officer.tap('Simpan dan kirim');
    bot.clock.advance({ days: 8 });
    bot.countFrom(5_000_000);
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    await officer.say('Dinas Kesehatan');
    expect(officer.last().text).toContain('Instansi ditambahkan');
  });

  it('opens and goes on where the database has come to another bot', async () => {
    const { bot } = world;
    bot.countFrom(9_000_000);
    await officer.say(LINE);
    await officer.tap('Simpan dan kirim');
    await bot.db.write((tx) => tx.dialogState.updateMany({ data: { botId: 99n } }));
    bot.countFrom(5_000_000);
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    await officer.say('Dinas Kesehatan');
    expect(officer.last().text).toContain('Instansi ditambahkan');
  });

  it("of a dialog that the program no longer has is in nobody's way", async () => {
    await officer.say(LINE);
    await world.bot.db.write((tx) => tx.dialogState.updateMany({ data: { dialog: 'gone' } }));
    await officer.tap('Simpan dan kirim');
    expect(world.bot.queryAnswers.at(-1)?.text).toBe('Tombol ini sudah tidak berlaku.');
    await officer.say('halo');
    expect(officer.last().text).toContain('Salam, Bapak/Ibu.');
    await officer.say('/batal');
    expect(officer.last().text).toContain('Tidak ada formulir yang terbuka');
    await officer.say(LINE);
    expect(officer.last().text).toContain('Periksa dulu');
  });

  it('left at a question that an update took out goes on at the next', async () => {
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    await reseal(world.bot.db, { values: {}, at: 'nickname', path: ['motto'], editing: false, ui: null });
    await officer.say('Dinas Kesehatan');
    expect(officer.last().text).toContain('Instansi ditambahkan');
  });

  it('refuses a name that nobody can see or say', async () => {
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    await officer.say('\u2060\ufeff');
    expect(officer.last().text).toContain('Tulis jawabannya sebagai teks.');
    await officer.say('🏢');
    expect(officer.last().text).toContain('memuat huruf atau angka');
    await officer.say('\u202eDinas \u200bKesehatan');
    expect((await world.bot.own.agency.findFirst({ orderBy: { id: 'desc' } }))?.name).toBe('Dinas Kesehatan');
  });

  it('takes what is written below a photo as a note', async () => {
    await officer.say('/sesi Budidaya Lele A, hari ini jam 8-9, Pakan');
    await officer.say('semua hadir');
    await officer.tap('Materi');
    const photo = [{ file_id: 'p', file_unique_id: 'p', width: 9, height: 9 }];
    await send({ photo, caption: 'Kolam kedua' });
    expect(officer.last().text).toContain('Kolam kedua');
    await officer.say('lanjut');
    await officer.say('simpan');
    const session = await world.bot.own.session.findFirst({
      orderBy: { id: 'desc' },
      include: { attachments: true },
    });
    expect([session?.notes, session?.attachments.length]).toEqual(['Kolam kedua', 1]);
  });

  it('takes a note once when it comes again after the next one', async () => {
    await officer.say('/sesi Budidaya Lele A, hari ini jam 8-9, Pakan');
    await officer.say('semua hadir');
    await officer.tap('Materi');
    const first = await officer.say('Pertama');
    await officer.say('Kedua');
    await world.bot.redeliver(first);
    expect(officer.last().text).toContain('Pertama\nKedua');
    expect(officer.last().text).not.toContain('Kedua\nPertama');
    await officer.say('/mitra');
    await officer.tap('Tambah instansi');
    await world.bot.redeliver(first);
    expect(await world.bot.own.agency.count({ where: { name: 'Pertama' } })).toBe(0);
  });

  it("quotes only the beginning of a long text that it can't read", async () => {
    await officer.say('/kunjungan');
    await officer.tap('Jadwalkan');
    await officer.say('panjang sekali '.repeat(270));
    expect(officer.last().text).toContain('Tidak ada yang cocok');
    expect(officer.last().text.length).toBeLessThan(500);
  });

  it('is reached again from the choice of an agency for a request', async () => {
    const head = world.bot.as(world.accounts.head);
    await head.tapData(`access:${world.own.request}:agencyContact:0:0`, { ...(await shownTo(head)) });
    await head.tap('Kembali');
    expect(head.last().text).toContain('Peminta A ingin memakai Sambang');
    await head.tap('Humas');
    expect(head.last().text).toContain('Peminta A kini Humas');
  });

  async function shownTo(seat: ReturnType<HostileWorld['bot']['as']>) {
    await seat.say('/bantuan');
    return seat.last();
  }

  it("says whom it can't invite when no agency is called so", async () => {
    const head = world.bot.as(world.accounts.head);
    await head.say('/undang kepala Dinas Pariwisata');
    expect(head.last().text).toBe(
      'Belum ada instansi yang cocok dengan "Dinas Pariwisata". Siapa yang diundang?',
    );
    await head.say('/undang dinas');
    expect(head.buttons()).toEqual([['Dinas Perikanan A'], ['Dinas Sosial A']]);
  });

  it.each([
    ['/undang staf perikanan', 'Kontak Dinas Perikanan A'],
    ['/undang kadis sosial', 'Kepala Dinas Sosial A'],
    ['/undang Kepala dinas sosial', 'Kepala Dinas Sosial A'],
  ])('makes the link at once where the post is said: %s', async (line, post) => {
    const head = world.bot.as(world.accounts.head);
    await head.say(line);
    expect(
      head
        .messages()
        .slice(-2)
        .map(({ text }) => text)
        .join(' '),
    ).toContain(post);
    expect(
      head
        .messages()
        .slice(-2)
        .map(({ text }) => text)
        .join(' '),
    ).toContain('t.me/');
  });
});

describe.each(conversations())('words on $kind', ({ open }) => {
  let database: TestDatabase;
  let world: HostileWorld;
  beforeAll(async () => {
    database = await open();
    world = await hostileWorld(database);
  });
  afterAll(() => database.close());

  const examples = async (who: keyof HostileWorld['accounts']) => {
    const seat = world.bot.as(world.accounts[who]);
    await seat.say('/bantuan');
    return seat.last().text.split('Cukup satu baris\n')[1];
  };

  it('give only examples of what a post may do', async () => {
    expect(await examples('officer')).toContain('/kunjungan Dinas Perikanan, ');
    expect(await examples('officer')).toContain('/sesi cetak ');
    expect(await examples('officer')).not.toContain('/sesi tutup ');
    expect(await examples('head')).toContain('/sesi tutup Agustus 2023');
    expect(await examples('humas')).toBe('/jumlah perikanan agustus 2023');
    expect(await examples('agencyHead')).not.toContain('perikanan');
  });

  it('offer nobody to do what is not theirs, where there is nothing yet', async () => {
    const humas = world.bot.as(world.accounts.humas);
    await humas.say('/sesi');
    expect(humas.last().text).toContain('Anda dapat melihatnya di sini');
    await humas.say('/mitra');
    expect(humas.last().text).toContain('2 instansi.\nPilih untuk melihat kontaknya.');
  });

  it('name both posts of somebody who holds two, whose rights add up', async () => {
    const { bot, accounts, own } = world;
    const contact = await bot.person(accounts.agencyContact, 'agencyHead', own.fisheries);
    await contact.say('/start');
    expect(contact.last().text).toContain('Kepala Dinas Perikanan A, Kontak Dinas Sosial A');
    await contact.say('/mitra');
    expect(contact.buttons()).toEqual([['Dinas Perikanan A'], ['Dinas Sosial A']]);
    await contact.say('/sesi');
    expect(contact.buttons().flat()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Budidaya Lele A'),
        expect.stringContaining('Menjahit A'),
      ]),
    );
    await contact.say('/kunjungan besok jam 10, rapat');
    expect(contact.buttons().flat()).toEqual(expect.arrayContaining(['Dinas Perikanan A', 'Dinas Sosial A']));
    const both = await bot.person(accounts.humas, 'officer');
    await both.say('/start');
    expect(both.last().text).toContain('Humas, Petugas');
    await both.say('/peserta');
    expect(both.last().text).toContain('10 orang');
  });
});
