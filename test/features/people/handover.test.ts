import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimAnew } from '../../../src/features/people/index.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';
import { at } from '../../support/world.js';

const HEAD = { id: 11, name: 'Karutan Masohi' };
const OFFICER = { id: 13, name: 'Petugas Lama' };
const NEXT = { id: 14, name: 'Petugas Baru' };

describe.each(conversations())('handing over on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const code = (text: string) => /start=([\w-]+)/u.exec(text)?.[1] ?? '';
  const idOf = async ({ id }: { readonly id: number }) =>
    (await bot.own.person.findUniqueOrThrow({ where: { telegramId: BigInt(id) } })).id;

  it('moves what is open by one link, with a briefing, and leaves what is done in their name', async () => {
    const head = await bot.person(HEAD, 'head');
    const officer = await bot.person(OFFICER, 'officer');
    const agency = await bot.world.agency('Dinas Perikanan');
    await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', agency);
    const officerId = await idOf(OFFICER);
    const open_ = await bot.world.visit(officerId, agency, at('2023-08-31T10:00'));
    const done = await bot.world.visit(officerId, agency, at('2023-08-10T10:00'), 'held');
    await bot.world.followUp(done, 'Kirim proposal', '2023-08-20', { ownerId: officerId });
    await bot.world.programme('Budidaya Lele', { officerId });

    await officer.say('/serahterima');
    expect(officer.last().text).toContain('kunjungan 1\n• Kam 31 Agu: Dinas Perikanan');
    expect(officer.last().text).toContain('Kirim proposal ⚠️ terlambat');
    expect(officer.last().text).not.toContain('Tidak ada yang menunggu');
    expect(officer.last().text).toContain('👤 Ibu Kadis, Kepala Dinas Perikanan');
    await officer.tap('Buat tautan untuk pengganti');
    const token = code(officer.last().text);
    await officer.say(`/start ${token}`);
    expect(officer.last().text).toBe('Tautan ini bukan untuk Anda sendiri. Teruskan kepada yang diundang.');

    const next = bot.as(NEXT);
    await next.say(`/start ${token}`);
    expect(next.last().text).toContain(
      'Berpindah kepada Petugas Baru: kunjungan 1, tindak lanjut 1 (1 terlambat), program 1.',
    );
    expect(next.last().text).not.toContain('undangannya');
    await next.tap('Terima jabatan');
    expect(next.messages().at(-2)?.text).toContain('Anda kini Petugas');
    expect(next.last().text).toContain('Yang menunggu Anda sebagai Petugas');
    expect(next.last().text).toContain('👤 Karutan Masohi, Kepala Rutan');

    const nextId = await idOf(NEXT);
    const officers = await bot.own.visit.findMany({
      orderBy: { id: 'asc' },
      select: { id: true, officerId: true },
    });
    expect(officers).toEqual([
      { id: open_, officerId: nextId },
      { id: done, officerId },
    ]);
    await bot.deliver();
    expect(officer.last().text).toContain('digantikan, oleh Petugas Baru');
    expect(head.messages().map(({ text }) => text)).toContain(
      'Petugas Baru menggantikan Petugas Lama dan kini Petugas.',
    );
    expect(head.messages().filter(({ text }) => text.includes('Petugas Lama'))).toHaveLength(1);
    await officer.say('/serahterima');
    expect(officer.last().text).toContain('Bot ini untuk petugas');
  });

  it('is done whole or not at all where something has changed since it was shown', async () => {
    await bot.person(HEAD, 'head');
    const officer = await bot.person(OFFICER, 'officer');
    const officerId = await idOf(OFFICER);
    await officer.say('/serahterima');
    expect(officer.last().text).toContain('Tidak ada yang menunggu.');
    await officer.tap('Buat tautan');
    const next = bot.as(NEXT);
    await next.say(`/start ${code(officer.last().text)}`);
    const programme = await bot.world.programme('Menjahit', { officerId });
    await next.tap('Terima jabatan');
    expect(next.last().text).toContain('program 1');
    expect(await bot.own.post.count({ where: { personId: officerId, endedAt: null } })).toBe(1);
    await next.tap('Terima jabatan');
    expect(await bot.own.post.count({ where: { personId: officerId, endedAt: null } })).toBe(0);
    expect(await bot.own.programme.findUniqueOrThrow({ where: { id: programme } })).toMatchObject({
      officerId: await idOf(NEXT),
    });
  });

  it('is not for what the configuration gives', async () => {
    const head = await bot.person(HEAD, 'head');
    await bot.db.write((tx) => tx.post.updateMany({ data: { configuredAt: bot.clock.now() } }));
    await head.say('/serahterima');
    expect(head.last().text).toContain('HEAD_TELEGRAM_IDS');
    expect(head.last().keyboard).toEqual([]);
  });

  it('a code from the machine makes a head beside the one whose account is lost, who can be ended then', async () => {
    const lost = await bot.person(HEAD, 'head');
    const made = await claimAnew(bot.db, bot.clock.now());
    const next = bot.as(NEXT);
    await next.say(made.ok ? made.code.toLowerCase() : '');
    expect(next.last().text).toContain('Anda kini Kepala Rutan');
    await bot.deliver();
    expect(lost.last().text).toContain('Petugas Baru menerima undangan dan kini Kepala Rutan.');
    await next.say('/orang karutan');
    await next.tap('Akhiri');
    await next.tap('Akun hilang');
    await lost.say('/orang');
    expect(lost.last().text).toContain('Bot ini untuk petugas');
    await next.say('/jejak');
    expect(next.last().text).toContain('otomatis · membuat kode kepala');
    expect(next.last().text).toContain('Petugas Baru · mengakhiri jabatan');
  });
});
