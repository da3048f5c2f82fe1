import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { likened, likeness } from '../../../src/reading/names/likeness.js';

const like = (a: string, b: string) => likeness(likened(a), likened(b));

it.each([
  ['Ahmad Latuconsina', 'LATUCONSINA AHMAD'],
  ['Muhammad Saleh', 'Moh. Saleh'],
  ['Mohd Saleh bin Abdullah', 'Muhamad Saleh Abdullah'],
  ['Soeharto Tuasikal', 'Suharto Tuasikal'],
  ['Abdurrahman Patty', 'Abdul Rahman Patty'],
  ['Nur Aini', 'Nuraini'],
  ['Haji Djoko', 'Joko'],
])('%s and %s are the same name', (a, b) => expect(like(a, b)).toBe('same'));

it.each([
  ['Yohanis Pattiasina', 'Yohanes Pattiasina'],
  ['Yohanis P. Pattiasina', 'Yohanis Pattiasina'],
  ['M. Saleh', 'Muhammad Saleh'],
  ['Simon Latuheru', 'Simon Latuheruu'],
  ['Maria Leatemia', 'Maria Leatemai'],
])('%s and %s are one name spelt otherwise', (a, b) => expect(['same', 'spelling']).toContain(like(a, b)));

it.each([
  ['Ahmad', 'Ahmad Latuconsina'],
  ['Siti Aminah binti Saleh', 'Siti Aminah'],
])('%s is a part of %s, or the other way round', (a, b) => expect(like(a, b)).toBe('part'));

it.each([
  ['Ahmad Latu', 'Ahmad Sopacua'],
  ['Yakob Tualena', 'Simon Latuheru'],
  ['Ani', 'Adi'],
  ['Nama Orang 1', 'Nama Orang 11'],
  ['Peserta 12', 'Peserta 13'],
])('%s and %s are other names', (a, b) => expect(like(a, b)).toBe('other'));

it('is the same both ways, and every name is its own', () => {
  const word = fc.constantFrom(
    'ahmad',
    'Muhammad',
    'moh.',
    'latu',
    'Tuasikal',
    'A.',
    'bin',
    'siti',
    'yosef',
    'Yosep',
  );
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(like(a, b) === 'other').toBe(like(b, a) === 'other');
      if (likened(a).sounds.length > 0) expect(like(a, a)).toBe('same');
    }),
  );
});
