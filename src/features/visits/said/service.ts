import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { planNotices, withdraw } from '../../../delivery/notices.js';
import { lastTold, notYetPlanned } from '../../../delivery/planned.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import { closedDays } from '../../calendar/index.js';
import type { VisitRef } from '../change/rules.js';
import { escalationTimes } from '../escalation/rules.js';
import { message } from '../news/service.js';
import { around, peopleOfParty, responsible } from '../people/service.js';
import { isWaiting, questionOf, situationOf } from '../state/rules.js';
import { stanceOf } from '../visit/rules.js';
import { findVisit } from '../visit/store.js';
import { openQuestions } from './store.js';

/** Kinds of messages that put the question. */
const ASKING = ['visit.request', 'visit.nudge'] as const;

/** The visits about which somebody is asked, the one that was asked about last first. Two queries at most. */
export async function askedOf({ read }: Db, actor: Actor, now: Date): Promise<readonly number[]> {
  const ids = await openQuestions(read, scopeOf(actor, 'visit.answer'), now);
  const last = ids.length > 1 ? await lastTold(read, actor.personId, ASKING, ids) : undefined;
  return last === undefined ? ids : [last, ...ids.filter((id) => id !== last)];
}

/** How many of the unit are told; `stale`: nobody of the agency is asked about this version any more. */
export type Postponed =
  | { readonly ok: true; readonly told: number }
  | { readonly ok: false; readonly reason: 'stale' };

/**
 * An agency says that its answer comes later: whoever answers for the visit hears so, and its people are asked
 * again a working day after that and not before. Once a day.
 */
async function answerLater(tx: Tx, actor: Actor, of: VisitRef, now: Date): Promise<Postponed> {
  const visit = await findVisit(tx, scopeOf(actor, 'visit.view'), of.id, now);
  const stance = visit && stanceOf(actor, questionOf(visit));
  if (!visit || visit.version !== of.version || stance?.side !== 'agency')
    return { ok: false, reason: 'stale' };
  const question = questionOf(visit);
  const { party } = stance;
  if (!isWaiting(question.state) || party.answer !== 'pending') return { ok: false, reason: 'stale' };
  const { unitId, id: subjectId } = visit;
  const { zone } = actor;
  const people = await around(tx, visit, now);
  const today = localDate(now, zone);
  const closed = await closedDays(tx, unitId, today);
  const [again = now] = escalationTimes({ askedAt: now, startsAt: question.startsAt, zone, closed }, 1);
  const { all, to } = peopleOfParty(people, party);
  const unit = responsible(visit, people, situationOf(visit) === 'unitAsked');
  const told = unit.filter((id) => id !== actor.personId);
  const mark = `:later:a${party.agencyId}:${isoDate(today)}`;
  const planned = [
    ...told.map((id) => ({ ...message(visit, 'visit.later', id, now, mark), priority: 1 as const })),
    ...to.map((id) => message(visit, 'visit.nudge', id, again, mark)),
  ];
  // Said before today, it is put off already.
  if ((await notYetPlanned(tx, planned)).length > 0) {
    const personIds = all.map(({ id }) => id);
    await withdraw(tx, { unitId, kinds: ['visit.nudge'], subjectId, cause: 'changed', personIds });
    await planNotices(tx, now, planned);
  }
  return { ok: true, told: told.length };
}

/** The same, once per update. */
export async function answerLaterOnce(
  db: Db,
  actor: Actor,
  of: VisitRef,
  { ref, now }: { readonly ref: UpdateRef; readonly now: Date },
): Promise<Postponed> {
  const { outcome } = await db.write((tx) =>
    once<Postponed>(tx, ref, 'visit.later', now, () => answerLater(tx, actor, of, now)),
  );
  return outcome;
}
