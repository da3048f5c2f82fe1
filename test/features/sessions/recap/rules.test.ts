import { describe, expect, it } from 'vitest';
import { datesOf, matchRow, readRecap } from '../../../../src/features/sessions/recap/rules.js';

const AT = { now: new Date('2023-09-30T02:30:00Z'), zone: 'Asia/Jayapura' };
const table = (rows: readonly (readonly string[])[]) => ({
  name: 'Lembar1',
  lines: rows.map((cells, index) => ({ line: index + 1, cells })),
});

describe('reading a recap', () => {
  it('finds names, days and marks between a title and totals', () => {
    const recap = readRecap(
      [
        table([
          ['DAFTAR HADIR PEMBINAAN'],
          ['Bulan: September 2023'],
          ['No', 'Nama', 'No Reg', '1', '2', '3', 'Jumlah'],
          ['1', 'Yakob Tualena', 'B.I 001/2023', 'H', 's', 'izin', '1'],
          ['2', 'Simon Latuheru', 'B.I 002/2023', '✓', '', 'X', '1'],
          ['', 'Jumlah hadir', '', '', '', '', '2'],
        ]),
      ],
      AT,
    );
    expect(recap).toMatchObject({
      month: '2023-09',
      columns: [{ day: 1 }, { day: 2 }, { day: 3 }],
      rows: [
        { line: 4, name: 'Yakob Tualena', register: 'B.I 001/2023', marks: ['present', 'sick', 'excused'] },
        { line: 5, marks: ['present', null, null] },
      ],
      unread: [{ line: 5, column: '3', text: 'X' }],
    });
  });

  it('takes dates for days, below the names’ heading too', () => {
    const recap = readRecap(
      [
        table([
          ['Nama', 'Tanggal', ''],
          ['', '01/09/2023', '2 September 2023'],
          ['Yakob Tualena', 'A', 'H'],
        ]),
      ],
      AT,
    );
    expect(recap?.columns).toEqual([{ date: '2023-09-01' }, { date: '2023-09-02' }]);
  });

  it.each([
    [
      'a list of people',
      [
        ['No', 'Nama', 'No Reg', 'Umur'],
        ['1', 'Yakob', 'B.I 1/2023', '30'],
      ],
    ],
    [
      'figures',
      [
        ['Nama', '1', '2'],
        ['Yakob', '12', '30'],
        ['Simon', '11', '31'],
      ],
    ],
    ['nothing', [['']]],
  ])('is not %s', (_, rows) => expect(readRecap([table(rows)], AT)).toBeUndefined());

  it('knows the days of its month', () => {
    const recap = readRecap(
      [
        table([
          ['Nama', '30', '31'],
          ['Yakob Tualena', 'H', 'H'],
        ]),
      ],
      AT,
    );
    expect(recap && datesOf(recap, '2023-09')).toEqual(['2023-09-30', undefined]);
  });
});

describe('who a row is', () => {
  const people = [
    { participantId: 1, name: 'Yakob Tualena', registerNumber: 'B.I 001/2023' },
    { participantId: 2, name: 'Simon Latuheru', registerNumber: 'B.I 002/2023' },
    { participantId: 3, name: 'Simon Latuheru', registerNumber: 'B.I 003/2023' },
  ];
  const key = (text: string) => text.replace(/\D+/gu, '/');
  const row = (name: string, register = '') => ({ line: 1, name, register, marks: [] });

  it.each([
    [row('Yakob Tualena', 'B.I 001/2023'), { kind: 'one', participantId: 1 }],
    [row('YAKOB'), { kind: 'unknown' }],
    [row('yakob  tualena'), { kind: 'one', participantId: 1 }],
    [row('Simon Latuheru'), { kind: 'many' }],
    [row('Simon Latuheru', 'B.I 003/2023'), { kind: 'one', participantId: 3 }],
    [row('Petrus', 'B.I 001/2023'), { kind: 'other-name', name: 'Yakob Tualena' }],
    [row('Yakob Tualena', 'B.I 009/2023'), { kind: 'unknown' }],
  ])('%o is %o', (of, expected) => expect(matchRow(of, people, key)).toEqual(expected));
});
