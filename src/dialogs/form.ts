import type { Actor } from '../access/actor.js';
import type { JsonValue } from '../lib/json.js';
import type { Locale } from '../lib/locale.js';
import { searchName } from '../reading/search-name.js';
import type { Translate } from '../words/translate.js';
import { type Button, bold, lines, type Text } from './card.js';

/** Dialog states are stored as JSON. */
export type Json = JsonValue;

/** A file at Telegram, and as what it was sent; without that it is a photo. */
export type FileRef = {
  readonly fileId: string;
  readonly fileUniqueId: string;
  readonly media?: 'photo' | 'document' | 'video' | 'voice' | 'audio';
  readonly name?: string;
  readonly mimeType?: string;
};

/** What a person did in an open form. `tap` carries what the field put on the button. */
export type FieldInput =
  | { readonly kind: 'tap'; readonly value: string }
  | { readonly kind: 'text'; readonly text: string }
  /** `caption`: what was written below the photo. */
  | { readonly kind: 'photo'; readonly photo: FileRef; readonly caption?: string };

/** Everything a pure reducer may look at besides its state and the input. */
export type Scene<V, D> = {
  readonly now: Date;
  readonly zone: string;
  readonly locale: Locale;
  readonly t: Translate;
  readonly actor: Actor;
  readonly values: Partial<V>;
  readonly data: D;
};

/** `set`: values understood (the field's own, and others said along); `ui`: stay and show this (page, month…). */
export type Answer<V> =
  | { readonly set: Partial<V>; readonly note?: Text }
  | { readonly ui: Json; readonly note?: Text }
  | { readonly error: Text };

/** A choice on a field's keyboard; `value` comes back as a tap. At most 40 bytes. */
export type Choice = { readonly label: string; readonly value: string; readonly style?: Button['style'] };

/** What is asked, and what may be tapped in answer. */
export type Question = { readonly text: Text; readonly choices?: readonly (readonly Choice[])[] };

/** One question of a form: how it is asked, how an answer is read, how the value is shown. All pure. */
export type Field<V, D> = {
  /** Asked only where this holds (default: always). */
  readonly applies?: (scene: Scene<V, D>) => boolean;
  /** What *Lewati* sets; without it the field can't be skipped. */
  readonly skip?: Partial<V>;
  readonly ask: (scene: Scene<V, D>, ui: Json) => Question;
  readonly answer: (scene: Scene<V, D>, input: FieldInput, ui: Json) => Answer<V>;
  /** The button that changes it from the preview; without it, it isn't offered there. */
  readonly label?: (scene: Scene<V, D>) => string;
  /** One answer adds to another, and none looks at what was loaded: one that comes late is added too. */
  readonly collects?: true;
};

/** A form: fields in order, a preview, one submit. */
export type Form<V, D> = {
  readonly fields: { readonly [K in keyof V & string]?: Field<V, D> };
  readonly title: (scene: Scene<V, D>) => Text;
  readonly preview: (scene: Scene<V, D>) => Text;
  readonly submit: (scene: Scene<V, D>) => string;
  /** What was typed that groups may be told: where that seems to name a participant, the preview warns. */
  readonly toGroups?: (values: Partial<V>) => readonly string[];
  /** The last answer saves at once, without a preview: for what is short and easily changed afterwards. */
  readonly direct?: true;
  /** Where saving at once is refused, the preview is shown rather than the last question. */
  readonly refusedToPreview?: true;
  /** Offered beside *Ubah lainnya*; the others are one tap further. */
  readonly quickEdit?: keyof V & string;
};

export type FormState<V> = {
  readonly values: Partial<V>;
  /** A field's name, `preview`, or `menu` (what to change?). */
  readonly at: string;
  /** Fields answered on the way here, for *Kembali*. */
  readonly path: readonly string[];
  /** A field is being changed from the preview, and leads back there. */
  readonly editing: boolean;
  readonly ui: Json;
};

/** What a person did in the dialog: an input to the present field, or one of the form's own buttons. */
export type FormInput =
  | { readonly kind: 'field'; readonly field: string; readonly input: FieldInput }
  | { readonly kind: 'free'; readonly input: FieldInput }
  | { readonly kind: 'submit' | 'cancel' | 'menu' }
  /** `from`: the question below which the button stands. */
  | { readonly kind: 'back' | 'skip'; readonly from: string }
  | { readonly kind: 'edit'; readonly field: string };

/** `stale`: a button of an earlier step. */
export type FormStep<V> = {
  readonly state: FormState<V>;
  readonly note?: Text;
  readonly next?: 'submit' | 'cancel' | 'stale';
};

function fieldNames<V, D>(form: Form<V, D>): (keyof V & string)[] {
  return Object.keys(form.fields) as (keyof V & string)[];
}

