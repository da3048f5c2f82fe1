import { type Dialog, defineDialog } from '../../bot/forms/dialog.js';
import { dateField } from '../../dialogs/fields/when.js';
import { type ApplyDeps, shownBatch } from './apply/service.js';
import { dateBatch, endUndated } from './decide/service.js';
import { batchCard } from './messages.js';

type Values = {
  readonly batchId: number;
  readonly fileName: string;
  readonly lines: number;
  readonly date: string;
};

/** Which day the data of a batch speak of: the one question that has to be typed or picked from a calendar. */
export function rosterDateDialog(deps: ApplyDeps): Dialog {
  return defineDialog<Values, null, { readonly batchId: number }>({
    name: 'roster.date',
    form: {
      fields: {
        date: dateField<Values, null>({
          prefer: 'past',
          minutes: 0,
          question: ({ t }) => t('roster-ask-date'),
        }),
      },
      title: ({ t, values }) =>
        t('roster-received', { file: values.fileName ?? '', total: values.lines ?? 0 }),
      preview: ({ values }) => values.date ?? '',
      submit: ({ t }) => t('dialog-next'),
      direct: true,
    },
    load: async () => null,
    commit: async (tx, { actor, now, t }, { batchId, date }) => {
      const outcome = await dateBatch(tx, { actor, now }, batchId, date);
      return outcome === 'dated'
        ? { done: { batchId } }
        : { refused: t(outcome === 'future' ? 'roster-date-future' : 'roster-gone') };
    },
    finished: async ({ actor, now, t, locale }, { batchId }) =>
      batchCard({ t, locale, now, zone: actor.zone }, await shownBatch(deps, actor, batchId, now)),
    left: async (tx, { actor, now }, { batchId }) => {
      const ended = batchId === undefined ? 0 : await endUndated(tx, { actor, now }, batchId);
      return ended > 0 ? 'ended' : 'kept';
    },
    cancelled: ({ t }, left) => ({ text: t(left === 'kept' ? 'roster-date-kept' : 'roster-cancelled') }),
  });
}
