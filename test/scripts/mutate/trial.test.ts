import { describe, expect, it } from 'vitest';
import { trial } from '../../../scripts/mutate/trial/trial.js';

type Run = { readonly failed?: boolean; readonly reached?: readonly number[] };

/** What is noted of a test whose run turns out in one way or another, by the mutant that is on and how many ran before. */
function noted(
  run: (mutant: number | undefined, nth: number) => Run,
  { closed = [] as number[], isSound = true } = {},
) {
  const notes: string[] = [];
  const shut = new Set(closed);
  const runs = trial({
    isSound: () => isSound,
    open: (mutants) => [...mutants].filter((one) => !shut.has(one)),
    tries: (mutant) => notes.push(`tries ${mutant}`),
    seen: (mutant) => notes.push(`seen ${mutant}`),
    unseen: (mutant) => notes.push(`unseen ${mutant}`),
    unclear: (mutants) => notes.push(`unclear ${mutants.join(' ')}`),
  });
  const ran: (number | undefined)[] = [];
  for (let next = runs.next(); next.done !== true; ) {
    const { failed = false, reached = [1, 2] } = run(next.value, ran.length);
    ran.push(next.value);
    next = runs.next({ failed, reached: new Set(reached) });
  }
  return { notes, ran };
}

describe('a test', () => {
  it('runs as it is, and then with each mutant that it reaches', () => {
    expect(noted(() => ({}))).toEqual({
      notes: ['tries 1', 'unseen 1', 'tries 2', 'unseen 2'],
      ran: [undefined, 1, 2],
    });
    expect(noted(() => ({ reached: [] }))).toEqual({ notes: [], ran: [undefined] });
  });

  it('has seen one with which it fails, when it passes twice again without', () => {
    expect(noted((mutant) => ({ failed: mutant === 1 }))).toEqual({
      notes: ['tries 1', 'seen 1', 'tries 2', 'unseen 2'],
      ran: [undefined, 1, undefined, undefined, 2],
    });
  });

  it.each([2, 3])('tells nothing when it goes on failing without, in run %i', (last) => {
    expect(noted((mutant, nth) => ({ failed: mutant === 1 || nth === last }))).toEqual({
      notes: ['tries 1', 'unclear 1 2'],
      ran: [undefined, 1, undefined, undefined].slice(0, last + 1),
    });
  });

  it('tells nothing of one that it reaches the first time only', () => {
    expect(noted((_, nth) => ({ reached: nth === 0 ? [1, 2] : [2] })).notes).toEqual([
      'tries 1',
      'unclear 1 2',
    ]);
  });

  it('tells nothing where it fails as it is, or where one before it could not be repeated', () => {
    expect(noted(() => ({ failed: true }))).toEqual({ notes: ['unclear 1 2'], ran: [undefined] });
    expect(noted(() => ({}), { isSound: false })).toEqual({ notes: ['unclear 1 2'], ran: [undefined] });
  });

  it('is not tried with what was seen before', () => {
    expect(noted(() => ({}), { closed: [1] }).notes).toEqual(['tries 2', 'unseen 2']);
  });
});
