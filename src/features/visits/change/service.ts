import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { few } from '../../../lib/lists.js';
import type { ClosedDay } from '../../calendar/index.js';
import { keepVisitPhotos } from '../../evidence/index.js';
import { decide, leavesQuestion } from '../answer/rules.js';
import {
  asEdited,
  decideOn,
  type EditDetail,
  editedOf,
  editsIn,
  isNothing,
  leavesOthers,
  type Prepared,
} from '../edit/rules.js';
import { addAgencies, prepare, roomFor, type Unprepared, writeEdits } from '../edit/service.js';
import { askedMinutes, isFrozen } from '../minutes/rules.js';
import { sendMinutes } from '../minutes/service.js';
import { announce, askAgency, type ShownIn } from '../news/service.js';
import { around } from '../people/service.js';
import { takeSlot } from '../slots/service.js';
import {
  activeOf,
  offeredSpan,
  questionOf,
  situationOf,
  suggestionOf,
  type VisitAction,
} from '../state/rules.js';
import { asOf, hostOf, type Stance, stanceOf, type Visit } from '../visit/rules.js';
import { findVisit } from '../visit/store.js';
import {
  type Acted,
  type Change,
  type Changed,
  type Decided,
  type Doing,
  doneAlready,
  type PartyPatch,
  type Patch,
  patchOf,
  relayedIn,
  type VisitRef,
} from './rules.js';

/** Writes a change, if the visit is still as it was read. `besides`: what is written then, before its parties. */
export async function writeChange(
  tx: Tx,
  { visit, actorId, now }: Doing,
  patch: Patch,
  to: Decided['to'],
  keeps: boolean,
  besides?: () => Promise<void>,
): Promise<boolean> {
  const { id, version, state } = visit;
  const { count } = await tx.visit.updateMany({
    where: { id, version, state },
    data: { ...patch.visit, state: to, ...(keeps ? {} : { version: version + 1 }) },
  });
  if (count === 0) return false;
  await besides?.();
  for (const { agencyIds, data } of alike(patch.parties ?? [])) {
    await tx.visitParty.updateMany({
      where: { visitId: id, agencyId: { in: few('agencies', agencyIds) } },
      data,
    });
  }
  await tx.visitEvent.createMany({ data: [{ visitId: id, at: now, actorId, ...patch.event }] });
  return true;
}

/** Parties of which the same is written, in the order of the first of each. */
function alike(parties: NonNullable<Patch['parties']>) {
  const found = new Map<string, { agencyIds: number[]; readonly data: PartyPatch }>();
  for (const { agencyId, data } of parties) {
    const key = JSON.stringify(data);
    const same = found.get(key);
    if (same) same.agencyIds.push(agencyId);
    else found.set(key, { agencyIds: [agencyId], data });
  }
  return [...found.values()];
}

export const refused = (reason: Extract<Changed, { readonly ok: false }>['reason']): Acted => ({
  result: { ok: false, reason },
});

/**
 * Does what was asked, if whoever asks may, the visit is as they saw it, and the tables allow it; tells those concerned.
 */
