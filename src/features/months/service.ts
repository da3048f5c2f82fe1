import type { Actor } from '../../access/actor.js';
import type { Db, Reader, Tx } from '../../db/database.js';
import { lockUnit } from '../../db/locks.js';
import { withSavepoint } from '../../db/sql/savepoint.js';
import { trace } from '../../db/trace.js';
import { type Given, given } from '../../lib/given.js';
import { DEFINITION, differs, type Figures, type Measured, rowChanges } from './figures/rules.js';
import {
  admits,
  type Closed,
  closedOf,
  firstDay,
  type InForce,
  isOver,
  LONGEST_LEAVE_DAYS,
  type Matter,
  type Month,
  type MonthAction,
  type MonthMatter,
  type MonthWriters,
  mayClose,
  monthOf,
  monthSpan,
  type WritingActor,
} from './rules.js';
import { closedMonths, endLeave } from './store.js';

/** Counts a month: `span` is its first instant and the next one's. Counting stands above what is guarded here. */
export type Measure = (
  db: Reader | Tx,
  unitId: number,
  span: { readonly from: Date; readonly until: Date },
) => Promise<Measured>;

/** A write of facts that hold from a time on: `until` (exclusive) where they are of one time alone. */
export type Writing = {
  readonly actor: WritingActor;
  readonly now: Date;
  readonly matter: Matter;
  readonly action: MonthAction;
  readonly from: Date;
  readonly until?: Date;
};

/** What a write would change of a closed month, or has changed. */
export type Impact = {
  readonly closed: Closed;
  readonly before: Figures;
  readonly after: Figures;
  /** Whether there is leave for it. */
  readonly admitted: boolean;
};

/** `closed`: the first of the closed months that would have changed without leave. */
export type ClosedRefusal = { readonly ok: false; readonly reason: 'closed'; readonly closed: Closed };

type MonthsDeps = { readonly measure: Measure };

type Looked = InForce & { readonly measured: Measured };

/** Thrown to take a write back; it never leaves this file. */
class TakenBack extends Error {
  readonly impacts: readonly Impact[];

  constructor(impacts: readonly Impact[]) {
    super('a write is taken back');
    this.impacts = impacts;
  }
}

function closedBy(db: Reader, { actor, from, until }: Writing): Promise<InForce[]> {
  const { unitId, zone } = actor;
  const last = until && monthOf(new Date(until.getTime() - 1), zone);
  return closedMonths(db, unitId, { from: monthOf(from, zone), until: last });
}

async function lookAt({ measure }: MonthsDeps, tx: Tx, { actor }: Writing, closed: readonly InForce[]) {
  const looked: Looked[] = [];
  for (const one of closed) {
    looked.push({ ...one, measured: await measure(tx, actor.unitId, monthSpan(one.month, actor.zone)) });
  }
  return looked;
}

type Changed = { readonly before: Looked; readonly after: Looked; readonly impact: Impact };

/** What is another now than it was looked at before. */
async function changedSince(
  deps: MonthsDeps,
  tx: Tx,
  writing: Writing,
  looked: readonly Looked[],
): Promise<Changed[]> {
  const again = await lookAt(deps, tx, writing, looked);
  return looked.flatMap((before, index) => {
    const after = again[index];
    if (!after || !differs(before.measured, after.measured)) return [];
    const figures = { before: before.measured.figures, after: after.measured.figures };
    const impact = { closed: closedOf(before), ...figures, admitted: admits(before.leave, writing) };
    return [{ before, after, impact }];
  });
}

async function keepRevision(
  tx: Tx,
  { actor, now, action }: Writing,
  { before, after }: Changed,
): Promise<void> {
  const { id: closingId, leave } = before;
  if (!leave) throw new Error('a closed month changed without leave');
  await tx.monthRevision.create({
    data: {
      closingId,
      openingId: leave.id,
      at: now,
      byId: actor.personId,
      action,
      before: before.measured.figures,
      after: after.measured.figures,
      rows: rowChanges(before.measured.rows, after.measured.rows),
    },
  });
}

