import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { traceMany } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { type Plannable, plannableIn } from '../../programmes/index.js';
import { isLive, type SkippedDay, type Slot } from '../plan/rules.js';
import { slotIn } from '../plan/store.js';
import { applyPlan, planFor, settleTimetable } from '../settle/service.js';
import { type TimetableFacts, timetableFacts } from '../settle/store.js';
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

function mayPlan(actor: Actor, { unitId, agencyId }: Plannable): boolean {
  return can(actor, 'session.plan', { unitId, agencyId });
}

type Audited = { readonly action: string; readonly slotId: number };

async function audit(
  tx: Tx,
  kind: Db['kind'],
  actor: Actor,
  programmeId: number,
  done: readonly Audited[],
  now: Date,
): Promise<void> {
  const entry = { unitId: actor.unitId, at: now, actorId: actor.personId, subject: 'timetableSlot' };
  const detail = { programmeId };
  await traceMany(
    tx,
    kind,
    done.map(({ action, slotId }) => ({ ...entry, action, subjectId: slotId, detail })),
  );
}

/** A weekly time that the actor may change, with its programme locked. */
async function taken(tx: Tx, actor: Actor, slotId: number) {
  const slot = await slotIn(tx, scopeOf(actor, 'session.plan'), slotId);
  if (slot) await lockProgramme(tx, slot.programmeId);
  return slot ? slotIn(tx, scopeOf(actor, 'session.plan'), slotId) : null;
}

function without(slots: readonly Slot[], replaced: number | undefined): readonly Slot[] {
  return slots.filter(({ id }) => id !== replaced);
}

function clashWith(kept: readonly Slot[], wanted: readonly SlotTime[]): Slot | undefined {
  return kept.find((one) => wanted.some((slot) => slotsOverlap(one, slot)));
}

/** Why weekly times may not be saved. */
function refusalOf(
  { programme, slots: open }: TimetableFacts,
  { slots, replaces }: SlotsWanted,
): SlotsRefused['reason'] | undefined {
  if (slots.length === 0) return 'forbidden';
  if (programme.state === 'finished' || programme.state === 'cancelled') return 'finished';
  if (replaces !== undefined && !open.some(({ id }) => id === replaces)) return 'changed';
  const kept = without(open, replaces);
  if (clashWith(kept, slots)) return 'overlap';
  return kept.length + slots.length > MOST_SLOTS ? 'too-many' : undefined;
}

type TimetableDeps = { readonly db: Db };

/** Saves weekly times, and plans their sessions of the next weeks in the same transaction. */
async function save(
  { db }: TimetableDeps,
  tx: Tx,
  actor: Actor,
  wanted: SlotsWanted,
  now: Date,
): Promise<SlotsSaved> {
  const { programmeId, slots, replaces } = wanted;
  await lockProgramme(tx, programmeId);
  const facts = await timetableFacts(tx, programmeId, now, scopeOf(actor, 'session.plan'));
  const reason = facts ? refusalOf(facts, wanted) : 'forbidden';
  if (!facts || reason) return { ok: false, reason: reason ?? 'forbidden' };
  if (replaces !== undefined) {
    await tx.timetableSlot.updateMany({ where: { id: replaces }, data: { endedAt: now } });
  }
  const made = await tx.timetableSlot.createManyAndReturn({
    data: slots.map((slot) => ({ ...slot, programmeId, since: now })),
    select: { id: true, weekday: true, startMinute: true, endMinute: true },
  });
  const ended = replaces === undefined ? [] : [{ action: 'timetable.end', slotId: replaces }];
  const added = made.map(({ id }) => ({ action: 'timetable.add', slotId: id }));
  await audit(tx, db.kind, actor, programmeId, [...ended, ...added], now);
  const inForce = [
    ...without(facts.slots, replaces),
    ...made.map((slot) => ({ ...slot, weekday: toWeekday(slot.weekday) })),
  ];
  const plan = planFor(facts, inForce, now);
  await applyPlan(tx, facts, plan, { now, actorId: actor.personId });
  const slotIds = made.map(({ id }) => id);
  const planned = plan.create.filter(({ slotId }) => slotIds.includes(slotId)).length;
  return { ok: true, programmeId, planned, slotIds };
}

/** A programme's timetable, where the actor may see its sessions. One query. */
async function view(
  { db }: TimetableDeps,
  actor: Actor,
  programmeId: number,
  now: Date,
): Promise<TimetableView | undefined> {
  const scope = scopeOf(actor, 'session.view');
  const facts = await timetableFacts(db.read, programmeId, now, scope);
  if (!facts) return undefined;
  const { programme, slots, rows } = facts;
  const { skipped } = planFor(facts, slots, now);
  const next = rows.filter(({ state, startsAt }) => state === 'planned' && startsAt > now);
  return { programme, slots, next, skipped, mayPlan: mayPlan(actor, programme) };
}

/** What weekly times would lead to; undefined where the actor may not plan the programme's sessions. One query. */
async function preview(
  { db }: TimetableDeps,
  actor: Actor,
  wanted: SlotsWanted,
  now: Date,
): Promise<TimetablePreview | undefined> {
  const { programmeId, slots, replaces } = wanted;
  const scope = scopeOf(actor, 'session.plan');
  const facts = await timetableFacts(db.read, programmeId, now, scope);
  if (!facts) return undefined;
  const { programme } = facts;
  const kept = without(facts.slots, replaces);
  const added = slots.map((slot, index) => ({ ...slot, id: -1 - index }));
  const { create, skipped } = planFor(facts, [...kept, ...added], now);
  const starts = create.filter(({ slotId }) => slotId < 0).map(({ startsAt }) => startsAt);
  const live = isLive(programme.state);
  return { programme: programme.name, starts, skipped, clash: clashWith(kept, slots), live };
}

/** A weekly time of a programme whose sessions the actor may plan, and how many are planned from it. */
async function slotView({ db }: TimetableDeps, actor: Actor, id: number, now: Date) {
  const slot = await slotIn(db.read, scopeOf(actor, 'session.plan'), id);
  if (!slot) return undefined;
  const where = { slotId: id, state: 'planned' as const, startsAt: { gt: now } };
  const [sessions, programme] = await Promise.all([
    db.read.session.count({ where }),
    plannableIn(db.read, scopeOf(actor, 'session.plan'), slot.programmeId),
  ]);
  return { ...slot, weekday: toWeekday(slot.weekday), sessions, programme: programme?.name ?? '–' };
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
      await audit(tx, db.kind, actor, programmeId, [{ action: 'timetable.end', slotId: id }], now);
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
      const facts = await timetableFacts(tx, programmeId, now);
      if (facts && clashWith(facts.slots, [time])) return { ok: false, reason: 'overlap' };
      await tx.timetableSlot.update({ where: { id }, data: { endedAt: null } });
      await audit(tx, db.kind, actor, programmeId, [{ action: 'timetable.reopen', slotId: id }], now);
      const plan = await settleTimetable(tx, programmeId, { now, actorId: actor.personId });
      return { ok: true, programmeId, sessions: plan.revive.length + plan.create.length };
    });
    return outcome;
  });
}

const useCases = { view, preview, save, slot: slotView, end, reopen };

/** The weekly times of programmes, from which sessions are planned. */
export type TimetableService = Given<typeof useCases>;

export function createTimetableService(deps: TimetableDeps): TimetableService {
  return given(deps, useCases);
}
