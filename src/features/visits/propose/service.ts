import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { searchName } from '../../../reading/search-name.js';
import { countAgencies } from '../../agencies/index.js';
import type { ClosedDay } from '../../calendar/index.js';
import { type HoldersOf, isInOffice, peopleAround } from '../../staffing/index.js';
import type { Acted } from '../change/rules.js';
import { announce } from '../news/service.js';
import { officersOf } from '../people/rules.js';
import type { Via } from '../relayed/rules.js';
import { takeSlot } from '../slots/service.js';
import type { Direction, PartyAnswer } from '../state/rules.js';
import { PARTIES_MAX, stanceOf, type Visit } from '../visit/rules.js';
import { findVisit } from '../visit/store.js';

/**
 * A visit to be proposed. `agencyIds`: one at least, the first being the host where the unit goes there; `memberIds`:
 * who goes along beside the officer; `override`: why the time is kept.
 */
export type Proposal = {
  readonly agencyIds: readonly number[];
  readonly direction: Direction;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly purpose: string;
  readonly memberIds: readonly number[];
  readonly override?: string | undefined;
};

/** `nobody`: the unit has no officer and no head who could answer; `clash`: something stands against the time. */
export type Proposed =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'refused' | 'past' | 'nobody' | 'clash' };

/** An agency that accepted the time before the visit is written: who said so when, and how it came. */
export type Said = {
  readonly agencyId: number;
  readonly answer: Extract<PartyAnswer, 'accepted'>;
  readonly answeredAt: Date;
  readonly answeredById: number | null;
  readonly via: Via | null;
  readonly saidBy: string | null;
};

/** Somebody of the unit proposes for it (`byUnit`), or an agency's contact asks for a visit. */
type Proposing = {
  readonly actor: Actor;
  readonly byUnit: boolean;
  readonly officerId: number;
  readonly proposal: Proposal;
  readonly now: Date;
  /** It has taken place already, with all of the agencies. */
  readonly held?: true;
  /** What agencies have said already, and since when they were asked; with nobody to wait for it is agreed. */
  readonly said?: { readonly answers: readonly Said[]; readonly askedAt: Date } | undefined;
};

/** Whether somebody may ask just these agencies: each once, of their unit, an agency's contact only their own. */
export async function mayAsk(
  tx: Tx,
  actor: Actor,
  { agencyIds }: Pick<Proposal, 'agencyIds'>,
  byUnit: boolean,
): Promise<boolean> {
  const { unitId } = actor;
  const known = await countAgencies(tx, unitId, agencyIds);
  const may = agencyIds.every((agencyId) => can(actor, 'visit.propose', { unitId, agencyId }));
  const most = byUnit ? PARTIES_MAX : 1;
  return may && known > 0 && known === agencyIds.length && known <= most;
}

/** Writes the visit with its parties, its members and its first event. `reason`: why its time is kept all the same. */
export async function writeVisit(
  tx: Tx,
  { actor, byUnit, officerId, proposal, now, held, said }: Proposing,
  along: readonly number[],
  reason: string | undefined,
): Promise<number> {
  const { unitId, personId } = actor;
  const { agencyIds, direction, startsAt, endsAt, purpose } = proposal;
  const { id } = await tx.visit.create({
    data: {
      direction,
      startsAt,
      endsAt,
      purpose,
      unitId,
      officerId,
      ...(held ? { state: 'held' } : settledBy(agencyIds, said?.answers ?? [])),
      createdAt: now,
      searchText: searchName(purpose),
    },
    select: { id: true },
  });
  // Children by themselves: nested in the visit they would cost a read more.
  const byAgency = { answer: 'accepted' as const, answeredAt: now, answeredById: personId };
  const tookPart = held && { answer: 'accepted' as const, answeredAt: now };
  const answered = tookPart ?? (byUnit ? {} : byAgency);
  await tx.visitParty.createMany({
    data: agencyIds.map((agencyId) => {
      const already = said?.answers.find((one) => one.agencyId === agencyId);
      return { visitId: id, agencyId, ...answered, ...(already && answerOf(already)) };
    }),
  });
  const others = along.filter((memberId) => memberId !== officerId);
  if (others.length > 0) {
    await tx.visitMember.createMany({
      data: others.map((memberId) => ({ visitId: id, personId: memberId })),
    });
  }
  const askedAt = said?.askedAt ?? now;
  const first = {
    visitId: id,
    at: askedAt,
    actorId: personId,
    kind: 'proposed' as const,
    newStart: startsAt,
  };
  await tx.visitEvent.createMany({
    data: [
      { ...first, ...(reason !== undefined && { reason }) },
      ...(said?.answers ?? []).map((one) => ({ visitId: id, ...eventOf(one) })),
    ],
  });
  return id;
}

