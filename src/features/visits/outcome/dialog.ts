import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { textField } from '../../../dialogs/fields/text.js';
import { instants } from '../../../dialogs/fields/when.js';
import type { Form, Scene } from '../../../dialogs/form.js';
import { formatRange } from '../../../lib/zoned.js';
import {
  type After,
  type Data,
  type Ended,
  ended,
  endedCard,
  loadData,
  type OfVisit,
  timeFields,
  wishOf,
} from '../change/dialog.js';
import { reasonField } from '../reasons/dialog.js';
import { reasonText } from '../reasons/messages.js';
import { CANCEL_CAUSES, REASON_MAX } from '../reasons/rules.js';
import { overrideOf, type SlotValues, slotFields } from '../slots/dialog.js';
import { detailLines, readerOf } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';
import { type Correction, OUTCOMES, type Outcome, outcomeIn } from './rules.js';

type Values = OfVisit & SlotValues & { readonly to: Outcome; readonly reason: string; readonly why: string };

type FixScene = Scene<Values, Data>;

const moves = ({ values }: FixScene) => values.to === 'moved';

const when = timeFields<Values>(false);
const slots = slotFields<Values, Data>((scene) => (moves(scene) ? wishOf(scene, false) : undefined));

const form: Form<Values, Data> = {
  fields: {
    to: choiceField<Values, Data>({
      question: (scene) => {
        const { t, data } = scene;
        const { visit, side } = data.shown ?? {};
        const about = visit && detailLines(visit, side, readerOf(scene));
        return lines(about, '', t('visit-ask-outcome')).toString();
      },
      options: ({ t, data }) =>
        OUTCOMES.filter((outcome) => outcome !== data.shown?.correctable?.outcome).map((value) => ({
          value,
          name: t(`visit-outcome-${value}`),
        })),
      set: (value) => ({ to: OUTCOMES.find((known) => known === value) ?? 'held' }),
    }),
    reason: {
      ...reasonField<Values, Data>({
        question: 'visit-ask-cancel',
        causes: () => CANCEL_CAUSES,
        optional: false,
      }),
      applies: ({ values }) => values.to === 'cancelled',
    },
    date: { ...when.date, applies: moves },
    start: { ...when.start, applies: moves },
    resolve: {
      ...slots.resolve,
      applies: (scene) => moves(scene) && (slots.resolve.applies?.(scene) ?? true),
    },
    override: {
      ...slots.override,
      applies: (scene) => moves(scene) && (slots.override.applies?.(scene) ?? true),
    },
    why: textField<Values, Data>({
      question: ({ t }) => t('visit-ask-why-corrected'),
      example: ({ t }) => t('visit-why-example'),
      set: (why) => ({ why }),
      max: REASON_MAX,
      label: ({ t }) => t('visit-label-why'),
    }),
  },
  title: ({ t }) => t('visit-fix-title'),
  preview: (scene) => {
    const { t, values, data, zone, locale } = scene;
    const { visit, side, correctable } = data.shown ?? {};
    const { to = 'held', why = '', reason = '', date, start, end } = values;
    const times = to === 'moved' && date && start && end && instants({ date, start, end }, zone);
    return lines(
      bold(t('visit-check')),
      visit && detailLines(visit, side, readerOf(scene)),
      '',
      correctable && t('visit-fix-from', { outcome: t(`visit-outcome-${correctable.outcome}`) }),
      bold(t('visit-fix-to', { outcome: t(`visit-outcome-${to}`) })),
      times && `🗓 ${formatRange(times.startsAt, times.endsAt, zone, locale)}`,
      to === 'cancelled' && t('visit-reason', { reason: reasonText(reason, t) }),
      t('visit-fix-why', { why }),
      '',
      t('visit-fix-told'),
    );
  },
  submit: ({ t }) => t('visit-fix-save'),
};

function correctionOf(values: Values, zone: string): Correction {
  const { to, reason, why } = values;
  switch (to) {
    case 'held':
    case 'nobodyCame':
      return { to, why };
    case 'cancelled':
      return { to, why, cause: reason };
    case 'moved':
      return { to, why, ...instants(values, zone), override: overrideOf(values) };
  }
}

/** Another outcome in the place of one that was tapped by mistake. */
export function outcomeDialog(visits: VisitsService, wake: () => void): Dialog {
  const load = loadData(visits);
  return defineDialog<Values, Data, Ended, After>({
    name: 'visit.fix',
    form,
    // What stands against a time is asked for where there is one.
    load: (context, values, at, known) =>
      load(context, values, at === 'preview' && values.to !== 'moved' ? '' : at, known),
    commit: async (tx, { actor, now, t }, values) => {
      const { visit: id, version } = values;
      const correction = correctionOf(values, actor.zone);
      return ended(id, await visits.correct(tx, actor, { id, version }, correction, now), t);
    },
    finished: async (context, outcome, after) => {
      wake();
      return endedCard(visits, context, { ended: outcome, after }, ({ visit }) =>
        context.t(`visit-corrected-${outcomeIn(visit.state)}`),
      );
    },
  });
}
