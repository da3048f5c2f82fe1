import { can } from '../../../access/can.js';
import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines, type Text } from '../../../dialogs/card.js';
import type { DialogContext } from '../../../dialogs/dialog.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { textField } from '../../../dialogs/fields/text.js';
import { instants } from '../../../dialogs/fields/when.js';
import type { Form, Scene } from '../../../dialogs/form.js';
import { formatRange } from '../../../lib/zoned.js';
import type { Colleague } from '../../people/index.js';
import { agenciesField } from '../agencies/dialog.js';
import { short } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import {
  type After,
  changeSent,
  type Ended,
  ended,
  endedCard,
  loadData,
  type OfVisit,
  type Data as TimeData,
  timeFields,
  whenText,
} from '../change/dialog.js';
import type { Change } from '../change/rules.js';
import { peopleField } from '../people/dialog.js';
import { overrideOf, type SlotValues, slotFields, slotText, type Wish } from '../slots/dialog.js';
import { activeOf } from '../state/rules.js';
import { colleagueText, namesText, partnersText, readerOf } from '../visit/messages.js';
import { hostOf, LETTER_MAX, PURPOSE_MAX, type Visit } from '../visit/rules.js';
import type { VisitsService } from '../visit/service.js';
import { editLines } from './messages.js';
import { asEdited, type Edits, isMaterial, isNothing, joining, type Place, withAgencies } from './rules.js';

/** `place`: whose office, or `unit`; `letter`: empty where there is none. */
type EditValues = OfVisit &
  SlotValues & {
    readonly purpose: string;
    readonly agencies: readonly number[];
    readonly place: string;
    readonly members: readonly number[];
    readonly letter: string;
  };

/** Those who could be added are loaded where they are asked for, or have been chosen. */
type Data = TimeData & {
  readonly agencies?: readonly { readonly id: number; readonly name: string }[];
  readonly colleagues?: readonly Colleague[];
};

type EditScene = Scene<EditValues, Data>;

const HERE = 'unit';

function placeOf(visit: Visit): string {
  return visit.direction === 'toUnit' ? HERE : String(hostOf(visit).agencyId);
}

/** What the form begins with. */
export function editValues(visit: Visit): Omit<EditValues, keyof SlotValues> {
  return {
    visit: visit.id,
    version: visit.version,
    purpose: visit.purpose,
    agencies: activeOf(visit).map(({ agencyId }) => agencyId),
    place: placeOf(visit),
    members: visit.members.map(({ id }) => id),
    letter: visit.letterNumber ?? '',
  };
}

/** Where it is to be; undefined: where it was, or at the first's of those that are left. */
function placeIn(visit: Visit, { place, agencies = [] }: Partial<EditValues>): Place | undefined {
  if (place === undefined || place === placeOf(visit)) return undefined;
  if (place === HERE) return { direction: 'toUnit', hostId: null };
  const hostId = Number(place);
  return agencies.includes(hostId) ? { direction: 'toAgency', hostId } : undefined;
}

/** What besides the time the form has other than the visit had when it opened. */
function editsOf(visit: Visit, values: Partial<EditValues>): Edits {
  const { purpose = visit.purpose, agencies, members, letter } = values;
  const was = editValues(visit);
  const place = placeIn(visit, values);
  const letterNumber = letter === '' ? null : letter;
  const besides = (all: readonly number[] = [], known: readonly number[] = []) =>
    all.filter((id) => !known.includes(id));
  const [agenciesIn, agenciesOut] = [besides(agencies, was.agencies), besides(was.agencies, agencies)];
  const [membersIn, membersOut] = [besides(members, was.members), besides(was.members, members)];
  return {
    ...(purpose !== visit.purpose && { purpose }),
    ...(letterNumber !== undefined && letterNumber !== visit.letterNumber && { letterNumber }),
    ...(place && { place }),
    ...(agenciesIn.length > 0 && { agenciesIn }),
    ...(agencies && agenciesOut.length > 0 && { agenciesOut }),
    ...(membersIn.length > 0 && { membersIn }),
    ...(members && membersOut.length > 0 && { membersOut }),
  };
}

/** The visit as the form would leave it, but for its time. */
function visitIn({
  data,
  values,
}: Pick<EditScene, 'data' | 'values'>): { before: Visit; after: Visit } | undefined {
  const before = data.shown?.visit;
  if (!before) return undefined;
  const edits = editsOf(before, values);
  return {
    before,
    after: asEdited(before, { edits, visit: withAgencies(before, edits) }),
  };
}

