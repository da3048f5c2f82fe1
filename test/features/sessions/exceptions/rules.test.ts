import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attendanceMarks, readExceptions } from '../../../../src/features/sessions/exceptions/rules.js';

function said(text: string, max = 14): string {
  const { marks, faults } = readExceptions(text, max);
  const read = attendanceMarks.flatMap((mark) => {
    const numbers = [...marks].filter(([, its]) => its === mark).map(([number]) => number);
    return numbers.length > 0 ? [`${numbers.join(' ')} ${mark}`] : [];
  });
  const faulty = faults.map((fault) => `${fault.kind} "${fault.text}" [${fault.numbers.join(' ')}]`);
  return [...read, ...faulty].join(' | ');
}

describe('readExceptions', () => {
  it.each([
    ['3,7 sakit; 9 sidang', '3 7 sick | 9 court'],
    ['3,7 sakit; 9 sidang; 21 alpa', '3 7 sick | 9 court | no-such-number "21 alpa" [21]'],
    ['3 7 sakit', '3 7 sick'],
    ['3, 7 sakit, 9 sidang', '3 7 sick | 9 court'],
    ['3 sakit, 7 izin', '3 sick | 7 excused'],
    ['3 sakit 7 izin', '3 sick | 7 excused'],
    ['no 3 dan 7 sakit, 9 sidang', '3 7 sick | 9 court'],
    ['No. 3 & 7 sakit', '3 7 sick'],
    ['3-5 izin', '3 4 5 excused'],
    ['3–5 izin', '3 4 5 excused'],
    ['3 s/d 5 izin', '3 4 5 excused'],
    ['3 sampai 5 izin, 8 alpa', '3 4 5 excused | 8 absent'],
    ['3-sakit', '3 sick'],
    ['sakit: 3, 7', '3 7 sick'],
    ['sakit 3,7', '3 7 sick'],
    ['sakit 3, 7, izin 9', '3 7 sick | 9 excused'],
    ['sakit = 3 7; izin = 9', '3 7 sick | 9 excused'],
    ['Sakit:\n3, 7\nIzin: 9', '3 7 sick | 9 excused'],
    ['3 sakit\n7 izin\n\n9 sidang', '3 sick | 7 excused | 9 court'],
    ['3. sakit\n7. izin', '3 sick | 7 excused'],
    ['3: sakit, 7: izin', '3 sick | 7 excused'],
    ['sakit 3, 9 sidang', '3 sick | 9 court'],
    ['3sakit 7izin', '3 sick | 7 excused'],
    ['03 sakit', '3 sick'],
    [
      '1 hadir; 2 terlambat; 3 sakit; 4 izin; 5 sidang; 6 menolak; 7 alpa',
      '1 present | 2 late | 3 sick | 4 excused | 5 court | 6 refused | 7 absent',
    ],
    ['2 telat; 4 ijin; 7 alfa; 8 tanpa keterangan; 9 tanpa izin', '2 late | 4 excused | 7 8 9 absent'],
    ['3 s, 4 i, 7 a', '3 sick | 4 excused | 7 absent'],
    [
      '3 sick; 4 excused; 5 leave; 6 in court; 7 refused; 8 absent; 9 late; 10 present',
      '10 present | 9 late | 3 sick | 4 5 excused | 6 court | 7 refused | 8 absent',
    ],
    ['3 tidak mau', '3 refused'],
    ['3 SAKIT', '3 sick'],
    ['3 sakit, sisanya hadir', '3 sick'],
    ['3 sakit; sisanya hadir', '3 sick'],
    ['3 sakit dan sisanya hadir.', '3 sick'],
    ['sisanya hadir', ''],
    ['3 late, the rest are present', '3 late'],
    ['3 sakit; 3 sakit', '3 sick'],
    ['3 sakit sakit', '3 sick'],
    ['', ''],
    [' ;\n; ', ''],
  ])('reads %j as %s', (text, expected) => expect(said(text)).toBe(expected));

  it.each([
    ['3 demam, 7 sakit', '7 sick | unknown-mark "3 demam" [3]'],
    ['3 demam 7 sakit', '7 sick | unknown-mark "3 demam" [3]'],
    ['demam 3', 'unknown-mark "demam 3" [3]'],
    ['3, 7', 'unknown-mark "3, 7" [3 7]'],
    ['3 sakit, 7', '3 sick | unknown-mark "7" [7]'],
    ['3 tidak hadir', 'unknown-mark "3 tidak hadir" [3]'],
    ['3 tidak sakit', 'unknown-mark "3 tidak sakit" [3]'],
    ['3 tidak hadir karena sakit', '3 sick | unreadable "tidak hadir" []'],
    ['3 budi sakit', '3 sick | unreadable "budi" []'],
    ['budi 3 sakit', '3 sick | unreadable "budi" []'],
    ['9 sidang di masohi', '9 court | unreadable "di masohi" []'],
    ['sakit', 'unreadable "sakit" []'],
    ['halo apa kabar', 'unreadable "halo apa kabar" []'],
    ['sisanya alpa, 3 hadir', 'unreadable "sisanya alpa, 3 hadir" [3]'],
    ['semua alpa', 'unreadable "semua alpa" []'],
    ['3 sakit; 3 izin', 'conflict "3 sakit; 3 izin" [3]'],
    ['3 sakit izin', 'conflict "3 sakit izin" [3]'],
    ['3 sakit; 2-4 izin', '2 4 excused | conflict "3 sakit; 2-4 izin" [3]'],
    ['0 sakit', 'no-such-number "0 sakit" [0]'],
    ['3,21,15 sakit', '3 sick | no-such-number "3,21,15 sakit" [21 15]'],
    ['12-16 alpa', '12 13 14 absent | no-such-number "12-16 alpa" [15 16]'],
    ['5-3 izin', 'unreadable "5-3" [5 3]'],
    ['3-5-7 izin; 9 sakit', '9 sick | unreadable "3-5-7" [3 5 7]'],
    ['1-99999 alpa', 'unreadable "1-99999" [1 99999]'],
    ['sakit 3, 7, 9 sidang', 'unreadable "sakit 3, 7, 9 sidang" [3 7 9]'],
    ['99999999999999999999 alpa', 'no-such-number "99999999999999999999 alpa" [999999999999999]'],
  ])('names what it cannot take in %j: %s', (text, expected) => expect(said(text)).toBe(expected));
});

