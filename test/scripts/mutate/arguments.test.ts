import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../scripts/mutate/arguments.js';

describe('the arguments', () => {
  it('ask for changed lines where they say nothing', () => {
    expect(readArguments([])).toEqual({
      which: 'changed',
      base: undefined,
      count: 0,
      seed: 1,
      rooms: ['store', 'service', 'messages', 'notices', 'rules'],
      inside: undefined,
      by: undefined,
      tries: 40,
      atLeast: undefined,
      json: undefined,
      again: undefined,
      root: undefined,
      list: false,
    });
  });

  it('ask for a sample, of some rooms', () => {
    const args = '--sample 20 --seed 7 --rooms store,rules --tries 3 --at-least 90 --json a --list';
    expect(readArguments(args.split(' '))).toMatchObject({
      which: 'sample',
      count: 20,
      seed: 7,
      rooms: ['store', 'rules'],
      tries: 3,
      atLeast: 90,
      json: 'a',
      list: true,
    });
  });

  it('ask for all, or for what is inside folders, or since a revision', () => {
    expect(readArguments(['--all', '--in', 'src/db,src/words', '--by', 'test/db'])).toMatchObject({
      which: 'all',
      inside: ['src/db', 'src/words'],
      by: ['test/db'],
    });
    expect(readArguments(['--base', 'v1'])).toMatchObject({ which: 'changed', base: 'v1' });
  });

  it.each([
    [['--all', '--sample', '3'], /^--all and --sample exclude each other/],
    [['--all', '--base', 'v1'], /^--base is for changed lines only/],
    [['--rooms', 'store,kitchen'], /^--rooms knows store, .*, not kitchen/],
    [['--sample', 'many'], /^--sample takes a number, not many/],
    [['--seed', ''], /^--seed takes a number/],
    [['--tries', '-1'], /'--tries'/],
    [['--every'], /'--every'/],
  ])('%j are refused', (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});
