import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { searchName } from '../../../reading/search-name.js';
import { stateBefore } from '../departure/rules.js';
import { type EndReason, hasSeat, isEnrolled } from '../enrolment/rules.js';
import { changeEnrolments } from '../enrolment/store.js';
import { countEnrolled } from '../programme/store.js';
import { settleSeats } from '../seats/service.js';
import {
  type At,
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
type LifeChanged = { readonly ok: true } | LifeRefused;
/** `waiting`: how many came back to the waiting list since their seat is gone. */
export type Restored =
  | { readonly ok: true; readonly reopened: number; readonly waiting: number }
  | LifeRefused;
export type Copied = { readonly ok: true; readonly id: number; readonly slots: number } | LifeRefused;

/** Who doesn't end with the others, and why. */
type Otherwise = { readonly enrolmentId: number; readonly reason: EndReason };

type LifeDeps = { readonly db: Db; readonly timetable: Timetable };

const NOT_ENDED = { endedAt: null, endedFrom: null, endReason: null };

/** Ends a programme and everybody in it: who holds a seat with `reason` or as said otherwise, who waits without one. */
async function conclude(
  { timetable }: LifeDeps,
  tx: Tx,
  at: At,
  which: WhichProgramme,
  how: {
    readonly action: 'finish' | 'cancel';
    readonly reason: EndReason;
    readonly otherwise: readonly Otherwise[];
    /** Why, as typed, or one of the causes at hand. */
    readonly because: string | null;
  },
): Promise<LifeEnded | LifeRefused> {
  const taken = await take(tx, at, which, how.action);
  if (!taken.ok) return taken;
  const { actor, now } = at;
  const { unitId, personId: byId } = actor;
  const programmeId = which.id;
  const open = await tx.enrolment.findMany({ where: { programmeId, unitId, endedAt: null } });
  const others = new Map(how.otherwise.map(({ enrolmentId, reason }) => [enrolmentId, reason]));
  const groups = new Map<EndReason, number[]>();
  for (const { id, state } of open) {
    const reason = isEnrolled(state) ? (others.get(id) ?? how.reason) : 'unrecorded';
    groups.set(reason, [...(groups.get(reason) ?? []), id]);
  }
  for (const [reason, ids] of groups)
    await changeEnrolments(tx, ids, { state: 'ended', reason, at: now }, { byId, now });
  await enter(tx, timetable, at, programmeId, {
    action: `programme.${how.action}`,
    data: { state: taken.to, endedAt: now, endedFrom: taken.programme.state, endReason: how.because },
    detail: { from: taken.programme.state, enrolments: open.map(({ id }) => id) },
  });
  await settleSeats(tx, { unitId, programmeId }, { now, actorId: byId, newRound: false });
  const seated = open.filter(({ state }) => isEnrolled(state));
  const completed =
    how.reason === 'completed'
      ? seated.filter(({ id }) => (others.get(id) ?? 'completed') === 'completed').length
      : 0;
  return { ok: true, completed, others: seated.length - completed, unseated: open.length - seated.length };
}

/** Opens registration, or starts the programme: its first day is today where none was said. */
async function advance(
  { db, timetable }: LifeDeps,
  doing: Doing,
  which: WhichProgramme,
  action: 'open' | 'start',
): Promise<LifeChanged> {
  const { actor, ref, now } = doing;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, `programme.${action}`, now, async (): Promise<LifeChanged> => {
      const taken = await take(tx, doing, which, action);
      if (!taken.ok) return taken;
      const begins = action === 'start' && taken.programme.startsOn === null;
      const data = { state: taken.to, ...(begins && { startsOn: isoDate(localDate(now, actor.zone)) }) };
      const detail = { from: taken.programme.state, to: taken.to };
      await enter(tx, timetable, doing, which.id, { action: `programme.${action}`, data, detail });
      return { ok: true };
    }),
  );
  return outcome;
}

