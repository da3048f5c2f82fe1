import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { lines } from '../../../dialogs/card.js';
import { notesField } from '../../../dialogs/fields/photos.js';
import { textField } from '../../../dialogs/fields/text.js';
import type { FileRef, Scene } from '../../../dialogs/form.js';
import { shorten } from '../../../words/shorten.js';
import { visitCard } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import { type After, type Ended, endedCard, loadShown, type OfVisit } from '../change/dialog.js';
import type { Change } from '../change/rules.js';
import { REASON_MAX } from '../reasons/rules.js';
import { readerOf } from '../visit/messages.js';
import { LETTER_MAX } from '../visit/rules.js';
import type { VisitsService } from '../visit/service.js';
import { minutesCard } from './messages.js';
import { askedMinutes, isFrozen } from './rules.js';

/** `version`: of the minutes. */
type Values = { readonly visit: number; readonly version: number; readonly correction: string };
type Data = { readonly shown: Shown | undefined };

/** What an agency would have written otherwise. */
export function correctionDialog(visits: VisitsService, wake: () => void): Dialog {
  return defineDialog<Values, Data, Ended>({
    name: 'visit.correct',
    form: {
      fields: {
        correction: textField<Values, Data>({
          question: ({ t, data }) =>
            lines(
              shorten((data.shown && askedMinutes(data.shown.visit)?.text) ?? '', 2_000),
              '',
              t('visit-ask-correction'),
            ).toString(),
          set: (correction) => ({ correction }),
          max: REASON_MAX,
        }),
      },
      title: ({ t }) => t('visit-correct-title'),
      preview: ({ values }) => values.correction ?? '',
      submit: ({ t }) => t('visit-send'),
      direct: true,
    },
    load: loadShown(visits),
    commit: async (tx, { actor, now }, { visit, version, correction }) => ({
      done: {
        ...(await visits.answerMinutes(tx, actor, { id: visit, version }, { correction }, now)),
        visit,
      },
    }),
    finished: async (context, ended) => {
      wake();
      const { t, actor, now } = context;
      const shown = await visits.find(actor, ended.visit, now);
      const reader = readerOf(context);
      if (!shown) return { text: t('refused-other-agency') };
      if (ended.ok) return { text: t('visit-correction-sent') };
      return ended.reason === 'stale'
        ? minutesCard(shown, reader)
        : visitCard(shown, reader, t(`visit-refused-${ended.reason}`));
    },
  });
}

type NotesValues = OfVisit & {
  readonly notes: string;
  readonly photos: readonly FileRef[];
  readonly told: true;
  /** Asked only where none is known yet. */
  readonly letter?: string;
  /** Why minutes that all have agreed to are written anew. */
  readonly reason?: string;
};

const isCorrecting = ({ data, values }: Scene<NotesValues, Data>): boolean =>
  data.shown !== undefined && isFrozen(data.shown.visit) && (values.notes ?? '') !== '';

/** What is worth keeping of a visit afterwards; of one that was held it is its minutes. */
export function notesDialog(visits: VisitsService, wake: () => void): Dialog {
  return defineDialog<NotesValues, Data, Ended, After>({
    name: 'visit.notes',
    form: {
      fields: {
        told: notesField<NotesValues, Data>({
          question: ({ t, data }) =>
            t(data.shown && isFrozen(data.shown.visit) ? 'visit-ask-notes-frozen' : 'visit-ask-notes'),
          read: (values) => ({ notes: values.notes ?? '', photos: values.photos ?? [] }),
          keep: (text, photos) => ({ notes: text, photos }),
          done: { told: true },
        }),
        reason: textField<NotesValues, Data>({
          question: ({ t }) => t('visit-ask-minutes-why'),
          set: (reason) => ({ reason }),
          max: REASON_MAX,
          applies: isCorrecting,
        }),
        letter: textField<NotesValues, Data>({
          question: ({ t }) => t('visit-ask-letter'),
          example: ({ t }) => t('visit-letter-example'),
          set: (letter) => ({ letter }),
          max: LETTER_MAX,
          skip: { letter: '' },
          applies: ({ data }) => data.shown?.visit.state === 'held' && data.shown.visit.letterNumber === null,
        }),
      },
      title: ({ t }) => t('visit-notes-title'),
      preview: ({ values }) => values.notes ?? '',
      submit: ({ t }) => t('visit-save'),
      direct: true,
    },
    load: loadShown(visits),
    commit: async (tx, { actor, now }, values) => {
      const { visit, version, notes: text, photos, letter = '', reason } = values;
      if (text === '' && photos.length === 0 && letter === '')
        return { done: { ok: true, id: visit, unchanged: true, visit } };
      const letterNumber = letter === '' ? undefined : letter;
      const change: Change = { action: 'note', notes: text, photos, letterNumber, reason };
      const { result, after } = await visits.change(tx, actor, { id: visit, version }, change, now);
      return { done: { ...result, visit }, atHand: after };
    },
    finished: async (context, ended, after) => {
      wake();
      const { actor, now } = context;
      const shown = await (after ? visits.shown(actor, after, now) : visits.find(actor, ended.visit, now));
      if (!shown || !ended.ok) return endedCard(visits, context, { ended, after }, () => '');
      return visitCard(
        shown,
        readerOf(context),
        context.t(ended.unchanged ? 'visit-notes-none' : 'visit-notes-kept'),
      );
    },
  });
}
