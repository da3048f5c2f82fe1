import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { type Given, given } from '../../../lib/given.js';
import { type Change, type Correctable, changesBetween, correctionRight } from '../attendance/rules.js';
import type { Mark } from '../exceptions/rules.js';
import { type OnRecorded, orNull } from '../log/service.js';
import type { Closed } from '../months/rules.js';
import { closedAt } from '../months/store.js';
import { marksOf, sessionIn, setMarks } from '../session/store.js';
import { type Attendance, allMarks } from '../sheet/rules.js';
import { type RosterOn, sheetHolds, writeSheet } from '../sheet/store.js';

/** What is to stand after a correction; `attendance` absent leaves it as it is. */
type CorrectValues = {
  readonly sessionId: number;
  /** The version that was corrected; another one refuses as `changed`. */
  readonly version: number;
  readonly topic: string;
  readonly trainer: string;
  readonly notes: string;
  readonly attendance: Attendance | undefined;
  readonly reason: string;
};

export type Corrected =
  | { readonly ok: true; readonly id: number }
  | {
      readonly ok: false;
      readonly reason: 'forbidden' | 'gone' | 'changed' | 'nothing' | 'reason-missing' | 'roster-changed';
    }
  | { readonly ok: false; readonly reason: 'closed'; readonly closed: Closed };

type SessionCorrectionsDeps = {
  readonly db: Db;
  readonly rosterOn: RosterOn;
  readonly onRecorded?: OnRecorded;
};

async function correct(
  deps: SessionCorrectionsDeps,
  tx: Tx,
  actor: Actor,
  values: CorrectValues,
  now: Date,
): Promise<Corrected> {
  const { sessionId, version, attendance } = values;
  const session = await sessionIn(tx, scopeOf(actor, 'session.view'), sessionId);
  if (!session || session.state !== 'held') return { ok: false, reason: 'gone' };
  const { unitId, programmeId, programme } = session;
  // The unit's lock is what closing a month takes.
  await lockUnit(tx, unitId);
  const closed = await closedAt(tx, unitId, session.startsAt, actor.zone);
  if (closed) return { ok: false, reason: 'closed', closed };
  const right = correctionRight(actor, { ...session, agencyId: programme.agencyId }, now);
  if (!right) return { ok: false, reason: 'forbidden' };
  const reason = orNull(values.reason);
  if (right === 'head' && reason === null) return { ok: false, reason: 'reason-missing' };
  if (session.version !== version) return { ok: false, reason: 'changed' };

  const rows = await marksOf(tx, sessionId);
  const before: Correctable = {
    ...session,
    marks: new Map(rows.map(({ number, mark }) => [number, mark])),
  };
  const fromHeadcount = session.headcount !== null;
  if (attendance?.kind === 'headcount' && !fromHeadcount) return { ok: false, reason: 'changed' };
  if (attendance?.kind === 'sheet' && fromHeadcount) {
    const moment = { unitId, programmeId, at: session.startsAt };
    const holds = await sheetHolds(tx, deps.rosterOn, moment, attendance);
    if (!holds) return { ok: false, reason: 'roster-changed' };
  }
  const after: Correctable = {
    topic: orNull(values.topic),
    trainer: orNull(values.trainer),
    notes: orNull(values.notes),
    ...attendanceAfter(before, attendance),
  };
  const changes = changesBetween(before, after);
  if (changes.length === 0) return { ok: false, reason: 'nothing' };

  const { topic, trainer, notes, headcount } = after;
  const { count } = await tx.session.updateMany({
    where: { id: sessionId, version },
    data: { topic, trainer, notes, headcount, version: { increment: 1 } },
  });
  if (count === 0) return { ok: false, reason: 'changed' };
  if (attendance?.kind === 'sheet' && fromHeadcount) await writeSheet(tx, sessionId, attendance);
  else
    for (const [mark, numbers] of changedMarks(before, after)) await setMarks(tx, sessionId, numbers, mark);
  await keepRevision(tx, { sessionId, version: version + 1, byId: actor.personId, reason, changes }, now);
  if (attendance) await deps.onRecorded?.(tx, { unitId, programmeId, sessionId, version: version + 1 }, now);
  return { ok: true, id: sessionId };
}

const useCases = { correct };

/** Changing what was recorded: nothing is overwritten without a trace. */
export type SessionCorrections = Given<typeof useCases>;

export function createSessionCorrections(deps: SessionCorrectionsDeps): SessionCorrections {
  return given(deps, useCases);
}

function attendanceAfter(
  before: Correctable,
  attendance: Attendance | undefined,
): Pick<Correctable, 'headcount' | 'marks'> {
  const { headcount, marks } = before;
  if (!attendance) return { headcount, marks };
  if (attendance.kind === 'headcount') return { headcount: attendance.heads, marks };
  return { headcount: null, marks: allMarks(attendance.sheet, attendance.marks) };
}

function changedMarks(before: Correctable, after: Correctable): Map<Mark, number[]> {
  const numbers = new Map<Mark, number[]>();
  for (const [number, mark] of after.marks) {
    if (before.marks.get(number) === mark) continue;
    numbers.set(mark, [...(numbers.get(mark) ?? []), number]);
  }
  return numbers;
}

async function keepRevision(
  tx: Tx,
  revision: {
    readonly sessionId: number;
    readonly version: number;
    readonly byId: number;
    readonly reason: string | null;
    readonly changes: readonly Change[];
  },
  now: Date,
): Promise<void> {
  await tx.sessionRevision.create({ data: { ...revision, changes: [...revision.changes], at: now } });
}
