import { expect, it } from 'vitest';
import { type Meaning, readAnswer } from '../../../src/features/visits/said/rules.js';
import { formatTime, isoDate } from '../../../src/lib/zoned.js';
import { hundred, type Said } from './hundred.js';

/** Monday, 28 August 2023, 09.00 WIT. */
const AROUND = { now: new Date('2023-08-28T00:00:00Z'), zone: 'Asia/Jayapura' } as const;
const ASKED = new Date('2023-08-31T01:00:00Z');

function told(meaning: Meaning): string {
  switch (meaning.means) {
    case 'accept':
    case 'later':
      return meaning.means;
    case 'decline':
      return meaning.reason === '' ? 'decline' : `decline: ${meaning.reason}`;
    case 'suggest': {
      const { date, time } = meaning.when;
      return ['suggest', ...(date ? [isoDate(date)] : []), ...(time ? [formatTime(time, 'id')] : [])].join(
        ' ',
      );
    }
  }
}

function meansOf({ by, said }: Said): string {
  const answer = by === 'agency' ? readAnswer(said, ASKED, AROUND).map(told) : [];
  return answer.length > 0 ? answer.join(' | ') : 'nothing';
}

it('a hundred phrases at least, none twice by the same', () => {
  expect(hundred.length).toBeGreaterThanOrEqual(100);
  expect(new Set(hundred.map(({ by, said }) => `${by} ${said}`)).size).toBe(hundred.length);
});
it.each(hundred)('$by: $said', (phrase) => {
  expect(meansOf(phrase)).toBe(phrase.means);
});
