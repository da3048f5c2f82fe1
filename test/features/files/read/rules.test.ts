import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRoster } from '../../../../src/features/files/read/rules.js';
import { MAX_ROWS, type RosterFile } from '../../../../src/features/files/rules.js';
import { zipOf } from '../../../support/zip.js';

const today = { year: 2023, month: 9, day: 5 };
const HEAD = 'No. Register;Nama;Golongan;JK;Tahun Lahir;Tgl Masuk;Ekspirasi;Program;Status';
const sample = readFileSync(new URL('../../../fixtures/peserta.csv', import.meta.url));

async function read(content: string | Uint8Array): Promise<RosterFile> {
  const reading = await readRoster(typeof content === 'string' ? Buffer.from(content) : content, today);
  if (!reading.ok) throw new Error(JSON.stringify(reading.fault));
  return reading.file;
}

async function faultOf(content: string | Uint8Array) {
  const reading = await readRoster(typeof content === 'string' ? Buffer.from(content) : content, today);
  return reading.ok ? undefined : reading.fault;
}

describe('headings', () => {
  const named = async (heads: string) => {
    const { rows, ignored } = await read(`${heads}\nBI-1/2023;Budi Latu;B.I;Lain`);
    return [
      rows.map(({ registerNumber, name, registerClass }) => [registerNumber, name, registerClass]),
      ignored,
    ];
  };

  test('are known with what stands in brackets, and by that alone', async () => {
    const person = [['BI-1/2023', 'Budi Latu', 'B_I']];
    expect(await named('No. Register (baru);Nama (sesuai berkas);Golongan (A atau B);Ket')).toEqual([
      person,
      ['Ket'],
    ]);
    expect(await named('(No. Register);(Nama);(Golongan);Ket')).toEqual([person, ['Ket']]);
  });

  test('that say the same twice mean the first', async () => {
    expect(await named('No. Register;Nama;Golongan;Nama Lengkap')).toEqual([
      [['BI-1/2023', 'Budi Latu', 'B_I']],
      ['Nama Lengkap'],
    ]);
  });

  test('again, and the numbers of columns, are no people', async () => {
    const file = await read(
      `${HEAD}\nBI-1/2023;Budi;;;;;;;\n(1);(2);(3);;;;;;\n1;2;;;;;;;\n;1;2;3;4;5;;;\n${HEAD}`,
    );
    expect(file.rows.map(({ name }) => name)).toEqual(['Budi', '2']);
    expect(file.faulty).toEqual([]);
    expect(file.skipped.map(({ line }) => line)).toEqual([3, 5, 6]);
  });

  test('lines that were tidied, faulty or repeated are told in their order', async () => {
    const file = await read(
      [
        'No. Register;Nama;Program;Status',
        'BI-2/2023;LATU ANU;lele;aktif',
        'BI-1/2023;Budi;Lele;aktif',
        'BI-3/2023;Cory;Lele;entah',
        'BI-1/2023;Badu;Lele;aktif',
        'BI-2/2023;Latu Anu;Lele;aktif',
        'BI-4/2023;DODI ANU;Lele;selesai',
        'BI-5/2023;;Lele;aktif',
      ].join('\n'),
    );
    const lines = (all: readonly { readonly line: number }[]) => all.map(({ line }) => line);
    expect(lines(file.tidied)).toEqual(lines(file.tidied).toSorted((a, b) => a - b));
    expect(lines(file.faulty)).toEqual(lines(file.faulty).toSorted((a, b) => a - b));
    expect([lines(file.tidied), lines(file.faulty), lines(file.repeated)]).toMatchInlineSnapshot(`
      [
        [
          2,
          2,
          7,
        ],
        [
          3,
          4,
          5,
          8,
        ],
        [
          6,
        ],
      ]
    `);
  });
});

