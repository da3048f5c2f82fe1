import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { textField } from '../../../dialogs/fields/text.js';
import type { Answer, Choice, Field, Form } from '../../../dialogs/form.js';
import type { Voice } from '../../../words/voice.js';
import { closedText } from '../../months/index.js';
import type { SessionsService, SessionView } from '../session/service.js';
import { shortStart } from '../timetable/messages.js';
import { plannedCard, reasonText } from './messages.js';
import { CANCEL_REASONS, type CancelReason } from './rules.js';
import type { PlanChange, PlanChanged, PlanService } from './service.js';

const MOST_NOTE = 200;
const MOST_NAME = 120;

type OfSession = { readonly session: number; readonly version: number };
/** The session that a plan is changed of; undefined: it may not be seen. */
export type PlanData = { readonly view: SessionView | undefined };
type Data = PlanData;
type CancelForm = OfSession & { readonly reason: CancelReason; readonly note: string };
type CoverForm = OfSession & { readonly trainer: string };

/** What came of a change, with the session that it is about. */
type Ended = PlanChanged & { readonly session: number };

/** Why a plan wasn't changed. */
export function planRefusal(voice: Voice, refused: Exclude<PlanChanged, { ok: true }>): string {
  if (refused.reason === 'closed') return closedText(voice, refused.closed);
  const { t } = voice;
  const { reason } = refused;
  return reason === 'forbidden' || reason === 'changed'
    ? t(`session-plan-refused-${reason}`)
    : t(`session-refused-${reason}`);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const about = ({ view }: Data, context: { locale: 'id' | 'en'; zone: string }) => ({
  programme: view?.programme.name ?? '–',
  at: view ? shortStart(context, view.startsAt) : '–',
});

const reasonField: Field<CancelForm, Data> = {
  label: ({ t }) => t('session-label-cancel'),
  ask: ({ t }) => ({
    text: t('session-ask-cancel'),
    choices: CANCEL_REASONS.map((reason): Choice[] => [
      { label: capital(t(`session-reason-${reason}`)), value: reason },
    ]),
  }),
  answer: (scene, input, ui): Answer<CancelForm> => {
    if (input.kind !== 'tap') {
      const typed = noteField.answer(scene, input, ui);
      return 'set' in typed ? { set: { reason: 'other', ...typed.set } } : typed;
    }
    const reason = CANCEL_REASONS.find((known) => known === input.value);
    return reason ? { set: { reason } } : { error: scene.t('choice-gone') };
  },
};

const noteField = textField<CancelForm, Data>({
  question: ({ t }) => t('session-ask-cancel-note'),
  set: (note) => ({ note }),
  max: MOST_NOTE,
  applies: ({ values }) => values.reason === 'other',
});

const cancelForm: Form<CancelForm, Data> = {
  fields: { reason: reasonField, note: noteField },
  title: ({ t, data, locale, zone }) => t('session-cancel-title', about(data, { locale, zone })),
  preview: ({ t, values }) =>
    reasonText({ t }, { reason: values.reason ?? 'other', note: values.note ?? null }),
  submit: ({ t }) => t('session-cancel'),
  direct: true,
};

const typedTrainer = textField<CoverForm, Data>({
  question: ({ t, data, locale, zone }) => t('session-ask-cover', about(data, { locale, zone })),
  set: (trainer) => ({ trainer }),
  max: MOST_NAME,
});

/** Who stands in, with the programme's own trainer in reach where somebody does already. */
const trainerField: Field<CoverForm, Data> = {
  ...typedTrainer,
  ask: (scene, ui) => {
    const { view } = scene.data;
    const usual = view?.programme.trainer;
    const label = usual ? scene.t('session-cover-none', { trainer: usual }) : scene.t('session-cover-back');
    const back = view && view.trainer !== null ? [[{ label, value: 'none' }]] : [];
    return { ...typedTrainer.ask(scene, ui), choices: back };
  },
  answer: (scene, input, ui) =>
    input.kind === 'tap' && input.value === 'none'
      ? { set: { trainer: '' } }
      : typedTrainer.answer(scene, input, ui),
};

const coverForm: Form<CoverForm, Data> = {
  fields: { trainer: trainerField },
  title: ({ t }) => t('session-cover-title'),
  preview: ({ values }) => values.trainer ?? '',
  submit: ({ t }) => t('session-save'),
  direct: true,
};

type Deps = { readonly sessions: SessionsService; readonly plan: PlanService; readonly wake: () => void };

/** A form that changes one session's plan: `done` is said once it has. */
function changeDialog<V extends OfSession>(
  { sessions, plan, wake }: Deps,
  what: {
    readonly name: string;
    readonly form: Form<V, Data>;
    readonly changeOf: (values: V) => PlanChange;
    readonly done: string;
  },
): Dialog {
  return defineDialog<V, Data, Ended>({
    name: what.name,
    form: what.form,
    // No answer changes what the questions say of the session; saving looks at it again.
    load: async ({ actor, now }, { session }, _at, known) =>
      known ?? { view: session === undefined ? undefined : await sessions.view(actor, session, now) },
    commit: async (tx, { actor, now }, values) => {
      const { session, version } = values;
      const outcome = await plan.change(tx, actor, { id: session, version }, what.changeOf(values), now);
      return { done: { ...outcome, session } };
    },
    finished: async ({ actor, t, locale, now }, ended) => {
      wake();
      const view = await sessions.view(actor, ended.session, now);
      const voice = { t, locale, now, zone: actor.zone };
      const note = ended.ok ? t(what.done) : planRefusal(voice, ended);
      return view ? plannedCard(voice, view, { note }) : { text: note };
    },
  });
}

/** Cancelling a planned session with a reason, and naming who stands in for its trainer. */
export function planDialogs(
  sessions: SessionsService,
  plan: PlanService,
  wake: () => void,
): { readonly cancel: Dialog; readonly cover: Dialog } {
  const deps = { sessions, plan, wake };
  return {
    cancel: changeDialog<CancelForm>(deps, {
      name: 'session.cancel',
      form: cancelForm,
      changeOf: ({ reason, note }) => ({ action: 'cancel', reason, note: reason === 'other' ? note : null }),
      done: 'session-done-cancel',
    }),
    cover: changeDialog<CoverForm>(deps, {
      name: 'session.cover',
      form: coverForm,
      changeOf: ({ trainer }) => ({ action: 'cover', trainer: trainer === '' ? null : trainer }),
      done: 'session-done-cover',
    }),
  };
}
