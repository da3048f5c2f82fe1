import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { textField } from '../../../dialogs/fields/text.js';
import type { Form } from '../../../dialogs/form.js';
import { monthCard, monthName } from './messages.js';
import type { Month } from './rules.js';
import type { MonthsService } from './service.js';

/** Why a month is closed though not all is recorded, or reopened. */
type MonthForm = {
  readonly month: Month;
  readonly what: 'force' | 'reopen';
  readonly reason: string;
};

const MOST_REASON = 300;

const form: Form<MonthForm, null> = {
  title: ({ t, locale, values }) =>
    t(`session-month-title-${values.what ?? 'force'}`, {
      month: monthName({ locale }, values.month ?? ''),
    }),
  fields: {
    reason: textField({
      question: ({ t, values }) => t(`session-month-ask-${values.what ?? 'force'}`),
      example: ({ t, values }) => t(`session-month-example-${values.what ?? 'force'}`),
      set: (reason) => ({ reason }),
      max: MOST_REASON,
    }),
  },
  preview: ({ values }) => values.reason ?? '',
  submit: ({ t }) => t('session-save'),
  direct: true,
};

/** Closing an incomplete month, or reopening a closed one: each with its reason. */
export function monthDialog(months: MonthsService): Dialog {
  return defineDialog<MonthForm, null, { readonly month: Month; readonly what: MonthForm['what'] }>({
    name: 'session.month',
    form,
    load: () => Promise.resolve(null),
    commit: async (tx, { actor, now, t }, { month, what, reason }) => {
      const act = what === 'force' ? months.close : months.reopen;
      const changed = await act(tx, actor, month, reason, now);
      return changed.ok
        ? { done: { month, what } }
        : { refused: t(`session-month-refused-${changed.reason}`) };
    },
    finished: async ({ actor, t, locale, now }, { month, what }) => {
      const view = await months.view(actor, month, now);
      if (!view) return { text: t('session-month-refused-forbidden') };
      const note = t(what === 'force' ? 'session-month-done-close' : 'session-month-done-reopen');
      return monthCard({ t, locale, now, zone: actor.zone }, view, note);
    },
  });
}
