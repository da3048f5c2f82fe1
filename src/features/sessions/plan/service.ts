import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import { type Action } from '../../../access/table.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnitAndProgramme } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import type { Telling } from '../../../delivery/planned.js';
import { type Given, given } from '../../../lib/given.js';
import { localDate } from '../../../lib/zoned.js';
import { type ClosedDay, closedDays, type Span } from '../../calendar/index.js';
import { type Closed, closedAt, closedFor, type Months } from '../../months/index.js';
import { plannableIn } from '../../programmes/index.js';
import { audienceOf, remindAnew, remindedAmong, toldOf, toldOfVersion } from '../remind/service.js';
import { type CancelReason, isLive, undoable } from './rules.js';
import {
  type PlannableTime,
  type PlannedSession,
  plannableTime,
  plannedById,
  plannedIn,
  sessionWithin,
} from './store.js';

/** A change of a session's plan. `note` says more of a reason; `trainer` null: the programme's own again. */
export type PlanChange =
  | { readonly action: 'cancel'; readonly reason: CancelReason; readonly note: string | null }
  | { readonly action: 'undo' }
  | ({ readonly action: 'move' } & Span)
  | { readonly action: 'cover'; readonly trainer: string | null };

/**
 * `changed`: the session is no longer as it was shown; `past`: the new time has passed; `taken`: the programme has
 * another session then; `caught-up`: one that makes up for it is planned; `finished`: the programme is over; `closed`:
 * its month is closed.
 */
export type PlanChanged =
  | { readonly ok: true; readonly id: number }
  | {
      readonly ok: false;
      readonly reason: 'forbidden' | 'changed' | 'past' | 'taken' | 'caught-up' | 'finished';
    }
  | { readonly ok: false; readonly reason: 'closed'; readonly closed: Closed };

/** A session to be planned besides the timetable; `catchUpFor`: the cancelled one that it makes up for. */
type NewSession = Span & {
  readonly programmeId: number;
  readonly catchUpFor: number | undefined;
};

const NEEDS = {
  cancel: 'session.cancel',
  undo: 'session.cancel',
  move: 'session.plan',
  cover: 'session.log',
} as const satisfies Record<PlanChange['action'], Action>;

type Which = { readonly id: number; readonly version: number };

function targetOf({ unitId, programme }: PlannedSession) {
  return { unitId, agencyId: programme.agencyId };
}

/** Whom to tell of a change: whoever was reminded, and the officers where it isn't one of the unit's who makes it. */
async function concerned(
  tx: Tx,
  actor: Actor,
  session: PlannedSession,
  told: readonly Telling[],
  now: Date,
): Promise<number[]> {
  const byUnit = can(actor, 'session.plan', targetOf(session));
  const officers = byUnit ? [] : (await audienceOf(tx, session.programme, now)).officers;
  return [...remindedAmong(told, session.id), ...officers];
}

type Written =
  | { readonly ok: true; readonly now: Partial<PlannedSession> }
  | Extract<PlanChanged, { ok: false }>;

async function cancel(
  tx: Tx,
  actor: Actor,
  { id, state: before }: PlannedSession,
  { reason: cancelReason, note: cancelNote }: Extract<PlanChange, { action: 'cancel' }>,
  now: Date,
): Promise<Written> {
  if (before !== 'planned') return { ok: false, reason: 'changed' };
  const state = 'cancelled';
  await tx.session.updateMany({
    where: { id },
    data: {
      state,
      cancelReason,
      cancelNote,
      cancelledAt: now,
      cancelledById: actor.personId,
      version: { increment: 1 },
    },
  });
  return { ok: true, now: { state } };
}

