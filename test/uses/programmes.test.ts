import { createDepartureService } from '../../src/features/programmes/departure/service.js';
import { enrolMany } from '../../src/features/programmes/enrol/service.js';
import { createEnrolmentService } from '../../src/features/programmes/enrolment/service.js';
import { createLifeService } from '../../src/features/programmes/life/service.js';
import { createSeatsService } from '../../src/features/programmes/offers/service.js';
import { createParticipantsService } from '../../src/features/programmes/people/service.js';
import { programmesToPlan, restingProgrammes } from '../../src/features/programmes/planning/store.js';
import {
  createProgrammesService,
  type ProgrammeValues,
} from '../../src/features/programmes/programme/service.js';
import { settleSeats, settleUnitSeats, sweepSeats } from '../../src/features/programmes/seats/service.js';
import { sweepStarts } from '../../src/features/programmes/step/service.js';
import { timetable } from '../../src/features/sessions/index.js';
import { localDate } from '../../src/lib/zoned.js';
import { months } from '../support/months.js';
import { at, NOW, ZONE } from '../support/world.js';
import { testUses, type Using } from './use.js';

const programmes = ({ db }: Using) => createProgrammesService({ db, timetable, months });
const life = ({ db }: Using) => createLifeService({ db, timetable, months });
const people = ({ db }: Using) => createParticipantsService({ db, months });
const enrolments = ({ db }: Using) => createEnrolmentService({ db, months });
const departures = ({ db }: Using) => createDepartureService({ db, months });
const seats = ({ db }: Using) => createSeatsService({ db });

const first = (id: number) => ({ id, version: 1 });
const idOf = async (found: Promise<{ readonly id: number } | null>) => (await found)?.id ?? 0;
const programmeNamed = ({ tx, own: { unitId } }: Using, name: string) =>
  idOf(tx.programme.findFirst({ where: { unitId, name } }));
const openOffer = ({ tx, own: { unitId } }: Using) =>
  idOf(tx.seatOffer.findFirst({ where: { unitId, state: 'open' } }));
const lapsedOffer = ({ tx, own: { unitId } }: Using) =>
  idOf(tx.seatOffer.findFirst({ where: { unitId, state: 'lapsed' } }));
const stateOf = ({ tx }: Using, id: number, data: object) => tx.programme.update({ where: { id }, data });

const VALUES: ProgrammeValues = {
  name: 'Las Listrik',
  kind: 'trade',
  agencyId: null,
  seats: 5,
  startsOn: '2023-09-20',
  endsOn: '2023-12-20',
  plannedSessions: 12,
  plannedHours: null,
  minAttendance: null,
  trainer: 'Tuti',
  place: 'Bengkel',
  officerId: null,
};

const SAVED: readonly Partial<ProgrammeValues>[] = [
  {},
  { name: 'Budidaya Ikan Lele' },
  { agencyId: 999_999 },
  { officerId: 999_999 },
];

/** A name that is taken, an agency and an officer who are not the unit's, and what nothing is said against. */
const saved = async (u: Using, save: (values: ProgrammeValues) => unknown) => {
  const { own } = u;
  const all = [
    ...SAVED,
    { agencyId: own.fisheries },
    { officerId: own.humas.personId },
    { officerId: own.gone.personId },
  ];
  const results: unknown[] = [];
  for (const [index, values] of all.entries())
    results.push(await save({ ...VALUES, name: `Las ${index}`, ...values }));
  return results;
};

/** Gives everybody a register number that is found again. */
const numbered = async ({ tx, own: { unitId } }: Using) => {
  const all = await tx.participant.findMany({ where: { unitId }, orderBy: { id: 'asc' } });
  for (const [index, { id }] of all.entries())
    await tx.participant.update({ where: { id }, data: { registerKey: `BI${index + 1}/2023` } });
};

const moved = (u: Using, enrolmentId: number, to: object) =>
  enrolments(u).move(u.doing(), { enrolmentId, version: 1, state: 'active', ...to });

/** Months whose closing is not in force: what changes how they are counted is refused otherwise. */
const reopened = ({ tx, own: { unitId } }: Using) =>
  tx.monthClosing.updateMany({ where: { unitId }, data: { reopenedAt: NOW } });

