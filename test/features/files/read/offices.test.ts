import { describe, expect, it } from 'vitest';
import { type ReadingBy, readRoster } from '../../../../src/features/files/read/rules.js';
import type { RosterFile } from '../../../../src/features/files/rules.js';
import { workbookOf } from '../../../support/zip.js';

const today = { year: 2023, month: 9, day: 5 };
const HEAD = 'No Register;Nama;Gol;JK;Tgl Masuk;Ekspirasi;Program;Status';

async function read(content: string | Uint8Array, by: ReadingBy = {}): Promise<RosterFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const reading = await readRoster(bytes, today, by);
  if (!reading.ok) throw new Error(JSON.stringify(reading.fault));
  return reading.file;
}
const rows = (...lines: readonly string[]) => [HEAD, ...lines].join('\n');
const faultsOf = ({ faulty }: RosterFile) =>
  faulty.map(({ line, faults }) => [
    line,
    ...faults.map(({ reason, column }) => [reason, column].join(' ').trim()),
  ]);

describe('what Excel spoilt is refused in the row’s own words', () => {
  it.each([
    ['8,10101E+15', 'shortened-number register'],
    ['1.2e+22', 'shortened-number register'],
    ['2023-01-01', 'number-became-date register'],
    ['2023-01-01 00:00:00', 'number-became-date register'],
    ['Jan-23', 'number-became-date register'],
    ['01-Mei-23', 'number-became-date register'],
    ['#REF!', 'error-cell register'],
    ['########', 'narrow-cell register'],
  ])('%s as a register number', async (number, fault) => {
    const file = await read(rows(`${number};Yakob Tualena;B.I;L;;;Lele;aktif`));
    expect([faultsOf(file), file.rows]).toEqual([[[2, fault]], []]);
  });

  it('an error is nobody’s name, no programme and no date', async () => {
    const file = await read(
      rows(
        'BI-1/2023;#N/A;B.I;L;;;;',
        'BI-2/2023;Ani;B.I;P;#VALUE!;;#NAME?;aktif',
        'BI-3/2023;Ida;#DIV/0!;P;;;;',
      ),
    );
    expect(faultsOf(file)).toEqual([
      [2, 'error-cell name'],
      [3, 'error-cell arrivedOn', 'error-cell programme'],
      [4, 'error-cell class'],
    ]);
  });

  it('sixteen digits stay as they are', async () => {
    const file = await read(rows('8101012304567890;Yakob;B.I;L;;;;'));
    expect(file.rows[0]?.registerNumber).toBe('8101012304567890');
  });
});

