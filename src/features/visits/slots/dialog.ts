import { bold, join, lines, type Text } from '../../../dialogs/card.js';
import { dayLabel } from '../../../dialogs/fields/month.js';
import { clockText, instants, type Marks, readTyped, type WhenValues } from '../../../dialogs/fields/when.js';
import type { Answer, Choice, Field, Question, Scene } from '../../../dialogs/form.js';
import { compareDates, formatDateTime, isoDate, localDate, localTime } from '../../../lib/zoned.js';
import { dayOffMark, monthText, type Span } from '../../calendar/index.js';
import type { Colleague } from '../../people/index.js';
import { REASON_MAX } from '../reasons/rules.js';
import { readerOf, shortWhen } from '../visit/messages.js';
import { VISIT_MINUTES } from '../visit/rules.js';
import { clashText } from './messages.js';
import { type Booking, hasRoom, nearestFree, type Obstacles, obstaclesTo } from './rules.js';
import type { VisitCalendar } from './service.js';
import type { Taken } from './store.js';

/**
 * Of a form that sets a visit's time. `overriding`: the time for which a head said that it is to be kept against what
 * speaks against it, and `override` why. `resolve` never has a value: it is asked as long as the time can't be had.
 */
export type SlotValues = WhenValues & {
  readonly resolve?: never;
  readonly overriding?: string;
  readonly override?: string;
};

/** What a time is looked for, for. */
export type Wish = Omit<Booking, keyof Span> & {
  readonly calendar: VisitCalendar;
  /** For the unit everything stands in the way; for an agency only visits of its own. */
  readonly byUnit: boolean;
  readonly mayOverride: boolean;
  readonly people: readonly Colleague[];
  /** A time that stands already and needn't be looked at again. */
  readonly standing?: Span;
  /** Whose time that one takes besides: only what they have at it stands in the way. */
  readonly joining?: Omit<Booking, keyof Span>;
};

type WishOf<V, D> = (scene: Scene<V, D>) => Wish | undefined;

function spanOf(values: Partial<WhenValues>, zone: string): Span | undefined {
  const { date, start, end } = values;
  return date === undefined || start === undefined || end === undefined
    ? undefined
    : instants({ date, start, end }, zone);
}

const keyOf = ({ date, start, end }: Partial<WhenValues>) => `${date} ${start}-${end}`;

/** What speaks against the time that a form holds; undefined: it has none, or one that stands already. */
function obstaclesIn<V extends SlotValues, D>(
  scene: Scene<V, D>,
  wish: Wish | undefined,
): Obstacles<Taken> | undefined {
  const span = spanOf(scene.values, scene.zone);
  if (!wish || !span) return undefined;
  const { standing, joining } = wish;
  const same =
    standing?.startsAt.getTime() === span.startsAt.getTime() &&
    standing.endsAt.getTime() === span.endsAt.getTime();
  if (!same) return obstaclesTo({ ...wish, ...span }, wish.calendar);
  if (!joining) return undefined;
  const { clashes } = obstaclesTo({ ...joining, ...span }, wish.calendar);
  return { clashes, unsuited: [], unknownYears: [] };
}

function isBlocked({ clashes, unsuited }: Obstacles<Taken>, { byUnit }: Wish): boolean {
  return clashes.length > 0 || (byUnit && unsuited.length > 0);
}

/** Why the time is kept all the same, where a head has said so of just this time. */
export function overrideOf(values: Partial<SlotValues>): string | undefined {
  return values.overriding === keyOf(values) ? values.override : undefined;
}

/** Whether the time is free, or what is in the way and why it is kept. */
export function slotText<V extends SlotValues, D>(
  scene: Scene<V, D>,
  wish: Wish | undefined,
): Text | undefined {
  const obstacles = obstaclesIn(scene, wish);
  if (!obstacles || !wish) return undefined;
  const reason = overrideOf(scene.values);
  const overridden = isBlocked(obstacles, wish) && reason !== undefined;
  return lines(
    clashText(obstacles, wish.people, readerOf(scene)),
    overridden && scene.t('visit-overridden', { reason }),
  );
}

/** How the picker marks days: closed, holidays, without a free hour. */
export function dayMarks<V, D>(scene: Scene<V, D>, wish: Wish | undefined): Marks {
  const { t, now, zone } = scene;
  const today = localDate(now, zone);
  const closed = wish?.calendar.closed ?? [];
  const hour = { startsAt: now, endsAt: new Date(now.getTime() + VISIT_MINUTES * 60_000) };
  return {
    of: (day) => {
      const off = dayOffMark(day, closed, scene);
      if (off || !wish || compareDates(day, today) < 0) return off;
      const room = hasRoom(day, { ...wish, ...hour }, wish.calendar, now);
      return room ? undefined : { mark: 'full', why: t('visit-day-full') };
    },
    below: (first) => [
      t('calendar-legend', {
        closed: dayLabel(5, 'closed'),
        holiday: dayLabel(17, 'holiday'),
        full: dayLabel(8, 'full'),
      }),
      ...monthText(first, closed, scene),
    ],
  };
}

const OVERRIDE = 'o';
const GO_ON = 'go';

/** What speaks against the time that a form holds, where it can't be had; undefined: it can. */
function blockedIn<V extends SlotValues, D>(wishOf: WishOf<V, D>, scene: Scene<V, D>) {
  const wish = wishOf(scene);
  const obstacles = obstaclesIn(scene, wish);
  return wish && obstacles && isBlocked(obstacles, wish) ? { wish, obstacles } : undefined;
}

