import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import type { Db } from '../../../db/database.js';
import { lines } from '../../../dialogs/card.js';
import { textField } from '../../../dialogs/fields/text.js';
import { dateField } from '../../../dialogs/fields/when.js';
import type { Field } from '../../../dialogs/form.js';
import { isoDate, type LocalDate, localDate, parseIsoDate } from '../../../lib/zoned.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText, type Impact, impactLines, type Months } from '../../months/index.js';
import { enrolledManyCard } from './messages.js';
import { type EnrolledMany, enrolMany, impactOfMany } from './service.js';

type Values = {
  readonly programmeId: number;
  readonly name: string;
  /** From which day; absent while that is asked. Opened with today. */
  readonly date: string;
  readonly numbers: string;
  /** What it changes of past months was seen. */
  readonly seen: true;
};

type Data = { readonly impacts: readonly Impact[] };

const numbersField: Field<Values, Data> = textField<Values, Data>({
  question: ({ t }) => t('enrolment-many-ask'),
  example: ({ t }) => t('enrolment-many-example'),
  set: (numbers) => ({ numbers }),
  max: 3000,
  fault: (text, { t }) => (/\p{N}/u.test(text) ? undefined : t('enrolment-many-none')),
});

/** The day is asked for, instead of taken as today. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a value that is undefined counts as not given
const againAsked = { date: undefined } as unknown as Partial<Values>;

function dayOf(date: string | undefined, now: Date, zone: string): LocalDate {
  return parseIsoDate(date ?? '') ?? localDate(now, zone);
}

/** Asks for a list of register numbers, and enrols whom it names: from today on, or from another day. */
export function enrolManyDialog(deps: { readonly db: Db; readonly months: Months }): Dialog {
  return defineDialog<Values, Data, EnrolledMany>({
    name: 'enrolment.many',
    form: {
      fields: {
        date: dateField({
          question: ({ t }) => t('enrolment-many-since'),
          prefer: 'past',
          minutes: 0,
        }),
        numbers: {
          ...numbersField,
          ask: (scene, ui) => ({
            ...numbersField.ask(scene, ui),
            choices: [[{ label: scene.t('enrolment-other-day'), value: 'day' }]],
          }),
          answer: (scene, input, ui) =>
            input.kind === 'tap' && input.value === 'day'
              ? { set: againAsked }
              : numbersField.answer(scene, input, ui),
        },
        seen: {
          // What holds from this month on changes no month that may be closed.
          applies: ({ values, now, zone }) =>
            values.date !== undefined && values.date.slice(0, 7) < isoDate(localDate(now, zone)).slice(0, 7),
          ask: (scene) => ({
            text: lines(scene.t('enrolment-many-check'), ...impactLines(scene, scene.data.impacts)),
            choices: [[{ label: scene.t('programme-save'), value: 'yes', style: 'success' }]],
          }),
          answer: (scene, input) =>
            input.kind === 'tap' && input.value === 'yes'
              ? { set: { seen: true } }
              : { error: scene.t('dialog-use-buttons') },
        },
      },
      title: ({ t, values }) => t('enrolment-many-title', { name: values.name ?? '' }),
      preview: ({ values }) => values.numbers ?? '',
      submit: ({ t }) => t('programme-save'),
      direct: true,
    },
    load: async ({ actor, now }, { programmeId, numbers, date }, at, known) => {
      if (at !== 'seen' || programmeId === undefined || numbers === undefined)
        return known ?? { impacts: [] };
      const list = { programmeId, text: numbers, day: dayOf(date, now, actor.zone) };
      return { impacts: await impactOfMany(deps, { actor, now }, list) };
    },
    commit: async (tx, context, { programmeId, numbers, date }) => {
      const { actor, now, t } = context;
      const list = { programmeId, text: numbers, day: dayOf(date, now, actor.zone) };
      const done = await enrolMany(deps, tx, { actor, now }, list);
      if (typeof done === 'string') return { refused: t(`programme-refused-${done}`) };
      return 'ok' in done ? { refused: closedText(voiceOf(context), done.closed) } : { done };
    },
    finished: async ({ t, locale }, done) => enrolledManyCard({ t, locale }, done),
  });
}
