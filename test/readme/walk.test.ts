import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHROMIUM_FLAGS, chromiumPath } from '../support/chromium.js';
import { PATIENCE_MS } from '../support/patience.js';
import { type RunningDemo, startDemo } from './demo.js';
import { follow } from './reader.js';
import { readSteps } from './steps.js';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
const steps = readSteps(readme);

const HUMAS = 1003;
const GROUP = -1_002_023_090_001;
const State = z.object({
  messages: z.array(
    z.object({ chatId: z.number(), text: z.string(), from: z.object({ isBot: z.boolean() }) }),
  ),
});

describe("README's steps", () => {
  it('are five, each with something to do and something to see', () => {
    expect(steps.map((acts) => [...new Set(acts.map(({ kind }) => kind))].toSorted())).toEqual([
      ['see', 'tap', 'type'],
      ['see', 'tap'],
      ['see', 'tap', 'type'],
      ['see', 'tap', 'type'],
      ['see', 'tap', 'type'],
    ]);
  });
});

describe.skipIf(chromiumPath === undefined)("README's steps in the demo, one after the other", () => {
  let demo: RunningDemo;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    demo = await startDemo();
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: [...CHROMIUM_FLAGS] });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
    await page.goto(demo.url);
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  /** What the bot has said in a chat. */
  async function saidIn(chatId: number): Promise<string[]> {
    const { messages } = State.parse(await (await fetch(`${demo.url}/play/state`)).json());
    return messages.filter((one) => one.chatId === chatId && one.from.isBot).map(({ text }) => text);
  }

  /** Does a step as it is written, and fails where what it says one sees does not come. */
  async function expectStep(step: number): Promise<void> {
    for (const act of steps[step - 1] ?? []) await follow(page, act);
  }

  it('1: a visit typed in one line is asked of the agency', () => expectStep(1), 300_000);

  it('2: the agency agrees with one tap', () => expectStep(2), 300_000);

  it('3: the day before, everyone concerned is reminded, in time', async () => {
    await expectStep(3);
    await expect
      .poll(() => saidIn(HUMAS))
      .toContainEqual(expect.stringContaining('Besok: kunjungan, Dinas Perikanan Maluku Tengah'));
    expect((await saidIn(HUMAS)).join()).not.toContain('terlambat');
  }, 300_000);

  it('4: a session is logged by its exceptions, and counted', () => expectStep(4), 300_000);

  it('5: the group is told how the week went, without a name', async () => {
    await expectStep(5);
    const said = (await saidIn(GROUP)).join('\n');
    expect(said).toContain('Pengolahan Hasil Laut: 1 sesi, 8 ÷ 8 = 100 %');
    for (const name of ['Dominggus', 'Nanlohy', 'Hasan', 'Makatita', 'Johan', 'Wattimena'])
      expect(said).not.toContain(name);
  }, 300_000);

  it('and the page had nothing to complain of', () => {
    expect(problems).toEqual([]);
  });
});
