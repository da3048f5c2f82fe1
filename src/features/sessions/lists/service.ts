import type { Actor } from '../../../access/actor.js';
import { can, canSome, scopeOf } from '../../../access/can.js';
import type { Db } from '../../../db/database.js';
import { type Given, given } from '../../../lib/given.js';
import { addDays, type LocalDate, localDate, toInstant } from '../../../lib/zoned.js';
import { type ProgrammeFacts, programmesIn, restingProgrammes } from '../../programmes/index.js';
import type { Tally } from '../attendance/rules.js';
import { talliesOf } from '../session/store.js';
import { pastSessions, sessionsBetween, unrecorded, unrecordedCount } from './store.js';

/** A session in a list. `tally` is absent where it isn't held or only heads were counted. */
export type ListedSession = {
  readonly id: number;
  readonly number: number | null;
  readonly programmeId: number;
  readonly programme: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: 'planned' | 'held' | 'cancelled';
  readonly cancelReason: string | null;
  readonly headcount: number | null;
  readonly tally: Tally | undefined;
};

/** What `/sesi` shows: today's sessions, earlier ones not yet recorded, and what else can be recorded. */
export type Today = {
  readonly date: LocalDate;
  readonly now: Date;
  readonly planned: readonly ListedSession[];
  readonly held: readonly ListedSession[];
  readonly cancelled: readonly ListedSession[];
  /** Planned on the days before and not recorded, the latest ones, latest first; and how many there are, however old. */
  readonly overdue: readonly ListedSession[];
  readonly overdueCount: number;
  /** How many are planned on the seven days after today. */
  readonly coming: number;
  /** Programmes in progress without a timetable and without a session today, with the last one's start. */
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

const PER_PAGE = 8;
const USUAL_DAYS = 35;
const COMING_DAYS = 7;

function idleOf(actor: Actor): Today['idle'] {
  if (!canSome(actor, 'session.log')) return 'only-look';
  return canSome(actor, 'programme.edit') ? 'make-programme' : 'no-programme';
}

type SessionListsDeps = { readonly db: Db };

async function listed(
  { db: { read } }: SessionListsDeps,
  rows: Awaited<ReturnType<typeof pastSessions>>,
): Promise<ListedSession[]> {
  const tallies = await talliesOf(
    read,
    rows.filter(({ state }) => state === 'held').map(({ id }) => id),
  );
  return rows.map(({ programme, ...row }) => ({
    ...row,
    programme: programme.name,
    tally: tallies.get(row.id),
  }));
}

/** Five queries at most. */
async function todayOf(deps: SessionListsDeps, actor: Actor, now: Date): Promise<Today> {
  const { read } = deps.db;
  const { zone } = actor;
  const date = localDate(now, zone);
  const startOf = (days: number) => toInstant(addDays(date, days), { hour: 0, minute: 0 }, zone);
  const [today, tomorrow] = [startOf(0), startOf(1)];
  const scope = scopeOf(actor, 'session.view');
  const programmes = await programmesIn(read, scope);
  const resting = await restingProgrammes(read, scope);
  const all = await sessionsBetween(read, scope, startOf(-USUAL_DAYS), startOf(1 + COMING_DAYS));
  const recent = all.filter(({ startsAt, state }) => startsAt < tomorrow && state !== 'cancelled');
  const todays = all.filter(({ startsAt }) => startsAt >= today && startsAt < tomorrow);
  const lastStarts = new Map(recent.map(({ programmeId, startsAt }) => [programmeId, startsAt]));
  const logs = (programme: ProgrammeFacts) => can(actor, 'session.log', programme);
  const busy = new Set(todays.map(({ programmeId }) => programmeId));
  const overdue = recent.filter(({ state, startsAt }) => state === 'planned' && startsAt < today);
  const older = await unrecordedCount(read, scope, startOf(-USUAL_DAYS));
  return {
    date,
    now,
    planned: await listed(
      deps,
      todays.filter(({ state }) => state === 'planned'),
    ),
    held: await listed(
      deps,
      todays.filter(({ state }) => state === 'held'),
    ),
    cancelled: await listed(
      deps,
      todays.filter(({ state }) => state === 'cancelled'),
    ),
    overdue: await listed(deps, overdue.toReversed()),
    overdueCount: overdue.length + older,
    coming: all.filter(({ startsAt, state }) => startsAt >= tomorrow && state === 'planned').length,
    unplanned: programmes
      .filter((programme) => logs(programme) && !busy.has(programme.id) && !resting.has(programme.id))
      .map(({ id, name }) => ({ id, name, lastStart: lastStarts.get(id) })),
    loggable: programmes.filter(logs).length,
    idle: idleOf(actor),
  };
}

/** Sessions of the seven days after today, cancelled ones among them, soonest first. */
async function comingOf(deps: SessionListsDeps, actor: Actor, now: Date, page: number) {
  const date = localDate(now, actor.zone);
  const startOf = (days: number) => toInstant(addDays(date, days), { hour: 0, minute: 0 }, actor.zone);
  const scope = scopeOf(actor, 'session.view');
  const rows = await sessionsBetween(deps.db.read, scope, startOf(1), startOf(1 + COMING_DAYS));
  const from = page * PER_PAGE;
  return {
    sessions: await listed(deps, rows.slice(from, from + PER_PAGE)),
    more: rows.length > from + PER_PAGE,
  };
}

/** Sessions of before today that nobody has recorded or called off, however old, the latest first. */
async function overdueOf(deps: SessionListsDeps, actor: Actor, now: Date, page: number) {
  const today = toInstant(localDate(now, actor.zone), { hour: 0, minute: 0 }, actor.zone);
  const scope = scopeOf(actor, 'session.view');
  const rows = await unrecorded(deps.db.read, scope, today, { skip: page * PER_PAGE, take: PER_PAGE + 1 });
  return { sessions: await listed(deps, rows.slice(0, PER_PAGE)), more: rows.length > PER_PAGE };
}

/** Sessions that have begun, recorded, not recorded or cancelled by somebody, newest first. Two queries. */
async function pastOf(
  deps: SessionListsDeps,
  actor: Actor,
  now: Date,
  programmeId: number | undefined,
  page: number,
) {
  const scope = scopeOf(actor, 'session.view');
  const rows = await pastSessions(deps.db.read, scope, {
    programmeId,
    now,
    skip: page * PER_PAGE,
    take: PER_PAGE,
  });
  return { sessions: await listed(deps, rows.slice(0, PER_PAGE)), more: rows.length > PER_PAGE };
}

const useCases = { today: todayOf, coming: comingOf, overdue: overdueOf, past: pastOf };

/** The sessions that somebody may see: today's, those to come, and those before. */
export type SessionLists = Given<typeof useCases>;

export function createSessionLists(deps: SessionListsDeps): SessionLists {
  return given(deps, useCases);
}
