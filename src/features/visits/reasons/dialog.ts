import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines } from '../../../dialogs/card.js';
import type { Answer, Choice, Field, Form } from '../../../dialogs/form.js';
import type { Shown } from '../card/rules.js';
import { type After, type Ended, endedCard, loadShown, type OfVisit } from '../change/dialog.js';
import type { Change } from '../change/rules.js';
import { hasCome } from '../state/rules.js';
import { detailLines, partnersText, readerOf } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';
import { CANCEL_CAUSES, DECLINE_CAUSES, REASON_MAX } from './rules.js';

type ReasonValues = OfVisit & { readonly reason: string };
type Data = { readonly shown: Shown | undefined };

/** Said where nobody came: it isn't a reason for calling off but an outcome of its own. */
const NOBODY = 'nobodyCame';

/** A reason: some at hand, or typed. */
export function reasonField<V extends { readonly reason: string }, D extends Data>(field: {
  readonly question: string;
  readonly causes: (data: Data, now: Date) => readonly string[];
  readonly optional: boolean;
}): Field<V, D> {
  const set = (reason: string) => ({ reason }) as Partial<V>;
  return {
    ...(field.optional && { skip: set('') }),
    ask: ({ t, data, now, locale, actor }) => {
      const { visit, side } = data.shown ?? {};
      const reader = readerOf({ t, now, locale, actor });
      const choices = field
        .causes(data, now)
        .map((cause): Choice[] => [{ label: t(`visit-cause-${cause}`), value: cause }]);
      return { text: lines(visit && detailLines(visit, side, reader), '', t(field.question)), choices };
    },
    answer: ({ t, data, now }, input): Answer<V> => {
      if (input.kind === 'photo') return { error: t('field-no-photo') };
      if (input.kind === 'tap') {
        return field.causes(data, now).includes(input.value)
          ? { set: set(input.value) }
          : { error: t('choice-gone') };
      }
      const text = input.text.trim();
      const length = [...text].length;
      if (length === 0) return { error: t('text-empty') };
      return length > REASON_MAX
        ? { error: t('text-too-long', { length, max: REASON_MAX }) }
        : { set: set(text) };
    },
  };
}

function reasonForm(
  action: 'decline' | 'cancel',
  reason: Field<ReasonValues, Data>,
): Form<ReasonValues, Data> {
  return {
    fields: { reason },
    title: ({ t }) => t(`visit-${action}-title`),
    // Seen where the reason was typed before the form was opened.
    preview: ({ t, values, data, now, locale, actor }) => {
      const { visit, side } = data.shown ?? {};
      return lines(
        bold(t(`visit-${action}-title`)),
        visit && detailLines(visit, side, readerOf({ t, now, locale, actor })),
        t('visit-reason', { reason: values.reason ?? '' }),
      );
    },
    submit: ({ t }) => t('visit-send'),
    direct: true,
  };
}

/** Over, by the clock: then the unit's side may also say that nobody came. */
function causesOf({ shown }: Data, now: Date): readonly string[] {
  const over = shown?.side === 'unit' && hasCome(shown.visit, now);
  return over ? [NOBODY, ...CANCEL_CAUSES] : CANCEL_CAUSES;
}

/** Declining and calling off, each with a reason. */
export function reasonDialogs(
  visits: VisitsService,
  wake: () => void,
): { readonly decline: Dialog; readonly cancel: Dialog } {
  const load = loadShown(visits);

  const reasoned = (
    action: 'decline' | 'cancel',
    form: Form<ReasonValues, Data>,
    changeFor: (reason: string) => Change,
  ): Dialog =>
    defineDialog<ReasonValues, Data, Ended, After>({
      name: `visit.${action}`,
      form,
      load,
      commit: async (tx, { actor, now }, { visit, version, reason }) => {
        const acted = await visits.change(tx, actor, { id: visit, version }, changeFor(reason), now);
        return { done: { ...acted.result, visit }, atHand: acted.after };
      },
      finished: async (context, outcome, after) => {
        wake();
        const { t, actor } = context;
        return endedCard(visits, context, { ended: outcome, after }, ({ visit, side }) => {
          const partner = side === 'agency' ? actor.unitName : partnersText(visit, context);
          const over = visit.state === 'cancelled' || visit.state === 'nobodyCame';
          const left = action === 'cancel' && !over;
          return t(`visit-done-${left ? 'left' : over ? visit.state : 'declined'}`, { partner });
        });
      },
    });

  const decline = reasoned(
    'decline',
    reasonForm(
      'decline',
      reasonField({ question: 'visit-ask-decline', causes: () => DECLINE_CAUSES, optional: true }),
    ),
    (reason) => ({ action: 'decline', reason: reason === '' ? null : reason }),
  );
  const cancel = reasoned(
    'cancel',
    reasonForm('cancel', reasonField({ question: 'visit-ask-cancel', causes: causesOf, optional: false })),
    (reason) => (reason === NOBODY ? { action: 'nobodyCame' } : { action: 'cancel', reason }),
  );
  return { decline, cancel };
}
