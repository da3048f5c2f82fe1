import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few } from '../../../lib/lists.js';
import { peopleAround } from '../../staffing/index.js';
import { clashesAt } from '../slots/service.js';
import { activeOf } from '../state/rules.js';
import { PARTIES_MAX, type Visit } from '../visit/rules.js';
import {
  asEdited,
  detailOf,
  type Edits,
  editsIn,
  joining,
  type Prepared,
  stateWith,
  stillDiffering,
  withAgencies,
} from './rules.js';

/**
 * `refused`: not theirs to ask, or not of the unit; `past`: nobody can be asked to it any more; `nobodyLeft`: of those
 * who agreed.
 */
export type Unprepared = { readonly ok: false; readonly reason: 'refused' | 'past' | 'nobodyLeft' };

/** Looks at what is to be different of a visit, in the transaction that holds the unit's lock. `startsAt`: its time then. */
export async function prepare(
  tx: Tx,
  actor: Actor,
  visit: Visit,
  wanted: Edits & { readonly startsAt?: Date },
  now: Date,
): Promise<({ readonly ok: true } & Prepared) | Unprepared> {
  const edits = stillDiffering(visit, editsIn(wanted));
  const { agenciesIn = [], place, membersIn = [] } = edits;
  if (agenciesIn.some((agencyId) => !can(actor, 'visit.propose', { unitId: visit.unitId, agencyId }))) {
    return { ok: false, reason: 'refused' };
  }
  const ofThose = Object.keys(edits).some((name) => name !== 'purpose' && name !== 'letterNumber');
  // Who was to be there, and where, is changed no more once its hour has come.
  if (ofThose && (wanted.startsAt ?? visit.startsAt) <= now) return { ok: false, reason: 'past' };
  const after = withAgencies(visit, edits);
  const state = stateWith(after, edits);
  if (!state) return { ok: false, reason: 'nobodyLeft' };
  const active = activeOf(after);
  const isThere = (id: number | null | undefined) =>
    id == null || active.some(({ agencyId }) => agencyId === id);
  if (active.length > PARTIES_MAX || !isThere(place?.hostId)) return { ok: false, reason: 'refused' };
  const agencyIds = [...visit.parties, ...after.parties].map(({ agencyId }) => agencyId);
  const people = await peopleAround(tx, visit.unitId, [...new Set(agencyIds)], now);
  const staff = people(null).map(({ id }) => id);
  if (membersIn.some((id) => !staff.includes(id))) return { ok: false, reason: 'refused' };
  const detail = detailOf(visit, after, edits);
  return { ok: true, edits, visit: after, state, detail, people };
}

const nothingSaid = { changeAnswer: null, proposedStart: null, proposedEnd: null, reason: null } as const;

/**
 * Writes the agencies that were never asked to it, all or none. `false`: the unit doesn't have one of them. One statement,
 * where there are any.
 */
export async function addAgencies(
  tx: Tx,
  { id, unitId, parties, takenOut }: Visit,
  { agenciesIn = [] }: Edits,
): Promise<boolean> {
  const known = [...parties, ...takenOut].map(({ agencyId }) => agencyId);
  const added = agenciesIn.filter((agencyId) => !known.includes(agencyId));
  if (added.length === 0) return true;
  const these = Prisma.sql`a."unitId" = ${unitId} AND a."id" IN (${Prisma.join(few('agencies', added))})`;
  const count = await tx.$executeRaw`
    INSERT INTO "VisitParty" ("visitId", "agencyId") SELECT ${id}, a."id" FROM "Agency" a
    WHERE ${these} AND (SELECT COUNT(*) FROM "Agency" a WHERE ${these}) = ${added.length} ORDER BY a."id"`;
  return count > 0;
}

/** Writes who is out, who is asked once more, and who goes along. `visit`: as it was before. */
export async function writeEdits(tx: Tx, visit: Visit, prepared: Prepared, now: Date): Promise<void> {
  const { id: visitId } = visit;
  const { agenciesIn = [], agenciesOut = [], membersIn = [], membersOut = [] } = prepared.edits;
  const these = (ids: readonly number[]) => ({ visitId, agencyId: { in: few('agencies', ids) } });
  if (agenciesOut.length > 0) {
    const data = { ...nothingSaid, answer: 'declined' as const, takenOutAt: now };
    await tx.visitParty.updateMany({ where: these(agenciesOut), data });
  }
  const known = [...visit.parties, ...visit.takenOut].map(({ agencyId }) => agencyId);
  const back = agenciesIn.filter((agencyId) => known.includes(agencyId));
  if (back.length > 0) {
    const anew = { answer: 'pending' as const, answeredAt: null, answeredById: null, minutesAgreed: null };
    await tx.visitParty.updateMany({
      where: these(back),
      data: { ...nothingSaid, ...anew, takenOutAt: null },
    });
  }
  if (membersOut.length > 0) {
    await tx.visitMember.deleteMany({ where: { visitId, personId: { in: few('people', membersOut) } } });
  }
  if (membersIn.length > 0) {
    await tx.visitMember.createMany({ data: membersIn.map((personId) => ({ visitId, personId })) });
  }
}

/**
 * Whether those who join a visit, or all where it is elsewhere, have nothing else at its time, which stands; a head may
 * override what they have.
 */
export async function roomFor(
  tx: Tx,
  actor: Actor,
  visit: Visit,
  prepared: Prepared,
  override: string | undefined,
  now: Date,
): Promise<boolean | 'overridden'> {
  const { startsAt, endsAt, id: exceptId, unitId } = visit;
  const those = joining(visit, asEdited(visit, prepared));
  if (!those || startsAt <= now) return true;
  const wanted = { ...those, startsAt, endsAt, exceptId };
  const clashes = await clashesAt(tx, scopeOf(actor, 'visit.view'), wanted);
  if (clashes.length === 0) return true;
  return override !== undefined && can(actor, 'visit.override', { unitId, agencyId: null }) && 'overridden';
}
