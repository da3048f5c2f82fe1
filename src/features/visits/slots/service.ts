import type { Actor } from '../../../access/actor.js';
import { can, type Scope, scopeOf } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';
import { localDate } from '../../../lib/zoned.js';
import { type ClosedDay, closedDays, type Span } from '../../calendar/index.js';
import { type Calendar, type Clash, clashesOf, type Obstacles, obstaclesTo, withRoad } from './rules.js';
import { type Taken, takenBetween } from './store.js';

const DAY_MS = 24 * 60 * 60_000;
/** How far ahead the picker knows which days are full. */
const AHEAD_DAYS = 400;

/** What of the coming year somebody may know to be taken, and when the unit is closed. */
export type VisitCalendar = Calendar<Taken>;

/** A stretch of time to be looked at for what speaks against it. */
export type Wanted = Span & {
  readonly agencyIds: readonly number[];
  /** Whose office it would be at: an agency's, or null for the unit. */
  readonly placeId: number | null;
  readonly personIds: readonly number[];
  readonly exceptId?: number | undefined;
};

/** What is known of a calendar before it has been read. */
export function noCalendar({ zone, hours }: Pick<Actor, 'zone' | 'hours'>): VisitCalendar {
  return { zone, hours, taken: [], closed: [] };
}

/** Two statements, whatever lies behind today. */
export async function calendarFor(
  db: Reader,
  actor: Actor,
  now: Date,
  exceptId?: number,
): Promise<VisitCalendar> {
  const span = {
    startsAt: new Date(now.getTime() - DAY_MS),
    endsAt: new Date(now.getTime() + AHEAD_DAYS * DAY_MS),
    exceptId,
  };
  const [taken, closed] = await Promise.all([
    takenBetween(db, scopeOf(actor, 'visit.view'), span),
    closedDays(db, actor.unitId, localDate(span.startsAt, actor.zone)),
  ]);
  return { zone: actor.zone, hours: actor.hours, taken, closed };
}

/** What speaks against a time, of all that lies within a scope. Two statements. */
export async function obstaclesOf(
  db: Reader,
  scope: Scope,
  actor: Actor,
  { exceptId, ...wanted }: Wanted,
): Promise<Obstacles<Taken>> {
  const taken = await takenAround(db, scope, { ...wanted, exceptId });
  const closed = await closedDays(db, actor.unitId, localDate(wanted.startsAt, actor.zone));
  return obstaclesTo(wanted, { zone: actor.zone, hours: actor.hours, taken, closed });
}

/** Other visits that stand against a time, whatever day and hour it is. One statement. */
export async function clashesAt(db: Reader, scope: Scope, wanted: Wanted): Promise<Clash<Taken>[]> {
  return clashesOf(wanted, await takenAround(db, scope, wanted));
}

function takenAround(db: Reader, scope: Scope, { exceptId, ...wanted }: Wanted): Promise<Taken[]> {
  return takenBetween(db, scope, { ...withRoad(wanted), exceptId });
}

/** A time that can be had; `closed`: the unit's closed days from now on, which were read for it. */
type Slot = { readonly ok: true; readonly overridden: boolean; readonly closed: readonly ClosedDay[] };

/**
 * Takes a time for a visit, in the transaction that saves it and holds the unit's lock: of two who want the same one
 * at the same moment, the second finds the first's. Returns whether it can be had, and whether a head had to override something for it.
 */
export async function takeSlot(
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  override: string | undefined,
  now: Date,
): Promise<Slot | { readonly ok: false }> {
  const { unitId } = actor;
  const byUnit = can(actor, 'visit.change', { unitId, agencyId: null });
  const scope = scopeOf(actor, 'visit.view');
  const { zone, hours } = actor;
  const taken = await takenAround(tx, scope, wanted);
  const closed = await closedDays(tx, unitId, localDate(now, zone));
  const { clashes, unsuited } = obstaclesTo(wanted, { zone, hours, taken, closed });
  if (clashes.length === 0 && (!byUnit || unsuited.length === 0)) {
    return { ok: true, overridden: false, closed };
  }
  const may = can(actor, 'visit.override', { unitId, agencyId: null });
  return override !== undefined && may ? { ok: true, overridden: true, closed } : { ok: false };
}
