import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockProgramme } from '../../../db/locks.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { closedDays } from '../../calendar/index.js';
import { type Plannable, plannableById, programmesToPlan } from '../../programmes/index.js';
import {
  isLive,
  isSettled,
  type PlanRow,
  planTimetable,
  type Slot,
  type TimetablePlan,
} from '../plan/rules.js';
import { countBegun, openSlots, plannedById, rowsAhead } from '../plan/store.js';
import { remindAnew, remindedOf, tellChanged } from '../remind/service.js';
import { toWeekday } from '../timetable/rules.js';

/** A programme's weekly times in force. */
export async function slotsOf(db: Reader | Tx, programmeId: number): Promise<Slot[]> {
  return (await openSlots(db, programmeId)).map((slot) => ({ ...slot, weekday: toWeekday(slot.weekday) }));
}

/** What is to change so that a programme's planned sessions follow from these weekly times. */
export async function planFor(
  db: Reader | Tx,
  programme: Plannable,
  slots: readonly Slot[],
  now: Date,
): Promise<TimetablePlan & { readonly rows: readonly PlanRow[] }> {
  const { id, unitId, state, startsOn, endsOn, plannedSessions, unit } = programme;
  const today = localDate(now, unit.zone);
  const rows = await rowsAhead(db, id, now, isoDate(today));
  const plan = planTimetable({
    startsOn,
    endsOn,
    plannedSessions,
    slots,
    rows,
    now,
    zone: unit.zone,
    live: isLive(state),
    counted: await countBegun(db, id, now),
    closed: await closedDays(db, unitId, today),
  });
  return { ...plan, rows };
}

type Acting = { readonly now: Date; readonly actorId: number | null };

/**
 * Has a programme's planned sessions follow its timetable, its dates and its state; in the caller's transaction.
 * Doing it twice, at once or again, changes nothing more. Returns what was changed.
 */
export async function settleTimetable(
  tx: Tx,
  programmeId: number,
  { now, actorId }: Acting,
): Promise<TimetablePlan> {
  await lockProgramme(tx, programmeId);
  const programme = await plannableById(tx, programmeId);
  const plan = await planFor(tx, programme, await slotsOf(tx, programmeId), now);
  const { zone } = programme.unit;
  const at = { now, zone, actorId };
  for (const id of plan.drop) {
    const data = { state: 'cancelled' as const, cancelReason: 'timetable' as const, cancelledAt: now };
    await tx.session.update({
      where: { id },
      data: { ...data, cancelledById: actorId, version: { increment: 1 } },
    });
    const session = await plannedById(tx, id);
    const reminded = await remindedOf(tx, session, now);
    await remindAnew(tx, session, at);
    await tellChanged(
      tx,
      session,
      reminded.filter((person) => person !== actorId),
      now,
    );
  }
  for (const { id, startsAt, endsAt } of plan.revive) {
    const undone = { cancelReason: null, cancelNote: null, cancelledAt: null, cancelledById: null };
    const data = { state: 'planned' as const, startsAt, endsAt, ...undone };
    await tx.session.update({ where: { id }, data: { ...data, version: { increment: 1 } } });
    await remindAnew(tx, await plannedById(tx, id), at);
  }
  for (const one of plan.create) {
    const data = { ...one, unitId: programme.unitId, programmeId, state: 'planned' as const };
    const { id } = await tx.session.create({ data, select: { id: true } });
    await remindAnew(tx, await plannedById(tx, id), at);
  }
  return plan;
}

/** The same for all of a unit's programmes, as when its closed days have changed. */
export async function settleUnitTimetables(tx: Tx, unitId: number, acting: Acting): Promise<void> {
  for (const programmeId of await programmesToPlan(tx, acting.now, unitId)) {
    await settleTimetable(tx, programmeId, acting);
  }
}

/** Has every programme's planned sessions follow its timetable: at the start and every hour. */
export async function settleTimetables(db: Db, now: Date): Promise<void> {
  for (const programmeId of await programmesToPlan(db.read, now)) {
    const programme = await plannableById(db.read, programmeId);
    const plan = await planFor(db.read, programme, await slotsOf(db.read, programmeId), now);
    if (!isSettled(plan)) await db.write((tx) => settleTimetable(tx, programmeId, { now, actorId: null }));
  }
}
