import type { Actor } from '../access/actor.js';
import type { Locale } from '../lib/locale.js';
import type { Translate } from '../words/translate.js';
import type { Card, Text } from './card.js';
import {
  type Form,
  type FormInput,
  type FormState,
  type FormView,
  openForm,
  reduceForm,
  type Scene,
  viewForm,
} from './form.js';

/** Who fills in a dialog, when, where and in which language. */
export type DialogContext = {
  readonly actor: Actor;
  readonly now: Date;
  readonly locale: Locale;
  readonly t: Translate;
  readonly chatId: number;
};

/**
 * What saving came to. `done` closes the dialog; `outcome` must be JSON and free of functions, since it is stored
 * for a redelivered update. `refused` leaves the form open on its preview with the reason above.
 */
type Committed<O> = { readonly done: O } | { readonly refused: string };

/**
 * A form bound to its data and its effect. `V`: the values; `D`: what is loaded for it (choices, clashes…) anew at
 * each step, from the values given so far; `O`: the stored outcome; `T`: the transaction that its effect is part of.
 */
export type DialogDefinition<V, D, O, T> = {
  /** Short, unique, stable: it is stored with open dialogs. */
  readonly name: string;
  readonly form: Form<V, D>;
  /** `at`: the field it is needed for, `preview` or `menu`; empty when the dialog is being opened. */
  readonly load: (context: DialogContext, values: Partial<V>, at: string) => Promise<D>;
  /** The effect, within the transaction that closes the dialog. It checks access and state again. */
  readonly commit: (tx: T, context: DialogContext, values: V) => Promise<Committed<O>>;
  /** What the form's message becomes after saving. */
  readonly finished: (context: DialogContext, outcome: O) => Promise<Card>;
  /** After the commit and the answer: remember the message as a card, for example. */
  readonly after?: (context: DialogContext, outcome: O, messageId: number) => Promise<void>;
  /** What the message becomes when it is cancelled; by default a short line. */
  readonly cancelled?: (context: DialogContext) => Card;
};

/** A dialog as the runner sees it: values and data are its own affair. */
export type Dialog<T> = {
  readonly name: string;
  readonly open: (context: DialogContext, values: object) => Promise<{ state: object; view: FormView }>;
  readonly step: (
    context: DialogContext,
    state: object,
    input: FormInput,
  ) => Promise<{ state: object; next?: 'submit' | 'cancel' | 'stale'; note?: Text }>;
  readonly view: (context: DialogContext, state: object, note?: Text) => Promise<FormView>;
  readonly commit: (tx: T, context: DialogContext, state: object) => Promise<Committed<unknown>>;
  readonly finished: (context: DialogContext, outcome: unknown) => Promise<Card>;
  readonly after: (context: DialogContext, outcome: unknown, messageId: number) => Promise<void>;
  readonly cancelled: (context: DialogContext) => Card;
};

export function bindDialog<V extends object, D, O, T>(definition: DialogDefinition<V, D, O, T>): Dialog<T> {
  const { name, form } = definition;
  // Stored states are only ever written by this dialog under its name, so they have its shape.
  const stateOf = (state: object) => state as FormState<V>;
  const scene = async (
    context: DialogContext,
    { values, at }: Pick<FormState<V>, 'values' | 'at'>,
  ): Promise<Scene<V, D>> => ({
    now: context.now,
    zone: context.actor.zone,
    locale: context.locale,
    t: context.t,
    actor: context.actor,
    values,
    data: await definition.load(context, values, at),
  });
  const view = async (context: DialogContext, state: object, note?: Text) =>
    viewForm(form, stateOf(state), await scene(context, stateOf(state)), note);
  return {
    name,
    open: async (context, values) => {
      const state = openForm(form, await scene(context, { values, at: '' }));
      return { state, view: await view(context, state) };
    },
    step: async (context, state, input) =>
      reduceForm(form, stateOf(state), input, await scene(context, stateOf(state))),
    view,
    commit: (tx, context, state) => definition.commit(tx, context, stateOf(state).values as V),
    finished: (context, outcome) => definition.finished(context, outcome as O),
    after: async (context, outcome, messageId) => definition.after?.(context, outcome as O, messageId),
    cancelled: (context) => definition.cancelled?.(context) ?? { text: context.t('dialog-cancelled') },
  };
}
