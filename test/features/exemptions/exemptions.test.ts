import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { notANameButton } from '../../../src/features/exemptions/index.js';
import { exemptTap } from '../../../src/features/exemptions/taps.js';
import { translator } from '../../../src/words/translate.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

const HEAD = { id: 11, name: 'Karutan' };
const OFFICER = { id: 12, name: 'Petugas' };
const WARNING = 'mirip nama peserta; grup tidak akan menerimanya';

describe.each(conversations())('what is like a participant’s name on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    bot = await startBot(database);
    await bot.world.participant({ name: 'Cahaya Kasih' });
    await bot.names.refresh();
  });

  const grant = (words: string) => exemptTap.data({ what: 'grant', words });
  const rows = () =>
    bot.own.nameExemption.findMany({
      select: { words: true, withdrawnAt: true, grantedBy: { select: { telegramId: true } } },
      orderBy: { id: 'asc' },
    });

  it('is exempted by a head, once, and taken back by another tap; both leave a trace', async () => {
    const head = await bot.person(HEAD, 'head');
    await head.say('/bantuan');
    const update = await head.tapData(grant('cahaya kasih'));
    expect(head.last().text).toContain('“cahaya kasih” dicatat bukan nama peserta');
    await bot.redeliver(update);
    await head.tapData(grant('cahaya kasih'));
    expect(await rows()).toEqual([
      { words: 'cahaya kasih', withdrawnAt: null, grantedBy: { telegramId: 11n } },
    ]);
    expect(await bot.own.auditEntry.findMany({ where: { subject: 'nameExemption' } })).toMatchObject([
      { action: 'name.grant', detail: null },
    ]);
    await head.tap('Urungkan');
    expect(head.last().text).toContain('kembali diperlakukan sebagai nama peserta');
    expect(await rows()).toMatchObject([{ withdrawnAt: bot.clock.now() }]);
    await head.tap('Bukan nama peserta');
    expect(await rows()).toHaveLength(2);
    await bot.stop();
  });

  it('is for no officer to exempt, nor anywhere but in private', async () => {
    const officer = await bot.person(OFFICER, 'officer');
    await officer.say('/bantuan');
    await officer.tapData(grant('cahaya kasih'));
    await bot.person(HEAD, 'head');
    const inGroup = bot.as(HEAD, { id: -1_001_000_000_500, title: 'Grup' });
    await inGroup.say('/bantuan');
    await inGroup.tapData(grant('cahaya kasih'));
    expect(await rows()).toEqual([]);
    expect(JSON.stringify(inGroup.messages().map(({ text }) => text))).not.toContain('cahaya');
    await bot.stop();
  });

  it('warns whoever types it as an agency’s name, until a head has exempted it', async () => {
    const head = await bot.person(HEAD, 'head');
    await head.say('/mitra');
    await head.tap('Tambah');
    await head.say('Yayasan Cahaya Kasih');
    expect(head.last().text).toContain(WARNING);
    await head.say('/mitra');
    await head.tap('Tambah');
    await head.say('Yayasan Bintang Laut');
    expect(head.last().text).not.toContain(WARNING);
    await head.tapData(grant('cahaya kasih'));
    await head.say('/mitra');
    await head.tap('Tambah');
    await head.say('Sanggar Cahaya Kasih');
    expect(head.last().text).not.toContain(WARNING);
    await bot.stop();
  });

  it('warns in the preview of a visit’s purpose, but tells an agency nothing', async () => {
    const officer = await bot.person(OFFICER, 'officer');
    const line = '/kunjungan Dinas Perikanan, kamis jam 10, menjemput Kasih Cahaya';
    const agencyId = await bot.world.agency('Dinas Perikanan');
    await officer.say(line);
    expect(
      officer
        .messages()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain(WARNING);
    const contact = await bot.person({ id: 13, name: 'Kadis' }, 'agencyHead', agencyId);
    await contact.say('/kunjungan kamis jam 10, menjemput Kasih Cahaya');
    expect(
      contact
        .messages()
        .map(({ text }) => text)
        .join('\n'),
    ).not.toContain(WARNING);
    await bot.stop();
  });

  it('words that are too long for a button have none', () => {
    const t = translator('id');
    expect(notANameButton(t, 'cahaya kasih')).toEqual([
      { label: 'Bukan nama peserta', data: grant('cahaya kasih') },
    ]);
    expect(notANameButton(t, 'a'.repeat(57))).toEqual([]);
  });
});
