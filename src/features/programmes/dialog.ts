import { bold, lines, type Text } from '../../dialogs/card.js';
import { type Dialog, type DialogContext, defineDialog } from '../../dialogs/dialog.js';
import { choiceField } from '../../dialogs/fields/choice.js';
import { numberField, textField } from '../../dialogs/fields/text.js';
import type { Form, Scene } from '../../dialogs/form.js';
import { searchName } from '../../lib/search-name.js';
import { programmeCard, programmeExistsCard } from './messages.js';
import { PROGRAMME_KINDS, type ProgrammeKind } from './rules.js';
import type { ProgrammeSaved, ProgrammesService, ProgrammeValues } from './service.js';

/** 0 and an empty text stand for what was left open, since a form asks for what it has no value of. */
type Values = {
  readonly id?: number;
  readonly version?: number;
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly agencyId: number;
  readonly seats: number;
  readonly trainer: string;
};

type Data = {
  readonly agencies: readonly { readonly id: number; readonly name: string }[];
  readonly programmes: readonly { readonly id: number; readonly name: string }[];
};

type Saved = { readonly id: number; readonly exists: boolean };

const MOST_SEATS = 999;

function agencyName({ t, values, data }: Scene<Values, Data>): string {
  return data.agencies.find(({ id }) => id === values.agencyId)?.name ?? t('programme-own');
}

function preview(scene: Scene<Values, Data>): Text {
  const { t, values } = scene;
  return lines(
    bold(t('programme-check')),
    `📘 ${values.name ?? ''}`,
    values.kind && `🏷 ${t(`programme-kind-${values.kind}`)}`,
    `🏢 ${agencyName(scene)}`,
    `👥 ${values.seats ? t('programme-seats', { seats: values.seats }) : t('programme-no-limit')}`,
    `🧑‍🏫 ${values.trainer || '–'}`,
  );
}

const fields: Form<Values, Data>['fields'] = {
  name: textField<Values, Data>({
    question: ({ t }) => t('programme-ask-name'),
    example: ({ t }) => t('programme-name-example'),
    set: (text) => ({ name: text.replace(/\s+/gu, ' ') }),
    max: 80,
    label: ({ t }) => t('programme-label-name'),
    fault: (text, { t, values, data }) => {
      const key = searchName(text);
      if (key === '') return t('programme-name-empty');
      const same = data.programmes.find(({ id, name }) => searchName(name) === key && id !== values.id);
      return same && t('programme-name-taken', { name: same.name });
    },
  }),
  kind: choiceField<Values, Data>({
    question: ({ t }) => `${t('programme-ask-kind')}\n${t('programme-kind-explained')}`,
    options: ({ t }) => PROGRAMME_KINDS.map((kind) => ({ value: kind, name: t(`programme-kind-${kind}`) })),
    set: (value) => (value === 'attitude' || value === 'trade' ? { kind: value } : {}),
    label: ({ t }) => t('programme-label-kind'),
    columns: 2,
  }),
  agencyId: choiceField<Values, Data>({
    question: ({ t }) => t('programme-ask-agency'),
    options: ({ t, data }) => [
      { value: '0', name: t('programme-own') },
      ...data.agencies.map(({ id, name }) => ({ value: String(id), name })),
    ],
    set: (value) => ({ agencyId: Number(value) }),
    label: ({ t }) => t('programme-label-agency'),
  }),
  seats: numberField<Values, Data>({
    question: ({ t }) => t('programme-ask-seats'),
    set: (seats) => ({ seats }),
    min: 1,
    max: MOST_SEATS,
    label: ({ t }) => t('programme-label-seats'),
    skip: { seats: 0 },
  }),
  trainer: textField<Values, Data>({
    question: ({ t }) => t('programme-ask-trainer'),
    set: (trainer) => ({ trainer }),
    max: 100,
    label: ({ t }) => t('programme-label-trainer'),
    skip: { trainer: '' },
  }),
};

function form(title: string): Form<Values, Data> {
  return {
    fields,
    title: ({ t }) => t(title),
    preview,
    submit: ({ t }) => t('programme-save'),
    quickEdit: 'name',
  };
}

function given(values: Values): ProgrammeValues {
  const { name, kind, agencyId, seats, trainer } = values;
  return { name, kind, agencyId: agencyId || null, seats: seats || null, trainer: trainer || null };
}

/** Creating a programme, and changing one. */
export function programmeDialogs(programmes: ProgrammesService): {
  readonly add: Dialog;
  readonly edit: Dialog;
} {
  const load = async ({ actor }: DialogContext): Promise<Data> => ({
    agencies: await programmes.agencies(actor),
    programmes: await programmes.list(actor),
  });
  const committed = (t: DialogContext['t'], saved: ProgrammeSaved) => {
    if (saved.ok) return { done: { id: saved.id, exists: false } };
    if (saved.reason === 'exists') return { done: { id: saved.id, exists: true } };
    return { refused: t(`programme-refused-${saved.reason}`) };
  };
  const finished =
    (said: string) =>
    async ({ actor, t, locale }: DialogContext, { id, exists }: Saved) => {
      const programme = await programmes.find(actor, id);
      if (!programme) return { text: t('programme-gone') };
      return exists ? programmeExistsCard(t, programme) : programmeCard({ t, locale }, programme, t(said));
    };
  const add = defineDialog<Values, Data, Saved>({
    name: 'programme.add',
    form: form('programme-add-title'),
    load,
    commit: async (tx, { actor, now, t }, values) =>
      committed(t, await programmes.add(tx, actor, given(values), now)),
    finished: finished('programme-added'),
  });
  const edit = defineDialog<Values, Data, Saved>({
    name: 'programme.edit',
    form: form('programme-edit-title'),
    load,
    commit: async (tx, { actor, now, t }, values) => {
      const which = { id: values.id ?? 0, version: values.version ?? 0 };
      return committed(t, await programmes.edit(tx, actor, which, given(values), now));
    },
    finished: finished('programme-changed'),
  });
  return { add, edit };
}
