import { compareTimes, isRealTime, type LocalTime } from '../lib/zoned.js';
import { digitsAt, lookUp, type Phrase, type Read, skip, sourceOf, wordAt } from './phrase.js';
import {
  after,
  before,
  clockMarkers,
  type DayPart,
  dayParts,
  exactly,
  halfBefore,
  leadingMinutes,
  minutesUnit,
  months,
  namedHours,
  nextDays,
  numberAt,
  openEnds,
  portions,
  rangeMiddles,
  rangeStarts,
  zones,
} from './when-words.js';

/** What was read as a time of day. */
type ReadTime = {
  readonly time: LocalTime;
  /** One not after `time` is on the day after. */
  readonly endTime?: LocalTime;
  /** It was said that the end is on the day after. */
  readonly nextDay?: true;
  /** The zone that was typed, if one was. */
  readonly zone?: string;
  /** Midnight or the hours after it, called night: with a date it may be that day's first night or its last. */
  readonly afterMidnight: boolean;
};

/** A time that was said but can't be. `understood` is the typed text. */
export type TimeFault = { readonly reason: 'no-such-time' | 'end-before-start'; readonly understood: string };

export type TimeReading = Read<ReadTime> | (TimeFault & { readonly next: number });

type Clock = {
  readonly next: number;
  readonly hour: number;
  readonly minute: number;
  /** Minutes that the words add to the hour (`kurang seperempat`, `setengah`). */
  readonly shift: number;
  readonly part?: DayPart | undefined;
  /** Written as on a 24-hour clock: `02.00`, `14`. */
  readonly digital: boolean;
  /** A number and nothing that says that it is an hour. */
  readonly bare: boolean;
};

const within = (hour: number, first: number, last: number): boolean => hour >= first && hour <= last;
const afternoonFrom =
  (firstSaid: number, lastSaid: number, first: number, last: number) =>
  (hour: number): number | undefined => {
    if (within(hour, firstSaid, lastSaid)) return hour + 12;
    return within(hour, first, last) ? hour : undefined;
  };

// The hour on a 24-hour clock; undefined where nobody says it so (`jam 9 siang`, `jam 12 pagi`).
const hourIn: Record<DayPart, (hour: number) => number | undefined> = {
  am: (hour) => (within(hour, 0, 12) ? hour % 12 : undefined),
  pm: afternoonFrom(1, 11, 12, 23),
  'small-hours': (hour) => (hour === 12 ? 0 : within(hour, 0, 5) ? hour : undefined),
  morning: (hour) => (within(hour, 0, 11) ? hour : undefined),
  midday: afternoonFrom(1, 4, 10, 16),
  afternoon: afternoonFrom(1, 6, 12, 18),
  'late-afternoon': afternoonFrom(1, 7, 13, 19),
  evening: afternoonFrom(4, 11, 16, 23),
  night: (hour) => (hour === 12 ? 0 : within(hour, 0, 4) ? hour : afternoonFrom(6, 11, 18, 23)(hour)),
};

// In an office, 1 to 6 said without more are in the afternoon.
const officeHour = (clock: Clock): number =>
  !clock.digital && within(clock.hour, 1, 6) ? clock.hour + 12 : clock.hour;

function timeOf(clock: Clock, hour: number | undefined): LocalTime | undefined {
  if (hour === undefined || !isRealTime({ hour, minute: clock.minute })) return undefined;
  const minutes = (hour * 60 + clock.minute + clock.shift + 1440) % 1440;
  return { hour: Math.floor(minutes / 60), minute: minutes % 60 };
}

