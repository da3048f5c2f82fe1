import { describe, expect, it } from 'vitest';
import { dayOff, type Unsuited, unknownYears, unsuited } from '../../../src/features/calendar/rules.js';
import { toInstant } from '../../../src/lib/zoned.js';

const ZONE = 'Asia/Jayapura';
const at = (day: number, hour: number, minute = 0, month = 8, year = 2023) =>
  toInstant({ year, month, day }, { hour, minute }, ZONE);
const kinds = (startsAt: Date, endsAt: Date, closed: Parameters<typeof unsuited>[2] = []) =>
  unsuited({ startsAt, endsAt }, ZONE, closed).map(({ kind }: Unsuited) => kind);

describe('what suits an office', () => {
  it.each([
    ['a Thursday morning', at(31, 10), at(31, 11), []],
    ['the whole of a Thursday', at(31, 7, 30), at(31, 16), []],
    ['before a Thursday begins', at(31, 7), at(31, 8), ['hours']],
    ['after a Thursday ends', at(31, 15, 30), at(31, 16, 30), ['hours']],
    ['the last hour of a Friday', at(25, 15, 30), at(25, 16, 30), []],
    ['a Friday until the prayer', at(25, 10, 30), at(25, 11, 30), []],
    ['a Friday into the prayer', at(25, 11), at(25, 12), ['prayer']],
    ['a Friday over the prayer', at(25, 11), at(25, 14), ['prayer']],
    ['a Friday after the prayer', at(25, 13), at(25, 14), []],
    ['a Saturday', at(26, 10), at(26, 11), ['weekend']],
    ['a holiday', at(17, 10), at(17, 11), ['holiday']],
    ['over midnight', at(31, 22), at(1, 2, 0, 9), ['hours', 'hours']],
  ] as const)('%s', (_name, startsAt, endsAt, expected) => {
    expect(kinds(startsAt, endsAt)).toEqual(expected);
  });

  it("the unit's own closed day counts, and a holiday before it", () => {
    const closed = [
      { date: '2023-08-31', reason: 'upacara' },
      { date: '2023-08-17', reason: 'upacara' },
    ];
    expect(unsuited({ startsAt: at(31, 10), endsAt: at(31, 11) }, ZONE, closed)).toEqual([
      { kind: 'closed', date: { year: 2023, month: 8, day: 31 }, reason: 'upacara' },
    ]);
    expect(dayOff({ year: 2023, month: 8, day: 17 }, closed)?.kind).toBe('holiday');
  });

  it('the zone decides the day', () => {
    const late = { startsAt: new Date('2023-08-25T15:30:00Z'), endsAt: new Date('2023-08-25T16:00:00Z') };
    expect(unsuited(late, 'Asia/Jayapura', []).map(({ kind }) => kind)).toEqual(['weekend']);
    expect(unsuited(late, 'Asia/Jakarta', []).map(({ kind }) => kind)).toEqual(['hours']);
  });

  it('years without a table are named', () => {
    expect(unknownYears({ startsAt: at(31, 10), endsAt: at(31, 11) }, ZONE)).toEqual([]);
    expect(unknownYears({ startsAt: at(4, 10, 0, 1, 2027), endsAt: at(4, 11, 0, 1, 2027) }, ZONE)).toEqual([
      2027,
    ]);
  });
});
