import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Ask,
  attendanceMarks,
  type Claims,
  type Mark,
  readExceptions,
} from '../../../../src/features/sessions/exceptions/rules.js';

const NAMES = ['Budi Seipatiratu', 'Budi Latupono', 'Yusuf Wael', 'Abdul Rahman Tuasikal', 'Alfa Manuputty'];

/** A sheet of so many people; the first ones have names. */
const sheet = (size: number, names: readonly string[] = []) =>
  Array.from({ length: size }, (_, index) => ({ number: index + 1, name: names[index] ?? '' }));

function claims(of: Claims): string {
  return Object.entries(of)
    .map(([number, claim]) => `${number}=${claim}`)
    .join(',');
}

function asked(ask: Ask): string {
  if (ask.kind === 'reason') return `${ask.maybe ? 'maybe' : 'why'} ${ask.numbers.join(' ')}`;
  return `${ask.kind} "${ask.text}" ${ask.readings.map(claims).join(' / ')}`;
}

function said(text: string, max = 14, names: readonly string[] = []): string {
  const { marks, asks, faults } = readExceptions(text, sheet(max, names));
  const read = attendanceMarks.flatMap((mark) => {
    const numbers = [...marks].filter(([, its]) => its === mark).map(([number]) => number);
    return numbers.length > 0 ? [`${numbers.join(' ')} ${mark}`] : [];
  });
  const faulty = faults.map((fault) => `${fault.kind} "${fault.text}" [${fault.numbers.join(' ')}]`);
  return [...read, ...asks.map(asked), ...faulty].join(' | ');
}

