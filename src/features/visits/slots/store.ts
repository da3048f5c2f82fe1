import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { activeOf, OPEN_STATES } from '../state/rules.js';
import { DAY_MS, visitsIn } from '../visit/store.js';

/** Another visit in the way. */
export type Taken = {
  readonly id: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly personIds: readonly number[];
  readonly agencyIds: readonly number[];
  readonly placeId: number | null;
  readonly agencyName: string;
};

/** Open visits of a scope that share a moment with the stretch of time, without `exceptId`. */
export async function takenBetween(
  db: Reader,
  scope: Scope,
  span: { readonly startsAt: Date; readonly endsAt: Date; readonly exceptId?: number },
): Promise<Taken[]> {
  const { startsAt, endsAt, exceptId } = span;
  const rows = await db.visit.findMany({
    where: {
      AND: [
        visitsIn(scope),
        { state: { in: [...OPEN_STATES] } },
        // No visit lasts a day, which keeps the index from being read from its beginning.
        { startsAt: { lt: endsAt, gt: new Date(startsAt.getTime() - DAY_MS) }, endsAt: { gt: startsAt } },
        exceptId === undefined ? {} : { id: { not: exceptId } },
      ],
    },
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      officerId: true,
      state: true,
      direction: true,
      members: { select: { personId: true } },
      parties: {
        select: { agencyId: true, answer: true, agency: { select: { name: true } } },
        orderBy: { id: 'asc' },
      },
    },
  });
  return rows.map(({ officerId, members, parties, state, direction, ...visit }) => ({
    ...visit,
    // While an agency asks and nobody of the unit has answered, nobody's time is taken.
    personIds:
      state === 'proposed' && parties.every(({ answer }) => answer === 'accepted')
        ? []
        : [officerId, ...members.map(({ personId }) => personId)],
    placeId: direction === 'toAgency' ? (activeOf(parties)[0]?.agencyId ?? null) : null,
    agencyIds: activeOf(parties).map(({ agencyId }) => agencyId),
    agencyName: activeOf(parties)
      .map(({ agency }) => agency.name)
      .join(', '),
  }));
}
