import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { type Card, lines } from '../../../dialogs/card.js';
import { type DialogContext } from '../../../dialogs/dialog.js';
import { textField } from '../../../dialogs/fields/text.js';
import { dateField } from '../../../dialogs/fields/when.js';
import { changedCard, dayText, followUpCard, readerOf } from './messages.js';
import { type FollowUp, OUTCOME_MAX } from './rules.js';
import type { Change, Changed, FollowUpRef, FollowUpsService } from './service.js';

type Data = { readonly followUp: FollowUp | undefined };
type Ended = Changed & { readonly id: number };
type MoveValues = FollowUpRef & { readonly date: string };
type TextValues = FollowUpRef & { readonly text: string };

/** What a change came to, on the card as it is now. */
export function settledCard(
  followUp: FollowUp,
  changed: Changed,
  context: Parameters<typeof readerOf>[0],
  said?: string,
): Card {
  const reader = readerOf(context);
  if (changed.ok) {
    const above = changed.unchanged ? context.t('followup-unchanged') : said;
    return followUpCard(followUp, reader, above === undefined ? undefined : lines(above, ''));
  }
  return changed.reason === 'stale'
    ? changedCard(followUp, reader)
    : followUpCard(followUp, reader, lines(context.t(`followup-refused-${changed.reason}`), ''));
}

/** Another day, and the three that ask for a text: what came of it, why it is dropped, why it can't be done. */
export function changeDialogs(
  followUps: FollowUpsService,
  wake: () => void,
): Readonly<Record<'move' | 'drop' | 'cannot' | 'note', Dialog>> {
  const load = async (
    { actor }: DialogContext,
    { id }: Partial<FollowUpRef>,
    _at: string,
    known?: Data,
  ): Promise<Data> => known ?? { followUp: id === undefined ? undefined : await followUps.find(actor, id) };
  const finished =
    (said: string) =>
    async (context: DialogContext, ended: Ended): Promise<Card> => {
      wake();
      const followUp = await followUps.find(context.actor, ended.id);
      if (!followUp) return { text: context.t('followup-refused-foreign') };
      return settledCard(followUp, ended, context, context.t(said));
    };

  const texted = (action: 'drop' | 'cannot' | 'note', said: string): Dialog =>
    defineDialog<TextValues, Data, Ended>({
      name: `followup.${action}`,
      form: {
        fields: {
          text: textField<TextValues, Data>({
            question: ({ t, data }) =>
              lines(data.followUp && `📝 ${data.followUp.what}`, t(`followup-ask-${action}`)).toString(),
            example: ({ t }) => t(`followup-example-${action}`),
            set: (text) => ({ text }),
            max: OUTCOME_MAX,
          }),
        },
        title: ({ t }) => t(`followup-title-${action}`),
        preview: ({ values }) => values.text ?? '',
        submit: ({ t }) => t('followup-save'),
        direct: true,
      },
      load,
      commit: async (tx, { actor, now }, { id, version, text }) => {
        const change: Change = { action, text };
        return { done: { ...(await followUps.change(tx, actor, { id, version }, change, now)), id } };
      },
      finished: finished(said),
    });

  const move = defineDialog<MoveValues, Data, Ended>({
    name: 'followup.move',
    form: {
      fields: {
        date: dateField<MoveValues, Data>({
          prefer: 'future',
          minutes: 0,
          question: ({ t, data, locale }) =>
            lines(
              data.followUp && `📝 ${data.followUp.what}`,
              data.followUp && t('followup-due-now', { date: dayText(data.followUp.dueOn, locale) }),
              t('followup-ask-move'),
            ).toString(),
        }),
      },
      title: ({ t }) => t('followup-title-move'),
      preview: ({ values }) => values.date ?? '',
      submit: ({ t }) => t('followup-save'),
      direct: true,
    },
    load,
    commit: async (tx, { actor, now, t }, { id, version, date }) => {
      const changed = await followUps.change(
        tx,
        actor,
        { id, version },
        { action: 'move', dueOn: date },
        now,
      );
      if (!changed.ok && changed.reason === 'past') return { refused: t('followup-refused-past') };
      return { done: { ...changed, id } };
    },
    finished: finished('followup-moved'),
  });

  return {
    move,
    drop: texted('drop', 'followup-dropped'),
    cannot: texted('cannot', 'followup-cannot-sent'),
    note: texted('note', 'followup-noted'),
  };
}
