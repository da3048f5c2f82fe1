import { describe, expect, test } from 'vitest';
import { dayOff, knowsHolidays, unknownYears } from '../../../../src/features/calendar/rules.js';
import {
  lackingDates,
  linesOf,
  readClosedDays,
  readTable,
} from '../../../../src/features/calendar/table/rules.js';

const zone = 'Asia/Jayapura';
const now = new Date('2026-11-02T01:00:00Z');
const table = (text: string, year: number | undefined = 2027) =>
  readTable(linesOf(text), { year, now, zone });
const day = (date: string, reason: string, kind = 'holiday') => ({ date, reason, kind });

describe('a year’s table', () => {
  test.each([
    ['2027-01-01; Tahun Baru Masehi; libur', [day('2027-01-01', 'Tahun Baru Masehi')]],
    ['1 Januari 2027; Tahun Baru Masehi; libur', [day('2027-01-01', 'Tahun Baru Masehi')]],
    ['1 Januari; Tahun Baru Masehi', [day('2027-01-01', 'Tahun Baru Masehi')]],
    ['01/01/2027\tTahun Baru\tlibur nasional', [day('2027-01-01', 'Tahun Baru')]],
    ['Jumat, 1 Januari 2027, Tahun Baru, libur', [day('2027-01-01', 'Tahun Baru')]],
    ['1; 1 Januari 2027; Jumat; Tahun Baru', [day('2027-01-01', 'Tahun Baru')]],
    ['2; Jumat; 1 Januari 2027; Tahun Baru', [day('2027-01-01', 'Tahun Baru')]],
    ['8 Feb 2027; Imlek; cuti bersama', [day('2027-02-08', 'Imlek', 'jointLeave')]],
    ['8 Feb 2027; Cuti Bersama Imlek', [day('2027-02-08', 'Imlek', 'jointLeave')]],
    ['8 February; Chinese New Year; joint leave', [day('2027-02-08', 'Chinese New Year', 'jointLeave')]],
    ['10-11 Maret 2027; Idulfitri; libur', [day('2027-03-10', 'Idulfitri'), day('2027-03-11', 'Idulfitri')]],
    [
      'Rabu–Kamis, 10 dan 11 Maret 2027; Idulfitri',
      [day('2027-03-10', 'Idulfitri'), day('2027-03-11', 'Idulfitri')],
    ],
  ])('%s', (text, days) => {
    const reading = table(text);
    expect(reading.faults).toEqual([]);
    expect(reading.days).toEqual(days);
  });

  test('the first day says which year it is where nobody else does', () => {
    const reading = readTable(linesOf('1 Januari 2028; Tahun Baru\n2 Februari; Imlek\n3 Maret 2029; Nyepi'), {
      year: undefined,
      now,
      zone,
    });
    expect(reading.year).toBe(2028);
    expect(reading.days.map(({ date }) => date)).toEqual(['2028-01-01', '2028-02-02']);
    expect(reading.faults).toEqual([{ line: 3, reason: 'year', was: '3 Maret 2029' }]);
  });

  test('two names of one day stand beside each other, a holiday before a joint leave', () => {
    const two = (text: string) => table(text).days;
    expect(two('1 Mei 2027; Hari Buruh\n1 Mei 2027; Waisak; cuti bersama')).toEqual([
      day('2027-05-01', 'Hari Buruh / Waisak'),
    ]);
    expect(two('1 Mei 2027; Waisak; cuti bersama\n1 Mei 2027; Hari Buruh')).toEqual([
      day('2027-05-01', 'Waisak / Hari Buruh'),
    ]);
    expect(two('1 Mei 2027; Waisak; cuti bersama\n1 Mei 2027; WAISAK; cuti bersama')).toEqual([
      day('2027-05-01', 'Waisak', 'jointLeave'),
    ]);
  });

  test('headings, sections and the decree are told from days; days come in order, each once', () => {
    const { decree, days, faults, year } = table(
      [
        'SKB 10 Tahun 2026, 2 Tahun 2026, 3 Tahun 2026',
        'No;Tanggal;Hari;Keterangan',
        'Hari Libur Nasional',
        '1;17 Agustus 2027;Selasa;Kemerdekaan',
        '2;1 Mei 2027;Sabtu;Hari Buruh',
        '3;1 Mei 2027;Sabtu;Kenaikan',
        '',
        'Cuti Bersama',
        '1;18 Agustus 2027;Rabu;Kemerdekaan',
      ].join('\n'),
      undefined,
    );
    expect(faults).toEqual([]);
    expect(year).toBe(2027);
    expect(decree).toBe('SKB 10 Tahun 2026, 2 Tahun 2026, 3 Tahun 2026');
    expect(days).toEqual([
      day('2027-05-01', 'Hari Buruh / Kenaikan'),
      day('2027-08-17', 'Kemerdekaan'),
      day('2027-08-18', 'Kemerdekaan', 'jointLeave'),
    ]);
  });

  test.each([
    ['a; libur', 'b; libur', day('2027-05-01', 'a / b')],
    ['a; libur', 'b; cuti bersama', day('2027-05-01', 'a / b')],
    ['a; cuti bersama', 'b; libur', day('2027-05-01', 'a / b')],
    ['a; cuti bersama', 'b; cuti bersama', day('2027-05-01', 'a / b', 'jointLeave')],
    ['Buruh; libur', 'buruh; libur', day('2027-05-01', 'Buruh')],
  ])('a day said twice is one, a holiday where one of them is: %s, %s', (first, second, one) => {
    const { days, faults } = table(`1 Mei; ${first}\n1 Mei; ${second}`);
    expect([days, faults]).toEqual([[one], []]);
  });

  test.each([
    ['31 Februari 2027; Hari Kosong', 'date'],
    ['besoknya lagi; Hari Kosong', 'date'],
    ['Senin, 1 Januari 2027; Tahun Baru', 'weekday'],
    ['1 Januari 2028; Tahun Baru', 'year'],
    ['1 Januari 2027', 'name'],
    ['1 Januari 2027; libur', 'name'],
    ['1 Januari 2027; Tahun Baru; mungkin', 'kind'],
  ])('%s is named as faulty: %s', (text, reason) => {
    const { faults, days } = table(`2027-06-01; Pancasila\n${text}`);
    expect(faults.map((fault) => [fault.line, fault.reason])).toEqual([[2, reason]]);
    expect(days).toHaveLength(1);
  });

  test('the dates that every year has are missed', () => {
    expect(lackingDates(2027, table('1 Jan; a\n1 Mei; b\n1 Juni; c\n25 Des; d').days)).toEqual([
      '2027-08-17',
    ]);
  });
});