function fieldAt<V, D>(form: Form<V, D>, name: string): Field<V, D> | undefined {
  const fields: Readonly<Record<string, Field<V, D> | undefined>> = form.fields;
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function nextOpen<V, D>(form: Form<V, D>, scene: Scene<V, D>): string {
  const open = fieldNames(form).find(
    (name) => scene.values[name] === undefined && (fieldAt(form, name)?.applies?.(scene) ?? true),
  );
  return open ?? 'preview';
}

/** A form opened with what is known already; it asks for the rest, or shows the preview at once. */
export function openForm<V, D>(form: Form<V, D>, scene: Scene<V, D>): FormState<V> {
  return { values: scene.values, at: nextOpen(form, scene), path: [], editing: false, ui: null };
}

function accept<V, D>(
  form: Form<V, D>,
  state: FormState<V>,
  scene: Scene<V, D>,
  set: Partial<V>,
): FormState<V> {
  const values = { ...state.values, ...set };
  const at = nextOpen(form, { ...scene, values });
  // Changing one value can open a question that did not apply before; it is asked before the preview returns.
  const editing = state.editing && at !== 'preview';
  // A field that collects (notes, photos) stays itself until it is done.
  const moved = at !== state.at && !state.editing;
  return { values, at, path: moved ? [...state.path, state.at] : state.path, editing, ui: null };
}

/**
 * A question that has come to apply since, by what was loaded, takes the preview's place; and a form that was opened
 * before an update of the program goes on where it is now to go on.
 */
function settled<V, D>(form: Form<V, D>, state: FormState<V>, scene: Scene<V, D>): FormState<V> {
  const known = state.at === 'menu' || fieldAt(form, state.at) !== undefined;
  return known ? state : { ...state, at: nextOpen(form, scene) };
}

/** The button that was typed rather than tapped, if it is one of `buttons`. */
function typedButton(text: string, buttons: readonly FormButton[]): FormInput | undefined {
  const typed = searchName(text);
  if (typed === '') return undefined;
  const named = buttons.find(({ label, input }) => {
    const name = searchName(label);
    // “simpan” is enough for “Simpan dan kirim”.
    return name === typed || (input.kind === 'submit' && name.startsWith(`${typed} `));
  });
  return named?.input;
}

/** The pure reducer of every form: `(state, input, scene) → (state, note, next)`. */
export function reduceForm<V, D>(
  form: Form<V, D>,
  before: FormState<V>,
  input: FormInput,
  scene: Scene<V, D>,
): FormStep<V> {
  const { t } = scene;
  const state = settled(form, before, scene);
  const field = fieldAt(form, state.at);
  switch (input.kind) {
    case 'cancel':
      return { state, next: 'cancel' };
    case 'submit':
      return { state, next: state.at === 'preview' ? 'submit' : 'stale' };
    case 'menu':
      return state.at === 'preview' ? { state: { ...state, at: 'menu' } } : { state, next: 'stale' };
    case 'edit': {
      const known = fieldAt(form, input.field);
      if (!known || (state.at !== 'preview' && state.at !== 'menu')) return { state, next: 'stale' };
      return { state: { ...state, at: input.field, editing: true, ui: null } };
    }
    case 'back': {
      if (input.from !== state.at) return { state, next: 'stale' };
      if (state.at === 'menu' || state.editing)
        return { state: { ...state, at: 'preview', editing: false, ui: null } };
      const previous = state.path.at(-1);
      if (!previous) return { state, next: 'stale' };
      return { state: { ...state, at: previous, path: state.path.slice(0, -1), ui: null } };
    }
    case 'skip':
      if (!field?.skip || input.from !== state.at) return { state, next: 'stale' };
      return accepted(form, state, accept(form, state, scene, field.skip));
    case 'field':
      if (input.field !== state.at) return { state, next: 'stale' };
      break;
    case 'free': {
      const typed = input.input.kind === 'text' ? input.input.text : '';
      const own = typedButton(typed, ownButtons(form, state, scene));
      if (own) return reduceForm(form, state, own, scene);
      if (!field) return { state, note: t('dialog-use-buttons') };
      break;
    }
  }
  if (!field) return { state, next: 'stale' };
  const answer = field.answer(scene, input.input, state.ui);
  if ('error' in answer && input.kind === 'free' && input.input.kind === 'text') {
    const chosen = typedButton(input.input.text, choicesOf(state.at, field, scene, state.ui).flat());
    if (chosen) return reduceForm(form, state, chosen, scene);
  }
  if ('error' in answer) return { state, note: answer.error };
  const note = answer.note === undefined ? {} : { note: answer.note };
  if ('ui' in answer) return { state: { ...state, ui: answer.ui }, ...note };
  return { ...accepted(form, state, accept(form, state, scene, answer.set)), ...note };
}

/**
 * Adds an answer to the question `at`, which the form has left, where that question collects; undefined where it
 * doesn't, or the answer would lead anywhere. The form stays where it is.
 */
export function lateAnswer<V, D>(
  form: Form<V, D>,
  state: FormState<V>,
  at: string,
  input: FieldInput,
  scene: Scene<V, D>,
): FormStep<V> | undefined {
  const field = fieldAt(form, at);
  if (!field?.collects || input.kind === 'tap' || !(field.applies?.(scene) ?? true)) return undefined;
  const answer = field.answer(scene, input, null);
  if ('error' in answer) return { state, note: answer.error };
  return 'set' in answer ? { state: { ...state, values: { ...state.values, ...answer.set } } } : undefined;
}

/** Where the last answer saves at once, the question stays, for the case that saving is refused. */
function accepted<V, D>(form: Form<V, D>, before: FormState<V>, after: FormState<V>): FormStep<V> {
  if (!form.direct || after.at !== 'preview') return { state: after };
  return { state: form.refusedToPreview ? after : { ...after, at: before.at }, next: 'submit' };
}

/** A button of a form before the runner has bound it to the open dialog. */
type FormButton = {
  readonly label: string;
  readonly input: FormInput;
  readonly style?: Button['style'];
};

export type FormView = { readonly text: Text; readonly buttons: readonly (readonly FormButton[])[] };

/** The buttons that a form has beside those of the question. */
function ownButtons<V, D>(form: Form<V, D>, state: FormState<V>, scene: Scene<V, D>): readonly FormButton[] {
  const all = viewForm(form, state, scene).buttons.flat();
  return all.filter(({ input }) => input.kind !== 'field');
}

function choicesOf<V, D>(at: string, field: Field<V, D>, scene: Scene<V, D>, ui: Json): FormButton[][] {
  return (field.ask(scene, ui).choices ?? []).map((row) =>
    row.map(
      ({ label, value, style }): FormButton => ({
        label,
        input: { kind: 'field', field: at, input: { kind: 'tap', value } },
        ...(style ? { style } : {}),
      }),
    ),
  );
}

/** `note`: an error, or what was understood; `naming`: what goes to groups seems to name a participant. */
type Beside = { readonly note?: Text | undefined; readonly naming?: boolean };

/** What the form shows in a state. */
export function viewForm<V, D>(
  form: Form<V, D>,
  stored: FormState<V>,
  scene: Scene<V, D>,
  { note, naming }: Beside = {},
): FormView {
  const { t } = scene;
  const state = settled(form, stored, scene);
  const cancel: FormButton = { label: t('dialog-cancel'), input: { kind: 'cancel' } };
  const back: FormButton = { label: t('dialog-back'), input: { kind: 'back', from: state.at } };
  const edits = fieldNames(form).flatMap((name): FormButton[] => {
    const field = fieldAt(form, name);
    if (!field?.label || !(field.applies?.(scene) ?? true)) return [];
    return [{ label: t('dialog-edit', { what: field.label(scene) }), input: { kind: 'edit', field: name } }];
  });
  if (state.at === 'preview') {
    const quick =
      edits.length <= 2
        ? edits
        : edits.filter(({ input }) => input.kind === 'edit' && input.field === form.quickEdit);
    const more: FormButton[] =
      quick.length < edits.length ? [{ label: t('dialog-edit-other'), input: { kind: 'menu' } }] : [];
    const submit: FormButton = { label: form.submit(scene), input: { kind: 'submit' }, style: 'success' };
    return {
      text: lines(note && bold(note), note && '', form.preview(scene), naming && t('exemption-warning')),
      buttons: [[submit], [...quick, ...more], [cancel]],
    };
  }
  if (state.at === 'menu') {
    return {
      text: lines(form.preview(scene), '', t('dialog-edit-what')),
      buttons: [...pairs(edits), [back, cancel]],
    };
  }
  const field = fieldAt(form, state.at);
  if (!field) throw new Error(`form has no field ${state.at}`);
  const asked = field.ask(scene, state.ui);
  const choices = choicesOf(state.at, field, scene, state.ui);
  const skip: FormButton[] = field.skip
    ? [{ label: t('dialog-skip'), input: { kind: 'skip', from: state.at } }]
    : [];
  const canGoBack = state.editing || state.path.length > 0;
  return {
    text: lines(bold(form.title(scene)), note, '', asked.text),
    buttons: [...choices, [...skip, ...(canGoBack ? [back] : []), cancel]],
  };
}

function pairs<T>(items: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < items.length; at += 2) rows.push(items.slice(at, at + 2));
  return rows;
}
