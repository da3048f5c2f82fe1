import { expect, it } from 'vitest';
import type { SeatsView } from '../../../../src/features/programmes/offers/service.js';
import {
  participantCard,
  participantListCard,
  programmePeopleCard,
  queryOf,
} from '../../../../src/features/programmes/people/messages.js';
import type {
  EnrolmentEntry,
  ParticipantDetail,
  SeatPage,
} from '../../../../src/features/programmes/people/service.js';
import {
  programmeCard,
  programmeExistsCard,
  programmeListCard,
} from '../../../../src/features/programmes/programme/messages.js';
import type { ProgrammeDetail } from '../../../../src/features/programmes/programme/service.js';
import { answeredText, offersCard } from '../../../../src/features/programmes/seats/messages.js';
import { translator } from '../../../../src/words/translate.js';
import { screensOf } from '../../../support/screens.js';
import { at, NOW, ZONE } from '../../../support/world.js';

const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW };

function detail(more: Partial<ProgrammeDetail> = {}): ProgrammeDetail {
  const plain: ProgrammeDetail = {
    id: 5,
    name: 'Las',
    kind: 'trade',
    state: 'running',
    agency: null,
    seats: null,
    startsOn: null,
    endsOn: null,
    plannedSessions: null,
    plannedHours: null,
    minAttendance: null,
    trainer: null,
    place: null,
    officer: null,
    namesShown: false,
    endedAt: null,
    endReason: null,
    version: 3,
    enrolled: 14,
    waiting: 0,
    held: { sessions: 0, minutes: 0 },
    trainers: [],
    offered: 0,
    end: undefined,
    endings: undefined,
    mayEdit: true,
    mayShowNames: true,
    mayViewPeople: true,
  };
  return Object.assign(plain, more);
}

const NOTHING = { mayEdit: false, mayShowNames: false, mayViewPeople: false };
const WHOLE = {
  seats: 20,
  startsOn: '2023-08-15',
  endsOn: '2023-12-15',
  plannedSessions: 24,
  trainer: 'Pak Rudi',
  place: 'Bengkel',
};
const timetable = { openData: (id: number) => `open:${id}`, printData: (id: number) => `print:${id}` };
const list = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n));

it('a programme says how it stands and what may be done', async () => {
  const card = (more: Partial<ProgrammeDetail> = {}, head?: string) =>
    programmeCard(voice, detail(more), timetable, head);
  const agency = { id: 8, name: 'Dinas Perikanan' };
  const end = { at: at('2023-09-01T12:00'), reason: undefined };
  const screens = {
    bare: card(),
    'bare, to look at': card(NOTHING),
    whole: card(
      Object.assign({}, WHOLE, {
        agency,
        namesShown: true,
        waiting: 2,
        offered: 1,
        officer: { id: 4, name: 'Budi' },
        trainers: [
          { id: 6, name: 'Pak Rudi' },
          { id: 7, name: 'Bu Ina' },
        ],
        held: { sessions: 8, minutes: 960 },
      }),
      'Tersimpan',
    ),
    'of an agency, names hidden': card({ agency, mayShowNames: false }),
    'offered, may not see people': card({ offered: 1, mayViewPeople: false }),
    'offered, may not edit': card({ offered: 1, mayEdit: false }),
    draft: card({ state: 'draft' }),
    open: card({ state: 'open', startsOn: '2023-10-01' }),
    'hours planned': card({ plannedHours: 48, held: { sessions: 3, minutes: 330 }, endsOn: '2024-01-15' }),
    'both planned': card({ plannedSessions: 24, plannedHours: 48, held: { sessions: 3, minutes: 360 } }),
    'held without a plan': card({ held: { sessions: 3, minutes: 360 } }),
    'over two years': card({ startsOn: '2023-08-15', endsOn: '2024-01-15' }),
    'ends today': card({ endsOn: '2023-09-05' }),
    'ended yesterday': card({ endsOn: '2023-09-04' }),
    finished: card({
      state: 'finished',
      end,
      endings: { completed: 12, others: 2 },
      offered: 1,
      endsOn: '2023-09-01',
    }),
    'called off, why is at hand': card({
      state: 'cancelled',
      end: Object.assign({}, end, { reason: 'budget' }),
    }),
    'called off, why was typed': card({
      state: 'cancelled',
      end: Object.assign({}, end, { reason: 'Bengkel terbakar' }),
    }),
    'is there already': programmeExistsCard(voice.t, { id: 5, name: 'Las' }),
  };
  for (const missing of Object.keys(WHOLE))
    Object.assign(screens, {
      [`${missing} is missing`]: card(Object.assign({}, WHOLE, { [missing]: null })),
    });
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/programme.txt');
});

