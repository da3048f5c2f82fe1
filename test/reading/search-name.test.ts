import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchName } from '../../src/reading/search-name.js';

describe('searchName', () => {
  it.each([
    ['  Dinas   PERIKANAN\n', 'dinas perikanan'],
    ['Jum’at', 'jumat'],
    ["Ma'ruf", 'maruf'],
    ['Al-Ikhlas', 'al ikhlas'],
    ['Drs.H.Abdul', 'drs h abdul'],
    ['José Ñoño', 'jose nono'],
    ['ＳＭＡ　１', 'sma 1'],
    ['Pusk\u200besmas\ufeff', 'puskesmas'],
    ['A.III/2023', 'a iii 2023'],
    ['İstanbul', 'istanbul'],
    ['—', ''],
  ])('reads %j as %j', (text, expected) => {
    expect(searchName(text)).toBe(expected);
  });

  it('changes nothing when applied again, and leaves only letters, digits and single spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = searchName(text);
        expect(searchName(name)).toBe(name);
        expect(name).toMatch(/^$|^[\p{L}\p{N}]+( [\p{L}\p{N}]+)*$/u);
      }),
      { numRuns: 1000 },
    );
  });
});
