import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { type Plannable, plannableById, plannableIn } from '../../programmes/index.js';
import { isLive, type SkippedDay, type Slot } from '../plan/rules.js';
import { slotIn } from '../plan/store.js';
import { planFor, settleTimetable, slotsOf } from '../settle/service.js';
import { MOST_SLOTS, type SlotTime, slotsOverlap, toWeekday } from './rules.js';

/** Which programme's timetable, what weekly times it is to get, and the one that they take the place of. */
type SlotsWanted = {
  readonly programmeId: number;
  readonly slots: readonly SlotTime[];
  readonly replaces: number | undefined;
};

/** `overlap`: with a weekly time that the programme has; `finished`: it is over or cancelled. */
type SlotsRefused = {
  readonly ok: false;
  readonly reason: 'forbidden' | 'finished' | 'overlap' | 'too-many' | 'changed';
};

export type SlotsSaved =
  | {
      readonly ok: true;
      readonly programmeId: number;
      readonly planned: number;
      readonly slotIds: readonly number[];
    }
  | SlotsRefused;

/** `dropped`: how many planned sessions went with it. */
export type SlotChanged =
  | { readonly ok: true; readonly programmeId: number; readonly sessions: number }
  | SlotsRefused;

/** A programme's timetable, and what comes of it in the next weeks. */
export type TimetableView = {
  readonly programme: Pick<Plannable, 'id' | 'name' | 'startsOn' | 'endsOn' | 'plannedSessions' | 'state'>;
  readonly slots: readonly Slot[];
  /** Starts of planned sessions, soonest first. */
  readonly next: readonly { readonly id: number; readonly startsAt: Date }[];
  readonly skipped: readonly SkippedDay[];
  readonly mayPlan: boolean;
};

/** What weekly times would lead to, before they are saved. */
export type TimetablePreview = {
  readonly programme: string;
  readonly starts: readonly Date[];
  readonly skipped: readonly SkippedDay[];
  /** A weekly time of the programme that is in the way. */
  readonly clash: SlotTime | undefined;
  readonly live: boolean;
};

type TimetableDeps = { readonly db: Db };

function mayPlan(actor: Actor, { unitId, agencyId }: Plannable) {
  return can(actor, 'session.plan', { unitId, agencyId });
}

async function audit(tx: Tx, actor: Actor, action: string, slotId: number, programmeId: number, now: Date) {
  const entry = { unitId: actor.unitId, at: now, actorId: actor.personId, subject: 'timetableSlot' };
  await trace(tx, { ...entry, action, subjectId: slotId, detail: { programmeId } });
}

/** A weekly time that the actor may change, with its programme locked. */
async function taken(tx: Tx, actor: Actor, slotId: number) {
  const slot = await slotIn(tx, scopeOf(actor, 'session.plan'), slotId);
  if (slot) await lockProgramme(tx, slot.programmeId);
  return slot ? slotIn(tx, scopeOf(actor, 'session.plan'), slotId) : null;
}

/** A programme's timetable, where the actor may see its sessions. */
async function view(
  { db }: TimetableDeps,
  actor: Actor,
  programmeId: number,
  now: Date,
): Promise<TimetableView | undefined> {
  const programme = await plannableIn(db.read, scopeOf(actor, 'session.view'), programmeId);
  if (!programme) return undefined;
  const slots = await slotsOf(db.read, programmeId);
  const { rows, skipped } = await planFor(db.read, programme, slots, now);
  const next = rows.filter(({ state, startsAt }) => state === 'planned' && startsAt > now);
  return { programme, slots, next, skipped, mayPlan: mayPlan(actor, programme) };
}

/** What weekly times would lead to; undefined where the actor may not plan the programme's sessions. */
async function preview(
  { db }: TimetableDeps,
  actor: Actor,
  wanted: SlotsWanted,
  now: Date,
): Promise<TimetablePreview | undefined> {
  const { programmeId, slots, replaces } = wanted;
  const programme = await plannableIn(db.read, scopeOf(actor, 'session.plan'), programmeId);
  if (!programme) return undefined;
  const kept = (await slotsOf(db.read, programmeId)).filter(({ id }) => id !== replaces);
  const clash = kept.find((one) => slots.some((slot) => slotsOverlap(one, slot)));
  const added = slots.map((slot, index) => ({ ...slot, id: -1 - index }));
  const { create, skipped } = await planFor(db.read, programme, [...kept, ...added], now);
  const starts = create.filter(({ slotId }) => slotId < 0).map(({ startsAt }) => startsAt);
  return { programme: programme.name, starts, skipped, clash, live: isLive(programme.state) };
}

