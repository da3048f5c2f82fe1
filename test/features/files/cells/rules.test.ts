import { describe, expect, test } from 'vitest';
import {
  isNoDate,
  readBirthYear,
  readCell,
  readDate,
  readStatus,
  tidyName,
} from '../../../../src/features/files/cells/rules.js';

const today = { year: 2023, month: 9, day: 5 };

describe('cells', () => {
  test.each([
    ['  Spasi   Ganda ', 'Spasi Ganda'],
    ['="BI-001/2023"', 'BI-001/2023'],
    ["'00123", '00123'],
    ['-', ''],
    [' – ', ''],
    ['Tidak ada', ''],
    ['a\u200bb', 'ab'],
  ])('%j reads as %j', (raw, text) => {
    expect(readCell(raw)).toMatchObject({ text, formula: false });
  });

  test.each(['=HYPERLINK("x")', '=cmd|/c calc', '+1+1', '@SUM(A1)', '-2+3', '="=1+1"', "'=1"])(
    '%s would run',
    (raw) => {
      expect(readCell(raw).formula).toBe(true);
    },
  );
});

test.each([
  ['BUDI LATING', 'Budi Lating'],
  ['siti binti ahmad', 'Siti binti Ahmad'],
  ['BIN ALI BIN', 'Bin Ali bin'],
  ["JUM'AT O'BRIEN", "Jum'at O'Brien"],
  ['ABDUL-RAHMAN III', 'Abdul-Rahman III'],
  ['La Hamu', 'La Hamu'],
  ['McDonald', 'McDonald'],
  ['AB', 'AB'],
  ['la', 'la'],
])('the name %s is written %s', (text, expected) => {
  expect(tidyName(text)).toBe(expected);
});

describe('dates', () => {
  test.each(['0', '00/00/0000', '00/01/1900', 'seumur hidup', 'SH', 'SMR', 'hukuman mati', 'belum vonis'])(
    '%s says that there is none',
    (text) => {
      expect(isNoDate(text)).toBe(true);
    },
  );

  test.each(['1', '01/01/2000', 'besok', '31/02/2023'])('%s does not', (text) => {
    expect(isNoDate(text)).toBe(false);
  });

  test.each([
    ['16/02/2023', '2023-02-16', true],
    ['05-05-2027', '2027-05-05', true],
    ['2023-08-31', '2023-08-31', true],
    ['1/8/23', '2023-08-01', false],
    ['1/8/99', '1999-08-01', false],
    ['5 Mei 2022', '2022-05-05', false],
    ['1 Agustus 2023', '2023-08-01', false],
    ['1-Aug-2023', '2023-08-01', false],
    ['45139', '2023-08-01', false],
    ['45139.0', '2023-08-01', false],
    ['31/08/2023 00:00', '2023-08-31', true],
    ['31/08/2023 0:00:00', '2023-08-31', true],
    ['2023-08-31T00:00:00.000Z', '2023-08-31', true],
    ['Kamis, 31 Agustus 2023', '2023-08-31', false],
    ['31-08-2023.', '2023-08-31', true],
    ['20230831', '2023-08-31', false],
    ['31Agt2023', '2023-08-31', false],
    ['31 Agt 2023', '2023-08-31', false],
    ['03/04/2023', '2023-04-03', true],
  ])('%s is %s', (text, date, asWritten) => {
    expect(readDate(text, today)).toEqual({ date, asWritten });
  });

  test.each(['31/02/2023', '13/13/2023', '02/16/2023', '5 Meo 2022', 'besok', '2023', '0/0/0', '1/1/0001'])(
    '%s is no date',
    (text) => {
      expect(readDate(text, today)).toBeUndefined();
    },
  );
});

test.each([
  ['1985', 1985],
  ['85', 1985],
  ['04', 2004],
  ['23', undefined],
  ['17/08/1990', 1990],
  ['17/08/90', 1990],
  ['1800', undefined],
  ['1928', 1928],
  ['1927', undefined],
  ['2013', 2013],
  ['2014', undefined],
  ['2020', undefined],
  ['abc', undefined],
])('born %s is %s', (text, year) => {
  expect(readBirthYear(text, today)).toBe(year);
});

describe('status', () => {
  test.each([
    ['Aktif', { state: 'active' }],
    ['DAFTAR TUNGGU', { state: 'waiting' }],
    ['jeda', { state: 'paused' }],
    ['diajukan', { state: 'applied' }],
    ['selesai', { state: 'ended', reason: 'unrecorded' }],
    ['Selesai (lulus)', { state: 'ended', reason: 'completed' }],
    ['selesai karena pindah', { state: 'ended', reason: 'transferred' }],
    ['bebas', { state: 'ended', reason: 'released' }],
  ])('%s is understood', (text, status) => {
    expect(readStatus(text)).toEqual(status);
  });

  test.each(['', 'entah', 'selesai mungkin', 'tidak aktif', 'selesai aktif'])('“%s” is not', (text) => {
    expect(readStatus(text)).toBeUndefined();
  });
});
