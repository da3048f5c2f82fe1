import { readWhen, type When, type WhenFault } from '../../lib/when.js';
import {
  addDays,
  compareDates,
  endOfMonth,
  formatDate,
  formatMonth,
  formatTime,
  formatWeekday,
  isoDate,
  type LocalDate,
  type LocalTime,
  localDate,
  localTime,
  parseIsoDate,
  startOfMonth,
  toInstant,
  type Weekday,
  weekday,
} from '../../lib/zoned.js';
import { italic, lines } from '../card.js';
import type { Answer, Choice, Field, Json, Scene } from '../form.js';
import { rows } from './choice.js';

/** When something takes place, as a form keeps it: in the unit's zone, `2023-08-31`, `10:00`, `11:00`. */
export type WhenValues = { readonly date: string; readonly start: string; readonly end: string };

export type Prefer = 'future' | 'past';

const two = (n: number) => String(n).padStart(2, '0');

/** `{hour: 9, minute: 5}` → `09:05`, as forms keep times. */
export function clockText(time: LocalTime): string {
  return `${two(time.hour)}:${two(time.minute)}`;
}

function clockTime(text: string): LocalTime {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return { hour, minute };
}

/** The instants that a form's values stand for. An end not after its start is on the next day. */
export function instants(
  values: WhenValues,
  zone: string,
): { readonly startsAt: Date; readonly endsAt: Date } {
  const date = parseIsoDate(values.date);
  if (!date) throw new Error(`no date ${values.date}`);
  const endDate = values.end > values.start ? date : addDays(date, 1);
  return {
    startsAt: toInstant(date, clockTime(values.start), zone),
    endsAt: toInstant(endDate, clockTime(values.end), zone),
  };
}

/** What was read from a text, as values in the unit's zone; a start alone lasts `minutes`. */
export function whenValues(when: When, zone: string, now: Date, minutes: number): Partial<WhenValues> {
  const day = when.date ?? localDate(now, when.zone ?? zone);
  const values: { date?: string; start?: string; end?: string } = {};
  if (when.date) values.date = isoDate(when.date);
  if (!when.time) return values;
  const start = toInstant(day, when.time, when.zone ?? zone);
  const end = when.endTime
    ? toInstant(day, when.endTime, when.zone ?? zone)
    : new Date(start.getTime() + minutes * 60_000);
  if (when.date) values.date = isoDate(localDate(start, zone));
  return { ...values, start: clockText(localTime(start, zone)), end: clockText(localTime(end, zone)) };
}

/** Why a typed time was not taken, with an example. */
export function whenFaultText<V, D>(fault: WhenFault, typed: string, scene: Scene<V, D>): string {
  const understood = fault.understood || typed;
  switch (fault.reason) {
    case 'no-such-date':
      return scene.t('when-no-such-date', { understood });
    case 'no-such-time':
      return scene.t('when-no-such-time', { understood });
    case 'end-before-start':
      return scene.t('when-end-before-start', { understood });
    case 'ambiguous':
      return scene.t('when-ambiguous', { understood });
    case 'needs-day':
      return scene.t('when-needs-day', { understood });
    case 'wrong-weekday':
      return scene.t('when-wrong-weekday', { understood });
    case 'nothing':
      return scene.t('when-not-understood', { understood: typed });
  }
}

type WhenField<V, D> = {
  readonly prefer: Prefer;
  /** How long it lasts where only a start is given. */
  readonly minutes: number;
  readonly question: (scene: Scene<V, D>) => string;
  readonly label?: (scene: Scene<V, D>) => string;
  readonly applies?: (scene: Scene<V, D>) => boolean;
};

function readTyped<V extends Partial<WhenValues>, D>(
  text: string,
  scene: Scene<V, D>,
  field: WhenField<V, D>,
  asked: 'date' | 'time',
): Answer<V> {
  const { now, zone, locale } = scene;
  const result = readWhen(text, { now, zone, locale, prefer: field.prefer, asked });
  if (!result.ok) return { error: whenFaultText(result, text, scene) };
  const values = whenValues(result, zone, now, field.minutes);
  const fault = outside(values.date ?? scene.values.date, field.prefer, scene);
  if (fault) return { error: fault };
  // A time alone answers the question for the time, and a date alone the one for the date; the other stays open.
  return { set: values as Partial<V> };
}

