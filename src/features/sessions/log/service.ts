import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnitAndProgramme } from '../../../db/locks.js';
import type { FileRef } from '../../../dialogs/form.js';
import { type Given, given } from '../../../lib/given.js';
import { keepSessionPhotos } from '../../evidence/index.js';
import {
  type Closed,
  closedFor,
  type Impact,
  type Months,
  monthOf,
  type Writing,
} from '../../months/index.js';
import { putCard, rememberCard, type SessionCard } from '../card/service.js';
import { withdrawReminders } from '../remind/service.js';
import { type Attendance, isSheet } from '../sheet/rules.js';
import { writeSheet } from '../sheet/store.js';
import { type RecordFacts, recordFacts, renumber } from './store.js';

/** A session as it is to be recorded. Empty texts are none. */
export type LogValues = {
  readonly programmeId: number;
  /** The planned session that this records. */
  readonly plannedId: number | undefined;
  /** The printed sheet whose numbers the attendance speaks of. */
  readonly paper?: number | undefined;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly topic: string;
  readonly trainer: string;
  readonly notes: string;
  readonly attendance: Attendance;
  readonly photos: readonly FileRef[];
  /** Recorded sessions that it overlaps and that whoever records it has seen. */
  readonly beside?: readonly number[];
};

/**
 * `future`: it hasn't begun; `exists`: one is recorded at that start already, `sessionId` and `number`; `beside`: it
 * overlaps one that was not shown;
 * `roster-changed`: the sheet that was marked isn't that moment's sheet (any more); `closed`: its month is.
 */
export type Logged =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'future' | 'roster-changed' }
  | { readonly ok: false; readonly reason: 'closed'; readonly closed: Closed }
  | {
      readonly ok: false;
      readonly reason: 'exists' | 'beside';
      readonly sessionId: number;
      readonly number: number | null;
    };

/** A session whose record was just written, with the version that it has now. */
export type Recorded = {
  readonly unitId: number;
  readonly programmeId: number;
  readonly sessionId: number;
  readonly version: number;
};

/**
 * What else follows from a session's attendance, in the transaction that records or corrects it, under the locks of its
 * unit and programme.
 */
export type OnRecorded = (tx: Tx, recorded: Recorded, now: Date) => Promise<void>;

/** An empty text is none. */
export function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** What the record is to say, once nothing stands against it. */
function heldOf(actor: Actor, values: LogValues, { planned, lastNumber }: RecordFacts, now: Date) {
  const { startsAt, endsAt, attendance } = values;
  return {
    startsAt,
    endsAt,
    state: 'held' as const,
    number: lastNumber + 1,
    topic: orNull(values.topic),
    trainer: orNull(values.trainer),
    // Notes that came before in reply to a reminder stand before those of the form.
    notes: orNull([planned?.notes, values.notes].filter(Boolean).join('\n')),
    headcount: attendance.kind === 'headcount' ? attendance.heads : null,
    loggedById: actor.personId,
    loggedAt: now,
  };
}

type Refusal = Exclude<Logged, { ok: true }> | undefined;

function refusalOf(actor: Actor, values: LogValues, facts: RecordFacts, now: Date): Refusal {
  const shut = closedFor(facts.closed, { actor, now, matter: 'sessions' });
  return shut && values.startsAt <= now
    ? { ok: false, reason: 'closed', closed: shut }
    : hindranceOf(values, facts, now);
}

/** What stands against recording a session besides the closing of its month. */
function hindranceOf(
  { startsAt, attendance, beside = [] }: LogValues,
  { held, overlapping, roster, printed }: RecordFacts,
  now: Date,
): Refusal {
  if (startsAt > now) return { ok: false, reason: 'future' };
  if (held) return { ok: false, reason: 'exists', sessionId: held.id, number: held.number };
  if (overlapping && !beside.includes(overlapping.id)) {
    return { ok: false, reason: 'beside', sessionId: overlapping.id, number: overlapping.number };
  }
  return isSheet(attendance, roster, printed) ? undefined : { ok: false, reason: 'roster-changed' };
}

type SessionLogDeps = { readonly db: Db; readonly months: Months; readonly onRecorded?: OnRecorded };

/** What sessions' records are to the months: each is of the time at which the session begins. */
function writing(actor: Actor, sessions: readonly Pick<LogValues, 'startsAt'>[], now: Date): Writing {
  const starts = sessions.map(({ startsAt }) => startsAt.getTime());
  const [from, until] = [new Date(Math.min(...starts)), new Date(Math.max(...starts) + 1)];
  return { actor, now, matter: 'sessions', action: 'session.log', from, until };
}

type Decided = { readonly ok: true; readonly facts: RecordFacts } | Exclude<Logged, { ok: true }>;

