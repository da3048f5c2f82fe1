import type { Actor } from '../../../access/actor.js';
import { canSome, scopeOf } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { type Given, given } from '../../../lib/given.js';
import {
  type Closed,
  type ClosingRow,
  closedMonths,
  closedOf,
  closingsOf,
  type Figures,
  firstDay,
  type InForce,
  isOver,
  type Month,
  type MonthClosed,
  type MonthOpened,
  type Months,
  mayClose,
  monthSpan,
  monthsBefore,
  type Opening,
  type OpeningRow,
  openingsOf,
  type Report,
  type RevisionRow,
  revisionsOf,
} from '../../months/index.js';
import { participantsBy } from '../../programmes/index.js';
import { statesWithin, type UnrecordedRow, unrecordedWithin } from './store.js';

/** What was done to a month once. */
export type Closing = {
  readonly id: number;
  readonly at: Date;
  readonly by: string;
  /** Why it was closed though not all was recorded. */
  readonly reason: string | undefined;
  /** Of a time before openings. */
  readonly reopened: { readonly at: Date; readonly by: string; readonly reason: string | null } | undefined;
};

/** What a closed month was reported with, what it says now, and what came between. */
export type Standing = {
  /** Undefined for a month that was closed before figures were kept. */
  readonly report: Report | undefined;
  readonly now: Figures;
  /** The latest change. */
  readonly revised: RevisionRow | undefined;
  /** Latest first; the first is in force unless it has ended or its time is over. */
  readonly openings: readonly OpeningRow[];
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
  readonly standing: Standing | undefined;
  /** Whether the viewer may close it and give leave to change it. */
  readonly may: boolean;
};

/** A change of a closed month with the names that it is about, for those who may see them. */
export type Revision = Omit<RevisionRow, 'rows'> & {
  /** Null for a record that isn't there any more. */
  readonly came: readonly (string | null)[];
  readonly gone: readonly (string | null)[];
  /** How many rows of sessions and marks are others now. */
  readonly sessions: number;
  readonly marks: number;
};

const MISSING_SHOWN = 8;
const MONTHS_SHOWN = 6;
const REVISIONS_SHOWN = 5;

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

type MonthsDeps = { readonly db: Db; readonly closings: Months };

type At = { readonly actor: Actor; readonly now: Date };

/** Closes a month within the caller's transaction; with a reason where not all is recorded. */
function close({ closings }: MonthsDeps, tx: Tx, at: At, month: Month, reason: string): Promise<MonthClosed> {
  const { unitId, zone } = at.actor;
  return closings.close(tx, at, { month, reason }, async (within) => {
    const { from, until } = monthSpan(month, zone);
    return (await statesWithin(within, unitId, from, until)).planned;
  });
}

/** Closes a month of which everything is recorded. */
function closeOnce(deps: MonthsDeps, at: At, month: Month, ref: UpdateRef): Promise<MonthClosed> {
  return deps.db.write(async (tx) => {
    const work = () => close(deps, tx, at, month, '');
    return (await once<MonthClosed>(tx, ref, 'month.close', at.now, work)).outcome;
  });
}

/** Gives leave to change a closed month within the caller's transaction. */
function open({ closings }: MonthsDeps, tx: Tx, at: At, opening: Opening): Promise<MonthOpened> {
  return closings.open(tx, at, opening);
}

/** Ends the leave to change a month. */
function shutOnce({ db, closings }: MonthsDeps, at: At, month: Month, ref: UpdateRef) {
  return db.write(async (tx) => {
    const work = () => closings.shut(tx, at, month);
    return (await once(tx, ref, 'month.shut', at.now, work)).outcome;
  });
}

async function standingOf(
  { closings }: MonthsDeps,
  db: Reader,
  { unitId, zone }: Actor,
  month: Month,
  { id: closingId, report }: Pick<ClosingRow, 'id' | 'report'>,
): Promise<Standing> {
  const { figures } = await closings.measure(db, unitId, monthSpan(month, zone));
  const [revised] = await revisionsOf(db, closingId, { skip: 0, take: 1 });
  return {
    report,
    now: figures,
    revised,
    openings: await openingsOf(db, closingId),
  };
}

