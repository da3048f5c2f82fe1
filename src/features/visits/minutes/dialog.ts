import { lines } from '../../../dialogs/card.js';
import { type Dialog, defineDialog } from '../../../dialogs/dialog.js';
import { textField } from '../../../dialogs/fields/text.js';
import { visitCard } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import type { Changed } from '../change/rules.js';
import { REASON_MAX } from '../reasons/rules.js';
import { readerOf } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';
import { minutesCard } from './messages.js';

/** `version`: of the minutes. */
type Values = { readonly visit: number; readonly version: number; readonly correction: string };
type Data = { readonly shown: Shown | undefined };
type Ended = Changed & { readonly visit: number };

/** What an agency would have written otherwise. */
export function correctionDialog(visits: VisitsService, wake: () => void): Dialog {
  return defineDialog<Values, Data, Ended>({
    name: 'visit.correct',
    form: {
      fields: {
        correction: textField<Values, Data>({
          question: ({ t, data }) =>
            lines(data.shown?.visit.minutes?.text, '', t('visit-ask-correction')).toString(),
          set: (correction) => ({ correction }),
          max: REASON_MAX,
        }),
      },
      title: ({ t }) => t('visit-correct-title'),
      preview: ({ values }) => values.correction ?? '',
      submit: ({ t }) => t('visit-send'),
      direct: true,
    },
    load: async ({ actor, now }, { visit }) => ({
      shown: visit === undefined ? undefined : await visits.find(actor, visit, now),
    }),
    commit: async (tx, { actor, now }, { visit, version, correction }) => ({
      done: {
        ...(await visits.answerMinutes(tx, actor, { id: visit, version }, { correction }, now)),
        visit,
      },
    }),
    finished: async (context, ended) => {
      wake();
      const { t, actor, now } = context;
      const shown = await visits.find(actor, ended.visit, now);
      const reader = readerOf(context);
      if (!shown) return { text: t('refused-other-agency') };
      if (ended.ok) return { text: t('visit-correction-sent') };
      return ended.reason === 'stale'
        ? minutesCard(shown, reader)
        : visitCard(shown, reader, t(`visit-refused-${ended.reason}`));
    },
  });
}