describe('dates are read by the column', () => {
  const dates = async (by: ReadingBy, ...written: readonly string[]) => {
    const file = await read(
      rows(...written.map((date, n) => `BI-${n}/2023;Orang ${n};B.I;L;${date};;;`)),
      by,
    );
    return { read: file.rows.map(({ arrivedOn }) => arrivedOn), notes: file.notes, asks: file.asks };
  };

  it('month-first where some can be nothing else, and it is said', async () => {
    expect(await dates({}, '2/3/2023', '2/16/2023', '12/31/2022')).toEqual({
      read: ['2023-02-03', '2023-02-16', '2022-12-31'],
      notes: [{ kind: 'order', column: 'arrivedOn', order: 'month', was: '2/16/2023', line: 3 }],
      asks: [],
    });
  });

  it('day-first where some can be nothing else, also where one slipped', async () => {
    const many = Array.from({ length: 11 }, () => '16/02/2023');
    const { read: found, notes, asks } = await dates({}, '2/3/2023', ...many);
    expect([found[0], notes, asks]).toEqual(['2023-03-02', [], []]);
    const file = await read(
      rows(...[...many, '2/16/2023'].map((date, n) => `BI-${n}/2023;Orang ${n};B.I;L;${date};;;`)),
    );
    expect(faultsOf(file)).toEqual([[13, 'impossible-date arrivedOn']]);
  });

  it('where both fit it is asked, and read as answered', async () => {
    const both = ['2/3/2023', '4/5/2023'];
    expect((await dates({}, ...both)).asks).toEqual([
      { ask: 'order', column: 'arrivedOn', was: '2/3/2023', line: 2 },
    ]);
    const month = await dates({ answers: { order: 'month' } }, ...both);
    expect([month.read, month.asks]).toEqual([['2023-02-03', '2023-04-05'], []]);
    const day = await dates({ answers: { order: 'day' } }, ...both);
    expect([day.read, day.notes]).toEqual([['2023-03-02', '2023-05-04'], []]);
  });

  it('where the dates contradict each other it is asked as well', async () => {
    expect((await dates({}, '16/2/2023', '2/16/2023')).asks).toHaveLength(1);
  });

  it('a column that doesn’t show it goes by the others of the file; the same number twice is no question', async () => {
    const file = await read(rows('BI-1/2023;Ani;B.I;P;2/3/2023;31/12/2026;;'));
    expect([file.rows[0]?.arrivedOn, file.asks]).toEqual(['2023-03-02', []]);
    expect((await dates({}, '2/2/2023')).asks).toEqual([]);
  });

  it('where a program of another country made dates of some, that is said', async () => {
    const { notes } = await dates({}, '2023-03-02', '2023-05-04', '16/02/2023');
    expect(notes).toEqual([{ kind: 'mixed-dates', column: 'arrivedOn', was: '16/02/2023', line: 4 }]);
    expect((await dates({}, '2023-03-02', '2023-05-24', '16/02/2023')).notes).toEqual([]);
  });

  it.each(['0000-00-00', '00/00/0000', '1899-12-30', '9999-12-31', '1970-01-01', '12/?/2023', '?', '0', '-'])(
    '%s is no date, and the person is taken',
    async (date) => {
      const file = await read(rows(`BI-1/2023;Ani;B.I;P;${date};;;`));
      expect(file.rows).toHaveLength(1);
      expect(file.rows[0]).not.toHaveProperty('arrivedOn');
      expect(file.tidied).toEqual(date === '-' ? [] : [{ line: 2, from: date, to: '–' }]);
    },
  );
});

describe('sex is read by the column', () => {
  const sexes = async (head: string, by: ReadingBy, ...written: readonly string[]) => {
    const lines = written.map((sex, n) => `${n}/2023;Orang ${n};${sex}`);
    const file = await read([`No Register;Nama;${head}`, ...lines].join('\n'), by);
    return { sexes: file.rows.map(({ sex }) => sex), notes: file.notes, asks: file.asks };
  };

  it.each([
    ['JK', ['L', 'P'], ['male', 'female'], []],
    ['JK', ['P', 'W'], ['male', 'female'], [{ kind: 'sex-pw' }]],
    ['P/W', ['P', 'P'], ['male', 'male'], [{ kind: 'sex-pw' }]],
    ['L/P', ['P'], ['female'], []],
    ['JK', ['Lk', 'Pr'], ['male', 'female'], []],
    ['Jenis Kelamin', ['1', '2'], ['male', 'female'], [{ kind: 'sex-coded' }]],
  ])('%s: %j', async (head, written, read_, notes) => {
    expect(await sexes(head, {}, ...written)).toEqual({ sexes: read_, notes, asks: [] });
  });

  it('P alone could be either, and is asked', async () => {
    expect((await sexes('JK', {}, 'P', 'P', 'P')).asks).toEqual([{ ask: 'sexP', rows: 3 }]);
    expect((await sexes('JK', {}, 'P', 'P')).asks).toEqual([]);
    expect(await sexes('JK', { answers: { sexP: 'male' } }, 'P')).toMatchObject({
      sexes: ['male'],
      asks: [],
    });
  });
});

