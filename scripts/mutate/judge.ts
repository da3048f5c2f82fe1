import type { Compiler } from './compiler.js';
import type { Mutation } from './mutations/mutation.js';
import { type Imports, related } from './related.js';
import type { Tests } from './tests.js';

/** What became of a mutation. */
export type Verdict =
  | { readonly by: 'tests'; readonly file: string; readonly test: string }
  | { readonly by: 'compiler' }
  /** `tried` test files ran its block and saw nothing; `more` could still be tried. */
  | { readonly by: 'nobody'; readonly tried: number; readonly more: boolean }
  | { readonly by: 'unreached' };

export type Judge = (mutation: Mutation, until: number) => Promise<Verdict>;

/**
 * Tries a mutation on the tests that run its block, the nearest first, until one fails.
 *
 * @param tries how many test files it is tried on before it counts as survived, the same on a busy machine as on a quiet
 *   one; `until` is a time on the clock of `Date.now`, at which one that is still being tried counts as not reached
 * @param onBroken told of a test file that fails on the sources as they are and is left out, with the test that failed
 */
export function createJudge(
  {
    tests,
    compiler,
    imports,
  }: { readonly tests: Tests; readonly compiler: Compiler | undefined; readonly imports: Imports },
  tries: number,
  onBroken: (file: string, test: string) => void,
): Judge {
  const trusted = new Map<string, boolean>();

  /** The test that fails; a part of a file is run by itself only where it passes so without a mutation too. */
  async function tried(file: string, ids: readonly string[], whole: boolean, mutation: Mutation) {
    if (whole || trusted.get(file) === false) return tests.run(file, undefined, mutation);
    const failed = await tests.run(file, ids, mutation);
    if (failed === undefined || trusted.get(file)) return failed;
    const alone = (await tests.run(file, ids, undefined)) === undefined;
    trusted.set(file, alone);
    return alone ? failed : tests.run(file, undefined, mutation);
  }

  return async (mutation, until) => {
    let count = 0;
    for (const file of related(imports, tests.files, mutation.file)) {
      if (Date.now() >= until) return { by: 'unreached' };
      const known = await tests.knowledge(file);
      if (known.broken !== undefined) {
        onBroken(file, known.broken);
        continue;
      }
      const { block } = mutation;
      const covering = known.tests.filter(
        ({ ran }) => block === undefined || ran[mutation.file]?.includes(block),
      );
      if (covering.length === 0) continue;
      if (count >= tries) return { by: 'nobody', tried: count, more: true };
      count += 1;
      const whole = covering.length === known.tests.length;
      const test = await tried(
        file,
        covering.map(({ id }) => id),
        whole,
        mutation,
      );
      if (test !== undefined) return { by: 'tests', file, test };
      if (count === 1 && compiler && !(await compiler.takes(mutation))) return { by: 'compiler' };
    }
    if (count === 0 && compiler && !(await compiler.takes(mutation))) return { by: 'compiler' };
    return { by: 'nobody', tried: count, more: false };
  };
}
