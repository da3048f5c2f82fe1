import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { planNotices, withdraw } from '../../../delivery/notices.js';
import { localDate } from '../../../lib/zoned.js';
import { closedDays } from '../../calendar/index.js';
import { answering, reachable, unitPeople } from '../../staffing/index.js';
import { isOngoing } from '../life/rules.js';
import { countEnrolled } from '../programme/store.js';
import { lapseTime, settleOffers } from './rules.js';
import { closeOffers, openOffers, programmesToSettle, waitingList } from './store.js';

/** The message that tells who is next for a free seat; its subject is the programme. */
export const OFFER = 'programme.offer';

type Of = { readonly unitId: number; readonly programmeId: number };

/** Who is told of a programme's free seats: its officer while in office, else the unit's heads. */
export async function answerable(db: Reader | Tx, programme: { unitId: number; officerId: number | null }) {
  return answering(reachable(await unitPeople(db, programme.unitId)), [programme.officerId]);
}

/**
 * Makes a programme's open offers what they have to be after a change, in its transaction, which holds the unit's and
 * the programme's lock: offers that are void fall, free seats are offered to who is next, and whoever answers for
 * the programme is told, unless it is they who act. `newRound`: a seat has become free.
 */
export async function settleSeats(
  tx: Tx,
  { unitId, programmeId }: Of,
  {
    now,
    actorId,
    newRound,
  }: { readonly now: Date; readonly actorId: number | null; readonly newRound: boolean },
): Promise<void> {
  const programme = await tx.programme.findFirst({
    where: { id: programmeId, unitId },
    select: { seats: true, state: true, officerId: true, unit: { select: { zone: true } } },
  });
  if (!programme) return;
  const [offers, waiting] = [
    await openOffers(tx, programmeId),
    await waitingList(tx, { unitId, programmeId }),
  ];
  if (offers.length === 0 && waiting.length === 0) return;
  const { seats, state } = programme;
  const open = isOngoing(state)
    ? seats === null
      ? undefined
      : seats - (await countEnrolled(tx, programmeId))
    : 0;
  const { fall, make } = settleOffers(offers, waiting, open, newRound);
  if (fall.length > 0) {
    const enrolled = await tx.enrolment.findMany({
      where: { id: { in: fall.map(({ enrolmentId }) => enrolmentId) }, state: 'active' },
      select: { id: true },
    });
    const got = (offer: (typeof fall)[number]) => enrolled.some(({ id }) => id === offer.enrolmentId);
    const by = { at: now, personId: actorId };
    await closeOffers(tx, { ids: fall.filter(got).map(({ id }) => id) }, 'taken', by);
    await closeOffers(tx, { ids: fall.filter((one) => !got(one)).map(({ id }) => id) }, 'withdrawn', by);
  }
  if (make.length > 0) {
    const { zone } = programme.unit;
    const lapsesAt = lapseTime(now, zone, await closedDays(tx, unitId, localDate(now, zone)));
    await tx.seatOffer.createMany({
      data: make.map((enrolmentId) => ({ unitId, programmeId, enrolmentId, offeredAt: now, lapsesAt })),
    });
  }
  const left = await openOffers(tx, programmeId);
  const newest = left.at(-1)?.id ?? 0;
  if (left.length > 0 && make.length === 0) return;
  const about = { unitId, subjectId: programmeId };
  await withdraw(tx, { ...about, kinds: [OFFER], cause: left.length === 0 ? 'filled' : 'changed' });
  if (left.length === 0) return;
  const told = (await answerable(tx, { unitId, officerId: programme.officerId })).filter(
    ({ id }) => id !== actorId,
  );
  await planNotices(
    tx,
    now,
    told.map(({ id: personId }) => ({
      ...about,
      dedupeKey: `programme:${programmeId}:offer:${newest}:person:${personId}`,
      kind: OFFER,
      subjectVersion: newest,
      to: { personId },
      dueAt: now,
    })),
  );
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
  for (const { id: programmeId, unitId } of await programmesToSettle(db.read)) {
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
  }
  return lapsed;
}
