import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { textField } from '../../../dialogs/fields/text.js';
import { instants } from '../../../dialogs/fields/when.js';
import type { Form, Scene } from '../../../dialogs/form.js';
import { formatRange } from '../../../lib/zoned.js';
import { visitCard } from '../card/messages.js';
import {
  type After,
  type Data,
  type Ended,
  ended,
  endedCard,
  loadData,
  type OfVisit,
  timeFields,
} from '../change/dialog.js';
import { reasonField } from '../reasons/dialog.js';
import { DECLINE_CAUSES } from '../reasons/rules.js';
import type { SlotValues } from '../slots/dialog.js';
import { questionOf } from '../state/rules.js';
import { detailLines, readerOf } from '../visit/messages.js';
import type { VisitsService } from '../visit/service.js';
import {
  changeFor,
  type Given,
  RELAYED_ANSWERS,
  type RelayedAnswer,
  SAID_BY_MAX,
  VIAS,
  type Via,
} from './rules.js';

/** How an answer came that somebody writes down for an agency, and who gave it. */
type Relay = { readonly via: Via; readonly saidBy: string };

/** Asked of every such answer, whatever it answers. */
export const relayFields = {
  via: choiceField<Relay, unknown>({
    question: ({ t }) => t('visit-ask-via'),
    options: ({ t }) => VIAS.map((value) => ({ value, name: t(`visit-via-${value}`) })),
    set: (value) => ({ via: VIAS.find((known) => known === value) ?? 'telephone' }),
    columns: 2,
  }),
  saidBy: textField<Relay, unknown>({
    question: ({ t }) => t('visit-ask-said-by'),
    example: ({ t }) => t('visit-said-by-example'),
    set: (saidBy) => ({ saidBy }),
    max: SAID_BY_MAX,
    skip: { saidBy: '' },
  }),
};

type Values = OfVisit &
  Relay &
  SlotValues & {
    readonly agency: number;
    readonly answer: RelayedAnswer;
    readonly reason: string;
  };

type RelayScene = Scene<Values, Data>;

/** The agencies whose answer is waited for. */
function asked({
  data,
}: Pick<RelayScene, 'data'>): readonly { readonly agencyId: number; readonly agencyName: string }[] {
  const { visit } = data.shown ?? {};
  return visit ? questionOf(visit).parties.filter(({ answer }) => answer === 'pending') : [];
}

/** An agency that can't move to another time keeps to the agreed one; one that won't join it declines. */
const isKeeping = ({ data, values }: Pick<RelayScene, 'data' | 'values'>) =>
  values.answer === 'decline' && keepsInstead({ data, values });

function keepsInstead({ data, values }: Pick<RelayScene, 'data' | 'values'>): boolean {
  const [only] = asked({ data });
  const agencyId = values.agency ?? only?.agencyId;
  const party = data.shown?.visit.parties.find((one) => one.agencyId === agencyId);
  return data.shown?.visit.state === 'confirmed' && party?.answer === 'accepted';
}

const when = timeFields<Values>(false);

const form: Form<Values, Data> = {
  fields: {
    agency: choiceField<Values, Data>({
      question: ({ t }) => t('visit-ask-relayed-agency'),
      options: (scene) =>
        asked(scene).map(({ agencyId, agencyName: name }) => ({ value: String(agencyId), name })),
      set: (value) => ({ agency: Number(value) }),
      applies: (scene) => asked(scene).length > 1,
    }),
    answer: choiceField<Values, Data>({
      question: (scene) => {
        const { visit, side } = scene.data.shown ?? {};
        const about = visit && detailLines(visit, side, readerOf(scene));
        return lines(about, '', scene.t('visit-ask-relayed')).toString();
      },
      options: ({ t, data, values }) =>
        RELAYED_ANSWERS.map((value) => {
          const keeps = value === 'decline' && keepsInstead({ data, values });
          return { value, name: t(keeps ? 'visit-button-keep' : `visit-relayed-${value}`) };
        }),
      set: (value) => ({ answer: RELAYED_ANSWERS.find((known) => known === value) ?? 'accept' }),
    }),
    date: { ...when.date, applies: ({ values }) => values.answer === 'suggest' },
    start: { ...when.start, applies: ({ values }) => values.answer === 'suggest' },
    reason: {
      ...reasonField<Values, Data>({
        question: 'visit-ask-decline',
        causes: () => DECLINE_CAUSES,
        optional: true,
      }),
      applies: (scene) => scene.values.answer === 'decline' && !isKeeping(scene),
    },
    ...relayFields,
  },
  title: ({ t }) => t('visit-relayed-title'),
  preview: ({ t, values, zone, locale }) => {
    const { answer = 'accept', date, start, end } = values;
    const { startsAt, endsAt } =
      date !== undefined && start !== undefined && end !== undefined
        ? instants({ date, start, end }, zone)
        : {};
    return lines(
      bold(t('visit-check')),
      t(`visit-relayed-${answer}`),
      startsAt && endsAt && formatRange(startsAt, endsAt, zone, locale),
    );
  },
  submit: ({ t }) => t('visit-save'),
  direct: true,
};

function givenIn(values: Values, keeps: boolean, zone: string): Given {
  const { answer, reason } = values;
  switch (answer) {
    case 'accept':
      return { answer };
    case 'suggest': {
      const { startsAt, endsAt } = instants(values, zone);
      return { answer, startsAt, endsAt };
    }
    case 'decline':
      return { answer, reason, keeps };
  }
}

/** An agency's answer that came by telephone, letter or word of mouth, written down by somebody of the unit. */
export function relayedDialog(visits: VisitsService, wake: () => void): Dialog {
  return defineDialog<Values, Data, Ended, After>({
    name: 'visit.relayed',
    form,
    load: loadData(visits),
    commit: async (tx, { actor, now, t }, values, data) => {
      const { visit: id, version } = values;
      const [only, other] = asked({ data });
      const agencyId = other ? values.agency : only?.agencyId;
      if (agencyId === undefined) return { done: { ok: false, reason: 'stale', visit: id } };
      const { via, saidBy } = values;
      const given = givenIn(values, isKeeping({ data, values }), actor.zone);
      const change = changeFor(given, { agencyId, via, saidBy: saidBy === '' ? null : saidBy });
      return ended(id, await visits.change(tx, actor, { id, version }, change, now), t);
    },
    finished: async (context, outcome, after) => {
      wake();
      const { actor, now, t } = context;
      const { visit } = outcome;
      const shown = await (after ? visits.shown(actor, after, now) : visits.find(actor, visit, now));
      // What can be done next stands on the card itself: another time that was named waits for the unit.
      return shown && outcome.ok
        ? visitCard(shown, readerOf(context), bold(t('visit-relayed-kept')))
        : endedCard(visits, context, { ended: outcome, after }, () => t('visit-relayed-kept'));
    },
  });
}