describe('readExceptions', () => {
  it.each([
    ['3,7 sakit; 9 sidang', '3 7 sick | 9 court'],
    ['3,7 sakit; 9 sidang; 21 alpa', '3 7 sick | 9 court | no-such-number "21 alpa" [21]'],
    ['3 7 sakit', '3 7 sick'],
    ['3/7 sakit', '3 7 sick'],
    ['3, 7 sakit, 9 sidang', '3 7 sick | 9 court'],
    ['3 sakit, 7 izin', '3 sick | 7 excused'],
    ['3 sakit 7 izin', '3 sick | 7 excused'],
    ['no 3 dan 7 sakit, 9 sidang', '3 7 sick | 9 court'],
    ['No. 3 & 7 sakit', '3 7 sick'],
    ['3-5 izin', '3 4 5 excused'],
    ['3–5 izin', '3 4 5 excused'],
    ['3 s/d 5 izin', '3 4 5 excused'],
    ['3 sampai 5 izin, 8 alpa', '3 4 5 excused | 8 absent'],
    ['sakit no 3 sampai no 5', '3 4 5 sick'],
    ['3-sakit', '3 sick'],
    ['sakit: 3, 7', '3 7 sick'],
    ['sakit 3,7', '3 7 sick'],
    ['sakit 3,7 sidang 9', '3 7 sick | 9 court'],
    ['sakit: 3 dan 7, sidang: 9', '3 7 sick | 9 court'],
    ['sakit 3, 7, izin 9', '3 7 sick | 9 excused'],
    ['sakit = 3 7; izin = 9', '3 7 sick | 9 excused'],
    ['Sakit:\n3, 7\nIzin: 9', '3 7 sick | 9 excused'],
    ['Sakit\n3\n7\nIzin\n9', '3 7 sick | 9 excused'],
    ['Sakit: nihil, Izin: 3, Alpa: nihil', '3 excused'],
    ['3 sakit\n7 izin\n\n9 sidang', '3 sick | 7 excused | 9 court'],
    ['3. sakit\n7. izin', '3 sick | 7 excused'],
    ['3: sakit, 7: izin', '3 sick | 7 excused'],
    ['sakit 3, 9 sidang', '3 sick | 9 court'],
    ['3sakit 7izin', '3 sick | 7 excused'],
    ['03 sakit', '3 sick'],
    ['2 telat; 4 ijin; 7 alfa; 8 tanpa keterangan; 9 tanpa izin', '2 late | 4 excused | 7 8 9 absent'],
    ['3 s, 4 i, 7 a', '3 sick | 4 excused | 7 absent'],
    ['3 tidak mau', '3 refused'],
    ['3 SAKIT', '3 sick'],
    ['3 sakit, sisanya hadir', '3 sick'],
    ['3 sakit; sisanya hadir', '3 sick'],
    ['3 sakit dan sisanya hadir.', '3 sick'],
    ['sisanya hadir', ''],
    ['3 late, the rest are present', '3 late'],
    ['3 sakit; 3 sakit', '3 sick'],
    ['3 sakit sakit', '3 sick'],
    ['3 tidak hadir karena sakit', '3 sick'],
    ['tidak hadir: 3, 7 sakit; 9 izin', '3 7 sick | 9 excused'],
    ['yang tidak hadir nomor 3 sakit dan 7 izin', '3 sick | 7 excused'],
    ['semua hadir', ''],
    ['Hadir semua.', ''],
    ['nihil', ''],
    ['tidak ada yang sakit', ''],
    ['14 orang hadir', ''],
    ['semua hadir, 3 sakit', '3 sick'],
    ['hadir semua kecuali 3 sakit, 7 izin', '3 sick | 7 excused'],
    ['semua sakit kecuali 3', '3 present | 1 2 4 5 6 7 8 9 10 11 12 13 14 sick'],
    ['3 hadir, sisanya alpa', '3 present | 1 2 4 5 6 7 8 9 10 11 12 13 14 absent'],
    [
      'Hadir: 1-10\nSakit: 11, 12\nIzin: 13\nAlpa: 14',
      '1 2 3 4 5 6 7 8 9 10 present | 11 12 sick | 13 excused | 14 absent',
    ],
    ['', ''],
    [' ;\n; ', ''],
  ])('reads %j as %s', (text, expected) => expect(said(text)).toBe(expected));

  it.each([
    ['tidak hadir 3 7', 'why 3 7'],
    ['3 dan 7 absen', 'why 3 7'],
    ['3, 7', 'why 3 7'],
    ['3 sakit, 7', '3 sick | why 7'],
    ['hadir semua kecuali 3,7', 'why 3 7'],
    ['selain 3,7 hadir', 'why 3 7'],
    ['semua kecuali 3', 'why 3'],
    ['yg hadir 1-10', '1 2 3 4 5 6 7 8 9 10 present | why 11 12 13 14'],
    ['hadir 1-10', '1 2 3 4 5 6 7 8 9 10 present | maybe 11 12 13 14'],
    ['hanya 1-12 hadir, 13 sakit', '1 2 3 4 5 6 7 8 9 10 11 12 present | 13 sick | why 14'],
  ])('asks for the reason that %j does not give: %s', (text, expected) => expect(said(text)).toBe(expected));

  it.each([
    ['sakit 3, 7, 9 sidang', '3 sick | 9 court | which "sakit 3, 7, 9 sidang" 7=court / 7=sick'],
    ['3 sakit 7', 'which "3 sakit 7" 3=sick,7=open / 3=open,7=sick'],
    [
      '3 sakit 7 sidang 9',
      'which "3 sakit 7 sidang 9" 3=sick,7=court,9=open / 3=sick,7=open,9=court / 3=open,7=sick,9=court',
    ],
    ['tidak hadir 3 7 sakit', '7 sick | which "tidak hadir 3 7 sakit" 3=sick / 3=open'],
    ['3 terlambat karena sakit', 'which "3 terlambat karena sakit" 3=late / 3=sick'],
    ['3 sakit; 3 izin', 'conflict "3 sakit; 3 izin" 3=sick / 3=excused'],
    ['3 sakit izin', 'which "3 sakit izin" 3=sick / 3=excused'],
    ['3 sakit; 2-4 izin', '2 4 excused | conflict "3 sakit; 2-4 izin" 3=sick / 3=excused'],
    ['3 sakti', 'which "3 sakti" 3=sick'],
    [
      'selain 3,7 sakit',
      'which "selain 3,7 sakit" 3=sick,7=sick / 1=sick,2=sick,4=sick,5=sick,6=sick,8=sick,9=sick,10=sick,11=sick,12=sick,13=sick,14=sick',
    ],
  ])('asks which is meant of what %j can mean: %s', (text, expected) => expect(said(text)).toBe(expected));

  it.each([
    ['yusuf sakit, rahman izin', '3 sick | 4 excused'],
    ['sakit: yusuf, 9; sidang pak rahman', '3 9 sick | 4 court'],
    ['3. Yusuf Wael: sakit', '3 sick'],
    ['budi latupono dan yusuf sidang', '2 3 court'],
    ['budi s alpa', '1 absent'],
    ['a rahman sakit', '4 sick'],
    ['alfa sakit', '5 sick'],
    ['3 alfa', '3 absent'],
    ['budi sakit', 'who "budi sakit" 1=sick / 2=sick'],
    [
      'budi hadir, sisanya alpa',
      '3 4 5 6 7 8 9 10 11 12 13 14 absent | who "budi hadir" 1=present,2=absent / 1=absent,2=present',
    ],
    ['yosuf sakit', 'which "yosuf sakit" 3=sick'],
    ['1. Yusuf sakit', 'who "1. Yusuf sakit" 1=sick / 3=sick'],
    ['amir sakit', 'unreadable "amir sakit" []'],
    ['yusuf sakit, amir izin', '3 sick | unreadable "amir izin" []'],
  ])('takes names of the sheet for numbers in %j: %s', (text, expected) =>
    expect(said(text, 14, NAMES)).toBe(expected),
  );

  it.each([
    ['3 demam, 7 sakit', '7 sick | unknown-mark "3 demam" [3]'],
    ['3 demam 7 sakit', '7 sick | unknown-mark "3 demam" [3]'],
    ['demam 3', 'unknown-mark "demam 3" [3]'],
    ['3 tidak sakit', 'unknown-mark "3 tidak sakit" [3]'],
    ['3 budi sakit', '3 sick | unreadable "budi" []'],
    ['budi 3 sakit', '3 sick | unreadable "budi" []'],
    ['9 sidang di masohi', '9 court | unreadable "di masohi" []'],
    ['sakit', 'unreadable "sakit" []'],
    ['halo apa kabar', 'unreadable "halo apa kabar" []'],
    ['0 sakit', 'no-such-number "0 sakit" [0]'],
    ['3,21,15 sakit', '3 sick | no-such-number "3,21,15 sakit" [21 15]'],
    ['12-16 alpa', '12 13 14 absent | no-such-number "12-16 alpa" [15 16]'],
    ['5-3 izin', 'unreadable "5-3" [5 3]'],
    ['3-5-7 izin; 9 sakit', '9 sick | unreadable "3-5-7" [3 5 7]'],
    ['1-99999 alpa', 'unreadable "1-99999" [1 99999]'],
    ['99999999999999999999 alpa', 'no-such-number "99999999999999999999 alpa" [999999999999999]'],
    ['2 orang sakit', 'count "2 orang sakit" []'],
    ['12 hadir, 2 sakit', 'count "12 hadir, 2 sakit" [12 2]'],
  ])('names what it cannot take in %j: %s', (text, expected) => expect(said(text)).toBe(expected));
});

