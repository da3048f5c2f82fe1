import { describe, expect, it } from 'vitest';
import { leafing, pageOf, pager } from '../../src/words/pager.js';
import { translator } from '../../src/words/translate.js';

const all = [1, 2, 3, 4, 5];

describe('pages', () => {
  it('are shown one at a time', () => {
    expect(pageOf(all, 1, 2)).toEqual({ at: 1, pages: 3, shown: [3, 4] });
    expect(pageOf([], 0, 2)).toEqual({ at: 0, pages: 1, shown: [] });
  });

  it('that are no more give the last', () => {
    expect(pageOf(all, 7, 2)).toEqual({ at: 2, pages: 3, shown: [5] });
  });

  it('are turned by a button each way, where there is a way', () => {
    const turn = (page: number) => `p${page}`;
    const buttons = (page: number) =>
      pager(translator('id'), pageOf(all, page, 2), turn).map(({ data }) => data);
    expect(buttons(0)).toEqual(['p1']);
    expect(buttons(1)).toEqual(['p0', 'p2']);
    expect(buttons(2)).toEqual(['p1']);
    expect(pager(translator('id'), pageOf([], 0, 2), turn)).toEqual([]);
  });

  it('that nobody has counted are turned as far as it is known that more follow', () => {
    const t = translator('id');
    const buttons = (at: number, more: boolean, next?: string) =>
      leafing(t, { at, more, ...(next !== undefined && { next }) }, (page) => `p${page}`);
    expect(buttons(0, false)).toEqual([]);
    expect(buttons(0, true)).toEqual([{ label: 'Berikutnya ›', data: 'p1' }]);
    expect(buttons(1, true, 'session-older')).toEqual([
      { label: '‹ Sebelumnya', data: 'p0' },
      { label: 'Lebih lama ›', data: 'p2' },
    ]);
    expect(buttons(2, false)).toEqual([{ label: '‹ Sebelumnya', data: 'p1' }]);
  });
});
