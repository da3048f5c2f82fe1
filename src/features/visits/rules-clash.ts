/** What takes a stretch of time: until `endsAt`, exclusive. */
export type Booking = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** The officer and who goes along. */
  readonly personIds: readonly number[];
  readonly agencyIds: readonly number[];
};

export type Clash<B extends Booking> = {
  readonly with: B;
  /** People of the unit who would be in two places. */
  readonly personIds: readonly number[];
  readonly sameAgency: boolean;
};

/** Whether two stretches share a moment; one that begins when the other ends doesn't. */
export function overlaps(
  a: Pick<Booking, 'startsAt' | 'endsAt'>,
  b: Pick<Booking, 'startsAt' | 'endsAt'>,
): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/** Which bookings would put somebody, or an agency, in two places at once; the earliest first. */
export function clashesOf<B extends Booking>(wanted: Booking, taken: readonly B[]): Clash<B>[] {
  return taken
    .filter((other) => overlaps(wanted, other))
    .map((other) => ({
      with: other,
      personIds: wanted.personIds.filter((id) => other.personIds.includes(id)),
      sameAgency: wanted.agencyIds.some((id) => other.agencyIds.includes(id)),
    }))
    .filter(({ personIds, sameAgency }) => personIds.length > 0 || sameAgency)
    .toSorted((a, b) => a.with.startsAt.getTime() - b.with.startsAt.getTime());
}
