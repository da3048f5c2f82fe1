import type { Tx } from '../../../db/database.js';
import { planNotices, revive } from '../../../delivery/notices.js';
import { notYetPlanned } from '../../../delivery/planned.js';
import { message, requestTo, type VisitKind } from '../news/service.js';
import { around, responsible } from '../people/service.js';
import { pollIn } from '../poll/service.js';
import { pollsAsking } from '../poll/store.js';
import { askPoll, type PollKind } from '../pollnews/service.js';
import { lastStart, questionOf } from '../state/rules.js';
import { findVisit } from '../visit/store.js';
import { questionsTo } from './store.js';

const DAY_MS = 24 * 60 * 60_000;
/** What is older is left to the lists. */
const BACK_DAYS = 30;

/** What was to be told to somebody, and still is where it holds; reminders of it come by themselves. */
const NEWS: readonly (VisitKind | PollKind)[] = [
  'visit.request',
  'visit.offer',
  'visit.answer',
  'visit.agreed',
  'visit.changed',
  'visit.cancelled',
  'visit.kept',
  'visit.joined',
  'visit.takenOut',
  'poll.asked',
  'poll.closed',
];

/**
 * Asks somebody who can be written to again, or has just come, what their agencies haven't answered, and tells them what
 * they weren't told; each once, within the caller's transaction. The cards of those who wait for it are drawn anew.
 */
export async function catchUp(tx: Tx, personId: number, now: Date): Promise<void> {
  await revive(tx, { personId, kinds: NEWS, since: new Date(now.getTime() - BACK_DAYS * DAY_MS) }, now);
  for (const one of await questionsTo(tx, personId, now)) await ask(tx, one, personId, now);
  for (const { id, unitId } of await pollsAsking(tx, personId)) {
    await askPoll(tx, await pollIn(tx, unitId, id, now), personId, now);
  }
}

async function ask(
  tx: Tx,
  { unitId, id }: { readonly unitId: number; readonly id: number },
  personId: number,
  now: Date,
): Promise<void> {
  const visit = await findVisit(tx, { kind: 'unit', unitId }, id, now);
  const question = visit && questionOf(visit);
  if (!visit || !question || lastStart(question) <= now) return;
  const people = await around(tx, visit, now);
  const theirs = question.parties.filter(
    ({ answer, agencyId }) =>
      answer === 'pending' && people(agencyId).some((one) => one.id === personId && one.reachable),
  );
  if (theirs.length === 0) return;
  const requests = theirs.flatMap((party) => requestTo(visit, party, people, now));
  await planNotices(tx, now, await notYetPlanned(tx, requests));
  const edits = responsible(visit, people, false).map((officerId) => ({
    ...message(visit, 'visit.card', officerId, now, `:reached:p${personId}:${now.getTime()}`),
    priority: 1 as const,
  }));
  await planNotices(tx, now, edits);
}
