import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnitAndProgramme } from '../../../db/locks.js';
import { type Given, given } from '../../../lib/given.js';
import { type Closed, closedFor, type Impact, type Months, type Writing } from '../../months/index.js';
import { type Change, type Correctable, changesBetween, correctionRight } from '../attendance/rules.js';
import type { Mark } from '../exceptions/rules.js';
import { type OnRecorded, orNull } from '../log/service.js';
import { type Attendance, allMarks, isSheet } from '../sheet/rules.js';
import { type RosterOn, setMarks, writeSheet } from '../sheet/store.js';
import { sessionWithSheet } from '../view/store.js';

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

type Held = NonNullable<Awaited<ReturnType<typeof sessionWithSheet>>>;

function standing({ session, marks }: Held): Correctable {
  const { topic, trainer, notes, headcount } = session;
  return {
    topic,
    trainer,
    notes,
    headcount,
    marks: new Map(marks.map(({ number, mark }) => [number, mark])),
  };
}

/** Why the actor may not correct a session as it stands. */
function refusalOf(
  actor: Actor,
  { session }: Held,
  values: CorrectValues,
  now: Date,
): Exclude<Corrected, { ok: true }> | undefined {
  if (session.state !== 'held') return { ok: false, reason: 'gone' };
  const closed = closedFor(session.closedIn(actor.zone), { actor, now, matter: 'sessions' });
  if (closed) return { ok: false, reason: 'closed', closed };
  const right = correctionRight(actor, { ...session, agencyId: session.programme.agencyId }, now);
  if (!right) return { ok: false, reason: 'forbidden' };
  if (right === 'head' && values.reason === '') return { ok: false, reason: 'reason-missing' };
  const recounted = values.attendance?.kind === 'headcount' && session.headcount === null;
  return session.version !== values.version || recounted ? { ok: false, reason: 'changed' } : undefined;
}

/** Writes what is to stand now, and what it replaced. */
async function write(
  tx: Tx,
  kind: Db['kind'],
  { session }: Held,
  after: Correctable,
  revision: {
    readonly changes: readonly Change[];
    readonly byId: number;
    readonly reason: string | null;
    readonly at: Date;
  },
  sheet: Extract<Attendance, { kind: 'sheet' }> | undefined,
): Promise<void> {
  const { id: sessionId, version, headcount: counted } = session;
  const { topic, trainer, notes, headcount } = after;
  await tx.session.updateMany({
    where: { id: sessionId },
    data: { topic, trainer, notes, headcount, version: { increment: 1 } },
  });
  if (sheet && counted !== null) await writeSheet(tx, sessionId, sheet);
  else await setMarks(tx, kind, sessionId, marksIn(revision.changes, after));
  const kept = { ...revision, changes: [...revision.changes] };
  await tx.sessionRevision.createMany({ data: [{ ...kept, sessionId, version: version + 1 }] });
}

type CorrectionDeps = {
  readonly db: Db;
  readonly months: Months;
  readonly rosterOn: RosterOn;
  readonly onRecorded?: OnRecorded;
};

/** Corrects a session within the caller's transaction; what it replaced is kept as a revision. */
async function correct(
  deps: CorrectionDeps,
  tx: Tx,
  actor: Actor,
  values: CorrectValues,
  now: Date,
): Promise<Corrected> {
  // The unit's lock is what closing a month takes.
  await lockUnitAndProgramme(tx, actor.unitId, { ofSession: values.sessionId });
  const found = await sessionWithSheet(tx, scopeOf(actor, 'session.view'), values.sessionId);
  if (!found) return { ok: false, reason: 'gone' };
  const refused = refusalOf(actor, found, values, now);
  if (refused) return refused;
  const work = () => change(deps, tx, actor, found, values, now);
  if (!found.session.closedIn(actor.zone)) return work();
  const written = await deps.months.write(tx, writing(actor, found, now), work);
  return written.ok ? written.value : written;
}

/** What a correction is to the months: it is of the time at which the session began. */
function writing(actor: Actor, { session }: Held, now: Date): Writing {
  const { startsAt: from } = session;
  const until = new Date(from.getTime() + 1);
  return { actor, now, matter: 'sessions', action: 'session.correct', from, until };
}

/** What a correction would change of a closed month. */
async function impact(
  deps: CorrectionDeps,
  actor: Actor,
  values: CorrectValues,
  now: Date,
): Promise<readonly Impact[]> {
  const found = await sessionWithSheet(deps.db.read, scopeOf(actor, 'session.view'), values.sessionId);
  if (!found) return [];
  return deps.months.rehearse(deps.db, writing(actor, found, now), (tx) =>
    change(deps, tx, actor, found, values, now),
  );
}

async function change(
  { db, rosterOn, onRecorded }: CorrectionDeps,
  tx: Tx,
  actor: Actor,
  found: Held,
  values: CorrectValues,
  now: Date,
): Promise<Corrected> {
  const { sessionId, attendance } = values;
  const { unitId, programmeId, startsAt, headcount, version } = found.session;
  const sheet = attendance?.kind === 'sheet' ? attendance : undefined;
  if (sheet && headcount !== null) {
    const roster = await rosterOn(tx, { unitId, programmeId }, startsAt);
    if (!isSheet(sheet, roster)) return { ok: false, reason: 'roster-changed' };
  }
  const before = standing(found);
  const after: Correctable = {
    topic: orNull(values.topic),
    trainer: orNull(values.trainer),
    notes: orNull(values.notes),
    ...attendanceAfter(before, attendance),
  };
  const changes = changesBetween(before, after);
  if (changes.length === 0) return { ok: false, reason: 'nothing' };
  const revision = { changes, byId: actor.personId, reason: orNull(values.reason), at: now };
  await write(tx, db.kind, found, after, revision, sheet);
  if (attendance) await onRecorded?.(tx, { unitId, programmeId, sessionId, version: version + 1 }, now);
  return { ok: true, id: sessionId };
}

const useCases = { correct, impact };

/** Changing what was recorded: nothing is overwritten without a trace. */
export type SessionCorrections = Given<typeof useCases>;

export function createSessionCorrections(deps: CorrectionDeps): SessionCorrections {
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

/** The marks that a correction changes, by number. */
function marksIn(changes: readonly Change[], after: Correctable): Map<number, Mark> {
  const numbers = changes.flatMap(({ what }) => (what.startsWith('no:') ? Number(what.slice(3)) : []));
  return new Map(
    numbers.flatMap((number) => {
      const mark = after.marks.get(number);
      return mark ? [[number, mark] as const] : [];
    }),
  );
}
