import { can, scopeOf } from '../../../access/can.js';
import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines, type Text } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { textField } from '../../../dialogs/fields/text.js';
import { dateField, instants, timeField } from '../../../dialogs/fields/when.js';
import type { Form, Scene } from '../../../dialogs/form.js';
import { formatRange } from '../../../lib/zoned.js';
import type { Colleague } from '../../people/index.js';
import { agenciesField } from '../agencies/dialog.js';
import { short, visitCard } from '../card/messages.js';
import type { Acted } from '../change/rules.js';
import { peopleField } from '../people/dialog.js';
import {
  ahead,
  dayMarks,
  overrideOf,
  type SlotValues,
  slotFields,
  slotText,
  type Wish,
} from '../slots/dialog.js';
import { noCalendar, type VisitCalendar } from '../slots/service.js';
import { DIRECTIONS, type Direction } from '../state/rules.js';
import { colleagueText, namesText, readerOf } from '../visit/messages.js';
import { PURPOSE_MAX, VISIT_MINUTES } from '../visit/rules.js';
import type { VisitsService } from '../visit/service.js';

/**
 * A visit being proposed. `readAs` and `faults` are what the one-line form has to say about what was typed: which
 * agency a name was taken for, and what could not be read.
 */
export type NewVisit = SlotValues & {
  readonly agencies: readonly number[];
  readonly direction: Direction;
  readonly purpose: string;
  readonly members: readonly number[];
  readonly readAs?: readonly { readonly agency: number; readonly typed: string }[];
  readonly faults?: { readonly agency?: string; readonly when?: string };
};

/** What has been loaded of a new visit's form; its calendar is empty until a time is asked for. */
export type Data = {
  readonly agencies: readonly { readonly id: number; readonly name: string }[];
  readonly colleagues: readonly Colleague[];
  readonly calendar: VisitCalendar;
};

type NewScene = Scene<NewVisit, Data>;

const isUnit = ({ actor }: NewScene): boolean => scopeOf(actor, 'visit.propose').kind === 'unit';

/** For whom a time is looked for, once the agency is known. */
function wishOf(scene: NewScene): Wish | undefined {
  const { actor, values, data } = scene;
  const { agencies, direction, members = [] } = values;
  const [host] = agencies ?? [];
  if (!agencies || host === undefined) return undefined;
  const byUnit = isUnit(scene);
  return {
    agencyIds: agencies,
    personIds: byUnit ? [actor.personId, ...members] : [],
    placeId: direction === 'toUnit' ? null : host,
    byUnit,
    calendar: data.calendar,
    people: data.colleagues,
    mayOverride: can(actor, 'visit.override', { unitId: actor.unitId, agencyId: null }),
  };
}

/** The agencies chosen, the host first; what isn't theirs to ask any more is left out. */
function chosen({ data, values }: NewScene): readonly { readonly id: number; readonly name: string }[] {
  return (values.agencies ?? []).flatMap((id) => data.agencies.find((agency) => agency.id === id) ?? []);
}

function agencyName(scene: NewScene): string {
  const names = chosen(scene).map(({ name }) => name);
  return names.length === 0 ? '' : namesText(names, scene);
}

/** Where they go, where that isn't plain from the one agency. */
function hostLine(scene: NewScene): string | undefined {
  const [host, other] = chosen(scene);
  if (!host || !other || scene.values.direction !== 'toAgency') return undefined;
  return `📍 ${scene.t('visit-place', { agency: host.name })}`;
}

function range({ values, zone, locale }: NewScene): string | undefined {
  const { date, start, end } = values;
  if (date === undefined || start === undefined || end === undefined) return undefined;
  const { startsAt, endsAt } = instants({ date, start, end }, zone);
  return formatRange(startsAt, endsAt, zone, locale);
}

/** What the one-line form has to say, as long as it matters. */
function remarks({ t, values, data }: NewScene): (string | undefined)[] {
  const { readAs = [], faults, agencies, date, start } = values;
  return [
    ...readAs.map(({ agency, typed }) => {
      const name = data.agencies.find(({ id }) => id === agency)?.name;
      return name !== undefined && agencies?.includes(agency)
        ? t('choice-read-as', { typed, name })
        : undefined;
    }),
    agencies === undefined ? faults?.agency : undefined,
    date === undefined || start === undefined ? faults?.when : undefined,
  ];
}

/** A question, below what has been said so far. */
const asking =
  (key: string) =>
  (scene: NewScene): string => {
    const { t, values } = scene;
    const name = agencyName(scene);
    const when = range(scene);
    const said = [
      ...remarks(scene),
      name !== '' && `🏢 ${values.direction ? t(`visit-with-${values.direction}`, { agency: name }) : name}`,
      when !== undefined && `🗓 ${when}`,
      values.purpose !== undefined && `📝 ${values.purpose}`,
    ].filter((line) => typeof line === 'string');
    return said.length > 0 ? [...said, '', t(key)].join('\n') : t(key);
  };

/** Of several agencies the visit is at the first's, unless they all come here. */
function directionName(scene: NewScene, value: Direction): string {
  const { t } = scene;
  if (!isUnit(scene)) return t(`visit-direction-${value}-agency`);
  const [host, other] = chosen(scene);
  return host && other && value === 'toAgency'
    ? t('visit-direction-host', { agency: short(host.name) })
    : t(`visit-direction-${value}`);
}

function peopleText(scene: NewScene): string {
  const { t, values, data } = scene;
  const along = data.colleagues.filter(({ id }) => values.members?.includes(id));
  return [t('visit-you'), ...along.map((person) => colleagueText(person, readerOf(scene)))].join(', ');
}

