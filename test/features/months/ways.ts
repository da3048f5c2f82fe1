import { createDatedService } from '../../../src/features/programmes/dated/service.js';
import { createDepartureService } from '../../../src/features/programmes/departure/service.js';
import { enrolMany, impactOfMany } from '../../../src/features/programmes/enrol/service.js';
import { createEnrolmentService } from '../../../src/features/programmes/enrolment/service.js';
import { createLifeService } from '../../../src/features/programmes/life/service.js';
import { createMergeService } from '../../../src/features/programmes/merge/service.js';
import { createSeatsService } from '../../../src/features/programmes/offers/service.js';
import { rosterOn } from '../../../src/features/programmes/people/store.js';
import { createProgrammesService } from '../../../src/features/programmes/programme/service.js';
import { sweepStarts } from '../../../src/features/programmes/step/service.js';
import { applyBatch, resumeImports, shownBatch } from '../../../src/features/roster/apply/service.js';
import type { HandValues } from '../../../src/features/roster/hand/rules.js';
import { addByHand, lookHand } from '../../../src/features/roster/hand/service.js';
import { impactOfUndo, undoBatch } from '../../../src/features/roster/undo/service.js';
import { createSessionCorrections } from '../../../src/features/sessions/correct/service.js';
import { createSessionEvidence } from '../../../src/features/sessions/evidence/service.js';
import { timetable } from '../../../src/features/sessions/feature.js';
import { createSessionLog } from '../../../src/features/sessions/log/service.js';
import { createSheetsService } from '../../../src/features/sessions/paper/service.js';
import { createPlanService } from '../../../src/features/sessions/plan/service.js';
import { attendedSince, programmesWithSessions } from '../../../src/features/sessions/records/store.js';
import {
  settleTimetable,
  settleTimetables,
  settleUnitTimetables,
} from '../../../src/features/sessions/settle/service.js';
import { createTimetableService } from '../../../src/features/sessions/timetable/service.js';
import { months } from '../../support/months.js';
import { at, NOW, ZONE } from '../../support/world.js';
import { RELEASED, rosterOf, type Setting, sheetAt, started } from './setting.js';

/**
 * `changes`: it would change August, and needs leave. `shut`: August's records are shut to it, though no figure would
 * change. `rehearses`: it says by how much August would change, and changes nothing. `now`: what it writes holds from
 * now on, or is planned for later.
 */
export type Kind = 'changes' | 'shut' | 'rehearses' | 'now';
export type Way = { readonly kind: Kind; readonly go: (setting: Setting) => Promise<unknown> };

const changes = (go: Way['go']): Way => ({ kind: 'changes', go });
const shut = (go: Way['go']): Way => ({ kind: 'shut', go });
const rehearses = (go: Way['go']): Way => ({ kind: 'rehearses', go });
const now = (go: Way['go']): Way => ({ kind: 'now', go });

const AT = { now: NOW };
const AUGUST_10 = { year: 2023, month: 8, day: 10 };
const PAUSE = { kind: 'move', version: 1, state: 'paused' } as const;

const dated = ({ db }: Setting) => createDatedService({ db, months });
const departure = ({ db }: Setting) => createDepartureService({ db, months });
const enrolment = ({ db }: Setting) => createEnrolmentService({ db, months });
const life = ({ db }: Setting) => createLifeService({ db, months, timetable });
const programmes = ({ db }: Setting) => createProgrammesService({ db, months, timetable });
const merging = ({ db }: Setting) => createMergeService({ db, months });
const offers = ({ db }: Setting) => createSeatsService({ db });
const log = ({ db }: Setting) => createSessionLog({ db, months });
const corrections = ({ db }: Setting) => createSessionCorrections({ db, months, rosterOn });
const plan = ({ db }: Setting) => createPlanService({ db, months });
const slots = ({ db }: Setting) => createTimetableService({ db });

const ending = ({ active, participants }: Setting) => ({
  who: { participantId: participants[0] ?? 0, version: 1 },
  step: { ...PAUSE, state: 'ended', reason: 'withdrew', enrolmentId: active } as const,
  day: AUGUST_10,
});