describe('closed days', () => {
  const today = { year: 2026, month: 11, day: 2 };
  const read = (text: string) =>
    readClosedDays(linesOf(text), { now, zone, today, otherwise: 'kegiatan kantor' });

  test('have a date and a reason, or the usual one', () => {
    expect(read('tanggal;alasan\n5/3/2027;upacara\n3-4 November 2026').days).toEqual([
      { date: '2026-11-03', reason: 'kegiatan kantor' },
      { date: '2026-11-04', reason: 'kegiatan kantor' },
      { date: '2027-03-05', reason: 'upacara' },
    ]);
  });

  test('that are past, said twice or none are named', () => {
    const { faults } = read('1 November 2026;rapat\n5/3/2027;a\n5 Maret 2027;b\n31 Februari;c');
    expect(faults.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'past'],
      [3, 'twice'],
      [4, 'date'],
    ]);
  });
});

describe('a table that was added', () => {
  const closed = [
    { date: '2027-03-10', reason: 'Idulfitri', kind: 'holiday' as const },
    { date: '2027-03-12', reason: 'Idulfitri', kind: 'jointLeave' as const },
    { date: '2028-01-03', reason: 'upacara' },
  ];

  test('makes its days holidays and its year known; the unit’s own days don’t', () => {
    const on = (iso: string) => {
      const [year = 0, month = 0, date = 0] = iso.split('-').map(Number);
      return dayOff({ year, month, day: date }, closed);
    };
    expect(on('2027-03-10')).toMatchObject({ kind: 'holiday', said: 'Idulfitri', jointLeave: false });
    expect(on('2027-03-12')).toMatchObject({ kind: 'holiday', jointLeave: true });
    expect(on('2028-01-03')).toMatchObject({ kind: 'closed', reason: 'upacara' });
    expect([2026, 2027, 2028].map((year) => knowsHolidays(year, closed))).toEqual([true, true, false]);
    const span = {
      startsAt: new Date('2027-12-31T01:00:00Z'),
      endsAt: new Date('2028-01-02T01:00:00Z'),
    };
    expect(unknownYears(span, zone, closed)).toEqual([2028]);
  });
});
