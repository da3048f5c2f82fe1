import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import type { ClosedDay } from '../../calendar/index.js';
import type { Acted, VisitRef } from '../change/rules.js';
import { bookedBy, peopleOf, refused, writeChange } from '../change/service.js';
import { lastEvent } from '../history/store.js';
import { announce } from '../news/service.js';
import { takeSlot } from '../slots/service.js';
import { stanceOf } from '../visit/rules.js';
import { findVisit } from '../visit/store.js';
import { type Correction, correctionPatch, DECISIVE, mayCorrect, outcomeGiven, stateOf } from './rules.js';

/**
 * Puts another outcome in the place of the one that was given, with a reason: whoever gave it within seven days, a head
 * later. The former one stays in the history, and the other side is told in words.
 */
export async function correctOutcome(
  tx: Tx,
  actor: Actor,
  { id, version }: VisitRef,
  correction: Correction,
  now: Date,
): Promise<Acted> {
  const scope = scopeOf(actor, 'visit.view');
  await lockUnit(tx, actor.unitId);
  const visit = await findVisit(tx, scope, id, now);
  if (!visit) return refused('foreign');
  const stance = stanceOf(actor, visit);
  if (stance?.side !== 'unit') return refused('refused');
  const given = outcomeGiven(visit, await lastEvent(tx, visit, DECISIVE), now);
  if (visit.version !== version || !given || given.outcome === correction.to) return refused('stale');
  if (!mayCorrect(actor, visit.unitId, given, now)) return refused('late');
  let checked = correction;
  let closed: readonly ClosedDay[] | undefined;
  if (correction.to === 'moved') {
    const { startsAt, endsAt, override } = correction;
    if (startsAt <= now) return refused('past');
    const personIds = peopleOf(visit, actor.personId);
    const wanted = { startsAt, endsAt, exceptId: visit.id, ...bookedBy(visit), personIds };
    const slot = await takeSlot(tx, actor, wanted, override, now);
    if (!slot.ok) return refused('clash');
    closed = slot.closed;
    checked = { ...correction, override: slot.overridden ? override : undefined };
  }
  const doing = { visit, stance, actorId: actor.personId, now };
  const patch = correctionPatch(checked, doing, given);
  if (!(await writeChange(tx, doing, patch, stateOf(correction.to), false))) return refused('stale');
  if (patch.event.reason !== correction.why) {
    const { id: visitId } = visit;
    const noted = { visitId, at: now, actorId: actor.personId, reason: correction.why };
    await tx.visitEvent.createMany({ data: [{ ...noted, kind: 'edited' }] });
  }
  const after = await findVisit(tx, scope, visit.id, now);
  if (!after) throw new Error(`visit ${visit.id} is gone`);
  const people = await announce(tx, {
    visit: after,
    action: 'correct',
    stance,
    actorId: actor.personId,
    unowned: false,
    keeps: false,
    dropped: [],
    now,
    zone: actor.zone,
    closed,
  });
  return { result: { ok: true, id: visit.id }, after: { visit: after, people } };
}
