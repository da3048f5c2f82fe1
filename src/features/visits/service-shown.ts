import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { Reader } from '../../db/database.js';
import type { FollowUp } from '../followups/rules.js';
import { followUpsOf } from '../followups/service.js';
import { recordable } from '../records/rules.js';
import type { Side } from './rules.js';
import { mayCorrect, type Outcome, outcomeGiven } from './rules-outcome.js';
import { activeOf } from './rules-parties.js';
import { addressees, type Party, type Reachable, stanceOf, type Visit } from './rules-visit.js';
import { askedAt } from './store.js';
import { lastEvent } from './store-events.js';
import { agencyPeople } from './store-people.js';

/** Whom of an agency the question goes to, and when it first went to one of them; null: to none of them yet. */
export type Request = {
  readonly party: Party;
  readonly to: readonly Reachable[];
  readonly at: Date | null;
};

/** A visit as somebody sees it. */
export type Shown = {
  readonly visit: Visit;
  /** What they may act as; undefined: they look on. */
  readonly side: Side | undefined;
  /** For an agency's side: its own part. */
  readonly party?: Party | undefined;
  /** For the unit's side: of each agency whose answer is waited for, who is asked. */
  readonly requests?: readonly Request[];
  /** For the unit's side: the outcome given that this person may correct; `reason`: only with one. */
  readonly correctable?: { readonly outcome: Outcome; readonly how: 'free' | 'reason' } | undefined;
  /** Once it was held: what was agreed, of all that this person may see, and whether they can have its record. */
  readonly after?: After | undefined;
};

type After = {
  readonly followUps: readonly FollowUp[];
  readonly mayAdd: boolean;
  readonly record: boolean;
};

async function requestsOf(db: Reader, visit: Visit): Promise<Request[]> {
  const asked = visit.parties.filter(({ answer }) => answer === 'pending');
  const people = await Promise.all(asked.map(({ agencyId }) => agencyPeople(db, visit.unitId, agencyId)));
  const ids = people.flat().map(({ id }) => id);
  const times = ids.length === 0 ? new Map<number, Date>() : await askedAt(db, visit, ids);
  return asked.map((party, index) => {
    const theirs = people[index] ?? [];
    const first = theirs.flatMap(({ id }) => times.get(id)?.getTime() ?? []);
    return {
      ...{ party, to: addressees(theirs, null) },
      at: first.length === 0 ? null : new Date(Math.min(...first)),
    };
  });
}

/** Events that change when a visit is, or what became of it. */
export const DECISIVE = ['held', 'nobodyCame', 'cancelled', 'moved', 'accepted', 'counterAccepted'] as const;

async function correctableBy(
  db: Reader,
  actor: Actor,
  visit: Visit,
  now: Date,
): Promise<Shown['correctable']> {
  const { state, id, unitId, trail } = visit;
  const over = state === 'held' || state === 'nobodyCame' || state === 'cancelled';
  if (!over && !trail.some(({ kind }) => kind === 'moved')) return undefined;
  const given = outcomeGiven(visit, await lastEvent(db, id, DECISIVE), now);
  const how = given && mayCorrect(actor, unitId, given, now);
  return given && how && { outcome: given.outcome, how };
}

async function afterOf(db: Reader, actor: Actor, visit: Visit): Promise<After | undefined> {
  const { id, unitId, state, minutes, parties } = visit;
  if (state !== 'held') return undefined;
  const agencyIds = activeOf(parties).map(({ agencyId }) => agencyId);
  return {
    followUps: await followUpsOf(db, actor, id),
    mayAdd: can(actor, 'followUp.change', { unitId, agencyId: null }),
    record: recordable(actor, { unitId, state, minutes: minutes?.text ?? null, agencyIds }) === 'yes',
  };
}

/** A visit with what of it belongs to whoever looks at it. */
export async function shownTo(db: Reader, actor: Actor, visit: Visit, now: Date): Promise<Shown> {
  const stance = stanceOf(actor, visit);
  const after = await afterOf(db, actor, visit);
  if (stance?.side !== 'unit') return { visit, side: stance?.side, party: stance?.party, after };
  const waiting = visit.state === 'proposed' || visit.state === 'counterProposed';
  const requests = waiting ? await requestsOf(db, visit) : [];
  const correctable = await correctableBy(db, actor, visit, now);
  return { visit, side: 'unit', requests, after, ...(correctable && { correctable }) };
}