const entry = fc.record({
  numbers: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
  word: fc.constantFrom(
    'sakit',
    'ijin',
    'sidang',
    'alpa',
    'telat',
    'menolak',
    'hadir',
    'demam',
    'tidak hadir',
    'xyz',
  ),
  wordFirst: fc.boolean(),
});

describe('readExceptions, of any text', () => {
  it('gives every number a mark or a fault', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 6 }),
        fc.constantFrom('; ', '\n', ', ', ' '),
        (entries, separator) => {
          const text = entries
            .map(({ numbers, word, wordFirst }) =>
              wordFirst ? `${word}: ${numbers.join(', ')}` : `${numbers.join(',')} ${word}`,
            )
            .join(separator);
          const { marks, faults } = readExceptions(text, 20);
          const told = new Set([...marks.keys(), ...faults.flatMap((fault) => fault.numbers)]);
          expect([...told].toSorted((a, b) => a - b)).toEqual(
            [...new Set(entries.flatMap((each) => each.numbers))].toSorted((a, b) => a - b),
          );
          expect([...marks.keys()].every((number) => number >= 1 && number <= 20)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('never marks a number twice or one that is in conflict, and is the same each time', () => {
    const pieces = fc.constantFrom(
      ...'3 7 9 21 - , ; : sakit izin alpa tidak hadir no dan demam'.split(' '),
      '\n',
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 14 }).map((list) => list.join(' ')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 30 }), (text, max) => {
        const { marks, faults } = readExceptions(text, max);
        const conflicts = faults.filter(({ kind }) => kind === 'conflict').flatMap(({ numbers }) => numbers);
        expect(conflicts.filter((number) => marks.has(number))).toEqual([]);
        expect(faults.filter((fault) => fault.text === '')).toEqual([]);
        expect(readExceptions(text, max)).toEqual({ marks, faults });
      }),
      { numRuns: 2000 },
    );
  });
});