export async function changeVisit(
  tx: Tx,
  actor: Actor,
  { id, version }: VisitRef,
  change: Change,
  now: Date,
  shownIn?: ShownIn,
): Promise<Acted> {
  const scope = scopeOf(actor, 'visit.view');
  // Of two agencies that answer at once, the second must see what the first has said.
  if (!CHANGES_NOTHING.has(change.action)) await lockUnit(tx, actor.unitId);
  const visit = await findVisit(tx, scope, id, now);
  if (!visit) return refused('foreign');
  const stance = stanceIn(visit, stanceOf(actor, visit), change);
  if (!stance) return refused('refused');
  if (visit.version !== version || isOtherOffer(visit, change)) return refused('stale');
  if (doneAlready(visit, stance, change)) return { result: { ok: true, id: visit.id, unchanged: true } };
  const { action } = change;
  if (change.action === 'note' && change.notes !== '' && isFrozen(visit) && !change.reason) {
    return refused('frozen');
  }
  const asked = await edited(tx, actor, { visit, stance, change, now });
  if (!asked.ok) return refused(asked.reason);
  const { prepared } = asked;
  if (change.action === 'edit' && !prepared) return { result: { ok: true, id: visit.id, unchanged: true } };
  const decided = decideOn(visit, asOf(stance), change, prepared, now);
  if (!decided.ok) return refused(decided.reason === 'not-now' ? 'stale' : decided.reason);

  const slot = await timeFor(tx, { actor, visit, stance, now }, change, prepared);
  if (!slot.ok) return refused('clash');
  const doing = { visit: prepared?.visit ?? visit, stance, actorId: actor.personId, now };
  const answers = decided.change?.answers ?? decided.answers;
  const keeps =
    prepared && action === 'edit' && !decided.change
      ? leavesOthers(visit, prepared)
      : leavesQuestion(visit, stance.side, action, decided.to, answers);
  const patch = withDetail(patchOf(slot.change, doing, decided), prepared?.detail);
  const besides = prepared && (() => writeEdits(tx, visit, prepared, now));
  if (prepared && !(await addAgencies(tx, visit, prepared.edits))) return refused('refused');
  if (!(await writeChange(tx, doing, patch, decided.to, keeps, besides))) {
    // Under the unit's lock nobody else has; what was added must not stay.
    if (prepared) throw new Error(`visit ${id} changed while it was locked`);
    return refused('stale');
  }
  if (change.action === 'note') await keepNotes(tx, actor, visit, change, now);
  const after = await findVisit(tx, scope, visit.id, now);
  if (!after) throw new Error(`visit ${visit.id} is gone`);
  const unowned = situationOf(visit) === 'unitAsked' && stance.side === 'agency';
  const people = await announce(tx, {
    visit: after,
    action,
    stance,
    actorId: actor.personId,
    unowned,
    keeps,
    change: decided.change && { outcome: decided.change.outcome, concerned: askedOf(visit) },
    dropped: droppedFrom(visit, after),
    edited: prepared && editedOf(visit, prepared),
    joins: visit.state === 'confirmed' && action === 'accept' && !decided.change,
    people: prepared?.people,
    now,
    zone: actor.zone,
    closed: slot.closed,
    shownIn,
  });
  if (askedMinutes(after)?.version !== askedMinutes(visit)?.version) {
    await sendMinutes(tx, after, people, now);
  }
  return { result: { ok: true, id: visit.id }, after: { visit: after, people } };
}

/** What is to be different of a visit besides its time, looked at where the tables let somebody change that. */
async function edited(
  tx: Tx,
  actor: Actor,
  { visit, stance, change, now }: Pick<Doing, 'visit' | 'stance' | 'now'> & { readonly change: Change },
): Promise<
  | { readonly ok: true; readonly prepared?: Prepared }
  | Unprepared
  | { readonly ok: false; readonly reason: 'stale' }
> {
  if (change.action !== 'edit' && change.action !== 'move') return { ok: true };
  if (!decide(visit, asOf(stance), { action: change.action }, now).ok) return { ok: false, reason: 'stale' };
  if (isNothing(editsIn(change))) return { ok: true };
  const prepared = await prepare(tx, actor, visit, change, now);
  if (!prepared.ok) return prepared;
  return isNothing(prepared.edits) ? { ok: true } : { ok: true, prepared };
}

function withDetail(patch: Patch, detail: EditDetail | undefined): Patch {
  return detail ? { ...patch, event: { ...patch.event, detail: JSON.stringify(detail) } } : patch;
}

async function keepNotes(
  tx: Tx,
  actor: Actor,
  { id: visitId, unitId }: Visit,
  { reason, photos }: Extract<Change, { readonly action: 'note' }>,
  now: Date,
): Promise<void> {
  const { personId } = actor;
  if (reason !== undefined) {
    await tx.visitEvent.createMany({
      data: [{ visitId, at: now, actorId: personId, reason, kind: 'edited' }],
    });
  }
  await keepVisitPhotos(tx, { unitId, visitId }, photos, { byId: personId, at: now });
}

/**
 * For whom something is done: for an agency too, by somebody of the unit who writes down its answer, or by whoever of
 * that agency has its link.
 */
function stanceIn(visit: Visit, own: Stance | undefined, change: Change): Stance | undefined {
  const relayed = relayedIn(change);
  if (!relayed) return own;
  if (relayed.via === 'page') return own?.party?.agencyId === relayed.agencyId ? own : undefined;
  const party = visit.parties.find(({ agencyId }) => agencyId === relayed.agencyId);
  return own?.side === 'unit' && party ? { side: 'agency', party } : undefined;
}

