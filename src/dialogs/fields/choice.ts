import { matchName, type Named } from '../../reading/match.js';
import { type Place, pageOf, pager } from '../../words/pager.js';
import type { Translate } from '../../words/translate.js';
import { italic, lines } from '../card.js';
import type { Answer, Choice, Field, Json, Scene } from '../form.js';

export type Option = Named & { readonly value: string };

const PER_PAGE = 8;

/**
 * One of a list: a button each (paged by eight), or typed, in part or with a slip: one close name is taken and said
 * (“saya baca … sebagai …”), several are offered as buttons, none is named in the error.
 */
export function choiceField<V, D>(field: {
  readonly question: (scene: Scene<V, D>) => string;
  readonly options: (scene: Scene<V, D>) => readonly Option[];
  readonly set: (value: string, scene: Scene<V, D>) => Partial<V>;
  readonly label?: (scene: Scene<V, D>) => string;
  readonly applies?: (scene: Scene<V, D>) => boolean;
  readonly skip?: Partial<V>;
  readonly columns?: 1 | 2;
  /** Said instead of the question where there is nothing to choose from. */
  readonly empty?: (scene: Scene<V, D>) => string;
}): Field<V, D> {
  const pageIn = (ui: Json) => (typeof ui === 'number' && ui > 0 ? Math.trunc(ui) : 0);
  return {
    ...(field.applies && { applies: field.applies }),
    ...(field.label && { label: field.label }),
    ...(field.skip && { skip: field.skip }),
    ask: (scene, ui) => {
      const options = field.options(scene);
      if (options.length === 0 && field.empty) return { text: field.empty(scene) };
      const narrowed = Array.isArray(ui) ? options.filter(({ value }) => ui.includes(value)) : options;
      // The list may have become shorter, or a button forged.
      const { shown, ...place } = pageOf(narrowed, pageIn(ui), PER_PAGE);
      const more = place.pages > 1;
      return {
        text: lines(
          field.question(scene),
          more && italic(scene.t('choice-type', { total: narrowed.length })),
        ),
        choices: [
          ...rows(
            shown.map(({ name, value }) => ({ label: name, value: `v${value}` })),
            field.columns ?? 1,
          ),
          ...(more ? [turns(scene.t, place)] : []),
        ],
      };
    },
    answer: (scene, input): Answer<V> => {
      const options = field.options(scene);
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      if (input.kind === 'tap') {
        if (input.value.startsWith('p')) return { ui: Number(input.value.slice(1)) || 0 };
        const chosen = options.find(({ value }) => `v${value}` === input.value);
        return chosen ? { set: field.set(chosen.value, scene) } : { error: scene.t('choice-gone') };
      }
      const match = matchName(input.text, options);
      switch (match.kind) {
        case 'one':
          return match.exact
            ? { set: field.set(match.item.value, scene) }
            : {
                set: field.set(match.item.value, scene),
                note: scene.t('choice-read-as', { typed: input.text, name: match.item.name }),
              };
        case 'many':
          return {
            ui: match.items.map(({ value }) => value),
            note: scene.t('choice-many', { typed: input.text }),
          };
        case 'none':
          return { error: scene.t('choice-none', { typed: input.text }) };
      }
    },
  };
}

/** Buttons in rows of so many. */
export function rows(choices: readonly Choice[], columns: number): Choice[][] {
  const result: Choice[][] = [];
  for (let at = 0; at < choices.length; at += columns) result.push(choices.slice(at, at + columns));
  return result;
}

/** The buttons that turn a list's pages within a form: `p` and the page. */
export function turns(t: Translate, place: Place): Choice[] {
  return pager(t, place, (to) => `p${to}`).map(({ label, data: value }) => ({ label, value }));
}
