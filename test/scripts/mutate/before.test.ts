import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { killersIn } from '../../../scripts/mutate/before.js';
import type { Judged } from '../../../scripts/mutate/report.js';
import { mutation } from './shown.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mutate-before-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('goes on from what an earlier run has killed, and only from that', async () => {
  const file = join(folder, 'run.json');
  const judged: Judged[] = [
    { mutation: mutation({ nth: 0 }), verdict: { by: 'tests', file: 'test/a.test.ts', test: 'says' } },
    { mutation: mutation({ nth: 1 }), verdict: { by: 'compiler' } },
    { mutation: mutation({ nth: 2 }), verdict: { by: 'nobody', tried: 3, more: false } },
    { mutation: mutation({ nth: 3 }), verdict: { by: 'equivalence', because: 'the key is unique' } },
  ];
  await writeFile(file, JSON.stringify(judged));
  const killerOf = await killersIn(file);
  // Lines may have moved since.
  const found = [0, 1, 2, 3, 4].map((nth) => killerOf(mutation({ nth, firstLine: 90, start: 900 })));
  expect(found.map((verdict) => verdict?.by)).toEqual([
    'tests',
    'compiler',
    ...[undefined, undefined, undefined],
  ]);
  expect(killerOf(mutation({ file: 'src/other.ts' }))).toBeUndefined();
  await writeFile(file, '[{ "mutation": 1 }]');
  await expect(killersIn(file)).rejects.toThrow(/mutation/);
});
