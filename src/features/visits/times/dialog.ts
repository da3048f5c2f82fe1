import { bold, italic, join, lines } from '../../../dialogs/card.js';
import { rows } from '../../../dialogs/fields/choice.js';
import { monthChoices, monthShown } from '../../../dialogs/fields/month.js';
import {
  clockText,
  instants,
  type WhenValues,
  whenFaultText,
  whenValues,
} from '../../../dialogs/fields/when.js';
import type { Answer, Choice, Field, Json, Question, Scene } from '../../../dialogs/form.js';
import {
  addDays,
  formatDate,
  formatRange,
  formatTime,
  isoDate,
  localDate,
  localTime,
  parseIsoDate,
} from '../../../lib/zoned.js';
import { readSeveral } from '../../../reading/several/when-several.js';
import { TIMES_MAX, TIMES_MIN } from '../poll/rules.js';
import { dayMarks, type Wish } from '../slots/dialog.js';
import { nearestFree, obstaclesTo } from '../slots/rules.js';
import { readerOf, shortWhen } from '../visit/messages.js';
import { VISIT_MINUTES } from '../visit/rules.js';

/** While times are chosen: those so far; the month or the day that another is being picked from. */
type Choosing = {
  readonly chosen: readonly WhenValues[];
  readonly month?: string;
  readonly day?: string;
};

const PICK = 'm';
const DONE = 'ok';
const LIST = 'l';
/** Free times that are offered at once. */
const OFFERED = 6;
const HOURS = [8, 9, 10, 11, 13, 14, 15];

const asJson = ({ chosen, month, day }: Choosing): Json => ({
  chosen: chosen.map(({ date, start, end }) => [date, start, end]),
  month: month ?? null,
  day: day ?? null,
});

function timeIn(value: Json): WhenValues[] {
  if (!Array.isArray(value)) return [];
  const [date, start, end] = value;
  return typeof date === 'string' && typeof start === 'string' && typeof end === 'string'
    ? [{ date, start, end }]
    : [];
}

function choosingIn(ui: Json, before: readonly WhenValues[]): Choosing {
  if (typeof ui !== 'object' || ui === null || Array.isArray(ui)) return { chosen: before };
  const { chosen, month, day } = ui as { readonly chosen?: Json; readonly month?: Json; readonly day?: Json };
  return {
    chosen: Array.isArray(chosen) ? chosen.flatMap(timeIn) : before,
    ...(typeof month === 'string' && { month }),
    ...(typeof day === 'string' && { day }),
  };
}

const startOf = (time: WhenValues, zone: string): Date => instants(time, zone).startsAt;

/** Each time once, the earliest first. */
export function inOrder(times: readonly WhenValues[], zone: string): WhenValues[] {
  const byStart = new Map(times.map((time) => [startOf(time, zone).getTime(), time]));
  return [...byStart].toSorted(([one], [other]) => one - other).map(([, time]) => time);
}

function valuesOf(startsAt: Date, zone: string): WhenValues {
  const endsAt = new Date(startsAt.getTime() + VISIT_MINUTES * 60_000);
  return {
    date: isoDate(localDate(startsAt, zone)),
    start: clockText(localTime(startsAt, zone)),
    end: clockText(localTime(endsAt, zone)),
  };
}

type Around<V, D> = {
  readonly question: (scene: Scene<V, D>) => string;
  readonly label: (scene: Scene<V, D>) => string;
  readonly chosen: (scene: Scene<V, D>) => readonly WhenValues[];
  readonly wish: (scene: Scene<V, D>) => Wish | undefined;
  readonly set: (times: readonly WhenValues[]) => Partial<V>;
};

/** A line for each time, numbered, with a word where something stands against it. */
export function timeLines<V, D>(
  times: readonly WhenValues[],
  wish: Wish | undefined,
  scene: Scene<V, D>,
): ReturnType<typeof lines> {
  const { t, zone, locale } = scene;
  return lines(
    ...inOrder(times, zone).map((time, at) => {
      const span = instants(time, zone);
      const obstacles = wish && obstaclesTo({ ...wish, ...span }, wish.calendar);
      const [clash] = obstacles?.clashes ?? [];
      const off = (obstacles?.unsuited.length ?? 0) > 0;
      const warns = clash ? t('poll-clash', { agency: clash.with.agencyName }) : off && t('poll-off-hours');
      const when = formatRange(span.startsAt, span.endsAt, zone, locale);
      return join([bold(`${at + 1}. `), when, warns ? `\n⚠️ ${warns}` : '']);
    }),
  );
}

function freeFor<V, D>(scene: Scene<V, D>, wish: Wish | undefined, chosen: readonly WhenValues[]): Date[] {
  if (!wish) return [];
  const { zone, now } = scene;
  const last = chosen.at(-1);
  const startsAt = last
    ? startOf(last, zone)
    : instants({ date: isoDate(addDays(localDate(now, zone), 2)), start: '10:00', end: '11:00' }, zone)
        .startsAt;
  const endsAt = new Date(startsAt.getTime() + VISIT_MINUTES * 60_000);
  const taken = new Set(chosen.map((time) => startOf(time, zone).getTime()));
  return nearestFree({ ...wish, startsAt, endsAt }, wish.calendar, now, OFFERED + chosen.length)
    .map((span) => span.startsAt)
    .filter((at) => !taken.has(at.getTime()))
    .slice(0, OFFERED)
    .toSorted((one, other) => one.getTime() - other.getTime());
}

