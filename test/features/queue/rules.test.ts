import { describe, expect, it } from 'vitest';
import { ageOf, causeOf, nextTelling, subjectOf } from '../../../src/features/queue/rules.js';

describe('the queue in words', () => {
  it('tells what a message is about from its kind', () => {
    expect(['visit.H-1', 'summary.weekly', 'visitor.x', ''].map(subjectOf)).toEqual([
      ...['visit', 'summary', 'other', 'other'],
    ]);
  });

  it('tells the cause without what Telegram said', () => {
    expect(['rejected:text-is-empty', 'guard', 'by-head'].map(causeOf)).toEqual([
      'rejected',
      'guard',
      'other',
    ]);
  });

  it('gives ages in whole minutes, hours and days', () => {
    const minutes = [-1, 0, 1, 119, 120, 47 * 60 + 59, 48 * 60];
    expect(minutes.map((m) => ageOf(m * 60)).map(({ unit, count }) => `${count} ${unit}`)).toEqual([
      ...['0 minutes', '0 minutes', '1 minutes', '119 minutes', '2 hours', '47 hours', '2 days'],
    ]);
  });

  it('tells at once, and an hour after the last telling otherwise', () => {
    const at = (minute: number) => new Date(Date.UTC(2023, 7, 28, 0, minute));
    expect(nextTelling(at(0), undefined)).toEqual(at(0));
    expect(nextTelling(at(20), at(10))).toEqual(at(70));
    expect(nextTelling(at(90), at(10))).toEqual(at(90));
  });
});
