import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Reader } from '../../../db/database.js';
import { subjectOfMessage } from '../../../delivery/planned.js';
import { type Given, given } from '../../../lib/given.js';
import { filesOf, type Kept } from '../../evidence/index.js';
import { type Closed, closedFor } from '../../months/index.js';
import { type ProgrammeFacts, programmesIn } from '../../programmes/index.js';
import {
  type Change,
  type CorrectionRight,
  correctionRight,
  type NameView,
  nameView,
  type Tally,
  tallyOf,
} from '../attendance/rules.js';
import { sessionOfCard, sessionOfOwnCard } from '../card/service.js';
import { createSessionLists, type SessionLists } from '../lists/service.js';
import { readOpening, type Wanted } from '../opening/service.js';
import { type LoggableProgramme, loggableIn } from '../opening/store.js';
import { type Exceptional, recordedSheet, type Sheet } from '../sheet/rules.js';
import { type PlanView, planView } from '../view/rules.js';
import { sessionIn, sessionWithSheet } from '../view/store.js';
import { lastSession, revisionsOf, sessionsBeside } from './store.js';

/** A session as its viewer may see it. */
export type SessionView = {
  readonly id: number;
  readonly number: number | null;
  readonly version: number;
  readonly programme: ProgrammeFacts;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly held: boolean;
  readonly plan: PlanView;
  readonly topic: string | null;
  readonly trainer: string | null;
  readonly notes: string | null;
  readonly headcount: number | null;
  readonly tally: Tally;
  /** With labels as far as the viewer sees them. */
  readonly sheet: Sheet;
  readonly marks: Exceptional;
  readonly names: NameView;
  readonly photos: number;
  /** Pictures of the signed paper sheet. */
  readonly sheets: number;
  readonly voices: number;
  readonly corrections: number;
  readonly loggedBy: string | null;
  readonly loggedAt: Date | null;
  /** Nothing can be corrected while the month is closed to the viewer. */
  readonly right: CorrectionRight | undefined;
  readonly closed: Closed | undefined;
};

export type Revision = {
  readonly version: number;
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
  readonly changes: readonly Change[];
};

const REVISIONS_PER_PAGE = 5;

function viewOf(
  actor: Actor,
  { session, marks: rows }: NonNullable<Awaited<ReturnType<typeof sessionWithSheet>>>,
  now: Date,
): SessionView {
  const { programme } = session;
  const names = nameView(actor, programme);
  const closed = closedFor(session.closedIn(actor.zone), { actor, now, matter: 'sessions' });
  const held = session.state === 'held';
  const target = { ...session, agencyId: programme.agencyId };
  return {
    id: session.id,
    number: session.number,
    version: session.version,
    programme,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    held,
    plan: planView(actor, session, now, closed !== undefined),
    topic: session.topic,
    trainer: session.trainer,
    notes: session.notes,
    headcount: session.headcount,
    tally: tallyOf(rows.map(({ mark }) => mark)),
    sheet: recordedSheet(rows, names),
    marks: Object.fromEntries(
      rows.filter(({ mark }) => mark !== 'present').map(({ number, mark }) => [number, mark]),
    ),
    names,
    photos: session.photos,
    sheets: session.sheets,
    voices: session.voices,
    corrections: session.corrections,
    loggedBy: session.loggedBy?.name ?? null,
    loggedAt: session.loggedAt,
    right: held && !closed ? correctionRight(actor, target, now) : undefined,
    closed,
  };
}

async function historyOf(read: Reader, actor: Actor, id: number, page: number) {
  const session = await sessionIn(read, scopeOf(actor, 'session.view'), id);
  if (!session) return undefined;
  const skip = page * REVISIONS_PER_PAGE;
  const rows = await revisionsOf(read, id, skip, REVISIONS_PER_PAGE);
  const revisions = rows.slice(0, REVISIONS_PER_PAGE).map(
    ({ version, at, by, reason, changes }): Revision => ({
      version,
      at,
      by: by.name,
      reason,
      // Written by `correct` alone, in this shape.
      changes: changes as unknown as readonly Change[],
    }),
  );
  return { session, revisions, more: rows.length > REVISIONS_PER_PAGE };
}

type SessionsDeps = { readonly db: Db };

/** Programmes whose sessions the actor may see, or record. One query. */
function programmes(
  { db: { read } }: SessionsDeps,
  actor: Actor,
  action: 'session.view' | 'session.log',
): Promise<readonly ProgrammeFacts[]> {
  return programmesIn(read, scopeOf(actor, action));
}

/** Programmes whose sessions the actor may record, with their last ones. One query. */
async function loggable({ db: { read } }: SessionsDeps, actor: Actor): Promise<readonly LoggableProgramme[]> {
  return (await loggableIn(read, actor.unitId)).filter(({ programme }) =>
    can(actor, 'session.log', programme),
  );
}

/** What a session's form opens with: see {@link readOpening}. */
function opening({ db: { read } }: SessionsDeps, actor: Actor, wanted: Wanted) {
  return readOpening(read, actor, wanted);
}

/** When the last session of a programme was: what the next one's time is likely to be. One query. */
function usualTime({ db: { read } }: SessionsDeps, programmeId: number) {
  return lastSession(read, programmeId);
}

/** What stands at that time already, or overlaps it. One query. */
function beside(
  { db: { read } }: SessionsDeps,
  programmeId: number,
  span: { readonly startsAt: Date; readonly endsAt: Date },
) {
  return sessionsBeside(read, programmeId, span);
}

/** A session the actor may see. One query. */
async function view(
  { db: { read } }: SessionsDeps,
  actor: Actor,
  id: number,
  now: Date,
): Promise<SessionView | undefined> {
  const found = await sessionWithSheet(read, scopeOf(actor, 'session.view'), id);
  return found && viewOf(actor, found, now);
}

/** A session's corrections, newest first. Two queries. */
function history({ db: { read } }: SessionsDeps, actor: Actor, id: number, page: number) {
  return historyOf(read, actor, id, page);
}

/** What is kept of a session of one kind. Two queries. */
async function attachments(
  { db: { read } }: SessionsDeps,
  actor: Actor,
  id: number,
  kind: 'photo' | 'sheet' | 'voice',
): Promise<readonly Kept[] | undefined> {
  const session = await sessionIn(read, scopeOf(actor, 'session.view'), id);
  return session ? filesOf(read, id, kind) : undefined;
}

/**
 * The session that a message to the actor is about: its card, its sheet, or a planned message, whose kinds begin
 * with `session.`. Two queries at most.
 */
async function ofMessage({ db: { read } }: SessionsDeps, actor: Actor, chatId: number, messageId: number) {
  return (
    (await sessionOfOwnCard(read, chatId, messageId)) ??
    (await subjectOfMessage(read, actor.personId, messageId, 'session.'))
  );
}

/** The session that a message in a chat shows. One query. */
function ofCard({ db: { read } }: SessionsDeps, chatId: number, messageId: number) {
  return sessionOfCard(read, chatId, messageId);
}

const useCases = {
  programmes,
  loggable,
  opening,
  usualTime,
  beside,
  view,
  history,
  attachments,
  ofMessage,
  ofCard,
};

/** Reading the session log: lists, one session, its history, and what a new one starts from. */
export type SessionsService = SessionLists & Given<typeof useCases>;

export function createSessionsService(deps: SessionsDeps): SessionsService {
  return { ...createSessionLists(deps), ...given(deps, useCases) };
}
