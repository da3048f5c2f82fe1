import { can } from '../../../access/can.js';
import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { textField } from '../../../dialogs/fields/text.js';
import { instants, type WhenValues } from '../../../dialogs/fields/when.js';
import type { Form, Scene } from '../../../dialogs/form.js';
import { addDays, formatDateTime, localDate } from '../../../lib/zoned.js';
import { readWhen } from '../../../reading/when.js';
import { agenciesField } from '../agencies/dialog.js';
import type { Data } from '../propose/dialog.js';
import type { Wish } from '../slots/dialog.js';
import { noCalendar } from '../slots/service.js';
import { DIRECTIONS, type Direction } from '../state/rules.js';
import { inOrder, timeLines, timesField } from '../times/dialog.js';
import { namesText, readerOf } from '../visit/messages.js';
import { PURPOSE_MAX } from '../visit/rules.js';
import type { VisitsService } from '../visit/service.js';
import { pollCard } from './messages.js';
import { deadlineOn, lastMoment } from './rules.js';
import { openPoll, type PollService } from './service.js';

/** A choice of times being put together; `deadline` is an instant in ISO 8601. */
export type NewPoll = {
  readonly agencies: readonly number[];
  readonly direction: Direction;
  readonly times: readonly WhenValues[];
  readonly purpose: string;
  readonly deadline: string;
  readonly faults?: { readonly agency: string };
};

type PollScene = Scene<NewPoll, Data>;

function wishOf({ actor, values, data }: PollScene): Wish {
  const agencyIds = values.agencies ?? [];
  const placeId = values.direction === 'toUnit' ? null : (agencyIds[0] ?? null);
  const mayOverride = can(actor, 'visit.override', { unitId: actor.unitId, agencyId: null });
  return {
    agencyIds,
    placeId,
    personIds: [actor.personId],
    byUnit: true,
    calendar: data.calendar,
    people: data.colleagues,
    mayOverride,
  };
}

function agencyNames(scene: PollScene): string {
  const { values, data } = scene;
  const names = (values.agencies ?? []).flatMap(
    (id) => data.agencies.find((one) => one.id === id)?.name ?? [],
  );
  return names.length === 0 ? '' : namesText(names, scene);
}

/** A question, below what has been said so far. */
const asking =
  (key: string) =>
  (scene: PollScene): string => {
    const { t, values } = scene;
    const agency = agencyNames(scene);
    const said = [
      values.agencies === undefined && values.faults?.agency,
      agency !== '' && `🏢 ${values.direction ? t(`visit-with-${values.direction}`, { agency }) : agency}`,
      values.purpose !== undefined && `📝 ${values.purpose}`,
    ].filter((line) => typeof line === 'string');
    return said.length > 0 ? [...said, '', t(key)].join('\n') : t(key);
  };

function firstStart({ values, zone }: PollScene): Date | undefined {
  const [first] = inOrder(values.times ?? [], zone);
  return first && instants(first, zone).startsAt;
}

const DAYS = [1, 2, 3, 5, 7];

/** Deadlines that are offered: 16.00 on one of the days before the first time; where there is none, an hour before it. */
function deadlines(scene: PollScene): Date[] {
  const { now, zone } = scene;
  const first = firstStart(scene);
  if (!first) return [];
  const today = localDate(now, zone);
  const all = [0, ...DAYS].map((days) => deadlineOn(addDays(today, days), zone));
  const open = all.filter((at) => at > now && at < first);
  if (open.length > 1) return open.slice(1);
  return open.length > 0 ? open : [lastMoment(first)].filter((at) => at > now);
}

const whenText = (iso: string, { zone, locale }: PollScene) => formatDateTime(new Date(iso), zone, locale);

const deadlineField = (() => {
  const field = choiceField<NewPoll, Data>({
    question: (scene) => scene.t('poll-ask-deadline'),
    options: (scene) =>
      deadlines(scene).map((at) => ({
        value: String(at.getTime()),
        name: whenText(at.toISOString(), scene),
      })),
    set: (value) => ({ deadline: new Date(Number(value)).toISOString() }),
    label: ({ t }) => t('poll-label-deadline'),
  });
  return {
    ...field,
    answer: (
      scene: PollScene,
      input: Parameters<typeof field.answer>[1],
      ui: Parameters<typeof field.answer>[2],
    ) => {
      if (input.kind !== 'text') return field.answer(scene, input, ui);
      const { now, zone, locale, t } = scene;
      const read = readWhen(input.text, { now, zone, locale, asked: 'date' });
      if (!read.ok || !read.date) return { error: t('poll-deadline-not-understood') };
      const day = deadlineOn(read.date, zone);
      const at = read.time ? new Date(day.getTime() + minutesPast(read.time) * 60_000) : day;
      const first = firstStart(scene);
      return at > now && first && at < first
        ? { set: { deadline: at.toISOString() } }
        : { error: t('poll-refused-deadline') };
    },
  };
})();