describe('the class', () => {
  it.each([
    ['B.I 101/2025', 'B_I'],
    ['A.III.003/2023', 'A_III'],
    ['BIIb-7/2023', 'B_IIb'],
    ['B.1 12/2023', 'B_I'],
    ['Reg. B.IIa 5/2023', 'B_IIa'],
    ['101/2025', undefined],
    ['A 1/2023', undefined],
  ])('where no column has it, is what %s says: %s', async (number, registerClass) => {
    const file = await read(`No Register;Nama\n${number};Ani`);
    expect(file.rows[0]?.registerClass).toBe(registerClass);
    expect(file.notes).toEqual(registerClass ? [{ kind: 'class-from-number', rows: 1 }] : []);
  });

  it('that contradicts its number is named, and not taken', async () => {
    const file = await read(rows('A.III 001/2023;Yakob;B.I;L;;;;', 'B.I 002/2023;Simon;A.III;L;;;;'));
    expect(file.rows).toEqual([]);
    expect(file.faulty.map(({ faults }) => faults)).toEqual([
      [{ reason: 'class-contradicts', was: 'B.I>A.III', column: 'class' }],
      [{ reason: 'class-contradicts', was: 'A.III>B.I', column: 'class' }],
    ]);
  });

  it.each([
    ['B.III s', 'B_III'],
    ['B.IIIs', 'B_III'],
    ['SH', 'B_I'],
    ['Seumur Hidup', 'B_I'],
  ])('as offices write it: %s', async (written, registerClass) => {
    const file = await read(rows(`12/2023;Yakob;${written};L;;;;`));
    expect(file.rows[0]?.registerClass).toBe(registerClass);
  });
});

describe('a programme given once for the rows below', () => {
  const lines = [
    'BI-1/2023;Yakob;B.I;L;;;Budidaya Lele;aktif',
    'BI-2/2023;Simon;B.I;L;;;;',
    'BI-3/2023;Markus;B.I;L;;;;',
    'BI-4/2023;Petrus;B.I;L;;;Pertukangan;aktif',
    'BI-5/2023;Yan;B.I;L;;;;',
  ];

  it('is asked about in a text file, and read as answered', async () => {
    expect((await read(rows(...lines))).asks).toEqual([
      { ask: 'blanks', rows: 3, line: 3, programme: 'Budidaya Lele' },
    ]);
    const filled = await read(rows(...lines), { answers: { blanks: 'above' } });
    expect(filled.rows.map(({ programme, state }) => [programme, state])).toEqual([
      ['budidaya lele', 'active'],
      ['budidaya lele', 'active'],
      ['budidaya lele', 'active'],
      ['pertukangan', 'active'],
      ['pertukangan', 'active'],
    ]);
    expect(filled.notes).toEqual([{ kind: 'filled-above', rows: 3 }]);
    const none = await read(rows(...lines), { answers: { blanks: 'none' } });
    expect(none.rows.filter(({ programme }) => programme === undefined)).toHaveLength(3);
  });

  it('isn’t asked about where each row says its own', async () => {
    const own = [
      'BI-6/2023;Adi;B.I;L;;;Las;aktif',
      'BI-7/2023;Ida;B.I;P;;;Las;aktif',
      'BI-8/2023;Eva;B.I;P;;;;',
    ];
    expect((await read(rows(...own, 'BI-9/2023;Ina;B.I;P;;;;'))).asks).toEqual([]);
  });

  it('is filled where a workbook shows that cells were merged', async () => {
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const line = (n: number, ...cells: readonly string[]) => `<row r="${n}">${cells.join('')}</row>`;
    const head = ['No Register', 'Nama', 'Gol', 'Program', 'Status'].map((text, n) =>
      cell(`${'ABCDE'[n]}1`, text),
    );
    const person = (n: number, ...more: readonly string[]) =>
      line(n, cell(`A${n}`, `BI-${n}/2023`), cell(`B${n}`, `Orang ${n}`), cell(`C${n}`, 'B.I'), ...more);
    const sheet = [
      line(1, ...head),
      person(2, cell('D2', 'Lele'), cell('E2', 'aktif')),
      person(3),
      person(4),
      person(5),
    ].join('');
    const merges = '<mergeCells count="2"><mergeCell ref="D2:D4"/><mergeCell ref="E2:E4"/></mergeCells>';
    const file = await read(workbookOf(sheet, [], merges));
    expect(file.rows.map(({ programme }) => programme)).toEqual(['lele', 'lele', 'lele', undefined]);
    expect(file.asks).toEqual([]);
  });
});