function preview(scene: NewScene, past: boolean): Text {
  const { t, values } = scene;
  const direction = values.direction ?? 'toAgency';
  return lines(
    bold(t('visit-check')),
    ...remarks(scene),
    `🏢 ${t(`visit-with-${direction}`, { agency: agencyName(scene) })}`,
    `🗓 ${range(scene) ?? ''}`,
    hostLine(scene),
    `📝 ${values.purpose}`,
    isUnit(scene) && `👥 ${peopleText(scene)}`,
    !past && slotText(scene, wishOf(scene)),
  );
}

const asksDate = {
  minutes: VISIT_MINUTES,
  question: asking('visit-ask-date'),
  label: ({ t }: NewScene) => t('visit-label-date'),
};
const asksTime = {
  minutes: VISIT_MINUTES,
  question: asking('visit-ask-time'),
  label: ({ t }: NewScene) => t('visit-label-time'),
};

const aheadFields = {
  date: ahead(
    dateField<NewVisit, Data>({
      ...asksDate,
      prefer: 'future',
      marks: (scene) => dayMarks(scene, wishOf(scene)),
    }),
  ),
  start: ahead(timeField<NewVisit, Data>({ ...asksTime, prefer: 'future' })),
};

const pastFields = {
  date: dateField<NewVisit, Data>({ ...asksDate, prefer: 'past' }),
  start: timeField<NewVisit, Data>({ ...asksTime, prefer: 'past' }),
};

/** The form of a new visit; `past`: of one that has taken place, for which nothing has to be free. */
export const visitForm = (past: boolean): Form<NewVisit, Data> => ({
  toGroups: ({ purpose = '' }) => [purpose],
  fields: {
    agencies: agenciesField<NewVisit, Data>({
      question: asking('visit-ask-agency'),
      agencies: ({ data }) => data.agencies,
      chosen: ({ values }) => values.agencies ?? [],
      several: isUnit,
      set: (agencies) => ({ agencies }),
      label: ({ t }) => t('visit-label-agency'),
      empty: ({ t }) => t('visit-no-agencies'),
    }),
    direction: choiceField<NewVisit, Data>({
      question: asking('visit-ask-direction'),
      options: (scene) => DIRECTIONS.map((value) => ({ value, name: directionName(scene, value) })),
      set: (value) => ({ direction: DIRECTIONS.find((known) => known === value) ?? 'toAgency' }),
      label: ({ t }) => t('visit-label-direction'),
    }),
    ...(past ? pastFields : aheadFields),
    purpose: textField<NewVisit, Data>({
      question: asking('visit-ask-purpose'),
      example: ({ t }) => t('visit-purpose-example'),
      set: (purpose) => ({ purpose }),
      max: PURPOSE_MAX,
      label: ({ t }) => t('visit-label-purpose'),
    }),
    members: peopleField<NewVisit, Data>({
      question: asking('visit-ask-members'),
      people: ({ data, actor }) => data.colleagues.filter(({ id }) => id !== actor.personId),
      name: (person, scene) => colleagueText(person, readerOf(scene)),
      chosen: ({ values }) => values.members ?? [],
      set: (members) => ({ members }),
      label: ({ t }) => t('visit-label-members'),
      applies: isUnit,
    }),
    ...slotFields<NewVisit, Data>((scene) => (past ? undefined : wishOf(scene))),
  },
  title: ({ t }) => t(past ? 'visit-past-title' : 'visit-new-title'),
  preview: (scene) => preview(scene, past),
  submit: ({ t }) => t(past ? 'visit-save' : 'visit-save-send'),
  quickEdit: 'date',
});

/** The questions that show what is taken and closed, or depend on it. */
const CALENDAR_AT: ReadonlySet<string> = new Set(['date', 'resolve', 'preview']);

/** The form for a new visit; its message becomes the card of whoever proposed. */
export function newVisitDialog(visits: VisitsService, wake: () => void): Dialog {
  return defineDialog<NewVisit, Data, { readonly id: number }, Acted['after']>({
    name: 'visit.new',
    form: visitForm(false),
    load: async ({ actor, now }, _, at, known) => {
      const [agencies, colleagues, calendar] = await Promise.all([
        known?.agencies ?? visits.agencies(actor),
        known?.colleagues ?? visits.colleagues(actor, now),
        CALENDAR_AT.has(at) ? visits.calendar(actor, now) : (known?.calendar ?? noCalendar(actor)),
      ]);
      return { agencies, colleagues, calendar };
    },
    commit: async (tx, { actor, now, t }, values) => {
      const { agencies: agencyIds, direction, purpose, members: memberIds } = values;
      const span = instants(values, actor.zone);
      const override = overrideOf(values);
      const proposal = { agencyIds, direction, purpose, memberIds, override, ...span };
      const { result, after } = await visits.propose(tx, actor, proposal, now);
      return result.ok
        ? { done: { id: result.id }, atHand: after }
        : { refused: t(`visit-refused-${result.reason}`) };
    },
    finished: async (context, { id }, after) => {
      wake();
      const { actor, now } = context;
      const shown = await (after ? visits.shown(actor, after, now) : visits.find(actor, id, now));
      return shown ? visitCard(shown, readerOf(context)) : { text: context.t('refused-other-agency') };
    },
    after: async ({ actor, now }, { id }, messageId) => visits.rememberCard(actor, id, messageId, now),
  });
}