/**
 * Runs a write within the caller's transaction, which holds the unit's lock. Where it changes a closed month that
 * there is no leave to change, nothing of it remains; where there is, what it changed is kept beside what was
 * reported. One query where no month is closed from then on.
 */
async function write<T>(
  deps: MonthsDeps,
  tx: Tx,
  writing: Writing,
  work: () => Promise<T>,
): Promise<{ readonly ok: true; readonly value: T } | ClosedRefusal> {
  const closed = await closedBy(tx, writing);
  if (closed.length === 0) return { ok: true, value: await work() };
  try {
    return await withSavepoint(tx, async () => {
      const looked = await lookAt(deps, tx, writing, closed);
      const value = await work();
      const changed = await changedSince(deps, tx, writing, looked);
      const impacts = changed.map(({ impact }) => impact);
      if (impacts.some(({ admitted }) => !admitted)) throw new TakenBack(impacts);
      for (const one of changed) await keepRevision(tx, writing, one);
      return { ok: true, value } as const;
    });
  } catch (error) {
    const first = error instanceof TakenBack && error.impacts.find(({ admitted }) => !admitted);
    if (!first) throw error;
    return { ok: false, reason: 'closed', closed: first.closed };
  }
}

/** `beside`: what `work` needs that takes long is made ready by it, before anything is held and only if it is done. */
type Rehearsing = { readonly timeoutMs?: number; readonly beside?: () => Promise<void> };

/**
 * What a write would change of closed months: it is done and taken back. `work` must be what would be done, and tell
 * nobody but through the transaction. One query where no month is closed from then on.
 */
async function rehearse(
  deps: MonthsDeps,
  db: Db,
  writing: Writing,
  work: (tx: Tx) => Promise<unknown>,
  { beside, ...options }: Rehearsing = {},
): Promise<readonly Impact[]> {
  const { actor, now, from } = writing;
  // A month that isn't over can't have been closed, nor any after it.
  if (!isOver(monthOf(from, actor.zone), actor.zone, now)) return [];
  if ((await closedBy(db.read, writing)).length === 0) return [];
  await beside?.();
  try {
    await db.write(async (tx) => {
      await lockUnit(tx, writing.actor.unitId);
      const looked = await lookAt(deps, tx, writing, await closedBy(tx, writing));
      await work(tx);
      throw new TakenBack((await changedSince(deps, tx, writing, looked)).map(({ impact }) => impact));
    }, options);
  } catch (error) {
    if (error instanceof TakenBack) return error.impacts;
    throw error;
  }
  return [];
}

/** `early`: it isn't over; `closed`: it is already; `missing`: so many sessions are unrecorded and no reason was given. */
export type MonthClosed =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'forbidden' | 'early' | 'closed' }
  | { readonly ok: false; readonly reason: 'missing'; readonly count: number };

/**
 * Closes a month within the caller's transaction, and keeps what it is reported with. `unrecorded` is asked under the
 * unit's lock: whoever records a session holds the same.
 */
async function close(
  { measure }: MonthsDeps,
  tx: Tx,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
  { month, reason }: { readonly month: Month; readonly reason: string },
  unrecorded: (tx: Tx) => Promise<number>,
): Promise<MonthClosed> {
  const { unitId, zone, personId } = actor;
  if (!mayClose(actor) || !firstDay(month)) return { ok: false, reason: 'forbidden' };
  if (!isOver(month, zone, now)) return { ok: false, reason: 'early' };
  await lockUnit(tx, unitId);
  if ((await closedMonths(tx, unitId, { from: month, until: month })).length > 0)
    return { ok: false, reason: 'closed' };
  const count = await unrecorded(tx);
  if (count > 0 && reason === '') return { ok: false, reason: 'missing', count };
  const { id } = await tx.monthClosing.create({
    data: { unitId, month, closedAt: now, closedById: personId, closeReason: count > 0 ? reason : null },
    select: { id: true },
  });
  const span = monthSpan(month, zone);
  const { figures, rows } = await measure(tx, unitId, span);
  const asOf = new Date(span.until.getTime() - 1);
  await tx.monthReport.create({ data: { closingId: id, asOf, definition: DEFINITION, figures, rows } });
  const entry = { unitId, at: now, actorId: personId, subject: 'month', subjectId: id };
  await trace(tx, { ...entry, action: 'month.close', detail: { month, unrecorded: count } });
  return { ok: true };
}

