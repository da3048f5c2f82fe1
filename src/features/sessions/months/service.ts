import type { Actor } from '../../../access/actor.js';
import { can, canSome, scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { type Closed, firstDay, isOver, type Month, monthSpan, monthsBefore } from './rules.js';
import {
  type ClosingRow,
  closedMonths,
  closingsOf,
  statesWithin,
  type UnrecordedRow,
  unrecordedWithin,
} from './store.js';

/** What was done to a month once. */
export type Closing = {
  readonly id: number;
  readonly at: Date;
  readonly by: string;
  /** Why it was closed though not all was recorded. */
  readonly reason: string | undefined;
  readonly reopened: { readonly at: Date; readonly by: string; readonly reason: string | null } | undefined;
};

export type MonthView = {
  readonly month: Month;
  readonly over: boolean;
  readonly held: number;
  readonly cancelled: number;
  readonly unrecorded: number;
  /** The first of those not recorded. */
  readonly missing: readonly UnrecordedRow[];
  /** Latest first; the first is in force unless it was reopened. */
  readonly closings: readonly Closing[];
  /** Whether the viewer may close and reopen. */
  readonly may: boolean;
};

/** `closed`: it is already; `missing`: so many are unrecorded and no reason was given; `open`: it is closed no more. */
type MonthChanged =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'forbidden' | 'early' | 'closed' | 'open' | 'reason-missing' }
  | { readonly ok: false; readonly reason: 'missing'; readonly count: number };

const MISSING_SHOWN = 8;
const MONTHS_SHOWN = 6;

function mayClose(actor: Actor): boolean {
  return can(actor, 'session.closeMonth', { unitId: actor.unitId, agencyId: null });
}

/** Closes a month within the caller's transaction. */
async function close(tx: Tx, actor: Actor, month: Month, reason: string, now: Date): Promise<MonthChanged> {
  const { unitId, zone, personId } = actor;
  if (!mayClose(actor) || !firstDay(month)) return { ok: false, reason: 'forbidden' };
  if (!isOver(month, zone, now)) return { ok: false, reason: 'early' };
  // Whoever records a session holds the same lock: it is recorded before, or refused.
  await lockUnit(tx, unitId);
  if ((await closedMonths(tx, unitId, [month])).has(month)) return { ok: false, reason: 'closed' };
  const { from, until } = monthSpan(month, zone);
  const { planned } = await statesWithin(tx, unitId, from, until);
  if (planned > 0 && reason === '') return { ok: false, reason: 'missing', count: planned };
  const closeReason = planned > 0 ? reason : null;
  const { id } = await tx.monthClosing.create({
    data: { unitId, month, closedAt: now, closedById: personId, closeReason },
    select: { id: true },
  });
  const detail = { month, unrecorded: planned };
  const entry = { unitId, at: now, actorId: personId, subject: 'month', subjectId: id };
  await trace(tx, { ...entry, action: 'month.close', detail });
  return { ok: true };
}

/** Opens a closed month again within the caller's transaction. */
async function reopen(tx: Tx, actor: Actor, month: Month, reason: string, now: Date): Promise<MonthChanged> {
  const { unitId, personId } = actor;
  if (!mayClose(actor)) return { ok: false, reason: 'forbidden' };
  if (reason === '') return { ok: false, reason: 'reason-missing' };
  await lockUnit(tx, unitId);
  const closed = (await closedMonths(tx, unitId, [month])).get(month);
  if (!closed) return { ok: false, reason: 'open' };
  await tx.monthClosing.updateMany({
    where: { id: closed.id },
    data: { reopenedAt: now, reopenedById: personId, reopenReason: reason },
  });
  const entry = { unitId, at: now, actorId: personId, subject: 'month', subjectId: closed.id };
  await trace(tx, { ...entry, action: 'month.reopen', detail: { month } });
  return { ok: true };
}

function closingOf(row: ClosingRow): Closing {
  const { id, closedAt, closedBy, closeReason, reopenedAt, reopenedBy, reopenReason } = row;
  return {
    id,
    at: closedAt,
    by: closedBy,
    reason: closeReason ?? undefined,
    reopened:
      reopenedAt === null ? undefined : { at: reopenedAt, by: reopenedBy ?? '–', reason: reopenReason },
  };
}

type MonthsDeps = { readonly db: Db };

/** Closes a month of which everything is recorded. */
function closeOnce(
  { db }: MonthsDeps,
  actor: Actor,
  month: Month,
  ref: UpdateRef,
  now: Date,
): Promise<MonthChanged> {
  return db.write(async (tx) => {
    const work = () => close(tx, actor, month, '', now);
    return (await once<MonthChanged>(tx, ref, 'month.close', now, work)).outcome;
  });
}

/** A month's sessions and closings; undefined for whoever doesn't see the unit's sessions. Three queries. */
async function view(
  { db }: MonthsDeps,
  actor: Actor,
  month: Month,
  now: Date,
): Promise<MonthView | undefined> {
  const { unitId, zone } = actor;
  const scope = scopeOf(actor, 'session.view');
  if (scope.kind !== 'unit' || !firstDay(month)) return undefined;
  const span = monthSpan(month, zone);
  const { held, cancelled, planned } = await statesWithin(db.read, unitId, span.from, span.until);
  const missing = planned === 0 ? [] : await unrecordedWithin(db.read, unitId, span, MISSING_SHOWN);
  const closings = (await closingsOf(db.read, unitId, month)).map(closingOf);
  const over = isOver(month, zone, now);
  return { month, over, held, cancelled, unrecorded: planned, missing, closings, may: mayClose(actor) };
}

/** The last months, latest first, with who closed them; empty for whoever doesn't see the unit's sessions. */
async function recent(
  { db }: MonthsDeps,
  actor: Actor,
  now: Date,
): Promise<readonly { readonly month: Month; readonly closed: Closed | undefined }[]> {
  if (!canSome(actor, 'session.view') || scopeOf(actor, 'session.view').kind !== 'unit') return [];
  const months = monthsBefore(now, actor.zone, MONTHS_SHOWN);
  const closed = await closedMonths(db.read, actor.unitId, months);
  return months.map((month) => ({ month, closed: closed.get(month) }));
}

const useCases = { closeOnce, view, recent };

/** Closing a month: from then on its sessions change no more, until a head reopens it. */
export type MonthsService = Given<typeof useCases> & {
  readonly close: typeof close;
  readonly reopen: typeof reopen;
};

export function createMonthsService(deps: MonthsDeps): MonthsService {
  return { ...given(deps, useCases), close, reopen };
}
