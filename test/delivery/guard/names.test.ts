import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPerson, hitsBeside, hitsIn, nobodyOf } from '../../../src/delivery/guard/hits.js';
import { growth } from '../../support/patience.js';

function knownOf(...names: readonly string[]) {
  const known = nobodyOf(1);
  for (const [id, name] of names.entries()) addPerson(known, { id, name, registerKey: '' });
  return [known];
}

const known = knownOf(
  ...['Budi Lating', 'Siti Nur Haliza', 'Muhammad Latuconsina', 'Abdurrahman Wael', 'Yusuf Idris'],
  ...['Yohanes', 'Bintang Cahaya', 'Fajar', 'La Ode Hasan', 'Petrus Sopacua alias Nyong Besar', 'Hari Kasih'],
  ...['Ahmad bin Umar Marasabessy', 'Markus'],
);
const named = (text: string) => [...new Set(hitsIn(text, known).map(({ participantId }) => participantId))];

describe('names in a text', () => {
  it.each([
    [0, 'budi-lating'],
    [0, 'Lating, Budi'],
    [0, 'H. Budi bin Lating, S.Sos'],
    [0, 'Bud1 Lat1ng'],
    [0, 'Ｂｕｄｉ Ｌａｔｉｎｇ'],
    [0, 'BudI LatIng'],
    [1, 'Sitinurhaliza'],
    [1, 'S i t i  N u r  H a l i z a'],
    [1, 'Nurhaliza, Siti'],
    [1, 'Siti N. Haliza'],
    [1, 'S. N. Haliza'],
    [1, 'Sitti Noer Halisa'],
    [2, 'M. Latuconsina'],
    [2, 'Mohd. Latukonsina'],
    [2, 'Moh. L.'],
    [2, 'Mochamad Latuconsina'],
    [3, 'Abdul Rachman Wael'],
    [3, 'Abd. Rahman Wael'],
    [4, 'Joesoef Idris'],
    [5, 'Pak Yohannes'],
    [5, 'J o h a n e s'],
    [6, 'cahaya Bintang Cahaya'],
    [8, 'Laode Hassan'],
    [9, 'Petrus Sopacua'],
    [9, 'nyong besar'],
    [11, 'Achmad Umar Marasabesi'],
    [12, 'Marcus dan M a r k u s'],
  ])('are found: %i in “%s”', (id, text) => {
    expect(named(`Yang hadir ${text} dan 3 orang`)).toContain(id);
  });

  it.each([
    'Cahaya fajar menyingsing pada hari Senin',
    'Terima kasih, hari ini cerah',
    'hari Kasih',
    'Hari: Kasih',
    'bintang cahaya',
    'Fajar baru untuk warga binaan',
    'Ketua La, wakil Ode',
    'Budi pekerti dan kerja bakti',
    'Muhammad S.A.W',
    'Latuconsina',
    'moh l',
  ])('aren’t in “%s”', (text) => {
    expect(named(text)).toEqual([]);
  });

  const word = fc.stringMatching(/^(?:[bdglmnprst][aiueo]){3,4}$/u);
  const name = fc.uniqueArray(word, { minLength: 2, maxLength: 4 });
  const separator = fc.constantFrom(
    ...[
      ' ',
      '\n',
      '\t',
      '  ',
      ', ',
      '-',
      '_',
      '/',
      ' · ',
      '*',
      '\u200b',
      '\u200d',
      '\ufeff',
      '\u00ad',
      '\u2060',
    ],
    ...['\u00a0', '\u034f', '\ufe0f', '\u3164', "'", '’', '\u200b \u200b', '\u2800', ''],
  );
  const disguise = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => [...text].join('\u0301'),
    (text) => [...text].join('\u200b'),
    (text) => [...text].join(' '),
    (text) => text.replaceAll(/[a-z]/gu, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  );

  it('are found whole behind any separator, disguise and neighbours, and where they are', () => {
    fc.assert(
      fc.property(
        ...([name, fc.array(separator, { minLength: 4, maxLength: 4 }), disguise] as const),
        ...([fc.array(word), fc.array(word)] as const),
        (words, separators, disguised, before, after) => {
          const written = words.map((one, i) => (i === 0 ? '' : separators[i - 1]) + disguised(one)).join('');
          const text = [...before, written, ...after].join(' ');
          const start = [...before, ''].join(' ').length;
          const hits = hitsIn(text, knownOf(words.join(' ')));
          expect(hits.some((hit) => hit.start <= start + written.length && hit.end > start)).toBe(true);
        },
      ),
    );
  });

  it('are found in any order of their words', () => {
    fc.assert(
      fc.property(name, fc.integer(), (words, turn) => {
        const order = words.toSorted((a, b) => ((a.length * turn) % 7) - ((b.length * turn) % 7));
        const text = order.map((one) => one.charAt(0).toUpperCase() + one.slice(1)).join(' ');
        expect(hitsIn(text, knownOf(words.join(' '))).length).toBeGreaterThan(0);
      }),
    );
  });

  it('are not seen in words of which one is missing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 3, maxLength: 4 }), (words) => {
        const text = words.slice(1).join(' ');
        const hits = hitsIn(text, knownOf(words.join(' ')));
        expect(hits.filter(({ rule }) => rule !== 'name-run')).toEqual([]);
      }),
    );
  });

  it('that may be said are taken out, but not a longer one that begins so', () => {
    const left = (text: string, ...mayBeSaid: readonly string[]) =>
      hitsBeside(text, hitsIn(text, known), mayBeSaid).length;
    expect(left('Petugas: Budi Lating Tuasikal', 'Budi Lating Tuasikal')).toBe(0);
    expect(left('Petugas: Budi\u200bLating', 'Budi Lating')).toBe(0);
    expect(left('Siti Nur Haliza', 'Siti Nur')).toBeGreaterThan(0);
    expect(left('Budi Lating Tuasikal, Budi Lating', 'Budi Lating Tuasikal')).toBeGreaterThan(0);
  });

  it('any text is read without a fault, in time that grows with its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        for (const { start, end } of hitsIn(text, known)) expect(start).toBeLessThan(end);
      }),
    );
    expect(growth(4_000, (times) => hitsIn('a\u200b'.repeat(times), known))).toBeLessThan(10);
    // As much as a message holds, within the comparisons that one may take.
    expect(() => hitsIn('b u d '.repeat(680), known)).not.toThrow();
  });
});
