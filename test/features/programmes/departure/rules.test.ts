import { describe, expect, it } from 'vitest';
import {
  endedByDeparture,
  mayTakeBack,
  type Stretch,
  stateBefore,
} from '../../../../src/features/programmes/departure/rules.js';
import { at } from '../../../support/world.js';

const [FIRST, THEN, GONE] = [at('2023-08-01T08:00'), at('2023-08-10T08:00'), at('2023-09-01T08:00')];
const stretch = (state: Stretch['state'], from: Date, until: Date | null, reason: string | null = null) => ({
  state,
  reason,
  from,
  until,
});
const ended = (reason = 'released', from = GONE) => stretch('ended', from, null, reason);

describe('a departure', () => {
  it.each([
    ['2023-09-08T08:00', false, true],
    ['2023-09-08T08:01', false, false],
    ['2023-12-08T08:01', true, true],
  ])('is taken back on %s by a head: %s → %s', (now, isHead, expected) => {
    expect(mayTakeBack(GONE, at(now), isHead)).toBe(expected);
  });

  it('is followed back to the state that it ended', () => {
    const paused = [stretch('active', FIRST, THEN), stretch('paused', THEN, GONE), ended()];
    expect(stateBefore(paused, GONE)).toBe('paused');
    expect(stateBefore(paused.toReversed(), GONE)).toBe('paused');
    expect(stateBefore(paused, THEN)).toBeUndefined();
    expect(stateBefore([stretch('active', FIRST, null)], GONE)).toBeUndefined();
    expect(stateBefore([ended()], GONE)).toBeUndefined();
  });

  it('that followed at the same instant on another change leads back to what stood before both', () => {
    const twice = [stretch('paused', GONE, GONE), stretch('active', THEN, GONE), ended()];
    expect(stateBefore(twice, GONE)).toBe('active');
    const reopened = [stretch('ended', FIRST, GONE, 'completed'), ended()];
    expect(stateBefore(reopened, GONE)).toBeUndefined();
  });

  it('ended an enrolment only where that says so, and then', () => {
    const changes = [stretch('active', FIRST, GONE), ended()];
    expect(endedByDeparture(changes, { reason: 'released', at: GONE })).toBe('active');
    expect(endedByDeparture(changes, { reason: 'transferred', at: GONE })).toBeUndefined();
    expect(endedByDeparture(changes, { reason: 'released', at: THEN })).toBeUndefined();
  });
});
