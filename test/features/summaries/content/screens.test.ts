import { expect, it } from 'vitest';
import { summaryCard } from '../../../../src/features/summaries/content/messages.js';
import { comingVisits, type Summary, visitWeek } from '../../../../src/features/summaries/content/rules.js';
import { translator } from '../../../../src/words/translate.js';
import { screensOf } from '../../../support/screens.js';
import { at, ZONE } from '../../../support/world.js';

const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: at('2023-09-10T18:00') };
const [MONDAY, NEXT] = [at('2023-09-04T00:00'), at('2023-09-11T00:00')];

const rate = (attended: number, expected: number) => ({ attended, expected, outside: 0 });
const sessions = (count: number, attended: number, expected: number, headcountSessions = 0) => ({
  sessions: count,
  rate: rate(attended, expected),
  headcountSessions,
  heads: headcountSessions * 9,
});
const visits = (held: number, calledOff: number, nobodyCame: number) => ({ held, calledOff, nobodyCame });
const enrolled = (people: number, joined: number, left: number) =>
  ({ enrolled: { people, enrolments: people + 2 }, joined, left }) as NonNullable<
    Summary['enrolment']
  >['week'];

type Weeks = Summary['weeks'];

function summary(more: Partial<Summary> = {}): Summary {
  const plain: Summary = {
    weeks: { monday: { year: 2023, month: 9, day: 4 } } as Weeks,
    agencyName: null,
    sessions: { week: sessions(3, 8, 10), before: sessions(1, 9, 10) },
    programmes: [],
    visits: { week: visits(1, 0, 0), before: visits(1, 0, 0) },
    enrolment: { week: enrolled(60, 4, 1), before: enrolled(57, 2, 2) },
    coming: { visits: [], sessions: [] },
    late: { unanswered: 0, withoutOutcome: 0, unrecorded: 0 },
  };
  return Object.assign(plain, more);
}

const programme = (n: number) => ({
  name: `Program ${n}`,
  sessions: n,
  rate: rate(n, n),
  headcountSessions: n % 2,
  heads: n,
});
const coming = (n: number) => ({
  startsAt: at(`2023-09-${String(11 + (n % 5))}T09:00`),
  state: (['confirmed', 'proposed', 'counterProposed'] as const)[n % 3] ?? 'proposed',
  agencies: n === 1 ? [] : ['Dinas Sosial', 'Dinas Perikanan'].slice(0, 1 + (n % 2)),
});
const list = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n));

it('a summary says what was, beside the week before, what comes and what is late', async () => {
  const none = sessions(0, 0, 0);
  const nothing = {
    sessions: { week: none, before: sessions(2, 1, 2) },
    visits: { week: visits(0, 0, 0), before: visits(1, 1, 1) },
    enrolment: { week: enrolled(60, 0, 0) },
  };
  const screens = {
    plain: summaryCard(voice, summary()),
    'of an agency, an example': summaryCard(voice, summary({ agencyName: 'Dinas Sosial' }), 'Contoh'),
    empty: summaryCard(voice, summary(nothing)),
    'empty, without enrolments': summaryCard(
      voice,
      summary(Object.assign({}, nothing, { enrolment: undefined })),
    ),
    'heads only': summaryCard(voice, summary({ sessions: { week: sessions(2, 0, 0, 2), before: none } })),
    'first week': summaryCard(
      voice,
      summary({
        sessions: { week: sessions(2, 1, 3), before: none },
        enrolment: { week: enrolled(3, 3, 0) },
      }),
    ),
    'the same rate': summaryCard(
      voice,
      summary({ sessions: { week: sessions(1, 2, 3), before: sessions(1, 4, 6) } }),
    ),
    'a better rate': summaryCard(
      voice,
      summary({ sessions: { week: sessions(1, 3, 3), before: sessions(2, 1, 3) } }),
    ),
    'no enrolments': summaryCard(voice, summary({ enrolment: undefined })),
    'visits called off and not come to': summaryCard(
      voice,
      summary({ visits: { week: visits(2, 1, 0), before: visits(3, 0, 2) } }),
    ),
    'twelve of each': summaryCard(
      voice,
      summary({
        programmes: list(12, programme),
        coming: {
          visits: list(12, coming),
          sessions: list(12, (n) => ({ name: `Program ${n}`, sessions: n })),
        },
        late: { unanswered: 1, withoutOutcome: 2, unrecorded: 3 },
      }),
    ),
    'thirteen of each': summaryCard(
      voice,
      summary({
        programmes: list(13, programme),
        coming: {
          visits: list(13, coming),
          sessions: list(13, (n) => ({ name: `Program ${n}`, sessions: n })),
        },
        late: { unanswered: 0, withoutOutcome: 0, unrecorded: 1 },
      }),
    ),
    'only sessions to come': summaryCard(
      voice,
      summary({ coming: { visits: [], sessions: [{ name: 'Las', sessions: 2 }] } }),
    ),
  };
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/summaries.txt');
});

const states = [
  'proposed',
  'counterProposed',
  'confirmed',
  'declined',
  'held',
  'nobodyCame',
  'cancelled',
] as const;
const fact = (state: (typeof states)[number], startsAt: Date) => ({ state, startsAt, agencies: [] });

it('counts the visits of a week by what became of them', () => {
  const all = states.flatMap((state) => [
    fact(state, MONDAY),
    fact(state, NEXT),
    fact(state, new Date(MONDAY.getTime() - 1)),
    fact(state, new Date(NEXT.getTime() - 1)),
  ]);
  expect(visitWeek(all, MONDAY, NEXT)).toEqual({ held: 2, calledOff: 4, nobodyCame: 2 });
});

it('names those to come that may still take place, another time among them, the soonest first', () => {
  const all = states.map((state, n) => fact(state, new Date(NEXT.getTime() - 1 - n)));
  const edges = [
    fact('confirmed', NEXT),
    fact('confirmed', MONDAY),
    fact('confirmed', new Date(MONDAY.getTime() - 1)),
  ];
  expect(
    comingVisits([...all, ...edges], MONDAY, NEXT).map(({ state, startsAt }) => [
      state,
      NEXT.getTime() - startsAt.getTime(),
    ]),
  ).toEqual([
    ['confirmed', 7 * 86_400_000],
    ['confirmed', 3],
    ['counterProposed', 2],
    ['proposed', 1],
  ]);
});
