import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { textField } from '../../../dialogs/fields/text.js';
import { searchWords } from '../../../reading/search-words.js';
import { readerOf } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';
import { foundCard } from './messages.js';

const WORDS_MAX = 100;

type Values = { readonly words: string };

/** What to search visits for: the words that are typed, no command; the form's message shows what was found. */
export function findDialog(visits: VisitsService): Dialog {
  return defineDialog<Values, null, Values>({
    name: 'visit.find',
    form: {
      fields: {
        words: textField<Values, null>({
          question: ({ t }) => t('visit-ask-words'),
          example: ({ t }) => t('visit-words-example'),
          set: (words) => ({ words }),
          max: WORDS_MAX,
          fault: (text, { t }) => (searchWords(text) === '' ? t('visit-words-none') : undefined),
        }),
      },
      title: ({ t }) => t('visit-find-title'),
      preview: ({ values }) => values.words ?? '',
      submit: ({ t }) => t('visit-find'),
      direct: true,
    },
    load: async () => null,
    commit: async (_, __, { words }) => ({ done: { words } }),
    finished: async (context, { words }) =>
      foundCard(await visits.search(context.actor, words, 0), readerOf(context)),
  });
}
