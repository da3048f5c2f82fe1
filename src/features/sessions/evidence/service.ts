import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { findOutcome, once, type UpdateRef } from '../../../db/once.js';
import { forgetCards, keepCard, lastShown } from '../../../delivery/cards.js';
import type { FileRef } from '../../../dialogs/form.js';
import { type Given, given } from '../../../lib/given.js';
import { NOTES_MAX, withMore } from '../../../words/notes.js';
import { keepFile, takeFor } from '../../evidence/index.js';
import type { Closed } from '../../months/index.js';
import type { SessionCard } from '../card/service.js';
import type { SessionCorrections } from '../correct/service.js';
import { type SessionRow, sessionIn } from '../view/store.js';

/** What somebody sent about a session: a picture or a recording, words, or both. */
export type Sent = {
  readonly file?: FileRef & { readonly kind: 'photo' | 'sheet' | 'voice' };
  readonly note?: string;
  /** Several pictures sent together arrive as several updates under one id. */
  readonly album?: string;
};

/** Why words could not be added to the notes. */
type NoteRefused = 'reason-missing' | 'too-long' | 'changed' | 'closed';

/** `again`: a further picture of an album that has been answered. */
export type Attached =
  | {
      readonly ok: true;
      readonly kind: 'photo' | 'sheet' | 'voice' | 'note';
      /** It came as a file or a film. */
      readonly asFile: boolean;
      readonly programme: string;
      readonly number: number | null;
      readonly attachmentId: number | null;
      readonly again: boolean;
      /** Whether words came along and were taken, or why not. */
      readonly note: 'none' | 'added' | NoteRefused;
      readonly closed: Closed | null;
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'cancelled' | Exclude<NoteRefused, 'closed'> }
  | { readonly ok: false; readonly reason: 'closed'; readonly closed: Closed };

/** How long after recording from paper a picture without a word is taken for that sheet's. */
const WAIT_MS = 12 * 3_600_000;
/** The message that asked for the picture, as a card. */
const WAITING = 'session-proof';

type Told =
  | { readonly taken: true }
  | { readonly taken: false; readonly reason: NoteRefused | 'forbidden'; readonly closed?: Closed };

type SessionEvidenceDeps = { readonly db: Db; readonly corrections: SessionCorrections };

/** An album's own mark: no update has the number 0. */
function albumKey(ref: UpdateRef, chatId: number, album: string) {
  return [{ botId: ref.botId, updateId: 0 }, `album:${chatId}:${album}`] as const;
}

async function addNote(
  { corrections }: SessionEvidenceDeps,
  tx: Tx,
  actor: Actor,
  session: SessionRow,
  note: string,
  now: Date,
): Promise<Told> {
  const { id, notes, topic, trainer, version, state } = session;
  const longer = withMore(notes ?? '', note);
  if ([...longer].length > NOTES_MAX) return { taken: false, reason: 'too-long' };
  if (state === 'planned') {
    // Nothing is recorded yet that a correction could change; its plan stays in its version.
    await tx.session.updateMany({ where: { id, state: 'planned' }, data: { notes: longer } });
    return { taken: true };
  }
  const same = { topic: topic ?? '', trainer: trainer ?? '', attendance: undefined, reason: '' };
  const corrected = await corrections.correct(
    tx,
    actor,
    { sessionId: id, version, notes: longer, ...same },
    now,
  );
  if (corrected.ok) return { taken: true };
  const { reason } = corrected;
  if (reason === 'closed') return { taken: false, reason, closed: corrected.closed };
  const known = reason === 'reason-missing' || reason === 'changed' ? reason : 'forbidden';
  return { taken: false, reason: known };
}

/**
 * Adds to a session what was sent about it. Pictures and recordings are taken whatever month it is of: they change
 * no figure; notes only as a correction is.
 */
