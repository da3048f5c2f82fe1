import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnitAndProgramme } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import type { ClosedRefusal, Months } from '../../months/index.js';
import { peopleAround } from '../../staffing/index.js';
import { stateBefore } from '../departure/rules.js';
import { type EndReason, hasSeat, isEnrolled } from '../enrolment/rules.js';
import { changeEnrolments, endEnrolments, endingWith, type Seated } from '../enrolment/store.js';
import { type Came, isBelow } from '../finish/rules.js';
import { countEnrolled } from '../programme/store.js';
import { endOffers, settleSeats } from '../seats/service.js';
import {
  type At,
  decided,
  enter,
  type LifeRefused,
  type Timetable,
  take,
  type WhichProgramme,
} from '../step/service.js';
import { keepTrainers } from '../trainers/service.js';
import { nextBatchName } from './rules.js';

type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };
/** `completed`, `others`, `unseated`: enrolments that ended as completed, otherwise, and on the waiting list. */
export type LifeEnded = {
  readonly ok: true;
  readonly completed: number;
  readonly others: number;
  readonly unseated: number;
};
/** Somebody would pass who came less than the programme asks for, and wasn't named with a reason. */
type Below = { readonly ok: false; readonly reason: 'below' };
type LifeChanged = { readonly ok: true } | LifeRefused;
/** `waiting`: how many came back to the waiting list since their seat is gone. */
export type Restored =
  | { readonly ok: true; readonly reopened: number; readonly waiting: number }
  | LifeRefused
  | ClosedRefusal;
export type Copied = { readonly ok: true; readonly id: number; readonly slots: number } | LifeRefused;

/** Who doesn't end with the others, and why. */
export type Otherwise = {
  readonly enrolmentId: number;
  readonly reason: EndReason;
  /** Why they pass though they came too little. */
  readonly because?: string;
};

/** Who holds a seat and would end with a programme, and how often they came. */
export type Ending = Seated & { readonly came: Came | undefined; readonly below: boolean };

type LifeDeps = { readonly db: Db; readonly timetable: Timetable; readonly months: Months };

const NOT_ENDED = { endedAt: null, endedFrom: null, endReason: null };

/** How a programme ends. */
type Conclusion = {
  readonly action: 'finish' | 'cancel';
  readonly reason: EndReason;
  readonly otherwise: readonly Otherwise[];
  /** Why, as typed, or one of the causes at hand. */
  readonly because: string | null;
};

function finishing(otherwise: readonly Otherwise[]): Conclusion {
  return { action: 'finish', reason: 'completed', otherwise, because: null };
}

/** Ends a programme and everybody in it: who holds a seat with `reason` or as said otherwise, who waits without one. */
async function conclude(
  tx: Tx,
  timetable: Timetable,
  at: At,
  which: WhichProgramme,
  how: Conclusion,
): Promise<LifeEnded | LifeRefused | Below> {
  const { actor, now } = at;
  const { unitId, personId: byId } = actor;
  const of = { unitId, programmeId: which.id };
  await lockUnitAndProgramme(tx, unitId, which.id);
  const ending = await endingWith(tx, of);
  const taken = decided(at, which, how.action, ending?.programme);
  if (!taken.ok) return taken;
  const { open = [], offers = false } = ending ?? {};
  const { minAttendance = null } = ending?.programme ?? {};
  const rates = how.action === 'finish' && minAttendance !== null ? await timetable.rates(tx, of) : new Map();
  const others = new Map(how.otherwise.map(({ enrolmentId, reason }) => [enrolmentId, reason]));
  const passes = new Set(
    how.otherwise.flatMap(({ enrolmentId, because }) => (because === undefined ? [] : [enrolmentId])),
  );
  const unnamed = open.filter(
    ({ enrolmentId, participantId, state }) =>
      isEnrolled(state) &&
      (others.get(enrolmentId) ?? how.reason) === 'completed' &&
      !passes.has(enrolmentId) &&
      isBelow(rates.get(participantId), minAttendance),
  );
  if (unnamed.length > 0) return { ok: false, reason: 'below' };
  const ended = open
    .toSorted((a, b) => a.enrolmentId - b.enrolmentId)
    .map(({ enrolmentId, state }) => ({
      enrolmentId,
      seated: isEnrolled(state),
      reason: isEnrolled(state) ? (others.get(enrolmentId) ?? how.reason) : ('unrecorded' as const),
    }));
  await endEnrolments(tx, which.id, ended, { byId, now });
  const { state: from } = taken.programme;
  await enter(tx, timetable, at, which.id, {
    action: `programme.${how.action}`,
    data: { state: taken.to, endedAt: now, endedFrom: from, endReason: how.because },
    detail: {
      from,
      enrolments: ended.map(({ enrolmentId }) => enrolmentId),
      ...(passes.size > 0 && {
        passed: how.otherwise.filter(({ enrolmentId }) => passes.has(enrolmentId)),
      }),
    },
  });
  if (offers) await endOffers(tx, of, { now, actorId: byId });
  const seated = ended.filter((one) => one.seated);
  const completed = seated.filter(({ reason }) => reason === 'completed').length;
  return { ok: true, completed, others: seated.length - completed, unseated: ended.length - seated.length };
}

