import { lines } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { numberField, textField, tidy } from '../../../dialogs/fields/text.js';
import type { Answer, Field, Form, Scene } from '../../../dialogs/form.js';
import { matchName } from '../../../reading/match.js';
import { searchName } from '../../../reading/search-name.js';
import { PROGRAMME_KINDS, type ProgrammeKind } from '../enrolment/rules.js';
import { NAME_MAX } from '../life/rules.js';
import type { ProgrammeChoices } from '../programme/service.js';
import { periodText, plannedText } from './messages.js';
import {
  endsBeforeStart,
  type Facts,
  MOST_SEATS,
  MOST_SESSIONS,
  readFacts,
  readPeriod,
  readPlanned,
  TEXT_MAX,
} from './rules.js';

/** 0 and an empty text stand for what was left open, since a form asks for what it has no value of. */
export type ProgrammeForm = {
  readonly id?: number;
  readonly version?: number;
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly agencyId: number;
  /** What was said of it all at once, for the one question that asks for everything else. */
  readonly facts: string;
  readonly seats: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly plannedSessions: number;
  readonly plannedHours: number;
  readonly minAttendance: number;
  readonly trainer: string;
  readonly place: string;
  readonly officerId: number;
  /** Parts of a line that said nothing. */
  readonly unread?: string;
};

type Named = { readonly id: number; readonly name: string };

export type ProgrammeData = ProgrammeChoices;

/** Who may answer for a programme, by name. */
export function officersAmong({ posted }: Pick<ProgrammeData, 'posted'>): readonly Named[] {
  return posted.filter(({ mayAnswer }) => mayAnswer);
}

/** Who may be meant by a trainer's name in a programme with this agency (0: the unit's own). */
export function trainersAmong({ posted }: Pick<ProgrammeData, 'posted'>, agencyId: number): readonly Named[] {
  const around = posted.filter(({ agencyIds }) => agencyIds.some((id) => id === null || id === agencyId));
  return around.toSorted((a, b) => a.id - b.id);
}

type S = Scene<ProgrammeForm, ProgrammeData>;
type F = Field<ProgrammeForm, ProgrammeData>;

/** What isn't required, as left open. */
export const LEFT_OPEN = {
  seats: 0,
  startsOn: '',
  endsOn: '',
  plannedSessions: 0,
  plannedHours: 0,
  minAttendance: 0,
  trainer: '',
  place: '',
  officerId: 0,
} as const satisfies Partial<ProgrammeForm>;

const OFFICER = /^(?:petugas|penanggung jawab|pj|koordinator|officer|responsible)\s*:?\s+(.+)$/iu;

/** What a text says of a programme, the people in it found; `unread` are the parts that say nothing. */
function readForm(
  text: string,
  data: Pick<ProgrammeData, 'posted'>,
  at: Pick<S, 'now' | 'zone' | 'locale'>,
): { readonly set: Facts & { readonly officerId?: number }; readonly unread: readonly string[] } {
  const { facts, unread } = readFacts(text, at);
  const rest: string[] = [];
  let officerId: number | undefined;
  for (const part of unread) {
    const named = OFFICER.exec(part)?.[1];
    const match = named === undefined ? undefined : matchName(named, officersAmong(data));
    if (match?.kind === 'one') officerId = match.item.id;
    else rest.push(part);
  }
  return { set: { ...facts, ...(officerId !== undefined && { officerId }) }, unread: rest };
}

/** A line about a new programme: its name first, then its agency and all else in any order. */
export function readLine(
  text: string,
  data: Pick<ProgrammeData, 'posted' | 'agencies'>,
  scene: Pick<S, 'now' | 'zone' | 'locale' | 't'>,
): Partial<ProgrammeForm> & { readonly name: string } {
  const [name = '', ...others] = text.split(/[,;\n]/u);
  const { set, unread } = readForm(others.join(','), data, scene);
  const own = { id: 0, name: scene.t('programme-own') };
  const rest: string[] = [];
  let agencyId: number | undefined;
  for (const part of unread) {
    const match = agencyId === undefined ? matchName(part, [own, ...data.agencies]) : undefined;
    if (match?.kind === 'one') agencyId = match.item.id;
    else rest.push(part);
  }
  const wrong = endsBeforeStart(set.startsOn ?? '', set.endsOn ?? '');
  const { startsOn, endsOn, ...facts } = set;
  const said = others.length > 0 ? others.join(',').trim() : undefined;
  return {
    name: name.replace(/\s+/gu, ' ').trim(),
    ...(agencyId !== undefined && { agencyId }),
    ...facts,
    ...(!wrong && startsOn !== undefined && { startsOn }),
    ...(!wrong && endsOn !== undefined && { endsOn }),
    ...(said !== undefined && { facts: said }),
    ...(rest.length > 0 && { unread: rest.join(', ') }),
  };
}

/** A text that is read whole: `read` says what it means, or what is wrong with it. */
function readField(field: {
  readonly question: string;
  readonly skip: Partial<ProgrammeForm>;
  readonly read: (text: string, scene: S) => Answer<ProgrammeForm>;
  readonly label?: string;
  readonly present?: (scene: S) => string | undefined;
}): F {
  const { label } = field;
  return {
    skip: field.skip,
    ...(label !== undefined && { label: ({ t }: S) => t(label) }),
    ask: (scene) => ({ text: lines(scene.t(field.question), field.present?.(scene)) }),
    answer: (scene, input) => {
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      if (input.kind === 'tap') return { error: scene.t('button-stale') };
      const text = tidy(input.text);
      return text === '' ? { error: scene.t('text-empty') } : field.read(text, scene);
    },
  };
}

