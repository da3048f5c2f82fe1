import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NamedThing, readQuestion } from '../../../src/features/counts/question/rules.js';
import { earlier, momentOf, PLAIN, type Question, VIEWS } from '../../../src/features/counts/rules.js';
import { questionTap } from '../../../src/features/counts/taps.js';
import { LEGAL_STATUSES, PROGRAMME_KINDS } from '../../../src/features/programmes/enrolment/rules.js';
import { readPeriod } from '../../../src/reading/period/read.js';

const zone = 'Asia/Jayapura';
const now = new Date('2023-09-05T05:20:00Z');

function period(text: string) {
  const read = readPeriod(text, { now, zone });
  if (!read.ok) throw new Error(`no period: ${text}`);
  const { kind, start, end } = read;
  return { kind, start, end };
}

describe('momentOf', () => {
  it('is now where no period is asked', () => {
    expect(momentOf(null, now, zone)).toEqual({ at: now, current: true });
  });

  it.each([
    ['agustus 2023', '2023-07-31T15:00:00.000Z', '2023-08-31T14:59:59.999Z'],
    ['31/8/2023', '2023-08-30T15:00:00.000Z', '2023-08-31T14:59:59.999Z'],
    ['kemarin', '2023-09-03T15:00:00.000Z', '2023-09-04T14:59:59.999Z'],
    ['pekan lalu', '2023-08-27T15:00:00.000Z', '2023-09-03T14:59:59.999Z'],
    ['2022', '2021-12-31T15:00:00.000Z', '2022-12-31T14:59:59.999Z'],
    ['triwulan II', '2023-03-31T15:00:00.000Z', '2023-06-30T14:59:59.999Z'],
    ['1–15 agustus', '2023-07-31T15:00:00.000Z', '2023-08-15T14:59:59.999Z'],
  ])("is %s's last instant in the unit's zone", (text, since, at) => {
    expect(momentOf(period(text), now, zone)).toEqual({
      since: new Date(since),
      at: new Date(at),
      current: false,
    });
  });

  it.each(['september', 'hari ini', 'pekan ini', '2023', 'TW 3', 'sejak juli sampai sekarang'])(
    'is now within %s',
    (text) => {
      expect(momentOf(period(text), now, zone)).toMatchObject({ at: now, current: true });
    },
  );

  it.each(['oktober 2023', 'besok', '2024'])('is nothing for %s, which has not begun', (text) => {
    expect(momentOf(period(text), now, zone)).toBeUndefined();
  });
});

it('goes from a period to the one before, over the turn of the year', () => {
  const august = earlier(null, now, zone);
  expect(august).toEqual(period('agustus 2023'));
  expect(earlier(period('januari 2023'), now, zone)).toEqual(period('desember 2022'));
  expect(earlier(period('15/3/2023'), now, zone)).toEqual(period('februari 2023'));
  expect(earlier(period('triwulan I 2023'), now, zone)).toEqual(period('triwulan IV 2022'));
});

describe('a button', () => {
  const texts = [
    'agustus 2023',
    '31/8/2023',
    'pekan lalu',
    '2022',
    'TW III',
    'semester 1',
    '1–15 agustus',
    'mei 2022 – agustus 2023',
  ];
  const question: fc.Arbitrary<Question> = fc.record({
    view: fc.constantFrom(...VIEWS),
    filter: fc.record({
      agencyId: fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { nil: null }),
      programmeId: fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { nil: null }),
      kind: fc.option(fc.constantFrom(...PROGRAMME_KINDS), { nil: null }),
      status: fc.option(fc.constantFrom(...LEGAL_STATUSES), { nil: null }),
    }),
    period: fc.option(fc.constantFrom(...texts).map(period), { nil: null }),
    page: fc.nat(99),
  });

  it('holds any question in 64 bytes and gives it back', () => {
    fc.assert(
      fc.property(question, (asked) => {
        expect(questionTap.read(questionTap.data(asked))).toEqual(asked);
      }),
    );
  });

  it('reads no period that is not whole, and nothing made up', () => {
    expect(questionTap.read(`${questionTap.data(PLAIN)}:1`)).toBeUndefined();
    expect(questionTap.read('count:programme:0:0:-:-:m20230802:0')).toBeUndefined();
  });
});

describe('readQuestion', () => {
  const thing = (
    kind: NamedThing['kind'],
    id: number,
    name: string,
    agencyId: number | null,
    mine = true,
  ) => ({
    ...{ kind, id, name, agencyId, mine },
  });
  const fisheries = thing('agency', 1, 'Dinas Perikanan Maluku Tengah', 1);
  const social = thing('agency', 2, 'Dinas Sosial Maluku Tengah', 2, false);
  const catfish = thing('programme', 7, 'Pelatihan Perikanan Darat', 1);
  const packet = thing('programme', 8, 'Kejar Paket C 2023', null);
  const art = thing('programme', 9, 'Seni Anyaman', 2, false);
  const read = (text: string, things: readonly NamedThing[] = [fisheries, social, catfish, packet, art]) =>
    readQuestion(text, things, { now, zone, locale: 'id' });

  it('takes the agency where its own programme has the same name', () => {
    expect(read('perikanan')).toMatchObject({
      kind: 'question',
      question: { filter: { agencyId: 1, programmeId: null } },
    });
  });

  it('asks which, where two of reach fit', () => {
    const ours = [fisheries, { ...social, mine: true }];
    const reading = read('maluku tengah', ours);
    expect(reading.kind).toBe('which');
  });

  it('takes a year for part of a name that has it', () => {
    expect(read('kejar paket c 2023')).toMatchObject({
      question: { filter: { programmeId: 8 }, period: null },
    });
    expect(read('seni anyaman', [{ ...art, mine: true }])).toMatchObject({ question: { period: null } });
    expect(read('2023', [packet])).toMatchObject({
      question: { filter: PLAIN.filter, period: { kind: 'year' } },
    });
  });

  it.each(['dinas sosial', 'sosial agustus', 'seni anyaman', 'sosial tahanan'])(
    "says of %s only that it is another agency's",
    (text) => {
      expect(read(text)).toEqual({ kind: 'other-agency' });
    },
  );

  it('puts names, status, kind and time together in any order', () => {
    const filter = { agencyId: 1, programmeId: null, kind: 'trade', status: 'detainee' };
    for (const text of ['perikanan tahanan kemandirian agustus', 'agustus kemandirian tahanan perikanan']) {
      expect(read(text, [fisheries])).toMatchObject({
        kind: 'question',
        question: { filter, period: { kind: 'month' } },
      });
    }
  });

  it.each(['sekarang', 'semua', 'total', 'now'])('takes %s for everything now', (text) => {
    expect(read(text)).toEqual({ kind: 'question', question: PLAIN });
  });

  it('offers the nearest name, never one out of reach', () => {
    expect(read('pertanahan', [thing('agency', 3, 'Dinas Pertanian', 3)])).toMatchObject({
      kind: 'unknown',
      nearest: { name: 'Dinas Pertanian' },
    });
    const foreign = read('pertanahan', [thing('agency', 3, 'Dinas Pertanian', 3, false)]);
    expect(foreign).toEqual({ kind: 'unknown', typed: 'pertanahan', period: null });
  });

  it('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(read(text)).toHaveProperty('kind');
      }),
    );
  });
});