function askList<V, D>(around: Around<V, D>, scene: Scene<V, D>, { chosen }: Choosing): Question {
  const { t } = scene;
  const wish = around.wish(scene);
  const reader = readerOf(scene);
  const times = inOrder(chosen, scene.zone);
  const free = freeFor(scene, wish, times).map(
    (at): Choice => ({
      label: `＋ ${shortWhen(at, reader)}`,
      value: `s${(at.getTime() / 60_000).toString(36)}`,
    }),
  );
  const remove = times.map((_, at): Choice => ({ label: `✖️ ${at + 1}`, value: `r${at}` }));
  const done: Choice = {
    label: t('poll-times-done', { count: times.length }),
    value: DONE,
    style: 'primary',
  };
  const isFull = times.length >= TIMES_MAX;
  return {
    text: lines(
      around.question(scene),
      times.length > 0 && timeLines(times, wish, scene),
      italic(t(isFull ? 'poll-times-full' : 'poll-times-hint', { most: TIMES_MAX })),
    ),
    choices: [
      ...(times.length >= TIMES_MIN ? [[done]] : []),
      ...(isFull ? [] : [...rows(free, 2), [{ label: t('poll-times-pick'), value: PICK }]]),
      ...rows(remove, 4),
    ],
  };
}

function ask<V, D>(around: Around<V, D>, scene: Scene<V, D>, now: Choosing): Question {
  const { t, locale } = scene;
  const list: Choice = { label: t('poll-times-list'), value: LIST };
  const day = now.day === undefined ? undefined : parseIsoDate(now.day);
  if (day) {
    const hours = HOURS.map((hour): Choice => {
      const time = { hour, minute: 0 };
      return { label: formatTime(time, locale), value: `h${clockText(time)}` };
    });
    return {
      text: lines(bold(formatDate(day, locale)), t('visit-ask-time'), italic(t('when-time-example'))),
      choices: [...rows(hours, 4), [list]],
    };
  }
  if (now.month === undefined) return askList(around, scene, now);
  const marks = dayMarks(scene, around.wish(scene));
  const month = now.month === '' ? null : now.month;
  return { text: t('visit-ask-date'), choices: [...monthChoices(scene, month, 'future', marks.of), [list]] };
}

/** With times added; what is over, or too many, is said. */
function added<V, D>(
  scene: Scene<V, D>,
  { chosen }: Choosing,
  times: readonly WhenValues[],
): { readonly times: WhenValues[] } | { readonly error: string } {
  const { t, zone, now, locale } = scene;
  const past = times.find((time) => startOf(time, zone) <= now);
  if (past) {
    const { startsAt, endsAt } = instants(past, zone);
    return { error: t('visit-time-past', { when: formatRange(startsAt, endsAt, zone, locale) }) };
  }
  const all = inOrder([...chosen, ...times], zone);
  return all.length > TIMES_MAX ? { error: t('poll-times-most', { most: TIMES_MAX }) } : { times: all };
}

function typed<V, D>(around: Around<V, D>, scene: Scene<V, D>, text: string, now: Choosing): Answer<V> {
  const { zone, locale, now: at } = scene;
  const said = now.day === undefined ? text : `${now.day.split('-').toReversed().join('/')} ${text}`;
  const read = readSeveral(said, { now: at, zone, locale });
  if (!read.ok) return { error: whenFaultText(read, text, scene) };
  const times = read.times.flatMap((when): WhenValues[] => {
    const { date, start, end } = whenValues(when, zone, at, VISIT_MINUTES);
    return date === undefined || start === undefined || end === undefined ? [] : [{ date, start, end }];
  });
  const sum = added(scene, now, times);
  if ('error' in sum) return sum;
  return now.chosen.length === 0 && sum.times.length >= TIMES_MIN
    ? { set: around.set(sum.times) }
    : { ui: asJson({ chosen: sum.times }) };
}

function tapped<V, D>(around: Around<V, D>, scene: Scene<V, D>, value: string, now: Choosing): Answer<V> {
  const { zone, t } = scene;
  const chosen = inOrder(now.chosen, zone);
  const add = (time: WhenValues): Answer<V> => {
    const sum = added(scene, now, [time]);
    return 'error' in sum ? sum : { ui: asJson({ chosen: sum.times }) };
  };
  if (value === DONE && chosen.length >= TIMES_MIN) return { set: around.set(chosen) };
  if (value === LIST) return { ui: asJson({ chosen }) };
  if (value === PICK) return { ui: asJson({ chosen, month: '' }) };
  const minute = /^s([0-9a-z]{1,8})$/.exec(value)?.[1];
  if (minute !== undefined) return add(valuesOf(new Date(Number.parseInt(minute, 36) * 60_000), zone));
  const place = /^r(\d)$/.exec(value)?.[1];
  if (place !== undefined) return { ui: asJson({ chosen: chosen.filter((_, at) => at !== Number(place)) }) };
  const hour = /^h(\d\d:\d\d)$/.exec(value)?.[1];
  const { day } = now;
  if (hour !== undefined && day !== undefined) {
    const { startsAt } = instants({ date: day, start: hour, end: hour }, zone);
    return add(valuesOf(startsAt, zone));
  }
  const month = monthShown(value);
  if (month !== undefined) return { ui: asJson({ chosen, month }) };
  if (parseIsoDate(value)) return { ui: asJson({ chosen, day: value }) };
  return now.month === undefined ? { error: t('choice-gone') } : { ui: asJson(now) };
}

/** Several times: free ones by a tap each, typed, or picked from a month and an hour. */
export function timesField<V, D>(around: Around<V, D>): Field<V, D> {
  const stand = (scene: Scene<V, D>, ui: Json) => choosingIn(ui, around.chosen(scene));
  return {
    label: around.label,
    ask: (scene, ui) => ask(around, scene, stand(scene, ui)),
    answer: (scene, input, ui): Answer<V> => {
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      const now = stand(scene, ui);
      return input.kind === 'text'
        ? typed(around, scene, input.text, now)
        : tapped(around, scene, input.value, now);
    },
  };
}
