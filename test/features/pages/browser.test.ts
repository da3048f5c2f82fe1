import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.js';
import { CHROMIUM_FLAGS, chromiumPath } from '../../support/chromium.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { freePort } from '../../support/listen.js';
import { servePages } from '../../support/pages.js';
import { PATIENCE_MS } from '../../support/patience.js';

/** On a small phone, without scripts. */
const PHONE = { viewport: { width: 320, height: 568 }, javaScriptEnabled: false };

describe.skipIf(chromiumPath === undefined)('the page of an agency in a browser', () => {
  let database: TestDatabase;
  let bot: TestBot;
  let page: Page;
  let close: () => Promise<unknown>;
  beforeAll(async () => {
    const [sqlite] = databases();
    database = await (sqlite ?? expect.unreachable()).open();
    const port = await freePort();
    bot = await startBot(database, { publicUrl: `http://127.0.0.1:${port}` });
    const pages = await servePages(bot, { port });
    const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: [...CHROMIUM_FLAGS] });
    page = await browser.newPage(PHONE);
    page.setDefaultTimeout(PATIENCE_MS);
    close = async () => {
      await browser.close();
      await pages.close();
    };
  });
  afterAll(async () => {
    await close();
    await bot.stop();
    await database.close();
  });

  it('answers nothing by Enter, and takes another time from the phone’s own pickers', async () => {
    await bot.world.agency('Kementerian Agama Kabupaten Maluku Tengah', { address: 'Jl. Imam Bonjol 3' });
    const officer = await bot.person({ id: 11, name: 'Budi Latu' }, 'officer');
    await officer.say('/kunjungan Kementerian Agama, kamis jam 10, kerja sama pembinaan rohani');
    await officer.tap('Simpan dan kirim');
    const key = officer
      .last()
      .keyboard.flat()
      .find((button) => 'url' in button);
    const text = key && 'url' in key ? (new URL(key.url).searchParams.get('text') ?? '') : '';
    await page.goto(/http:\S+$/u.exec(text)?.[0] ?? expect.unreachable(text));

    const wide = page.locator('main');
    expect((await wide.boundingBox())?.width).toBeLessThanOrEqual(320);
    // The others are folded up until somebody wants them.
    expect(await page.locator('button:visible').allTextContents()).toEqual(['Bersedia']);
    // The style is let in by its hash.
    expect(
      await page.evaluate("getComputedStyle(document.querySelector('button.yes')).backgroundColor"),
    ).toBe('rgb(22, 101, 52)');
    await page.getByLabel('Nama dan jabatan Anda').fill('Ibu Ani');
    await page.getByLabel('Nama dan jabatan Anda').press('Enter');
    expect(await bot.own.visitParty.count({ where: { answer: 'pending' } })).toBe(1);

    await page.getByText('Usul waktu lain').click();
    await page.getByLabel('Tanggal').fill('2023-09-01');
    await page.getByLabel('Jam mulai').fill('09:00');
    await page.getByRole('button', { name: 'Kirim usul' }).click();
    await page.getByText('Usul tercatat: Jumat, 1 September 2023, 09.00–10.00 WIT').waitFor();
    expect(await bot.own.visit.findFirstOrThrow()).toMatchObject({ state: 'counterProposed' });
    await page.reload();
    expect(await bot.own.visitEvent.count({ where: { via: 'page' } })).toBe(1);
  });
});
