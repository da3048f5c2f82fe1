import { describe, expect, it } from 'vitest';
import {
  bestFirst,
  countAt,
  isChoosable,
  nudgeAt,
  type Poll,
  silentIn,
} from '../../../../src/features/visits/poll/rules.js';
import { readSaid, readTicks, writeTicks } from '../../../../src/features/visits/ticks/rules.js';

const NOW = new Date('2023-08-28T00:00:00Z');
const hour = (day: number) => new Date(Date.UTC(2023, 7, day, 1));

function poll(...ticks: readonly string[]): Poll {
  const count = ticks[0]?.length ?? 0;
  return {
    id: 1,
    unitId: 1,
    direction: 'toAgency',
    purpose: 'panen',
    state: 'open',
    version: 1,
    officer: { id: 1, name: 'Budi', posts: ['officer'] },
    createdAt: NOW,
    deadline: hour(29),
    visitId: null,
    times: Array.from({ length: count }, (_, at) => ({
      id: at + 1,
      startsAt: hour(30 + at),
      endsAt: hour(30 + at),
    })),
    parties: ticks.map((text, at) => ({
      agencyId: at + 1,
      agencyName: `Dinas ${at + 1}`,
      ticks: readTicks(text, count),
      answeredAt: null,
      answeredById: null,
      via: null,
      saidBy: null,
    })),
  };
}

const clash = {
  with: {
    id: 1,
    startsAt: NOW,
    endsAt: NOW,
    personIds: [1],
    agencyIds: [1],
    placeId: null,
    agencyName: 'Dinas 1',
  },
  personIds: [1],
  sameAgency: false,
  road: false,
};

describe('the best of several times', () => {
  it('is what the fewest can’t come at, then what the most can, then the earliest', () => {
    expect(bestFirst(poll('yny', 'yym'), [], NOW)).toEqual([0, 2, 1]);
    expect(bestFirst(poll('mm', 'yy'), [], NOW)).toEqual([0, 1]);
  });

  it('is none that clashes while another doesn’t', () => {
    expect(bestFirst(poll('yn', 'yy'), [[clash], []], NOW)).toEqual([1, 0]);
  });

  it('is neither over nor one that nobody can come at; what nobody has spoken of may be fixed', () => {
    expect(bestFirst(poll('nn-', 'ny-'), [], NOW)).toEqual([2, 1]);
    expect(isChoosable(poll('yy'), 0, hour(30))).toBe(false);
    expect(isChoosable(poll('yy'), 2, NOW)).toBe(false);
  });

  it('has its reasons counted', () => {
    expect(countAt(poll('y', 'm', 'n', '-'), 0)).toEqual({ y: 1, m: 1, n: 1, unsaid: 1 });
    expect(silentIn(poll('yn', 'y-')).map(({ agencyId }) => agencyId)).toEqual([2]);
  });
});

describe('who hasn’t answered is asked again', () => {
  it('on the morning before the deadline, on its own, or halfway to it', () => {
    const deadline = new Date('2023-08-31T07:00:00Z');
    expect(nudgeAt(deadline, 'Asia/Jayapura', NOW)).toEqual(new Date('2023-08-29T23:00:00Z'));
    expect(nudgeAt(deadline, 'Asia/Jayapura', new Date('2023-08-30T07:00:00Z'))).toEqual(
      new Date('2023-08-30T23:00:00Z'),
    );
    expect(nudgeAt(deadline, 'Asia/Jayapura', new Date('2023-08-31T00:00:00Z'))).toEqual(
      new Date('2023-08-31T03:30:00Z'),
    );
  });
});

describe('an answer in words', () => {
  const none = readTicks('---', 3);
  const said = (text: string) => {
    const ticks = readSaid(text, none);
    return ticks && writeTicks(ticks);
  };
  it.each([
    ['1, 2 bisa; 3 tidak', 'yyn'],
    ['semua bisa', 'yyy'],
    ['1 bisa, 2 kalau perlu', 'ym-'],
    ['1 dan 3 tidak bisa', 'n-n'],
    ['semua bisa; 2 tidak', 'yny'],
  ])('%s', (text, ticks) => {
    expect(said(text)).toBe(ticks);
  });

  it.each(['4 bisa', 'bisa', '1', 'besok bisa; 1 tidak', ''])('“%s” isn’t one', (text) => {
    expect(said(text)).toBeUndefined();
  });
});