/** The hour alone, with what stands right beside it: `10`, `10.30`, `setengah 3`, `10 pagi lewat 15`. */
function clockAt(phrase: Phrase, start: number): Clock | undefined {
  const marked = lookUp(clockMarkers, phrase, start);
  let at = skip(exactly, phrase, marked?.next ?? start);
  const named = lookUp(namedHours, phrase, at);
  if (named)
    return {
      minute: 0,
      shift: 0,
      part: undefined,
      digital: true,
      bare: false,
      ...named.value,
      next: named.next,
    };

  const half = lookUp(halfBefore, phrase, at);
  const leading = lookUp(leadingMinutes, phrase, at);
  at = half?.next ?? leading?.next ?? at;
  let shift = half ? -30 : (leading?.value ?? 0);
  const number = numberAt(phrase, at);
  if (!number) return undefined;
  at = number.next;
  const hhmm = number.digits?.length === 4 && marked;
  if ((number.digits?.length ?? 0) > 2 && !hhmm) return undefined;
  const hour = hhmm ? Math.floor(number.value / 100) : number.value;
  const minutes = hhmm || !number.digits ? undefined : minutesAt(phrase, at, marked !== undefined);
  at = minutes?.next ?? at;

  let part = lookUp(dayParts, phrase, at);
  at = skip(exactly, phrase, part?.next ?? at);
  const more = shiftAt(phrase, at);
  at = more?.next ?? at;
  shift += more?.value ?? 0;
  part ??= lookUp(dayParts, phrase, at);
  at = skip(exactly, phrase, Math.max(at, part?.next ?? at));
  const digital = number.digits?.startsWith('0') === true || hour > 12;
  const bare = !(marked ?? half ?? leading ?? minutes ?? part ?? more);
  return {
    next: at,
    hour,
    minute: hhmm ? number.value % 100 : (minutes?.value ?? 0),
    shift,
    part: part?.value,
    digital,
    bare,
  };
}

// `.30`, `:30`, and after `jam` also ` 30` where nothing makes that number a date.
function minutesAt(phrase: Phrase, at: number, marked: boolean): Read<number> | undefined {
  const parted = wordAt(phrase, at) === '.' || wordAt(phrase, at) === ':';
  const minutes = digitsAt(phrase, parted ? at + 1 : at);
  if (minutes?.digits.length !== 2 || !(parted || marked)) return undefined;
  const follows = wordAt(phrase, minutes.next);
  const dated = lookUp(months, phrase, minutes.next) !== undefined || /^[./]$/.test(follows);
  return parted ? minutes : dated || follows === '-' ? undefined : minutes;
}

function shiftAt(phrase: Phrase, at: number): Read<number> | undefined {
  const later = lookUp(after, phrase, at);
  const word = later ?? lookUp(before, phrase, at);
  const amount = word && (lookUp(portions, phrase, word.next) ?? numberAt(phrase, word.next));
  if (!amount || amount.value > 59) return undefined;
  return { next: skip(minutesUnit, phrase, amount.next), value: later ? amount.value : -amount.value };
}

/** Who begins in the evening and ends in the night means the night between, also without saying so. */
const [EVENING, NIGHT_ENDS] = [18, 6];

/** The end on the day after, where that is said or plain from the hours; the night's hour, where it may be two. */
function overMidnight(
  from: LocalTime,
  ends: readonly LocalTime[],
  second: Clock,
  said: boolean,
): LocalTime | undefined {
  const all = second.part ? ends : [...known([timeOf(second, second.hour)]), ...ends];
  const earlier = all.filter((end) => compareTimes(end, from) < 0);
  if (said) return earlier[0];
  return from.hour >= EVENING ? earlier.find(({ hour }) => hour < NIGHT_ENDS) : undefined;
}

/** That the end is on the day after, said behind it; a hyphen leaves `besok` to be the day of the whole. */
function nextDayAt(
  phrase: Phrase,
  at: number,
  middle: string,
): { readonly next: number; readonly sure: boolean } | undefined {
  const word = lookUp(nextDays, phrase, at);
  const sure = word?.value === 'surely';
  return word && (sure || middle !== '-') ? { next: word.next, sure } : undefined;
}

