import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { databases, type TestDatabase } from '../../support/database.js';

describe.each(databases())('the last backup, in the settings on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  const MADE = { madeAt: new Date('2023-08-27T17:00:00Z'), bytes: 1_258_291, folder: 'data/backups' };
  beforeEach(async () => {
    database = await open();
  });
  afterEach(async () => {
    await bot.stop();
    await database.close();
  });

  async function settingsOf(post: 'head' | 'officer', lastBackup?: () => Promise<typeof MADE | undefined>) {
    bot = await startBot(database, lastBackup && { lastBackup });
    const person = await bot.person({ id: 12, name: 'Karim' }, post);
    await person.say('/pengaturan');
    return person.last().text.split('\n');
  }

  it('is told to a head: when, how large and where', async () => {
    expect(await settingsOf('head', async () => MADE)).toEqual([
      'Pengaturan',
      'Cadangan terakhir: Senin, 28 Agustus 2023, 02.00 WIT, 1,2 MB, di folder data/backups pada komputer Sambang.',
      'Bahasa:',
    ]);
  });

  it('that never was made is told with what to do', async () => {
    expect(await settingsOf('head', async () => undefined)).toContain(
      'Belum ada cadangan data. Minta pengelola komputer Sambang memeriksanya.',
    );
  });

  it('is nobody else’s concern, nor a head’s where backups are made otherwise', async () => {
    expect(await settingsOf('officer', async () => MADE)).toEqual(['Pengaturan', 'Bahasa:']);
    await bot.stop();
    expect(await settingsOf('head')).toEqual(['Pengaturan', 'Bahasa:']);
  });
});