describe('the sample of an office', () => {
  test('124 lines: 119 rows, 3 faulty, 1 repeated, 1 empty', async () => {
    const file = await read(sample);
    expect(file.rows).toHaveLength(119);
    expect(file.repeated).toEqual([{ line: 42, of: 12 }]);
    expect(file.blank).toBe(1);
    expect(file.faulty).toEqual([
      { line: 19, faults: [{ reason: 'no-register', was: '' }] },
      {
        line: 57,
        faults: [
          { reason: 'unknown-class', was: 'C.IX', column: 'class' },
          { reason: 'impossible-date', was: '31/02/2023', column: 'arrivedOn' },
        ],
      },
      { line: 82, faults: [{ reason: 'formula', was: '=HYPERLINK("x")', column: 'name' }] },
    ]);
  });

  test('its untidy row is tidied, and what was done is told', async () => {
    const file = await read(sample);
    expect(file.tidied).toEqual([
      { line: 72, from: '  Spasi   Ganda  ', to: 'Spasi Ganda' },
      { line: 72, from: 'b.i', to: 'B.I' },
      { line: 72, from: '85', to: '1985' },
      { line: 72, from: '5 Mei 2022', to: '05/05/2022' },
      { line: 72, from: 'budidaya ikan lele', to: 'Budidaya Ikan Lele' },
    ]);
    expect(file.rows.find(({ line }) => line === 72)).toEqual({
      line: 72,
      registerNumber: 'BI-901/2023',
      registerKey: 'BI901/2023',
      name: 'Spasi Ganda',
      registerClass: 'B_I',
      sex: 'male',
      birthYear: 1985,
      arrivedOn: '2022-05-05',
      releaseExpectedOn: '2027-05-05',
      programme: 'budidaya ikan lele',
      state: 'active',
    });
  });

  test('six programmes hold 105 of its rows; the one of a faulty row is none of them', async () => {
    const { programmes, rows } = await read(sample);
    expect(programmes.map(({ name, rows: count }) => [name, count])).toEqual([
      ['Kewirausahaan', 15],
      ['Budidaya Ikan Lele', 33],
      ['Perbengkelan Motor Tempel', 12],
      ['Pengolahan Hasil Laut', 16],
      ['Pembinaan Mental dan Rohani', 17],
      ['Kejar Paket C', 12],
    ]);
    expect(rows.filter(({ programme }) => programme === undefined)).toHaveLength(14);
    const inState = (state: string) => rows.filter((row) => row.state === state).length;
    expect([inState('active'), inState('ended'), inState('waiting')]).toEqual([76, 20, 9]);
  });
});

