import { CUT_LENGTH } from '../../words/notes.js';
import { italic, lines } from '../card.js';
import type { Answer, Field, Json, Scene } from '../form.js';

// Marks that turn or hide text: a name made of them alone would be a button without a label, which Telegram refuses.
const unseen =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff]/gu;

/** What was typed, without invisible characters and without blanks at its ends. */
export function tidy(text: string): string {
  return text.replace(unseen, (mark) => (mark === '\n' || mark === '\t' ? mark : '')).trim();
}

/** How soon after a text that Telegram has cut its rest comes. */
const REST_MS = 4_000;

function cutAt(length: number, now: Date): Json {
  return length >= CUT_LENGTH ? { cutAt: now.toISOString() } : null;
}

/** Whether a text is the rest of one that was refused: it must not become the answer by itself. */
function isRest(ui: Json, now: Date): boolean {
  const at = typeof ui === 'object' && ui !== null && 'cutAt' in ui ? ui['cutAt'] : undefined;
  return typeof at === 'string' && now.getTime() - Date.parse(at) <= REST_MS;
}

/** A line or more of typed text, tidied at its ends, of at most `max` characters. */
export function textField<V, D>(field: {
  readonly question: (scene: Scene<V, D>) => string;
  readonly example?: (scene: Scene<V, D>) => string;
  readonly set: (text: string) => Partial<V>;
  readonly max: number;
  readonly label?: (scene: Scene<V, D>) => string;
  readonly applies?: (scene: Scene<V, D>) => boolean;
  readonly skip?: Partial<V>;
  /** What is wrong with a text, beyond its length. */
  readonly fault?: (text: string, scene: Scene<V, D>) => string | undefined;
}): Field<V, D> {
  return {
    ...(field.applies && { applies: field.applies }),
    ...(field.label && { label: field.label }),
    ...(field.skip && { skip: field.skip }),
    ask: (scene) => ({ text: lines(field.question(scene), field.example && italic(field.example(scene))) }),
    answer: (scene, input, ui): Answer<V> => {
      if (input.kind === 'photo') return { error: scene.t('field-no-photo') };
      if (input.kind === 'tap') return { error: scene.t('button-stale') };
      const text = tidy(input.text);
      const length = [...text].length;
      if (isRest(ui, scene.now)) return { ui: cutAt(length, scene.now), note: scene.t('text-rest-too') };
      if (length > field.max && length >= CUT_LENGTH) {
        return { ui: cutAt(length, scene.now), note: scene.t('text-too-long', { length, max: field.max }) };
      }
      if (length === 0) return { error: scene.t('text-empty') };
      if (length > field.max) return { error: scene.t('text-too-long', { length, max: field.max }) };
      const fault = field.fault?.(text, scene);
      return fault ? { error: fault } : { set: field.set(text) };
    },
  };
}

/** A whole number between `min` and `max`, typed. */
export function numberField<V, D>(field: {
  readonly question: (scene: Scene<V, D>) => string;
  readonly set: (value: number) => Partial<V>;
  readonly min: number;
  readonly max: number;
  readonly label?: (scene: Scene<V, D>) => string;
  readonly applies?: (scene: Scene<V, D>) => boolean;
  readonly skip?: Partial<V>;
}): Field<V, D> {
  return {
    ...(field.applies && { applies: field.applies }),
    ...(field.label && { label: field.label }),
    ...(field.skip && { skip: field.skip }),
    ask: (scene) => ({ text: field.question(scene) }),
    answer: (scene, input): Answer<V> => {
      const { min, max } = field;
      if (input.kind !== 'text') return { error: scene.t('number-wanted', { min, max }) };
      const digits = /^\D{0,8}?(\d{1,7})(?: *(?:orang|kursi|people|seats))?$/iu.exec(input.text.trim())?.[1];
      const value = Number(digits ?? Number.NaN);
      return value >= min && value <= max
        ? { set: field.set(value) }
        : { error: scene.t('number-wanted-not', { typed: input.text, min, max }) };
    },
  };
}