function attach(
  deps: SessionEvidenceDeps,
  actor: Actor,
  sessionId: number,
  sent: Sent & { readonly chatId: number },
  ref: UpdateRef,
  now: Date,
): Promise<Attached> {
  return deps.db.write(async (tx) => {
    const work = async (): Promise<Attached> => {
      const session = await sessionIn(tx, scopeOf(actor, 'session.view'), sessionId);
      if (!session) return { ok: false, reason: 'forbidden' };
      if (session.state === 'cancelled') return { ok: false, reason: 'cancelled' };
      const { unitId, programme, number } = session;
      if (!can(actor, 'session.log', { unitId, agencyId: programme.agencyId })) {
        return { ok: false, reason: 'forbidden' };
      }
      const { file, note, album, chatId } = sent;
      const told = note === undefined ? undefined : await addNote(deps, tx, actor, session, note, now);
      if (told && !told.taken && !file) {
        const { reason, closed } = told;
        if (reason !== 'closed') return { ok: false, reason };
        return closed ? { ok: false, reason, closed } : { ok: false, reason: 'forbidden' };
      }
      const attachmentId = file
        ? await keepFile(tx, { unitId, sessionId }, file, { byId: actor.personId, at: now })
        : null;
      let again = false;
      if (album !== undefined) {
        const kind = file?.kind ?? 'photo';
        const mark = () => Promise.resolve({ sessionId, kind });
        again = !(await once(tx, ...albumKey(ref, chatId, album), now, mark)).first;
      }
      if (file?.kind === 'sheet') {
        await forgetCards(tx, { subject: WAITING, subjectId: sessionId });
      }
      const refused = told && !told.taken ? told.reason : undefined;
      return {
        ok: true,
        kind: file?.kind ?? 'note',
        asFile: file?.media === 'document' || file?.media === 'video',
        programme: programme.name,
        number,
        attachmentId,
        again,
        note: refused === 'forbidden' ? 'changed' : (refused ?? (told ? 'added' : 'none')),
        closed: (told && !told.taken && told.closed) || null,
      };
    };
    return (await once<Attached>(tx, ref, 'session.attach', now, work)).outcome;
  });
}

/** The session that earlier pictures of an album went to, and as what. */
function ofAlbum({ db }: SessionEvidenceDeps, ref: UpdateRef, chatId: number, album: string) {
  return findOutcome<{ readonly sessionId?: number; readonly kind: 'photo' | 'sheet' | 'voice' }>(
    db,
    ...albumKey(ref, chatId, album),
  );
}

/** Takes a picture that was sent as a photo for the paper sheet instead, or the other way round. */
function reclassify(
  { db }: SessionEvidenceDeps,
  actor: Actor,
  which: { readonly session: number; readonly attachment: number; readonly kind: 'photo' | 'sheet' },
  ref: UpdateRef,
  now: Date,
): Promise<boolean> {
  return db.write(async (tx) => {
    const { outcome } = await once(tx, ref, 'session.reclassify', now, async () => {
      const session = await sessionIn(tx, scopeOf(actor, 'session.log'), which.session);
      return (
        session !== undefined && takeFor(tx, { id: which.attachment, sessionId: session.id }, which.kind)
      );
    });
    return outcome;
  });
}

/** Asks once for the picture of the sheet that a session was recorded from: the next one here is taken for it. */
async function askSheet(
  { db }: SessionEvidenceDeps,
  { sessionId: subjectId, chatId, messageId, personId }: SessionCard,
  now: Date,
): Promise<void> {
  const card = { subject: WAITING, subjectId, chatId: BigInt(chatId), messageId, personId };
  await db.write((tx) => keepCard(tx, card, now));
}

/** The session whose sheet somebody was asked a picture of here, lately. One query. */
function awaited(
  { db }: SessionEvidenceDeps,
  { personId }: Actor,
  chatId: number,
  now: Date,
): Promise<number | undefined> {
  return lastShown(db.read, WAITING, { personId, chatId }, new Date(now.getTime() - WAIT_MS));
}

const useCases = { attach, ofAlbum, reclassify, askSheet, awaited };

/** What is sent about a session after (or before) it is recorded: pictures, recordings, notes. */
export type SessionEvidence = Given<typeof useCases>;

export function createSessionEvidence(deps: SessionEvidenceDeps): SessionEvidence {
  return given(deps, useCases);
}