const factsField = readField({
  question: 'programme-ask-facts',
  skip: { facts: '' },
  read: (text, scene) => {
    const { set, unread } = readForm(text, scene.data, scene);
    if (Object.keys(set).length === 0) return { error: scene.t('programme-facts-nothing', { typed: text }) };
    const { startsOn = scene.values.startsOn ?? '', endsOn = scene.values.endsOn ?? '' } = set;
    if (endsBeforeStart(startsOn, endsOn)) return { error: scene.t('programme-period-backwards') };
    const note = scene.t('programme-facts-unread', { typed: unread.join(', ') });
    return { set: { facts: text, ...set }, ...(unread.length > 0 && { note }) };
  },
});

const periodField = readField({
  question: 'programme-ask-period',
  label: 'programme-label-period',
  skip: { startsOn: '', endsOn: '' },
  read: (text, scene) => {
    const period = readPeriod(text, scene);
    if (!period) return { error: scene.t('programme-period-not', { typed: text }) };
    const { startsOn = scene.values.startsOn ?? '', endsOn = scene.values.endsOn ?? '' } = period;
    if (endsBeforeStart(startsOn, endsOn)) return { error: scene.t('programme-period-backwards') };
    return { set: { startsOn, endsOn } };
  },
  present: ({ t, locale, values }) => {
    const known = periodText(
      { t, locale },
      { startsOn: values.startsOn || null, endsOn: values.endsOn || null },
    );
    return known && t('programme-now', { what: known });
  },
});

const plannedField = readField({
  question: 'programme-ask-planned',
  label: 'programme-label-planned',
  skip: { plannedSessions: 0, plannedHours: 0 },
  read: (text, { t }) => {
    const bare = Number(/^\d{1,3}$/u.exec(text)?.[0] ?? 0);
    const planned = bare > 0 ? { plannedSessions: bare } : readPlanned(text);
    if (!planned) return { error: t('programme-planned-not', { typed: text, max: MOST_SESSIONS }) };
    return { set: { plannedSessions: 0, plannedHours: 0, ...planned } };
  },
  present: ({ t, locale, values }) => {
    const { plannedSessions = 0, plannedHours = 0 } = values;
    const known = plannedText({ t, locale }, { plannedSessions, plannedHours });
    return known && t('programme-now', { what: known });
  },
});

/** The questions about a programme; all but the first three come as one that may be skipped. */
export const programmeFields: Form<ProgrammeForm, ProgrammeData>['fields'] = {
  name: textField<ProgrammeForm, ProgrammeData>({
    question: ({ t }) => t('programme-ask-name'),
    example: ({ t }) => t('programme-name-example'),
    set: (text) => ({ name: text.replace(/\s+/gu, ' ') }),
    max: NAME_MAX,
    label: ({ t }) => t('programme-label-name'),
    fault: (text, { t, values, data }) => {
      const key = searchName(text);
      if (key === '') return t('programme-name-empty');
      const same = data.programmes.find(({ id, name }) => searchName(name) === key && id !== values.id);
      return same && t('programme-name-taken', { name: same.name });
    },
  }),
  kind: choiceField<ProgrammeForm, ProgrammeData>({
    question: ({ t }) => `${t('programme-ask-kind')}\n${t('programme-kind-explained')}`,
    options: ({ t }) => PROGRAMME_KINDS.map((kind) => ({ value: kind, name: t(`programme-kind-${kind}`) })),
    set: (value) => (value === 'attitude' || value === 'trade' ? { kind: value } : {}),
    label: ({ t }) => t('programme-label-kind'),
    columns: 2,
  }),
  agencyId: choiceField<ProgrammeForm, ProgrammeData>({
    question: ({ t }) => t('programme-ask-agency'),
    options: ({ t, data }) => [
      { value: '0', name: t('programme-own') },
      ...data.agencies.map(({ id, name }) => ({ value: String(id), name })),
    ],
    set: (value) => ({ agencyId: Number(value) }),
    label: ({ t }) => t('programme-label-agency'),
  }),
  facts: factsField,
  seats: numberField<ProgrammeForm, ProgrammeData>({
    question: ({ t }) => t('programme-ask-seats'),
    set: (seats) => ({ seats }),
    min: 1,
    max: MOST_SEATS,
    label: ({ t }) => t('programme-label-seats'),
    skip: { seats: 0 },
  }),
  startsOn: periodField,
  plannedSessions: plannedField,
  minAttendance: numberField<ProgrammeForm, ProgrammeData>({
    question: ({ t }) => t('programme-ask-least'),
    set: (minAttendance) => ({ minAttendance }),
    min: 1,
    max: 100,
    label: ({ t }) => t('programme-label-least'),
    skip: { minAttendance: 0 },
  }),
  trainer: textField<ProgrammeForm, ProgrammeData>({
    question: ({ t }) => t('programme-ask-trainer'),
    set: (trainer) => ({ trainer }),
    max: TEXT_MAX,
    label: ({ t }) => t('programme-label-trainer'),
    skip: { trainer: '' },
  }),
  place: textField<ProgrammeForm, ProgrammeData>({
    question: ({ t }) => t('programme-ask-place'),
    set: (place) => ({ place }),
    max: TEXT_MAX,
    label: ({ t }) => t('programme-label-place'),
    skip: { place: '' },
  }),
  officerId: choiceField<ProgrammeForm, ProgrammeData>({
    question: ({ t }) => t('programme-ask-officer'),
    options: ({ data }) => officersAmong(data).map(({ id, name }) => ({ value: String(id), name })),
    set: (value) => ({ officerId: Number(value) }),
    label: ({ t }) => t('programme-label-officer'),
    skip: { officerId: 0 },
  }),
};
