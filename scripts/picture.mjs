// Takes README's picture (npm run picture): the demo's page after README's own steps, in Chromium with a font of emoji
// (Debian: chromium, fonts-noto-color-emoji).
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startDemo } from '../test/readme/demo.js';
import { follow } from '../test/readme/reader.js';
import { readSteps } from '../test/readme/steps.js';
import { CHROMIUM_FLAGS, chromiumPath } from '../test/support/chromium.js';

if (chromiumPath === undefined) throw new Error('No Chromium: install it, or set CHROMIUM_PATH.');
const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const demo = await startDemo();
const browser = await chromium.launch({ executablePath: chromiumPath, args: [...CHROMIUM_FLAGS] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 960 } });
  await page.goto(demo.url);
  for (const act of readSteps(readme).flat()) await follow(page, act);
  await page.screenshot({ path: fileURLToPath(new URL('../docs/playground.png', import.meta.url)) });
} finally {
  await browser.close();
  await demo.stop();
}