const list = ({ welding }: Setting) => ({ programmeId: welding, text: 'BI90/2023', day: AUGUST_10 });

async function valuesOf(s: Setting) {
  const startsAt = at('2023-08-25T09:00');
  return {
    ...{ programmeId: s.catfish, plannedId: s.planned, startsAt, endsAt: at('2023-08-25T11:00') },
    ...{ topic: '', trainer: '', notes: '', photos: [] },
    attendance: await sheetAt(s, s.catfish, startsAt, { 2: 'absent' }),
  };
}

async function correctionOf(s: Setting) {
  const attendance = await sheetAt(s, s.catfish, at('2023-08-22T09:00'), {
    1: 'present',
    2: 'absent',
    3: 'absent',
  });
  const rest = { topic: '', trainer: '', notes: '', reason: 'salah baca' };
  return { ...rest, sessionId: s.held, version: 1, attendance };
}

const valuesOfProgramme = (more: object) => ({
  ...{ name: 'Las', kind: 'trade' as const, agencyId: null, seats: 5, startsOn: null, endsOn: null },
  ...{ plannedSessions: null, plannedHours: null, minAttendance: null, trainer: null, place: null },
  ...{ officerId: null, ...more },
});

/** What sessions say of what was built on an import, as the program wires it. */
const builtOn = { attendedSince, programmesWithSessions };

async function applying(s: Setting, ...file: readonly [day: string, text?: string]): Promise<number> {
  const id = await rosterOf(s, s.officer, ...file);
  await started(s, id);
  return id;
}

const apply = async (s: Setting, ...file: readonly [day: string, text?: string]) =>
  applyBatch(
    { db: s.db, months },
    { id: await applying(s, ...file), unitId: s.unit.unitId, zone: ZONE },
    NOW,
  );

async function impactsOf(s: Setting, ...file: readonly [day: string, text?: string]) {
  const id = await rosterOf(s, s.officer, ...file);
  const view = await shownBatch({ db: s.db, months }, s.officer, id, NOW);
  return view.state === 'ready' ? view.impacts : view;
}

/** A seat of the welding programme that is offered to somebody who waits. */
async function offered(s: Setting): Promise<number> {
  const enrolmentId = await s.unit.enrol({ programmeId: s.welding, participantId: s.free }, ['waiting', NOW]);
  const data = { unitId: s.unit.unitId, programmeId: s.welding, enrolmentId };
  const offer = { ...data, offeredAt: NOW, lapsesAt: at('2023-09-07T00:00') };
  return (await s.db.write((tx) => tx.seatOffer.create({ data: offer }))).id;
}

/** Somebody who took part in August, and who is the same as the record goes. */
const twins = ({ participants: [, oneId = 0], free: otherId }: Setting) => ({ oneId, otherId });

/** Somebody who came in August. */
const NEWCOMER: HandValues = {
  ...{ name: 'Yosep Latu', number: 'B.I 12/2023', registerClass: 'B_I', sex: 'male' },
  ...{ birthYear: 1990, arrivedOn: '2023-08-10' },
};

const CANCEL = { action: 'cancel', reason: 'trainer', note: null } as const;
const which = (id: number) => ({ id, version: 1 });

