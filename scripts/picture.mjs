// Takes README's picture of the running demo (npm run demo), with Chromium at CHROMIUM_PATH.
import { chromium } from 'playwright-core';

const root = 'http://127.0.0.1:8181';
const [officer, fisheries, head, group] = [1002, 1004, 1001, -1_002_023_090_001];

async function act(name, body) {
  const headers = { 'content-type': 'application/json', origin: root };
  const response = await fetch(`${root}/play/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
}

async function message(chatId, words) {
  for (let tries = 0; tries < 60; tries += 1) {
    const { messages } = await (await fetch(`${root}/play/state`)).json();
    const found = messages.findLast((one) => one.chatId === chatId && one.text.includes(words));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`nobody said ${words}`);
}

const say = (userId, chatId, text) => act('send', { userId, chatId, text });

async function tap(userId, chatId, words, label) {
  const { id, buttons } = await message(chatId, words);
  const button = buttons.flat().find(({ text }) => text.includes(label));
  await act('tap', { userId, chatId, messageId: id, data: button.data });
}

await act('reset', {});
await say(officer, officer, '/kunjungan Dinas Perikanan, Kamis jam 10, kerja sama pelatihan budidaya');
await tap(officer, officer, 'Periksa dulu', 'Simpan');
await message(fisheries, 'ingin berkunjung');
await say(officer, officer, '/jumlah');
await message(officer, 'Peserta terdaftar');
await say(head, group, '/ringkasan');
await tap(head, group, 'Ringkasan mingguan', 'Aktifkan');
await message(group, 'Berikutnya');

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const quiet = [
  'no-sandbox',
  'disable-gpu',
  'no-first-run',
  'disable-background-networking',
  'disable-component-update',
  'disable-sync',
];
const browser = await chromium.launch({ executablePath, args: quiet.map((flag) => `--${flag}`) });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(root);
await page.getByText('Berikutnya').waitFor();
await page.screenshot({ path: 'docs/playground.png' });
await browser.close();