/** Who holds a seat and would end with the programme, in the order in which they are numbered; undefined: not theirs. */
async function toEnd({ db }: LifeDeps, actor: Actor, id: number) {
  const { unitId } = actor;
  const programme = await db.read.programme.findFirst({ where: { id, unitId } });
  if (!programme || !can(actor, 'programme.edit', { unitId, agencyId: programme.agencyId })) return undefined;
  if (!can(actor, 'participant.view', { unitId, agencyId: null })) return undefined;
  const rows = await db.read.enrolment.findMany({
    where: { programmeId: id, unitId, endedAt: null },
    select: { id: true, state: true, participant: { select: { name: true } } },
    orderBy: [{ participant: { searchName: 'asc' } }, { participantId: 'asc' }],
  });
  const seated = rows.filter(({ state }) => isEnrolled(state));
  return {
    people: seated.map(({ id: enrolmentId, participant }) => ({ enrolmentId, name: participant.name })),
    unseated: rows.length - seated.length,
  };
}

/** Finishes a programme within the caller's transaction: all complete it but for those said otherwise. */
function finish(deps: LifeDeps, tx: Tx, at: At, which: WhichProgramme, otherwise: readonly Otherwise[]) {
  return conclude(deps, tx, at, which, { action: 'finish', reason: 'completed', otherwise, because: null });
}

/** The same by a tap: all complete it. */
async function finishAll(
  deps: LifeDeps,
  doing: Doing,
  which: WhichProgramme,
): Promise<LifeEnded | LifeRefused> {
  const { ref, now } = doing;
  const { outcome } = await deps.db.write((tx) =>
    once(tx, ref, 'programme.finish', now, () =>
      conclude(deps, tx, doing, which, {
        action: 'finish',
        reason: 'completed',
        otherwise: [],
        because: null,
      }),
    ),
  );
  return outcome;
}

/** Calls a programme off within the caller's transaction; `reason` as typed, or one of the causes at hand. */
function cancel(deps: LifeDeps, tx: Tx, at: At, which: WhichProgramme, reason: string) {
  return conclude(deps, tx, at, which, {
    action: 'cancel',
    reason: 'unrecorded',
    otherwise: [],
    because: reason,
  });
}

/**
 * Takes a programme's end back: it and whom it ended go on as if it had not been. Who has left the unit since
 * doesn't; who finds the seats taken waits.
 */
async function restore({ db, timetable }: LifeDeps, doing: Doing, which: WhichProgramme): Promise<Restored> {
  const { actor, ref, now } = doing;
  const { unitId, personId: byId } = actor;
  const programmeId = which.id;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'programme.restore', now, async (): Promise<Restored> => {
      const taken = await take(tx, doing, which, 'restore');
      if (!taken.ok) return taken;
      const { programme, to } = taken;
      const { endedAt } = programme;
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
    }),
  );
  return outcome;
}

/** A new batch: the same facts and weekly times as a draft, without people and dates. */
async function copy({ db, timetable }: LifeDeps, doing: Doing, which: WhichProgramme): Promise<Copied> {
  const { actor, ref, now } = doing;
  const { unitId, personId } = actor;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'programme.copy', now, async (): Promise<Copied> => {
      const taken = await take(tx, doing, which, 'copy');
      if (!taken.ok) return taken;
      const names = await tx.programme.findMany({ where: { unitId }, select: { searchName: true } });
      const known = new Set(names.map((one) => one.searchName));
      const { kind, agencyId, seats, plannedSessions, plannedHours, trainer, place, officerId } =
        taken.programme;
      const name = nextBatchName(taken.programme.name, (one) => known.has(searchName(one)));
      const facts = { kind, agencyId, seats, plannedSessions, plannedHours, trainer, place, officerId };
      const { id } = await tx.programme.create({
        data: { ...facts, unitId, name, searchName: searchName(name), state: 'draft', createdAt: now },
        select: { id: true },
      });
      await keepTrainers(tx, { id, unitId, agencyId, trainer });
      const slots = await timetable.copy(tx, which.id, id, now);
      const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
      await trace(tx, {
        ...entry,
        action: 'programme.copy',
        detail: { from: which.id, slots },
      });
      return { ok: true, id, slots };
    }),
  );
  return outcome;
}

const useCases = { advance, toEnd, finish, finishAll, cancel, restore, copy };

/** A programme's life: opened, started, finished or called off, taken back, and begun anew with a new batch. */
export type LifeService = Given<typeof useCases>;

export function createLifeService(deps: LifeDeps): LifeService {
  return given(deps, useCases);
}
