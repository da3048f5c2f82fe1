import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { textField } from '../../../dialogs/fields/text.js';
import { enrolledManyCard } from './messages.js';
import { type EnrolledMany, enrolMany } from './service.js';

type Values = { readonly programmeId: number; readonly name: string; readonly numbers: string };

/** Asks for a list of register numbers, and enrols whom it names. */
export function enrolManyDialog(): Dialog {
  return defineDialog<Values, null, EnrolledMany>({
    name: 'enrolment.many',
    form: {
      fields: {
        numbers: textField<Values, null>({
          question: ({ t }) => t('enrolment-many-ask'),
          example: ({ t }) => t('enrolment-many-example'),
          set: (numbers) => ({ numbers }),
          max: 3000,
          fault: (text, { t }) => (/\p{N}/u.test(text) ? undefined : t('enrolment-many-none')),
        }),
      },
      title: ({ t, values }) => t('enrolment-many-title', { name: values.name ?? '' }),
      preview: ({ values }) => values.numbers ?? '',
      submit: ({ t }) => t('programme-save'),
      direct: true,
    },
    load: async () => null,
    commit: async (tx, { actor, now, t }, { programmeId, numbers }) => {
      const done = await enrolMany(tx, { actor, now }, programmeId, numbers);
      return typeof done === 'string' ? { refused: t(`programme-refused-${done}`) } : { done };
    },
    finished: async ({ t, locale }, done) => enrolledManyCard({ t, locale }, done),
  });
}
