import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, matchName } from '../../src/reading/match.js';

const agencies = [
  { id: 1, name: 'Dinas Perikanan Maluku Tengah', aliases: ['Dislutkan'] },
  { id: 2, name: 'Dinas Sosial' },
  { id: 3, name: 'Dinas Pertanian' },
  { id: 4, name: 'Puskesmas Masohi' },
  { id: 5, name: 'SMA 1 Masohi' },
  { id: 6, name: 'SMA 2 Masohi' },
  { id: 7, name: 'Balai Latihan Kerja', aliases: ['BLK'] },
  { id: 8, name: 'Kantor Kementerian Agama' },
  { id: 9, name: 'Yayasan Bina Karya' },
];

function found(query: string): string {
  const match = matchName(query, agencies);
  switch (match.kind) {
    case 'one':
      return `${match.exact ? 'is' : 'may be'} ${match.item.id}`;
    case 'many':
      return `one of ${match.items.map((item) => item.id).join(' ')}`;
    default:
      return match.nearest === undefined ? 'nothing' : `nothing, near ${match.nearest.id}`;
  }
}

describe('matchName', () => {
  it.each([
    ['Dinas Perikanan Maluku Tengah', 'is 1'],
    ['dinas  PERIKANAN', 'is 1'],
    ['perikanan', 'is 1'],
    ['dislutkan', 'is 1'],
    ['tengah maluku perikanan', 'is 1'],
    ['perik', 'may be 1'],
    ['perikana', 'may be 1'],
    ['dinas prikanan', 'may be 1'],
    ['perikanna', 'may be 1'],
    ['dinasperikanan', 'may be 1'],
    ['dinassosial', 'may be 2'],
    ['kantor sosial', 'may be 2'],
    ['dinsos', 'may be 2'],
    ['dissos', 'may be 2'],
    ['blk', 'is 7'],
    ['kemenag', 'nothing'],
    ['pus kesmas masohi', 'may be 4'],
    ['puskemas', 'may be 4'],
    ['dinas pertanian', 'is 3'],
    ['pertanahan', 'nothing, near 3'],
    ['sma 1', 'is 5'],
    ['sma 3', 'nothing'],
    ['sma 3 masohi', 'nothing'],
    ['sma', 'one of 5 6'],
    ['masohi', 'one of 4 5 6'],
    ['dinas', 'one of 1 2 3'],
    ['yayasan', 'may be 9'],
    ['p', 'one of 1 3 4'],
    ['perumahan', 'nothing'],
    ['perkantoran', 'nothing'],
    ['pelatihan', 'nothing, near 7'],
    ['', 'nothing'],
    ['?!', 'nothing'],
  ])('%j %s', (query, expected) => {
    expect(found(query)).toBe(expected);
  });

  it('takes the whole name before a longer one that contains it', () => {
    const candidates = [{ name: 'Dinas Sosial Provinsi' }, { name: 'Dinas Sosial' }];
    expect(matchName('dinas sosial', candidates)).toEqual({
      kind: 'one',
      item: candidates[1],
      exact: true,
    });
    expect(matchName('sosial', candidates).kind).toBe('many');
  });

  it('never chooses between two that bear the same name', () => {
    const candidates = [{ name: 'Gereja Maranatha' }, { name: 'gereja maranatha' }];
    expect(matchName('Gereja Maranatha', candidates)).toEqual({ kind: 'many', items: candidates });
  });

  it('lets a shared word choose between two that fit equally', () => {
    const candidates = [{ name: 'Dinas Perikanan' }, { name: 'Balai Perikanan' }];
    expect(matchName('balai perikanan', candidates)).toEqual({
      kind: 'one',
      item: candidates[1],
      exact: true,
    });
  });

  it('finds every name by itself and never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 }),
        fc.string(),
        (names, query) => {
          const candidates = names.map((name) => ({ name }));
          matchName(query, candidates);
          for (const { name } of candidates.filter((candidate) => /[a-z]/i.test(candidate.name))) {
            const match = matchName(name, candidates);
            expect(match.kind === 'many' || (match.kind === 'one' && match.exact)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('editDistance', () => {
  it('counts insertions, deletions, replacements and swaps', () => {
    expect(editDistance('perikanan', 'perikana')).toBe(1);
    expect(editDistance('dinas', 'dians')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('abc', 'abc')).toBe(0);
    expect(editDistance('ca', 'abc')).toBe(3);
  });

  it('is the same both ways and never more than the longer word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
