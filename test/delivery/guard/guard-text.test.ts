import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  holdsRegisterNumber,
  namedBeside,
  namePhrases,
  registerKeys,
} from '../../../src/delivery/guard/guard-text.js';
import { searchName } from '../../../src/reading/search-name.js';
import { growth } from '../../support/patience.js';

const word = fc.stringMatching(/^[a-z]{2,9}$/u);
const name = fc.array(word, { minLength: 2, maxLength: 7 });
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
  ...['\u00a0', '\u034f', '\ufe0f', '\u3164', "'", '’', '\u200b \u200b', '\u2800'],
);
const disguise = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => [...text].map((letter, i) => (i % 2 === 0 ? letter.toUpperCase() : letter)).join(''),
  (text) => [...text].join('\u0301'),
  (text) => text.replaceAll(/[a-z]/gu, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
);

describe('names in a text', () => {
  it('are found behind any separator, case, diacritics and neighbours', () => {
    fc.assert(
      fc.property(
        ...([name, fc.array(separator, { minLength: 7, maxLength: 7 }), disguise] as const),
        ...([fc.array(word), fc.array(word)] as const),
        (words, separators, disguised, before, after) => {
          const written = words.map((one, i) => (i === 0 ? '' : separators[i - 1]) + disguised(one)).join('');
          const text = [...before, written, ...after].join(' ');
          expect(namePhrases(text)).toContain(words.join(' '));
        },
      ),
    );
  });

  it('are found with invisible characters within their words', () => {
    fc.assert(
      fc.property(name, (words) => {
        const text = words.map((one) => [...one].join('\u200b')).join('\n');
        expect(namePhrases(`Hadir: ${text}.`)).toContain(words.join(' '));
      }),
    );
  });

  it('are runs of two to seven of its words and nothing else, where nothing is hidden', () => {
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join(' ');
        for (const phrase of namePhrases(text)) {
          expect(` ${text} `).toContain(` ${phrase} `);
          expect(phrase.split(' ').length).toBeGreaterThanOrEqual(2);
          expect(phrase.split(' ').length).toBeLessThanOrEqual(7);
        }
      }),
    );
  });

  it('any text is read in bounded time, as stored names are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const phrases = namePhrases(text);
        expect(phrases.size).toBeLessThan(40 * 500);
        for (const phrase of phrases) expect(searchName(phrase)).toBe(phrase);
      }),
    );
    expect(growth(512, (times) => namePhrases('a\u200b'.repeat(times)))).toBeLessThan(10);
  });

  it('of people who hold posts are taken out before', () => {
    const officer = ['budi lating tuasikal'];
    expect(namedBeside('Petugas: Budi Lating Tuasikal', ['budi lating'], officer)).toEqual([]);
    expect(namedBeside('Budi Lating Tuasikal, Budi Lating', ['budi lating'], officer)).toEqual([
      'budi lating',
    ]);
    expect(namedBeside('Budi Lating Tuasikal', ['budi lating'], [])).toEqual(['budi lating']);
    expect(namedBeside('Budi\u200bLating', ['budi lating'], ['budi lating'])).toEqual([]);
  });
});

describe('register numbers', () => {
  const number = fc.record({
    group: fc.constantFrom('A.I', 'AII', 'A III', 'A.IV', 'a.v', 'B.I', 'bi', 'B.IIa', 'B II b', 'BIII'),
    between: fc.constantFrom('', ' ', '-', '.', ' - ', '/', '\n', '\u200b', ' No. '),
    serial: fc.integer({ min: 1, max: 9_999 }),
    slash: fc.constantFrom('/', ' / ', '-', ' ', '\n', '\u2044', ' tahun '),
    year: fc.integer({ min: 1990, max: 2035 }),
  });

  it('are found however they are punctuated', () => {
    fc.assert(
      fc.property(number, fc.boolean(), ({ group, between, serial, slash, year }, padded) => {
        const text = `${group}${between}${padded ? String(serial).padStart(3, '0') : serial}${slash}${year}`;
        expect(holdsRegisterNumber(text)).toBe(true);
        expect(holdsRegisterNumber(`Hadir: (${text}), sakit 2.`)).toBe(true);
      }),
    );
  });

  it.each([
    'Golongan B.I: 12 orang, A.III: 4 orang, per 31 Agustus 2023',
    'Nomor W28.PAS.PAS5-HH.05.05-123 Tahun 2023',
    'Kunjungan 24/11/2023 pukul 10.00, 3/7 hadir (43 %)',
    'Surat 123/B/VIII/2023',
    '',
  ])('aren’t in %j', (text) => {
    expect(holdsRegisterNumber(text)).toBe(false);
  });

  it('are looked up as they are stored, whatever their shape', () => {
    expect(registerKeys('No. reg. TPK-17 / 22 hadir')).toContain('TPK17/22');
    expect(registerKeys('B.IIa-12/2023')).toContain('BIIA12/2023');
    expect(registerKeys('12 orang')).not.toContain('12');
  });
});
