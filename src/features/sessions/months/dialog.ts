import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { lines } from '../../../dialogs/card.js';
import type { DialogContext } from '../../../dialogs/dialog.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { textField } from '../../../dialogs/fields/text.js';
import { dateField } from '../../../dialogs/fields/when.js';
import type { Form } from '../../../dialogs/form.js';
import { addDays, formatDate, parseIsoDate, toInstant } from '../../../lib/zoned.js';
import {
  MONTH_MATTERS,
  MONTH_WRITERS,
  type Month,
  type MonthMatter,
  type MonthWriters,
  monthName,
} from '../../months/index.js';
import { monthCard } from './messages.js';
import type { MonthsService } from './service.js';

const MOST_REASON = 300;
const MIDNIGHT = { hour: 0, minute: 0 } as const;

type Of = { readonly month: Month };

/** Why a month is closed though not all is recorded. */
type ClosingForm = Of & { readonly reason: string };

/** Who may change what of a closed month, until when, and why. */
type OpeningForm = ClosingForm & {
  readonly matter: MonthMatter;
  readonly whom: MonthWriters;
  /** The last day on which it may be changed. */
  readonly date: string;
};

function oneOf<const T extends string>(known: readonly T[], value: string): T | undefined {
  return known.find((one) => one === value);
}

function reasonField<V extends ClosingForm>(what: 'force' | 'open') {
  return textField<V, null>({
    question: ({ t }) => t(`session-month-ask-${what}`),
    example: ({ t }) => t(`session-month-example-${what}`),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every such form has a reason
    set: (reason) => ({ reason }) as Partial<V>,
    max: MOST_REASON,
    label: ({ t }) => t('session-month-label-reason'),
  });
}

const closing: Form<ClosingForm, null> = {
  title: ({ t, locale, values }) =>
    t('session-month-title-force', { month: monthName({ locale }, values.month ?? '') }),
  fields: { reason: reasonField('force') },
  preview: ({ values }) => values.reason ?? '',
  submit: ({ t }) => t('session-save'),
  direct: true,
};

const opening: Form<OpeningForm, null> = {
  title: ({ t, locale, values }) =>
    t('session-month-title-open', { month: monthName({ locale }, values.month ?? '') }),
  fields: {
    reason: reasonField('open'),
    matter: choiceField({
      question: ({ t }) => t('session-month-ask-matter'),
      options: ({ t }) => MONTH_MATTERS.map((value) => ({ value, name: t(`session-month-matter-${value}`) })),
      set: (value) => ({ matter: oneOf(MONTH_MATTERS, value) ?? 'all' }),
      label: ({ t }) => t('session-month-label-matter'),
    }),
    whom: choiceField({
      question: ({ t }) => t('session-month-ask-whom'),
      options: ({ t }) => MONTH_WRITERS.map((value) => ({ value, name: t(`session-month-whom-${value}`) })),
      set: (value) => ({ whom: oneOf(MONTH_WRITERS, value) ?? 'opener' }),
      label: ({ t }) => t('session-month-label-whom'),
    }),
    date: dateField({
      question: ({ t }) => t('session-month-ask-until'),
      prefer: 'future',
      minutes: 0,
      label: ({ t }) => t('session-month-label-until'),
    }),
  },
  preview: ({ t, locale, values }) => {
    const day = parseIsoDate(values.date ?? '');
    return lines(
      t('session-month-preview', { month: monthName({ locale }, values.month ?? '') }),
      t('session-month-may', {
        whom: t(`session-month-whom-${values.whom ?? 'opener'}`),
        matter: t(`session-month-matter-${values.matter ?? 'all'}`),
        until: day ? formatDate(day, locale) : '',
      }),
      t('session-revision-reason', { reason: values.reason ?? '' }),
      t('session-month-kept'),
    );
  },
  submit: ({ t }) => t('session-month-do-open'),
};

/** Closing an incomplete month, and giving leave to change a closed one: each with its reason. */
export function monthDialogs(months: MonthsService): { readonly close: Dialog; readonly open: Dialog } {
  const finished =
    (said: string) =>
    async ({ actor, t, locale, now }: DialogContext, { month }: Of) => {
      const view = await months.view(actor, month, now);
      if (!view) return { text: t('session-month-refused-forbidden') };
      return monthCard({ t, locale, now, zone: actor.zone }, view, t(said));
    };
  const done = (
    { t }: DialogContext,
    month: Month,
    changed: { readonly ok: true } | { readonly ok: false; readonly reason: string },
  ) => (changed.ok ? { done: { month } } : { refused: t(`session-month-refused-${changed.reason}`) });
  const close = defineDialog<ClosingForm, null, Of>({
    name: 'session.month',
    form: closing,
    load: () => Promise.resolve(null),
    commit: async (tx, context, { month, reason }) =>
      done(context, month, await months.close(tx, context, month, reason)),
    finished: finished('session-month-done-close'),
  });
  const open = defineDialog<OpeningForm, null, Of>({
    name: 'session.opening',
    form: opening,
    load: () => Promise.resolve(null),
    commit: async (tx, context, { date, ...values }) => {
      const day = parseIsoDate(date);
      const until = day ? toInstant(addDays(day, 1), MIDNIGHT, context.actor.zone) : context.now;
      return done(context, values.month, await months.open(tx, context, { ...values, until }));
    },
    finished: finished('session-month-done-open'),
  });
  return { close, open };
}
