import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJudge } from '../../../scripts/mutate/judge.js';
import { createImports } from '../../../scripts/mutate/related.js';
import type { Tests } from '../../../scripts/mutate/tests.js';
import { mutation } from './shown.js';

const AHEAD = Number.POSITIVE_INFINITY;
const FILES = ['a.test.ts', 'b.test.ts', 'c.test.ts'];
const mutant = mutation({ file: 'store.ts', block: 1 });

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mutate-judge-'));
  await writeFile(join(root, 'store.ts'), 'export {};\n');
  for (const file of FILES) await writeFile(join(root, file), "import './store.js';\n");
});
afterAll(() => rm(root, { recursive: true }));

/** What a test file is like: which blocks its tests run, and what a run of it says. */
type Like = {
  readonly runs?: readonly (readonly number[])[];
  readonly broken?: string;
  /** What fails with the mutation. */
  readonly sees?: string;
  /** What fails without any, where only a part of the file runs. */
  readonly apart?: string;
};

function judging(likes: readonly Like[], { compiles = true, tries = 8 } = {}) {
  const did: string[] = [];
  const names = FILES.slice(0, likes.length);
  const like = (file: string) => likes[names.indexOf(file)] ?? {};
  const tests: Tests = {
    files: names,
    knowledge: async (file) => {
      const { runs = [[1]], broken } = like(file);
      const known = runs.map((blocks, at) => ({
        id: `${at}`,
        name: `test ${at}`,
        ms: 1,
        ran: { 'store.ts': blocks },
      }));
      return { tests: known, broken };
    },
    run: async (file, ids, tried) => {
      did.push(`${file} ${ids?.join(' ') ?? 'whole'}${tried ? '' : ' as it is'}`);
      const { sees, apart } = like(file);
      return (ids && apart) ?? (tried && sees);
    },
    close: async () => {},
  };
  const compiler = {
    takes: async () => {
      did.push('compiled');
      return compiles;
    },
    close: async () => {},
  };
  const broken: string[] = [];
  const judge = createJudge({ tests, compiler, imports: createImports(root) }, tries, (file, test) =>
    broken.push(`${file}: ${test}`),
  );
  return { judge, did, broken };
}

describe('a mutation', () => {
  it('is tried on one test file after the other, until one fails', async () => {
    const { judge, did } = judging([{}, { sees: 'says so' }, {}]);
    expect(await judge(mutant, AHEAD)).toEqual({ by: 'tests', file: 'b.test.ts', test: 'says so' });
    expect(did).toEqual(['a.test.ts whole', 'compiled', 'b.test.ts whole']);
  });

  it('has survived when none fails', async () => {
    const { judge } = judging([{}, {}]);
    expect(await judge(mutant, AHEAD)).toEqual({ by: 'nobody', tried: 2, more: false });
  });

  it('has survived after so many, others untried', async () => {
    const { judge } = judging([{}, {}, { sees: 'says so' }], { tries: 2 });
    expect(await judge(mutant, AHEAD)).toEqual({ by: 'nobody', tried: 2, more: true });
  });

  it('is tried only on tests that run its block', async () => {
    const { judge, did } = judging([{ runs: [[0, 2]] }, { runs: [[2], [1]], sees: 'says so' }]);
    expect(await judge(mutant, AHEAD)).toMatchObject({ by: 'tests', file: 'b.test.ts' });
    expect(did).toEqual(['b.test.ts 1', 'b.test.ts 1 as it is']);
  });

  it('at the top of a file is tried on all that import it', async () => {
    const { judge, did } = judging([{ runs: [[0, 2]] }]);
    await judge(mutation({ file: 'store.ts', block: undefined }), AHEAD);
    expect(did).toEqual(['a.test.ts whole', 'compiled']);
  });

  it('is tried on a whole file whose parts fail by themselves', async () => {
    const { judge, did } = judging([{ runs: [[1], []], apart: 'needs the first' }]);
    expect(await judge(mutant, AHEAD)).toMatchObject({ by: 'nobody' });
    expect(did).toEqual(['a.test.ts 0', 'a.test.ts 0 as it is', 'a.test.ts whole', 'compiled']);
    await judge(mutant, AHEAD);
    expect(did.slice(4)).toEqual(['a.test.ts whole', 'compiled']);
  });

  it('is not judged by a test file that fails without it, which is told', async () => {
    const { judge, broken } = judging([{ broken: 'fails always', sees: 'fails always' }]);
    expect(await judge(mutant, AHEAD)).toEqual({ by: 'nobody', tried: 0, more: false });
    expect(broken).toEqual(['a.test.ts: fails always']);
  });

  it('that no test sees is the compiler’s where it refuses it', async () => {
    expect(await judging([{}, { sees: 'says so' }], { compiles: false }).judge(mutant, AHEAD)).toEqual({
      by: 'compiler',
    });
    expect(await judging([], { compiles: false }).judge(mutant, AHEAD)).toEqual({ by: 'compiler' });
    expect(await judging([{ sees: 'says so' }], { compiles: false }).judge(mutant, AHEAD)).toMatchObject({
      by: 'tests',
    });
  });

  it('is not reached when the time is over', async () => {
    const { judge, did } = judging([{ sees: 'says so' }]);
    expect(await judge(mutant, Date.now() - 1)).toEqual({ by: 'unreached' });
    expect(did).toEqual([]);
  });
});
