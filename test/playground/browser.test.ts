import { Bot } from 'grammy';
import { chromium } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CHROMIUM_FLAGS, chromiumPath } from '../support/chromium.js';
import { PATIENCE_MS } from '../support/patience.js';
import { ANI, BUDI, GROUP, served, TOKEN } from './served.js';

/** The page in a real browser, with a small bot behind it; any script error fails the test. */
async function open() {
  const { telegram, url } = await served(
    {},
    {
      demo: {
        title: 'Sambang',
        seats: [
          { label: 'Petugas', userId: ANI, chatId: ANI, suggestions: ['/tanya'] },
          { label: 'Dinas', userId: BUDI, chatId: BUDI },
          { label: 'Grup', userId: ANI, chatId: GROUP },
        ],
      },
    },
  );
  const bot = new Bot(TOKEN, { client: { apiRoot: url } });
  bot.command('tanya', (ctx) =>
    ctx.reply('Bersedia? t.me/sambang_bot?start=undangan', {
      entities: [{ type: 'bold', offset: 0, length: 9 }],
      reply_markup: { inline_keyboard: [[{ text: 'Ya', callback_data: 'ya', style: 'success' }]] },
    }),
  );
  bot.callbackQuery('ya', async (ctx) => {
    await ctx.editMessageText('Disepakati');
    await ctx.answerCallbackQuery('Tersimpan');
  });
  const running = bot.start();
  const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: [...CHROMIUM_FLAGS] });
  onTestFinished(async () => {
    await browser.close();
    await bot.stop();
    await running;
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
  await page.goto(url);
  return { telegram, page, problems };
}

describe.skipIf(chromiumPath === undefined)('the page in a browser', () => {
  it('shows three seats side by side and carries a tap from one end to the other', async () => {
    const { page, problems } = await open();
    const officer = page.getByRole('region', { name: 'Petugas' });
    await officer.getByRole('button', { name: '/tanya' }).first().click();
    expect(await page.locator('.column').count()).toBe(3);
    await officer.getByText('Bersedia?').waitFor();
    expect(await officer.locator('.text strong').textContent()).toBe('Bersedia?');
    await officer.getByRole('button', { name: 'Ya', exact: true }).click();
    await officer.getByText('Disepakati').waitFor();
    await officer.getByText('Tersimpan').waitFor();
    await officer.getByText('diedit').waitFor();
    expect(problems).toEqual([]);
  });

  it('lets somebody else open a start link', async () => {
    const { page, telegram, problems } = await open();
    const officer = page.getByRole('region', { name: 'Petugas' });
    await officer.getByRole('button', { name: '/tanya' }).first().click();
    await officer.getByRole('link', { name: 't.me/sambang_bot' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Dinas' }).click();
    await page.getByRole('region', { name: 'Dinas' }).getByText('undangan').waitFor();
    expect(telegram.messages(BUDI).at(-1)?.text).toBe('/start undangan');
    expect(problems).toEqual([]);
  });

  it('writes what is typed as text, never as markup', async () => {
    const { page, telegram, problems } = await open();
    const group = page.getByRole('region', { name: 'Grup' });
    await group.getByLabel('Berbicara sebagai').selectOption('Budi');
    await group.getByRole('textbox').fill('<img src=x onerror=alert(1)>');
    await group.getByRole('textbox').press('Enter');
    await group.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(telegram.messages(GROUP).at(-1)).toMatchObject({ from: { id: BUDI } });
    expect(problems).toEqual([]);
  });

  it('is one chat with tabs on a phone, in two languages', async () => {
    const { page, problems } = await open();
    await page.setViewportSize({ width: 380, height: 740 });
    await page.getByRole('navigation').getByRole('button', { name: 'Grup' }).click();
    expect(await page.locator('.column').count()).toBe(1);
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(wide).toBe(false);
    expect(problems).toEqual([]);
  });
});
