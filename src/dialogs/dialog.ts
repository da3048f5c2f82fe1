import type { Actor } from '../access/actor.js';
import type { Locale } from '../lib/locale.js';
import type { Translate } from '../words/translate.js';
import type { Card, Text } from './card.js';
import {
  type FieldInput,
  type Form,
  type FormInput,
  type FormState,
  type FormView,
  lateAnswer,
  openForm,
  reduceForm,
  type Scene,
  viewForm,
} from './form.js';

/** Who fills in a dialog, when, where and in which language. */
export type DialogContext = {
  readonly actor: Actor;
  readonly now: Date;
  /** When what is being handled was said: what a form reads typed days and times against, and takes for today. */
  readonly saidAt: Date;
  readonly locale: Locale;
  readonly t: Translate;
  readonly chatId: number;
  /** Whether groups would not be told these texts, since they seem to name a participant. */
  readonly seemsToName: (texts: readonly string[]) => Promise<boolean>;
};

/**
 * What saving came to. `done` closes the dialog; `outcome` must be JSON and free of functions, since it is stored
 * for a redelivered update; `atHand` is what `finished` need not read again, and isn't stored. `refused` leaves the
 * form open on its preview with the reason above.
 */
type Committed<O, H> = { readonly done: O; readonly atHand?: H | undefined } | { readonly refused: string };

/**
 * A form bound to its data and its effect. `V`: the values; `D`: what is loaded for it (choices, clashes…) anew at
 * each step, from the values given so far; `O`: the stored outcome; `T`: the transaction that its effect is part of;
 * `H`: what is at hand once it is saved.
 */
export type DialogDefinition<V, D, O, T, H> = {
  /** Short, unique, stable: it is stored with open dialogs. */
  readonly name: string;
  readonly form: Form<V, D>;
  /**
   * What the question at hand shows, and what decides which one comes next. `at`: the field it is needed for, `preview`
   * or `menu`; empty when the dialog is being opened. `known`: what the questions before it were shown with, if that is
   * known still: what no answer changes is taken from there. At most one statement a question, two where it shows the
   * calendar.
   */
  readonly load: (context: DialogContext, values: Partial<V>, at: string, known?: D) => Promise<D>;
  /**
   * The effect, within the transaction that closes the dialog. It checks access and state again; `data` is what the
   * last question was shown with.
   */
  readonly commit: (tx: T, context: DialogContext, values: V, data: D) => Promise<Committed<O, H>>;
  /** What the form's message becomes after saving; `atHand`: from `commit`, unless the update is redelivered. */
  readonly finished: (context: DialogContext, outcome: O, atHand?: H) => Promise<Card>;
  /** After the commit and the answer: remember the message as a card, for example. */
  readonly after?: (context: DialogContext, outcome: O, messageId: number) => Promise<void>;
  /** What leaving it without saving undoes of what the form is about, in the transaction that closes it. */
  readonly left?: (tx: T, context: DialogContext, values: Partial<V>) => Promise<string>;
  /** What the message becomes when it is cancelled; by default a short line. `left`: what leaving it came to. */
  readonly cancelled?: (context: DialogContext, left?: string) => Card;
};

/**
 * What an open form has loaded so far: the data, which is its own affair; how often its values have changed since it
 * opened; and at which of these counts each question was last loaded for.
 */
export type Loaded = {
  readonly data: unknown;
  /** What was typed seems to name a participant, and goes to groups. */
  readonly naming?: boolean;
  readonly changes: number;
  readonly shown: Readonly<Record<string, number>>;
};

