import type { Database, Tx } from '../../db/database.js';
import { lockProgramme } from '../../db/locks.js';
import type { PhotoRef } from '../../dialogs/form.js';
import { type Actor, scopeOf } from '../people/rules.js';
import type { Attendance } from './rules-sheet.js';
import { lastSession, plannedSession, programmeIn, rememberCard, sessionAt } from './store.js';
import { type RosterOn, sheetHolds, writeSheet } from './store-sheet.js';

/** A session as it is to be recorded. Empty texts are none. */
export type LogValues = {
  readonly programmeId: number;
  /** The planned session that this records. */
  readonly plannedId: number | undefined;
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
 * `roster-changed`: the sheet that was marked isn't that moment's sheet (any more).
 */
export type Logged =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'future' | 'roster-changed' }
  | {
      readonly ok: false;
      readonly reason: 'exists';
      readonly sessionId: number;
      readonly number: number | null;
    };

export type SessionLog = ReturnType<typeof createSessionLog>;

/** An empty text is none. */
export function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** Writing the session log. */
export function createSessionLog(deps: { readonly db: Database; readonly rosterOn: RosterOn }) {
  const { db, rosterOn } = deps;

  async function record(tx: Tx, actor: Actor, values: LogValues, now: Date): Promise<Logged> {
    const { programmeId, startsAt, endsAt, attendance } = values;
    const programme = await programmeIn(tx, scopeOf(actor, 'session.log'), programmeId);
    if (!programme) return { ok: false, reason: 'forbidden' };
    if (startsAt > now) return { ok: false, reason: 'future' };
    await lockProgramme(tx, programmeId);
    const planned =
      values.plannedId === undefined ? null : await plannedSession(tx, programmeId, values.plannedId);
    // Under the lock this finds what the unique index would refuse; a failed insert would spoil the transaction.
    const there = await sessionAt(tx, programmeId, startsAt);
    if (there && there.state === 'held') {
      return { ok: false, reason: 'exists', sessionId: there.id, number: there.number };
    }
    const moment = { unitId: programme.unitId, programmeId, at: startsAt };
    if (!(await sheetHolds(tx, rosterOn, moment, attendance))) {
      return { ok: false, reason: 'roster-changed' };
    }
    const facts = {
      startsAt,
      endsAt,
      state: 'held' as const,
      topic: orNull(values.topic),
      trainer: orNull(values.trainer),
      notes: orNull(values.notes),
      headcount: attendance.kind === 'headcount' ? attendance.heads : null,
      loggedById: actor.personId,
      loggedAt: now,
    };
    // What was planned for that very time is this session, also where it wasn't opened from the plan.
    const plannedId = there?.id ?? planned?.id;
    const number = ((await lastSession(tx, programmeId))?.number ?? 0) + 1;
    const { id } =
      plannedId === undefined
        ? await tx.session.create({
            data: { ...facts, unitId: programme.unitId, programmeId, number },
            select: { id: true },
          })
        : await tx.session.update({
            where: { id: plannedId },
            data: { ...facts, number, version: { increment: 1 } },
            select: { id: true },
          });
    await writeSheet(tx, id, attendance);
    if (values.photos.length > 0) {
      await tx.attachment.createMany({
        data: values.photos.map((photo) => ({
          ...photo,
          unitId: programme.unitId,
          sessionId: id,
          byId: actor.personId,
          at: now,
        })),
      });
    }
    return { ok: true, id };
  }

  return {
    /** Records a session within the caller's transaction. */
    record,

    /** Remembers which message shows a session. */
    rememberCard: (card: Parameters<typeof rememberCard>[1], now: Date) =>
      db.write((tx) => rememberCard(tx, card, now)),
  };
}
