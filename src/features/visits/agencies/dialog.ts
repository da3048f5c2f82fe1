import { lines } from '../../../dialogs/card.js';
import { choiceField, rows, turns } from '../../../dialogs/fields/choice.js';
import type { Answer, Choice, Field, Json, Scene } from '../../../dialogs/form.js';
import { pageOf } from '../../../words/pager.js';
import { PARTIES_MAX } from '../visit/rules.js';
import { readAgencies } from './rules.js';

type Agency = { readonly id: number; readonly name: string };

const SEVERAL = 'm';
const DONE = 'ok';
const PER_PAGE = 8;

/** While several are being chosen: those so far, and the page of the list. */
type Choosing = { readonly chosen: readonly number[]; readonly page: number };

function choosingIn(ui: Json): Choosing | undefined {
  if (typeof ui !== 'object' || ui === null || Array.isArray(ui)) return undefined;
  const { chosen, page } = ui as { readonly chosen?: Json; readonly page?: Json };
  if (!Array.isArray(chosen)) return undefined;
  const ids = chosen.filter((id): id is number => typeof id === 'number');
  return { chosen: ids, page: typeof page === 'number' && page > 0 ? Math.trunc(page) : 0 };
}

/**
 * The agencies of a visit: one by a tap, or several (`several` holds) by a tap each and *Selesai*; typed, one or several
 * (`Dinas Perikanan dan Dinas Sosial`). `set` gets them in the order in which they were chosen.
 */
export function agenciesField<V, D>(field: {
  readonly question: (scene: Scene<V, D>) => string;
  readonly agencies: (scene: Scene<V, D>) => readonly Agency[];
  readonly chosen: (scene: Scene<V, D>) => readonly number[];
  readonly several: (scene: Scene<V, D>) => boolean;
  readonly set: (ids: readonly number[]) => Partial<V>;
  readonly label: (scene: Scene<V, D>) => string;
  readonly empty: (scene: Scene<V, D>) => string;
}): Field<V, D> {
  const one = choiceField<V, D>({
    question: field.question,
    options: (scene) => field.agencies(scene).map(({ id, name }) => ({ value: String(id), name })),
    set: (value) => field.set([Number(value)]),
    label: field.label,
    empty: field.empty,
  });
  const offersSeveral = (scene: Scene<V, D>) => field.several(scene) && field.agencies(scene).length > 1;
  /** Whoever comes back to change several finds them chosen. */
  const choosing = (scene: Scene<V, D>, ui: Json): Choosing | undefined => {
    const chosen = field.chosen(scene);
    if (ui === null && chosen.length > 1) return { chosen, page: 0 };
    return choosingIn(ui);
  };

  function toggled(scene: Scene<V, D>, { chosen, page }: Choosing, id: number): Answer<V> {
    if (chosen.includes(id)) return { ui: { chosen: chosen.filter((other) => other !== id), page } };
    if (chosen.length >= PARTIES_MAX) return { error: scene.t('visit-agencies-most', { most: PARTIES_MAX }) };
    return { ui: { chosen: [...chosen, id], page } };
  }

  function typed(scene: Scene<V, D>, text: string, now: Choosing | undefined): Answer<V> | undefined {
    const read = readAgencies(text, field.agencies(scene));
    if (!read.ok) {
      return now || read.typed !== text
        ? { error: scene.t(`choice-${read.reason}`, { typed: read.typed }) }
        : undefined;
    }
    if (!now && read.agencies.length === 1) return undefined;
    if (!field.several(scene)) return { error: scene.t('visit-agencies-one') };
    const ids = read.agencies.map(({ id }) => id);
    const chosen = [...(now?.chosen ?? []), ...ids.filter((id) => !now?.chosen.includes(id))];
    if (chosen.length > PARTIES_MAX) return { error: scene.t('visit-agencies-most', { most: PARTIES_MAX }) };
    return now ? { ui: { chosen, page: now.page } } : { set: field.set(chosen) };
  }

  return {
    label: field.label,
    ask: (scene, ui) => {
      const now = choosing(scene, ui);
      if (!now) {
        const asked = one.ask(scene, ui);
        const several: Choice[][] = offersSeveral(scene)
          ? [[{ label: scene.t('visit-agencies-several'), value: SEVERAL }]]
          : [];
        return { ...asked, choices: [...(asked.choices ?? []), ...several] };
      }
      const agencies = field.agencies(scene);
      const { shown, ...place } = pageOf(agencies, now.page, PER_PAGE);
      const marked = shown.map(({ id, name }) => ({
        label: `${now.chosen.includes(id) ? '☑️' : '◻️'} ${name}`,
        value: `v${id}`,
      }));
      const turn = turns(scene.t, place);
      const done: Choice[] =
        now.chosen.length > 0
          ? [
              {
                label: scene.t('visit-agencies-done', { count: now.chosen.length }),
                value: DONE,
                style: 'primary',
              },
            ]
          : [];
      return {
        text: lines(field.question(scene), scene.t('visit-agencies-hint')),
        choices: [...rows(marked, 1), turn, done].filter((row) => row.length > 0),
      };
    },
    answer: (scene, input, ui): Answer<V> => {
      const now = choosing(scene, ui);
      if (input.kind === 'text') return typed(scene, input.text, now) ?? one.answer(scene, input, ui);
      if (input.kind === 'tap' && input.value === SEVERAL && offersSeveral(scene)) {
        return { ui: { chosen: [...field.chosen(scene)], page: 0 } };
      }
      if (!now || input.kind !== 'tap') return one.answer(scene, input, ui);
      const { value } = input;
      if (value === DONE) {
        return now.chosen.length > 0 ? { set: field.set(now.chosen) } : { error: scene.t('choice-gone') };
      }
      if (value.startsWith('p'))
        return { ui: { chosen: [...now.chosen], page: Number(value.slice(1)) || 0 } };
      const agency = field.agencies(scene).find(({ id }) => `v${id}` === value);
      return agency ? toggled(scene, now, agency.id) : { error: scene.t('choice-gone') };
    },
  };
}
