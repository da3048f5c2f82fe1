import { describe, expect, it } from 'vitest';
import { shuffled } from '../../../scripts/mutate/mutations/mutation.js';
import { mutation, mutationsIn } from './shown.js';

const mutations = Array.from({ length: 40 }, (_, nth) => mutation({ nth, firstLine: nth }));

describe('a sample', () => {
  it('is the same for the same seed, whatever the order of the files', () => {
    expect(shuffled(mutations.toReversed(), 1)).toEqual(shuffled(mutations, 1));
  });

  it('is another for another seed', () => {
    const first = (seed: number) => shuffled(mutations, seed).slice(0, 5);
    expect(first(1)).not.toEqual(first(2));
    expect(shuffled(mutations, 1)).not.toEqual(mutations);
  });

  it('holds all and each once', () => {
    expect(new Set(shuffled(mutations, 7))).toEqual(new Set(mutations));
  });

  it('stays as it is when lines are put before it', () => {
    const order = (text: string) =>
      shuffled(mutationsIn(text), 3).map(({ was, becomes, kind }) => [kind, was, becomes]);
    const text = 'export const f = (a, b) => (a < b && a !== 3 ? a + b : a.filter(b));';
    expect(order(`\n\n// A reason.\n${text}`)).toEqual(order(text));
  });
});