describe('who leaves', () => {
  it('is no row of a programme, whatever the programme, with the day where one is told', async () => {
    const file = await read(
      [
        'No Register;Nama;Gol;Program;Status;Tgl Keluar',
        'BI-1/2023;Ani;B.I;Lele;aktif;',
        'BI-2/2023;Ida;B.I;Lele;bebas;04/09/2023',
        'BI-3/2023;Eva;B.I;;Pindah ke Lapas Ambon;31/08/2023',
        'BI-4/2023;Ina;B.I;Lele;Bebas murni;',
      ].join('\n'),
    );
    expect(file.rows.map(({ name }) => name)).toEqual(['Ani']);
    expect(file.leaving.map(({ name, why, on }) => [name, why, on])).toEqual([
      ['Ida', 'released', '2023-09-04'],
      ['Eva', 'transferred', '2023-08-31'],
      ['Ina', 'released', undefined],
    ]);
    // They are in the file, so that they aren't missing from it.
    expect(file.faultyKeys).toEqual(['BI2/2023', 'BI3/2023', 'BI4/2023']);
  });

  it('may be listed by name alone, under a title that says so', async () => {
    const file = await read(
      'DATA WBP BEBAS;;;\nBULAN AGUSTUS 2023;;;\nNo;Nama;Tgl Ekspirasi;Keterangan\n1;Yakob Tualena;12-08-2023;Bebas murni\n2;Ani;;PB',
      { answers: { order: 'day' } },
    );
    expect(file.departuresOnly).toBe(true);
    expect(file.leaving.map(({ name, why, on }) => [name, why, on])).toEqual([
      ['Yakob Tualena', 'released', '2023-08-12'],
      ['Ani', 'released', undefined],
    ]);
  });

  it('the day of release of who is here is the expected one, or names a column without a use', async () => {
    const expected = await read('No Register;Nama;Tgl Bebas\nBI-1/2023;Ani;31/12/2026');
    expect([expected.rows[0]?.releaseExpectedOn, expected.ignored]).toEqual(['2026-12-31', []]);
    const both = await read('No Register;Nama;Tgl Ekspirasi;Tgl Bebas\nBI-1/2023;Ani;31/12/2026;30/06/2026');
    expect([both.rows[0]?.releaseExpectedOn, both.ignored]).toEqual(['2026-12-31', ['Tgl Bebas']]);
  });

  it.each(['DAFTAR WBP YANG AKAN BEBAS', 'PROGRAM BEBAS NARKOBA'])(
    '%s says nothing of the kind',
    async (title) => {
      const file = await read(`${title};;\nNo Register;Nama;Gol\nBI-1/2023;Ani;B.I`);
      expect([file.leaving, file.rows.length]).toEqual([[], 1]);
    },
  );
});

describe('what offices write around a list is no fault', () => {
  it('titles, numbers of columns, totals, rows numbered beforehand, and the signature below', async () => {
    const file = await read(
      [
        'RUMAH TAHANAN NEGARA KELAS IIB;;;',
        'DAFTAR PESERTA;;;',
        'No;No Register;Nama;Gol',
        '(1);(2);(3);(4)',
        '1;BI-1/2023;Ani;B.I',
        '2;;;',
        '3;BI-3/2023;Ida;B.I',
        ';Jumlah;2;',
        ';;Masohi, 5 September 2023;',
        ';;Kepala Rutan;',
        ';;Drs. Yohanis Contoh;',
        ';;NIP. 19750101 200003 1 001;',
      ].join('\n'),
    );
    expect(file.rows.map(({ line }) => line)).toEqual([5, 7]);
    expect(file.faulty).toEqual([]);
    expect(file.skipped.map(({ line, why }) => [line, why])).toEqual([
      [1, 'title'],
      [2, 'title'],
      [4, 'column-numbers'],
      [6, 'numbered'],
      [8, 'total'],
      [9, 'signature'],
      [10, 'signature'],
      [11, 'signature'],
      [12, 'signature'],
    ]);
  });

  it('a nameless number and a numberless name are faults all the same', async () => {
    const file = await read(rows('BI-1/2023;;B.I;L;;;;', ';Ani;B.I;P;;;;', ';;B.I;L;;;Lele;aktif'));
    expect(faultsOf(file)).toEqual([
      [2, 'no-name'],
      [3, 'no-register'],
      [4, 'no-register', 'no-name'],
    ]);
  });

  it.each([
    'No;No. Reg;Nama/Bin;Gol',
    'No;Nomor Registrasi;Nama Penghuni;Jenis Registrasi',
    'No;No. Register;Nama Napi/Tahanan;Gol. Reg',
  ])('headings as offices write them: %s', async (head) => {
    const file = await read(`${head}\n1;BI-1/2023;Ani;B.I`);
    expect(file.rows).toMatchObject([{ name: 'Ani', registerClass: 'B_I' }]);
  });

  it('headings of two lines, the needed ones in both together', async () => {
    const file = await read(
      'No;Nomor;Nama;Tanggal;;Program\n;Register;Lengkap;Masuk;Ekspirasi;\n1;BI-1/2023;Ani;05/05/2022;31/12/2026;Lele',
    );
    expect(file.rows).toMatchObject([
      { registerNumber: 'BI-1/2023', name: 'Ani', arrivedOn: '2022-05-05', releaseExpectedOn: '2026-12-31' },
    ]);
  });

  it('a column without a use, and one without a heading, are named', async () => {
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const sheet = `<row r="1">${cell('A1', 'No Register')}${cell('B1', 'Nama')}${cell('C1', 'Agama')}</row><row r="2">${cell('A2', 'BI-1/2023')}${cell('B2', 'Ani')}${cell('C2', 'X')}${cell('D2', 'catatan')}</row>`;
    const file = await read(workbookOf(sheet));
    expect([file.ignored, file.rows.length]).toEqual([['Agama', 'D'], 1]);
  });
});

