import type { Database } from '../../db/database.js';
import { type Actor, scopeOf } from '../people/rules.js';
import {
  type Change,
  type CorrectionRight,
  correctionRight,
  type NameView,
  nameView,
  type Tally,
  tallyOf,
} from './rules.js';
import type { Closed } from './rules-closing.js';
import { type Exceptional, paperSheet, recordedSheet, type Sheet } from './rules-sheet.js';
import { type PlanView, planView } from './rules-view.js';
import { createSessionLists } from './service-lists.js';
import {
  attachmentsOf,
  lastSession,
  marksOf,
  type ProgrammeFacts,
  plannedSession,
  programmeIn,
  programmesIn,
  revisionsOf,
  sessionAt,
  sessionIn,
  sessionOfCard,
  sessionOfMessage,
} from './store.js';
import { closedAt } from './store-closing.js';
import { printedOn, sheetOfSession } from './store-paper.js';
import type { RosterOn } from './store-sheet.js';

export type { ListedSession, Today } from './service-lists.js';
export { type SessionTotals, sessionTotals } from './store-totals.js';

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
  /** Nothing can be corrected while the month is closed. */
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

/** What is known of a session before it is asked about. */
export type Prefill = {
  readonly programme: ProgrammeFacts;
  readonly names: NameView;
  /** Which session of the programme it is going to be. */
  readonly number: number;
  /** The planned session that is being recorded. */
  readonly planned:
    | {
        readonly id: number;
        readonly trainer: string | null;
        readonly startsAt: Date;
        /** Its printed sheet, whose numbers are then meant. */
        readonly paper: number | undefined;
      }
    | undefined;
  /** When a session of this programme usually is: the planned one's time, or the last one's. */
  readonly usual: { readonly startsAt: Date; readonly endsAt: Date } | undefined;
};

export type SessionsService = ReturnType<typeof createSessionsService>;

const REVISIONS_PER_PAGE = 5;

/** Reading the session log: lists, one session, its history, and what a new one starts from. */
export function createSessionsService(deps: { readonly db: Database; readonly rosterOn: RosterOn }) {
  const { read } = deps.db;

  return {
    ...createSessionLists(deps),

    /** Programmes whose sessions the actor may see, or record. One query. */
    programmes: (actor: Actor, action: 'session.view' | 'session.log'): Promise<readonly ProgrammeFacts[]> =>
      programmesIn(read, scopeOf(actor, action)),

    /** What a new session of a programme starts from; undefined where the actor may not record it. */
    async prefill(
      actor: Actor,
      programmeId: number,
      plannedId: number | undefined,
    ): Promise<Prefill | undefined> {
      const programme = await programmeIn(read, scopeOf(actor, 'session.log'), programmeId);
      if (!programme) return undefined;
      const planned = plannedId === undefined ? null : await plannedSession(read, programmeId, plannedId);
      const last = await lastSession(read, programmeId);
      const usual = planned ?? last;
      return {
        number: (last?.number ?? 0) + 1,
        programme,
        names: nameView(actor, programme),
        planned: planned ? { ...planned, paper: (await sheetOfSession(read, planned.id))?.id } : undefined,
        usual: usual ? { startsAt: usual.startsAt, endsAt: usual.endsAt } : undefined,
      };
    },

    /** When the last session of a programme was: what the next one's time is likely to be. One query. */
    usualTime: (programmeId: number) => lastSession(read, programmeId),

    /** Who closed the month in which a session begins, if somebody did. One query. */
    closedOn: (actor: Actor, startsAt: Date) => closedAt(read, actor.unitId, startsAt, actor.zone),

    /** What stands at that time already. One query. */
    at: (programmeId: number, startsAt: Date) => sessionAt(read, programmeId, startsAt),

    /** That moment's sheet, as the actor may see it; in the numbers of a printed one. One query, or two. */
    async sheet(
      actor: Actor,
      programmeId: number,
      names: NameView,
      at: Date,
      paper?: number,
    ): Promise<Sheet> {
      const of = { unitId: actor.unitId, programmeId };
      return paperSheet(await printedOn(read, of, paper), await deps.rosterOn(read, of, at), names);
    },

    /** A session the actor may see. Three queries. */
    async view(actor: Actor, id: number, now: Date): Promise<SessionView | undefined> {
      const session = await sessionIn(read, scopeOf(actor, 'session.view'), id);
      if (!session) return undefined;
      const { programme } = session;
      const names = nameView(actor, programme);
      const rows = session.headcount === null ? await marksOf(read, id) : [];
      const people = rows.map(({ number, participantId, participant }) => ({
        ...{ number, participantId },
        name: participant.name,
      }));
      const target = { ...session, agencyId: programme.agencyId };
      const attached = (kind: string) => session.attachments.filter((one) => one.kind === kind).length;
      const closed = await closedAt(read, session.unitId, session.startsAt, actor.zone);
      return {
        id,
        number: session.number,
        version: session.version,
        programme,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
        held: session.state === 'held',
        plan: planView(actor, session, now),
        topic: session.topic,
        trainer: session.trainer,
        notes: session.notes,
        headcount: session.headcount,
        tally: tallyOf(rows.map(({ mark }) => mark)),
        sheet: recordedSheet(people, names),
        marks: Object.fromEntries(
          rows.filter(({ mark }) => mark !== 'present').map(({ number, mark }) => [number, mark]),
        ),
        names,
        photos: attached('photo'),
        sheets: attached('sheet'),
        voices: attached('voice'),
        corrections: session._count.revisions,
        loggedBy: session.loggedBy?.name ?? null,
        loggedAt: session.loggedAt,
        right: session.state === 'held' && !closed ? correctionRight(actor, target, now) : undefined,
        closed,
      };
    },

    /** A session's corrections, newest first. Two queries. */
    async history(actor: Actor, id: number, page: number) {
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
    },

    /** What is kept of a session of one kind, as Telegram file ids. Two queries. */
    async attachments(
      actor: Actor,
      id: number,
      kind: 'photo' | 'sheet' | 'voice',
    ): Promise<readonly string[] | undefined> {
      const session = await sessionIn(read, scopeOf(actor, 'session.view'), id);
      return session ? (await attachmentsOf(read, id, kind)).map(({ fileId }) => fileId) : undefined;
    },

    /** The session that a message to the actor is about. Two queries at most. */
    ofMessage: (actor: Actor, chatId: number, messageId: number) =>
      sessionOfMessage(read, actor.personId, chatId, messageId),

    /** The session that a message in a chat shows. One query. */
    ofCard: (chatId: number, messageId: number) => sessionOfCard(read, chatId, messageId),
  };
}
