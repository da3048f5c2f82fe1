import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inWaitingOrder,
  lapseTime,
  leavesEarly,
  settleOffers,
  type Waiting,
} from '../../../../src/features/programmes/seats/rules.js';

const ZONE = 'Asia/Jayapura';
const wit = (text: string) => new Date(`${text}:00+09:00`);
const day = (n: number) => new Date(Date.UTC(2023, 8, n));
const waiting = (enrolmentId: number, since: number, passed?: number): Waiting => ({
  enrolmentId,
  since: day(since),
  passedAt: passed === undefined ? null : day(passed),
});

describe('an offer', () => {
  it.each([
    ['2023-09-05T10:00', '2023-09-08T16:00', 'a Tuesday: on Friday'],
    ['2023-09-07T23:00', '2023-09-12T16:00', 'a Thursday: over the weekend'],
    ['2023-09-09T10:00', '2023-09-13T16:00', 'a Saturday: from Monday on'],
    ['2023-09-26T10:00', '2023-10-02T16:00', 'over the holiday of the 28th and a weekend'],
    ['2023-12-29T10:00', '2024-01-04T16:00', 'over the turn of the year'],
  ])('made at %s lapses at %s: %s', (made, lapses) => {
    expect(lapseTime(wit(made), ZONE, [])).toEqual(wit(lapses));
  });

  it('waits for days on which the unit is closed', () => {
    const closed = [{ date: '2023-09-06', reason: 'apel' }];
    expect(lapseTime(wit('2023-09-05T10:00'), ZONE, closed)).toEqual(wit('2023-09-11T16:00'));
  });
});

describe('a waiting list', () => {
  it('is in the order of waiting, and whoever was passed over stands at its end', () => {
    const list = [waiting(1, 1, 9), waiting(2, 3), waiting(3, 2), waiting(4, 2)];
    expect(inWaitingOrder(list).map(({ enrolmentId }) => enrolmentId)).toEqual([3, 4, 2, 1]);
    // Whoever came after that stands behind them.
    expect(inWaitingOrder([...list, waiting(5, 10)]).at(-1)?.enrolmentId).toBe(5);
  });
});

describe('offers', () => {
  const list = [waiting(1, 1), waiting(2, 2), waiting(3, 3)];
  const offers = (...ids: number[]) => ids.map((enrolmentId) => ({ id: enrolmentId * 10, enrolmentId }));

  it.each([
    ['one free seat goes to who has waited longest', [], 1, { fall: [], make: [1] }],
    ['three free seats go to all', [], 3, { fall: [], make: [1, 2, 3] }],
    ['no seat, no offer', [], 0, { fall: [], make: [] }],
    ['an oversold programme makes none', [], -2, { fall: [], make: [] }],
    ['an open offer keeps its seat', [1], 1, { fall: [], make: [] }],
    ['a second free seat goes to the next', [1], 2, { fall: [], make: [2] }],
    ['a lost seat takes the youngest offer', [1, 2], 1, { fall: [20], make: [] }],
    ['an offer to who waits no longer falls, and the next is offered', [9], 1, { fall: [90], make: [1] }],
  ])('%s', (_, open, free, { fall, make }) => {
    const settled = settleOffers(offers(...open), list, free, true);
    expect([settled.fall.map(({ id }) => id), settled.make]).toEqual([fall, make]);
  });

  it('come to who was passed over in a new round alone', () => {
    const passed = [waiting(1, 1, 4), waiting(2, 2, 5)];
    expect(settleOffers([], passed, 1, false).make).toEqual([]);
    expect(settleOffers([], passed, 1, true).make).toEqual([1]);
    expect(settleOffers([], [...passed, waiting(3, 6)], 1, false).make).toEqual([3]);
  });

  it('are never more than seats, go to who waits, and settle at once', () => {
    const person = fc.record({
      enrolmentId: fc.integer({ min: 1, max: 9 }),
      since: fc.date({ noInvalidDate: true }),
      passedAt: fc.option(fc.date({ noInvalidDate: true })),
    });
    const people = fc.uniqueArray(person, { selector: (one) => one.enrolmentId });
    const open = fc.uniqueArray(fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(people, open, fc.integer({ min: -3, max: 9 }), fc.boolean(), (list_, ids, free, round) => {
        const before = ids.map((enrolmentId) => ({ id: 100 - enrolmentId, enrolmentId }));
        const { fall, make } = settleOffers(before, list_, free, round);
        const kept = before.filter((offer) => !fall.includes(offer)).map((offer) => offer.enrolmentId);
        const after = [...kept, ...make];
        expect(after.length).toBeLessThanOrEqual(Math.max(0, free));
        expect(new Set(after).size).toBe(after.length);
        for (const id of after) expect(list_.some(({ enrolmentId }) => enrolmentId === id)).toBe(true);
        const again = settleOffers(
          after.map((enrolmentId, index) => ({ id: index, enrolmentId })),
          list_,
          free,
          round,
        );
        expect(again).toEqual({ fall: [], make: [] });
      }),
    );
  });
});

describe('a release before the end', () => {
  it.each([
    ['2023-11-10', '2023-12-15', true],
    ['2023-12-15', '2023-12-15', false],
    ['2024-01-01', '2023-12-15', false],
    [null, '2023-12-15', false],
    ['2023-11-10', null, false],
  ])('%s against %s: %s', (release, end, early) => {
    expect(leavesEarly(release, end)).toBe(early);
  });
});
