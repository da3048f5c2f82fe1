import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { readRoster } from '../../../src/features/roster/read/rules.js';

const today = { year: 2023, month: 9, day: 5 };
const sample = readFileSync(new URL('../../fixtures/peserta.csv', import.meta.url), 'utf8');

type Value = string | number | Date | null;
const cell = (value: Value) => {
  if (value === null || value === '') return null;
  return value instanceof Date ? { value, type: Date, format: 'dd/mm/yyyy' } : { value };
};
const workbook = (sheets: Readonly<Record<string, readonly (readonly Value[])[]>>) =>
  writeWorkbook(
    Object.entries(sheets).map(([sheet, rows]) => ({ sheet, data: rows.map((row) => row.map(cell)) })),
  ).toBuffer();

async function read(sheets: Parameters<typeof workbook>[0]) {
  const reading = await readRoster(await workbook(sheets), today);
  if (!reading.ok) throw new Error(JSON.stringify(reading.fault));
  return reading.file;
}
async function faultOf(sheets: Parameters<typeof workbook>[0]) {
  const reading = await readRoster(await workbook(sheets), today);
  return reading.ok ? undefined : reading.fault;
}

const HEAD = ['No. Register', 'Nama', 'Golongan', 'Tgl Masuk', 'Program', 'Status'];

describe('a roster as an Excel file', () => {
  test('the sample copied into Excel reads as the sample does, line by line', async () => {
    const rows = sample
      .replace(/^\uFEFF/u, '')
      .trimEnd()
      .split(/\r?\n/u)
      .map((line) => line.split(';').map((text) => text.replace(/^"|"$/gu, '').replaceAll('""', '"')));
    const csv = await readRoster(Buffer.from(sample), today);
    if (!csv.ok) throw new Error(csv.fault.reason);
    const file = await read({ Lembar1: rows });
    expect(file.rows).toEqual(csv.file.rows);
    expect(file.faulty.map(({ line }) => line)).toEqual(csv.file.faulty.map(({ line }) => line));
    expect([file.repeated, file.sheet]).toEqual([csv.file.repeated, undefined]);
  });

  test('dates are days, numbers register numbers; titles above and blank lines don’t matter', async () => {
    const file = await read({
      Daftar: [
        ['DAFTAR WARGA BINAAN'],
        ['Rutan Kelas IIB Masohi'],
        [],
        ['No', 'Nama Lengkap', 'NOMOR REGISTER', 'Gol', 'Tanggal Masuk', 'Thn Lahir'],
        [1, 'BUDI LATING', 2023001, 'B.I', new Date(Date.UTC(2022, 4, 5)), 1985],
        [],
        [2, 'Ani', 'AIII-7/2023', 'A.III', new Date(Date.UTC(2023, 8, 1, 23, 59)), null],
        [3, 'Ida', '', 'B.I', null, null],
      ],
    });
    expect(file.rows).toMatchObject([
      { line: 5, registerNumber: '2023001', name: 'Budi Lating', arrivedOn: '2022-05-05', birthYear: 1985 },
      { line: 7, registerNumber: 'AIII-7/2023', registerClass: 'A_III', arrivedOn: '2023-09-01' },
    ]);
    expect([file.blank, file.ignored]).toEqual([1, ['No']]);
    expect(file.faulty).toMatchObject([{ line: 8, faults: [{ reason: 'no-register' }] }]);
  });

  test('of several sheets the first with the headings and people below is read, and named', async () => {
    const person = ['BI-1/2023', 'Budi', 'B.I', '', 'Las', 'aktif'];
    const file = await read({
      Sampul: [['Rutan']],
      Rekap: [HEAD],
      Isi: [HEAD, person],
      Lama: [HEAD, person],
    });
    expect([file.sheet, file.rows.length]).toEqual(['Isi', 1]);
    expect((await read({ Kosong: [], Isi: [HEAD, person] })).sheet).toBeUndefined();
  });

  test('nothing to read is said as of any other file', async () => {
    expect(await faultOf({ Kosong: [], Juga: [[]] })).toEqual({ reason: 'empty' });
    expect(await faultOf({ A: [['Nama'], ['Budi']], B: [['x']] })).toEqual({
      reason: 'no-header',
      missing: ['register'],
    });
    expect(await faultOf({ A: [HEAD], B: [['x']] })).toEqual({ reason: 'no-rows' });
  });

  test('a cell that begins like a formula is refused, in whatever make of file', async () => {
    const file = await read({ A: [HEAD, ['BI-1/2023', '=HYPERLINK("x")', 'B.I', '', '', '']] });
    expect(file.faulty).toMatchObject([{ line: 2, faults: [{ reason: 'formula' }] }]);
  });
});