/**
 * Reads a time or a span of time. `part` is the part of the day that was said before it (`besok sore jam 3`);
 * `bare` also takes a single number that nothing marks as an hour.
 */
export function timeAt(
  phrase: Phrase,
  start: number,
  { part, bare = false }: { readonly part?: DayPart | undefined; readonly bare?: boolean } = {},
): TimeReading | undefined {
  const first = clockAt(phrase, skip(rangeStarts, phrase, start));
  if (!first) return undefined;
  const firstZone = lookUp(zones, phrase, first.next);
  const afterFirst = firstZone?.next ?? first.next;
  const middle = lookUp(rangeMiddles, phrase, afterFirst);
  const open = middle && lookUp(openEnds, phrase, middle.next);
  const second = middle && !open ? clockAt(phrase, middle.next) : undefined;
  if (first.bare && !second && !open && !firstZone && !bare) return undefined;
  // Two naked numbers that no clock shows are something else.
  if (first.bare && second?.bare && Math.max(first.hour, second.hour) > 24) return undefined;

  const secondZone = second && lookUp(zones, phrase, second.next);
  const next = secondZone?.next ?? second?.next ?? open?.next ?? afterFirst;
  const zone = secondZone?.value ?? firstZone?.value;
  const understood = sourceOf(phrase, start, next);
  const starts = startsOf(first, second, part);
  const time = starts[0];
  if (!time) return { next, reason: 'no-such-time', understood };
  const shared = zone === undefined ? {} : { zone };
  const afterMidnight = (first.part ?? part) === 'night' && time.hour < 5;
  if (!second) return { next, value: { time, afterMidnight, ...shared } };

  const ends = endsOf(second, first.part ?? part, !first.digital && time.hour >= 12);
  if (ends.length === 0) return { next, reason: 'no-such-time', understood };
  const value = { afterMidnight, ...shared };
  const later = nextDayAt(phrase, next, wordAt(phrase, afterFirst));
  const over = later && overMidnight(time, ends, second, true);
  // `jam 9 sampai 11 besok` is tomorrow's, where the end can be after the start.
  if (over && (later.sure || !ends.some((end) => compareTimes(end, time) > 0))) {
    return { next: later.next, value: { time, endTime: over, nextDay: true, ...value } };
  }
  for (const from of starts) {
    const until = ends.find((end) => compareTimes(end, from) > 0);
    if (until) return { next, value: { time: from, endTime: until, ...value } };
  }
  const night = overMidnight(time, ends, second, false);
  if (night) return { next, value: { time, endTime: night, ...value } };
  return { next, reason: 'end-before-start', understood };
}

const known = (times: readonly (LocalTime | undefined)[]): LocalTime[] =>
  times.filter((time) => time !== undefined);

// `2-4 sore` says of both that they are in the afternoon, `9-1 siang` only of the second.
function startsOf(clock: Clock, end: Clock | undefined, part: DayPart | undefined): LocalTime[] {
  if (clock.part) return known([timeOf(clock, hourIn[clock.part](clock.hour))]);
  if (part) return known([timeOf(clock, hourIn[part](clock.hour))]);
  const shared = clock.digital ? undefined : end?.part;
  return known([shared && timeOf(clock, hourIn[shared](clock.hour)), timeOf(clock, officeHour(clock))]);
}

// `jam 7 malam sampai 9` ends at night too, `10 pagi - 2` in the afternoon, `jam 3 sore - 8` in the evening.
function endsOf(clock: Clock, part: DayPart | undefined, fromAfternoon: boolean): LocalTime[] {
  if (clock.part) return known([timeOf(clock, hourIn[clock.part](clock.hour))]);
  if (clock.digital) return known([timeOf(clock, clock.hour)]);
  return known([
    part && timeOf(clock, hourIn[part](clock.hour)),
    timeOf(clock, officeHour(clock)),
    timeOf(clock, fromAfternoon && clock.hour < 12 ? clock.hour + 12 : undefined),
  ]);
}