/** Each way of writing that there is, tried on a setting whose August is closed; after a colon, what more it can do. */
export const WAYS: Readonly<Record<string, Way>> = {
  'programmes/dated step': changes((s) =>
    s.db.write((tx) => dated(s).step(tx, { ...AT, actor: s.officer }, ending(s))),
  ),
  'programmes/dated impact': rehearses((s) => dated(s).impact({ ...AT, actor: s.officer }, ending(s))),
  'programmes/departure depart': now((s) =>
    departure(s).depart(s.unit.doing(s.officer), { participantId: s.free, version: 1 }, 'released'),
  ),
  'programmes/departure takeBack': changes((s) =>
    departure(s).takeBack(s.unit.doing(s.head), { participantId: s.gone, version: 1 }),
  ),
  'programmes/enrol enrolMany': changes((s) =>
    s.db.write((tx) => enrolMany({ months }, tx, { ...AT, actor: s.officer }, list(s))),
  ),
  'programmes/enrol impactOfMany': rehearses((s) =>
    impactOfMany({ db: s.db, months }, { ...AT, actor: s.officer }, list(s)),
  ),
  'programmes/enrolment enrol': now((s) =>
    enrolment(s).enrol(s.unit.doing(s.officer), { participantId: s.free, programmeId: s.welding }),
  ),
  'programmes/enrolment move': now((s) =>
    enrolment(s).move(s.unit.doing(s.officer), { enrolmentId: s.active, version: 1, state: 'paused' }),
  ),
  'programmes/enrolment undoEnd': changes((s) =>
    enrolment(s).undoEnd(s.unit.doing(s.head), { enrolmentId: s.ended, version: 1 }),
  ),
  'programmes/life advance': now(async (s) => {
    const id = await s.unit.programme('Jahit', { state: 'draft' });
    return life(s).advance(s.unit.doing(s.officer), which(id), 'start');
  }),
  'programmes/life finish': now((s) =>
    s.db.write((tx) => life(s).finish(tx, { ...AT, actor: s.officer }, which(s.welding), [])),
  ),
  'programmes/life finishAll': now((s) => life(s).finishAll(s.unit.doing(s.officer), which(s.welding))),
  'programmes/life cancel': now((s) =>
    s.db.write((tx) => life(s).cancel(tx, { ...AT, actor: s.officer }, which(s.welding), 'budget')),
  ),
  'programmes/life restore': changes((s) => life(s).restore(s.unit.doing(s.head), which(s.weaving))),
  'programmes/life copy': now((s) => life(s).copy(s.unit.doing(s.officer), which(s.welding))),
  'programmes/merge preview': rehearses(
    async (s) => (await merging(s).preview(s.officer, NOW, twins(s)))?.impacts,
  ),
  'programmes/merge merge': changes((s) =>
    s.db.write((tx) => merging(s).merge(tx, { ...AT, actor: s.officer }, twins(s), { reason: 'dua kali' })),
  ),
  'programmes/merge undo': changes((s) => merging(s).undo(s.unit.doing(s.officer), s.merge)),
  'programmes/offers take': now(async (s) => offers(s).take(s.unit.doing(s.officer), await offered(s))),
  'programmes/offers pass': now(async (s) => offers(s).pass(s.unit.doing(s.officer), await offered(s))),
  'programmes/programme edit': changes((s) =>
    s.db.write((tx) =>
      programmes(s).edit(tx, s.officer, which(s.welding), valuesOfProgramme({ kind: 'attitude' }), NOW),
    ),
  ),
  'programmes/programme switchNames': now((s) =>
    programmes(s).switchNames(s.head, s.unit.doing(s.head).ref, NOW, which(s.welding)),
  ),
  'programmes/programme addProgramme': now((s) =>
    s.db.write((tx) => programmes(s).add(tx, s.officer, valuesOfProgramme({ name: 'Baru' }), NOW)),
  ),
  'programmes/step sweepStarts': now(async (s) => {
    await s.unit.programme('Jahit', { state: 'open', startsOn: '2023-08-02' });
    return sweepStarts(s.db, NOW);
  }),
  'roster/apply applyBatch': changes((s) => apply(s, '2023-08-31')),
  'roster/apply applyBatch: who leaves': changes((s) => apply(s, '2023-09-05', RELEASED)),
  'roster/apply shownBatch': rehearses((s) => impactsOf(s, '2023-08-31')),
  'roster/apply shownBatch: who leaves': rehearses((s) => impactsOf(s, '2023-09-05', RELEASED)),
  'roster/apply resumeImports': changes(async (s) => {
    const id = await applying(s, '2023-08-31');
    await resumeImports({ db: s.db, months }, NOW);
    const { state } = await s.db.read.importBatch.findUniqueOrThrow({ where: { id } });
    return state === 'preview' ? 'closed' : state;
  }),
  'roster/undo undoBatch': changes((s) =>
    undoBatch({ db: s.db, months, builtOn }, s.unit.doing(s.officer), s.imported),
  ),
  'roster/undo impactOfUndo': rehearses((s) =>
    impactOfUndo({ db: s.db, months, builtOn }, { ...AT, actor: s.officer }, s.imported),
  ),
  'roster/hand addByHand': changes((s) =>
    s.db.write((tx) => addByHand({ db: s.db, months }, tx, { ...AT, actor: s.officer }, NEWCOMER, {})),
  ),
  'roster/hand lookHand': rehearses(async (s) => {
    const look = { withImpacts: true };
    return (await lookHand({ db: s.db, months }, { ...AT, actor: s.officer }, NEWCOMER, {}, look)).impacts;
  }),
  'sessions/correct correct': changes(async (s) => {
    const values = await correctionOf(s);
    return s.db.write((tx) => corrections(s).correct(tx, s.officer, values, NOW));
  }),
  'sessions/correct impact': rehearses(async (s) =>
    corrections(s).impact(s.officer, await correctionOf(s), NOW),
  ),
  'sessions/evidence attach': shut((s) =>
    createSessionEvidence({ db: s.db, corrections: corrections(s) }).attach(
      s.officer,
      s.held,
      { note: 'Hujan', chatId: 1 },
      s.unit.doing(s.officer).ref,
      NOW,
    ),
  ),
  'sessions/log record': changes(async (s) => {
    const values = await valuesOf(s);
    return s.db.write((tx) => log(s).record(tx, s.officer, values, NOW));
  }),
  'sessions/log impact': rehearses(async (s) => log(s).impact(s.officer, [await valuesOf(s)], NOW)),
  'sessions/paper print': shut((s) =>
    createSheetsService({ db: s.db, rosterOn }).print(
      s.officer,
      { session: s.planned },
      s.unit.doing(s.officer).ref,
      NOW,
    ),
  ),
  'sessions/plan change': changes((s) =>
    s.db.write((tx) => plan(s).change(tx, s.officer, which(s.planned), CANCEL, NOW)),
  ),
  'sessions/plan changeOnce': changes((s) =>
    plan(s).changeOnce(s.officer, which(s.planned), CANCEL, s.unit.doing(s.officer).ref, NOW),
  ),
  'sessions/plan add': now((s) =>
    s.db.write((tx) =>
      plan(s).add(
        tx,
        s.officer,
        {
          programmeId: s.catfish,
          startsAt: at('2023-09-13T09:00'),
          endsAt: at('2023-09-13T10:00'),
          catchUpFor: undefined,
        },
        NOW,
      ),
    ),
  ),
  'sessions/settle settleTimetable': now((s) =>
    s.db.write((tx) => settleTimetable(tx, s.catfish, { now: NOW, actorId: s.officer.personId })),
  ),
  'sessions/settle settleTimetables': now((s) => settleTimetables(s.db, NOW)),
  'sessions/settle settleUnitTimetables': now((s) =>
    s.db.write((tx) => settleUnitTimetables(tx, s.unit.unitId, { now: NOW, actorId: s.officer.personId })),
  ),
  'sessions/timetable save': now((s) =>
    s.db.write((tx) =>
      slots(s).save(
        tx,
        s.officer,
        {
          programmeId: s.catfish,
          slots: [{ weekday: 4, startMinute: 540, endMinute: 600 }],
          replaces: undefined,
        },
        NOW,
      ),
    ),
  ),
  'sessions/timetable end': now((s) => slots(s).end(s.officer, s.slot, s.unit.doing(s.officer).ref, NOW)),
  'sessions/timetable reopen': now(async (s) => {
    await slots(s).end(s.officer, s.slot, s.unit.doing(s.officer).ref, NOW);
    return slots(s).reopen(s.officer, s.slot, s.unit.doing(s.officer).ref, NOW);
  }),
};
