import type { Tests } from './tests.js';
import type { Journal } from './trial/journal.js';

/** How many test files a mutation is tried on in a process of its own, which takes as long as a hundred tries in one. */
const TRIES = 8;

type Trying = {
  readonly tests: Tests;
  readonly journal: Journal;
  readonly say: (text: string) => void;
  readonly seen: (number: number, file: string, test: string) => void;
};

/**
 * Tries mutations that cannot be told otherwise in processes of their own, two at a time.
 *
 * @param files by mutation: the test files to try it on, the nearest first; gives back those of which more were left
 */
export async function tryApart(
  files: ReadonlyMap<number, readonly string[]>,
  { tests, journal, say, seen }: Trying,
): Promise<ReadonlySet<number>> {
  const left = new Map([...files].map(([number, all]) => [number, all.slice(0, TRIES)]));
  const sound = new Map<string, boolean>();

  /** Whether a test file passes in a process of its own without any mutation. */
  async function isSound(file: string): Promise<boolean> {
    const known = sound.get(file) ?? (await tests.runApart(new Map([[file, undefined]]))).size === 0;
    if (!known && !sound.has(file)) say(`${file} is left out: it fails without any mutation.`);
    sound.set(file, known);
    return known;
  }

  for (;;) {
    const round = nextRound(left, tests.workers);
    if (round.size === 0) break;
    const failures = await tests.runApart(round);
    for (const [file, number] of round) {
      const test = failures.get(file);
      left.set(number, left.get(number)?.filter((one) => one !== file) ?? []);
      if (test === undefined) {
        journal.add({ what: 'unseen', mutant: number, file });
      } else if (await isSound(file)) {
        left.delete(number);
        seen(number, file, test);
      }
    }
  }
  return new Set([...files].flatMap(([number, all]) => (all.length > TRIES ? [number] : [])));
}

/** As many mutations as can be tried beside each other, each on a test file that no other one is tried on. */
function nextRound(left: ReadonlyMap<number, readonly string[]>, size: number): Map<string, number> {
  const round = new Map<string, number>();
  for (const [number, files] of left) {
    if (round.size >= size) break;
    const file = files.find((one) => !round.has(one));
    if (file !== undefined) round.set(file, number);
  }
  return round;
}