describe('rows that Excel doesn’t show', () => {
  const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet = `<row r="1">${cell('A1', 'No Register')}${cell('B1', 'Nama')}</row><row r="2" hidden="1">${cell('A2', 'BI-1/2023')}${cell('B2', 'Ani')}</row><row r="3">${cell('A3', 'BI-2/2023')}${cell('B3', 'Ida')}</row>`;

  it('are read and counted, or left out by choice and told', async () => {
    const file = await read(workbookOf(sheet));
    expect([file.rows.length, file.notes.filter(({ kind }) => kind === 'hidden')]).toEqual([
      2,
      [{ kind: 'hidden', rows: 1 }],
    ]);
    const without = await read(workbookOf(sheet), { answers: { hidden: 'skip' } });
    expect(without.rows.map(({ name }) => name)).toEqual(['Ida']);
    expect(without.skipped).toEqual([{ line: 2, why: 'hidden', text: 'BI-1/2023 · Ani' }]);
  });
});

it('rows that are struck out are read and counted, or left out by choice', async () => {
  const styles =
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/></font><font><strike/><sz val="11"/></font></fonts><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>';
  const text = (at: string, value: string, style = 0) =>
    `<c r="${at}" s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = `<row r="1">${text('A1', 'No Register')}${text('B1', 'Nama')}</row><row r="2">${text('A2', 'BI-1/2023', 1)}${text('B2', 'Ani', 1)}</row><row r="3">${text('A3', 'BI-2/2023')}${text('B3', 'Ida', 1)}</row>`;
  const book = workbookOf(sheet, [{ name: 'xl/styles.xml', content: styles }]);
  const file = await read(book);
  expect([file.rows.length, file.notes]).toEqual([
    2,
    [
      { kind: 'class-from-number', rows: 2 },
      { kind: 'struck', rows: 1 },
    ],
  ]);
  const without = await read(book, { answers: { struck: 'skip' } });
  expect(without.skipped).toEqual([{ line: 2, why: 'struck', text: 'BI-1/2023 · Ani' }]);
});

it('a number that Excel shows with zeros or words is read as it is shown', async () => {
  const styles =
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" formatCode="&quot;B.I &quot;000&quot;/2023&quot;"/></numFmts><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>';
  const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = `<row r="1">${text('A1', 'No Register')}${text('B1', 'Nama')}</row><row r="2"><c r="A2" s="1"><v>1</v></c>${text('B2', 'Ani')}</row><row r="3"><c r="A3" s="2"><v>7</v></c>${text('B3', 'Ida')}</row><row r="4"><c r="A4"><v>1.2e+22</v></c>${text('B4', 'Eva')}</row><row r="5"><c r="A5"><f>VLOOKUP(A1,B:B,1,0)</f></c>${text('B5', 'Ina')}</row>`;
  const file = await read(workbookOf(sheet, [{ name: 'xl/styles.xml', content: styles }]));
  expect(file.rows.map(({ registerNumber }) => registerNumber)).toEqual(['0001', 'B.I 007/2023']);
  expect(faultsOf(file)).toEqual([
    [4, 'shortened-number register'],
    [5, 'formula register'],
  ]);
});