const numbersAsked = (ask: Ask): number[] =>
  ask.kind === 'reason'
    ? [...ask.numbers]
    : ask.readings.flatMap((reading) => Object.keys(reading).map(Number));

const entry = fc.record({
  numbers: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
  word: fc.constantFrom(
    'sakit',
    'ijin',
    'sidang',
    'alpa',
    'telat',
    'menolak',
    'hadir',
    'demam',
    'tidak hadir',
    'xyz',
  ),
  wordFirst: fc.boolean(),
});

describe('readExceptions, of any text', () => {
  it('gives every number a mark, a question or a fault', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 6 }),
        fc.constantFrom('; ', '\n', ', ', ' '),
        (entries, separator) => {
          const text = entries
            .map(({ numbers, word, wordFirst }) =>
              wordFirst ? `${word}: ${numbers.join(', ')}` : `${numbers.join(',')} ${word}`,
            )
            .join(separator);
          const { marks, asks, faults } = readExceptions(text, sheet(20));
          const told = new Set([
            ...marks.keys(),
            ...asks.flatMap(numbersAsked),
            ...faults.flatMap((fault) => fault.numbers),
          ]);
          const typed = new Set(entries.flatMap((each) => each.numbers));
          expect([...typed].filter((number) => !told.has(number))).toEqual([]);
          expect([...marks.keys()].every((number) => number >= 1 && number <= 20)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('marks no number that it asks about, and is the same each time', () => {
    const pieces = fc.constantFrom(
      ...'3 7 9 21 - , ; : sakit izin alpa tidak hadir no dan demam'.split(' '),
      '\n',
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 14 }).map((list) => list.join(' ')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 30 }), (text, max) => {
        const { marks, asks, faults } = readExceptions(text, sheet(max));
        const unsettled = asks.flatMap(numbersAsked);
        expect(unsettled.filter((number) => marks.has(number) || number > max)).toEqual([]);
        expect(faults.filter((fault) => fault.text === '')).toEqual([]);
        expect(readExceptions(text, sheet(max))).toEqual({ marks, asks, faults });
      }),
      { numRuns: 800 },
    );
  });
});

const WORDS: Readonly<Record<Exclude<Mark, 'present'>, readonly string[]>> = {
  late: ['terlambat', 'telat', 'Terlambat', 'late'],
  sick: ['sakit', 'SAKIT', 'skt', 'tidak hadir karena sakit'],
  excused: ['izin', 'ijin', 'Izin'],
  court: ['sidang', 'ikut sidang', 'court'],
  refused: ['menolak', 'tidak mau'],
  absent: ['alpa', 'alfa', 'tanpa keterangan'],
};
const AWAY = ['late', 'sick', 'excused', 'court', 'refused', 'absent'] as const;