function isOverriding<V extends SlotValues, D>({ values }: Scene<V, D>): boolean {
  return values.overriding === keyOf(values);
}

function slotChoice(startsAt: Date, label: string): Choice {
  const minute = Math.floor(startsAt.getTime() / 60_000);
  return { label, value: `s${minute.toString(36)}`, style: 'primary' };
}

function askOther<V extends SlotValues, D>(wishOf: WishOf<V, D>, scene: Scene<V, D>): Question {
  const { t, now, zone } = scene;
  const found = blockedIn(wishOf, scene);
  const span = spanOf(scene.values, zone);
  if (!found || !span) {
    return { text: t('visit-no-clash'), choices: [[{ label: t('dialog-next'), value: GO_ON }]] };
  }
  const { wish, obstacles } = found;
  const reader = readerOf(scene);
  const free = nearestFree({ ...wish, ...span }, wish.calendar, now);
  const slots = free.map(({ startsAt }) => [slotChoice(startsAt, shortWhen(startsAt, reader))]);
  const keep: Choice[] = wish.mayOverride ? [{ label: t('visit-keep-time'), value: OVERRIDE }] : [];
  return {
    text: lines(
      join(['🗓 ', bold(shortWhen(span.startsAt, reader))]),
      clashText(obstacles, wish.people, reader),
      '',
      t(free.length > 0 ? 'visit-ask-slot' : 'visit-ask-other-time'),
    ),
    choices: [...slots, keep].filter((row) => row.length > 0),
  };
}

/** One of the free times was tapped: it takes as long as the time that can't be had. */
function slotTapped<V extends SlotValues, D>(
  { t, zone, now, values }: Scene<V, D>,
  value: string,
): Answer<V> {
  const minute = /^s([0-9a-z]{1,8})$/.exec(value)?.[1];
  const span = spanOf(values, zone);
  if (minute === undefined || !span) return { error: t('choice-gone') };
  const startsAt = new Date(Number.parseInt(minute, 36) * 60_000);
  if (startsAt <= now) return { error: t('choice-gone') };
  const endsAt = new Date(startsAt.getTime() + span.endsAt.getTime() - span.startsAt.getTime());
  const set: WhenValues = {
    date: isoDate(localDate(startsAt, zone)),
    start: clockText(localTime(startsAt, zone)),
    end: clockText(localTime(endsAt, zone)),
  };
  return { set: set as Partial<V> };
}

/** Which other time, or for heads that this one is to be kept. */
function resolveField<V extends SlotValues, D>(wishOf: WishOf<V, D>): Field<V, D> {
  return {
    applies: (scene) => blockedIn(wishOf, scene) !== undefined && !isOverriding(scene),
    ask: (scene) => askOther(wishOf, scene),
    answer: (scene, input): Answer<V> => {
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      if (input.kind === 'text') {
        return readTyped(input.text, scene, { prefer: 'future', minutes: VISIT_MINUTES }, 'time');
      }
      if (input.value === GO_ON) return { set: {} };
      if (input.value === OVERRIDE && wishOf(scene)?.mayOverride) {
        return { set: { overriding: keyOf(scene.values) } as Partial<V> };
      }
      return slotTapped(scene, input.value);
    },
  };
}

/** Why a time is kept against what speaks against it. */
function overrideField<V extends SlotValues, D>(wishOf: WishOf<V, D>): Field<V, D> {
  return {
    applies: (scene) => isOverriding(scene) && blockedIn(wishOf, scene) !== undefined,
    label: ({ t }) => t('visit-label-override'),
    ask: ({ t }) => ({ text: t('visit-ask-override') }),
    answer: ({ t }, input): Answer<V> => {
      if (input.kind === 'photo') return { error: t('field-no-photo') };
      if (input.kind === 'tap') return { error: t('button-stale') };
      const text = input.text.trim();
      const length = [...text].length;
      if (length === 0) return { error: t('text-empty') };
      return length > REASON_MAX
        ? { error: t('text-too-long', { length, max: REASON_MAX }) }
        : { set: { override: text } as Partial<V> };
    },
  };
}

/** The questions of a time that can't be had: which other, or for heads why it is kept all the same. */
export function slotFields<V extends SlotValues, D>(
  wishOf: WishOf<V, D>,
): { readonly resolve: Field<V, D>; readonly override: Field<V, D> } {
  return { resolve: ahead(resolveField(wishOf)), override: overrideField(wishOf) };
}

/** A date or time field that doesn't take a moment that is over, as an hour of today that has struck. */
export function ahead<V extends Partial<WhenValues>, D>(field: Field<V, D>): Field<V, D> {
  return {
    ...field,
    answer: (scene, input, ui): Answer<V> => {
      const answer = field.answer(scene, input, ui);
      if (!('set' in answer)) return answer;
      const { date, start, end } = { ...scene.values, ...answer.set };
      if (date === undefined || start === undefined || end === undefined) return answer;
      const { startsAt } = instants({ date, start, end }, scene.zone);
      return startsAt > scene.now
        ? answer
        : { error: scene.t('visit-time-past', { when: formatDateTime(startsAt, scene.zone, scene.locale) }) };
    },
  };
}