async function undo(tx: Tx, session: PlannedSession): Promise<Written> {
  const { id, programmeId, programme } = session;
  if (!undoable(session)) {
    return { ok: false, reason: session.state === 'cancelled' ? 'caught-up' : 'changed' };
  }
  if (!isLive(programme.state)) return { ok: false, reason: 'finished' };
  if (await sessionWithin(tx, programmeId, session, id)) return { ok: false, reason: 'taken' };
  const state = 'planned';
  await tx.session.updateMany({
    where: { id },
    data: {
      state,
      cancelReason: null,
      cancelNote: null,
      cancelledAt: null,
      cancelledById: null,
      version: { increment: 1 },
    },
  });
  return { ok: true, now: { state } };
}

async function move(
  tx: Tx,
  { id, programmeId, state }: PlannedSession,
  { startsAt, endsAt }: Span,
  now: Date,
): Promise<Written> {
  if (state !== 'planned') return { ok: false, reason: 'changed' };
  if (startsAt <= now) return { ok: false, reason: 'past' };
  if (await sessionWithin(tx, programmeId, { startsAt, endsAt }, id)) return { ok: false, reason: 'taken' };
  await tx.session.updateMany({ where: { id }, data: { startsAt, endsAt, version: { increment: 1 } } });
  return { ok: true, now: { startsAt, endsAt } };
}

async function cover(
  tx: Tx,
  { id, state }: PlannedSession,
  { trainer }: Extract<PlanChange, { action: 'cover' }>,
): Promise<Written> {
  if (state !== 'planned') return { ok: false, reason: 'changed' };
  await tx.session.updateMany({ where: { id }, data: { trainer, version: { increment: 1 } } });
  return { ok: true, now: { trainer } };
}

function write(tx: Tx, actor: Actor, session: PlannedSession, what: PlanChange, now: Date): Promise<Written> {
  switch (what.action) {
    case 'cancel':
      return cancel(tx, actor, session, what, now);
    case 'undo':
      return undo(tx, session);
    case 'move':
      return move(tx, session, what, now);
    case 'cover':
      return cover(tx, session, what);
  }
}

async function audit(tx: Tx, actor: Actor, session: PlannedSession, what: PlanChange, now: Date) {
  const entry = { unitId: session.unitId, at: now, actorId: actor.personId };
  const detail = {
    startsAt: session.startsAt.toISOString(),
    ...(what.action === 'move' && { movedTo: what.startsAt.toISOString() }),
    ...(what.action === 'cancel' && { reason: what.reason }),
  };
  const action = `session.${what.action}`;
  await trace(tx, { ...entry, action, subject: 'session', subjectId: session.id, detail });
}

/** Whom to tell of a change at once. A stand-in's name is told to nobody; who was told of a cancelling, of its end. */
async function toTell(
  tx: Tx,
  actor: Actor,
  session: PlannedSession,
  told: readonly Telling[],
  { action }: PlanChange,
  now: Date,
): Promise<number[]> {
  if (action === 'cover') return [];
  const people =
    action === 'undo' ? toldOfVersion(told, session.version) : await concerned(tx, actor, session, told, now);
  return people.filter((id) => id !== actor.personId);
}

type PlanDeps = { readonly db: Db; readonly months: Months };

/** Changes a session's plan within the caller's transaction, if it has the version that was shown. */
async function change(
  deps: PlanDeps,
  tx: Tx,
  actor: Actor,
  which: Which,
  what: PlanChange,
  now: Date,
): Promise<PlanChanged> {
  // The unit's lock is what closing a month takes.
  await lockUnitAndProgramme(tx, actor.unitId, { ofSession: which.id });
  const session = await plannedIn(tx, scopeOf(actor, NEEDS[what.action]), which.id);
  if (!session) return { ok: false, reason: 'forbidden' };
  if (session.version !== which.version) return { ok: false, reason: 'changed' };
  const { unitId, programme, startsAt: from } = session;
  const found = await closedAt(tx, unitId, from, programme.zone);
  const closed = closedFor(found, { actor, now, matter: 'sessions' });
  if (closed) return { ok: false, reason: 'closed', closed };
  if (!found) return changeOpen(tx, actor, session, what, now);
  const until = new Date(from.getTime() + 1);
  const action = `session.${what.action}` as const;
  const written = await deps.months.write(tx, { actor, now, matter: 'sessions', action, from, until }, () =>
    changeOpen(tx, actor, session, what, now),
  );
  return written.ok ? written.value : written;
}