function outside<V, D>(date: string | undefined, prefer: Prefer, scene: Scene<V, D>): string | undefined {
  const day = date === undefined ? undefined : parseIsoDate(date);
  if (!day) return undefined;
  const order = compareDates(day, localDate(scene.now, scene.zone));
  if (prefer === 'future' && order < 0) return scene.t('when-past', { date: formatDate(day, scene.locale) });
  if (prefer === 'past' && order > 0) return scene.t('when-future', { date: formatDate(day, scene.locale) });
  return undefined;
}

const NOTHING = 'n';
// Looks empty and is no white space, which Telegram refuses as a label.
const BLANK = '\u2800';

/** A date: quick days, a month's calendar in the person's language, or typed (also with the time along). */
export function dateField<V extends Partial<WhenValues>, D>(field: WhenField<V, D>): Field<V, D> {
  return {
    ...(field.applies && { applies: field.applies }),
    ...(field.label && { label: field.label }),
    ask: (scene, ui) => ({
      text: lines(field.question(scene), italic(scene.t(`when-date-example-${field.prefer}`))),
      choices: calendar(scene, ui, field.prefer),
    }),
    answer: (scene, input): Answer<V> => {
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      if (input.kind === 'text') return readTyped(input.text, scene, field, 'date');
      if (input.value.startsWith('m')) return { ui: input.value.slice(1) };
      const day = parseIsoDate(input.value);
      if (!day) return { ui: null };
      const fault = outside(input.value, field.prefer, scene);
      return fault ? { error: fault } : { set: { date: input.value } as Partial<V> };
    },
  };
}

function monthOf(ui: Json, today: LocalDate): LocalDate {
  const shown = typeof ui === 'string' ? parseIsoDate(`${ui}-01`) : undefined;
  return shown ?? startOfMonth(today);
}

function calendar<V, D>(scene: Scene<V, D>, ui: Json, prefer: Prefer): Choice[][] {
  const { t, locale } = scene;
  const today = localDate(scene.now, scene.zone);
  const first = monthOf(ui, today);
  const last = endOfMonth(first);
  const before = addDays(first, -1);
  const after = addDays(last, 1);
  const monthKey = (day: LocalDate) => `m${isoDate(day).slice(0, 7)}`;
  const open = (day: LocalDate) =>
    prefer === 'future' ? compareDates(day, today) >= 0 : compareDates(day, today) <= 0;
  const blank: Choice = { label: BLANK, value: NOTHING };
  const days: Choice[] = Array.from({ length: weekday(first) - 1 }, () => blank);
  for (let day = first; compareDates(day, last) <= 0; day = addDays(day, 1)) {
    const label = compareDates(day, today) === 0 ? `•${day.day}` : String(day.day);
    days.push(open(day) ? { label, value: isoDate(day) } : { label: '·', value: NOTHING });
  }
  while (days.length % 7 !== 0) days.push(blank);
  const quick =
    prefer === 'future'
      ? [['when-today', today] as const, ['when-tomorrow', addDays(today, 1)] as const]
      : [['when-yesterday', addDays(today, -1)] as const, ['when-today', today] as const];
  return [
    quick.map(([key, day]) => ({ label: t(key), value: isoDate(day) })),
    [
      { label: '‹', value: open(before) ? monthKey(before) : NOTHING },
      { label: formatMonth(first, locale), value: NOTHING },
      { label: '›', value: open(after) ? monthKey(after) : NOTHING },
    ],
    ([1, 2, 3, 4, 5, 6, 7] as Weekday[]).map((day) => ({
      label: formatWeekday(day, locale, 'short'),
      value: NOTHING,
    })),
    ...rows(days, 7),
  ];
}

const STARTS = [8, 9, 10, 11, 13, 14, 15, 16];

/** A time: a start by button, or typed with or without an end (`10`, `setengah 3 sore`, `09.00–11.00`). */
export function timeField<V extends Partial<WhenValues>, D>(field: WhenField<V, D>): Field<V, D> {
  return {
    ...(field.applies && { applies: field.applies }),
    ...(field.label && { label: field.label }),
    ask: (scene) => ({
      text: lines(field.question(scene), italic(scene.t('when-time-example'))),
      choices: rows(
        STARTS.map((hour) => ({
          label: formatTime({ hour, minute: 0 }, scene.locale),
          value: clockText({ hour, minute: 0 }),
        })),
        4,
      ),
    }),
    answer: (scene, input): Answer<V> => {
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      if (input.kind === 'text') return readTyped(input.text, scene, field, 'time');
      const start = clockTime(input.value);
      const when = whenValues({ time: start }, scene.zone, scene.now, field.minutes);
      return { set: when as Partial<V> };
    },
  };
}