/** From 16.00 to an hour of the same day. */
function minutesPast({ hour, minute }: { readonly hour: number; readonly minute: number }): number {
  return (hour - 16) * 60 + minute;
}

const form: Form<NewPoll, Data> = {
  toGroups: ({ purpose = '' }) => [purpose],
  fields: {
    agencies: agenciesField<NewPoll, Data>({
      question: asking('visit-ask-agency'),
      agencies: ({ data }) => data.agencies,
      chosen: ({ values }) => values.agencies ?? [],
      several: () => true,
      set: (agencies) => ({ agencies }),
      label: ({ t }) => t('visit-label-agency'),
      empty: ({ t }) => t('visit-no-agencies'),
    }),
    direction: choiceField<NewPoll, Data>({
      question: asking('visit-ask-direction'),
      options: ({ t }) => DIRECTIONS.map((value) => ({ value, name: t(`visit-direction-${value}`) })),
      set: (value) => ({ direction: DIRECTIONS.find((known) => known === value) ?? 'toAgency' }),
      label: ({ t }) => t('visit-label-direction'),
    }),
    times: timesField<NewPoll, Data>({
      question: asking('poll-ask-times'),
      chosen: ({ values }) => values.times ?? [],
      wish: wishOf,
      set: (times) => ({ times }),
      label: ({ t }) => t('poll-label-times'),
    }),
    purpose: textField<NewPoll, Data>({
      question: asking('visit-ask-purpose'),
      example: ({ t }) => t('visit-purpose-example'),
      set: (purpose) => ({ purpose }),
      max: PURPOSE_MAX,
      label: ({ t }) => t('visit-label-purpose'),
    }),
    deadline: deadlineField,
  },
  title: ({ t }) => t('poll-new-title'),
  preview: (scene) => {
    const { t, values } = scene;
    const { direction = 'toAgency', times = [], purpose = '', deadline } = values;
    return lines(
      bold(t('visit-check')),
      `🏢 ${t(`visit-with-${direction}`, { agency: agencyNames(scene) })}`,
      `📝 ${purpose}`,
      timeLines(times, wishOf(scene), scene),
      deadline !== undefined && `⏳ ${t('poll-until', { when: whenText(deadline, scene) })}`,
      t('poll-holds-nothing'),
    );
  },
  submit: ({ t }) => t('poll-send'),
  quickEdit: 'times',
};

/** The questions that show what is taken and closed. */
const CALENDAR_AT: ReadonlySet<string> = new Set(['times', 'preview']);

/** The form for a new choice of times; its message becomes the card of whoever offers it. */
export function newPollDialog(visits: VisitsService, polls: PollService, wake: () => void): Dialog {
  return defineDialog<NewPoll, Data, { readonly id: number }>({
    name: 'poll.new',
    form,
    load: async ({ actor, now }, _, at, known) => {
      const [agencies, calendar] = await Promise.all([
        known?.agencies ?? visits.agencies(actor),
        CALENDAR_AT.has(at) ? visits.calendar(actor, now) : (known?.calendar ?? noCalendar(actor)),
      ]);
      return { agencies, colleagues: known?.colleagues ?? [], calendar };
    },
    commit: async (tx, { actor, now, t }, values) => {
      const { agencies: agencyIds, direction, purpose, deadline } = values;
      const times = values.times.map((time) => instants(time, actor.zone));
      const offer = { agencyIds, direction, purpose, times, deadline: new Date(deadline) };
      const result = await openPoll(tx, actor, offer, now);
      return result.ok ? { done: { id: result.id } } : { refused: t(`poll-refused-${result.reason}`) };
    },
    finished: async (context, { id }) => {
      wake();
      const seen = await polls.seen(context.actor, id, context.now);
      return seen ? pollCard(seen, readerOf(context)) : { text: context.t('refused-other-agency') };
    },
    after: ({ actor, now }, { id }, messageId) => polls.rememberCard(actor, id, messageId, now),
  });
}