/** A month's sessions, closings and figures; undefined for whoever doesn't see the unit's sessions. */
async function view(deps: MonthsDeps, actor: Actor, month: Month, now: Date): Promise<MonthView | undefined> {
  const { db } = deps;
  const { unitId, zone } = actor;
  const scope = scopeOf(actor, 'session.view');
  if (scope.kind !== 'unit' || !firstDay(month)) return undefined;
  const span = monthSpan(month, zone);
  const { held, cancelled, planned } = await statesWithin(db.read, unitId, span.from, span.until);
  const missing = planned === 0 ? [] : await unrecordedWithin(db.read, unitId, span, MISSING_SHOWN);
  const closings = await closingsOf(db.read, unitId, month);
  const [latest] = closings;
  return {
    month,
    over: isOver(month, zone, now),
    held,
    cancelled,
    unrecorded: planned,
    missing,
    closings: closings.map(closingOf),
    standing: latest?.reopenedAt === null ? await standingOf(deps, db.read, actor, month, latest) : undefined,
    may: mayClose(actor),
  };
}

/** What was changed of a closed month since it was closed, latest first; `more`: how many pages there are beyond. */
async function revisions(
  { db }: MonthsDeps,
  actor: Actor,
  month: Month,
  page: number,
): Promise<{ readonly revisions: readonly Revision[]; readonly more: boolean } | undefined> {
  const { unitId } = actor;
  if (scopeOf(actor, 'session.view').kind !== 'unit' || !firstDay(month)) return undefined;
  const [closed] = await closedMonths(db.read, unitId, { from: month, until: month });
  if (!closed) return undefined;
  const at = { skip: page * REVISIONS_SHOWN, take: REVISIONS_SHOWN + 1 };
  const rows = await revisionsOf(db.read, closed.id, at);
  const shown = rows.slice(0, REVISIONS_SHOWN);
  const names = await namesIn(db.read, actor, shown);
  const nameOf = (person: number) => (names ? (names.get(person) ?? null) : '–');
  return {
    more: rows.length > REVISIONS_SHOWN,
    revisions: shown.map(({ rows: { came, gone }, ...revision }) => ({
      ...revision,
      came: came.enrolled.map(([, person]) => nameOf(person)),
      gone: gone.enrolled.map(([, person]) => nameOf(person)),
      sessions: Math.max(came.sessions.length, gone.sessions.length),
      marks: Math.max(came.marks.length, gone.marks.length),
    })),
  };
}

async function namesIn(
  db: Reader,
  actor: Actor,
  rows: readonly RevisionRow[],
): Promise<ReadonlyMap<number, string> | undefined> {
  if (scopeOf(actor, 'participant.view').kind !== 'unit') return undefined;
  const ids = rows.flatMap(({ rows: { came, gone } }) =>
    [...came.enrolled, ...gone.enrolled].map(([, person]) => person),
  );
  const people = await participantsBy(db, actor.unitId, [...new Set(ids)]);
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** The last months, latest first, with who closed them; empty for whoever doesn't see the unit's sessions. */
async function recent(
  { db }: MonthsDeps,
  actor: Actor,
  now: Date,
): Promise<readonly { readonly month: Month; readonly closed: Closed | undefined }[]> {
  if (!canSome(actor, 'session.view') || scopeOf(actor, 'session.view').kind !== 'unit') return [];
  const months = monthsBefore(now, actor.zone, MONTHS_SHOWN);
  const [until = '', from = ''] = [months[0], months.at(-1)];
  const closed = await closedMonths(db.read, actor.unitId, { from, until });
  return months.map((month) => {
    const found = closed.find((one) => one.month === month);
    return { month, closed: found && closedOf(found) };
  });
}

/** The closing that a leave would be given for; undefined where the month isn't closed. One query. */
async function closing(
  { db }: MonthsDeps,
  actor: Actor,
  month: Month,
): Promise<'forbidden' | InForce | undefined> {
  if (!mayClose(actor) || !firstDay(month)) return 'forbidden';
  return (await closedMonths(db.read, actor.unitId, { from: month, until: month }))[0];
}

const useCases = { close, closeOnce, open, shutOnce, view, closing, revisions, recent };

/** Closing a month and giving leave to change it, as the unit's people see it. */
export type MonthsService = Given<typeof useCases>;

export function createMonthsService(deps: MonthsDeps): MonthsService {
  return given(deps, useCases);
}