/** Where all have accepted it before, it is agreed; else the others are waited for. */
function settledBy(agencyIds: readonly number[], answers: readonly Said[]) {
  const agreed = answers.length === agencyIds.length;
  return agreed ? { state: 'confirmed' as const, sequence: 1 } : { state: 'proposed' as const };
}

function answerOf({ answer, answeredAt, answeredById }: Said) {
  return { answer, answeredAt, answeredById };
}

function eventOf({ agencyId, answer, answeredAt, answeredById, via, saidBy }: Said) {
  const relayed = via === null ? {} : { agencyId, via, saidBy };
  return { at: answeredAt, actorId: answeredById, kind: answer, ...relayed };
}

/** Tells those concerned of a visit that has just been written. */
export async function announceProposal(
  tx: Tx,
  { actor, byUnit, now }: Pick<Proposing, 'actor' | 'byUnit' | 'now'>,
  id: number,
  known: { readonly people: HoldersOf; readonly closed: readonly ClosedDay[] },
): Promise<Visit> {
  const { unitId, personId, zone } = actor;
  const visit = await findVisit(tx, { kind: 'unit', unitId }, id, now);
  if (!visit) throw new Error(`visit ${id} is gone`);
  const stance = stanceOf(actor, visit);
  if (!stance) throw new Error(`visit ${id} isn't theirs who proposed it`);
  await announce(tx, {
    visit,
    // What all have said before is agreed at once.
    action: visit.state === 'confirmed' ? 'accept' : 'propose',
    stance,
    actorId: personId,
    unowned: !byUnit,
    keeps: false,
    dropped: [],
    now,
    zone,
    ...known,
  });
  return visit;
}

const refused = (reason: Extract<Proposed, { readonly ok: false }>['reason']): Acted<Proposed> => ({
  result: { ok: false, reason },
});

/** Saves a proposal and asks the other side. */
export async function proposeVisit(
  tx: Tx,
  actor: Actor,
  proposal: Proposal,
  now: Date,
): Promise<Acted<Proposed>> {
  const { unitId, personId } = actor;
  const { agencyIds, memberIds, direction, startsAt, endsAt, override } = proposal;
  const byUnit = can(actor, 'visit.change', { unitId, agencyId: null });
  const [host] = agencyIds;
  if (host === undefined || !(await mayAsk(tx, actor, proposal, byUnit))) {
    return refused('refused');
  }
  if (startsAt <= now) return refused('past');
  const people = await peopleAround(tx, unitId, agencyIds, now);
  const staff = people(null);
  const officerId = byUnit ? personId : officersOf(staff.filter(({ kinds }) => isInOffice(kinds)))[0]?.id;
  if (officerId === undefined) return refused('nobody');
  const personIds = byUnit ? [officerId, ...memberIds] : [];
  const placeId = direction === 'toAgency' ? host : null;
  await lockUnit(tx, unitId);
  const slot = await takeSlot(tx, actor, { startsAt, endsAt, agencyIds, placeId, personIds }, override, now);
  if (!slot.ok) return refused('clash');
  const along = staff.filter(({ id, kinds }) => (byUnit ? memberIds.includes(id) : kinds.includes('humas')));
  const proposing = { actor, byUnit, officerId, proposal, now };
  const reason = slot.overridden ? override : undefined;
  const memberOf = along.map(({ id }) => id).toSorted((one, other) => one - other);
  const id = await writeVisit(tx, proposing, memberOf, reason);
  const visit = await announceProposal(tx, proposing, id, { people, closed: slot.closed });
  return { result: { ok: true, id }, after: { visit, people } };
}
