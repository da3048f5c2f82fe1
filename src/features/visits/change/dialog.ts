import { can } from '../../../access/can.js';
import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import { type DialogContext } from '../../../dialogs/dialog.js';
import { dateField, instants, timeField, type WhenValues } from '../../../dialogs/fields/when.js';
import type { Form, Scene } from '../../../dialogs/form.js';
import { formatDate, formatRange, parseIsoDate } from '../../../lib/zoned.js';
import { changedCard, visitButtons } from '../card/messages.js';
import type { Shown } from '../card/rules.js';
import {
  ahead,
  dayMarks,
  overrideOf,
  type SlotValues,
  slotFields,
  slotText,
  type Wish,
} from '../slots/dialog.js';
import { noCalendar, type VisitCalendar } from '../slots/service.js';
import { isChanging, offeredSpan, questionOf } from '../state/rules.js';
import { partnersText, readerOf, shortWhen } from '../visit/messages.js';
import { VISIT_MINUTES } from '../visit/rules.js';
import type { VisitsService } from '../visit/service.js';
import type { Acted, Change, Changed } from './rules.js';
import { bookedBy, peopleOf } from './service.js';

type TimeValues = OfVisit &
  SlotValues & { readonly action: 'move' | 'suggest' | 'accept'; readonly of?: number };

/** What a form that sets a visit's time looks at. */
export type Data = { readonly shown: Shown | undefined; readonly calendar: VisitCalendar };

/** What of a scene doesn't depend on the form's values. */
type Around = Pick<Scene<unknown, Data>, 't' | 'locale' | 'now' | 'zone' | 'actor' | 'data'>;

/** The time that a form holds so far, in words. */
export function whenText(values: Partial<WhenValues>, { zone, locale }: Around): string {
  const { date, start, end } = values;
  if (date === undefined) return '';
  if (start !== undefined && end !== undefined) {
    const { startsAt, endsAt } = instants({ date, start, end }, zone);
    return formatRange(startsAt, endsAt, zone, locale);
  }
  const day = parseIsoDate(date);
  return day ? formatDate(day, locale) : '';
}

function about(scene: Around): string | undefined {
  const visit = scene.data.shown?.visit;
  const reader = readerOf(scene);
  return (
    visit &&
    `🏢 ${partnersText(visit, reader)}\n${scene.t('visit-was', { when: shortWhen(visit.startsAt, reader) })}`
  );
}

/** For whom another time is looked for. Of what stands already only a change is looked at. */
export function wishOf(scene: Around, keeps: boolean): Wish | undefined {
  const { actor, data } = scene;
  const { visit, side, party } = data.shown ?? {};
  if (!visit || !side) return undefined;
  const { startsAt, endsAt } = visit;
  return {
    ...bookedBy(visit, party && [party.agencyId]),
    personIds: side === 'unit' ? peopleOf(visit, actor.personId) : [],
    byUnit: side === 'unit',
    calendar: data.calendar,
    people: [visit.officer, ...visit.members],
    mayOverride: can(actor, 'visit.override', { unitId: visit.unitId, agencyId: null }),
    ...(keeps && { standing: { startsAt, endsAt } }),
  };
}

/** The date and the hour of another time. */
export function timeFields<V extends SlotValues>(keeps: boolean) {
  const asking = (key: string) => (scene: Scene<V, Data>) => {
    const when = whenText(scene.values, scene);
    const said = [about(scene), when === '' ? undefined : `🗓 ${when}`, '', scene.t(key)];
    return said.filter((line) => line !== undefined).join('\n');
  };
  const common = { prefer: 'future', minutes: VISIT_MINUTES } as const;
  return {
    date: ahead(
      dateField<V, Data>({
        ...common,
        question: asking('visit-ask-new-date'),
        label: ({ t }) => t('visit-label-date'),
        marks: (scene) => dayMarks(scene, wishOf(scene, keeps)),
      }),
    ),
    start: ahead(
      timeField<V, Data>({
        ...common,
        question: asking('visit-ask-new-time'),
        label: ({ t }) => t('visit-label-time'),
      }),
    ),
  };
}

const timeForm: Form<TimeValues, Data> = {
  fields: {
    ...timeFields<TimeValues>(false),
    ...slotFields<TimeValues, Data>((scene) => wishOf(scene, false)),
  },
  title: ({ t, values }) => t(`visit-${values.action ?? 'move'}-title`),
  preview: (scene) =>
    lines(
      bold(scene.t('visit-check')),
      about(scene),
      `🗓 ${whenText(scene.values, scene)}`,
      slotText(scene, wishOf(scene, false)),
    ),
  submit: ({ t }) => t('visit-send'),
  direct: true,
  refusedToPreview: true,
};

/** The questions that show what is taken and closed, or depend on it. */
const CALENDAR_AT: ReadonlySet<string> = new Set(['date', 'resolve', 'preview']);

/**
 * Loads what a form that sets a visit's time looks at: the visit as it was when the form opened, since only that version
 * can be changed, and the calendar where it is shown.
 */
export function loadData(visits: VisitsService) {
  return async (
    { actor, now }: DialogContext,
    { visit: id }: Partial<OfVisit>,
    at: string,
    known?: Data,
  ): Promise<Data> => {
    const [shown, calendar] = await Promise.all([
      known?.shown ?? (id === undefined ? undefined : visits.find(actor, id, now)),
      CALENDAR_AT.has(at) ? visits.calendar(actor, now, id) : (known?.calendar ?? noCalendar(actor)),
    ]);
    return { shown, calendar };
  };
}

