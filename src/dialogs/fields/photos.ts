import type { Answer, Field, PhotoRef, Scene } from '../form.js';

const MOST = 10;

/** Notes and photos in one step: text is the note, each photo is added; *Lanjut* goes on. Both may stay empty. */
export function notesField<V, D>(field: {
  readonly question: (scene: Scene<V, D>) => string;
  readonly read: (values: Partial<V>) => { readonly notes: string; readonly photos: readonly PhotoRef[] };
  /** Keeps what has come so far without answering the question. */
  readonly keep: (notes: string, photos: readonly PhotoRef[]) => Partial<V>;
  /** Marks the question as answered. */
  readonly done: Partial<V>;
  readonly label?: (scene: Scene<V, D>) => string;
}): Field<V, D> {
  return {
    ...(field.label && { label: field.label }),
    ask: (scene) => {
      const { notes, photos } = field.read(scene.values);
      const some = notes !== '' || photos.length > 0;
      return {
        text: some
          ? `${field.question(scene)}\n\n${scene.t('notes-so-far', { notes: notes || '–', photos: photos.length })}`
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
      switch (input.kind) {
        case 'tap':
          return { set: { ...field.keep(notes, photos), ...field.done } };
        case 'text': {
          const text = notes === '' ? input.text.trim() : `${notes}\n${input.text.trim()}`;
          return [...text].length > 2000
            ? { error: scene.t('text-too-long', { length: [...text].length, max: 2000 }) }
            : { set: field.keep(text, photos) };
        }
        case 'photo': {
          if (photos.some(({ fileUniqueId }) => fileUniqueId === input.photo.fileUniqueId))
            return { set: field.keep(notes, photos) };
          if (photos.length >= MOST) return { error: scene.t('photos-full', { max: MOST }) };
          return { set: field.keep(notes, [...photos, input.photo]) };
        }
      }
    },
  };
}
