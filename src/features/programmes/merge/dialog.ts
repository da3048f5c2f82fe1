import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { textField, tidy } from '../../../dialogs/fields/text.js';
import type { Choice, Field } from '../../../dialogs/form.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import { participantCard } from '../people/messages.js';
import type { ParticipantsService } from '../people/service.js';
import { sameListCard } from './messages.js';
import type { MergeService } from './service.js';

type Reason = {
  readonly one: number;
  readonly other: number;
  readonly goesOn: 'none' | 'from' | 'into';
  readonly reason: string;
};
type Query = { readonly id: number; readonly query: string };

const CAUSES = ['class', 'transfer', 'twice'] as const;
const REASON_MAX = 200;

const reasonField: Field<Reason, null> = {
  ask: ({ t }) => ({
    text: t('merge-why'),
    choices: CAUSES.map((cause): Choice[] => [{ label: t(`merge-why-${cause}`), value: cause }]),
  }),
  answer: ({ t }, input) => {
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap') {
      const cause = CAUSES.find((known) => known === input.value);
      return cause ? { set: { reason: cause } } : { error: t('choice-gone') };
    }
    const reason = tidy(input.text);
    const length = [...reason].length;
    if (length === 0) return { error: t('text-empty') };
    return length > REASON_MAX
      ? { error: t('text-too-long', { length, max: REASON_MAX }) }
      : { set: { reason } };
  },
};

/** Why two records are one person's, which merges them; and looking for the other record. */
export function mergeDialogs(
  merges: MergeService,
  participants: ParticipantsService,
): { readonly merge: Dialog; readonly other: Dialog } {
  const merge = defineDialog<Reason, null, { readonly id: number }>({
    name: 'participant.merge',
    form: {
      fields: { reason: reasonField },
      title: ({ t }) => t('merge-title'),
      preview: ({ values }) => values.reason ?? '',
      submit: ({ t }) => t('merge-yes'),
      direct: true,
    },
    load: async () => null,
    commit: async (tx, context, { one, other, goesOn, reason }) => {
      const { actor, now, t } = context;
      const how = { reason, ...(goesOn !== 'none' && { goesOn }) };
      const done = await merges.merge(tx, { actor, now }, { oneId: one, otherId: other }, how);
      if (done.ok) return { done: { id: done.intoId } };
      return {
        refused:
          done.reason === 'closed'
            ? closedText(voiceOf(context), done.closed)
            : t(`merge-refused-${done.reason}`),
      };
    },
    finished: async (context, { id }) => {
      const person = await participants.find(context.actor, id);
      return person
        ? participantCard(voiceOf(context), person, context.t('merge-done'))
        : { text: context.t('refused-post') };
    },
  });
  const other = defineDialog<Query, null, Query>({
    name: 'participant.other',
    form: {
      fields: {
        query: textField<Query, null>({
          question: ({ t }) => t('merge-find-ask'),
          example: ({ t }) => t('participant-ask-example'),
          set: (query) => ({ query }),
          max: 100,
        }),
      },
      title: ({ t }) => t('merge-find'),
      preview: ({ values }) => values.query ?? '',
      submit: ({ t }) => t('merge-find'),
      direct: true,
    },
    load: async () => null,
    commit: async (_tx, _context, values) => ({ done: values }),
    finished: async (context, { id, query }) => {
      const person = await participants.find(context.actor, id);
      const found = person?.mayMerge ? await participants.search(context.actor, query, 0) : undefined;
      if (!person || !found) return { text: context.t('refused-post') };
      return sameListCard(
        voiceOf(context),
        person,
        found.people.filter((one) => one.id !== person.id),
        0,
      );
    },
  });
  return { merge, other };
}