function wishOf(scene: EditScene): Wish | undefined {
  const seen = visitIn(scene);
  if (!seen) return undefined;
  const { actor, data } = scene;
  const { before, after } = seen;
  const { startsAt, endsAt } = before;
  const others = joining(before, after);
  return {
    agencyIds: activeOf(after).map(({ agencyId }) => agencyId),
    placeId: after.direction === 'toAgency' ? hostOf(after).agencyId : null,
    personIds: [after.officer, ...after.members].map(({ id }) => id),
    byUnit: true,
    calendar: data.calendar,
    people: [before.officer, ...before.members, ...(data.colleagues ?? [])],
    mayOverride: can(actor, 'visit.override', { unitId: before.unitId, agencyId: null }),
    standing: { startsAt, endsAt },
    ...(others && { joining: others }),
  };
}

/** Agencies that can be chosen: all that may be asked, and those that take part. */
function agenciesFor({ data }: Pick<EditScene, 'data'>): { id: number; name: string }[] {
  const { parties = [], takenOut = [] } = data.shown?.visit ?? {};
  const known = [...parties, ...takenOut].map(({ agencyId: id, agencyName: name }) => ({ id, name }));
  const all = data.agencies ?? [];
  return [...all, ...known.filter(({ id }) => !all.some((agency) => agency.id === id))];
}

/** Those that are chosen, in the order in which they were. */
function chosenIn(scene: EditScene): { id: number; name: string }[] {
  const all = agenciesFor(scene);
  return (scene.values.agencies ?? []).flatMap((id) => all.find((agency) => agency.id === id) ?? []);
}

function placeText(scene: EditScene, value: string | undefined): string {
  const { t, actor } = scene;
  if (value === HERE) return actor.unitName;
  const [first] = chosenIn(scene);
  const host = chosenIn(scene).find(({ id }) => String(id) === value) ?? first;
  return t('visit-place', { agency: host?.name ?? '' });
}

function peopleIn({ data }: Pick<EditScene, 'data'>): readonly Colleague[] {
  const { officer, members = [] } = data.shown?.visit ?? {};
  const all = data.colleagues ?? members;
  return all.filter(({ id }) => id !== officer?.id);
}

function peopleText(scene: EditScene): string {
  const { data, values } = scene;
  const { officer, members = [] } = data.shown?.visit ?? {};
  const known = [...peopleIn(scene), ...members];
  const along = (values.members ?? []).flatMap((id) => known.find((person) => person.id === id) ?? []);
  return [...(officer ? [officer] : []), ...along]
    .map((person) => colleagueText(person, readerOf(scene)))
    .join(', ');
}

const about = (key: string) => (scene: EditScene) => {
  const { t, data } = scene;
  const { visit } = data.shown ?? {};
  return visit ? `🏢 ${partnersText(visit, scene)}\n\n${t(key)}` : t(key);
};

function preview(scene: EditScene): Text {
  const { values, t } = scene;
  const { letter = '' } = values;
  return lines(
    bold(t('visit-edit-title')),
    `🏢 ${namesText(
      chosenIn(scene).map(({ name }) => name),
      scene,
    )}`,
    `🗓 ${whenText(values, scene)}`,
    `📍 ${placeText(scene, values.place)}`,
    `📝 ${values.purpose}`,
    `👥 ${peopleText(scene)}`,
    letter !== '' && `✉️ ${t('visit-letter', { number: letter })}`,
    slotText(scene, wishOf(scene)),
  );
}

const editForm: Form<EditValues, Data> = {
  toGroups: ({ purpose = '' }) => [purpose],
  fields: {
    ...timeFields<EditValues>(true),
    purpose: textField<EditValues, Data>({
      question: about('visit-ask-purpose'),
      set: (purpose) => ({ purpose }),
      max: PURPOSE_MAX,
      label: ({ t }) => t('visit-label-purpose'),
    }),
    agencies: agenciesField<EditValues, Data>({
      question: ({ t }) => t('visit-ask-edit-agencies'),
      agencies: agenciesFor,
      chosen: ({ values }) => values.agencies ?? [],
      several: () => true,
      set: (agencies) => ({ agencies }),
      label: ({ t }) => t('visit-label-agency'),
      empty: ({ t }) => t('visit-no-agencies'),
    }),
    place: choiceField<EditValues, Data>({
      question: about('visit-ask-place'),
      options: (scene) => [
        ...chosenIn(scene).map(({ id, name }) => ({
          value: String(id),
          name: scene.t('visit-place', { agency: short(name) }),
        })),
        { value: HERE, name: scene.actor.unitName },
      ],
      set: (place) => ({ place }),
      label: ({ t }) => t('visit-label-place'),
    }),
    members: peopleField<EditValues, Data>({
      question: about('visit-ask-members'),
      people: peopleIn,
      name: (person, scene) => colleagueText(person, readerOf(scene)),
      chosen: ({ values }) => values.members ?? [],
      set: (members) => ({ members }),
      label: ({ t }) => t('visit-label-members'),
      applies: () => true,
    }),
    letter: textField<EditValues, Data>({
      question: about('visit-ask-letter'),
      example: ({ t }) => t('visit-letter-example'),
      set: (letter) => ({ letter }),
      max: LETTER_MAX,
      skip: { letter: '' },
      label: ({ t }) => t('visit-label-letter'),
    }),
    ...slotFields<EditValues, Data>(wishOf),
  },
  title: ({ t }) => t('visit-edit-title'),
  preview,
  submit: ({ t }) => t('visit-save-tell'),
  quickEdit: 'date',
};