it('programmes are listed, those that are over apart', async () => {
  const some = (count: number, state: ProgrammeDetail['state'] = 'running') =>
    list(count, (id) => detail({ id, name: `Program ${id}`, state, seats: id === 1 ? 20 : null }));
  const mixed = (['draft', 'open', 'running', 'finished', 'cancelled'] as const).map((state, id) =>
    detail({ id, state, agency: id === 1 ? { id: 8, name: 'Dinas Perikanan' } : null }),
  );
  const may = { mayAdd: true };
  const screens = {
    none: programmeListCard(voice, [], 0, may),
    'none, to look at': programmeListCard(voice, [], 0, { mayAdd: false }),
    'none now': programmeListCard(voice, some(2, 'finished'), 0, may),
    mixed: programmeListCard(voice, mixed, 0, may),
    'mixed, over': programmeListCard(voice, mixed, 0, { mayAdd: true, over: true }),
    eight: programmeListCard(voice, some(8), 0, { mayAdd: false }),
    'nine, the first page': programmeListCard(voice, some(9), 0, may),
    'nine, a page that is no more': programmeListCard(voice, some(9), 5, may),
    'over, the second of three': programmeListCard(voice, some(17, 'cancelled'), 1, {
      mayAdd: false,
      over: true,
    }),
  };
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/list.txt');
});

const somebody = (id: number, more: object = {}) =>
  Object.assign({ id, name: `Peserta ${id}`, registerNumber: `BI-${id}/2023`, presentUntil: null }, more);

it('people are listed, with how each takes part', async () => {
  const seat = (id: number, state: 'active' | 'paused' | 'applied' | 'waiting', more: object = {}) =>
    Object.assign(somebody(id), { state, place: undefined, early: false, completed: false }, more);
  const people = [
    seat(1, 'active'),
    seat(2, 'paused', { early: true }),
    seat(3, 'applied'),
    seat(4, 'waiting', { place: 1 }),
    seat(5, 'waiting', { place: 2, early: true }),
    seat(6, 'active', { presentUntil: NOW }),
    seat(7, 'paused', { completed: true, presentUntil: NOW }),
  ];
  const page: SeatPage = { total: 1200, page: 1, pages: 3, people, waiting: 2, early: 2, mayEnrol: true };
  const none = { total: 0, page: 0, pages: 1, people: [] };
  const two = { total: 9, page: 0, pages: 2, people: [somebody(1), somebody(2, { presentUntil: NOW })] };
  const programme = { id: 5, name: 'Las' };
  const screens = {
    'of a programme': programmePeopleCard(voice, programme, page),
    'of a programme, none': programmePeopleCard(
      voice,
      programme,
      Object.assign({}, none, { waiting: 0, early: 0, mayEnrol: false }),
    ),
    'nobody here': participantListCard(voice, none, '', true),
    'nobody here, may not import': participantListCard(voice, none, '', false),
    'nobody found': participantListCard(voice, none, 'Budi', true),
    all: participantListCard(voice, two, '', true),
    'all, may not import': participantListCard(voice, two, '', false),
    found: participantListCard(voice, two, 'Budi Sei', true),
    'found by too long words': participantListCard(voice, two, 'Budi Seipatiratu Manuhuttu Latuheru', false),
    'found by too long words, one page': participantListCard(
      voice,
      Object.assign({}, two, { pages: 1 }),
      'Budi Seipatiratu Manuhuttu Latuheru',
      false,
    ),
  };
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/people.txt');
  expect(queryOf('budi.sei')).toBe('budi sei');
});

