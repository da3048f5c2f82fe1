import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ReadingBy, readRoster } from '../../../src/features/files/read/rules.js';
import type { RosterFile } from '../../../src/features/files/rules.js';

const today = { year: 2026, month: 12, day: 15 };

/** A file as an office has sent one; everybody in them is made up. */
async function read(name: string, by: ReadingBy = {}): Promise<RosterFile> {
  const reading = await readRoster(readFileSync(new URL(`cases/${name}`, import.meta.url)), today, by);
  if (!reading.ok) throw new Error(reading.fault.reason);
  return reading.file;
}

const faultsOf = ({ faulty }: RosterFile) =>
  faulty.map(({ line, faults }) => [line, ...faults.map(({ reason, was }) => `${reason}: ${was}`)]);
const programmesOf = ({ rows }: RosterFile) => rows.map(({ line, programme }) => [line, programme]);
const numbersOf = ({ rows }: RosterFile) => rows.map(({ registerNumber }) => registerNumber);

describe('what Excel spoilt', () => {
  it('a shortened number is refused in the row’s own words', async () => {
    const file = await read('01-scientific.csv');
    expect(file.rows).toEqual([]);
    expect(faultsOf(file)).toEqual([
      [2, 'shortened-number: 3,20101E+15'],
      [3, 'shortened-number: 3,20101E+15'],
      [4, 'shortened-number: 8,10101E+15'],
    ]);
  });

  it('an error cell is nobody’s name, no programme and no blank', async () => {
    const text = await read('04-error-cells.csv');
    expect([text.rows, text.programmes]).toEqual([[], []]);
    expect(faultsOf(text)).toEqual([
      [2, 'error-cell: #N/A'],
      [3, 'error-cell: #REF!'],
      [4, 'error-cell: #NAME?', 'error-cell: #N/A'],
      [5, 'error-cell: #VALUE!'],
    ]);
    const workbook = await read('15-errors.xlsx');
    expect(programmesOf(workbook)).toEqual([[5, 'lele']]);
    expect(faultsOf(workbook)).toEqual([
      [2, 'error-cell: #N/A'],
      [3, 'error-cell: #VALUE!', 'error-cell: #N/A'],
      [4, 'formula: =VLOOKUP(A4,X!A:B,2,0)'],
    ]);
  });

  it('sixteen digits are kept, twenty-three are refused', async () => {
    const file = await read('13-number-register.xlsx');
    expect(numbersOf(file)).toEqual(['007', '8101012304567890', '8101012304567891']);
    expect(faultsOf(file)).toEqual([[5, 'shortened-number: 1.2e+22']]);
  });
});

it('zeros before a number make no other person of it: what they are is told or asked', async () => {
  const file = await read('02-zeros.csv');
  expect(numbersOf(file)).toEqual(['B.I 001/2023', '0007', '7']);
  expect(file.repeated).toEqual([{ line: 3, of: 2 }]);
});

it('dates are month-first where some can be nothing else, and that is said', async () => {
  const file = await read('03-us-dates.csv');
  expect(file.rows.map(({ arrivedOn }) => arrivedOn)).toEqual([
    '2023-02-03',
    '2023-02-16',
    '2022-12-31',
    '2023-07-04',
  ]);
  expect([file.asks, file.faulty]).toEqual([[], []]);
  expect(file.notes).toEqual([
    { kind: 'order', column: 'arrivedOn', order: 'month', was: '2/16/2023', line: 3 },
  ]);
});

it('a programme given once for the rows below is asked about in a text file', async () => {
  const file = await read('06-merged-programme.csv');
  expect(file.asks[0]).toEqual({ ask: 'blanks', rows: 3, line: 3, programme: 'Budidaya Lele' });
  const [lele, wood] = ['budidaya lele', 'pertukangan'];
  expect(programmesOf(await read('06-merged-programme.csv', { answers: { blanks: 'above' } }))).toEqual([
    [2, lele],
    [3, lele],
    [4, lele],
    [5, wood],
    [6, wood],
  ]);
  expect(programmesOf(await read('06-merged-programme.csv', { answers: { blanks: 'none' } }))).toEqual([
    [2, lele],
    [3, undefined],
    [4, undefined],
    [5, wood],
    [6, undefined],
  ]);
});

describe('several sheets', () => {
  it('with the same headings are read together, and listed with what is in each', async () => {
    const file = await read('11-two-sheets.xlsx');
    expect(file.sheets).toEqual([
      { name: 'Tahanan', hidden: false, rows: 1, state: 'read' },
      { name: 'Narapidana', hidden: false, rows: 3, state: 'read' },
    ]);
    expect(file.rows.map(({ registerClass }) => registerClass)).toEqual(['A_III', 'B_I', 'B_I', 'B_I']);
  });

  it('named after a programme are that programme', async () => {
    const file = await read('23-sheet-per-programme.xlsx');
    expect(file.rows.map(({ name, programme }) => [name, programme])).toEqual([
      ['Yakob Tualena', 'budidaya lele'],
      ['Simon Latuheru', 'pertukangan'],
    ]);
    expect(file.notes).toEqual([{ kind: 'sheet-programme', names: ['Budidaya Lele', 'Pertukangan'] }]);
    expect(file.sheets.map(({ name, rows }) => [name, rows])).toEqual([
      ['Budidaya Lele', 1],
      ['Pertukangan', 1],
    ]);
  });
});

describe('a class', () => {
  it('without a column is what the number says; zero dates are no date', async () => {
    const file = await read('17-sdp-like.xlsx');
    expect(
      file.rows.map(({ registerClass, releaseExpectedOn }) => [registerClass, releaseExpectedOn]),
    ).toEqual([
      ['B_I', '2027-02-01'],
      ['A_III', undefined],
    ]);
    expect(file.notes).toEqual([{ kind: 'class-from-number', rows: 2 }]);
    expect(file.tidied).toContainEqual({ line: 6, from: '0000-00-00', to: '–' });
    expect([file.faulty, file.skipped.map(({ why }) => why)]).toEqual([[], ['title', 'title']]);
    expect(file.ignored).toContain('Jenis Kejahatan');
  });

  it('that contradicts its number is named, not taken', async () => {
    const file = await read('25-class-contradicts-number.csv');
    expect(file.rows).toEqual([]);
    expect(faultsOf(file)).toEqual([
      [2, 'class-contradicts: B.I>A.III'],
      [3, 'class-contradicts: A.III>B.I'],
    ]);
  });
});

it('zero dates are no date, and the person is imported', async () => {
  const file = await read('26-zero-dates.csv');
  expect(file.rows.map(({ name }) => name)).toEqual([
    'Yakob "Kobe" Tualena',
    'Simon Latuheru',
    'Markus Sahetapy',
  ]);
  for (const row of file.rows) {
    expect(row).not.toHaveProperty('arrivedOn');
    expect(row).not.toHaveProperty('releaseExpectedOn');
  }
  expect(file.tidied.map(({ from }) => from)).toEqual([
    '0000-00-00',
    '0000-00-00',
    '1899-12-30',
    '9999-12-31',
    '1970-01-01',
  ]);
});

it('who is on a list of releases leaves on that date', async () => {
  const file = await read('28-release-list.xlsx');
  expect([file.rows, file.departuresOnly]).toEqual([[], true]);
  expect(file.leaving).toMatchObject([{ line: 4, name: 'Yakob Tualena', why: 'released', on: '2026-12-12' }]);
});
