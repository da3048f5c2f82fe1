import type { Tx } from '../../db/database.js';
import { lockUnit } from '../../db/locks.js';
import type { Actor } from '../people/rules.js';
import { scopeOf } from '../people/rules.js';
import { decide, offeredSpan, type Side, situationOf, type VisitAction, type VisitState } from './rules.js';
import {
  type Change,
  type Changed,
  type Doing,
  doneAlready,
  type Patch,
  type PhotoRef,
  patchOf,
  type VisitRef,
} from './rules-changes.js';
import { sideFor, type Visit } from './rules-visit.js';
import { sendMinutes } from './service-minutes.js';
import { announce, askAgency, type ShownIn } from './service-plan.js';
import { takeSlot } from './service-slots.js';
import { findVisit } from './store.js';

async function write(
  tx: Tx,
  { visit, actorId, now }: Doing,
  patch: Patch,
  to: VisitState,
  keepsVersion: boolean,
) {
  const { id, version, state, party } = visit;
  const { count } = await tx.visit.updateMany({
    where: { id, version, state },
    data: { ...patch.visit, state: to, ...(keepsVersion ? {} : { version: version + 1 }) },
  });
  if (count === 0) return false;
  if (patch.party) {
    await tx.visitParty.updateMany({ where: { visitId: id, agencyId: party.agencyId }, data: patch.party });
  }
  await tx.visitEvent.create({ data: { visitId: id, at: now, actorId, ...patch.event } });
  return true;
}

/**
 * Does what was asked, if whoever asks may, the visit is as they saw it, and the table allows it; tells those concerned.
 */
export async function changeVisit(
  tx: Tx,
  actor: Actor,
  ref: VisitRef,
  change: Change,
  now: Date,
  shownIn?: ShownIn,
): Promise<Changed> {
  const scope = scopeOf(actor, 'visit.view');
  if (TAKES_TIME.has(change.action)) await lockUnit(tx, actor.unitId);
  const visit = await findVisit(tx, scope, ref.id);
  if (!visit) return { ok: false, reason: 'foreign' };
  const side = sideFor(actor, visit);
  if (!side) return { ok: false, reason: 'refused' };
  if (visit.version !== ref.version) return { ok: false, reason: 'stale' };
  if (doneAlready(visit, change)) return { ok: true, id: visit.id, unchanged: true };
  const decision = decide(
    visit,
    side,
    change.action,
    now,
    'startsAt' in change ? change.startsAt : undefined,
  );
  if (!decision.ok) return { ok: false, reason: decision.reason === 'not-now' ? 'stale' : decision.reason };

  const slot = await timeFor(tx, actor, visit, side, change);
  if (!slot.ok) return { ok: false, reason: 'clash' };
  const doing = { visit, side, actorId: actor.personId, now };
  const keepsVersion = keepsVersionOf(change.action);
  if (!(await write(tx, doing, patchOf(slot.change, doing), decision.to, keepsVersion))) {
    return { ok: false, reason: 'stale' };
  }
  if (change.action === 'note') await keepPhotos(tx, visit, change.photos, actor.personId, now);
  const after = await findVisit(tx, scope, visit.id);
  if (!after) throw new Error(`visit ${visit.id} is gone`);
  const unowned = situationOf(visit) === 'unitAsked' && side === 'agency';
  await announce(tx, {
    ...{
      visit: after,
      action: change.action,
      side,
      actorId: actor.personId,
      unowned,
      now,
      zone: actor.zone,
      shownIn,
    },
  });
  if (after.minutes && after.minutes.version !== visit.minutes?.version) await sendMinutes(tx, after, now);
  return { ok: true, id: visit.id };
}

const TAKES_TIME: ReadonlySet<VisitAction> = new Set(['accept', 'suggest', 'move']);

/** Takes the time that a change is about, where it is about one; the reason stays only where it was needed. */
async function timeFor(
  tx: Tx,
  actor: Actor,
  visit: Visit,
  side: Side,
  change: Change,
): Promise<{ readonly ok: true; readonly change: Change } | { readonly ok: false }> {
  if (change.action !== 'accept' && change.action !== 'suggest' && change.action !== 'move') {
    return { ok: true, change };
  }
  // The agency agrees to a time that the unit holds for it already.
  if (change.action === 'accept' && side === 'agency') return { ok: true, change };
  const span = change.action === 'accept' ? offeredSpan(visit) : change;
  const wanted = {
    ...{ startsAt: span.startsAt, endsAt: span.endsAt, exceptId: visit.id, direction: visit.direction },
    agencyId: visit.party.agencyId,
    personIds: side === 'unit' ? peopleOf(visit, actor.personId) : [],
  };
  const override = 'override' in change ? change.override : undefined;
  const slot = await takeSlot(tx, actor, wanted, override);
  if (!slot.ok) return slot;
  return {
    ok: true,
    change: slot.overridden || change.action === 'suggest' ? change : { ...change, override: undefined },
  };
}

/** Who of the unit would go: whoever answers an agency that asked, else the officer responsible; and the others. */
export function peopleOf(visit: Visit, actorId: number): readonly number[] {
  const responsible = situationOf(visit) === 'unitAsked' ? actorId : visit.officer.id;
  return [responsible, ...visit.members.map(({ id }) => id)];
}

/** Asks the agency's people again who could not be reached before; those who were asked get nothing twice. */
export async function askAgain(tx: Tx, actor: Actor, ref: VisitRef, now: Date): Promise<Changed> {
  const visit = await findVisit(tx, scopeOf(actor, 'visit.view'), ref.id);
  if (!visit) return { ok: false, reason: 'foreign' };
  if (sideFor(actor, visit) !== 'unit') return { ok: false, reason: 'refused' };
  if (visit.version !== ref.version || situationOf(visit) !== 'agencyAsked')
    return { ok: false, reason: 'stale' };
  await askAgency(tx, visit, now);
  return { ok: true, id: visit.id };
}

function keepsVersionOf(action: VisitAction): boolean {
  return action === 'ready' || action === 'note';
}

async function keepPhotos(
  tx: Tx,
  visit: Visit,
  photos: readonly PhotoRef[],
  byId: number,
  at: Date,
): Promise<void> {
  const { id: visitId, unitId } = visit;
  for (const { fileId, fileUniqueId } of photos) {
    await tx.attachment.upsert({
      where: { visitId_fileUniqueId: { visitId, fileUniqueId } },
      update: {},
      create: { unitId, visitId, fileId, fileUniqueId, byId, at },
    });
  }
}