it('somebody’s card says who they are and where they take part', async () => {
  const enrolment = (
    id: number,
    state: EnrolmentEntry['state'],
    more: object = {},
    programme: object = {},
  ): EnrolmentEntry => {
    const of = Object.assign(
      { id, name: `Program ${id}`, state: 'running' as const, endsOn: null },
      programme,
    );
    return Object.assign(
      { id, programme: of, state, reason: null, version: 2, since: undefined, undoable: false },
      more,
    );
  };
  const person = (more: Partial<ParticipantDetail> = {}): ParticipantDetail => {
    const plain = {
      registerClass: undefined,
      sex: null,
      birthYear: null,
      arrivedOn: null,
      releaseExpectedOn: null,
      enrolments: [],
      departure: null,
      version: 4,
      mayEnrol: true,
      mayCorrect: true,
      presentFrom: NOW,
      isHead: false,
      formerNumbers: [],
      formerNames: [],
      merged: [],
      mayMerge: true,
    };
    return Object.assign(somebody(3), plain, more);
  };
  const states = ['applied', 'waiting', 'active', 'paused', 'ended'] as const;
  const early = { releaseExpectedOn: '2023-10-01' };
  const screens = {
    bare: participantCard(voice, person()),
    'bare, to look at': participantCard(voice, person({ mayEnrol: false, mayCorrect: false })),
    whole: participantCard(
      voice,
      person({
        registerClass: 'A_III',
        sex: 'male',
        birthYear: 1990,
        arrivedOn: '2023-01-05',
        releaseExpectedOn: '2024-02-01',
      }),
      'Tersimpan',
    ),
    'sex alone': participantCard(voice, person({ sex: 'female', registerClass: 'B_I' })),
    left: participantCard(voice, person({ presentUntil: NOW, departure: 'released' })),
    'left, nobody knows how': participantCard(voice, person({ presentUntil: NOW, mayCorrect: false })),
    'every state': participantCard(
      voice,
      person({ enrolments: states.map((state, id) => enrolment(id, state, { since: NOW })) }),
    ),
    'every state, to look at': participantCard(
      voice,
      person({ mayEnrol: false, enrolments: states.map((state, id) => enrolment(id, state)) }),
    ),
    'in programmes that are no more': participantCard(
      voice,
      person({
        enrolments: [
          enrolment(1, 'ended', { reason: 'unrecorded' }, { state: 'finished' }),
          enrolment(2, 'ended', { reason: 'unrecorded' }, { state: 'cancelled' }),
          enrolment(3, 'ended', { reason: 'unrecorded' }),
          enrolment(4, 'ended', { reason: 'released' }, { state: 'finished' }),
          enrolment(5, 'waiting', {}, { state: 'finished' }),
        ],
      }),
    ),
    'leaves before it ends': participantCard(
      voice,
      person(
        Object.assign(
          {
            enrolments: [
              enrolment(
                1,
                'active',
                {},
                { endsOn: '2023-12-15', name: 'Pelatihan Pengelasan Listrik Dasar' },
              ),
              enrolment(2, 'ended', {}, { endsOn: '2023-12-15' }),
              enrolment(3, 'active', {}, { endsOn: '2023-09-30', name: 'Dua puluh dua huruf ya' }),
              enrolment(4, 'active'),
            ],
          },
          early,
        ),
      ),
    ),
  };
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/person.txt');
});

it('offers of seats say who is next, and what may be done', async () => {
  const offer = (id: number, more: object = {}) => {
    const plain = {
      id,
      name: `Peserta ${id}`,
      registerNumber: `BI-${id}/2023`,
      lapsesAt: NOW,
      releaseExpectedOn: null,
      early: false,
    };
    return Object.assign(plain, more);
  };
  const view = (more: Partial<SeatsView> = {}): SeatsView => {
    const programme = { id: 5, name: 'Las', version: 3 };
    const plain: SeatsView = { programme, offers: [], lapsed: [], free: 2, waiting: 0 };
    return Object.assign(plain, more);
  };
  const early = { early: true, releaseExpectedOn: '2023-10-01', name: 'Peserta Bernama Dua Puluh Lima' };
  const screens = {
    nobody: offersCard(voice, view()),
    'nobody, no seat': offersCard(voice, view({ waiting: 2, free: 0 })),
    'nobody, to be offered again': offersCard(voice, view({ waiting: 2, lapsed: ['Ani', 'Budi'] })),
    'nobody, seats without limit': offersCard(voice, view({ waiting: 2, free: null })),
    two: offersCard(voice, view({ offers: [offer(1), offer(2, early)], waiting: 2 }), 'Diisi.'),
    'early, nobody knows when': offersCard(voice, view({ offers: [offer(1, { early: true })] })),
    eight: offersCard(voice, view({ offers: list(8, (id) => offer(id)), lapsed: ['Ani'] })),
    nine: offersCard(voice, view({ offers: list(9, (id) => offer(id)) })),
  };
  for (const outcome of ['taken', 'passed', 'full', 'stale', 'forbidden'] as const)
    Object.assign(screens, {
      [outcome]: answeredText(voice, { outcome, programmeId: 5, name: 'Ani' }) ?? '–',
    });
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/offers.txt');
});
