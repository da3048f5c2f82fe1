import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { lines } from '../../../dialogs/card.js';
import type { Answer, Choice, Field } from '../../../dialogs/form.js';
import { snoozedText } from '../messages.js';
import type { RemindersService } from '../service.js';
import { LATER_CHOICES, readLater } from './rules.js';

/** `message`: the planned message that brought the reminder; `until`: when it is to come again, as an instant. */
type Values = { readonly message: number; readonly until: string };
type Ended = { readonly message: number; readonly until: string };

const untilField: Field<Values, null> = {
  ask: ({ t, now, zone }) => ({
    text: lines(t('reminders-later-question'), t('reminders-later-example')),
    choices: LATER_CHOICES.filter((typed) => readLater(typed, { now, zone, locale: 'id' })).map(
      (value, at): Choice[] => [{ label: t(`reminders-later-${LABELS[at]}`), value }],
    ),
  }),
  answer: ({ t, now, zone, locale }, input): Answer<Values> => {
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    const typed = input.kind === 'tap' ? input.value : input.text;
    const until = readLater(typed, { now, zone, locale });
    return until
      ? { set: { until: until.toISOString() } }
      : { error: t('reminders-later-not-understood', { typed: typed.slice(0, 60) }) };
  },
};

const LABELS = ['hours', 'afternoon', 'morning'] as const;

/** Until when a reminder is put off. */
export function laterDialog(reminders: RemindersService): Dialog {
  return defineDialog<Values, null, Ended>({
    name: 'reminders-later',
    form: {
      fields: { until: untilField },
      title: ({ t }) => t('reminders-later-title'),
      preview: ({ values }) => values.until ?? '',
      submit: ({ t }) => t('reminders-save'),
      direct: true,
    },
    load: async () => null,
    commit: async (_, __, { message, until }) => ({ done: { message, until } }),
    // Planned once, whatever was handled before: the key of the message says so.
    finished: async ({ actor, t, locale, now }, { message, until }) => {
      const snoozed = await reminders.snooze(actor, message, new Date(until), now);
      return { text: snoozedText(snoozed, { t, locale, now, zone: actor.zone }) };
    },
  });
}