async function changeOpen(
  tx: Tx,
  actor: Actor,
  session: PlannedSession,
  what: PlanChange,
  now: Date,
): Promise<PlanChanged> {
  const { id, unitId, programme } = session;
  const written = await write(tx, actor, session, what, now);
  if (!written.ok) return written;
  await audit(tx, actor, session, what, now);
  const told = await toldOf(tx, unitId, [id], now);
  const tell = await toTell(tx, actor, session, told, what, now);
  const after = { ...session, ...written.now, version: session.version + 1 };
  const changed = [{ session: after, tell }];
  await remindAnew(tx, { programme, changed, told, added: [] }, { now, actorId: actor.personId });
  return { ok: true, id };
}

/** Plans a session besides the timetable within the caller's transaction. */
async function add(tx: Tx, actor: Actor, wanted: NewSession, now: Date): Promise<PlanChanged> {
  const { programmeId, startsAt, endsAt, catchUpFor } = wanted;
  await lockProgramme(tx, programmeId);
  const programme = await plannableIn(tx, scopeOf(actor, 'session.plan'), programmeId);
  if (!programme) return { ok: false, reason: 'forbidden' };
  if (!isLive(programme.state)) return { ok: false, reason: 'finished' };
  if (startsAt <= now) return { ok: false, reason: 'past' };
  const missed = catchUpFor === undefined ? undefined : await plannedById(tx, catchUpFor);
  if (missed && (missed.programmeId !== programmeId || missed.state !== 'cancelled')) {
    return { ok: false, reason: 'changed' };
  }
  if (missed?.catchUp) return { ok: false, reason: 'caught-up' };
  if (await sessionWithin(tx, programmeId, { startsAt, endsAt })) return { ok: false, reason: 'taken' };
  const { unitId } = programme;
  const planned = { unitId, programmeId, startsAt, endsAt, state: 'planned' as const };
  const { id, version } = await tx.session.create({
    data: { ...planned, catchUpForId: catchUpFor ?? null },
    select: { id: true, version: true },
  });
  const entry = { unitId, at: now, actorId: actor.personId, subject: 'session', subjectId: id };
  await trace(tx, { ...entry, action: 'session.add' });
  const added = [{ ...planned, id, version }];
  await remindAnew(tx, { programme, changed: [], told: [], added }, { now, actorId: actor.personId });
  return { ok: true, id };
}

/** The same by one tap, once per update. */
async function changeOnce(
  deps: PlanDeps,
  actor: Actor,
  which: Which,
  what: PlanChange,
  ref: UpdateRef,
  now: Date,
): Promise<PlanChanged> {
  return deps.db.write(async (tx) => {
    const { outcome } = await once<PlanChanged>(tx, ref, `session.${what.action}`, now, () =>
      change(deps, tx, actor, which, what, now),
    );
    return outcome;
  });
}

/** The days on which the actor's unit is closed. One query. */
function closedAhead({ db }: PlanDeps, actor: Actor, now: Date): Promise<readonly ClosedDay[]> {
  return closedDays(db.read, actor.unitId, localDate(now, actor.zone));
}

/** A programme whose sessions the actor may plan, and what is planned or held of it in a span. One query. */
async function within(
  { db }: PlanDeps,
  actor: Actor,
  programmeId: number,
  span: Span | undefined,
  exceptId?: number,
): Promise<PlannableTime | undefined> {
  return plannableTime(db.read, scopeOf(actor, 'session.plan'), { programmeId, span, exceptId });
}

const useCases = { change, changeOnce, closedDays: closedAhead, within };

/** Cancelling, moving and making up for planned sessions. */
export type PlanService = Given<typeof useCases> & {
  readonly add: typeof add;
};

export function createPlanService(deps: PlanDeps): PlanService {
  return { ...given(deps, useCases), add };
}
