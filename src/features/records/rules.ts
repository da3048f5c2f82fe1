import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { FollowUp } from '../followups/index.js';
import type { MinutedVisit, VisitState } from '../visits/index.js';

/** What a record (berita acara) says of a visit. No participant is named in it. */
export type VisitRecord = MinutedVisit & {
  readonly followUps: readonly Pick<FollowUp, 'what' | 'owner' | 'dueOn'>[];
  /** Something in what was written looked like a participant's name or register number, and was taken out. */
  readonly masked: boolean;
  /** What was sent about the visit, for the unit's own people; an agency's record has none of it. */
  readonly attached: Attached;
};

/** `pictures`: those that can be printed, at most so many; `others`: how much there is besides, of which kinds. */
export type Attached = {
  readonly pictures: readonly Uint8Array[];
  readonly others: { readonly photo: number; readonly voice: number; readonly file: number };
};

export const NOTHING_ATTACHED: Attached = { pictures: [], others: { photo: 0, voice: 0, file: 0 } };

/** How many pictures are printed with a record. */
export const PICTURES_MAX = 12;

/** Whether these bytes begin as a JPEG or a PNG does. */
export function isPrintable(bytes: Uint8Array): boolean {
  const begins = (...start: readonly number[]) => start.every((byte, at) => bytes[at] === byte);
  return begins(0xff, 0xd8, 0xff) || begins(0x89, 0x50, 0x4e, 0x47);
}

/** `not-held`: it hasn't been recorded as held; `no-minutes`: the unit hasn't written what came of it yet. */
export type Recordable = 'yes' | 'foreign' | 'not-held' | 'no-minutes';

/**
 * Whether somebody may have the record: all of the unit that see visits, once it was held; an agency that took part,
 * once there are minutes.
 */
export function recordable(
  actor: Actor,
  visit: {
    readonly unitId: number;
    readonly state: VisitState;
    readonly minutes: string | null;
    readonly agencyIds: readonly number[];
  },
): Recordable {
  const { unitId, state, minutes, agencyIds } = visit;
  const ours = can(actor, 'visit.view', { unitId, agencyId: null });
  if (!ours && !agencyIds.some((agencyId) => can(actor, 'visit.view', { unitId, agencyId })))
    return 'foreign';
  if (state !== 'held') return 'not-held';
  return ours || minutes !== null ? 'yes' : 'no-minutes';
}