/** Saves weekly times, and plans their sessions of the next weeks in the same transaction. */
async function save(tx: Tx, actor: Actor, wanted: SlotsWanted, now: Date): Promise<SlotsSaved> {
  const { programmeId, slots, replaces } = wanted;
  const programme = await plannableIn(tx, scopeOf(actor, 'session.plan'), programmeId);
  if (!programme || slots.length === 0) return { ok: false, reason: 'forbidden' };
  if (programme.state === 'finished' || programme.state === 'cancelled') {
    return { ok: false, reason: 'finished' };
  }
  await lockProgramme(tx, programmeId);
  const open = await slotsOf(tx, programmeId);
  if (replaces !== undefined && !open.some(({ id }) => id === replaces)) {
    return { ok: false, reason: 'changed' };
  }
  const kept = open.filter(({ id }) => id !== replaces);
  if (kept.some((one) => slots.some((slot) => slotsOverlap(one, slot)))) {
    return { ok: false, reason: 'overlap' };
  }
  if (kept.length + slots.length > MOST_SLOTS) return { ok: false, reason: 'too-many' };
  if (replaces !== undefined) {
    await tx.timetableSlot.update({ where: { id: replaces }, data: { endedAt: now } });
    await audit(tx, actor, 'timetable.end', replaces, programmeId, now);
  }
  const slotIds: number[] = [];
  for (const slot of slots) {
    const data = { ...slot, programmeId, since: now };
    const { id } = await tx.timetableSlot.create({ data, select: { id: true } });
    await audit(tx, actor, 'timetable.add', id, programmeId, now);
    slotIds.push(id);
  }
  const { create } = await settleTimetable(tx, programmeId, { now, actorId: actor.personId });
  const planned = create.filter(({ slotId }) => slotIds.includes(slotId)).length;
  return { ok: true, programmeId, planned, slotIds };
}

/** A weekly time of a programme whose sessions the actor may plan, and how many are planned from it. */
async function slotView({ db }: TimetableDeps, actor: Actor, id: number, now: Date) {
  const slot = await slotIn(db.read, scopeOf(actor, 'session.plan'), id);
  if (!slot) return undefined;
  const where = { slotId: id, state: 'planned' as const, startsAt: { gt: now } };
  const [sessions, programme] = await Promise.all([
    db.read.session.count({ where }),
    plannableById(db.read, slot.programmeId),
  ]);
  return { ...slot, weekday: toWeekday(slot.weekday), sessions, programme: programme.name };
}

/** Ends a weekly time, once per update: its planned sessions go. */
async function end(
  { db }: TimetableDeps,
  actor: Actor,
  id: number,
  ref: UpdateRef,
  now: Date,
): Promise<SlotChanged> {
  return db.write(async (tx) => {
    const { outcome } = await once<SlotChanged>(tx, ref, 'timetable.end', now, async () => {
      const slot = await taken(tx, actor, id);
      if (!slot) return { ok: false, reason: 'forbidden' };
      if (slot.endedAt) return { ok: false, reason: 'changed' };
      const { programmeId } = slot;
      await tx.timetableSlot.update({ where: { id }, data: { endedAt: now } });
      await audit(tx, actor, 'timetable.end', id, programmeId, now);
      const { drop } = await settleTimetable(tx, programmeId, { now, actorId: actor.personId });
      return { ok: true, programmeId, sessions: drop.length };
    });
    return outcome;
  });
}

/** Takes the end of a weekly time back, once per update: its sessions are planned again. */
async function reopen(
  { db }: TimetableDeps,
  actor: Actor,
  id: number,
  ref: UpdateRef,
  now: Date,
): Promise<SlotChanged> {
  return db.write(async (tx) => {
    const { outcome } = await once<SlotChanged>(tx, ref, 'timetable.reopen', now, async () => {
      const slot = await taken(tx, actor, id);
      if (!slot) return { ok: false, reason: 'forbidden' };
      const { programmeId, endedAt } = slot;
      if (!endedAt) return { ok: false, reason: 'changed' };
      const time = { ...slot, weekday: toWeekday(slot.weekday) };
      const open = await slotsOf(tx, programmeId);
      if (open.some((one) => slotsOverlap(one, time))) return { ok: false, reason: 'overlap' };
      await tx.timetableSlot.update({ where: { id }, data: { endedAt: null } });
      await audit(tx, actor, 'timetable.reopen', id, programmeId, now);
      const plan = await settleTimetable(tx, programmeId, { now, actorId: actor.personId });
      return { ok: true, programmeId, sessions: plan.revive.length + plan.create.length };
    });
    return outcome;
  });
}

const useCases = { view, preview, slot: slotView, end, reopen };

/** The weekly times of programmes, from which sessions are planned. */
export type TimetableService = Given<typeof useCases> & { readonly save: typeof save };

export function createTimetableService(deps: TimetableDeps): TimetableService {
  return { ...given(deps, useCases), save };
}
