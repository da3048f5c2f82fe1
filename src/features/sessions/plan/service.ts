import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import { type Action } from '../../../access/table.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { localDate } from '../../../lib/zoned.js';
import { type ClosedDay, closedDays, type Span } from '../../calendar/index.js';
import { plannableIn } from '../../programmes/index.js';
import type { Closed } from '../months/rules.js';
import { closedAt } from '../months/store.js';
import { audienceOf, remindAnew, remindedOf, tellChanged, toldOfVersion } from '../remind/service.js';
import { type CancelReason, isLive, undoable } from './rules.js';
import { type PlannedSession, plannedById, plannedIn, sessionWithin } from './store.js';

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

/** What setting a session's time needs to be asked. */
export type PlanData = {
  readonly programme: string;
  readonly closed: readonly ClosedDay[];
  /** The session that has this time already. */
  readonly taken: { readonly id: number; readonly startsAt: Date } | undefined;
};

const NEEDS = {
  cancel: 'session.cancel',
  undo: 'session.cancel',
  move: 'session.plan',
  cover: 'session.log',
} as const satisfies Record<PlanChange['action'], Action>;

type PlanDeps = { readonly db: Db };

function targetOf({ unitId, programme }: PlannedSession) {
  return { unitId, agencyId: programme.agencyId };
}

/** Those to be told of a change: whoever was reminded, and the officers where it isn't one of the unit's. */
async function concerned(tx: Tx, actor: Actor, session: PlannedSession, now: Date): Promise<number[]> {
  const reminded = await remindedOf(tx, session, now);
  const byUnit = can(actor, 'session.plan', targetOf(session));
  const officers = byUnit ? [] : (await audienceOf(tx, session.programme)).officers;
  return [...reminded, ...officers].filter((id) => id !== actor.personId);
}