/** What the form comes to; undefined: everything is as it was. */
function changeOf(visit: Visit, values: EditValues, zone: string): Change | undefined {
  const { startsAt, endsAt } = instants(values, zone);
  const edits = editsOf(visit, values);
  const override = overrideOf(values);
  const moved =
    startsAt.getTime() !== visit.startsAt.getTime() || endsAt.getTime() !== visit.endsAt.getTime();
  if (moved) return { action: 'move', startsAt, endsAt, override, ...edits };
  return isNothing(edits) ? undefined : { action: 'edit', override, ...edits };
}

function alongText({ officer, members }: Visit, context: DialogContext): string {
  return [officer, ...members].map((person) => colleagueText(person, readerOf(context))).join(', ');
}

/** What is said once it is saved: what is different, and who is told or asked. */
function savedText({ visit, requests = [] }: Shown, context: DialogContext): Text {
  const { t, locale, actor } = context;
  const [last] = visit.trail;
  const detail = last?.detail ?? {};
  const changed = editLines(detail, visit, readerOf(context));
  if (last?.kind === 'changeAsked') return lines(changeSent(visit, context), ...changed);
  const agency = partnersText(visit, context);
  if (last?.kind === 'moved') {
    const when = formatRange(visit.startsAt, visit.endsAt, actor.zone, locale);
    return lines(t('visit-moved', { agency, when }), ...changed);
  }
  const { agenciesIn: added = [] } = detail;
  const asking = requests.filter(({ party }) => added.includes(party.agencyId));
  const namesOf = (some: typeof asking) =>
    namesText(
      some.map(({ party }) => party.agencyName),
      context,
    );
  const [asked, unasked] = [
    asking.filter(({ to }) => to.length > 0),
    asking.filter(({ to }) => to.length === 0),
  ];
  return lines(
    isMaterial(detail) ? t('visit-edited', { agency }) : t('visit-edited-saved'),
    ...changed,
    detail.membersOut && `👥 ${alongText(visit, context)}`,
    asked.length > 0 && t('visit-edited-asked', { agency: namesOf(asked) }),
    unasked.length > 0 && t('visit-edited-unasked', { agency: namesOf(unasked) }),
  );
}

/** Loads who could be added where they are asked for, and where they have been, to be named. */
function loadWith(visits: VisitsService) {
  const load = loadData(visits);
  return async (
    context: DialogContext,
    values: Partial<EditValues>,
    at: string,
    known?: Data,
  ): Promise<Data> => {
    const { actor, now } = context;
    const time = await load(context, values, at, known);
    const was = time.shown && editValues(time.shown.visit);
    const strange = (ids: readonly number[] = [], mine: readonly number[] = []) =>
      ids.some((id) => !mine.includes(id));
    const [agencies, colleagues] = await Promise.all([
      known?.agencies ??
        (at === 'agencies' || strange(values.agencies, was?.agencies) ? visits.agencies(actor) : undefined),
      known?.colleagues ??
        (at === 'members' || strange(values.members, was?.members)
          ? visits.colleagues(actor, now)
          : undefined),
    ]);
    return { ...time, ...(agencies && { agencies }), ...(colleagues && { colleagues }) };
  };
}

/** What is known of a visit as a whole: the form that leads to an edit, or to a move. */
export function editDialog(visits: VisitsService, wake: () => void): Dialog {
  return defineDialog<EditValues, Data, Ended, After>({
    name: 'visit.edit',
    form: editForm,
    load: loadWith(visits),
    commit: async (tx, { actor, now, t }, values, { shown }) => {
      const { visit: id, version } = values;
      if (!shown) return { done: { ok: false, reason: 'foreign', visit: id } };
      const change = changeOf(shown.visit, values, actor.zone);
      if (!change) return { refused: t('visit-nothing-changed') };
      const acted = await visits.change(tx, actor, { id, version }, change, now);
      const { result } = acted;
      if (!result.ok && result.reason === 'nobodyLeft') return { refused: t('visit-refused-nobodyLeft') };
      return ended(id, acted, t);
    },
    finished: async (context, outcome, after) => {
      wake();
      return endedCard(visits, context, { ended: outcome, after }, (shown) => savedText(shown, context));
    },
  });
}
