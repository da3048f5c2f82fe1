import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

const HEAD = { id: 11, name: 'Karutan Masohi' };
const STRANGER = { id: 99, name: 'Orang Asing' };

describe.each(conversations())('people on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    bot = await startBot(database);
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const link = (text: string) => /start=([\w-]+)/u.exec(text)?.[1] ?? '';

  it('makes whoever sends the claim code first the head, and only them', async () => {
    const { claimCode } = await bot.people.prepareUnit(
      { name: 'Rutan Kelas IIB Masohi', zone: bot.zone, headTelegramIds: [], headName: 'Kepala' },
      bot.clock.now(),
    );
    const [head, late] = [bot.as(HEAD), bot.as(STRANGER)];
    await head.say(`/start ${claimCode?.toLowerCase().replace('-', ' ')}`);
    expect(head.last().text).toContain('Anda kini Kepala Rutan');
    expect(head.buttons()).toEqual([['Undang petugas'], ['＋ Tambah instansi'], ['Unggah daftar']]);
    await late.say(`/start ${claimCode}`);
    expect(late.last().text).toContain('sudah dipakai');
    expect(await bot.own.post.count()).toBe(1);
  });

  it('asks for no new head where there is one', async () => {
    await bot.person(HEAD, 'head');
    const again = await bot.people.prepareUnit(
      { name: 'Rutan Kelas IIB Masohi', zone: bot.zone, headTelegramIds: [11n], headName: 'Kepala' },
      bot.clock.now(),
    );
    expect(again.claimCode).toBeUndefined();
    expect(await bot.own.post.count()).toBe(1);
  });

  it('learns the name of a head from the configuration at the first /start', async () => {
    await bot.people.prepareUnit(
      { name: 'Rutan Kelas IIB Masohi', zone: bot.zone, headTelegramIds: [11n], headName: 'Kepala Rutan' },
      bot.clock.now(),
    );
    await bot.as(HEAD).say('/start');
    expect((await bot.people.identify(11n, bot.clock.now()))?.name).toBe('Karutan Masohi');
  });

  it('invites an officer by a link that works once', async () => {
    const head = await bot.person(HEAD, 'head');
    await head.say('/undang petugas');
    const token = link(head.last().text);
    expect(head.last().text).toContain('Senin, 4 September 2023');
    const officer = bot.as({ id: 12, name: 'Petugas Baru' });
    await officer.say(`/start ${token}`);
    expect(officer.last().text).toContain('Anda kini Petugas');
    await bot.as(STRANGER).say(`/start ${token}`);
    expect(bot.as(STRANGER).last().text).toContain('sudah dipakai');
    await bot.deliver();
    expect(head.last().text).toBe('Petugas Baru menerima undangan dan kini Petugas.');
  });

  it('gives the same link again to a redelivered update, and stores no token', async () => {
    const head = await bot.person(HEAD, 'head');
    const update = await head.say('/undang humas');
    const first = link(head.last().text);
    await bot.redeliver(update);
    expect(link(head.last().text)).toBe(first);
    expect(await bot.own.invitation.count({ where: { invitedById: { not: null } } })).toBe(1);
    const stored = JSON.stringify([
      await bot.own.invitation.findMany(),
      (await bot.own.handledUpdate.findMany()).map(({ outcome }) => outcome),
    ]);
    expect(stored).not.toContain(first);
  });

  it('refuses an expired and a revoked invitation', async () => {
    const head = await bot.person(HEAD, 'head');
    await head.say('/undang petugas');
    const revoked = link(head.last().text);
    await head.tap('Cabut');
    expect(head.last().text).toContain('Undangan dicabut');
    await head.say('/undang petugas');
    const expired = link(head.last().text);
    const guest = bot.as(STRANGER);
    await guest.say(`/start ${revoked}`);
    expect(guest.last().text).toContain('sudah dicabut');
    bot.clock.advance({ days: 7 });
    await guest.say(`/start ${expired}`);
    expect(guest.last().text).toContain('kedaluwarsa');
    await guest.say('/start tebakan');
    expect(guest.last().text).toContain('tidak dikenal');
    expect(await bot.own.post.count()).toBe(1);
  });

  it('lets a stranger ask for access and a head decide with one tap', async () => {
    const head = await bot.person(HEAD, 'head');
    const stranger = bot.as(STRANGER);
    await stranger.say('/start');
    expect(stranger.last().text).toBe(
      'Bot ini untuk petugas dan mitra Rutan Kelas IIB Masohi. Bila Anda salah satunya:',
    );
    await stranger.tap('Minta akses');
    await stranger.tap('Rutan Kelas IIB Masohi');
    await bot.deliver();
    expect(head.last().text).toContain('Orang Asing ingin memakai Sambang');
    const request = head.last();
    await head.tap('Humas', request);
    await bot.deliver();
    expect(stranger.last().text).toContain('Anda kini Humas');
    await head.tapData('access:1:refuse:0:0', request);
    expect(head.last().text).toBe('Permintaan ini sudah dijawab.');
    await stranger.say('/bantuan');
    expect(stranger.last().text).toContain('/kunjungan');
    expect(stranger.last().text).not.toContain('/undang');
  });

  it('asks once however often a stranger taps', async () => {
    await bot.person(HEAD, 'head');
    const stranger = bot.as(STRANGER);
    await stranger.say('halo');
    const card = stranger.last();
    await stranger.tap('Minta akses', card);
    await stranger.tap('Rutan Kelas IIB Masohi');
    await stranger.tapData('access-ask', card);
    await stranger.tapData(`access-in:${bot.unitId}`, card);
    expect(await bot.own.accessRequest.count()).toBe(1);
    expect(await bot.deliver()).toBe(1);
  });

  it('refuses strangers every command and every button', async () => {
    const stranger = bot.as(STRANGER);
    for (const command of ['/undang', '/mitra', '/pengaturan', '/batal']) {
      await stranger.say(command);
      expect(stranger.last().text).toContain('Bot ini untuk petugas dan mitra');
    }
    for (const data of [
      'inv:officer:0',
      'invag:0',
      'invpo:1',
      'invx:1',
      'access:1:head:0:0',
      'invlist',
      'agnew',
      'd:1:submit',
    ]) {
      await stranger.tapData(data);
    }
    expect(bot.queryAnswers).toHaveLength(8);
    expect(await bot.own.invitation.count({ where: { invitedById: { not: null } } })).toBe(0);
  });

  it('lets an officer invite to an agency and not to the unit', async () => {
    const officer = await bot.person({ id: 12, name: 'Petugas Satu' }, 'officer');
    await officer.say('/undang');
    expect(officer.buttons()).toEqual([['Orang dari instansi']]);
    await officer.tapData('inv:head:0');
    expect(officer.last().text).toContain('Jabatan Anda tidak memuat hal ini');
    expect(await bot.own.invitation.count({ where: { invitedById: { not: null } } })).toBe(0);
  });

  it('speaks the chosen language from the next message on', async () => {
    const head = await bot.person(HEAD, 'head');
    await head.say('/pengaturan');
    await head.tap('English');
    expect(head.last().text).toContain('Settings');
    await head.say('/help');
    expect(head.last().text).toContain('What you can do');
  });
});
