import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matches, readEquivalents } from '../../../scripts/mutate/equivalents.js';
import { mutationsOf } from '../../../scripts/mutate/mutations/find.js';
import { chosenFiles, readSources } from '../../../scripts/mutate/sources.js';
import { mutation } from './shown.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = {
  file: 'src/features/visits/store.ts',
  within: 'visitsOf',
  kind: 'comparison',
  was: '===',
  becomes: '!==',
  because: 'both are the same where a unit has one visit',
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mutate-equivalents-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(...entries: readonly unknown[]) {
  const file = join(folder, 'equivalents.json');
  await writeFile(file, JSON.stringify(entries));
  return readEquivalents(file);
}

describe('mutations known to change nothing', () => {
  it.each([
    ['a reason', { because: undefined }],
    ['more of a reason than a word', { because: 'equal' }],
    ['a kind that there is', { kind: 'colour' }],
    ['nothing else', { line: 3 }],
  ])('are written down with %s', async (_, words) => {
    await expect(written(ENTRY)).resolves.toHaveLength(1);
    await expect(written(Object.assign({}, ENTRY, words))).rejects.toThrow(/because|kind|line/);
  });

  it.each([
    { file: 'src/features/visits/service.ts' },
    { within: 'visitsIn' },
    { kind: 'boundary' as const },
    { was: '==' },
    { becomes: '==' },
    { nth: 1 },
  ])('are recognised by all of their words: %j is another', async (words) => {
    const [equivalent] = await written(ENTRY);
    if (!equivalent) return expect.unreachable();
    expect(matches(equivalent, mutation())).toBe(true);
    expect(matches(equivalent, mutation({ becomes: ' !== ', firstLine: 80 }))).toBe(true);
    expect(matches(equivalent, mutation(words))).toBe(false);
  });

  it('are still there, each of them', async () => {
    const known = await readEquivalents();
    // Functions that a `where` calls may stand in any store.
    const stores = await chosenFiles(ROOT, { rooms: ['store'], inside: undefined });
    const files = new Set([...known.map(({ file }) => file), ...stores]);
    const all = mutationsOf(await readSources(ROOT, [...files]));
    expect(known.filter((one) => !all.some((other) => matches(one, other)))).toEqual([]);
  });
});
