import type { Actor } from '../../../access/actor.js';
import type { Reader } from '../../../db/database.js';
import { firstTold } from '../../../delivery/planned.js';
import type { HoldersOf } from '../../staffing/index.js';
import { lastEvent } from '../history/store.js';
import { DECISIVE, mayCorrect, outcomeGiven } from '../outcome/rules.js';
import { addressees } from '../people/rules.js';
import { around } from '../people/service.js';
import { questionOf, WAITING_STATES } from '../state/rules.js';
import { stanceOf, type Visit } from '../visit/rules.js';
import type { Outside, Request, Shown } from './rules.js';

/** When each of these people was first asked about this version; not those who weren't, or couldn't be brought it. */
async function askedAt(
  db: Reader,
  visit: { readonly id: number; readonly version: number },
  personIds: readonly number[],
): Promise<ReadonlyMap<number, Date>> {
  const about = { kind: 'visit.request', subjectId: visit.id, subjectVersion: visit.version };
  return firstTold(db, about, personIds);
}

async function requestsOf(
  db: Reader,
  visit: Visit,
  now: Date,
  pageOf: Outside['pageOf'],
  known?: HoldersOf,
): Promise<Request[]> {
  const asked = visit.parties.filter(({ answer }) => answer === 'pending');
  if (asked.length === 0) return [];
  const holders = known ?? (await around(db, visit, now));
  const people = asked.map(({ agencyId }) => holders(agencyId));
  const ids = people.flat().map(({ id }) => id);
  const times = ids.length === 0 ? new Map<number, Date>() : await askedAt(db, visit, ids);
  return asked.map((party, index) => {
    const theirs = people[index] ?? [];
    const first = theirs.flatMap(({ id }) => times.get(id)?.getTime() ?? []);
    const to = addressees(theirs, null);
    const { unitId, id: visitId, startsAt } = visit;
    const page = pageOf?.({ unitId, visitId, agencyId: party.agencyId, startsAt });
    return {
      party,
      to,
      ...(page !== undefined && { page }),
      ...(theirs.length > 0 && to.length === 0 && { lost: true as const }),
      at: first.length === 0 ? null : new Date(Math.min(...first)),
    };
  });
}

async function correctableBy(
  db: Reader,
  actor: Actor,
  visit: Visit,
  now: Date,
): Promise<Shown['correctable']> {
  const { state, unitId, trail } = visit;
  const over = state === 'held' || state === 'nobodyCame' || state === 'cancelled';
  if (!over && !trail.some(({ kind }) => kind === 'moved')) return undefined;
  const given = outcomeGiven(visit, await lastEvent(db, visit, DECISIVE), now);
  return given && mayCorrect(actor, unitId, given, now) ? { outcome: given.outcome } : undefined;
}

/** A visit with what of it belongs to whoever looks at it; `people`: of the unit and its agencies, where known. */
export async function shownTo(
  db: Reader,
  actor: Actor,
  visit: Visit,
  now: Date,
  { sections, pageOf, feeds }: Outside,
  people?: HoldersOf,
): Promise<Shown> {
  const stance = stanceOf(actor, visit);
  const loaded = await Promise.all(sections.map((section) => section(db, actor, visit)));
  const drawings = loaded.filter((drawing) => drawing !== undefined);
  const subscribable = feeds ? ({ feeds } as const) : {};
  if (stance?.side !== 'unit') {
    return { visit, side: stance?.side, party: stance?.party, sections: drawings, ...subscribable };
  }
  const question = questionOf(visit);
  const waiting = WAITING_STATES.some((state) => state === question.state);
  const requests = waiting ? await requestsOf(db, question, now, pageOf, people) : [];
  const correctable = await correctableBy(db, actor, visit, now);
  const correct = correctable && { correctable };
  return { visit, side: 'unit', requests, sections: drawings, ...subscribable, ...correct };
}
