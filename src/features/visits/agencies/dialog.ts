import { lines } from '../../../dialogs/card.js';
import { choiceField, rows, turns } from '../../../dialogs/fields/choice.js';
import type { Answer, Choice, Field, Json, Question, Scene } from '../../../dialogs/form.js';
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

/** How a form asks for agencies. */
type Asking<V, D> = {
  readonly question: (scene: Scene<V, D>) => string;
  readonly agencies: (scene: Scene<V, D>) => readonly Agency[];
  readonly chosen: (scene: Scene<V, D>) => readonly number[];
  readonly several: (scene: Scene<V, D>) => boolean;
  readonly set: (ids: readonly number[]) => Partial<V>;
  readonly label: (scene: Scene<V, D>) => string;
  readonly empty: (scene: Scene<V, D>) => string;
};

function offersSeveral<V, D>({ several, agencies }: Asking<V, D>, scene: Scene<V, D>): boolean {
  return several(scene) && agencies(scene).length > 1;
}

/** Whoever comes back to change several finds them chosen. */
function choosing<V, D>(asking: Asking<V, D>, scene: Scene<V, D>, ui: Json): Choosing | undefined {
  const chosen = asking.chosen(scene);
  if (ui === null && chosen.length > 1) return { chosen, page: 0 };
  return choosingIn(ui);
}

function toggled<V, D>({ t }: Scene<V, D>, { chosen, page }: Choosing, id: number): Answer<V> {
  if (chosen.includes(id)) return { ui: { chosen: chosen.filter((other) => other !== id), page } };
  if (chosen.length >= PARTIES_MAX) return { error: t('visit-agencies-most', { most: PARTIES_MAX }) };
  return { ui: { chosen: [...chosen, id], page } };
}

/** Several agencies that were typed; undefined: what was typed is for the field that takes one. */
function typed<V, D>(
  asking: Asking<V, D>,
  scene: Scene<V, D>,
  text: string,
  now: Choosing | undefined,
): Answer<V> | undefined {
  const { t } = scene;
  const read = readAgencies(text, asking.agencies(scene));
  if (!read.ok) {
    const isList = now !== undefined || read.typed !== text;
    return isList ? { error: t(`choice-${read.reason}`, { typed: read.typed }) } : undefined;
  }
  if (!now && read.agencies.length === 1) return undefined;
  if (!asking.several(scene)) return { error: t('visit-agencies-one') };
  const ids = read.agencies.map(({ id }) => id);
  const chosen = [...(now?.chosen ?? []), ...ids.filter((id) => !now?.chosen.includes(id))];
  if (chosen.length > PARTIES_MAX) return { error: t('visit-agencies-most', { most: PARTIES_MAX }) };
  return now ? { ui: { chosen, page: now.page } } : { set: asking.set(chosen) };
}

/** The list with those chosen so far, a page of it. */
function askSeveral<V, D>(asking: Asking<V, D>, scene: Scene<V, D>, now: Choosing): Question {
  const { t } = scene;
  const agencies = asking.agencies(scene);
  const { shown, ...place } = pageOf(agencies, now.page, PER_PAGE);
  const marked = shown.map(({ id, name }) => ({
    label: `${now.chosen.includes(id) ? '☑️' : '◻️'} ${name}`,
    value: `v${id}`,
  }));
  const count = now.chosen.length;
  const done: Choice = { label: t('visit-agencies-done', { count }), value: DONE, style: 'primary' };
  return {
    text: lines(asking.question(scene), t('visit-agencies-hint')),
    choices: [...rows(marked, 1), turns(t, place), count > 0 ? [done] : []].filter((row) => row.length > 0),
  };
}

/** A tap while several are being chosen. */
function tapped<V, D>(asking: Asking<V, D>, scene: Scene<V, D>, now: Choosing, value: string): Answer<V> {
  const gone = { error: scene.t('choice-gone') };
  if (value === DONE) return now.chosen.length > 0 ? { set: asking.set(now.chosen) } : gone;
  if (value.startsWith('p')) return { ui: { chosen: [...now.chosen], page: Number(value.slice(1)) || 0 } };
  const agency = asking.agencies(scene).find(({ id }) => `v${id}` === value);
  return agency ? toggled(scene, now, agency.id) : gone;
}

/**
 * The agencies of a visit: one by a tap, or several (`several` holds) by a tap each and *Selesai*; typed, one or several
 * (`Dinas Perikanan dan Dinas Sosial`). `set` gets them in the order in which they were chosen.
 */
export function agenciesField<V, D>(asking: Asking<V, D>): Field<V, D> {
  const one = choiceField<V, D>({
    question: asking.question,
    options: (scene) => asking.agencies(scene).map(({ id, name }) => ({ value: String(id), name })),
    set: (value) => asking.set([Number(value)]),
    label: asking.label,
    empty: asking.empty,
  });
  return {
    label: asking.label,
    ask: (scene, ui) => {
      const now = choosing(asking, scene, ui);
      if (now) return askSeveral(asking, scene, now);
      const asked = one.ask(scene, ui);
      const several: Choice[][] = offersSeveral(asking, scene)
        ? [[{ label: scene.t('visit-agencies-several'), value: SEVERAL }]]
        : [];
      return { ...asked, choices: [...(asked.choices ?? []), ...several] };
    },
    answer: (scene, input, ui): Answer<V> => {
      const now = choosing(asking, scene, ui);
      if (input.kind === 'text') return typed(asking, scene, input.text, now) ?? one.answer(scene, input, ui);
      if (input.kind === 'tap' && input.value === SEVERAL && offersSeveral(asking, scene)) {
        return { ui: { chosen: [...asking.chosen(scene)], page: 0 } };
      }
      if (!now || input.kind !== 'tap') return one.answer(scene, input, ui);
      return tapped(asking, scene, now, input.value);
    },
  };
}
