import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { type ReadingBy, readRoster } from '../../../../src/features/files/read/rules.js';
import { placeOf } from '../../../../src/features/files/rules.js';

const today = { year: 2023, month: 9, day: 5 };
const sample = readFileSync(new URL('../../../fixtures/peserta.csv', import.meta.url), 'utf8');

type Value = string | number | Date | null;
const cell = (value: Value) => {
  if (value === null || value === '') return null;
  return value instanceof Date ? { value, type: Date, format: 'dd/mm/yyyy' } : { value };
};
const workbook = (sheets: Readonly<Record<string, readonly (readonly Value[])[]>>) =>
  writeWorkbook(
    Object.entries(sheets).map(([sheet, rows]) => ({ sheet, data: rows.map((row) => row.map(cell)) })),
  ).toBuffer();

async function read(sheets: Parameters<typeof workbook>[0], by: ReadingBy = {}) {
  const reading = await readRoster(await workbook(sheets), today, by);
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
    expect([file.repeated, file.sheets]).toEqual([csv.file.repeated, []]);
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

  test('sheets with the same headings are read together, and each is told of', async () => {
    const person = ['BI-1/2023', 'Budi', 'B.I', '', 'Las', 'aktif'];
    const other = ['BI-2/2023', 'Ani', 'B.I', '', 'Las', 'aktif'];
    const file = await read({
      Sampul: [['Rutan']],
      Judul: [HEAD],
      Tahanan: [HEAD, person],
      Narapidana: [['NARAPIDANA'], HEAD, other],
    });
    expect(file.rows.map(({ name, line }) => [name, placeOf(line)])).toEqual([
      ['Budi', { sheet: 2, line: 2 }],
      ['Ani', { sheet: 3, line: 3 }],
    ]);
    expect(file.sheets.map(({ name, rows, state }) => [name, rows, state])).toEqual([
      ['Sampul', 0, 'no-header'],
      ['Judul', 0, 'no-rows'],
      ['Tahanan', 1, 'read'],
      ['Narapidana', 1, 'read'],
    ]);
    expect([file.asks, file.notes]).toEqual([[], []]);
  });

  test('sheets with other headings, or of other months, are asked about', async () => {
    const person = ['BI-1/2023', 'Budi', 'B.I', '', 'Las', 'aktif'];
    const short = [HEAD.slice(0, 3), person.slice(0, 3)];
    expect((await read({ Isi: [HEAD, person], Lain: short })).asks).toEqual([{ ask: 'sheets' }]);
    const months = { Juli: [HEAD, person], Agustus: [HEAD, person] };
    const file = await read(months);
    expect([file.asks, file.sheets.map(({ state }) => state)]).toEqual([
      [{ ask: 'sheets' }],
      ['read', 'left'],
    ]);
    const chosen = await read(months, { answers: { sheets: [1] } });
    expect([chosen.asks, chosen.sheets.map(({ state }) => state)]).toEqual([[], ['left', 'read']]);
  });

  test('sheets named after programmes are those; a known one also alone, and any other name is a name', async () => {
    const short = (n: number) => [HEAD.slice(0, 3), [`BI-${n}/2023`, 'Budi', 'B.I']];
    const two = { 'Budidaya Lele': short(1), Pertukangan: short(2) };
    const file = await read(two);
    expect(file.rows.map(({ programme, state }) => [programme, state])).toEqual([
      ['budidaya lele', 'active'],
      ['pertukangan', 'active'],
    ]);
    expect(file.notes).toEqual([{ kind: 'sheet-programme', names: ['Budidaya Lele', 'Pertukangan'] }]);
    const plain = await read(two, { answers: { sheetNames: 'none' } });
    expect(plain.rows.map(({ programme }) => programme)).toEqual([undefined, undefined]);
    const alone = { 'Budidaya Lele': short(1) };
    expect((await read(alone)).rows[0]).not.toHaveProperty('programme');
    const known = await read(alone, { programmes: new Set(['budidaya lele']) });
    expect(known.rows[0]?.programme).toBe('budidaya lele');
    const generic = await read({ 'Blok A': short(1), 'Sheet 2': short(2) });
    expect(generic.rows.map(({ programme }) => programme)).toEqual([undefined, undefined]);
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