/**
 * What stands against recording a session, or by what it is recorded; under the locks of its unit and programme. Where
 * it is `rehearsed`, its month may be closed.
 */
async function decided(
  tx: Tx,
  actor: Actor,
  values: LogValues,
  now: Date,
  how: { readonly rehearsed: boolean } = { rehearsed: false },
): Promise<Decided> {
  const { unitId, zone } = actor;
  const { programmeId, startsAt, endsAt, plannedId } = values;
  // The unit's lock is what closing a month takes.
  await lockUnitAndProgramme(tx, unitId, programmeId);
  const facts = await recordFacts(tx, scopeOf(actor, 'session.log'), {
    unitId,
    programmeId,
    plannedId,
    paperId: values.paper,
    startsAt,
    endsAt,
    month: monthOf(startsAt, zone),
  });
  if (!facts) return { ok: false, reason: 'forbidden' };
  const refused = how.rehearsed ? hindranceOf(values, facts, now) : refusalOf(actor, values, facts, now);
  return refused ?? { ok: true, facts };
}

/** Why a session can't be recorded, if so; nothing is written. Its locks stay until the end of the transaction. */
async function refusalFor(_: SessionLogDeps, tx: Tx, actor: Actor, values: LogValues, now: Date) {
  const found = await decided(tx, actor, values, now);
  return found.ok ? undefined : found;
}

/** Records a session within the caller's transaction. */
async function record(
  deps: SessionLogDeps,
  tx: Tx,
  actor: Actor,
  values: LogValues,
  now: Date,
): Promise<Logged> {
  const found = await decided(tx, actor, values, now);
  if (!found.ok) return found;
  const work = () => writeRecord(deps, tx, actor, values, found.facts, now);
  if (!found.facts.closed) return work();
  const written = await deps.months.write(tx, writing(actor, [values], now), work);
  return written.ok ? written.value : written;
}

/** What recording some sessions would change of closed months; those that can't be recorded change nothing. */
async function impact(
  deps: SessionLogDeps,
  actor: Actor,
  sessions: readonly LogValues[],
  now: Date,
): Promise<readonly Impact[]> {
  const isPast = ({ startsAt }: LogValues) => monthOf(startsAt, actor.zone) < monthOf(now, actor.zone);
  const past = sessions.filter(isPast);
  if (past.length === 0) return [];
  return deps.months.rehearse(deps.db, writing(actor, past, now), async (tx) => {
    for (const values of past) {
      const found = await decided(tx, actor, values, now, { rehearsed: true });
      if (found.ok) await writeRecord(deps, tx, actor, values, found.facts, now);
    }
  });
}

async function writeRecord(
  { onRecorded }: SessionLogDeps,
  tx: Tx,
  actor: Actor,
  values: LogValues,
  facts: RecordFacts,
  now: Date,
): Promise<Logged> {
  const { unitId, personId } = actor;
  const { programmeId, attendance } = values;
  const { planned } = facts;
  const held = heldOf(actor, values, facts, now);
  const select = { id: true, version: true };
  const { id, version } = planned
    ? await tx.session.update({
        where: { id: planned.id },
        data: { ...held, version: { increment: 1 } },
        select,
      })
    : await tx.session.create({ data: { ...held, unitId, programmeId }, select });
  if (planned) await withdrawReminders(tx, { unitId, id }, 'recorded');
  if (facts.hasLater) await renumber(tx, programmeId);
  await writeSheet(tx, id, attendance);
  await keepSessionPhotos(tx, { unitId, sessionId: id }, values.photos, { byId: personId, at: now });
  await onRecorded?.(tx, { unitId, programmeId, sessionId: id, version }, now);
  return { ok: true, id };
}

/** Remembers the message that carries a session’s paper: what is sent in reply to it is about that session. */
function rememberPaper({ db }: SessionLogDeps, card: SessionCard, now: Date) {
  return db.write((tx) => rememberCard(tx, card, now, 'session-paper'));
}

/** Remembers which message shows a session. */
function keepCard({ db }: SessionLogDeps, card: SessionCard, now: Date) {
  return db.write((tx) => rememberCard(tx, card, now));
}

/** The same of a form's message, which has shown no other session before. One statement. */
function rememberForm({ db }: SessionLogDeps, card: SessionCard, now: Date) {
  return db.writeOne((client) => putCard(client, card, now));
}

const useCases = { record, refusalFor, impact, rememberPaper, rememberCard: keepCard, rememberForm };

/** Writing the session log. */
export type SessionLog = Given<typeof useCases>;

export function createSessionLog(deps: SessionLogDeps): SessionLog {
  return given(deps, useCases);
}
