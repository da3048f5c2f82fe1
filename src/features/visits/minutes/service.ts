import type { Actor } from '../../../access/actor.js';
import { scopeOf } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { planNotices } from '../../../delivery/notices.js';
import { few } from '../../../lib/lists.js';
import { type HoldersOf, unitPeople } from '../../staffing/index.js';
import type { Changed, VisitRef } from '../change/rules.js';
import { addressees } from '../people/rules.js';
import { activeOf } from '../state/rules.js';
import { ownParties, stanceOf, type Visit } from '../visit/rules.js';
import { findVisit } from '../visit/store.js';
import { askedMinutes, hasAgreed, type NextMinutes } from './rules.js';

/** Planned messages about the minutes of a visit; their version is that of the minutes. */
export type MinutesKind = 'visit.minutes' | 'visit.minutesAgreed' | 'visit.minutesCorrected';

/** `correction`: what the agency would have written otherwise. */
export type MinutesAnswer = { readonly agree: true } | { readonly correction: string };

async function tell(
  tx: Tx,
  visit: Visit,
  kind: MinutesKind,
  personIds: readonly number[],
  now: Date,
): Promise<void> {
  const { id, unitId } = visit;
  const subjectVersion = askedMinutes(visit)?.version ?? 0;
  // Each agency agrees, and may correct the same minutes more than once; they are sent once a version.
  const mark = kind === 'visit.minutes' ? '' : `:${now.getTime()}`;
  await planNotices(
    tx,
    now,
    personIds.map((personId) => ({
      dedupeKey: `visit:${id}:m${subjectVersion}:${kind}${mark}:person:${personId}`,
      unitId,
      kind,
      subjectId: id,
      subjectVersion,
      dueAt: now,
      to: { personId },
      priority: 1 as const,
    })),
  );
}

/** Sends new minutes to the agencies that took part, in the transaction that keeps them. */
export async function sendMinutes(tx: Tx, visit: Visit, people: HoldersOf, now: Date): Promise<void> {
  const ids = activeOf(visit).flatMap(({ agencyId, answeredById }) =>
    addressees(people(agencyId), answeredById).map(({ id }) => id),
  );
  await tell(tx, visit, 'visit.minutes', [...new Set(ids)], now);
}

/** A correction that all have agreed to takes the place of the minutes; the former text stays in the history. */
async function replace(tx: Tx, id: number, { text, version }: NextMinutes): Promise<void> {
  await tx.visit.updateMany({
    where: { id, nextVersion: version },
    data: {
      minutes: text,
      minutesVersion: version,
      nextMinutes: null,
      nextReason: null,
      nextVersion: null,
    },
  });
}

/** An agency agrees to the minutes, or says what is to be corrected; `version` is that of the minutes. */
export async function answerMinutes(
  tx: Tx,
  actor: Actor,
  { id, version }: VisitRef,
  answer: MinutesAnswer,
  now: Date,
): Promise<Changed> {
  const scope = scopeOf(actor, 'visit.view');
  // Of two agencies that agree at once, the second must see what the first has said.
  await lockUnit(tx, actor.unitId);
  const visit = await findVisit(tx, scope, id, now);
  if (!visit) return { ok: false, reason: 'foreign' };
  if (stanceOf(actor, visit)?.side !== 'agency') return { ok: false, reason: 'refused' };
  const { unitId, officer, state, next } = visit;
  if (askedMinutes(visit)?.version !== version || state !== 'held') return { ok: false, reason: 'stale' };
  const own = ownParties(actor, visit).filter((party) => activeOf(visit).includes(party));
  if (own.length === 0) return { ok: false, reason: 'refused' };
  const open = own.filter((party) => !hasAgreed(party, version));
  const agrees = 'agree' in answer;
  if (open.length === 0) return agrees ? { ok: true, id, unchanged: true } : { ok: false, reason: 'stale' };
  if (agrees) {
    const agencyIds = open.map(({ agencyId }) => agencyId);
    const { count } = await tx.visitParty.updateMany({
      where: {
        visitId: id,
        agencyId: { in: few('agencies', agencyIds) },
        OR: [{ minutesAgreed: null }, { minutesAgreed: { lt: version } }],
      },
      data: { minutesAgreed: version },
    });
    if (count === 0) return { ok: true, id, unchanged: true };
    const others = activeOf(visit).filter(({ agencyId }) => !agencyIds.includes(agencyId));
    if (next && others.every((party) => hasAgreed(party, version))) await replace(tx, id, next);
  }
  const said = agrees
    ? { kind: 'minutesAgreed' as const }
    : { kind: 'minutesCorrected' as const, reason: answer.correction };
  await tx.visitEvent.createMany({ data: [{ visitId: id, at: now, actorId: actor.personId, ...said }] });
  const inOffice = officer.posts.includes('officer') || officer.posts.includes('head');
  const heads = inOffice ? [] : (await unitPeople(tx, unitId, now)).filter((person) => person.isHead);
  const to = inOffice ? [officer.id] : heads.map((head) => head.id);
  await tell(tx, visit, agrees ? 'visit.minutesAgreed' : 'visit.minutesCorrected', to, now);
  return { ok: true, id };
}