/** Loads the visit that a form is about, once, as it was when the form opened. */
export function loadShown(visits: VisitsService) {
  return async (
    { actor, now }: DialogContext,
    { visit }: Partial<Pick<OfVisit, 'visit'>>,
    _at: string,
    known?: Pick<Data, 'shown'>,
  ): Promise<Pick<Data, 'shown'>> => ({
    shown: known?.shown ?? (visit === undefined ? undefined : await visits.find(actor, visit, now)),
  });
}

/** That the agreed time stands until another is. */
function stands(visit: Shown['visit'], context: DialogContext): string {
  return context.t('visit-change-stands', { when: shortWhen(visit.startsAt, readerOf(context)) });
}

/** What is said once another time than the agreed one has been asked for. */
export function changeSent(visit: Shown['visit'], context: DialogContext): Text {
  const { startsAt, endsAt } = questionOf(visit);
  const when = formatRange(startsAt, endsAt, context.actor.zone, context.locale);
  const agency = partnersText(visit, context);
  return lines(context.t('visit-moved', { agency, when }), stands(visit, context));
}

/** Another time: the form that leads to a move or a suggestion. */
export function timeDialog(visits: VisitsService, wake: () => void): Dialog {
  return defineDialog<TimeValues, Data, Ended, After>({
    name: 'visit.time',
    form: timeForm,
    load: loadData(visits),
    commit: async (tx, { actor, now, t }, values, { shown }) => {
      const { visit: id, version } = values;
      if (!shown) return { done: { ok: false, reason: 'foreign', visit: id } };
      const change = timeChange(shown.visit, values, actor.zone);
      return ended(id, await visits.change(tx, actor, { id, version }, change, now), t);
    },
    finished: async (context, outcome, after) => {
      wake();
      const { t, locale, actor } = context;
      return endedCard(visits, context, { ended: outcome, after }, ({ visit, party }) => {
        const { proposedStart, proposedEnd } = party ?? {};
        if (proposedStart && proposedEnd) {
          const when = formatRange(proposedStart, proposedEnd, actor.zone, locale);
          return lines(t('visit-suggestion-sent', { when }), isChanging(visit) && stands(visit, context));
        }
        if (isChanging(visit)) return changeSent(visit, context);
        const when = formatRange(visit.startsAt, visit.endsAt, actor.zone, locale);
        return visit.state === 'confirmed'
          ? t('visit-agreed-at', { when })
          : t('visit-moved', { agency: partnersText(visit, context), when });
      });
    },
  });
}

/** Accepting the time that was offered, once another one has been chosen instead, is moving. */
function timeChange(visit: Shown['visit'], values: TimeValues, zone: string): Change {
  const { action } = values;
  const span = instants(values, zone);
  const override = overrideOf(values);
  if (action === 'suggest') return { action, ...span };
  const { of } = values;
  const offered = offeredSpan(questionOf(visit), of);
  const accepts =
    action === 'accept' &&
    offered.startsAt.getTime() === span.startsAt.getTime() &&
    offered.endsAt.getTime() === span.endsAt.getTime();
  return accepts
    ? { action: 'accept', override, of, offered: offeredOf(visit, offered.startsAt) }
    : { action: 'move', ...span, override };
}

/** What the form shows of a suggestion is what is accepted; there is none where an agency asked. */
function offeredOf(visit: Shown['visit'], startsAt: Date): Date | undefined {
  return questionOf(visit).state === 'counterProposed' ? startsAt : undefined;
}

/** Which visit a form is about, as of which version. */
export type OfVisit = { readonly visit: number; readonly version: number };

/** What a form on a visit came to, kept for a redelivered update. */
export type Ended = Changed & { readonly visit: number };

/** The visit as it is once a form has changed it, for what is said then. */
export type After = NonNullable<Acted['after']>;

/** What a change by a form came to: a time that is taken leaves it open. */
export function ended(
  visit: number,
  { result, after }: Acted,
  t: DialogContext['t'],
): { readonly refused: string } | { readonly done: Ended; readonly atHand: After | undefined } {
  if (!result.ok && result.reason === 'clash') return { refused: t('visit-refused-clash') };
  return { done: { ...result, visit }, atHand: after };
}

/** What is said once something has been done to a visit, and above its card when it couldn't be. */
export async function endedCard(
  visits: VisitsService,
  context: DialogContext,
  { ended: outcome, after }: { readonly ended: Ended; readonly after: After | undefined },
  said: (shown: Shown) => Text,
): Promise<Card> {
  const { t, actor, now } = context;
  const reader = readerOf(context);
  const shown = await (after ? visits.shown(actor, after, now) : visits.find(actor, outcome.visit, now));
  if (!shown) {
    const out = await visits.isOutOf(actor, outcome.visit);
    return { text: out ? t('visit-taken-out', { unit: actor.unitName }) : t('refused-other-agency') };
  }
  if (!outcome.ok) {
    return outcome.reason === 'stale'
      ? changedCard(shown, reader)
      : { text: t(`visit-refused-${outcome.reason}`), buttons: visitButtons(shown, [['open']], reader) };
  }
  return { text: said(shown), buttons: visitButtons(shown, [['open']], reader) };
}
