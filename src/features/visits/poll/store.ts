import type { Scope } from '../../../access/can.js';
import { within } from '../../../access/where.js';
import type { Reader } from '../../../db/database.js';
import { few } from '../../../lib/lists.js';
import { heldAt } from '../../people/index.js';
import { readTicks } from '../ticks/rules.js';
import type { Poll } from './rules.js';

/** A scope as a condition on choices of times: for an agency, those that it is asked in. */
function pollsIn(scope: Scope) {
  return within(scope, (agencyIds) => ({
    parties: { some: { agencyId: { in: few('agencies', agencyIds) } } },
  }));
}

/** A choice of times with what was said to it, if it lies within `scope`. Six statements. */
export async function findPoll(db: Reader, scope: Scope, id: number, now: Date): Promise<Poll | undefined> {
  const row = await db.visitPoll.findFirst({
    where: { AND: [{ id }, pollsIn(scope)] },
    include: {
      officer: {
        select: { id: true, name: true, posts: { where: { agencyId: null, ...heldAt(now) } } },
      },
      times: { orderBy: { startsAt: 'asc' } },
      parties: { orderBy: { id: 'asc' }, include: { agency: { select: { name: true } } } },
    },
  });
  if (!row) return undefined;
  const { officer, times, parties, ...poll } = row;
  const posts = officer.posts.filter(({ unitId }) => unitId === row.unitId).map(({ kind }) => kind);
  return {
    ...poll,
    officer: { id: officer.id, name: officer.name, posts: [...new Set(posts)] },
    times: times.map(({ id: timeId, startsAt, endsAt }) => ({ id: timeId, startsAt, endsAt })),
    parties: parties.map(({ agency, agencyId, ticks, answeredAt, answeredById, via, saidBy }) => ({
      agencyId,
      agencyName: agency.name,
      ticks: readTicks(ticks, times.length),
      answeredAt,
      answeredById,
      via,
      saidBy,
    })),
  };
}

/** What decides whether a message about one is still due. Three statements. */
export async function standingPoll(db: Reader, unitId: number, id: number) {
  return db.visitPoll.findFirst({
    where: { id, unitId },
    select: {
      state: true,
      version: true,
      deadline: true,
      times: { select: { id: true } },
      parties: { select: { agencyId: true, ticks: true }, orderBy: { id: 'asc' } },
    },
  });
}

/** An open choice of times as a list names it. */
export type PollEntry = {
  readonly id: number;
  readonly deadline: Date;
  readonly agencyNames: readonly string[];
  readonly silent: number;
};

/** So many are listed; no unit has more open at once. */
const LISTED = 12;

/** The open ones of a scope, the most pressing first. Three statements. */
export async function openPolls(db: Reader, scope: Scope): Promise<PollEntry[]> {
  const rows = await db.visitPoll.findMany({
    where: { AND: [{ state: 'open' }, pollsIn(scope)] },
    select: {
      id: true,
      deadline: true,
      parties: { select: { id: true, ticks: true, agency: { select: { name: true } } } },
    },
    orderBy: [{ deadline: 'asc' }, { id: 'asc' }],
    take: LISTED,
  });
  return rows.map(({ id, deadline, parties }) => ({
    id,
    deadline,
    agencyNames: parties.toSorted((a, b) => a.id - b.id).map(({ agency }) => agency.name),
    silent: parties.filter(({ ticks }) => ticks.includes('-')).length,
  }));
}

/** Open ones in which one of somebody's agencies hasn't answered. One statement. */
export async function pollsAsking(
  db: Reader,
  personId: number,
): Promise<{ readonly id: number; readonly unitId: number }[]> {
  const theirs = { agency: { posts: { some: { personId, endedAt: null } } }, ticks: { contains: '-' } };
  return db.visitPoll.findMany({
    where: { state: 'open', parties: { some: theirs } },
    select: { id: true, unitId: true },
    orderBy: { id: 'asc' },
  });
}