describe('forms of a file', () => {
  const expected = {
    registerNumber: 'BI-1/2023',
    name: 'Hasna Wael',
    registerClass: 'B_I',
    programme: 'kejar paket c',
    state: 'active',
  };

  test.each([
    ['commas', 'No Reg,Nama,Golongan,Program,Status\nBI-1/2023,Hasna Wael,B.I,Kejar Paket C,aktif\n'],
    ['tabs', 'No Reg\tNama\tGolongan\tProgram\tStatus\nBI-1/2023\tHasna Wael\tB.I\tKejar Paket C\taktif\n'],
    [
      'another order',
      'Status;Program;Nama Lengkap;GOL.;nomor register\naktif;Kejar Paket C;Hasna Wael;B.I;BI-1/2023',
    ],
    ['English', 'Register number;Name;Class;Programme;Status\nBI-1/2023;Hasna Wael;B.I;Kejar Paket C;active'],
    [
      'slips in headings',
      'No. Regster;Nama;Golonngan;Progrm;Statuss\nBI-1/2023;Hasna Wael;B.I;Kejar Paket C;aktif',
    ],
    [
      'titles above',
      'DAFTAR WBP RUTAN MASOHI;;;;\n;;;;\nNo. Register;Nama;Golongan;Program;Status\nBI-1/2023;Hasna Wael;B.I;Kejar Paket C;aktif',
    ],
    [
      'quotes',
      '"No. Register";"Nama";"Golongan";"Program";"Status"\n"BI-1/2023";"Hasna Wael";"B.I";"Kejar Paket C";"aktif"',
    ],
    [
      'headings of two lines, merged',
      'No;No. Register;Nama WBP;Gol;Tanggal;;Program;Status\n;;;;Masuk;Ekspirasi;;\n1;BI-1/2023;Hasna Wael;B.I;05/05/2022;;Kejar Paket C;aktif',
    ],
    [
      'embellished headings',
      'No. Reg. Instansi;Nama Lengkap WBP;Golongan Reg.;Jenis Kelamin (L/P);Program yang diikuti;Status Program\nBI-1/2023;Hasna Wael;B.I;P;Kejar Paket C;aktif',
    ],
    [
      'line breaks in headings',
      '"No.\nRegister","Nama\nNapi/Tahanan","Gol.","Program","Status"\nBI-1/2023,Hasna Wael,B.I,Kejar Paket C,aktif',
    ],
    [
      'Excel’s sep=',
      'sep=;\r\nNo. Register;Nama;Gol;Program;Status\r\nBI-1/2023;Hasna Wael;B.I;Kejar Paket C;aktif',
    ],
    [
      'old Mac line ends',
      'No. Register;Nama;Golongan;Program;Status\rBI-1/2023;Hasna Wael;B.I;Kejar Paket C;aktif\r',
    ],
    [
      'too few cells',
      'No. Register;Nama;Golongan;Program;Status;JK;Ekspirasi\nBI-1/2023;Hasna Wael;B.I;Kejar Paket C;aktif',
    ],
  ])('%s', async (_, content) => {
    const file = await read(content);
    expect(file.rows).toEqual([expect.objectContaining(expected)]);
    expect(file.faulty).toEqual([]);
  });

  test('UTF-16 and Windows-1252 are read as well', async () => {
    const text = `${HEAD}\nBI-1/2023;José Ñandú;B.I;;;;;;\n`;
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect((await read(utf16)).rows[0]?.name).toBe('José Ñandú');
    expect((await read(Buffer.from(text, 'latin1'))).rows[0]?.name).toBe('José Ñandú');
    expect((await read(Buffer.from(text.replaceAll(';', '\t'), 'utf16le'))).rows[0]?.name).toBe('José Ñandú');
    expect((await read(Buffer.from(text, 'utf16le').swap16())).rows[0]?.name).toBe('José Ñandú');
  });

  test('columns that mean nothing here are named and not kept', async () => {
    const file = await read('No. Register;Nama;Agama;Perkara\nBI-1/2023;Hasna Wael;X;Y');
    expect(file.ignored).toEqual(['Agama', 'Perkara']);
    expect(JSON.stringify(file.rows)).not.toContain('"X"');
  });

  test('without a status column everybody in a programme is active', async () => {
    const file = await read('No. Register;Nama;Program\nBI-1/2023;Hasna Wael;Kejar Paket C');
    expect(file.noStatus).toBe(true);
    expect(file.rows[0]?.state).toBe('active');
  });

  test('remarks are the status where they are that of everybody in a programme, and else not kept', async () => {
    const states = async (...remarks: readonly string[]) => {
      const rows = remarks.map((remark, n) => `BI-${n}/2023;Hasna Wael;Las;${remark}`);
      const file = await read(
        ['No. Register;Nama;Program;Ket.', ...rows, 'BI-99/2023;Tanpa Program;;'].join('\n'),
      );
      return { noStatus: file.noStatus, states: file.rows.map(({ state }) => state) };
    };
    const plain = { noStatus: true, states: ['active', 'active', undefined] };
    expect(await states('aktif', 'daftar tunggu')).toEqual({
      noStatus: false,
      states: ['active', 'waiting', undefined],
    });
    expect(await states('aktif', '')).toEqual(plain);
    expect(await states('aktif', 'rajin')).toEqual(plain);
    expect(await states('sakit', 'sakit')).toEqual(plain);
  });

  test('totals, signatures, numbered columns and headings again are told apart from people', async () => {
    const head = 'No. Register;Nama;Golongan;Program;Status';
    const file = await read(
      [
        head,
        '1;2;3;4;5',
        'BI-1/2023;Hasna Wael;B.I;;',
        head,
        'Jumlah : 119 orang;;;;',
        ';JUMLAH;119;;',
        ';;;Masohi, 31 Agustus 2023;',
        ';;;NIP. 19750101;',
        'BI-2/2023;;B.I;;',
      ].join('\n'),
    );
    expect(file.rows.map(({ line }) => line)).toEqual([3]);
    expect(file.skipped.map(({ line, why }) => [line, why])).toEqual([
      [2, 'column-numbers'],
      [4, 'headings'],
      [5, 'total'],
      [6, 'total'],
      [7, 'signature'],
      [8, 'signature'],
    ]);
    expect(file.faulty.map(({ line, faults }) => [line, ...faults.map(({ reason }) => reason)])).toEqual([
      [9, 'no-name'],
    ]);
    expect(file.faultyKeys).toEqual(['BI2/2023']);
  });

  test('thousands of empty lines below a table count for nothing', async () => {
    const file = await read(`${HEAD}\nBI-1/2023;Budi;B.I;;;;;;\n${';;;\n'.repeat(MAX_ROWS + 10)}`);
    expect([file.rows.length, file.blank]).toEqual([1, MAX_ROWS + 10]);
  });

  test.each([
    ['one person in every row', (n: number) => `BI-1/2023;Budi;B.I;;;;;Program ${n};aktif`],
    ['one row again and again', () => 'BI-1/2023;Budi;B.I;;;;;Las;aktif'],
    ['one number for everybody', (n: number) => `BI-1/2023;Orang ${n};B.I;;;;;;`],
  ])('%s: 20,000 rows are read', async (_, row) => {
    const file = await read(`${HEAD}\n${Array.from({ length: MAX_ROWS }, (_one, n) => row(n)).join('\n')}`);
    expect(file.rows.length + file.repeated.length + file.faulty.length).toBe(MAX_ROWS);
  });

  test('lines are numbered as a text editor does, also below a cell with a line break', async () => {
    const file = await read(`${HEAD}\nBI-1/2023;"Hasna\nWael";B.I;;;;;;\n;Tanpa;B.I;;;;;;\n`);
    expect(file.faulty.map(({ line }) => line)).toEqual([4]);
  });
});

