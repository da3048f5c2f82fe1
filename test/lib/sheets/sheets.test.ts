import { describe, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { readSheets } from '../../../src/lib/sheets/sheets.js';
import { workbookOf, zipOf } from '../../support/zip.js';

const options = { maxBytes: 1_000_000, headings: (cells: readonly string[]) => cells.length };

async function sheetsOf(bytes: Uint8Array) {
  const reading = await readSheets(bytes, options);
  if (!reading.ok) throw new Error(reading.fault.reason);
  return reading.sheets;
}

async function faultOf(bytes: Uint8Array) {
  const reading = await readSheets(bytes, options);
  return reading.ok ? 'none' : reading.fault.reason;
}

const cell = (value: string | number | boolean) => ({ value });
const workbook = (...sheets: { sheet: string; data: never[][] }[]) =>
  writeWorkbook(sheets as never).toBuffer();

describe('a workbook', () => {
  test('has dates, numbers and yes or no as text, and lines counted as Excel counts them', async () => {
    const bytes = await workbook(
      { sheet: 'Kosong', data: [] },
      {
        sheet: 'Daftar WBP',
        data: [
          [cell('judul')],
          [],
          [
            cell(1234567),
            cell(0.1 + 0.2),
            { value: new Date(Date.UTC(2022, 4, 5)), type: Date, format: 'dd/mm/yyyy' },
            cell(true),
            cell('  É '),
          ],
        ] as never[][],
      },
    );
    const [empty, sheet] = await sheetsOf(bytes);
    expect(empty).toEqual({ name: 'Kosong', lines: [] });
    expect(sheet?.name).toBe('Daftar WBP');
    expect(sheet?.lines.map(({ line, cells }) => [line, cells.join('|')])).toEqual([
      [1, 'judul'],
      [2, ''],
      [3, '1234567|0.3|2022-05-05|true|É'],
    ]);
  });

  test('made by hand reads as well: formulas by what they show, errors as they are shown', async () => {
    const rows =
      '<row r="2"><c r="B2" t="inlineStr"><is><t>Nama</t></is></c><c r="C2" t="e"><v>#N/A</v></c><c r="D2"><f>1+1</f><v>2</v></c></row>';
    expect(await sheetsOf(workbookOf(rows))).toEqual([
      {
        name: 'Daftar',
        lines: [
          { line: 1, cells: [] },
          { line: 2, cells: ['', 'Nama', '#N/A', '2'] },
        ],
      },
    ]);
  });

  test('cut off, spoilt in the middle or without its sheets is damaged', async () => {
    const whole = await workbook({ sheet: 'A', data: [[cell('x')]] as never[][] });
    expect(await faultOf(whole.subarray(0, whole.length - 30))).toBe('corrupt');
    expect(await faultOf(whole.subarray(0, 200))).toBe('corrupt');
    const spoilt = Buffer.from(whole);
    spoilt.fill(0xff, 60, 160);
    expect(await faultOf(spoilt)).toBe('corrupt');
    expect(await faultOf(zipOf([{ name: 'xl/workbook.xml', content: '<workbook' }]))).toBe('corrupt');
  });

  test('that is larger inside than it says, or than any list, is refused unread', async () => {
    const bomb = { name: 'xl/a.xml', content: Buffer.alloc(50_000_000) };
    expect(await faultOf(workbookOf('', [{ ...bomb, says: 1000 }]))).toBe('too-big-inside');
    expect(await faultOf(workbookOf('', [bomb, { ...bomb, name: 'xl/b.xml' }]))).toBe('too-big-inside');
  });

  test('whose last cell lies a million lines below fills the worker’s memory, not the program’s', async () => {
    const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    expect(await faultOf(workbookOf(far))).toBe('too-big-inside');
    expect(await sheetsOf(workbookOf('<row r="1"><c r="A1"><v>1</v></c></row>'))).toHaveLength(1);
  });
});

describe('what is no workbook', () => {
  const empty = { content: '' };
  test.each([
    [
      'LibreOffice',
      [
        { name: 'META-INF/manifest.xml', ...empty },
        { name: 'content.xml', ...empty },
      ],
      'ods',
    ],
    ['Excel’s binary kind', [{ name: 'xl/workbook.bin', ...empty }], 'spreadsheet'],
    ['Word', [{ name: 'word/document.xml', ...empty }], 'document'],
    ['photos', [{ name: 'foto.jpg', ...empty }], 'archive'],
    ['locked', [{ name: 'xl/workbook.xml', content: 'x', encrypted: true }], 'password'],
  ])('%s', async (_, entries, reason) => {
    expect(await faultOf(zipOf(entries))).toBe(reason);
  });

  test('an Excel file with a password, and one from before 2007', async () => {
    const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect(await faultOf(compound)).toBe('spreadsheet');
    const name = Buffer.from('EncryptedPackage', 'utf16le');
    expect(await faultOf(Buffer.concat([compound, Buffer.alloc(500), name]))).toBe('password');
  });
});
