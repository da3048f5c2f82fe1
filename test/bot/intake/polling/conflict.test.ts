import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Conflict, createConflict } from '../../../../src/bot/intake/polling/conflict.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Telegram with two programs that poll: whoever asks cuts the other off, whose next try is as it decides. */
function contend(
  conflicts: readonly [Conflict, Conflict],
  comesAt: readonly [number, number],
  until: number,
) {
  const asksAt = [...comesAt];
  const askedAt = [0, 0];
  const polledMs = [0, 0];
  const cuts = [0, 0];
  const news = [0, 0];
  let holder: 0 | 1 | undefined;
  let since = 0;
  for (let now = 0; now < until; ) {
    const next: 0 | 1 = (asksAt[0] ?? 0) <= (asksAt[1] ?? 0) ? 0 : 1;
    // A long poll without news is answered after half a minute and asked again at once.
    const answered = holder === undefined ? Number.POSITIVE_INFINITY : (askedAt[holder] ?? 0) + 30 * SECOND;
    now = Math.min(asksAt[next] ?? 0, answered);
    if (holder !== undefined && now === answered) {
      conflicts[holder].answered(askedAt[holder] ?? 0, now);
      askedAt[holder] = now;
      continue;
    }
    if (holder !== undefined && holder !== next) {
      const { delayMs, isNews } = conflicts[holder].met(now);
      polledMs[holder] = (polledMs[holder] ?? 0) + now - since;
      cuts[holder] = (cuts[holder] ?? 0) + 1;
      if (isNews) news[holder] = (news[holder] ?? 0) + 1;
      asksAt[holder] = now + delayMs;
    }
    holder = next;
    since = now;
    askedAt[next] = now;
    asksAt[next] = Number.POSITIVE_INFINITY;
  }
  if (holder !== undefined) polledMs[holder] = (polledMs[holder] ?? 0) + until - since;
  return { polledMs, cuts, news };
}

describe('two programs that poll with one token', () => {
  it('do not take turns: the one that was there goes on, the other is cut off ever more seldom', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 61, max: 3_600 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seconds, luck) => {
          const conflicts = [createConflict(() => luck), createConflict(() => luck)] as const;
          const comes = seconds * SECOND;
          const { polledMs, cuts, news } = contend(conflicts, [0, comes], comes + 30 * MINUTE);
          expect(polledMs[1]).toBeLessThan(0.05 * 30 * MINUTE);
          // From five seconds apart to half a minute at least.
          expect(cuts[1]).toBeLessThan(70);
          expect(news).toEqual([1, 1]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('that come at once settle within minutes', () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
        (stream) => {
          const random = () => stream.next().value ?? 0;
          const conflicts = [createConflict(random), createConflict(random)] as const;
          const first = contend(conflicts, [0, 100], 20 * MINUTE);
          expect(Math.max(...first.polledMs)).toBeGreaterThan(0.7 * 20 * MINUTE);
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });

  it('are over once none has been cut off for three minutes', () => {
    const conflict = createConflict();
    expect(conflict.since(0)).toBeUndefined();
    conflict.met(1_000);
    conflict.met(60_000);
    expect(conflict.since(100_000)).toBe(1_000);
    expect(conflict.since(60_000 + 3 * MINUTE)).toBe(1_000);
    expect(conflict.since(60_001 + 3 * MINUTE)).toBeUndefined();
    expect(conflict.met(60_001 + 3 * MINUTE).isNews).toBe(true);
    expect(conflict.met(60_002 + 3 * MINUTE).isNews).toBe(false);
  });
});
