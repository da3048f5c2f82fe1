import { type Dialog, defineDialog } from '../../bot/forms/dialog.js';
import { bold, lines } from '../../dialogs/card.js';
import { textField } from '../../dialogs/fields/text.js';
import type { Form } from '../../dialogs/form.js';
import { searchName } from '../../reading/search-name.js';
import { voiceOf } from '../../words/voice.js';
import { agencyCard } from './messages.js';
import type { AgenciesService } from './service.js';

type AddValues = { readonly name: string };
type EditValues = { readonly agencyId: number; readonly name: string; readonly address: string };

const name = textField<{ name: string }, unknown>({
  question: ({ t }) => t('agency-ask-name'),
  example: ({ t }) => t('agency-name-example'),
  set: (text) => ({ name: text.replace(/\s+/gu, ' ') }),
  max: 120,
  label: ({ t }) => t('agency-label-name'),
  fault: (text, { t }) => (searchName(text) === '' ? t('agency-name-needs-letters') : undefined),
});

const addForm: Form<AddValues, null> = {
  fields: { name },
  title: ({ t }) => t('agency-add-title'),
  preview: ({ values }) => values.name ?? '',
  submit: ({ t }) => t('agency-save'),
  direct: true,
};

const editForm: Form<EditValues, null> = {
  fields: {
    name,
    address: textField<EditValues, null>({
      question: ({ t }) => t('agency-ask-address'),
      set: (address) => ({ address }),
      max: 300,
      label: ({ t }) => t('agency-label-address'),
      skip: { address: '' },
    }),
  },
  title: ({ t }) => t('agency-edit'),
  preview: ({ t, values }) =>
    lines(bold(t('agency-edit')), `🏢 ${values.name}`, `📍 ${values.address || '–'}`),
  submit: ({ t }) => t('agency-save'),
  toGroups: ({ name: typed = '' }) => [typed],
};

export function agencyDialogs(agencies: AgenciesService): { readonly add: Dialog; readonly edit: Dialog } {
  const add = defineDialog<AddValues, null, { readonly id: number }>({
    name: 'agency.add',
    form: addForm,
    load: async () => null,
    commit: async (tx, { actor, now, t }, values) => {
      const saved = await agencies.add(tx, actor, { name: values.name, address: null }, now);
      return saved.ok
        ? { done: { id: saved.id } }
        : { refused: t(`agency-${saved.reason}`, { name: values.name }) };
    },
    finished: async (context, { id }) => {
      const { actor, t, now, seemsToName } = context;
      const agency = await agencies.find(actor, id, now);
      if (!agency) return { text: t('agency-gone') };
      const warning = (await seemsToName([agency.name])) ? `\n${t('exemption-warning')}` : '';
      return agencyCard(agency, voiceOf(context), t('agency-added') + warning);
    },
  });
  const edit = defineDialog<EditValues, null, { readonly id: number }>({
    name: 'agency.edit',
    form: editForm,
    load: async () => null,
    commit: async (tx, { actor, now, t }, values) => {
      const address = values.address || null;
      const saved = await agencies.edit(tx, actor, values.agencyId, { name: values.name, address }, now);
      return saved.ok
        ? { done: { id: saved.id } }
        : { refused: t(`agency-${saved.reason}`, { name: values.name }) };
    },
    finished: async (context, { id }) => {
      const { actor, t, now } = context;
      const agency = await agencies.find(actor, id, now);
      return agency ? agencyCard(agency, voiceOf(context), t('agency-changed')) : { text: t('agency-gone') };
    },
  });
  return { add, edit };
}