async function write(
  tx: Tx,
  actor: Actor,
  session: PlannedSession,
  what: PlanChange,
  now: Date,
): Promise<PlanChanged> {
  const { id, version, programmeId } = session;
  const bump = { version: { increment: 1 } } as const;
  const notCancelled = { cancelReason: null, cancelNote: null, cancelledAt: null, cancelledById: null };
  switch (what.action) {
    case 'cancel': {
      if (session.state !== 'planned') return { ok: false, reason: 'changed' };
      const { reason: cancelReason, note: cancelNote } = what;
      const by = { cancelledAt: now, cancelledById: actor.personId };
      await tx.session.update({
        where: { id },
        data: { state: 'cancelled', cancelReason, cancelNote, ...by, ...bump },
      });
      return { ok: true, id };
    }
    case 'undo':
      if (!undoable(session)) {
        return { ok: false, reason: session.state === 'cancelled' ? 'caught-up' : 'changed' };
      }
      if (!isLive(session.programme.state)) return { ok: false, reason: 'finished' };
      if (await sessionWithin(tx, programmeId, session, id)) return { ok: false, reason: 'taken' };
      await tx.session.update({ where: { id }, data: { state: 'planned', ...notCancelled, ...bump } });
      return { ok: true, id };
    case 'move': {
      const { startsAt, endsAt } = what;
      if (session.state !== 'planned') return { ok: false, reason: 'changed' };
      if (startsAt <= now) return { ok: false, reason: 'past' };
      if (await sessionWithin(tx, programmeId, { startsAt, endsAt }, id)) {
        return { ok: false, reason: 'taken' };
      }
      await tx.session.update({ where: { id, version }, data: { startsAt, endsAt, ...bump } });
      return { ok: true, id };
    }
    case 'cover':
      if (session.state !== 'planned') return { ok: false, reason: 'changed' };
      await tx.session.update({ where: { id }, data: { trainer: what.trainer, ...bump } });
      return { ok: true, id };
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

/** Changes a session's plan within the caller's transaction, if it has the version that was shown. */
async function change(
  tx: Tx,
  actor: Actor,
  which: { readonly id: number; readonly version: number },
  what: PlanChange,
  now: Date,
): Promise<PlanChanged> {
  const scope = scopeOf(actor, NEEDS[what.action]);
  const shown = await plannedIn(tx, scope, which.id);
  if (!shown) return { ok: false, reason: 'forbidden' };
  // The unit's lock is what closing a month takes.
  await lockUnit(tx, shown.unitId);
  await lockProgramme(tx, shown.programmeId);
  const session = await plannedById(tx, which.id);
  if (session.version !== which.version) return { ok: false, reason: 'changed' };
  const closed = await closedAt(tx, session.unitId, session.startsAt, session.programme.unit.zone);
  if (closed) return { ok: false, reason: 'closed', closed };
  const people = what.action === 'undo' ? await toldOfVersion(tx, session, session.version, now) : undefined;
  const written = await write(tx, actor, session, what, now);
  if (!written.ok) return written;
  await audit(tx, actor, session, what, now);
  const after = await plannedById(tx, session.id);
  const told = people?.filter((id) => id !== actor.personId) ?? (await concerned(tx, actor, session, now));
  await remindAnew(tx, after, { now, zone: session.programme.unit.zone, actorId: actor.personId });
  if (what.action !== 'cover') await tellChanged(tx, after, told, now);
  return written;
}

/** The same by one tap, once per update. */
async function changeOnce(
  { db }: PlanDeps,
  actor: Actor,
  which: { readonly id: number; readonly version: number },
  what: PlanChange,
  ref: UpdateRef,
  now: Date,
): Promise<PlanChanged> {
  return db.write(async (tx) => {
    const { outcome } = await once<PlanChanged>(tx, ref, `session.${what.action}`, now, () =>
      change(tx, actor, which, what, now),
    );
    return outcome;
  });
}

/** Plans a session besides the timetable within the caller's transaction. */
async function add(tx: Tx, actor: Actor, wanted: NewSession, now: Date): Promise<PlanChanged> {
  const { programmeId, startsAt, endsAt, catchUpFor } = wanted;
  const programme = await plannableIn(tx, scopeOf(actor, 'session.plan'), programmeId);
  if (!programme) return { ok: false, reason: 'forbidden' };
  if (!isLive(programme.state)) return { ok: false, reason: 'finished' };
  if (startsAt <= now) return { ok: false, reason: 'past' };
  await lockProgramme(tx, programmeId);
  const missed = catchUpFor === undefined ? undefined : await plannedById(tx, catchUpFor);
  if (missed && (missed.programmeId !== programmeId || missed.state !== 'cancelled')) {
    return { ok: false, reason: 'changed' };
  }
  if (missed?.catchUp) return { ok: false, reason: 'caught-up' };
  if (await sessionWithin(tx, programmeId, { startsAt, endsAt })) return { ok: false, reason: 'taken' };
  const { unitId } = programme;
  const data = { unitId, programmeId, startsAt, endsAt, state: 'planned' as const };
  const { id } = await tx.session.create({
    data: { ...data, catchUpForId: catchUpFor ?? null },
    select: { id: true },
  });
  const entry = { unitId, at: now, actorId: actor.personId, subject: 'session', subjectId: id };
  await trace(tx, { ...entry, action: 'session.add' });
  const session = await plannedById(tx, id);
  await remindAnew(tx, session, { now, zone: programme.unit.zone, actorId: actor.personId });
  return { ok: true, id };
}

/** What a form that sets a session's time shows. Undefined where the actor may not plan the programme's sessions. */
async function dataFor(
  { db }: PlanDeps,
  actor: Actor,
  programmeId: number,
  span: Span | undefined,
  now: Date,
  exceptId?: number,
): Promise<PlanData | undefined> {
  const programme = await plannableIn(db.read, scopeOf(actor, 'session.plan'), programmeId);
  if (!programme) return undefined;
  const closed = await closedDays(db.read, actor.unitId, localDate(now, actor.zone));
  const taken = span && (await sessionWithin(db.read, programmeId, span, exceptId));
  return { programme: programme.name, closed, taken: taken ?? undefined };
}

const useCases = { changeOnce, dataFor };

/** Cancelling, moving and making up for planned sessions. */
export type PlanService = Given<typeof useCases> & {
  readonly change: typeof change;
  readonly add: typeof add;
};

export function createPlanService(deps: PlanDeps): PlanService {
  return { ...given(deps, useCases), change, add };
}