describe('files that are no roster', () => {
  test.each([
    ['nothing', '', { reason: 'empty' }],
    ['only spaces', ' \r\n ', { reason: 'empty' }],
    ['a pdf', '%PDF-1.7 …', { reason: 'pdf' }],
    ['headings alone', `${HEAD}\r\n`, { reason: 'no-rows' }],
    ['prose', 'Selamat pagi, ini daftarnya', { reason: 'no-header', missing: ['register', 'name'] }],
    ['no register column', 'Nama;Golongan\nBudi;B.I', { reason: 'no-header', missing: ['register'] }],
    ['an open quote', `${HEAD}\n"BI-1/2023;Budi;B.I`, { reason: 'quote', line: 3 }],
  ])('%s', async (_, content, fault) => {
    const found = await faultOf(content);
    expect(found).toMatchObject(fault.reason === 'quote' ? { reason: 'quote' } : fault);
  });

  test('spreadsheets, pictures, archives and other binaries are told apart', async () => {
    const of = (hex: string, more = '') =>
      faultOf(Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(more)]));
    expect(await of('504b0304', '…xl/workbook.xml…')).toEqual({ reason: 'corrupt' });
    expect(await faultOf(zipOf([{ name: 'foto.jpg', content: '' }]))).toEqual({ reason: 'archive' });
    expect(await faultOf('<html><table><tr><td>No. Register</td></tr></table>')).toEqual({
      reason: 'spreadsheet',
    });
    expect(await faultOf('<?xml version="1.0"?><Workbook/>')).toEqual({ reason: 'spreadsheet' });
    expect(await of('d0cf11e0')).toEqual({ reason: 'spreadsheet' });
    expect(await of('ffd8ffe0')).toEqual({ reason: 'picture' });
    expect(await of('0102000304')).toEqual({ reason: 'binary' });
    expect(await faultOf(Buffer.alloc(5_000_001, 'a'))).toEqual({ reason: 'too-big' });
  });

  test('more rows than a unit can have', async () => {
    const many = Array.from({ length: MAX_ROWS + 1 }, (_, n) => `BI-${n}/2023;Nama`).join('\n');
    expect(await faultOf(`No. Register;Nama\n${many}`)).toEqual({ reason: 'too-many', max: MAX_ROWS });
  });
});

