import { matchName, type Named } from '../../reading/match.js';
import { type Place, pageOf, pager } from '../../words/pager.js';
import type { Translate } from '../../words/translate.js';
import { italic, lines } from '../card.js';
import type { Answer, Choice, Field, Json, Question, Scene } from '../form.js';

type Option = Named & { readonly value: string };

const PER_PAGE = 8;

/** How a form asks for one of a list. */
type Choosing<V, D> = {
  readonly question: (scene: Scene<V, D>) => string;
  readonly options: (scene: Scene<V, D>) => readonly Option[];
  readonly set: (value: string, scene: Scene<V, D>) => Partial<V>;
  readonly label?: (scene: Scene<V, D>) => string;
  readonly applies?: (scene: Scene<V, D>) => boolean;
  readonly skip?: Partial<V>;
  readonly columns?: 1 | 2;
  /** Said instead of the question where there is nothing to choose from. */
  readonly empty?: (scene: Scene<V, D>) => string;
};

const pageIn = (ui: Json) => (typeof ui === 'number' && ui > 0 ? Math.trunc(ui) : 0);

/** The list, or of it what was close to what was typed; a page of it. */
function ask<V, D>(choosing: Choosing<V, D>, scene: Scene<V, D>, ui: Json): Question {
  const options = choosing.options(scene);
  if (options.length === 0 && choosing.empty) return { text: choosing.empty(scene) };
  const narrowed = Array.isArray(ui) ? options.filter(({ value }) => ui.includes(value)) : options;
  // The list may have become shorter, or a button forged.
  const { shown, ...place } = pageOf(narrowed, pageIn(ui), PER_PAGE);
  const more = place.pages > 1;
  return {
    text: lines(choosing.question(scene), more && italic(scene.t('choice-type', { total: narrowed.length }))),
    choices: [
      ...rows(
        shown.map(({ name, value }) => ({ label: name, value: `v${value}` })),
        choosing.columns ?? 1,
      ),
      ...(more ? [turns(scene.t, place)] : []),
    ],
  };
}

function tapped<V, D>({ options, set }: Choosing<V, D>, scene: Scene<V, D>, value: string): Answer<V> {
  if (value.startsWith('p')) return { ui: Number(value.slice(1)) || 0 };
  const chosen = options(scene).find((option) => `v${option.value}` === value);
  return chosen ? { set: set(chosen.value, scene) } : { error: scene.t('choice-gone') };
}

function typed<V, D>({ options, set }: Choosing<V, D>, scene: Scene<V, D>, text: string): Answer<V> {
  const { t } = scene;
  const match = matchName(text, options(scene));
  switch (match.kind) {
    case 'one': {
      const { name, value } = match.item;
      const read = { set: set(value, scene) };
      return match.exact ? read : { ...read, note: t('choice-read-as', { typed: text, name }) };
    }
    case 'many':
      return { ui: match.items.map(({ value }) => value), note: t('choice-many', { typed: text }) };
    case 'none':
      return { error: t('choice-none', { typed: text }) };
  }
}

/**
 * One of a list: a button each (paged by eight), or typed, in part or with a slip: one close name is taken and said
 * (“saya baca … sebagai …”), several are offered as buttons, none is named in the error.
 */
export function choiceField<V, D>(choosing: Choosing<V, D>): Field<V, D> {
  const { applies, label, skip } = choosing;
  return {
    ...(applies && { applies }),
    ...(label && { label }),
    ...(skip && { skip }),
    ask: (scene, ui) => ask(choosing, scene, ui),
    answer: (scene, input): Answer<V> => {
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      return input.kind === 'tap' ? tapped(choosing, scene, input.value) : typed(choosing, scene, input.text);
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
