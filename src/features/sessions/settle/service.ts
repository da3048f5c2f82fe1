import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme } from '../../../db/locks.js';
import { forEachAlone } from '../../../lib/each.js';
import { chunks } from '../../../lib/lists.js';
import { programmesToPlan } from '../../programmes/index.js';
import { isLive, isSettled, planTimetable, type Slot, type TimetablePlan } from '../plan/rules.js';
import { type Remindable, remindAnew, remindedAmong, toldOf } from '../remind/service.js';
import { type TimetableFacts, timetableFacts } from './store.js';

/** What is to change so that a programme's planned sessions follow from these weekly times. */
export function planFor(facts: TimetableFacts, slots: readonly Slot[], now: Date): TimetablePlan {
  const { programme, rows, counted, closed } = facts;
  const { zone, state, startsOn, endsOn, plannedSessions } = programme;
  const live = isLive(state);
  return planTimetable({ startsOn, endsOn, plannedSessions, slots, rows, now, zone, live, counted, closed });
}

type Acting = { readonly now: Date; readonly actorId: number | null };

/** Cancels planned sessions, some hundreds in one statement. */
async function drop(tx: Tx, ids: readonly number[], { now, actorId }: Acting): Promise<void> {
  for (const some of chunks(ids)) {
    await tx.session.updateMany({
      where: { id: { in: some } },
      data: {
        state: 'cancelled',
        cancelReason: 'timetable',
        cancelledAt: now,
        cancelledById: actorId,
        version: { increment: 1 },
      },
    });
  }
}

/** Has cancelled sessions planned again: some hundreds in one statement, and one more for each that has another time now. */
async function revive(tx: Tx, rows: TimetableFacts['rows'], revived: TimetablePlan['revive']): Promise<void> {
  for (const { id, startsAt, endsAt } of revived) {
    const row = rows.find((one) => one.id === id);
    const stays = row?.startsAt.getTime() === startsAt.getTime() && row.endsAt.getTime() === endsAt.getTime();
    if (!stays) await tx.session.updateMany({ where: { id }, data: { startsAt, endsAt } });
  }
  for (const some of chunks(revived.map(({ id }) => id))) {
    await tx.session.updateMany({
      where: { id: { in: some } },
      data: {
        state: 'planned',
        cancelReason: null,
        cancelNote: null,
        cancelledAt: null,
        cancelledById: null,
        version: { increment: 1 },
      },
    });
  }
}

/** Applies a plan to a programme's sessions, with what is said of them; under the programme's lock. */
export async function applyPlan(
  tx: Tx,
  { programme, rows }: Pick<TimetableFacts, 'programme' | 'rows'>,
  plan: TimetablePlan,
  acting: Acting,
): Promise<void> {
  const { unitId, id: programmeId } = programme;
  const planned = { unitId, programmeId, state: 'planned' as const };
  const known = [...plan.drop, ...plan.revive.map(({ id }) => id)];
  const told = known.length > 0 ? await toldOf(tx, unitId, known, acting.now) : [];
  if (plan.drop.length > 0) await drop(tx, plan.drop, acting);
  if (plan.revive.length > 0) await revive(tx, rows, plan.revive);
  const added =
    plan.create.length > 0
      ? await tx.session.createManyAndReturn({
          data: plan.create.map((one) => ({ ...one, ...planned })),
          select: { id: true, unitId: true, version: true, startsAt: true, endsAt: true, state: true },
        })
      : [];
  const changed = rows.flatMap((row): { session: Remindable; tell: number[] }[] => {
    const session = { ...row, unitId, version: row.version + 1 };
    const revived = plan.revive.find(({ id }) => id === row.id);
    if (revived) return [{ session: { ...session, ...revived, state: 'planned' }, tell: [] }];
    if (!plan.drop.includes(row.id)) return [];
    const tell = remindedAmong(told, row.id).filter((person) => person !== acting.actorId);
    return [{ session: { ...session, state: 'cancelled' }, tell }];
  });
  await remindAnew(tx, { programme, changed, told, added }, acting);
}

/**
 * Has a programme's planned sessions follow its timetable, its dates and its state; in the caller's transaction, which
 * holds the programme's lock. Doing it again changes nothing more. Returns what was changed.
 */
export async function settleTimetable(tx: Tx, programmeId: number, acting: Acting): Promise<TimetablePlan> {
  const facts = await timetableFacts(tx, programmeId, acting.now);
  if (!facts) throw new Error(`no programme ${programmeId}`);
  const plan = planFor(facts, facts.slots, acting.now);
  await applyPlan(tx, facts, plan, acting);
  return plan;
}

/** The same for all of a unit's programmes, as when its closed days have changed. */
export async function settleUnitTimetables(tx: Tx, unitId: number, acting: Acting): Promise<void> {
  for (const programmeId of await programmesToPlan(tx, acting.now, unitId)) {
    await lockProgramme(tx, programmeId);
    await settleTimetable(tx, programmeId, acting);
  }
}

/** Has every programme's planned sessions follow its timetable: at the start and every hour. */
export async function settleTimetables(db: Db, now: Date): Promise<void> {
  await forEachAlone(await programmesToPlan(db.read, now), async (programmeId) => {
    const facts = await timetableFacts(db.read, programmeId, now);
    if (!facts) return;
    const plan = planFor(facts, facts.slots, now);
    if (isSettled(plan)) return;
    await db.write(async (tx) => {
      await lockProgramme(tx, programmeId);
      await settleTimetable(tx, programmeId, { now, actorId: null });
    });
  });
}
