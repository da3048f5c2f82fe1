import { tryApart } from './apart.js';
import type { Compiler } from './compiler.js';
import type { Mutation } from './mutations/mutation.js';
import { type Imports, related } from './related.js';
import type { Tests } from './tests.js';
import { type Journal, openJournal } from './trial/journal.js';

/** What became of a mutation. */
export type Verdict =
  | { readonly by: 'tests'; readonly file: string; readonly test: string }
  | { readonly by: 'compiler' }
  /** `tried` test files ran its block and saw nothing; `more` could still be tried. */
  | { readonly by: 'nobody'; readonly tried: number; readonly more: boolean };

type Trying = {
  readonly tests: Tests;
  readonly compiler: Compiler | undefined;
  readonly imports: Imports;
  /** How many test files a mutation is tried on before it counts as survived, the same on a busy machine as on a quiet one. */
  readonly tries: number;
  /** Whether what cannot be told in processes of many test files is tried in some of their own. */
  readonly apart: boolean;
  readonly say: (text: string) => void;
};

/**
 * Tries mutations, each a number, on the tests that run their blocks: all at once in processes that turn them on and off,
 * and what cannot be told so one by one in processes of their own.
 *
 * @param judged told of each as soon as it is known what became of it
 */
export async function judge(
  mutations: readonly Mutation[],
  { tests, compiler, imports, tries, apart: triesApart, say }: Trying,
  judged: (number: number, verdict: Verdict) => void,
): Promise<void> {
  const journal = openJournal(tests.journal);
  const nearest = mutations.map(({ file }) => related(imports, tests.files, file));
  const open = new Set(mutations.keys());
  const end = (number: number, verdict: Verdict) => {
    if (open.delete(number)) judged(number, verdict);
  };
  const endSeen = () => {
    for (const [number, { file, test }] of journal.known().seen) end(number, { by: 'tests', file, test });
  };

  let left = inOrder(new Set(nearest.flat()), imports);
  while (left.length > 0) {
    await tests.runAll(left, tries, endSeen);
    left = afterHangs(left, journal, say);
    endSeen();
  }
  for (const number of [...open]) {
    const mutation = mutations[number];
    if (compiler && mutation && !(await compiler.takes(mutation))) end(number, { by: 'compiler' });
  }
  const { unseen, apart, imported } = journal.known();
  const files = [...open].map((number) => {
    const all = imported.has(number)
      ? nearest[number]
      : nearest[number]?.filter((file) => apart.get(number)?.has(file));
    return [number, all ?? []] as const;
  });
  const seen = (number: number, file: string, test: string) => end(number, { by: 'tests', file, test });
  const cut = await tryApart(new Map(triesApart ? files : []), { tests, journal, say, seen });
  journal.known();
  for (const number of [...open]) {
    const tried = unseen.get(number)?.size ?? 0;
    end(number, { by: 'nobody', tried, more: tried >= tries || cut.has(number) });
  }
}

/** Those that import little first: they are about little else, and quick, and what they see costs the others nothing. */
function inOrder(files: ReadonlySet<string>, imports: Imports): string[] {
  return [...files].toSorted((a, b) => imports.from(a).size - imports.from(b).size);
}

/** Test files that a process was killed in, to be run again: the mutant that it was trying never came to an end. */
function afterHangs(files: readonly string[], journal: Journal, say: (text: string) => void): string[] {
  const { done, tried, seen } = journal.known();
  return files
    .filter((file) => !done.has(file))
    .filter((file) => {
      const last = tried.get(file);
      if (!last || seen.has(last.mutant)) {
        say(`${file} is left out: it does not come to its end.`);
        return false;
      }
      journal.add({
        what: 'seen',
        mutant: last.mutant,
        file,
        test: `${last.test} (which goes on without end)`,
      });
      return true;
    });
}