/** What is asked of whoever opens a closed month. */
export type Opening = {
  readonly month: Month;
  readonly matter: MonthMatter;
  readonly whom: MonthWriters;
  readonly until: Date;
  readonly reason: string;
};

/** `open`: it isn't closed; `until`: a time that has passed, or too far away. */
export type MonthOpened =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'forbidden' | 'open' | 'until' | 'reason-missing' };

/** Gives leave to change a closed month within the caller's transaction; a leave that there was ends. */
async function open(
  _deps: MonthsDeps,
  tx: Tx,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
  { month, matter, whom, until, reason }: Opening,
): Promise<MonthOpened> {
  const { unitId, personId } = actor;
  if (!mayClose(actor)) return { ok: false, reason: 'forbidden' };
  if (reason === '') return { ok: false, reason: 'reason-missing' };
  const longest = now.getTime() + LONGEST_LEAVE_DAYS * 86_400_000;
  if (until <= now || until.getTime() > longest) return { ok: false, reason: 'until' };
  await lockUnit(tx, unitId);
  const [closed] = await closedMonths(tx, unitId, { from: month, until: month });
  if (!closed) return { ok: false, reason: 'open' };
  await endLeave(tx, closed.id, { now, byId: personId });
  await tx.monthOpening.create({
    data: { closingId: closed.id, matter, whom, reason, openedAt: now, openedById: personId, until },
  });
  const entry = { unitId, at: now, actorId: personId, subject: 'month', subjectId: closed.id };
  const detail = { month, matter, whom, until: until.toISOString() };
  await trace(tx, { ...entry, action: 'month.open', detail });
  return { ok: true };
}

/** Ends the leave to change a month before its time, within the caller's transaction. */
async function shut(
  _deps: MonthsDeps,
  tx: Tx,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
  month: Month,
): Promise<'shut' | 'forbidden' | 'stale'> {
  const { unitId, personId } = actor;
  if (!mayClose(actor)) return 'forbidden';
  await lockUnit(tx, unitId);
  const [closed] = await closedMonths(tx, unitId, { from: month, until: month });
  if (!closed || (await endLeave(tx, closed.id, { now, byId: personId })) === 0) return 'stale';
  const entry = { unitId, at: now, actorId: personId, subject: 'month', subjectId: closed.id };
  await trace(tx, { ...entry, action: 'month.shut', detail: { month } });
  return 'shut';
}

const useCases = { close, open, shut };

/** Closed months: what was reported of them, and the one gate that every back-dated write goes through. */
export type Months = Given<typeof useCases> & {
  readonly write: <T>(
    tx: Tx,
    writing: Writing,
    work: () => Promise<T>,
  ) => Promise<{ readonly ok: true; readonly value: T } | ClosedRefusal>;
  readonly measure: Measure;
  readonly rehearse: (
    db: Db,
    writing: Writing,
    work: (tx: Tx) => Promise<unknown>,
    options?: Rehearsing,
  ) => Promise<readonly Impact[]>;
};

/** The months of all units, counted by `measure`. */
export function createMonths(measure: Measure): Months {
  const deps = { measure };
  return {
    ...given(deps, useCases),
    write: (tx, writing, work) => write(deps, tx, writing, work),
    rehearse: (db, writing, work, options) => rehearse(deps, db, writing, work, options),
    measure,
  };
}
