import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openJournal } from '../../../scripts/mutate/trial/journal.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mutate-journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('knows what others have written, up to the last whole line', async () => {
  const path = join(folder, 'journal');
  const [mine, other] = [openJournal(path), openJournal(path)];
  expect(mine.known().seen.size).toBe(0);
  other.add({ what: 'tries', mutant: 1, file: 'a', test: 'says' });
  other.add({ what: 'seen', mutant: 1, file: 'a', test: 'says' });
  other.add({ what: 'unseen', mutant: 2, file: 'a' });
  other.add({ what: 'unseen', mutant: 2, file: 'b' });
  other.add({ what: 'apart', mutant: 3, file: 'a' });
  expect(mine.known()).toEqual({
    seen: new Map([[1, { file: 'a', test: 'says' }]]),
    unseen: new Map([[2, new Set(['a', 'b'])]]),
    apart: new Map([[3, new Set(['a'])]]),
    imported: new Set(),
    done: new Set(),
    tried: new Map([['a', { mutant: 1, test: 'says' }]]),
  });
  await appendFile(path, '{"what":"done",');
  expect(mine.known().done).toEqual(new Set());
  await appendFile(path, '"file":"a"}\n{"what":"imported","mutant":4}\n');
  expect(mine.known().done).toEqual(new Set(['a']));
  expect(mine.known().imported).toEqual(new Set([4]));
});
