import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { planNotices, withdraw } from '../../../delivery/notices.js';
import { forEachAlone } from '../../../lib/each.js';
import { localDate } from '../../../lib/zoned.js';
import { closedDays } from '../../calendar/index.js';
import type { Holder } from '../../people/index.js';
import { answering, isInOffice, reachable, unitStaff } from '../../staffing/index.js';
import { isOngoing } from '../life/rules.js';
import { lapseTime, type OpenOffer, settleOffers } from './rules.js';
import { closeOffers, makeOffers, programmesToSettle, type SeatsNow, seatsNow } from './store.js';

/** The message that tells who is next for a free seat; its subject is the programme. */
export const OFFER = 'programme.offer';

type Of = { readonly unitId: number; readonly programmeId: number };

/** Who is told of a programme's free seats: its officer while in office, else the unit's heads. */
export function answerable(staff: readonly Holder[], officerId: number | null): readonly Holder[] {
  const inOffice = staff.filter(({ kinds }) => isInOffice(kinds));
  return answering(reachable(inOffice), [officerId]);
}

type Settling = {
  readonly now: Date;
  readonly actorId: number | null;
  /** A seat has become free. */
  readonly newRound: boolean;
  /** Everybody with a post of the unit, where that is at hand. */
  readonly staff?: readonly Holder[];
};

/**
 * Makes a programme's open offers what they have to be after a change, in its transaction, which holds the unit's and
 * the programme's lock: offers that are void fall, free seats are offered to who is next, and whoever answers for
 * the programme is told, unless it is they who act. One query where nothing is to change.
 */
export async function settleSeats(tx: Tx, of: Of, settling: Settling): Promise<void> {
  const { now, actorId, newRound } = settling;
  const found = await seatsNow(tx, of);
  if (!found || found.candidates.length === 0) return;
  const { seats, state, candidates, enrolled, zone } = found;
  const offers = candidates.flatMap(({ offerId: id, enrolmentId }) =>
    id === null ? [] : [{ id, enrolmentId }],
  );
  const waiting = candidates.filter((one) => one.state === 'waiting');
  // Where no number of seats is set there is none to offer: whoever waits is admitted as anybody is.
  const free = isOngoing(state) && seats !== null ? seats - enrolled : 0;
  const { fall, make } = settleOffers(offers, waiting, free, newRound);
  await letFall(tx, fall, candidates, { at: now, personId: actorId });
  let made: readonly number[] = [];
  if (make.length > 0) {
    const lapsesAt = lapseTime(now, zone, await closedDays(tx, of.unitId, localDate(now, zone)));
    made = await makeOffers(tx, of, make, { offeredAt: now, lapsesAt });
  }
  const left = [...offers.filter((offer) => !fall.includes(offer)).map(({ id }) => id), ...made];
  if (left.length > 0 && made.length === 0) return;
  await withdrawOffered(tx, of, left.length === 0 ? 'filled' : 'changed');
  if (left.length > 0)
    await tellOffered(tx, of, { ...settling, officerId: found.officerId, newest: Math.max(...left) });
}

/** Closes offers that are void: as taken where who was offered a seat holds one now. */
async function letFall(
  tx: Tx,
  fall: readonly OpenOffer[],
  candidates: SeatsNow['candidates'],
  by: { readonly at: Date; readonly personId: number | null },
): Promise<void> {
  const active = new Set(
    candidates.filter(({ state }) => state === 'active').map(({ enrolmentId }) => enrolmentId),
  );
  const taken = fall.filter(({ enrolmentId }) => active.has(enrolmentId)).map(({ id }) => id);
  const unfounded = fall.filter(({ enrolmentId }) => !active.has(enrolmentId)).map(({ id }) => id);
  if (taken.length > 0) await closeOffers(tx, { ids: taken }, 'taken', by);
  if (unfounded.length > 0) await closeOffers(tx, { ids: unfounded }, 'withdrawn', by);
}

async function withdrawOffered(tx: Tx, { unitId, programmeId }: Of, cause: string): Promise<void> {
  await withdraw(tx, { unitId, subjectId: programmeId, kinds: [OFFER], cause });
}

/** Tells whoever answers for a programme of its offers; `newest`: the last of them. */
async function tellOffered(
  tx: Tx,
  { unitId, programmeId }: Of,
  about: Settling & { readonly officerId: number | null; readonly newest: number },
): Promise<void> {
  const { now, actorId, officerId, newest } = about;
  const staff = about.staff ?? (await unitStaff(tx, unitId, now));
  const told = answerable(staff, officerId).filter(({ id }) => id !== actorId);
  await planNotices(
    tx,
    now,
    told.map(({ id: personId }) => ({
      unitId,
      subjectId: programmeId,
      dedupeKey: `programme:${programmeId}:offer:${newest}:person:${personId}`,
      kind: OFFER,
      subjectVersion: newest,
      to: { personId },
      dueAt: now,
    })),
  );
}

/** Withdraws all of a programme's offers, in the transaction that ends it: nobody in it waits any more. */
export async function endOffers(
  tx: Tx,
  of: Of,
  by: { readonly now: Date; readonly actorId: number },
): Promise<void> {
  const { programmeId } = of;
  await closeOffers(tx, { programmeId }, 'withdrawn', { at: by.now, personId: by.actorId });
  await withdrawOffered(tx, of, 'filled');
}

/**
 * The same for all of a unit's programmes, whose lock the transaction holds; for what concerns many people at once.
 * `vacated`: the programmes in which seats have become free.
 */
export async function settleUnitSeats(
  tx: Tx,
  unitId: number,
  vacated: ReadonlySet<number>,
  now: Date,
): Promise<void> {
  for (const { id: programmeId } of await programmesToSettle(tx, unitId)) {
    await lockProgramme(tx, programmeId);
    const newRound = vacated.has(programmeId);
    await settleSeats(tx, { unitId, programmeId }, { now, actorId: null, newRound });
  }
}

/**
 * Lets offers lapse whose time has passed, and offers what seats are free. Each programme for itself; resolves to how many offers lapsed.
 */
export async function sweepSeats(db: Db, now: Date): Promise<number> {
  let lapsed = 0;
  await forEachAlone(await programmesToSettle(db.read), async ({ id: programmeId, unitId }) => {
    lapsed += await db.write(async (tx) => {
      await lockUnit(tx, unitId);
      await lockProgramme(tx, programmeId);
      const count = await closeOffers(tx, { programmeId, lapsedBy: now }, 'lapsed', {
        at: now,
        personId: null,
      });
      await settleSeats(tx, { unitId, programmeId }, { now, actorId: null, newRound: false });
      return count;
    });
  });
  return lapsed;
}
