import {
  addDays,
  compareDates,
  formatDate,
  formatTime,
  isoDate,
  type LocalDate,
  type LocalTime,
  localDate,
  localTime,
  parseIsoDate,
  toInstant,
} from '../../lib/zoned.js';
import { readWhen, type When, type WhenFault } from '../../reading/when.js';
import { italic, lines } from '../card.js';
import type { Answer, Field, Scene } from '../form.js';
import { rows } from './choice.js';
import { type DayMark, monthChoices, monthOf, monthShown, type Prefer } from './month.js';

/** When something takes place, as a form keeps it: in the unit's zone, `2023-08-31`, `10:00`, `11:00`. */
export type WhenValues = { readonly date: string; readonly start: string; readonly end: string };

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
export function whenFaultText(
  fault: WhenFault,
  typed: string,
  scene: Pick<Scene<unknown, unknown>, 't'> & Partial<Scene<unknown, unknown>>,
): string {
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

/** What was typed where a date or a time is asked for, as values of the form or as what is wrong with it. */
export function readTyped<V extends Partial<WhenValues>, D>(
  text: string,
  scene: Scene<V, D>,
  field: Pick<WhenField<V, D>, 'prefer' | 'minutes'>,
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

/** What a date field knows of days: how each is marked, and what is said below a month. */
export type Marks = {
  readonly of: (day: LocalDate) => DayMark | undefined;
  readonly below: (first: LocalDate) => readonly string[];
};

/**
 * A date: quick days, a month's calendar in the person's language, or typed (also with the time along). Marked days
 * can be chosen; the reason for the mark is said then.
 */
export function dateField<V extends Partial<WhenValues>, D>(
  field: WhenField<V, D> & { readonly marks?: (scene: Scene<V, D>) => Marks },
): Field<V, D> {
  return {
    ...(field.applies && { applies: field.applies }),
    ...(field.label && { label: field.label }),
    ask: (scene, ui) => {
      const marks = field.marks?.(scene);
      const below = marks?.below(monthOf(ui, localDate(scene.now, scene.zone))) ?? [];
      return {
        text: lines(
          field.question(scene),
          italic(scene.t(`when-date-example-${field.prefer}`)),
          ...below.map((line) => italic(line)),
        ),
        choices: monthChoices(scene, ui, field.prefer, marks?.of),
      };
    },
    answer: (scene, input, ui): Answer<V> => {
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      if (input.kind === 'text') return readTyped(input.text, scene, field, 'date');
      const month = monthShown(input.value);
      if (month !== undefined) return { ui: month };
      const day = parseIsoDate(input.value);
      if (!day) return { ui };
      const fault = outside(input.value, field.prefer, scene);
      if (fault) return { error: fault };
      const why = field.marks?.(scene).of(day)?.why;
      return { set: { date: input.value } as Partial<V>, ...(why !== undefined && { note: why }) };
    },
  };
}

const STARTS = [8, 9, 10, 11, 13, 14, 15, 16];

/** Whether a time has come on the day that was given; where none was, nothing speaks against it. */
export function hasBegun<V extends Partial<WhenValues>, D>(
  { values, zone, now }: Pick<Scene<V, D>, 'values' | 'zone' | 'now'>,
  start: string,
): boolean {
  const { date } = values;
  return date === undefined || instants({ date, start, end: start }, zone).startsAt <= now;
}

/**
 * A time: a start by button, or typed with or without an end (`10`, `setengah 3 sore`, `09.00–11.00`). Where it is to
 * be past, hours still to come are not offered.
 */
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
        })).filter(({ value }) => field.prefer !== 'past' || hasBegun(scene, value)),
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
