import { describe, expect, it } from 'vitest';
import {
  type Facts,
  linkTrainers,
  readFacts,
  readPeriod,
  readPlanned,
} from '../../../../src/features/programmes/form/rules.js';

const at = { now: new Date('2023-09-05T05:20:00Z'), zone: 'Asia/Jayapura', locale: 'id' } as const;

describe('a period', () => {
  it.each<[string, Facts | undefined]>([
    ['4 Sep – 15 Des 2023', { startsOn: '2023-09-04', endsOn: '2023-12-15' }],
    ['4 September 2023 sampai 15 Desember 2023', { startsOn: '2023-09-04', endsOn: '2023-12-15' }],
    ['4 Sep s.d. 15 Des', { startsOn: '2023-09-04', endsOn: '2023-12-15' }],
    ['mulai 4 Sep sampai 15 Des', { startsOn: '2023-09-04', endsOn: '2023-12-15' }],
    ['masa 4/9/2023 - 15/12/2023', { startsOn: '2023-09-04', endsOn: '2023-12-15' }],
    ['1 November 2023 – 31 Januari 2024', { startsOn: '2023-11-01', endsOn: '2024-01-31' }],
    ['1 Nov – 31 Jan', { startsOn: '2023-11-01', endsOn: '2024-01-31' }],
    ['1 Nov – 31 Jan 2024', { startsOn: '2023-11-01', endsOn: '2024-01-31' }],
    ['mulai 1 September', { startsOn: '2023-09-01' }],
    ['mulai 2 Oktober', { startsOn: '2023-10-02' }],
    ['mulai 5 September', { startsOn: '2023-09-05' }],
    ['sampai 15 Des', { endsOn: '2023-12-15' }],
    ['15 Des 2023 – 4 Sep 2023', { startsOn: '2023-12-15', endsOn: '2023-09-04' }],
    ['31 Feb – 15 Des 2023', undefined],
    ['4 Sep – kolam', undefined],
    ['kolam – 15 Des', undefined],
    ['kolam – 15 Des 2023', undefined],
    ['4 Sep – 15 Des 2023 – 20 Des 2023', undefined],
    [' – 15 Des 2023', undefined],
    ['mulai kolam', undefined],
    ['sampai kolam', undefined],
    ['kolam', undefined],
    ['20', undefined],
  ])('%s', (text, period) => {
    expect(readPeriod(text, at)).toEqual(period);
  });

  it('in English', () => {
    const read = readPeriod('Sep 4 to Dec 15 2023', { ...at, locale: 'en' });
    expect(read).toEqual({ startsOn: '2023-09-04', endsOn: '2023-12-15' });
  });
});

describe('how much is planned', () => {
  it.each<[string, Facts | undefined]>([
    ['24 sesi', { plannedSessions: 24 }],
    ['24x', { plannedSessions: 24 }],
    ['12 pertemuan', { plannedSessions: 12 }],
    ['48 jam', { plannedHours: 48 }],
    ['120 JP', { plannedHours: 120 }],
    ['0 sesi', undefined],
    ['sesi', undefined],
  ])('%s', (text, planned) => {
    expect(readPlanned(text)).toEqual(planned);
  });
});

describe('a line of facts', () => {
  it.each<[string, Facts, string[]]>([
    [
      '20 kursi, 4 Sep – 15 Des 2023, 24 sesi, pelatih Ibu Ros dan Pak Jon, tempat kolam',
      {
        ...{ seats: 20, startsOn: '2023-09-04', endsOn: '2023-12-15', plannedSessions: 24 },
        ...{ trainer: 'Ibu Ros dan Pak Jon', place: 'kolam' },
      },
      [],
    ],
    ['20', { seats: 20 }, []],
    ['kursi 15; di aula', { seats: 15, place: 'aula' }, []],
    ['tanpa batas', { seats: 0 }, []],
    ['kemandirian, 30 orang, 48 jam', { kind: 'trade', seats: 30, plannedHours: 48 }, []],
    ['pelatih Ibu Ros, Pak Jon', { trainer: 'Ibu Ros, Pak Jon' }, []],
    ['20 kursi, entah', { seats: 20 }, ['entah']],
    ['20, 30', { seats: 20 }, ['30']],
    [`tempat ${'a'.repeat(100)}`, { place: 'a'.repeat(100) }, []],
    [`tempat ${'a'.repeat(101)}`, {}, [`tempat ${'a'.repeat(101)}`]],
    [`pelatih ${'a'.repeat(101)}`, {}, [`pelatih ${'a'.repeat(101)}`]],
    ['', {}, []],
  ])('%s', (text, facts, unread) => {
    expect(readFacts(text, at)).toEqual({ facts, unread });
  });
});

describe('trainers', () => {
  const people = [
    { id: 1, name: 'Rosina Latu' },
    { id: 2, name: 'Jonathan Wael' },
    { id: 3, name: 'Jonas Tuhu' },
  ];
  it.each([
    ['Ibu Rosina', [1]],
    ['Ibu Rosina Latu dan Pak Jonathan', [1, 2]],
    ['Rosina, rosina latu', [1]],
    ['Pak Jon', []],
    ['Orang Lain', []],
  ])('%s are people known here where one alone can be meant', (typed, ids) => {
    expect(linkTrainers(typed, people).map(({ id }) => id)).toEqual(ids);
  });
});
