import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { lines } from '../../../dialogs/card.js';
import type { Answer, Field, FileRef } from '../../../dialogs/form.js';
import { visitCard } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import { loadShown, type OfVisit } from '../change/dialog.js';
import { detailLines, readerOf } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';

type Values = OfVisit & { readonly files: readonly FileRef[]; readonly done: true };
type Data = { readonly shown: Shown | undefined };

const MOST = 10;

const filesField: Field<Values, Data> = {
  collects: true,
  ask: (scene) => {
    const { t, values, data } = scene;
    const { visit, side } = data.shown ?? {};
    const { length } = values.files ?? [];
    return {
      text: lines(
        visit && detailLines(visit, side, readerOf(scene)),
        '',
        t('visit-ask-files'),
        length > 0 && t('visit-files-so-far', { files: length }),
      ),
      choices: length > 0 ? [[{ label: t('visit-save'), value: 'done', style: 'primary' }]] : [],
    };
  },
  answer: ({ t, values }, input): Answer<Values> => {
    const files = values.files ?? [];
    if (input.kind === 'tap') return { set: { files, done: true } };
    if (input.kind === 'text') return { error: t('visit-files-only') };
    const known = files.some(({ fileUniqueId }) => fileUniqueId === input.photo.fileUniqueId);
    if (!known && files.length >= MOST) return { error: t('photos-full', { max: MOST }) };
    return { set: { files: known ? files : [...files, input.photo] } };
  },
};

/** Pictures and recordings of a visit that is over, from whoever of the unit has been there. */
export function attachDialog(visits: VisitsService): Dialog {
  return defineDialog<Values, Data, { readonly ok: boolean; readonly visit: number }>({
    name: 'visit.files',
    form: {
      fields: { done: filesField },
      title: ({ t }) => t('visit-files-title'),
      preview: ({ t, values }) => t('visit-files-so-far', { files: values.files?.length ?? 0 }),
      submit: ({ t }) => t('visit-save'),
      direct: true,
    },
    load: loadShown(visits),
    commit: async (tx, { actor, now }, { visit, files }) => ({
      done: { ok: await visits.addFiles(tx, actor, visit, files, now), visit },
    }),
    finished: async (context, { ok, visit }) => {
      const { actor, now, t } = context;
      const shown = await visits.find(actor, visit, now);
      if (!shown) return { text: t('refused-other-agency') };
      return visitCard(shown, readerOf(context), t(ok ? 'visit-file-kept' : 'visit-changed-meanwhile'));
    },
  });
}