/** A dialog as the runner sees it: values and data are its own affair. */
export type Dialog<T> = {
  readonly name: string;
  /** `known`: data in the shape of the dialog's own that whoever opens it has loaded already. */
  readonly open: (context: DialogContext, values: object, known?: object) => Promise<Opened>;
  /** Loads what the question at hand needs beyond `known`; nothing where it has been shown with the same values. */
  readonly load: (context: DialogContext, state: object, known?: Known) => Promise<Loaded>;
  readonly step: (
    context: DialogContext,
    state: object,
    loaded: Loaded,
    input: FormInput,
  ) => { readonly state: object; readonly next?: 'submit' | 'cancel' | 'stale'; readonly note?: Text };
  /**
   * Takes an answer to the question `at`, which the form has left, where that question takes more than one; undefined:
   * it takes none any more.
   */
  readonly late: (
    context: DialogContext,
    state: object,
    loaded: Loaded,
    at: string,
    input: FieldInput,
  ) => { readonly state: object; readonly note?: Text } | undefined;
  readonly view: (context: DialogContext, state: object, loaded: Loaded, note?: Text) => FormView;
  readonly commit: (
    tx: T,
    context: DialogContext,
    state: object,
    loaded: Loaded,
  ) => Promise<Committed<unknown, unknown>>;
  readonly finished: (context: DialogContext, outcome: unknown, atHand?: unknown) => Promise<Card>;
  readonly after: (context: DialogContext, outcome: unknown, messageId: number) => Promise<void>;
  readonly left: (tx: T, context: DialogContext, state: object) => Promise<string | undefined>;
  readonly cancelled: (context: DialogContext, left?: string) => Card;
};

type Opened = { readonly state: object; readonly loaded: Loaded; readonly view: FormView };

/** What was loaded before a step, and the state that it was loaded for. */
type Known = { readonly state: object; readonly loaded: Loaded };

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function bindDialog<V extends object, D, O, T, H>(
  definition: DialogDefinition<V, D, O, T, H>,
): Dialog<T> {
  const { name, form } = definition;
  // Stored states are only ever written by this dialog under its name, so they have its shape; so has what it loaded.
  const stateOf = (state: object) => state as FormState<V>;
  const dataOf = (loaded: { readonly data: unknown }) => loaded.data as D;
  const scene = (context: DialogContext, values: Partial<V>, data: D): Scene<V, D> => ({
    now: context.saidAt,
    zone: context.actor.zone,
    locale: context.locale,
    t: context.t,
    actor: context.actor,
    values,
    data,
  });
  const load: Dialog<T>['load'] = async (context, state, known) => {
    const { values, at, path } = stateOf(state);
    const naming = async () => {
      const texts = at === 'preview' ? (form.toGroups?.(values) ?? []).filter(Boolean) : [];
      return texts.length > 0 && context.seemsToName(texts);
    };
    if (!known) {
      const data = await definition.load(context, values, at);
      return { data, naming: await naming(), changes: 0, shown: { [at]: 0 } };
    }
    const { loaded } = known;
    const before = stateOf(known.state);
    const changes = loaded.changes + (isSame(values, before.values) ? 0 : 1);
    // What led to an earlier question is as it was; and what may be changed is asked below the preview.
    const isBack = path.length < before.path.length;
    const shownAt = loaded.shown[at === 'menu' ? 'preview' : at];
    if (shownAt === changes || (isBack && shownAt !== undefined)) return { ...loaded, changes };
    const data = await definition.load(context, values, at, dataOf(loaded));
    return { data, naming: await naming(), changes, shown: { ...loaded.shown, [at]: changes } };
  };
  const view: Dialog<T>['view'] = (context, state, loaded, note) =>
    viewForm(form, stateOf(state), scene(context, stateOf(state).values, dataOf(loaded)), {
      note,
      naming: loaded.naming ?? false,
    });
  return {
    name,
    open: async (context, values, known) => {
      const data = await definition.load(context, values, '', known as D | undefined);
      const state = openForm(form, scene(context, values, data));
      const loaded = await load(context, state, { state, loaded: { data, changes: 0, shown: {} } });
      return { state, loaded, view: view(context, state, loaded) };
    },
    load,
    step: (context, state, loaded, input) =>
      reduceForm(form, stateOf(state), input, scene(context, stateOf(state).values, dataOf(loaded))),
    late: (context, state, loaded, at, input) =>
      lateAnswer(form, stateOf(state), at, input, scene(context, stateOf(state).values, dataOf(loaded))),
    view,
    commit: (tx, context, state, loaded) =>
      definition.commit(tx, context, stateOf(state).values as V, dataOf(loaded)),
    finished: (context, outcome, atHand) =>
      definition.finished(context, outcome as O, atHand as H | undefined),
    after: async (context, outcome, messageId) => definition.after?.(context, outcome as O, messageId),
    left: async (tx, context, state) => definition.left?.(tx, context, stateOf(state).values),
    cancelled: (context, left) =>
      definition.cancelled?.(context, left) ?? { text: context.t('dialog-cancelled') },
  };
}
