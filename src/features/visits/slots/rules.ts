import type { OfficeHours } from '../../../access/actor.js';
import { addDays, type LocalDate, localDate, localTime, toInstant } from '../../../lib/zoned.js';
import {
  type ClosedDay,
  dayOff,
  officeHours,
  overlaps,
  type Span,
  type Unsuited,
  unknownYears,
  unsuited,
} from '../../calendar/index.js';

/** What is known of a stretch of days: what is taken, and when the unit is closed. */
export type Calendar<B extends Booking> = {
  readonly zone: string;
  /** The unit's own office hours. */
  readonly hours?: OfficeHours | undefined;
  readonly taken: readonly B[];
  readonly closed: readonly ClosedDay[];
};

/** What speaks against a time: other visits, and the day or hour itself. */
export type Obstacles<B extends Booking> = {
  readonly clashes: readonly Clash<B>[];
  readonly unsuited: readonly Unsuited[];
  /** Years whose holidays aren't known here: said, and in nobody's way. */
  readonly unknownYears: readonly number[];
};

export function obstaclesTo<B extends Booking>(wanted: Booking, calendar: Calendar<B>): Obstacles<B> {
  return {
    clashes: clashesOf(wanted, calendar.taken),
    unsuited: unsuited(wanted, calendar.zone, calendar.closed, calendar.hours),
    unknownYears: unknownYears(wanted, calendar.zone, calendar.closed),
  };
}

export function isFree<B extends Booking>({ clashes, unsuited: reasons }: Obstacles<B>): boolean {
  return clashes.length === 0 && reasons.length === 0;
}

const STEP_MS = 30 * 60_000;

/** Starts on the half hour at which a day's office hours have room for so long, the earliest first. */
function slotsOn<B extends Booking>(
  day: LocalDate,
  wanted: Booking,
  calendar: Calendar<B>,
  now: Date,
): readonly Span[] {
  const hours = officeHours(day, calendar.hours);
  if (!hours || dayOff(day, calendar.closed)) return [];
  const lasts = wanted.endsAt.getTime() - wanted.startsAt.getTime();
  const until = toInstant(day, hours.until, calendar.zone).getTime();
  const free: Span[] = [];
  for (
    let start = toInstant(day, hours.from, calendar.zone).getTime();
    start + lasts <= until;
    start += STEP_MS
  ) {
    const span = { startsAt: new Date(start), endsAt: new Date(start + lasts) };
    if (span.startsAt > now && isFree(obstaclesTo({ ...wanted, ...span }, calendar))) free.push(span);
  }
  return free;
}

/** Whether a day has an hour left for a visit as long as `wanted`. */
export function hasRoom<B extends Booking>(
  day: LocalDate,
  wanted: Booking,
  calendar: Calendar<B>,
  now: Date,
): boolean {
  return slotsOn(day, wanted, calendar, now).length > 0;
}

/** Days before and after the wanted one within which a free time is looked for. */
const REACH_DAYS = 14;

const NOON = 12;

/** Of a day's free times the one nearest to an hour of the day, before noon and after it, the nearer half first. */
function bestOfHalves(free: readonly Span[], minute: number, zone: string): Span[] {
  const far = ({ startsAt }: Span) => Math.abs(minuteOfDay(startsAt, zone) - minute);
  const isEarly = ({ startsAt }: Span) => localTime(startsAt, zone).hour < NOON;
  const nearest = (spans: readonly Span[]) => spans.toSorted((a, b) => far(a) - far(b)).slice(0, 1);
  const halves = [...nearest(free.filter(isEarly)), ...nearest(free.filter((span) => !isEarly(span)))];
  return halves.toSorted((a, b) => far(a) - far(b));
}

function minuteOfDay(at: Date, zone: string): number {
  const { hour, minute } = localTime(at, zone);
  return hour * 60 + minute;
}

/**
 * Free times near the wanted one, of the same length, spread so that somebody who can't come on that day or at that
 * hour finds another: of the wanted day one before noon and one after it, then of the days around it (the later first)
 * the one nearest to the wanted hour, and where those don't suffice the other halves of these days.
 */
export function nearestFree<B extends Booking>(
  wanted: Booking,
  calendar: Calendar<B>,
  now: Date,
  count = 3,
): readonly Span[] {
  const { zone } = calendar;
  const middle = localDate(wanted.startsAt > now ? wanted.startsAt : now, zone);
  const hour = minuteOfDay(wanted.startsAt, zone);
  const offered: Span[] = [];
  const spare: Span[] = [];
  for (let days = 0; days <= REACH_DAYS && offered.length < count; days += 1) {
    const around = days === 0 ? [middle] : [addDays(middle, days), addDays(middle, -days)];
    for (const day of around) {
      const [best, other] = bestOfHalves(slotsOn(day, wanted, calendar, now), hour, zone);
      if (best) offered.push(best);
      if (other) (days === 0 ? offered : spare).push(other);
    }
  }
  return [...offered, ...spare].slice(0, count);
}

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
