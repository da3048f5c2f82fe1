/** How a run of a test ended, and the mutants whose block it ran. */
export type Ended = { readonly failed: boolean; readonly reached: ReadonlySet<number> };

export type Notes = {
  /** Whether runs of the test tell anything: not where one before it has left behind what it should not. */
  readonly isSound: () => boolean;
  /** Those of some mutants that are still worth a try. */
  readonly open: (mutants: ReadonlySet<number>) => readonly number[];
  readonly tries: (mutant: number) => void;
  readonly seen: (mutant: number) => void;
  readonly unseen: (mutant: number) => void;
  /** Of mutants that runs of this test tell nothing of: it cannot be repeated. */
  readonly unclear: (mutants: readonly number[]) => void;
};

/**
 * The runs of one test: first as it is, then with each mutant whose block it runs. Yields the mutant that is on in the
 * next run; undefined: none. One counts as seen where the test fails with it and then passes twice without: once may be
 * luck, where a test only passes every other time.
 */
export function* trial(notes: Notes): Generator<number | undefined, void, Ended> {
  const first = yield undefined;
  const mutants = notes.open(first.reached);
  if (first.failed || !notes.isSound()) {
    notes.unclear(mutants);
    return;
  }
  for (const [index, mutant] of mutants.entries()) {
    // Another process may have seen it by now.
    if (!notes.open(new Set([mutant])).includes(mutant)) continue;
    notes.tries(mutant);
    const { failed, reached } = yield mutant;
    if (!failed && reached.has(mutant)) {
      notes.unseen(mutant);
      continue;
    }
    const passes = reached.has(mutant) && !(yield undefined).failed && !(yield undefined).failed;
    if (!passes) {
      notes.unclear(mutants.slice(index));
      return;
    }
    notes.seen(mutant);
  }
}
