import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { type DialogContext } from '../../../dialogs/dialog.js';
import { textField } from '../../../dialogs/fields/text.js';
import type { Answer, Choice, Field } from '../../../dialogs/form.js';
import type { Voice } from '../../../words/voice.js';
import { closedText } from '../months/messages.js';
import type { SessionsService, SessionView } from '../session/service.js';
import { shortStart } from '../timetable/messages.js';
import { plannedCard, reasonText } from './messages.js';
import { CANCEL_REASONS, type CancelReason } from './rules.js';
import type { PlanChange, PlanChanged, PlanService } from './service.js';

const MOST_NOTE = 200;
const MOST_NAME = 120;

type OfSession = { readonly session: number; readonly version: number };
type Data = { readonly view: SessionView | undefined };
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

/** Cancelling a planned session with a reason, and naming who stands in for its trainer. */
export function planDialogs(
  sessions: SessionsService,
  plan: PlanService,
  wake: () => void,
): { readonly cancel: Dialog; readonly cover: Dialog } {
  const load = async ({ actor, now }: DialogContext, { session }: Partial<OfSession>): Promise<Data> => ({
    view: session === undefined ? undefined : await sessions.view(actor, session, now),
  });

  const finished =
    (done: string) =>
    async ({ actor, t, locale, now }: DialogContext, ended: Ended) => {
      wake();
      const view = await sessions.view(actor, ended.session, now);
      const voice = { t, locale, now, zone: actor.zone };
      const note = ended.ok ? t(done) : planRefusal(voice, ended);
      return view ? plannedCard(voice, view, { note }) : { text: note };
    };

  const changed =
    <V extends OfSession>(changeOf: (values: V, data: DialogContext) => PlanChange) =>
    async (tx: Parameters<PlanService['change']>[0], context: DialogContext, values: V) => {
      const { session, version } = values;
      const { actor, now } = context;
      const what = changeOf(values, context);
      const outcome = await plan.change(tx, actor, { id: session, version }, what, now);
      return { done: { ...outcome, session } };
    };

  return {
    cancel: defineDialog<CancelForm, Data, Ended>({
      name: 'session.cancel',
      form: {
        fields: { reason: reasonField, note: noteField },
        title: ({ t, data, locale, zone }) => t('session-cancel-title', about(data, { locale, zone })),
        preview: ({ t, values }) =>
          reasonText({ t }, { reason: values.reason ?? 'other', note: values.note ?? null }),
        submit: ({ t }) => t('session-cancel'),
        direct: true,
      },
      load,
      commit: changed<CancelForm>(({ reason, note }) => ({
        action: 'cancel',
        reason,
        note: reason === 'other' ? note : null,
      })),
      finished: finished('session-done-cancel'),
    }),

    cover: defineDialog<CoverForm, Data, Ended>({
      name: 'session.cover',
      form: {
        fields: {
          trainer: (() => {
            const typed = textField<CoverForm, Data>({
              question: ({ t, data, locale, zone }) => t('session-ask-cover', about(data, { locale, zone })),
              set: (trainer) => ({ trainer }),
              max: MOST_NAME,
            });
            return {
              ...typed,
              ask: (scene, ui) => {
                const { view } = scene.data;
                const usual = view?.programme.trainer;
                const label = usual
                  ? scene.t('session-cover-none', { trainer: usual })
                  : scene.t('session-cover-back');
                const back = view && view.trainer !== null ? [[{ label, value: 'none' }]] : [];
                return { ...typed.ask(scene, ui), choices: back };
              },
              answer: (scene, input, ui) =>
                input.kind === 'tap' && input.value === 'none'
                  ? { set: { trainer: '' } }
                  : typed.answer(scene, input, ui),
            } satisfies Field<CoverForm, Data>;
          })(),
        },
        title: ({ t }) => t('session-cover-title'),
        preview: ({ values }) => values.trainer ?? '',
        submit: ({ t }) => t('session-save'),
        direct: true,
      },
      load,
      commit: changed<CoverForm>(({ trainer }) => ({
        action: 'cover',
        trainer: trainer === '' ? null : trainer,
      })),
      finished: finished('session-done-cover'),
    }),
  };
}