/** Marks of some of twenty people, as groups in a random order, and choices for writing them down. */
const written = fc.record({
  groups: fc
    .tuple(
      fc.shuffledSubarray(
        Array.from({ length: 20 }, (_, index) => index + 1),
        { minLength: 1, maxLength: 9 },
      ),
      fc.shuffledSubarray([...AWAY], { minLength: 1 }),
      fc.infiniteStream(fc.nat(5)),
    )
    .map(([numbers, marks, which]) => {
      const groups = new Map<(typeof AWAY)[number], number[]>();
      for (const number of numbers) {
        const mark = marks[(which.next().value ?? 0) % marks.length] ?? 'sick';
        groups.set(mark, [...(groups.get(mark) ?? []), number]);
      }
      return [...groups];
    }),
  word: fc.nat(3),
  list: fc.constantFrom(',', ', ', ' ', ' dan ', ' & ', ', dan '),
  lead: fc.constantFrom('', 'no ', 'No. ', 'nomor '),
  colon: fc.constantFrom(' ', ': ', ' = '),
  between: fc.constantFrom('; ', '\n', ', ', ' ', '. '),
});
type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

/** The groups written with numbers first or reasons first, each as `first` says. */
function write(
  { groups, word, list, lead, colon, between }: Written,
  first: (at: number) => 'numbers' | 'reason',
  name: (number: number) => string = String,
): string {
  return groups
    .map(([mark, numbers], at) => {
      const how = WORDS[mark][word % WORDS[mark].length] ?? mark;
      const who = lead + numbers.map(name).join(list);
      return first(at) === 'numbers' ? `${who} ${how}` : `${how}${colon}${who}`;
    })
    .join(between);
}

const truth = ({ groups }: Written) =>
  new Map(groups.flatMap(([mark, numbers]) => numbers.map((number): [number, Mark] => [number, mark])));
const sorted = (marks: ReadonlyMap<number, Mark>) => [...marks].toSorted(([a], [b]) => a - b);

describe('readExceptions, of marks written down in every way', () => {
  const people = sheet(20, [
    ...['Agus Salim', 'Bakri Wally', 'Charles Nanlohy', 'Dominggus Pattiasina', 'Edison Lilipaly'],
    ...['Frans Haulussy', 'Gerson Matulessy', 'Hasan Tuanaya', 'Ishak Rumahlatu', 'Jopie Sahetapy'],
    ...['Kasim Umarella', 'Luther Hehanussa', 'Markus Sopacua', 'Nurdin Ohorella', 'Obed Titaley'],
    ...['Petrus Riry', 'Rusli Latuconsina', 'Stevi Manusama', 'Thomas Pelupessy', 'Umar Lessy'],
  ]);
  const called = (number: number) => people[number - 1]?.name ?? '';

  it.each(['numbers', 'reason'] as const)('reads them back with %s first', (first) => {
    fc.assert(
      fc.property(written, (of) => {
        const read = readExceptions(
          write(of, () => first),
          people,
        );
        expect({ ...read, marks: sorted(read.marks) }).toEqual({
          marks: sorted(truth(of)),
          asks: [],
          faults: [],
        });
      }),
      { numRuns: 400 },
    );
  });

  it.each(['numbers', 'reason'] as const)('reads them back by name with %s first', (first) => {
    fc.assert(
      fc.property(written, fc.constantFrom(0, 1, 2), (of, part) => {
        const names = (number: number) => called(number).split(' ')[part] ?? called(number);
        const text = write({ ...of, list: of.list === ' ' ? ', ' : of.list, lead: '' }, () => first, names);
        const read = readExceptions(text, people);
        expect({ ...read, marks: sorted(read.marks) }).toEqual({
          marks: sorted(truth(of)),
          asks: [],
          faults: [],
        });
      }),
      { numRuns: 250 },
    );
  });

  it('never marks anybody otherwise than was meant, however the orders are mixed', () => {
    let questions = 0;
    fc.assert(
      fc.property(written, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (of, orders) => {
        const meant = truth(of);
        const text = write(of, (at) => (orders[at] ? 'numbers' : 'reason'));
        const { marks, asks, faults } = readExceptions(text, people);
        questions += asks.length;
        const wrong = [...marks].filter(([number, mark]) => meant.get(number) !== mark);
        expect({ text, wrong }).toEqual({ text, wrong: [] });
        const told = new Set([...asks.flatMap(numbersAsked), ...faults.flatMap(({ numbers }) => numbers)]);
        const lost = [...meant.keys()].filter((number) => !marks.has(number) && !told.has(number));
        expect({ text, lost }).toEqual({ text, lost: [] });
        // What is asked offers what was meant.
        for (const ask of asks) {
          if (ask.kind === 'reason') continue;
          const fits = ask.readings.some((reading) =>
            Object.entries(reading).every(([number, claim]) => meant.get(Number(number)) === claim),
          );
          expect({ text, ask, fits }).toMatchObject({ fits: true });
        }
      }),
      { numRuns: 800 },
    );
    expect(questions).toBeGreaterThan(0);
  });
});
