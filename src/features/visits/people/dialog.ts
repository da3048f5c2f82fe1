import type { Answer, Choice, Field, Json, Scene } from '../../../dialogs/form.js';
import { matchName } from '../../../reading/match.js';
import type { Colleague } from '../../people/index.js';

const DONE = 'ok';

const MOST = 40;

/** Some of a list of people: a tap puts one in or takes them out, a typed name too, *Selesai* keeps the choice. */
export function peopleField<V, D>(field: {
  readonly question: (scene: Scene<V, D>) => string;
  readonly people: (scene: Scene<V, D>) => readonly Colleague[];
  readonly name: (person: Colleague, scene: Scene<V, D>) => string;
  readonly chosen: (scene: Scene<V, D>) => readonly number[];
  readonly set: (ids: readonly number[]) => Partial<V>;
  readonly label: (scene: Scene<V, D>) => string;
  readonly applies: (scene: Scene<V, D>) => boolean;
}): Field<V, D> {
  const chosenIn = (scene: Scene<V, D>, ui: Json): readonly number[] =>
    Array.isArray(ui) ? ui.filter((id): id is number => typeof id === 'number') : field.chosen(scene);
  const toggle = (ids: readonly number[], id: number) =>
    ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
  return {
    applies: field.applies,
    label: field.label,
    ask: (scene, ui) => {
      const chosen = chosenIn(scene, ui);
      const people = field.people(scene).slice(0, MOST);
      const buttons = people.map((person): Choice[] => [
        {
          label: `${chosen.includes(person.id) ? '☑️' : '◻️'} ${field.name(person, scene)}`,
          value: String(person.id),
        },
      ]);
      return {
        text: field.question(scene),
        choices: [...buttons, [{ label: scene.t('visit-members-done'), value: DONE, style: 'primary' }]],
      };
    },
    answer: (scene, input, ui): Answer<V> => {
      const chosen = chosenIn(scene, ui);
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      if (input.kind === 'text') {
        const match = matchName(input.text, field.people(scene));
        return match.kind === 'one'
          ? { ui: toggle(chosen, match.item.id) }
          : { error: scene.t('choice-none', { typed: input.text }) };
      }
      if (input.value === DONE) return { set: field.set(chosen) };
      const person = field.people(scene).find(({ id }) => String(id) === input.value);
      return person ? { ui: toggle(chosen, person.id) } : { error: scene.t('choice-gone') };
    },
  };
}
