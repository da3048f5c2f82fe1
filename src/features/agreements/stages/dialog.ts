import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { lines, type Text } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { textField } from '../../../dialogs/fields/text.js';
import { dateField } from '../../../dialogs/fields/when.js';
import { settledCard } from '../agreement/dialog.js';
import { dayText } from '../agreement/messages.js';
import type { Agreement } from '../agreement/rules.js';
import type { AgreementRef, AgreementsService, Changed } from '../agreement/service.js';
import { needsReason, REASON_MAX, type Stage, WRITTEN_STAGES } from './rules.js';

type Values = AgreementRef & {
  readonly corrects: boolean;
  readonly stage: Stage;
  readonly date: string;
  readonly reason?: string;
};
type Data = { readonly agreement: Agreement | undefined };

const stageField = choiceField<Values, Data>({
  question: ({ t, data, locale }) => {
    const { stage, steps } = data.agreement ?? {};
    const last = steps?.at(-1);
    if (stage === undefined || !last) return t('agreement-ask-stage');
    const since = { stage: t(`agreement-stage-${stage}`), date: dayText(last.reachedOn, locale) };
    return lines(t('agreement-ask-stage'), t('agreement-written', since)).toString();
  },
  options: ({ t }) => WRITTEN_STAGES.map((stage) => ({ value: stage, name: t(`agreement-stage-${stage}`) })),
  set: (value) => {
    const stage = WRITTEN_STAGES.find((one) => one === value);
    return stage === undefined ? {} : { stage };
  },
  label: ({ t }) => t('agreement-label-stage'),
  columns: 2,
});

/** A stage that an agreement has come to, or the right one in place of what was written down. */
export function stageDialog(agreements: AgreementsService): Dialog {
  return defineDialog<Values, Data, Changed & { readonly id: number }>({
    name: 'agreement.stage',
    form: {
      fields: {
        stage: stageField,
        date: dateField<Values, Data>({
          prefer: 'past',
          minutes: 0,
          question: ({ t, values }) => t('agreement-ask-date', { stage: stageText(values.stage, t) }),
          label: ({ t }) => t('agreement-label-date'),
        }),
        reason: textField<Values, Data>({
          question: ({ t, values }) =>
            t(values.corrects ? 'agreement-ask-why-corrected' : 'agreement-ask-why'),
          example: ({ t, values }) =>
            t(values.corrects ? 'agreement-example-corrected' : 'agreement-example-why'),
          set: (reason) => ({ reason }),
          max: REASON_MAX,
          applies: ({ values: { stage = 'draft', corrects = false } }) => needsReason({ stage, corrects }),
        }),
      },
      title: ({ t, values }) => t(values.corrects ? 'agreement-title-correct' : 'agreement-title-stage'),
      preview: ({ t, values, locale }): Text =>
        lines(
          `📍 ${stageText(values.stage, t)}, ${dayText(values.date ?? '', locale)}`,
          values.reason !== undefined && values.reason !== '' && `💬 ${values.reason}`,
        ),
      submit: ({ t }) => t('agreement-save'),
      direct: true,
    },
    load: async ({ actor }, { id = 0 }, _at, known) =>
      known ?? { agreement: await agreements.find(actor, id) },
    commit: async (tx, { actor, now, t }, { id, version, stage, date, corrects, reason = '' }) => {
      const reached = { stage, reachedOn: date, corrects, reason };
      const changed = await agreements.reach(tx, actor, { id, version }, reached, now);
      if (!changed.ok && (changed.reason === 'before' || changed.reason === 'future'))
        return { refused: t(`agreement-refused-${changed.reason}`) };
      return { done: { ...changed, id } };
    },
    finished: settledCard(agreements, 'agreement-stage-saved'),
  });
}

function stageText(stage: Stage | undefined, t: (key: string) => string): string {
  return stage === undefined ? '' : t(`agreement-stage-${stage}`);
}
