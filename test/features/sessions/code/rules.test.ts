import { describe, expect, it } from 'vitest';
import { drawCode, readCode } from '../../../../src/features/sessions/code/rules.js';
import {
  allMarks,
  numbersOf,
  paperSheet,
  printedAnew,
  readAttendance,
  readSaid,
  recordedSheet,
} from '../../../../src/features/sessions/sheet/rules.js';

describe('a sheet’s code', () => {
  it('has four signs that are not taken for each other, a letter first and a digit somewhere', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let count = 0; count < 2000; count += 1) {
      const code = drawCode(random);
      expect(code).toMatch(/^[ACDEFGHJKMNPQRTWXY][ACDEFGHJKMNPQRTWXY34679]{3}$/u);
      expect(code).toMatch(/\d/u);
      expect(readCode(code)).toEqual({ code, rest: '' });
      expect(readCode(code.toLowerCase())?.code).toBe(code);
    }
  });

  it.each([
    ['K7M4', 'K7M4', ''],
    ['k7m4', 'K7M4', ''],
    ['  k7 m4 ', 'K7M4', ''],
    ['k7-m4', 'K7M4', ''],
    ['K 7 M 4', 'K7M4', ''],
    ['kode k7m4', 'K7M4', ''],
    ['K7M4 3,7 sakit; 9 sidang', 'K7M4', '3,7 sakit; 9 sidang'],
    ['k7m4: 3,7 sakit', 'K7M4', '3,7 sakit'],
    ['k7m4, semua hadir', 'K7M4', 'semua hadir'],
    ['K7 M4 3,7 sakit', 'K7M4', '3,7 sakit'],
    ['K7MO', 'K7MO', ''],
  ])('is read from “%s”', (typed, code, rest) => {
    expect(readCode(typed)).toEqual({ code, rest });
  });

  it.each(['lele', 'Kejar Paket C', 'jam 9', 'besok jam 9', '3/9', '7M44', 'budidaya, kemarin', 'K7M43', ''])(
    'is not seen in “%s”',
    (typed) => expect(readCode(typed)).toBeUndefined(),
  );
});

describe('a sheet in the paper’s numbers', () => {
  const people = (...ids: number[]) => ids.map((id) => ({ participantId: id, name: `Nama ${id}` }));

  it('leaves a gap for who had left, and puts who joined after the last number', () => {
    const sheet = paperSheet([11, 12, 13], people(10, 11, 13), 'names');
    expect(sheet).toEqual([
      { id: 11, label: 'Nama 11' },
      { id: 12, label: '', gone: true },
      { id: 13, label: 'Nama 13' },
      { id: 10, label: 'Nama 10', late: true },
    ]);
    expect(numbersOf(sheet)).toEqual([1, 3, 4]);
    expect([...allMarks(sheet, { 3: 'sick' })]).toEqual([
      [1, 'present'],
      [3, 'sick'],
      [4, 'present'],
    ]);
  });

  it('is the day’s roster where nothing was printed', () => {
    expect(paperSheet([], people(5, 6), 'none')).toEqual([
      { id: 5, label: '' },
      { id: 6, label: '' },
    ]);
  });

  it('keeps everybody’s place when it is printed again', () => {
    expect(printedAnew([3, 1], people(1, 2, 3))).toEqual([3, 1, 2]);
    expect(printedAnew([3, 1], people(1))).toEqual([3, 1]);
  });

  it('refuses a mark under the number of somebody who had left, by itself', () => {
    const sheet = paperSheet([11, 12, 13], people(11, 13), 'names');
    const { marks, faults } = readAttendance('2,3 sakit', sheet);
    expect([...marks]).toEqual([[3, 'sick']]);
    expect(faults).toEqual([{ kind: 'gone', text: '', numbers: [2] }]);
  });

  it('is shown with its gaps after it was recorded', () => {
    const rows = [
      { number: 1, participantId: 11, name: 'Nama 11' },
      { number: 3, participantId: 13, name: 'Nama 13' },
    ];
    expect(recordedSheet(rows, 'names').map(({ id, gone }) => [id, gone ?? false])).toEqual([
      [11, false],
      [0, true],
      [13, false],
    ]);
    expect(recordedSheet([], 'names')).toEqual([]);
  });

  it('tells attendance from other words', () => {
    for (const text of ['3,7 sakit; 9 sidang', 'semua hadir', '12 alpa']) expect(readSaid(text)).toBe(true);
    for (const text of ['Materi pakan, 3 kolam penuh', 'hujan', '12', 'Selesai jam 11']) {
      expect(readSaid(text)).toBe(false);
    }
  });
});
