import { describe, expect, it } from 'vitest';
import { mayTellDirectly, stepAfter } from '../../../src/features/incidents/rules.js';
import { at, ZONE } from '../../support/world.js';

const morning = at('2023-09-05T08:00');

describe('what follows a report of an incident', () => {
  it('is told when it is new', () => {
    expect(stepAfter('disk-full', undefined, morning, ZONE)).toBe('open');
    expect(stepAfter('upgraded', undefined, morning, ZONE)).toBe('open');
  });

  it('is told once where it has happened and that is that', () => {
    const last = { toldAt: morning, overAt: null };
    expect(stepAfter('update-set-aside', last, at('2023-10-05T08:00'), ZONE)).toBe('known');
  });

  it('is told again on another day of the unit’s while it lasts', () => {
    const last = { toldAt: morning, overAt: null };
    expect(stepAfter('disk-full', last, at('2023-09-05T23:59'), ZONE)).toBe('known');
    expect(stepAfter('disk-full', last, at('2023-09-06T00:00'), ZONE)).toBe('repeat');
  });

  it('goes on where it had only paused, and is new an hour after it was over', () => {
    const last = { toldAt: morning, overAt: at('2023-09-05T09:00') };
    expect(stepAfter('disk-full', last, at('2023-09-05T09:59'), ZONE)).toBe('reopen');
    expect(stepAfter('disk-full', last, at('2023-09-05T10:00'), ZONE)).toBe('open');
  });
});

it('past the database a kind is told once an hour', () => {
  expect(mayTellDirectly(undefined, morning)).toBe(true);
  expect(mayTellDirectly(morning, at('2023-09-05T08:59'))).toBe(false);
  expect(mayTellDirectly(morning, at('2023-09-05T09:00'))).toBe(true);
});