/** Opens registration, or starts the programme: its first day is today where none was said. */
async function advanceProgramme(
  tx: Tx,
  timetable: Timetable,
  doing: Doing,
  which: WhichProgramme,
  action: 'open' | 'start',
): Promise<LifeChanged> {
  const { actor, now } = doing;
  const taken = await take(tx, doing, which, action);
  if (!taken.ok) return taken;
  const begins = action === 'start' && taken.programme.startsOn === null;
  const data = { state: taken.to, ...(begins && { startsOn: isoDate(localDate(now, actor.zone)) }) };
  const detail = { from: taken.programme.state, to: taken.to };
  await enter(tx, timetable, doing, which.id, { action: `programme.${action}`, data, detail });
  return { ok: true };
}

/**
 * Takes a programme's end back: it and whom it ended go on as if it had not been. Who has left the unit since doesn't;
 * who finds the seats taken waits.
 */
async function restoreProgramme(
  { timetable, months }: LifeDeps,
  tx: Tx,
  doing: Doing,
  which: WhichProgramme,
): Promise<Restored> {
  const { actor, now } = doing;
  const taken = await take(tx, doing, which, 'restore');
  if (!taken.ok) return taken;
  const from = taken.programme.endedAt ?? now;
  const action = 'programme.restore';
  const written = await months.write(tx, { actor, now, matter: 'participants', action, from }, () =>
    reopenAll(tx, timetable, doing, taken),
  );
  return written.ok ? written.value : written;
}

async function reopenAll(
  tx: Tx,
  timetable: Timetable,
  doing: Doing,
  { programme, to }: Extract<Awaited<ReturnType<typeof take>>, { ok: true }>,
): Promise<Restored> {
  const { actor, now } = doing;
  const { unitId, personId: byId } = actor;
  const { endedAt, id: programmeId } = programme;
  const rows = endedAt
    ? await tx.enrolment.findMany({
        where: {
          programmeId,
          state: 'ended',
          endedAt,
          participant: { presentUntil: null },
        },
        include: { changes: true },
        orderBy: { id: 'asc' },
      })
    : [];
  const anew = await tx.enrolment.findMany({ where: { programmeId, endedAt: null } });
  let enrolled = await countEnrolled(tx, programmeId);
  let reopened = 0;
  let waiting = 0;
  for (const { id, changes, participantId } of rows) {
    const state = endedAt && stateBefore(changes, endedAt);
    if (!state || anew.some((one) => one.participantId === participantId)) continue;
    const seated = !isEnrolled(state) || hasSeat(programme.seats, enrolled);
    const back = seated ? { state, at: endedAt } : { state: 'waiting' as const, at: now };
    await changeEnrolments(tx, [id], { ...back, reason: null }, { byId, now });
    enrolled += Number(isEnrolled(back.state));
    reopened += 1;
    waiting += Number(!seated);
  }
  const detail = { from: programme.state, to, reopened };
  await enter(tx, timetable, doing, programmeId, {
    action: 'programme.restore',
    data: { state: to, ...NOT_ENDED },
    detail,
  });
  await settleSeats(tx, { unitId, programmeId }, { now, actorId: byId, newRound: false });
  return { ok: true, reopened, waiting };
}

