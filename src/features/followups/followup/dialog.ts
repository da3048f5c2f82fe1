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

/** What the forms of one follow-up share. */
type Shared = {
  readonly followUps: FollowUpsService;
  readonly load: (
    context: DialogContext,
    values: Partial<FollowUpRef>,
    at: string,
    known?: Data,
  ) => Promise<Data>;
  /** The card after a change; `said`: the text's key. */
  readonly finished: (said: string) => (context: DialogContext, ended: Ended) => Promise<Card>;
};

/** Asks for a text: what came of it, why it is dropped, why it can't be done. */
function textedDialog(shared: Shared, action: 'drop' | 'cannot' | 'note', said: string): Dialog {
  const { followUps, load, finished } = shared;
  return defineDialog<TextValues, Data, Ended>({
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
}

/** Asks for another day. */
function moveDialog({ followUps, load, finished }: Shared): Dialog {
  return defineDialog<MoveValues, Data, Ended>({
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
      const change: Change = { action: 'move', dueOn: date };
      const changed = await followUps.change(tx, actor, { id, version }, change, now);
      if (!changed.ok && changed.reason === 'past') return { refused: t('followup-refused-past') };
      return { done: { ...changed, id } };
    },
    finished: finished('followup-moved'),
  });
}

/** Another day, and the three that ask for a text: what came of it, why it is dropped, why it can't be done. */
export function changeDialogs(
  followUps: FollowUpsService,
  wake: () => void,
): Readonly<Record<'move' | 'drop' | 'cannot' | 'note', Dialog>> {
  const shared: Shared = {
    followUps,
    load: async ({ actor }, { id }, _at, known) =>
      known ?? { followUp: id === undefined ? undefined : await followUps.find(actor, id) },
    finished: (said) => async (context, ended) => {
      wake();
      const followUp = await followUps.find(context.actor, ended.id);
      if (!followUp) return { text: context.t('followup-refused-foreign') };
      return settledCard(followUp, ended, context, context.t(said));
    },
  };
  return {
    move: moveDialog(shared),
    drop: textedDialog(shared, 'drop', 'followup-dropped'),
    cannot: textedDialog(shared, 'cannot', 'followup-cannot-sent'),
    note: textedDialog(shared, 'note', 'followup-noted'),
  };
}