describe('rows', () => {
  const reasonsOf = async (...rows: string[]) => {
    const file = await read(`${HEAD}\n${rows.join('\n')}`);
    return file.faulty.map(({ line, faults }) => [line, ...faults.map(({ reason }) => reason)]);
  };

  test.each([
    [';Budi;B.I;L;;;;;', 'no-register'],
    ['abc;Budi;B.I;L;;;;;', 'no-register'],
    ['BI-1/2023;;B.I;L;;;;;', 'no-name'],
    ['BI-1/2023;Budi;C.IX;L;;;;;', 'unknown-class'],
    ['BI-1/2023;Budi;B.I;Q;;;;;', 'unknown-sex'],
    ['BI-1/2023;Budi;B.I;L;1700;;;;', 'impossible-year'],
    ['BI-1/2023;Budi;B.I;L;;31/02/2023;;;', 'impossible-date'],
    ['BI-1/2023;Budi;B.I;L;;02/02/2023;01/02/2023;;', 'release-before-arrival'],
    ['BI-1/2023;Budi;B.I;L;;;;Kejar Paket C;', 'no-status'],
    ['BI-1/2023;Budi;B.I;L;;;;Kejar Paket C;entah', 'unknown-status'],
    ['=1+1;Budi;B.I;L;;;;;', 'formula'],
    [`BI-1/2023;${'x'.repeat(151)};B.I;L;;;;;`, 'too-long'],
    ['BI-1/2023;Budi;B.I;L;;;;;;kelebihan', 'columns'],
  ])('%s is faulty: %s', async (row, reason) => {
    expect(await reasonsOf(row)).toEqual([[2, reason]]);
  });

  test('rows that contradict each other are all faulty, and name each other', async () => {
    const file = await read(
      `${HEAD}\nBI-1/2023;Budi;B.I;L;;;;Las;aktif\nBI-1/2023;Budi;B.I;L;;;;Las;selesai\nBI-2/2023;Ani;B.I;P;;;;;\nBI-2/2023;Ina;B.I;P;;;;;`,
    );
    expect(file.rows).toEqual([]);
    expect(file.faulty.map(({ line, faults }) => [line, faults[0]?.reason, faults[0]?.other])).toEqual([
      [2, 'conflict', 3],
      [3, 'conflict', 2],
      [4, 'conflict', 5],
      [5, 'conflict', 4],
    ]);
    expect(file.faultyKeys).toEqual(['BI1/2023', 'BI2/2023']);
  });

  test('a person may stand in several rows with other programmes; what one leaves open another fills in', async () => {
    const file = await read(
      `${HEAD}\nBI-1/2023;Budi;B.I;L;;;;Las;aktif\nbi 1-2023;BUDI;;;1990;;;Tani;jeda\nBI-1/2023;Budi;;;;;;;`,
    );
    expect(
      file.rows.map(({ programme, state, birthYear, registerClass }) => [
        programme,
        state,
        birthYear,
        registerClass,
      ]),
    ).toEqual([
      ['las', 'active', 1990, 'B_I'],
      ['tani', 'paused', 1990, 'B_I'],
    ]);
    expect(file.repeated).toEqual([{ line: 4, of: 2 }]);
  });

  test('nothing is dropped: every line is in exactly one list', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        '-',
        'BI-1/2023',
        'BI-2/2023',
        'Budi',
        'B.I',
        'L',
        '85',
        '1/1/23',
        '=x',
        'Las',
        'aktif',
        'selesai',
      ),
      fc.string({ maxLength: 8 }).map((text) => text.replace(/[";\r\n\0]/gu, '')),
    );
    const row = fc.array(cell, { maxLength: 10 }).map((cells) => cells.join(';'));
    const property = fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (rows) => {
      const reading = await readRoster(Buffer.from(`${HEAD}\n${rows.join('\n')}\n`), today);
      if (!reading.ok) {
        expect(reading.fault.reason).toBe('no-rows');
        return;
      }
      const { file } = reading;
      const lines = [
        ...[...file.rows, ...file.faulty, ...file.repeated, ...file.leaving, ...file.skipped].map(
          ({ line }) => line,
        ),
      ];
      expect(new Set(lines).size).toBe(lines.length);
      expect(lines.length + file.blank).toBe(rows.length);
    });
    await fc.assert(property, { numRuns: 200 });
  });

  test('any bytes end in a reading or a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(typeof (await readRoster(bytes, today)).ok).toBe('boolean');
      }),
    );
  });
});
