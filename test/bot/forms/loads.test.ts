import { describe, expect, it } from 'vitest';
import { createLoads } from '../../../src/bot/forms/loads.js';

const loaded = (data: unknown) => ({ data, changes: 0, shown: {} });

describe('what open forms were shown with', () => {
  it('is known of the version that it was kept for, and of no other', () => {
    const loads = createLoads();
    loads.keep({ id: 1, version: 3 }, loaded('a'));
    expect(loads.of({ id: 1, version: 3 })).toEqual(loaded('a'));
    expect(loads.of({ id: 1, version: 4 })).toBeUndefined();
    expect(loads.of({ id: 2, version: 3 })).toBeUndefined();
    loads.keep({ id: 1, version: 4 }, loaded('b'));
    expect(loads.of({ id: 1, version: 3 })).toBeUndefined();
    loads.drop(1);
    expect(loads.of({ id: 1, version: 4 })).toBeUndefined();
  });

  it('is kept of five hundred forms, those touched last', () => {
    const loads = createLoads();
    for (let id = 1; id <= 500; id += 1) loads.keep({ id, version: 1 }, loaded(id));
    loads.keep({ id: 1, version: 2 }, loaded('again'));
    loads.keep({ id: 501, version: 1 }, loaded(501));
    expect(loads.of({ id: 2, version: 1 })).toBeUndefined();
    expect(loads.of({ id: 1, version: 2 })).toEqual(loaded('again'));
    expect(loads.of({ id: 3, version: 1 })).toEqual(loaded(3));
    expect(loads.of({ id: 501, version: 1 })).toEqual(loaded(501));
  });

  it('is kept of fewer where each has loaded much, and of the last one whatever its size', () => {
    const loads = createLoads();
    const people = (count: number) =>
      loaded({
        colleagues: Array.from({ length: count }, (_, id) => ({ id, posts: [{ kind: 'officer' }] })),
      });
    const known = () => [1, 2, 3, 4].filter((id) => loads.of({ id, version: 1 }) !== undefined);
    for (const id of [1, 2, 3]) loads.keep({ id, version: 1 }, people(36_000));
    expect(known()).toEqual([2, 3]);
    // One that is dropped, or kept anew with less, makes room.
    loads.keep({ id: 2, version: 1 }, people(10));
    loads.keep({ id: 1, version: 1 }, people(36_000));
    expect(known()).toEqual([1, 2, 3]);
    loads.drop(3);
    loads.keep({ id: 3, version: 1 }, loaded(new Map([['all', people(400_000).data]])));
    expect(known()).toEqual([3]);
    loads.keep({ id: 4, version: 1 }, loaded(new Date()));
    expect(known()).toEqual([4]);
  });
});
