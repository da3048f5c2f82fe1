import type { Database } from '../../db/database.js';
import { addDays, type LocalDate, localDate, toInstant } from '../../lib/zoned.js';
import { type Actor, can, canSome, scopeOf } from '../people/rules.js';
import {
  type Change,
  type CorrectionRight,
  correctionRight,
  type NameView,
  nameView,
  type Tally,
  tallyOf,
} from './rules.js';
import { type Exceptional, type Sheet, sheetOf } from './rules-sheet.js';
import {
  heldSessions,
  lastSession,
  marksOf,
  type ProgrammeFacts,
  photosOf,
  plannedSession,
  programmeIn,
  programmesIn,
  revisionsOf,
  sessionAt,
  sessionIn,
  sessionOfCard,
  sessionsBetween,
  talliesOf,
} from './store.js';
import type { RosterOn } from './store-sheet.js';

export { type SessionTotals, sessionTotals } from './store-totals.js';

/** A session in a list. `tally` is absent where it isn't held or only heads were counted. */
export type ListedSession = {
  readonly id: number;
  readonly number: number | null;
  readonly programmeId: number;
  readonly programme: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly headcount: number | null;
  readonly tally: Tally | undefined;
};

/** What `/sesi` shows: planned and recorded today, yesterday's not yet recorded, and what else can be recorded. */
export type Today = {
  readonly date: LocalDate;
  readonly planned: readonly ListedSession[];
  readonly held: readonly ListedSession[];
  readonly overdue: readonly ListedSession[];
  /** Programmes without a session today, with the last one's start. */
  readonly unplanned: readonly {
    readonly id: number;
    readonly name: string;
    readonly lastStart: Date | undefined;
  }[];
  /** Programmes of which sessions may be recorded. */
  readonly loggable: number;
  /** What there is to say where nothing can be recorded: nothing of theirs yet, theirs to make, or not theirs to do. */
  readonly idle: 'no-programme' | 'make-programme' | 'only-look';
};

/** A session as its viewer may see it. */
export type SessionView = {
  readonly id: number;
  readonly number: number | null;
  readonly version: number;
  readonly programme: ProgrammeFacts;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly held: boolean;
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
  readonly corrections: number;
  readonly loggedBy: string | null;
  readonly loggedAt: Date | null;
  readonly right: CorrectionRight | undefined;
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
  readonly planned: { readonly id: number; readonly trainer: string | null } | undefined;
  /** When a session of this programme usually is: the planned one's time, or the last one's. */
  readonly usual: { readonly startsAt: Date; readonly endsAt: Date } | undefined;
};

export type SessionsService = ReturnType<typeof createSessionsService>;

const PER_PAGE = 8;
const REVISIONS_PER_PAGE = 5;
const USUAL_DAYS = 35;

function idleOf(actor: Actor): Today['idle'] {
  if (!canSome(actor, 'session.log')) return 'only-look';
  return canSome(actor, 'programme.edit') ? 'make-programme' : 'no-programme';
}

