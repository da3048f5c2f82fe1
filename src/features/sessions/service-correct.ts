import type { Database, Tx } from '../../db/database.js';
import { once, type UpdateRef } from '../../db/once.js';
import type { PhotoRef } from '../../dialogs/form.js';
import type { Mark } from '../../lib/exceptions-list.js';
import { type Actor, can, scopeOf } from '../people/rules.js';
import { type Change, type Correctable, changesBetween, correctionRight } from './rules.js';
import { type Attendance, allMarks } from './rules-sheet.js';
import { orNull } from './service-log.js';
import { marksOf, sessionIn, setMarks } from './store.js';
import { type RosterOn, sheetHolds, writeSheet } from './store-sheet.js';

/** What is to stand after a correction; `attendance` absent leaves it as it is. */
export type CorrectValues = {
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
    };

/** A photo or a note that was sent in reply to a session's card. */
export type Reply =
  | { readonly kind: 'photo'; readonly photo: PhotoRef }
  | { readonly kind: 'note'; readonly text: string };

export type Attached =
  | { readonly ok: true; readonly photos: number; readonly programme: string; readonly number: number | null }
  | { readonly ok: false; readonly reason: 'forbidden' | 'reason-missing' | 'too-long' | 'changed' };

export type SessionCorrections = ReturnType<typeof createSessionCorrections>;

const NOTES_LENGTH = 2000;

/** Changing what was recorded: nothing is overwritten without a trace. */
export function createSessionCorrections(deps: { readonly db: Database; readonly rosterOn: RosterOn }) {
  const { db, rosterOn } = deps;

  async function correct(tx: Tx, actor: Actor, values: CorrectValues, now: Date): Promise<Corrected> {
    const { sessionId, version, attendance } = values;
    const session = await sessionIn(tx, scopeOf(actor, 'session.view'), sessionId);
    if (!session || session.state !== 'held') return { ok: false, reason: 'gone' };
    const { unitId, programmeId, programme } = session;
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
      const holds = await sheetHolds(tx, rosterOn, moment, attendance);
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
    return { ok: true, id: sessionId };
  }

  return {
    /** Corrects a session within the caller's transaction; what it replaced is kept as a revision. */
    correct,

    /** Adds a photo or a note that came in reply to a session's card. */
    async attach(
      actor: Actor,
      sessionId: number,
      reply: Reply,
      ref: UpdateRef,
      now: Date,
    ): Promise<Attached> {
      return db.write(async (tx) => {
        const { outcome } = await once<Attached>(tx, ref, 'session.attach', now, async () => {
          const session = await sessionIn(tx, scopeOf(actor, 'session.view'), sessionId);
          if (!session || session.state !== 'held') return { ok: false, reason: 'forbidden' };
          const { unitId, programme, notes, topic, trainer, version } = session;
          const before = session._count.attachments;
          const added = (photos: number): Attached => ({
            ok: true,
            photos,
            programme: programme.name,
            number: session.number,
          });
          if (reply.kind === 'photo') {
            const target = { unitId, agencyId: programme.agencyId };
            if (!can(actor, 'session.log', target)) return { ok: false, reason: 'forbidden' };
            const key = { sessionId, fileUniqueId: reply.photo.fileUniqueId };
            const known = await tx.attachment.findUnique({ where: { sessionId_fileUniqueId: key } });
            if (known) return added(before);
            await tx.attachment.create({
              data: { ...reply.photo, unitId, sessionId, byId: actor.personId, at: now },
            });
            return added(before + 1);
          }
          const longer = notes === null ? reply.text : `${notes}\n${reply.text}`;
          if ([...longer].length > NOTES_LENGTH) return { ok: false, reason: 'too-long' };
          const same = { topic: topic ?? '', trainer: trainer ?? '', attendance: undefined, reason: '' };
          const corrected = await correct(tx, actor, { sessionId, version, notes: longer, ...same }, now);
          if (corrected.ok) return added(before);
          const { reason } = corrected;
          return {
            ok: false,
            reason: reason === 'reason-missing' || reason === 'changed' ? reason : 'forbidden',
          };
        });
        return outcome;
      });
    },
  };
}

function attendanceAfter(
  before: Correctable,
  attendance: Attendance | undefined,
): Pick<Correctable, 'headcount' | 'marks'> {
  const { headcount, marks } = before;
  if (!attendance) return { headcount, marks };
  if (attendance.kind === 'headcount') return { headcount: attendance.heads, marks };
  return { headcount: null, marks: allMarks(attendance.sheet.length, attendance.marks) };
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
