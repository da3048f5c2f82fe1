import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Tx } from '../../../db/database.js';
import { searchName } from '../../../reading/search-name.js';
import { countAgencies } from '../../agencies/index.js';
import type { Colleague } from '../../people/index.js';
import { colleaguesIn } from '../../people/index.js';
import { unitPeople } from '../../staffing/index.js';
import { announce } from '../news/service.js';
import { isHumas, officersOf } from '../people/rules.js';
import { takeSlot } from '../slots/service.js';
import type { Direction } from '../state/rules.js';
import { PARTIES_MAX, stanceOf } from '../visit/rules.js';
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

/** Somebody of the unit proposes for it (`byUnit`), or an agency's contact asks for a visit. */
type Proposing = {
  readonly actor: Actor;
  readonly byUnit: boolean;
  readonly officerId: number;
  readonly proposal: Proposal;
  readonly now: Date;
};

/** Whether somebody may ask just these agencies: each once, of their unit, an agency's contact only their own. */
async function mayAsk(tx: Tx, actor: Actor, { agencyIds }: Proposal, byUnit: boolean): Promise<boolean> {
  const { unitId } = actor;
  const known = await countAgencies(tx, unitId, agencyIds);
  const may = agencyIds.every((agencyId) => can(actor, 'visit.propose', { unitId, agencyId }));
  const most = byUnit ? PARTIES_MAX : 1;
  return may && known > 0 && known === agencyIds.length && known <= most;
}

/** Writes the visit with its parties, its members and its first event. `reason`: why its time is kept all the same. */
async function writeVisit(
  tx: Tx,
  { actor, byUnit, officerId, proposal, now }: Proposing,
  along: readonly Colleague[],
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
      state: 'proposed',
      createdAt: now,
      searchText: searchName(purpose),
      members: {
        create: along.filter((person) => person.id !== officerId).map((person) => ({ personId: person.id })),
      },
      parties: {
        create: agencyIds.map((agencyId) =>
          byUnit
            ? { agencyId }
            : { agencyId, answer: 'accepted' as const, answeredAt: now, answeredById: personId },
        ),
      },
      events: {
        create: {
          at: now,
          actorId: personId,
          kind: 'proposed',
          newStart: startsAt,
          ...(reason !== undefined && { reason }),
        },
      },
    },
    select: { id: true },
  });
  return id;
}

async function announceProposal(tx: Tx, { actor, byUnit, now }: Proposing, id: number): Promise<void> {
  const { unitId, personId, zone } = actor;
  const visit = await findVisit(tx, { kind: 'unit', unitId }, id);
  if (!visit) throw new Error(`visit ${id} is gone`);
  const stance = stanceOf(actor, visit);
  if (!stance) throw new Error(`visit ${id} isn't theirs who proposed it`);
  await announce(tx, {
    visit,
    action: 'propose',
    stance,
    actorId: personId,
    unowned: !byUnit,
    keeps: false,
    dropped: [],
    now,
    zone,
  });
}

/** Saves a proposal and asks the other side. */
export async function proposeVisit(tx: Tx, actor: Actor, proposal: Proposal, now: Date): Promise<Proposed> {
  const { unitId, personId } = actor;
  const { agencyIds, memberIds, direction, startsAt, endsAt, override } = proposal;
  const byUnit = can(actor, 'visit.change', { unitId, agencyId: null });
  const [host] = agencyIds;
  if (host === undefined || !(await mayAsk(tx, actor, proposal, byUnit))) {
    return { ok: false, reason: 'refused' };
  }
  if (startsAt <= now) return { ok: false, reason: 'past' };
  const officerId = byUnit ? personId : officersOf(await unitPeople(tx, unitId))[0]?.id;
  if (officerId === undefined) return { ok: false, reason: 'nobody' };
  const people = await colleaguesIn(tx, unitId);
  const personIds = byUnit ? [officerId, ...memberIds] : [];
  const placeId = direction === 'toAgency' ? host : null;
  const slot = await takeSlot(tx, actor, { startsAt, endsAt, agencyIds, placeId, personIds }, override);
  if (!slot.ok) return { ok: false, reason: 'clash' };
  const along = byUnit ? people.filter(({ id }) => memberIds.includes(id)) : people.filter(isHumas);
  const proposing = { actor, byUnit, officerId, proposal, now };
  const id = await writeVisit(tx, proposing, along, slot.overridden ? override : undefined);
  await announceProposal(tx, proposing, id);
  return { ok: true, id };
}