/** Reading the session log: lists, one session, its history, and what a new one starts from. */
export function createSessionsService(deps: { readonly db: Database; readonly rosterOn: RosterOn }) {
  const { read } = deps.db;

  async function listed(rows: Awaited<ReturnType<typeof heldSessions>>): Promise<ListedSession[]> {
    const tallies = await talliesOf(
      read,
      rows.filter(({ state }) => state === 'held').map(({ id }) => id),
    );
    return rows.map(({ programme, state: _state, ...row }) => ({
      ...row,
      programme: programme.name,
      tally: tallies.get(row.id),
    }));
  }

  return {
    /** Three queries. */
    async today(actor: Actor, now: Date): Promise<Today> {
      const { zone } = actor;
      const date = localDate(now, zone);
      const startOf = (day: LocalDate) => toInstant(day, { hour: 0, minute: 0 }, zone);
      const [today, tomorrow, yesterday] = [date, addDays(date, 1), addDays(date, -1)].map(startOf);
      const scope = scopeOf(actor, 'session.view');
      const programmes = await programmesIn(read, scope);
      if (!today || !tomorrow || !yesterday) throw new Error('a day without its neighbours');
      const recent = await sessionsBetween(read, scope, startOf(addDays(date, -USUAL_DAYS)), tomorrow);
      const todays = recent.filter(({ startsAt }) => startsAt >= today);
      const lastStarts = new Map(recent.map(({ programmeId, startsAt }) => [programmeId, startsAt]));
      const logs = (programme: ProgrammeFacts) => can(actor, 'session.log', programme);
      const busy = new Set(todays.map(({ programmeId }) => programmeId));
      return {
        date,
        planned: await listed(todays.filter(({ state }) => state === 'planned')),
        held: await listed(todays.filter(({ state }) => state === 'held')),
        overdue: await listed(
          recent.filter(
            ({ state, startsAt }) => state === 'planned' && startsAt >= yesterday && startsAt < today,
          ),
        ),
        unplanned: programmes
          .filter((programme) => logs(programme) && !busy.has(programme.id))
          .map(({ id, name }) => ({ id, name, lastStart: lastStarts.get(id) })),
        loggable: programmes.filter(logs).length,
        idle: idleOf(actor),
      };
    },

    /** Held sessions of the actor's scope, newest first. Two queries. */
    async past(actor: Actor, programmeId: number | undefined, page: number) {
      const scope = scopeOf(actor, 'session.view');
      const rows = await heldSessions(read, scope, { programmeId, skip: page * PER_PAGE, take: PER_PAGE });
      return { sessions: await listed(rows.slice(0, PER_PAGE)), more: rows.length > PER_PAGE };
    },

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
        planned: planned ?? undefined,
        usual: usual ? { startsAt: usual.startsAt, endsAt: usual.endsAt } : undefined,
      };
    },

    /** When the last session of a programme was: what the next one's time is likely to be. One query. */
    usualTime: (programmeId: number) => lastSession(read, programmeId),

    /** What stands at that time already. One query. */
    at: (programmeId: number, startsAt: Date) => sessionAt(read, programmeId, startsAt),

    /** That moment's sheet, as the actor may see it. One query. */
    async sheet(actor: Actor, programmeId: number, names: NameView, at: Date): Promise<Sheet> {
      return sheetOf(await deps.rosterOn(read, { unitId: actor.unitId, programmeId }, at), names);
    },

    /** A session the actor may see. Two queries. */
    async view(actor: Actor, id: number, now: Date): Promise<SessionView | undefined> {
      const session = await sessionIn(read, scopeOf(actor, 'session.view'), id);
      if (!session) return undefined;
      const { programme } = session;
      const names = nameView(actor, programme);
      const rows = session.headcount === null ? await marksOf(read, id) : [];
      const people = rows.map(({ participantId, participant }) => ({
        participantId,
        name: participant.name,
      }));
      const target = { ...session, agencyId: programme.agencyId };
      return {
        id,
        number: session.number,
        version: session.version,
        programme,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
        held: session.state === 'held',
        topic: session.topic,
        trainer: session.trainer,
        notes: session.notes,
        headcount: session.headcount,
        tally: tallyOf(rows.map(({ mark }) => mark)),
        sheet: sheetOf(people, names),
        marks: Object.fromEntries(
          rows.filter(({ mark }) => mark !== 'present').map(({ number, mark }) => [number, mark]),
        ),
        names,
        photos: session._count.attachments,
        corrections: session._count.revisions,
        loggedBy: session.loggedBy?.name ?? null,
        loggedAt: session.loggedAt,
        right: session.state === 'held' ? correctionRight(actor, target, now) : undefined,
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

    /** A session's pictures as Telegram file ids. Two queries. */
    async photos(actor: Actor, id: number): Promise<readonly string[] | undefined> {
      const session = await sessionIn(read, scopeOf(actor, 'session.view'), id);
      return session ? (await photosOf(read, id)).map(({ fileId }) => fileId) : undefined;
    },

    /** The session that a message in a chat shows. One query. */
    ofCard: (chatId: number, messageId: number) => sessionOfCard(read, chatId, messageId),
  };
}
