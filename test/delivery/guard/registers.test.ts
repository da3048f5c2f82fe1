import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRegister, noRegisters, registersIn } from '../../../src/delivery/guard/registers.js';

const nobody = noRegisters();
const known = noRegisters();
for (const [id, registerKey] of ['BI003/2023', 'TPK17/22', 'BIIA12/2021', 'X9'].entries()) {
  addRegister(known, { id, registerKey });
}
/** What of a text was taken for a register number, and whose. */
const found = (text: string, index = known) =>
  [...registersIn(text, index)].map(({ start, end, participantId }) => [
    text.slice(start, end),
    participantId ?? null,
  ]);

describe('register numbers', () => {
  // B.1 for B.I has tests of its own: before a number it can be read in several ways.
  const number = fc.record({
    group: fc.constantFrom('A.I', 'AII', 'A III', 'A.IV', 'a.v', 'B.I', 'bi', 'B.IIa', 'B II b', 'BIII'),
    between: fc.constantFrom(' ', '-', '.', ' - ', '/', '\n', ' No. ', ' nomor '),
    serial: fc.integer({ min: 1, max: 9_999 }),
    slash: fc.constantFrom('/', ' / ', '-', ' ', '\n', '\u2044', ' tahun ', ' th. '),
    year: fc.integer({ min: 1990, max: 2035 }),
  });

  it('are found by their shape however they are punctuated, whoever has them', () => {
    fc.assert(
      fc.property(number, fc.boolean(), ({ group, between, serial, slash, year }, padded) => {
        const text = `${group}${between}${padded ? String(serial).padStart(3, '0') : serial}${slash}${year}`;
        expect(found(text, nobody)).toEqual([[text, null]]);
        expect(found(`Hadir: (${text}), sakit 2.`, nobody)).toEqual([[text, null]]);
      }),
    );
  });

  it.each([
    'BI.003/23',
    'BI003/2023',
    'B.I 3/2023',
    'b.i 3/23',
    'B I 0 0 3 / 2 0 2 3',
    'B I 0 0 3 / 2 3',
    'B1.OO3/23',
    'B.1 3/23',
    'Ｂ.Ｉ ００３／２０２３',
    'Reg 003 tahun 2023',
    'Registrasi no. 3/23',
    'nomor 3 th. 23',
    '003/2023',
  ])('are found as %s where somebody has them', (text) => {
    expect(found(`Hadir ${text}, sakit 2`).map(([, whose]) => whose)).toEqual([0]);
  });

  it.each([
    ['reg TPK-17 / 22', 1],
    ['B.II a no 12 tahun 21', 2],
    ['X-9', 3],
  ])('of other shapes too: %s', (text, whose) => {
    expect(found(`Hadir ${text}`).map(([, id]) => id)).toEqual([whose]);
  });

  it.each([
    'Golongan B.I: 12 orang, A.III: 4 orang, per 31 Agustus 2023',
    'Nomor W28.PAS.PAS5-HH.05.05-123 Tahun 2023',
    'Kunjungan 24/11/2023 pukul 10.00, 3/7 hadir (43 %)',
    'Surat 123/B/VIII/2023',
    'Undang-Undang Nomor 3 Tahun 2023 tentang Pemasyarakatan',
    'Surat tugas nomor 3 tahun 2023',
    'Terdaftar B.I 3/24, A.III 12/40',
    'registrasi 24/11/2023',
    'Lampiran A 17 2023',
    'Sesi 3, 2023',
    '',
  ])('aren’t in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('any text is read without a fault, and what is found lies within it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const { start, end } of registersIn(`${text} BI-1/2023`, known)) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length + 10);
        }
      }),
    );
  });
});