const CHANGES_NOTHING: ReadonlySet<VisitAction> = new Set(['ready', 'note']);

/** Whether the unit accepts a suggestion in place of which the agency has made another since. */
function isOtherOffer(visit: Visit, change: Change): boolean {
  if (change.action !== 'accept' || change.offered === undefined) return false;
  const { parties } = questionOf(visit);
  const offered = suggestionOf(parties, change.of)?.proposedStart;
  return offered?.getTime() !== change.offered.getTime();
}

/** The agencies that took part or were asked before and no longer are. */
function droppedFrom(before: Visit, after: Visit): number[] {
  return after.parties.flatMap(({ agencyId, answer }) => {
    const was = before.parties.find((party) => party.agencyId === agencyId);
    return answer === 'declined' && was?.answer !== 'declined' ? [agencyId] : [];
  });
}

/** The agencies that another time than the agreed one is talked about with. */
function askedOf({ parties }: Visit): number[] {
  return parties.filter(({ changeAnswer }) => changeAnswer !== null).map(({ agencyId }) => agencyId);
}

/** Takes the time that a change is about, where it is about one; the reason stays only where it was needed. */
async function timeFor(
  tx: Tx,
  { actor, visit, stance, now }: Omit<Doing, 'actorId'> & { readonly actor: Actor },
  change: Change,
  prepared: Prepared | undefined,
): Promise<
  | { readonly ok: true; readonly change: Change; readonly closed?: readonly ClosedDay[] }
  | { readonly ok: false }
> {
  const { side, party } = stance;
  if (change.action === 'edit') {
    const room = !prepared || (await roomFor(tx, actor, visit, prepared, change.override, now));
    if (room === false) return { ok: false };
    return { ok: true, change: room === 'overridden' ? change : { ...change, override: undefined } };
  }
  if (change.action !== 'accept' && change.action !== 'suggest' && change.action !== 'move') {
    return { ok: true, change };
  }
  // The agency agrees to a time that the unit holds for it already.
  if (change.action === 'accept' && side === 'agency') return { ok: true, change };
  const span = change.action === 'accept' ? offeredSpan(questionOf(visit), change.of) : change;
  const wanted = {
    startsAt: span.startsAt,
    endsAt: span.endsAt,
    exceptId: visit.id,
    ...bookedBy(asEdited(visit, prepared), party ? [party.agencyId] : undefined),
    personIds: side === 'unit' ? peopleOf(asEdited(visit, prepared), actor.personId) : [],
  };
  const override = 'override' in change ? change.override : undefined;
  const slot = await takeSlot(tx, actor, wanted, override, now);
  if (!slot.ok) return slot;
  return {
    ok: true,
    closed: slot.closed,
    change: slot.overridden || change.action === 'suggest' ? change : { ...change, override: undefined },
  };
}

/** The agencies whose time another time of a visit takes, and where it would be. */
export function bookedBy(
  visit: Visit,
  agencyIds: readonly number[] = visit.parties.map(({ agencyId }) => agencyId),
): { readonly agencyIds: readonly number[]; readonly placeId: number | null } {
  return { agencyIds, placeId: visit.direction === 'toAgency' ? hostOf(visit).agencyId : null };
}

/** Who of the unit would go: whoever answers an agency that asked, else the officer responsible; and the others. */
export function peopleOf(visit: Visit, actorId: number): readonly number[] {
  const responsible = situationOf(visit) === 'unitAsked' ? actorId : visit.officer.id;
  return [responsible, ...visit.members.map(({ id }) => id)];
}

/** Asks those of the agencies again who could not be reached before; those who were asked get nothing twice. */
export async function askAgain(tx: Tx, actor: Actor, { id, version }: VisitRef, now: Date): Promise<Changed> {
  const visit = await findVisit(tx, scopeOf(actor, 'visit.view'), id, now);
  if (!visit) return { ok: false, reason: 'foreign' };
  if (stanceOf(actor, visit)?.side !== 'unit') return { ok: false, reason: 'refused' };
  const waiting = activeOf(questionOf(visit)).filter(({ answer }) => answer === 'pending');
  if (visit.version !== version || waiting.length === 0) return { ok: false, reason: 'stale' };
  const people = await around(tx, visit, now);
  for (const party of waiting) await askAgency(tx, visit, party, people, now);
  return { ok: true, id: visit.id };
}