/** A list that holds from today on. */
const manyEnrolled = ({ tx, as, now }: Using, programmeId: number, text: string) =>
  enrolMany({ months }, tx, { actor: as, now }, { programmeId, text, day: localDate(now, ZONE) });

testUses({
  'programmes/programme': {
    list: (u) => programmes(u).list(u.as),
    find: (u) =>
      Promise.all([u.own.catfish, u.own.weaving, u.other.catfish].map((id) => programmes(u).find(u.as, id))),
    'find: one that is over': async (u) => programmes(u).find(u.as, await programmeNamed(u, 'Menjahit')),
    choices: (u) => programmes(u).choices(u.as, u.now),
    add: (u) => saved(u, (values) => programmes(u).add(u.tx, u.as, values, u.now)),
    edit: (u) => saved(u, (values) => programmes(u).edit(u.tx, u.as, first(u.own.weaving), values, u.now)),
    'edit: where no month is closed': async (u) => {
      await reopened(u);
      return saved(u, (values) => programmes(u).edit(u.tx, u.as, first(u.own.weaving), values, u.now));
    },
    'edit: fewer seats, none, and as it was': async (u) => {
      const { tx, as, now, own } = u;
      const found = await tx.programme.findUniqueOrThrow({ where: { id: own.catfish } });
      const {
        name,
        kind,
        agencyId,
        startsOn,
        endsOn,
        plannedSessions,
        plannedHours,
        minAttendance,
        trainer,
        place,
        officerId,
      } = found;
      const facts = {
        name,
        kind,
        agencyId,
        startsOn,
        endsOn,
        plannedSessions,
        plannedHours,
        minAttendance,
        trainer,
        place,
        officerId,
      };
      const results: unknown[] = [];
      for (const [version, size] of [4, 2, null, 9].entries())
        results.push(
          await programmes(u).edit(
            tx,
            as,
            { id: own.catfish, version: version + 1 },
            { ...facts, seats: size },
            now,
          ),
        );
      return results;
    },
    'edit: not the last version, not ours, over': async (u) => [
      await programmes(u).edit(u.tx, u.as, { id: u.own.weaving, version: 2 }, VALUES, u.now),
      await programmes(u).edit(u.tx, u.as, first(u.other.weaving), VALUES, u.now),
      await programmes(u).edit(u.tx, u.as, first(await programmeNamed(u, 'Menjahit')), VALUES, u.now),
    ],
    'edit: more seats, and as many as there were': async (u) => {
      const {
        id,
        version: _,
        ...rest
      } = await u.tx.programme.findUniqueOrThrow({ where: { id: u.own.catfish } });
      const {
        name,
        kind,
        agencyId,
        startsOn,
        endsOn,
        plannedSessions,
        plannedHours,
        minAttendance,
        trainer,
        place,
        officerId,
      } = rest;
      const values = {
        name,
        kind,
        agencyId,
        startsOn,
        endsOn,
        plannedSessions,
        plannedHours,
        minAttendance,
        trainer,
        place,
        officerId,
      };
      const edited = (size: number, version: number) =>
        programmes(u).edit(u.tx, u.as, { id, version }, { ...values, seats: size }, u.now);
      const offers = () => u.tx.seatOffer.count({ where: { programmeId: id, state: 'open' } });
      await stateOf(u, id, { seats: 6 });
      const results = [await edited(6, 1), await offers()];
      return [...results, await edited(7, 2), await offers()];
    },
    'edit: the same, and one who trains, of the agency': async (u) => {
      const values = { ...VALUES, agencyId: u.own.fisheries, trainer: 'Hasna dan Budi' };
      const added = await programmes(u).add(u.tx, u.as, values, u.now);
      if (!added.ok) return added;
      return programmes(u).edit(
        u.tx,
        u.as,
        first(added.id),
        { ...values, agencyId: null, trainer: 'Hasna' },
        u.now,
      );
    },
    'find: one that was called off, with the reason': async (u) => {
      await life(u).cancel(u.tx, { actor: u.own.head, now: u.now }, first(u.own.catfish), 'Banjir');
      return programmes(u).find(u.as, u.own.catfish);
    },
    switchNames: async (u) => [
      await programmes(u).switchNames(u.as, u.ref(), u.now, { id: u.own.catfish, version: 2 }),
      await programmes(u).switchNames(u.as, u.ref(), u.now, first(u.other.catfish)),
      await programmes(u).switchNames(u.as, u.ref(), u.now, first(u.own.catfish)),
      await programmes(u).switchNames(u.as, u.ref(), u.now, first(u.own.weaving)),
    ],
  },

  'programmes/life': {
    advance: async (u) => [
      await life(u).advance(u.doing(), { id: u.own.draft, version: 9 }, 'open'),
      await life(u).advance(u.doing(), first(u.other.draft), 'open'),
      await life(u).advance(u.doing(), first(u.own.draft), 'open'),
      await life(u).advance(u.doing(), { id: u.own.draft, version: 2 }, 'start'),
      await life(u).advance(u.doing(), { id: u.own.draft, version: 3 }, 'start'),
    ],
    'advance: to a day that was said': async (u) => {
      await stateOf(u, u.own.draft, { state: 'open', startsOn: '2023-09-01' });
      return life(u).advance(u.doing(), first(u.own.draft), 'start');
    },
    toEnd: (u) =>
      Promise.all([u.own.catfish, u.own.weaving, u.other.catfish].map((id) => life(u).toEnd(u.as, id))),
    finish: (u) =>
      life(u).finish(u.tx, { actor: u.as, now: u.now }, first(u.own.catfish), [
        { enrolmentId: u.own.active, reason: 'withdrew' },
        { enrolmentId: u.own.waiting, reason: 'withdrew' },
      ]),
    finishAll: (u) => life(u).finishAll(u.doing(), first(u.own.weaving)),
    cancel: (u) => life(u).cancel(u.tx, { actor: u.as, now: u.now }, first(u.own.catfish), 'Banjir'),
    'restore: what was finished': async (u) => {
      await life(u).finishAll(u.doing(), first(u.own.catfish));
      const [, , third = 0] = u.own.people;
      await u.tx.participant.update({ where: { id: third }, data: { presentUntil: NOW } });
      return life(u).restore(u.doing(), { id: u.own.catfish, version: 2 });
    },
    'restore: with fewer seats': async (u) => {
      await life(u).finishAll(u.doing(), first(u.own.catfish));
      await stateOf(u, u.own.catfish, { seats: 1 });
      return life(u).restore(u.doing(), { id: u.own.catfish, version: 2 });
    },
    'restore: late, and not over': async (u) => {
      const sewing = await programmeNamed(u, 'Menjahit');
      await stateOf(u, sewing, { endedAt: at('2023-07-01T09:00') });
      return [
        await life(u).restore(u.doing(), first(sewing)),
        await life(u).restore(u.doing(), first(u.own.weaving)),
      ];
    },
    'restore: a draft, and who is enrolled anew': async (u) => {
      await life(u).cancel(u.tx, { actor: u.own.head, now: u.now }, first(u.own.draft), 'Batal');
      await life(u).finishAll({ ...u.doing(), actor: u.own.head }, first(u.own.weaving));
      const [participantId = 0] = u.own.people;
      const anew = {
        unitId: u.own.unitId,
        programmeId: u.own.weaving,
        participantId,
        state: 'waiting' as const,
      };
      await u.tx.enrolment.create({ data: anew });
      return [
        await life(u).restore(u.doing(), { id: u.own.draft, version: 2 }),
        await life(u).restore(u.doing(), { id: u.own.weaving, version: 2 }),
      ];
    },
    'restore: at the last moment of who may, and after it': async (u) => {
      const sewing = await programmeNamed(u, 'Menjahit');
      const results: unknown[] = [];
      for (const endedAt of [
        '2023-08-06T11:30',
        '2023-08-06T11:29',
        '2023-08-29T11:30',
        '2023-08-29T11:29',
      ]) {
        await stateOf(u, sewing, { endedAt: at(endedAt), state: 'finished' });
        const { version } = await u.tx.programme.findUniqueOrThrow({ where: { id: sewing } });
        results.push(await life(u).restore(u.doing(), { id: sewing, version }));
      }
      return results;
    },
    copy: (u) => life(u).copy(u.doing(), first(u.own.catfish)),
    'copy: one without an agency, whose trainer is ours': async (u) => {
      await stateOf(u, u.own.draft, { trainer: 'Tuti' });
      return life(u).copy(u.doing(), first(u.own.draft));
    },
  },

  'programmes/people': {
    search: (u) =>
      Promise.all(
        ['', 'an', 'anton', 'petrus us', 'BI-2', 'nobody'].map((words) => people(u).search(u.as, words, 0)),
      ),
    'search: the last page and beyond': (u) =>
      Promise.all([1, 7, -1].map((page) => people(u).search(u.as, '', page))),
    inProgramme: (u) =>
      Promise.all(
        [u.own.catfish, u.own.draft, u.other.catfish].map((id) => people(u).inProgramme(u.as, id, 0)),
      ),
    'inProgramme: one that is over': async (u) => {
      await stateOf(u, u.own.catfish, { state: 'finished', endedAt: NOW });
      return people(u).inProgramme(u.as, u.own.catfish, 0);
    },
    find: (u) =>
      Promise.all(
        [...u.own.people.slice(0, 1), ...u.own.people.slice(6, 7), ...u.other.people.slice(0, 1)].map((id) =>
          people(u).find(u.as, id),
        ),
      ),
    'find: who has left': (u) => {
      const where = { unitId: u.own.unitId, departure: 'released' as const };
      return u.tx.participant.findFirstOrThrow({ where }).then(({ id }) => people(u).find(u.as, id));
    },
    ofEnrolment: (u) =>
      Promise.all([u.own.waiting, u.other.waiting].map((id) => people(u).ofEnrolment(u.as, id))),
    choices: (u) => Promise.all(u.own.people.slice(0, 7).map((id) => people(u).choices(u.as, id))),
  },

  'programmes/enrolment': {
    enrol: async (u) => {
      const results: unknown[] = [];
      const [, , , , fifth = 0, sixth = 0, , eighth = 0] = u.own.people;
      for (const [participantId, programmeId] of [
        [fifth, u.own.catfish],
        [eighth, u.own.catfish],
        [sixth, u.own.weaving],
        [sixth, u.own.draft],
        [sixth, u.other.weaving],
        [u.other.people[5] ?? 0, u.own.weaving],
        [sixth, await programmeNamed(u, 'Menjahit')],
      ] as const)
        results.push(await enrolments(u).enrol(u.doing(), { participantId, programmeId }));
      return results;
    },
    'enrol: where every seat is taken': async (u) => {
      await stateOf(u, u.own.catfish, { seats: 3 });
      return enrolments(u).enrol(u.doing(), {
        participantId: u.own.people[7] ?? 0,
        programmeId: u.own.catfish,
      });
    },
    'enrol: who has left': async (u) => {
      const where = { unitId: u.own.unitId, departure: 'released' as const };
      const participantId = await idOf(u.tx.participant.findFirst({ where }));
      return enrolments(u).enrol(u.doing(), { participantId, programmeId: u.own.weaving });
    },
    'move: from the waiting list': async (u) => [
      await moved(u, u.own.waiting, {}),
      await moved(u, u.own.waiting, { override: true }),
      await moved(u, u.own.passed, {}),
    ],
    'move: to a pause and to the end': async (u) => [
      await moved(u, u.own.active, { state: 'paused' }),
      await moved(u, u.own.active, { state: 'ended', version: 2 }),
      await moved(u, u.own.passed, { state: 'ended', reason: 'withdrew' }),
    ],
    'move: not the last version, not ours, nowhere, over': async (u) => {
      const refused = [
        await moved(u, u.own.active, { version: 2 }),
        await moved(u, u.other.active, {}),
        await moved(u, u.own.active, { state: 'waiting' }),
      ];
      await stateOf(u, u.own.catfish, { state: 'finished', endedAt: NOW });
      return [
        ...refused,
        await moved(u, u.own.waiting, {}),
        await moved(u, u.own.active, { state: 'ended' }),
      ];
    },
    'undoEnd: of one that has just ended, and once the programme is over': async (u) => {
      const ended = { enrolmentId: u.own.active, version: 2 };
      await moved(u, u.own.active, { state: 'ended', reason: 'withdrew' });
      await stateOf(u, u.own.catfish, { state: 'finished', endedAt: NOW });
      const over = await enrolments(u).undoEnd(u.doing(), ended);
      await stateOf(u, u.own.catfish, { state: 'running', endedAt: null });
      return [over, await enrolments(u).undoEnd(u.doing(), ended)];
    },
    enrolMany: async (u) => {
      await numbered(u);
      return manyEnrolled(u, u.own.catfish, 'BI-8/2023, BI-5/2023\nBI-9/2023 77\nBI-1/2023; Anton');
    },
    'enrolMany: more than there are seats': async (u) => {
      await stateOf(u, u.own.weaving, { seats: 4, endsOn: '2023-10-15' });
      const { people: all, weaving, unitId } = u.own;
      await u.tx.participant.update({
        where: { id: all[5] ?? 0 },
        data: { releaseExpectedOn: '2023-10-01' },
      });
      await numbered(u);
      const rows = await u.tx.participant.findMany({ where: { unitId }, select: { registerNumber: true } });
      return manyEnrolled(u, weaving, rows.map(({ registerNumber }) => registerNumber).join('\n'));
    },
    'enrolMany: not ours, and over': async (u) => [
      await manyEnrolled(u, u.other.weaving, 'BI-8/2023'),
      await manyEnrolled(u, await programmeNamed(u, 'Menjahit'), 'BI-8/2023'),
    ],
  },

  'programmes/departure': {
    depart: async (u) => {
      const [someone = 0] = u.own.people;
      const who = { participantId: someone, version: 1 };
      return [
        await departures(u).depart(u.doing(), { ...who, version: 2 }, 'released'),
        await departures(u).depart(u.doing(), { ...who, participantId: u.other.people[0] ?? 0 }, 'released'),
        await departures(u).depart(u.doing(), who, 'transferred'),
        await departures(u).depart(u.doing(), { ...who, version: 2 }, 'released'),
      ];
    },
    takeBack: async (u) => {
      const who = { participantId: u.own.people[0] ?? 0, version: 1 };
      const none = await departures(u).takeBack(u.doing(), who);
      await departures(u).depart(u.doing(), who, 'released');
      const later = { ...who, version: 2 };
      return [
        none,
        await departures(u).takeBack(u.doing(), who),
        await departures(u).takeBack(u.doing(), { ...later, participantId: u.other.people[0] ?? 0 }),
        await departures(u).takeBack(u.doing(), later),
      ];
    },
    'takeBack: where the seat is taken, and where all is over': async (u) => {
      const who = { participantId: u.own.people[0] ?? 0, version: 1 };
      await departures(u).depart(u.doing(), who, 'released');
      await stateOf(u, u.own.catfish, { seats: 2 });
      await stateOf(u, u.own.weaving, { state: 'finished', endedAt: NOW });
      return departures(u).takeBack(u.doing(), { ...who, version: 2 });
    },
    'takeBack: late, of a closed month and of an open one': async (u) => {
      const where = { unitId: u.own.unitId, departure: 'released' as const };
      const { id, version } = await u.tx.participant.findFirstOrThrow({ where });
      const refused = await departures(u).takeBack(u.doing(), { participantId: id, version });
      await reopened(u);
      return [refused, await departures(u).takeBack(u.doing(), { participantId: id, version })];
    },
    'nextWaiting: of several who are offered seats': async (u) => {
      await stateOf(u, u.own.catfish, { seats: 6 });
      await seats(u).again({ ...u.doing(), actor: u.own.head }, u.own.catfish);
      return departures(u).nextWaiting(u.as, [u.own.catfish]);
    },
    nextWaiting: (u) => departures(u).nextWaiting(u.as, [u.own.catfish, u.own.weaving, u.other.catfish]),
  },

  'programmes/offers': {
    view: (u) =>
      Promise.all([u.own.catfish, u.own.weaving, u.other.catfish].map((id) => seats(u).view(u.as, id))),
    'view: with what lapsed at once': async (u) => {
      await u.tx.seatOffer.updateMany({
        where: { programmeId: u.own.catfish, state: 'lapsed' },
        data: { closedAt: NOW },
      });
      return seats(u).view(u.as, u.own.catfish);
    },
    take: async (u) => {
      const offer = await openOffer(u);
      return [await seats(u).take(u.doing(), offer), await seats(u).take(u.doing(), offer)];
    },
    'take: full': async (u) => {
      await stateOf(u, u.own.catfish, { seats: 3 });
      return seats(u).take(u.doing(), await openOffer(u));
    },
    'take: lapsed, over, not ours': async (u) => {
      const lapsed = await seats(u).take(u.doing(), await lapsedOffer(u));
      const offer = await openOffer(u);
      await stateOf(u, u.own.catfish, { state: 'finished' });
      const foreign = await u.tx.seatOffer.findFirst({ where: { unitId: u.other.unitId, state: 'open' } });
      return [
        lapsed,
        await seats(u).take(u.doing(), offer),
        await seats(u).pass(u.doing(), foreign?.id ?? 0),
      ];
    },
    pass: async (u) => seats(u).pass(u.doing(), await openOffer(u)),
    again: async (u) => [
      await seats(u).again(u.doing(), u.other.catfish),
      await seats(u).again(u.doing(), u.own.catfish),
    ],
    'again: with more seats': async (u) => {
      await stateOf(u, u.own.catfish, { seats: 5 });
      return seats(u).again(u.doing(), u.own.catfish);
    },
  },

  'programmes/planning': {
    'what is to be planned, and what rests': async (u) => {
      const { unitId } = u.own;
      const made = async (name: string, more: object) =>
        u.tx.programme.create({
          data: { unitId, name, searchName: name, kind: 'trade', createdAt: NOW, ...more },
        });
      const slot = { weekday: 2, startMinute: 540, endMinute: 600, since: NOW };
      const session = (day: string) => ({
        unitId,
        startsAt: at(day),
        endsAt: at(day),
        state: 'planned' as const,
      });
      await made('x ended times', { timetable: { create: { ...slot, endedAt: NOW } } });
      await made('x to come', { sessions: { create: session('2023-09-05T11:31') } });
      await made('x just now', { sessions: { create: session('2023-09-05T11:30') } });
      await made('x times', { timetable: { create: slot } });
      await made('x open', { state: 'open' });
      const found = await programmesToPlan(u.tx, u.now, unitId);
      const resting = await restingProgrammes(u.tx, { kind: 'unit', unitId });
      const all = await u.tx.programme.findMany({ where: { unitId }, orderBy: { id: 'asc' } });
      return all.map(({ id, name }) => [name, found.includes(id), resting.has(id)]);
    },
  },

  'programmes/seats': {
    'settleSeats: fewer seats, none at all, over': async (u) => {
      const of = { unitId: u.own.unitId, programmeId: u.own.catfish };
      const settling = { now: u.now, actorId: u.as.personId, newRound: false };
      for (const data of [{ seats: 3 }, { seats: 5 }, { seats: null }, { state: 'finished' }]) {
        await stateOf(u, u.own.catfish, data);
        await settleSeats(u.tx, of, settling);
      }
      return u.tx.seatOffer.findMany({ where: { unitId: u.own.unitId }, orderBy: { id: 'asc' } });
    },
    'settleSeats: a new round': async (u) => {
      await stateOf(u, u.own.catfish, { seats: 6, officerId: null });
      const of = { unitId: u.own.unitId, programmeId: u.own.catfish };
      await settleSeats(u.tx, of, { now: u.now, actorId: null, newRound: true });
    },
    settleUnitSeats: async (u) => {
      await stateOf(u, u.own.catfish, { seats: 6 });
      await settleUnitSeats(u.tx, u.own.unitId, new Set([u.own.catfish]), u.now);
    },
    sweepSeats: async (u) => [await sweepSeats(u.db, u.now), await sweepSeats(u.db, at('2023-09-07T16:00'))],
    sweepStarts: async (u) => {
      await stateOf(u, u.own.draft, { state: 'open', startsOn: '2023-09-05' });
      await stateOf(u, u.own.weaving, { state: 'open', startsOn: '2023-09-06' });
      return sweepStarts(u.db, u.now);
    },
  },
});
