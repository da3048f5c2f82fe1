import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Shown, startBot, type TestBot } from '../../support/bot.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { at, worldOf } from '../../support/world.js';

const OWNER = { id: 11, name: 'Karutan Masohi' };
const NAMLEA = { id: 12, name: 'Karutan Namlea' };
const BOTH = { id: 13, name: 'Petugas Dua Unit' };
const KAKANWIL = { id: 14, name: 'Kakanwil' };
const STRANGER = { id: 90, name: 'Orang Asing' };

describe.each(databases())('several units on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    database = await open({ neighbours: false });
  });
  beforeEach(async () => {
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z', owners: [BigInt(OWNER.id)] });
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const codeIn = (text: string) => /start=([\w-]+)/u.exec(text)?.[1] ?? '';
  const unitCalled = (name: string) => bot.db.read.unit.findFirstOrThrow({ where: { name } });

  async function addUnit(
    line: string,
    by = bot.as(OWNER),
  ): Promise<{ readonly id: number; readonly code: string }> {
    await by.say(`/unit baru ${line}`);
    await by.tap('Tambah unit');
    const [name = ''] = line.split(',');
    return { id: (await unitCalled(name)).id, code: codeIn(by.last().text) };
  }

  /** Somebody with a post in the first unit, and later one in another. */
  async function inBoth(otherId: number, kind: 'officer' | 'head' = 'officer') {
    const person = await bot.person(BOTH, kind);
    const { id: personId } = await bot.own.person.findUniqueOrThrow({
      where: { telegramId: BigInt(BOTH.id) },
    });
    const post = { unitId: otherId, personId, kind, startedAt: bot.clock.now() };
    await bot.db.write((tx) => tx.post.create({ data: post }));
    return person;
  }
  const inUnit = (unitId: number) => worldOf(bot.db, { unitId, now: bot.clock.now });
  const named = (who: { messages: () => Shown[] }, text: string) =>
    who.messages().findLast((message) => message.text.includes(text));

  it('are added in one line with a preview, and headed by whoever takes the link', async () => {
    const owner = await bot.person(OWNER, 'head');
    await owner.say('/unit');
    expect(owner.last().text).toContain('• Rutan Kelas IIB Masohi: WIT · jam kantor menurut peraturan');
    await owner.say('/unit baru Rutan  Kelas IIB Namlea, wit, 8-15');
    expect(owner.last().text).toContain('🏢 Rutan Kelas IIB Namlea\n🕗 WIT, 08.00–15.00');
    expect(await bot.db.read.unit.count()).toBe(1);
    await owner.tap('Tambah unit');
    const text = owner.last().text;
    expect(text).toContain('ditambahkan.');
    const head = bot.as(NAMLEA);
    await head.say(`/start ${codeIn(text)}`);
    expect(head.last().text).toContain('Anda kini Kepala Rutan di Sambang, Rutan Kelas IIB Namlea');
    await head.say('/mitra');
    expect(head.last().text).not.toContain('🏢 Rutan');
    await head.say('/jejak');
    expect(head.last().text).toContain('menambah unit');
    // The owner holds no post there, and nothing of it is theirs.
    await owner.say('/orang');
    expect(owner.last().text).not.toContain('Karutan Namlea');
    await owner.say('/unit');
    expect(owner.last().text).toContain('Namlea: WIT · 08.00–15.00');
    expect(owner.last().text).not.toContain('belum ada kepala');
  });

  it('are asked for what the line left out, and refused twice under one name, and to others', async () => {
    const owner = await bot.person(OWNER, 'head');
    await owner.say('/unit baru');
    await owner.say('Lapas Kelas III Wahai');
    await owner.tap('WITA');
    await owner.say('pagi sampai sore');
    expect(owner.last().text).toContain('Saya belum mengerti "pagi sampai sore" sebagai jam kantor.');
    await owner.tap('Lewati');
    expect(owner.last().text).toContain('🕗 WITA, jam kantor menurut peraturan');
    await owner.tap('Tambah unit');
    expect(await unitCalled('Lapas Kelas III Wahai')).toMatchObject({ zone: 'Asia/Makassar', opensAt: null });
    await owner.say('/unit baru lapas kelas iii wahai, WIB, 08.00-15.00');
    await owner.tap('Tambah unit');
    expect(owner.last().text).toContain('Unit lapas kelas iii wahai sudah ada.');
    expect(await bot.db.read.unit.count()).toBe(2);

    const head = await bot.person(NAMLEA, 'head');
    await head.say('/unit baru Rutan Lain, WIT');
    expect(head.last().text).toContain('HEAD_TELEGRAM_IDS');
    await head.say('/unit');
    expect(head.last().text).not.toContain('Wahai');
    await head.tapData('unitnew');
    await head.tapData('unithead:2');
    await head.tapData('unitbel:1:2');
    expect(bot.queryAnswers.slice(-3).every(({ text }) => text?.includes('HEAD_TELEGRAM_IDS'))).toBe(true);
    expect(await bot.db.read.invitation.count()).toBe(2);
  });

  it('that nobody heads get another link, and the former is good no more', async () => {
    const owner = await bot.person(OWNER, 'head');
    const first = await addUnit('Rutan Namlea, WIT, 08.00-15.00');
    await owner.say('/unit');
    expect(owner.last().text).toContain('belum ada kepala');
    await owner.tap('Undang kepala Rutan Namlea');
    const second = codeIn(owner.last().text);
    await bot.as(STRANGER).say(`/start ${first.code}`);
    expect(bot.as(STRANGER).last().text).toContain('sudah dicabut');
    await bot.as(NAMLEA).say(`/start ${second}`);
    expect(bot.as(NAMLEA).last().text).toContain('Anda kini Kepala Rutan di Sambang, Rutan Namlea');
    await owner.tapData(`unithead:${first.id.toString(36)}`);
    expect(bot.queryAnswers.at(-1)?.text).toContain('sudah punya kepala');
  });

  it('have their own hours, which their head changes', async () => {
    const owner = await bot.person(OWNER, 'head');
    await bot.world.agency('Dinas Sosial');
    const late = '/kunjungan Dinas Sosial, besok jam 15, pelatihan';
    await owner.say(late);
    expect(owner.last().text).not.toContain('Di luar jam kantor');
    await owner.say('/batal');
    await owner.say('/unit jam 08.00-15.00');
    expect(owner.last().text).toContain('🕗 08.00–15.00');
    await owner.tap('Simpan jam kantor');
    await owner.say(late);
    expect(owner.last().text).toContain('Di luar jam kantor');
    await owner.say('/batal');
    const officer = await bot.person(NAMLEA, 'officer');
    await officer.say('/unit jam 07.00-20.00');
    expect(officer.last().text).toContain('Jabatan Anda tidak memuat hal ini');
  });

  it('say at the head of each card whose it is to who has posts in two, who chooses by one tap', async () => {
    await bot.person(OWNER, 'head');
    const { id: namlea } = await addUnit('Rutan Namlea, WIB, 08.00-15.00');
    await bot.world.agency('Dinas Sosial');
    await inUnit(namlea).agency('Dinas Kehutanan');
    const both = await inBoth(namlea);
    await both.say('/start');
    expect(both.last().text).toMatch(/^🏢 Rutan Kelas IIB Masohi\n/u);
    await both.say('/mitra');
    expect(both.last().text).toContain('🏢 Rutan Kelas IIB Masohi');
    expect(both.buttons().flat().join()).toContain('Dinas Sosial');
    const old = { ...both.last() };

    await both.say('/start');
    await both.tap('⇄ Rutan Namlea');
    expect(both.last().text).toMatch(/^🏢 Rutan Namlea\n/u);
    await both.say('/mitra');
    expect(both.buttons().flat().join()).toContain('Dinas Kehutanan');
    expect(both.buttons().flat().join()).not.toContain('Dinas Sosial');

    // A card of the other unit acts there, whatever was chosen since, and the choice stays.
    await both.tap('Dinas Sosial', old);
    expect(named(both, 'Dinas Sosial')?.text).toMatch(/^🏢 Rutan Kelas IIB Masohi\n/u);
    await both.say('/unit');
    expect(both.last().text).toContain('▶️ Rutan Namlea: WIB · 08.00–15.00');
    await both.say('/unit masohi');
    expect(both.last().text).toMatch(/^🏢 Rutan Kelas IIB Masohi\n/u);

    // Who has lost the post there is told so by its buttons.
    await bot.db.write((tx) =>
      tx.post.updateMany({ where: { unitId: namlea, kind: 'officer' }, data: { endedAt: bot.clock.now() } }),
    );
    await both.tapData(`agnew~${namlea.toString(36)}`);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Anda tidak punya jabatan di unit itu lagi.');
    await both.say('/mitra');
    expect(both.last().text).not.toContain('🏢 Rutan');
  });

  it('keep what is filled in where it was begun, and deliver with whose it is', async () => {
    await bot.person(OWNER, 'head');
    const { id: namlea } = await addUnit('Rutan Namlea, WIB, 08.00-15.00');
    const both = await inBoth(namlea);
    await both.say('/mitra');
    await both.tap('Tambah instansi');
    const switching: Shown = { ...both.last(), keyboard: [] };
    await both.tapData(`unit:${namlea.toString(36)}`, switching);
    await both.say('Dinas Kelautan');
    expect(await bot.db.read.agency.findFirstOrThrow({ where: { name: 'Dinas Kelautan' } })).toMatchObject({
      unitId: bot.unitId,
    });

    const social = await inUnit(namlea).agency('Dinas Sosial');
    const { id: personId } = await bot.own.person.findUniqueOrThrow({
      where: { telegramId: BigInt(BOTH.id) },
    });
    const followUp = await inUnit(namlea).followUp(
      await inUnit(namlea).visit(personId, social, at('2023-08-27T10:00')),
      'Kirim proposal',
      '2023-08-29',
      { ownerId: personId },
    );
    await bot.db.write((tx) =>
      tx.outbox.create({
        data: {
          dedupeKey: 'test',
          unitId: namlea,
          kind: 'followup.due',
          subjectId: followUp,
          subjectVersion: 1,
          personId,
          dueAt: bot.clock.now(),
          nextAt: bot.clock.now(),
          createdAt: bot.clock.now(),
        },
      }),
    );
    await both.say('/unit masohi');
    await bot.deliver();
    const card = named(both, 'Kirim proposal');
    expect(card?.text).toMatch(/^🏢 Rutan Namlea\n/u);
    if (!card) return;
    // A button of it, and a reply to it, act there.
    await both.tap('Selesai', card);
    expect(await bot.db.read.followUp.findUniqueOrThrow({ where: { id: followUp } })).toMatchObject({
      state: 'done',
    });
  });

  it('are chosen from by a stranger who asks for access; the heads of that one alone are told', async () => {
    const owner = await bot.person(OWNER, 'head');
    const { code } = await addUnit('Rutan Namlea, WIT, 08.00-15.00');
    const head = bot.as(NAMLEA);
    await head.say(`/start ${code}`);
    await bot.deliver();
    const before = owner.messages().length;
    const stranger = bot.as(STRANGER);
    await stranger.say('/start');
    await stranger.tap('Minta akses');
    expect(stranger.last().text).toBe('Unit yang mana?');
    await stranger.tap('Rutan Namlea');
    await bot.deliver();
    expect(head.last().text).toContain('Orang Asing ingin memakai Sambang');
    expect(owner.messages()).toHaveLength(before);
    await head.tap('Petugas', head.last());
    await bot.deliver();
    expect(stranger.last().text).toContain('Sambang, Rutan Namlea');
    await owner.say('/orang');
    expect(owner.last().text).not.toContain('Orang Asing');
  });

  it('below a Kanwil give it totals, never a name, and nothing else', async () => {
    const owner = await bot.person(OWNER, 'head');
    const { id: namlea } = await addUnit('Rutan Namlea, WIT, 08.00-15.00');
    const { code } = await addUnit('Kanwil Ditjenpas Maluku, WIT');
    for (const [unitId, count] of [
      [bot.unitId, 2],
      [namlea, 3],
    ] as const) {
      const unit = inUnit(unitId);
      const programme = await unit.programme('Budidaya Lele');
      for (let n = 1; n <= count; n += 1) await unit.trainee(programme, `Rahasia ${n}`);
    }
    const head = bot.as(KAKANWIL);
    await head.say(`/start ${code}`);
    expect(head.last().text).toContain('Anda kini Kepala Kanwil di Sambang, Kanwil Ditjenpas Maluku.');
    expect(head.last().keyboard).toEqual([]);
    await head.say('/bantuan');
    expect(head.last().text).not.toContain('/sesi');
    await head.say('/jumlah');
    expect(head.last().text).toContain('Belum ada unit di bawah Kanwil Ditjenpas Maluku.');
    await owner.say('/unit');
    for (const unit of ['Rutan Kelas IIB Masohi', 'Rutan Namlea']) {
      await owner.tap(`Kanwil untuk ${unit}`);
      await owner.tap('Kanwil Ditjenpas Maluku');
    }
    expect(owner.last().text).toContain('Rutan Namlea: WIT · 08.00–15.00 · di bawah Kanwil Ditjenpas Maluku');
    await head.say('/jumlah');
    expect(head.last().text).toContain(
      '• Rutan Kelas IIB Masohi: 2 orang dari 2 WBP (narapidana 2, tahanan 0)',
    );
    expect(head.last().text).toContain('• Rutan Namlea: 3 orang dari 3 WBP (narapidana 3, tahanan 0)');
    expect(head.last().text).toContain('Jumlah 2 unit: 5 orang dari 5 WBP (narapidana 5, tahanan 0)');
    await head.tap('Bulan lalu');
    expect(head.last().text).toContain('Juli 2023');
    await head.say('/jumlah agustus 2022');
    expect(head.last().text).toContain('Rutan Namlea: belum ada data');
    await head.say('/jumlah lele');
    expect(head.last().text).toContain('Di Kanwil hanya jumlah per unit');
    for (const command of ['/peserta', '/program', '/kunjungan', '/sesi', '/mitra', '/ringkasan', '/unduh']) {
      await head.say(command);
      expect(head.last().text).toContain('Jabatan Anda tidak memuat hal ini');
    }
    expect(
      head
        .messages()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('Rahasia');
    // Of a unit's own people nobody sees them.
    await owner.say('/jumlah');
    expect(owner.last().text).toContain('Terdaftar 2 orang');
  });

  it('keep their totals from a group that another unit has bound', async () => {
    await bot.person(OWNER, 'head');
    const { id: namlea } = await addUnit('Rutan Namlea, WIT, 08.00-15.00');
    const group = { id: -100500, title: 'Grup Namlea' };
    const { id: boundById } = await bot.own.person.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const binding = { unitId: namlea, chatId: BigInt(group.id), title: group.title, weekday: 1, minute: 480 };
    await bot.db.write((tx) =>
      tx.groupChat.create({ data: { ...binding, locale: 'id', boundById, boundAt: bot.clock.now() } }),
    );
    const programme = await bot.world.programme('Budidaya Lele');
    await bot.world.trainee(programme, 'Rahasia Satu');
    const there = bot.as(OWNER, group);
    await there.say('/jumlah');
    expect(there.last().text).not.toContain('Terdaftar');
    // Who has a post there, too, speaks of the group's unit.
    await inBoth(namlea);
    const both = bot.as(BOTH, group);
    await both.say('/jumlah');
    expect(both.last().text).toContain('Belum ada data');
  });
});
