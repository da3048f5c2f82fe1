import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import type { PhotoRef } from '../../../dialogs/form.js';
import { type Given, given } from '../../../lib/given.js';
import { keepSessionPhotos } from '../../evidence/index.js';
import { programmeIn } from '../../programmes/index.js';
import { rememberCard, type SessionCard } from '../card/service.js';
import type { Closed } from '../months/rules.js';
import { closedAt } from '../months/store.js';
import { printedOn } from '../paper/store.js';
import { withdrawReminders } from '../remind/service.js';
import { lastSession, plannedSession, plannedWithin, sessionAt } from '../session/store.js';
import type { Attendance } from '../sheet/rules.js';
import { type RosterOn, sheetHolds, writeSheet } from '../sheet/store.js';

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
  readonly photos: readonly PhotoRef[];
};

/**
 * `future`: it hasn't begun; `exists`: one is recorded at that start already, `sessionId` and `number`;
 * `roster-changed`: the sheet that was marked isn't that moment's sheet (any more); `closed`: its month is.
 */
export type Logged =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'future' | 'roster-changed' }
  | { readonly ok: false; readonly reason: 'closed'; readonly closed: Closed }
  | {
      readonly ok: false;
      readonly reason: 'exists';
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

/** What else follows from a session's attendance, in the transaction that records or corrects it. */
export type OnRecorded = (tx: Tx, recorded: Recorded, now: Date) => Promise<void>;

/** An empty text is none. */
export function orNull(text: string): string | null {
  return text === '' ? null : text;
}

async function notesOf(tx: Tx, plannedId: number | undefined): Promise<string | null> {
  if (plannedId === undefined) return null;
  const session = await tx.session.findUnique({ where: { id: plannedId }, select: { notes: true } });
  return session?.notes ?? null;
}

type SessionLogDeps = {
  readonly db: Db;
  readonly rosterOn: RosterOn;
  readonly onRecorded?: OnRecorded;
};

async function record(
  deps: SessionLogDeps,
  tx: Tx,
  actor: Actor,
  values: LogValues,
  now: Date,
): Promise<Logged> {
  const { programmeId, startsAt, endsAt, attendance } = values;
  const programme = await programmeIn(tx, scopeOf(actor, 'session.log'), programmeId);
  if (!programme) return { ok: false, reason: 'forbidden' };
  if (startsAt > now) return { ok: false, reason: 'future' };
  // The unit's lock is what closing a month takes.
  await lockUnit(tx, programme.unitId);
  const closed = await closedAt(tx, programme.unitId, startsAt, actor.zone);
  if (closed) return { ok: false, reason: 'closed', closed };
  await lockProgramme(tx, programmeId);
  const planned =
    values.plannedId === undefined ? null : await plannedSession(tx, programmeId, values.plannedId);
  // Under the lock this finds what the unique index would refuse; a failed insert would spoil the transaction.
  const there = await sessionAt(tx, programmeId, startsAt);
  if (there && there.state === 'held') {
    return { ok: false, reason: 'exists', sessionId: there.id, number: there.number };
  }
  const moment = { unitId: programme.unitId, programmeId, at: startsAt };
  const printed = await printedOn(tx, { unitId: programme.unitId, programmeId }, values.paper);
  if (!(await sheetHolds(tx, deps.rosterOn, moment, attendance, printed))) {
    return { ok: false, reason: 'roster-changed' };
  }
  const facts = {
    startsAt,
    endsAt,
    state: 'held' as const,
    topic: orNull(values.topic),
    trainer: orNull(values.trainer),
    headcount: attendance.kind === 'headcount' ? attendance.heads : null,
    loggedById: actor.personId,
    loggedAt: now,
  };
  // What was planned for that time is this session, also where it wasn't opened from the plan.
  const plannedId = there?.id ?? planned?.id ?? (await plannedWithin(tx, programmeId, values))?.id;
  // Notes that came before in reply to a reminder stand before those of the form.
  const notes = [await notesOf(tx, plannedId), values.notes].filter(Boolean).join('\n');
  const number = ((await lastSession(tx, programmeId))?.number ?? 0) + 1;
  const { id, version } =
    plannedId === undefined
      ? await tx.session.create({
          data: { ...facts, notes: orNull(notes), unitId: programme.unitId, programmeId, number },
          select: { id: true, version: true },
        })
      : await tx.session.update({
          where: { id: plannedId },
          data: { ...facts, notes: orNull(notes), number, version: { increment: 1 } },
          select: { id: true, version: true },
        });
  if (plannedId !== undefined) {
    await withdrawReminders(tx, { unitId: programme.unitId, id }, 'recorded');
  }
  await writeSheet(tx, id, attendance);
  await keepSessionPhotos(tx, { unitId: programme.unitId, sessionId: id }, values.photos, {
    byId: actor.personId,
    at: now,
  });
  await deps.onRecorded?.(tx, { unitId: programme.unitId, programmeId, sessionId: id, version }, now);
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

const useCases = { record, rememberPaper, rememberCard: keepCard };

/** Writing the session log. */
export type SessionLog = Given<typeof useCases>;

export function createSessionLog(deps: SessionLogDeps): SessionLog {
  return given(deps, useCases);
}
