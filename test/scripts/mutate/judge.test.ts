import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, type Verdict } from '../../../scripts/mutate/judge.js';
import { createImports } from '../../../scripts/mutate/related.js';
import type { Tests } from '../../../scripts/mutate/tests.js';
import { type Entry, openJournal } from '../../../scripts/mutate/trial/journal.js';
import { mutation } from './shown.js';

const [A, B] = ['a.test.ts', 'b.test.ts'] as const;

let root = '';
let runs = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mutate-judge-'));
  await writeFile(join(root, 'store.ts'), 'export {};\n');
  await writeFile(join(root, 'service.ts'), "import './store.js';\n");
  await writeFile(join(root, A), "import './service.js';\n");
  await writeFile(join(root, B), "import './store.js';\n");
});
afterAll(() => rm(root, { recursive: true }));

type Like = {
  /** What a run of all test files writes down; of later runs too, where there are any. */
  readonly notes?: readonly (readonly Entry[])[];
  /** What fails in a process of its own, by test file, with a mutant (0) and without any. */
  readonly apart?: Readonly<Record<string, 'with' | 'always'>>;
  readonly compiles?: boolean;
  readonly tries?: number;
  /** Whether test files may have processes of their own. */
  readonly triesApart?: boolean;
};

/** What becomes of one mutation. */
async function judged(like: Like) {
  const { notes = [[]], apart = {}, compiles = true, tries = 8, triesApart = true } = like;
  const path = join(root, `journal-${(runs += 1)}`);
  const journal = openJournal(path);
  const [did, said]: [string[], string[]] = [[], []];
  const left = [...notes];
  const tests: Tests = {
    files: [A, B],
    workers: 2,
    journal: path,
    runAll: async (files, _, onFile) => {
      did.push(`all: ${files.join(' ')}`);
      for (const entry of left.shift() ?? []) journal.add(entry);
      const ended = left.length === 0 ? files : [];
      for (const file of ended) journal.add({ what: 'done', file });
      onFile();
    },
    runApart: async (mutants) => {
      did.push(...[...mutants].map(([file, mutant]) => `apart: ${file} ${mutant ?? 'as it is'}`));
      const failing = [...mutants].filter(
        ([file, mutant]) => apart[file] === 'always' || (apart[file] === 'with' && mutant === 0),
      );
      return new Map(failing.map(([file]) => [file, 'fails']));
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
  const verdicts: Verdict[] = [];
  await judge(
    [mutation({ file: 'store.ts' })],
    {
      tests,
      compiler,
      imports: createImports(root),
      tries,
      apart: triesApart,
      say: (text) => said.push(text),
    },
    (number, verdict) => {
      expect(number).toBe(0);
      verdicts.push(verdict);
    },
  );
  expect(verdicts).toHaveLength(1);
  return { verdict: verdicts[0], did, said };
}

const of = (what: 'unseen' | 'apart', file: string): Entry => ({ what, mutant: 0, file });

describe('a mutation', () => {
  it('is the tests’ where one has seen it; those that import least run first', async () => {
    const { verdict, did } = await judged({
      notes: [[{ what: 'seen', mutant: 0, file: A, test: 'says so' }]],
    });
    expect(verdict).toEqual({ by: 'tests', file: A, test: 'says so' });
    expect(did).toEqual([`all: ${B} ${A}`]);
  });

  it('has survived where none has, and maybe others would', async () => {
    const notes = [[of('unseen', A), of('unseen', B)]];
    expect((await judged({ notes })).verdict).toEqual({ by: 'nobody', tried: 2, more: false });
    expect((await judged({ notes, tries: 2 })).verdict).toEqual({ by: 'nobody', tried: 2, more: true });
    expect((await judged({})).verdict).toEqual({ by: 'nobody', tried: 0, more: false });
  });

  it('is the compiler’s where that refuses it and no test has seen it', async () => {
    expect((await judged({ compiles: false })).verdict).toEqual({ by: 'compiler' });
    const notes = [[{ what: 'seen', mutant: 0, file: A, test: 'says so' } as const]];
    expect((await judged({ notes, compiles: false })).verdict).toMatchObject({ by: 'tests' });
  });

  it('is tried in a process of its own where tests could not be repeated', async () => {
    const { verdict, did } = await judged({ notes: [[of('apart', A)]], apart: { [A]: 'with' } });
    expect(verdict).toEqual({ by: 'tests', file: A, test: 'fails' });
    expect(did).toEqual([`all: ${B} ${A}`, 'compiled', `apart: ${A} 0`, `apart: ${A} as it is`]);
    expect((await judged({ notes: [[of('apart', A)]] })).verdict).toMatchObject({ by: 'nobody', tried: 1 });
  });

  it('is tried in no process of its own in a quick look', async () => {
    const notes = [[of('apart', A)]];
    const { verdict, did } = await judged({ notes, apart: { [A]: 'with' }, triesApart: false });
    expect(verdict).toEqual({ by: 'nobody', tried: 0, more: false });
    expect(did).toEqual([`all: ${B} ${A}`, 'compiled']);
  });

  it('is tried on all that import it where it runs only then', async () => {
    const { verdict, did } = await judged({
      notes: [[{ what: 'imported', mutant: 0 }]],
      apart: { [A]: 'with' },
    });
    expect(verdict).toMatchObject({ by: 'tests', file: A });
    expect(did.slice(2)).toEqual([`apart: ${B} 0`, `apart: ${A} 0`, `apart: ${A} as it is`]);
  });

  it('is not judged by a test file that fails without it, which is told', async () => {
    const { verdict, said } = await judged({ notes: [[of('apart', A)]], apart: { [A]: 'always' } });
    expect(verdict).toEqual({ by: 'nobody', tried: 0, more: false });
    expect(said).toEqual([`${A} is left out: it fails without any mutation.`]);
  });

  it('is the tests’ where one never came to an end with it; what is left runs on', async () => {
    const hangs: Entry[] = [
      { what: 'done', file: B },
      { what: 'tries', mutant: 0, file: A, test: 'waits' },
    ];
    const { verdict, did } = await judged({ notes: [hangs, []] });
    expect(verdict).toEqual({ by: 'tests', file: A, test: 'waits (which goes on without end)' });
    expect(did).toEqual([`all: ${B} ${A}`, `all: ${A}`]);
  });

  it('is not held up by a test file that never ends without it', async () => {
    const { verdict, said } = await judged({ notes: [[{ what: 'done', file: B }], []] });
    expect(verdict).toMatchObject({ by: 'nobody' });
    expect(said).toEqual([`${A} is left out: it does not come to its end.`]);
  });
});
