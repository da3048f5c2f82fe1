import { mutationsOf } from '../../../scripts/mutate/mutations/find.js';
import type { Kind, Mutation } from '../../../scripts/mutate/mutations/mutation.js';

export function mutationsIn(text: string, file = 'src/features/visits/store.ts'): Mutation[] {
  return mutationsOf([{ file, text }]);
}

/** What becomes of a text by each mutation of the kinds asked for: the whole text, its white space collapsed. */
export function changed(text: string, ...kinds: readonly Kind[]): string[] {
  return mutationsIn(text)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ start, end, becomes }) =>
      (text.slice(0, start) + becomes + text.slice(end)).replaceAll(/\s+/g, ' ').trim(),
    );
}

/** A mutation whose words are given in part. */
export function mutation(words: Partial<Mutation> = {}): Mutation {
  const usual: Mutation = {
    file: 'src/features/visits/store.ts',
    firstLine: 3,
    lastLine: 3,
    within: 'visitsOf',
    kind: 'comparison',
    was: '===',
    becomes: '!==',
    nth: 0,
    block: 0,
    start: 40,
    end: 43,
  };
  return Object.assign(usual, words);
}
