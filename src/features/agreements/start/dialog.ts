import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, italic, lines, type Text } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { textField } from '../../../dialogs/fields/text.js';
import { agreementCard, readerOf } from '../agreement/messages.js';
import { KINDS, type Kind, type Partner, SUBJECT_MAX } from '../agreement/rules.js';
import type { AgreementsService, Started } from '../agreement/service.js';

/** `visit`, `renews`: 0 for none. `readAs`: agencies' names that weren't exact, as they were typed. */
export type StartForm = {
  readonly visit: number;
  readonly renews: number;
  readonly agencies: readonly number[];
  readonly readAs?: readonly { readonly typed: string; readonly name: string }[];
  /** What was typed where the agency would stand, and names none. */
  readonly unknown?: string;
  readonly kind: Kind;
  readonly subject: string;
};

export type StartData = { readonly partners: readonly Partner[] };

function namesOf(ids: readonly number[], { partners }: StartData): string {
  return partners
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name)
    .join(', ');
}

const agencyField = choiceField<StartForm, StartData>({
  question: ({ t, values: { unknown } }) =>
    lines(
      unknown !== undefined && t('agreement-agency-unknown', { typed: unknown }),
      t('agreement-ask-agency'),
    ).toString(),
  options: ({ data }) => data.partners.map(({ id, name }) => ({ value: String(id), name })),
  set: (value) => ({ agencies: [Number(value)] }),
  label: ({ t }) => t('agreement-label-agency'),
  empty: ({ t }) => t('agreement-no-agencies'),
});

const kindField = choiceField<StartForm, StartData>({
  question: ({ t }) => t('agreement-ask-kind'),
  options: ({ t }) =>
    KINDS.map((kind) => ({
      value: kind,
      name: t(`agreement-kind-${kind}`),
      aliases: [t(`agreement-kind-short-${kind}`)],
    })),
  set: (value) => {
    const kind = KINDS.find((one) => one === value);
    return kind === undefined ? {} : { kind };
  },
  label: ({ t }) => t('agreement-label-kind'),
});

const subjectField = textField<StartForm, StartData>({
  question: ({ t }) => t('agreement-ask-subject'),
  example: ({ t }) => t('agreement-example-subject'),
  set: (text) => ({ subject: text.replace(/\s+/gu, ' ') }),
  max: SUBJECT_MAX,
  label: ({ t }) => t('agreement-label-subject'),
});

/** A new agreement: with whom, which kind, about what; it begins as something that is being explored. */
export function startDialog(agreements: AgreementsService): Dialog {
  return defineDialog<StartForm, StartData, Started>({
    name: 'agreement.new',
    form: {
      fields: { agencies: agencyField, kind: kindField, subject: subjectField },
      title: ({ t, values }) => t(values.renews ? 'agreement-title-renewal' : 'agreement-title-new'),
      preview: ({ t, values, data }): Text =>
        lines(
          bold(t('agreement-check')),
          (values.renews ?? 0) > 0 && `♻️ ${t('agreement-title-renewal')}`,
          values.kind && `📄 ${t(`agreement-kind-${values.kind}`)}`,
          `📝 ${values.subject ?? ''}`,
          `🤝 ${namesOf(values.agencies ?? [], data)}`,
          ...(values.readAs ?? []).map((read) => italic(t('choice-read-as', read))),
          `📍 ${t('agreement-stage-exploring')}`,
        ),
      submit: ({ t }) => t('agreement-save'),
    },
    load: async ({ actor }, _values, _at, known) => known ?? { partners: await agreements.partners(actor) },
    commit: async (tx, { actor, now, t }, { visit, renews, agencies, kind, subject }) => {
      const beginning = {
        agencies,
        kind,
        subject,
        ...(visit > 0 && { visit }),
        ...(renews > 0 && { renews }),
      };
      const started = await agreements.start(tx, actor, beginning, now);
      if (!started.ok && started.reason === 'agency') return { refused: t('agreement-refused-agency') };
      return { done: started };
    },
    finished: async (context, started) => {
      const { t, actor } = context;
      if (!started.ok) return { text: t(`agreement-refused-${started.reason}`) };
      const agreement = await agreements.find(actor, started.id);
      if (!agreement) return { text: t('agreement-refused-foreign') };
      return agreementCard(agreement, readerOf(context), lines(t('agreement-started'), ''));
    },
  });
}
