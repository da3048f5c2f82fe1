import { overlaps, type Span } from '../calendar/index.js';

/** What takes a stretch of time: until `endsAt`, exclusive. */
export type Booking = Span & {
  /** The officer and who goes along. */
  readonly personIds: readonly number[];
  readonly agencyIds: readonly number[];
  /** Whose office it takes place at: an agency's, or null for the unit. */
  readonly placeId: number | null;
};

export type Clash<B extends Booking> = {
  readonly with: B;
  /** People of the unit who would be in two places. */
  readonly personIds: readonly number[];
  readonly sameAgency: boolean;
  /** They don't overlap, but leave no time for the road between two places. */
  readonly road: boolean;
};

/** What the road between two places takes at least, in minutes: one value for every unit. */
export const ROAD_MINUTES = 30;

const ROAD_MS = ROAD_MINUTES * 60_000;

/** A stretch with the road before and after it. */
export function withRoad({ startsAt, endsAt }: Span): Span {
  return { startsAt: new Date(startsAt.getTime() - ROAD_MS), endsAt: new Date(endsAt.getTime() + ROAD_MS) };
}

/** Which bookings would put somebody, or an agency, in two places at once; the earliest first. */
export function clashesOf<B extends Booking>(wanted: Booking, taken: readonly B[]): Clash<B>[] {
  const away = withRoad(wanted);
  return taken
    .filter((other) => overlaps(other.placeId === wanted.placeId ? wanted : away, other))
    .map((other) => ({
      with: other,
      personIds: wanted.personIds.filter((id) => other.personIds.includes(id)),
      sameAgency: wanted.agencyIds.some((id) => other.agencyIds.includes(id)),
      road: !overlaps(wanted, other),
    }))
    .filter(({ personIds, sameAgency }) => personIds.length > 0 || sameAgency)
    .toSorted((a, b) => a.with.startsAt.getTime() - b.with.startsAt.getTime());
}
