import { type Dialog, defineDialog } from '../../bot/forms/dialog.js';
import { lines } from '../../dialogs/card.js';
import { type DialogContext } from '../../dialogs/dialog.js';
import { dateField } from '../../dialogs/fields/when.js';
import type { Answer, Choice, Field } from '../../dialogs/form.js';
import { parseIsoDate, toInstant } from '../../lib/zoned.js';
import { remindersCard } from './messages.js';
import { QUIET_CHOICES, type Quiet, quietText, readQuiet } from './rules.js';
import type { RemindersService } from './service.js';

type QuietValues = { readonly quiet: Quiet };
type PauseValues = { readonly date: string };

const quietField: Field<QuietValues, null> = {
  ask: ({ t, locale }) => ({
    text: lines(t('reminders-quiet-question'), t('reminders-quiet-example')),
    choices: QUIET_CHOICES.map((quiet): Choice[] => {
      const label = quietText(quiet, locale);
      return [{ label, value: `${quiet.from}-${quiet.until}` }];
    }),
  }),
  answer: ({ t }, input): Answer<QuietValues> => {
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap') {
      const quiet = QUIET_CHOICES.find(({ from, until }) => `${from}-${until}` === input.value);
      return quiet ? { set: { quiet } } : { error: t('choice-gone') };
    }
    const quiet = readQuiet(input.text);
    return quiet
      ? { set: { quiet } }
      : { error: t('reminders-quiet-not-understood', { typed: input.text.slice(0, 60) }) };
  },
};

/** Asking for quiet hours, and for the day on which reminders come again. */
export function reminderDialogs(reminders: RemindersService): {
  readonly quiet: Dialog;
  readonly pause: Dialog;
} {
  const finished = async ({ actor, t, locale, now }: DialogContext) =>
    remindersCard(await reminders.view(actor), { t, locale, now, zone: actor.zone });
  return {
    quiet: defineDialog<QuietValues, null, null>({
      name: 'reminders-quiet',
      form: {
        fields: { quiet: quietField },
        title: ({ t }) => t('reminders-quiet-title'),
        preview: ({ values, locale }) => (values.quiet ? quietText(values.quiet, locale) : ''),
        submit: ({ t }) => t('reminders-save'),
        direct: true,
      },
      load: async () => null,
      commit: async (tx, { actor, now }, { quiet }) => {
        await reminders.change(tx, actor, { what: 'quiet', quiet }, now);
        return { done: null };
      },
      finished,
    }),
    pause: defineDialog<PauseValues, null, null>({
      name: 'reminders-pause',
      form: {
        fields: {
          date: dateField<PauseValues, null>({
            prefer: 'future',
            minutes: 0,
            question: ({ t }) => t('reminders-pause-question'),
          }),
        },
        title: ({ t }) => t('reminders-pause-title'),
        preview: ({ values }) => values.date ?? '',
        submit: ({ t }) => t('reminders-save'),
        direct: true,
      },
      load: async () => null,
      commit: async (tx, { actor, t, now }, { date }) => {
        const day = parseIsoDate(date);
        const until = day && toInstant(day, { hour: 0, minute: 0 }, actor.zone);
        if (!until || until <= now) return { refused: t('reminders-pause-past') };
        await reminders.change(tx, actor, { what: 'pause', until }, now);
        return { done: null };
      },
      finished,
    }),
  };
}
