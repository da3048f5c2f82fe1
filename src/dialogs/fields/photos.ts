import { searchName } from '../../reading/search-name.js';
import { NOTES_MAX, withMore } from '../../words/notes.js';
import { shorten } from '../../words/shorten.js';
import type { Translate } from '../../words/translate.js';
import type { Answer, Field, FileRef, Scene } from '../form.js';
import { tidy } from './text.js';

const MOST = 10;

/** How much of them is shown while they are written. */
const SHOWN = 1_000;

function shownNotes({ t }: { readonly t: Translate }, notes: string): string {
  const { length } = [...notes];
  return length <= SHOWN ? notes : `${shorten(notes, SHOWN)} ${t('notes-length', { length })}`;
}

/** Notes and photos in one step: text is the note, each photo is added; *Lanjut* goes on. Both may stay empty. */
export function notesField<V, D>(field: {
  readonly question: (scene: Scene<V, D>) => string;
  readonly read: (values: Partial<V>) => { readonly notes: string; readonly photos: readonly FileRef[] };
  /** Keeps what has come so far without answering the question. */
  readonly keep: (notes: string, photos: readonly FileRef[]) => Partial<V>;
  /** Marks the question as answered. */
  readonly done: Partial<V>;
  readonly label?: (scene: Scene<V, D>) => string;
}): Field<V, D> {
  return {
    ...(field.label && { label: field.label }),
    collects: true,
    ask: (scene) => {
      const { notes, photos } = field.read(scene.values);
      const some = notes !== '' || photos.length > 0;
      return {
        text: some
          ? `${field.question(scene)}\n\n${scene.t('notes-so-far', { notes: shownNotes(scene, notes) || '–', photos: photos.length })}`
          : field.question(scene),
        choices: [
          [
            {
              label: scene.t(some ? 'dialog-next' : 'dialog-skip'),
              value: 'done',
              ...(some ? { style: 'primary' as const } : {}),
            },
          ],
        ],
      };
    },
    answer: (scene, input): Answer<V> => {
      const { notes, photos } = field.read(scene.values);
      const finished = { set: { ...field.keep(notes, photos), ...field.done } };
      if (input.kind === 'tap') return finished;
      const said = tidy(input.kind === 'text' ? input.text : (input.caption ?? ''));
      const goesOn = ['dialog-next', 'dialog-skip'].some(
        (key) => searchName(scene.t(key)) === searchName(said),
      );
      if (input.kind === 'text' && goesOn) return finished;
      const text = withMore(notes, said);
      const length = [...text].length;
      if (length > NOTES_MAX) return { error: scene.t('notes-too-long', { length, max: NOTES_MAX }) };
      if (input.kind === 'text') return { set: field.keep(text, photos) };
      const known = photos.some(({ fileUniqueId }) => fileUniqueId === input.photo.fileUniqueId);
      if (!known && photos.length >= MOST) return { error: scene.t('photos-full', { max: MOST }) };
      return { set: field.keep(text, known ? photos : [...photos, input.photo]) };
    },
  };
}
