import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { textField } from '../../../dialogs/fields/text.js';
import type { Form } from '../../../dialogs/form.js';
import { headCodeCard, unitPreview, unitsCard } from './messages.js';
import {
  hoursText,
  isName,
  LONGEST_NAME,
  namesKanwil,
  readHours,
  readZone,
  type UnitSeen,
  type UnitValues,
  ZONE_NAMES,
} from './rules.js';
import type { UnitsService } from './service.js';

type Known = { readonly units: readonly UnitSeen[] };

const kanwilsOf = ({ units }: Known) => units.filter(({ isKanwil }) => isKanwil);

const hours = textField<{ hours: string }, unknown>({
  question: ({ t }) => t('unit-ask-hours'),
  example: ({ t }) => t('unit-hours-example'),
  set: (text) => {
    const read = readHours(text);
    return { hours: read ? hoursText(read) : '' };
  },
  max: 40,
  label: ({ t }) => t('unit-label-hours'),
  skip: { hours: '' },
  fault: (text, { t }) => (readHours(text) ? undefined : t('unit-hours-wanted', { typed: text })),
});

/** A Kanwil is asked for neither hours nor a Kanwil, and nobody for one where there is none. */
const NOT_ASKED = { hours: '', kanwilId: 0 };

const addForm: Form<UnitValues, Known> = {
  fields: {
    name: textField<UnitValues, Known>({
      question: ({ t }) => t('unit-ask-name'),
      example: ({ t }) => t('unit-name-example'),
      set: (text) => ({ name: text.replace(/\s+/gu, ' ') }),
      max: LONGEST_NAME,
      label: ({ t }) => t('unit-label-name'),
      fault: (text, { t }) => (isName(text) ? undefined : t('agency-name-needs-letters')),
    }),
    zone: choiceField<UnitValues, Known>({
      question: ({ t }) => t('unit-ask-zone'),
      options: () => ZONE_NAMES.map((name) => ({ name, value: name })),
      columns: 2,
      set: (value) => ({ zone: readZone(value) ?? 'WIB' }),
      label: ({ t }) => t('unit-label-zone'),
    }),
    hours: { ...hours, applies: ({ values }) => !namesKanwil(values.name ?? '') },
    kanwilId: choiceField<UnitValues, Known>({
      question: ({ t, values }) => t('unit-ask-kanwil', { unit: values.name ?? '' }),
      options: ({ t, data }) => [
        ...kanwilsOf(data).map(({ id, name }) => ({ name, value: String(id) })),
        { name: t('unit-kanwil-none'), value: '0' },
      ],
      set: (value) => ({ kanwilId: Number(value) }),
      label: ({ t }) => t('unit-label-kanwil'),
      applies: ({ data, values }) => kanwilsOf(data).length > 0 && !namesKanwil(values.name ?? ''),
    }),
  },
  title: ({ t }) => bold(t('unit-add-title')),
  preview: ({ t, values, data }) => {
    const above = kanwilsOf(data).find(({ id }) => id === values.kanwilId);
    return unitPreview(t, values, above?.name, namesKanwil(values.name ?? ''));
  },
  submit: ({ t }) => t('unit-add-submit'),
};

/** Asks what a unit is called and in which zone it is, and adds it with a code for its head. */
export function addUnitDialog(units: UnitsService, botUsername: string): Dialog {
  type Done = { readonly id: number; readonly name: string };
  return defineDialog<UnitValues, Known, Done, { readonly code: string }>({
    name: 'unit.add',
    form: addForm,
    load: async ({ actor, now }, _values, _at, known) => known ?? units.list(actor, now),
    commit: async (tx, { actor, now, t }, values) => {
      const { name } = values;
      const added = await units.add(tx, { actor, now }, { ...NOT_ASKED, ...values });
      if (!added.ok) return { refused: t(`unit-refused-${added.reason}`, { unit: name }) };
      return { done: { id: added.id, name: added.name }, atHand: { code: added.code } };
    },
    finished: async ({ actor, now, t }, { name }, made) =>
      // The code is nowhere kept: a redelivered update can't show it again.
      made
        ? headCodeCard(t, { name, code: made.code }, botUsername, true)
        : unitsCard(await units.list(actor, now), { t, now, actor }),
  });
}

/** Asks when the office of the unit in which somebody acts is open. */
export function hoursDialog(units: UnitsService): Dialog {
  return defineDialog<{ readonly hours: string }, null, { readonly hours: string }>({
    name: 'unit.hours',
    form: {
      fields: { hours },
      title: ({ t, actor }) => bold(t('unit-hours-title', { unit: actor.unitName })),
      preview: ({ t, actor, values }) =>
        lines(
          bold(t('unit-hours-title', { unit: actor.unitName })),
          `🕗 ${values.hours || t('unit-hours-regular')}`,
          t('unit-hours-used'),
        ),
      submit: ({ t }) => t('unit-hours-submit'),
    },
    load: async () => null,
    commit: async (tx, { actor, now, t }, { hours: typed }) => {
      const edited = await units.setHours(tx, { actor, now }, typed);
      return edited.ok ? { done: { hours: typed } } : { refused: t(`unit-refused-${edited.reason}`) };
    },
    finished: async ({ actor, t }, { hours: typed }) => ({
      text: t('unit-hours-saved', { unit: actor.unitName, hours: typed || t('unit-hours-regular') }),
    }),
  });
}