/** A new batch: the same facts and weekly times as a draft, without people and dates. */
async function copyProgramme(
  tx: Tx,
  timetable: Timetable,
  doing: Doing,
  which: WhichProgramme,
): Promise<Copied> {
  const { actor, now } = doing;
  const { unitId, personId } = actor;
  const taken = await take(tx, doing, which, 'copy');
  if (!taken.ok) return taken;
  const names = await tx.programme.findMany({ where: { unitId }, select: { searchName: true } });
  const known = new Set(names.map((one) => one.searchName));
  const { kind, agencyId, seats, plannedSessions, plannedHours, trainer, place, officerId, minAttendance } =
    taken.programme;
  const name = nextBatchName(taken.programme.name, (one) => known.has(searchName(one)));
  const facts = {
    kind,
    agencyId,
    seats,
    plannedSessions,
    plannedHours,
    trainer,
    place,
    officerId,
    minAttendance,
  };
  const { id } = await tx.programme.create({
    data: { ...facts, unitId, name, searchName: searchName(name), state: 'draft', createdAt: now },
    select: { id: true },
  });
  const people = await peopleAround(tx, unitId, agencyId === null ? [] : [agencyId], now);
  await keepTrainers(tx, { id, agencyId, trainer }, people, []);
  const slots = await timetable.copy(tx, which.id, id, now);
  const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
  await trace(tx, {
    ...entry,
    action: 'programme.copy',
    detail: { from: which.id, slots },
  });
  return { ok: true, id, slots };
}

/** Who holds a seat and would end with the programme, in the order in which they are numbered; undefined: not theirs. */
async function toEnd(
  { db, timetable }: LifeDeps,
  actor: Actor,
  id: number,
): Promise<
  { readonly people: readonly Ending[]; readonly unseated: number; readonly least: number | null } | undefined
> {
  const { unitId } = actor;
  const found = await endingWith(db.read, { unitId, programmeId: id });
  if (!found) return undefined;
  const { agencyId, minAttendance: least } = found.programme;
  const may =
    can(actor, 'programme.edit', { unitId, agencyId }) &&
    can(actor, 'participant.view', { unitId, agencyId: null });
  if (!may) return undefined;
  const seated = found.open.filter(({ state }) => isEnrolled(state));
  const rates = await timetable.rates(db.read, { unitId, programmeId: id });
  return {
    people: seated.map(({ enrolmentId, participantId, name, registerNumber }) => {
      const came = rates.get(participantId);
      return { enrolmentId, participantId, name, registerNumber, came, below: isBelow(came, least) };
    }),
    least,
    unseated: found.open.length - seated.length,
  };
}

async function advance(
  { db, timetable }: LifeDeps,
  doing: Doing,
  which: WhichProgramme,
  action: 'open' | 'start',
): Promise<LifeChanged> {
  const { ref, now } = doing;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, `programme.${action}`, now, () => advanceProgramme(tx, timetable, doing, which, action)),
  );
  return outcome;
}

/** Finishes a programme within the caller's transaction: all complete it but for those said otherwise. */
function finish(
  { timetable }: LifeDeps,
  tx: Tx,
  at: At,
  which: WhichProgramme,
  otherwise: readonly Otherwise[],
) {
  return conclude(tx, timetable, at, which, finishing(otherwise));
}

/** The same by a tap: all complete it. */
async function finishAll(
  { db, timetable }: LifeDeps,
  doing: Doing,
  which: WhichProgramme,
): Promise<LifeEnded | LifeRefused | Below> {
  const { ref, now } = doing;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'programme.finish', now, () => conclude(tx, timetable, doing, which, finishing([]))),
  );
  return outcome;
}

/** Calls a programme off within the caller's transaction; `reason` as typed, or one of the causes at hand. */
function cancel({ timetable }: LifeDeps, tx: Tx, at: At, which: WhichProgramme, reason: string) {
  const how = { action: 'cancel', reason: 'unrecorded', otherwise: [], because: reason } as const;
  return conclude(tx, timetable, at, which, how);
}

async function restore(deps: LifeDeps, doing: Doing, which: WhichProgramme): Promise<Restored> {
  const { ref, now } = doing;
  const { outcome } = await deps.db.write((tx) =>
    once(tx, ref, 'programme.restore', now, () => restoreProgramme(deps, tx, doing, which)),
  );
  return outcome;
}

async function copy({ db, timetable }: LifeDeps, doing: Doing, which: WhichProgramme): Promise<Copied> {
  const { ref, now } = doing;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'programme.copy', now, () => copyProgramme(tx, timetable, doing, which)),
  );
  return outcome;
}

const useCases = { advance, toEnd, finish, finishAll, cancel, restore, copy };

/** A programme's life: opened, started, finished or called off, taken back, and begun anew with a new batch. */
export type LifeService = Given<typeof useCases>;

export function createLifeService(deps: LifeDeps): LifeService {
  return given(deps, useCases);
}
