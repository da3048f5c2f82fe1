import { bold, type Card, lines, type Text } from '../../dialogs/card.js';
import { type Dialog, type DialogContext, defineDialog } from '../../dialogs/dialog.js';
import { textField } from '../../dialogs/fields/text.js';
import { dateField, instants, timeField, type WhenValues } from '../../dialogs/fields/when.js';
import type { Form, Scene } from '../../dialogs/form.js';
import { formatDate, formatRange, parseIsoDate } from '../../lib/zoned.js';
import { ahead } from './dialog-fields.js';
import { clashText, readerOf, shortWhen } from './messages.js';
import { changedCard, visitButtons } from './messages-card.js';
import { PURPOSE_MAX, VISIT_MINUTES } from './rules.js';
import type { Shown, VisitClash, VisitsService } from './service.js';
import type { Change, Changed } from './service-changes.js';

/** Which visit a form is about, as of which version. */
export type OfVisit = { readonly visit: number; readonly version: number };

type TimeValues = OfVisit & WhenValues & { readonly action: 'move' | 'suggest' };
type EditValues = OfVisit & WhenValues & { readonly purpose: string };

type Data = { readonly shown: Shown | undefined; readonly clashes: readonly VisitClash[] };

/** What a form on a visit came to, kept for a redelivered update. */
export type Ended = Changed & { readonly visit: number };

/** What is said once something has been done to a visit, and above its card when it couldn't be. */
export async function endedCard(
  visits: VisitsService,
  context: DialogContext,
  ended: Ended,
  said: (shown: Shown) => Text,
): Promise<Card> {
  const { t, actor } = context;
  const reader = readerOf(context);
  const shown = await visits.find(actor, ended.visit);
  if (!shown) return { text: t('refused-other-agency') };
  if (!ended.ok) {
    return ended.reason === 'stale'
      ? changedCard(shown, reader)
      : { text: t(`visit-refused-${ended.reason}`), buttons: visitButtons(shown, [['open']], reader) };
  }
  return { text: said(shown), buttons: visitButtons(shown, [['open']], reader) };
}

/** What of a scene doesn't depend on the form's values. */
type Around = Pick<Scene<unknown, Data>, 't' | 'locale' | 'now' | 'zone' | 'actor' | 'data'>;

function whenText(values: Partial<WhenValues>, { zone, locale }: Around): string {
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
    `🏢 ${visit.party.agencyName}\n${scene.t('visit-was', { when: shortWhen(visit.startsAt, reader) })}`
  );
}

function timeFields<V extends WhenValues>() {
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
  fields: timeFields<TimeValues>(),
  title: ({ t, values }) => t(`visit-${values.action ?? 'move'}-title`),
  preview: (scene) => lines(bold(scene.t('visit-check')), `🗓 ${whenText(scene.values, scene)}`),
  submit: ({ t }) => t('visit-send'),
  direct: true,
};

const editForm: Form<EditValues, Data> = {
  fields: {
    ...timeFields<EditValues>(),
    purpose: textField<EditValues, Data>({
      question: ({ t }) => t('visit-ask-purpose'),
      set: (purpose) => ({ purpose }),
      max: PURPOSE_MAX,
      label: ({ t }) => t('visit-label-purpose'),
    }),
  },
  title: ({ t }) => t('visit-edit-title'),
  preview: (scene) => {
    const { data, values, t } = scene;
    const { visit } = data.shown ?? {};
    const people = visit ? [visit.officer, ...visit.members] : [];
    return lines(
      bold(t('visit-edit-title')),
      visit && `🏢 ${visit.party.agencyName}`,
      `🗓 ${whenText(values, scene)}`,
      `📝 ${values.purpose}`,
      clashText(data.clashes, people, readerOf(scene)),
    );
  },
  submit: ({ t }) => t('visit-save-tell'),
  quickEdit: 'date',
};

/** Another time, and what is agreed as a whole: the forms that lead to a move, a suggestion or an edit. */
export function timeDialogs(
  visits: VisitsService,
  wake: () => void,
): { readonly time: Dialog; readonly edit: Dialog } {
  async function load({ actor }: DialogContext, values: Partial<OfVisit & WhenValues>): Promise<Data> {
    const { visit: id, date, start, end } = values;
    const shown = id === undefined ? undefined : await visits.find(actor, id);
    if (!shown || shown.side !== 'unit' || date === undefined || start === undefined || end === undefined) {
      return { shown, clashes: [] };
    }
    const { visit } = shown;
    const personIds = [visit.officer, ...visit.members].map((person) => person.id);
    const span = instants({ date, start, end }, actor.zone);
    const wanted = { ...span, agencyId: visit.party.agencyId, personIds, exceptId: visit.id };
    return { shown, clashes: await visits.clashes(actor, wanted) };
  }

  const time = defineDialog<TimeValues, Data, Ended>({
    name: 'visit.time',
    form: timeForm,
    load,
    commit: async (tx, { actor, now }, values) => {
      const { visit, version, action } = values;
      const span = instants(values, actor.zone);
      const changed = await visits.change(tx, actor, { id: visit, version }, { action, ...span }, now);
      return { done: { ...changed, visit } };
    },
    finished: async (context, ended) => {
      wake();
      const { t, locale, actor } = context;
      return endedCard(visits, context, ended, ({ visit }) => {
        const { proposedStart, proposedEnd, agencyName: agency } = visit.party;
        if (visit.state === 'counterProposed' && proposedStart && proposedEnd) {
          return t('visit-suggestion-sent', {
            when: formatRange(proposedStart, proposedEnd, actor.zone, locale),
          });
        }
        return t('visit-moved', {
          agency,
          when: formatRange(visit.startsAt, visit.endsAt, actor.zone, locale),
        });
      });
    },
  });

  const edit = defineDialog<EditValues, Data, Ended>({
    name: 'visit.edit',
    form: editForm,
    load,
    commit: async (tx, { actor, now, t }, values) => {
      const { visit: id, version, purpose } = values;
      const before = await visits.find(actor, id);
      if (!before) return { done: { ok: false, reason: 'foreign', visit: id } };
      const change = difference(before.visit, { purpose, ...instants(values, actor.zone) });
      if (!change) return { refused: t('visit-nothing-changed') };
      const changed = await visits.change(tx, actor, { id, version }, change, now);
      return { done: { ...changed, visit: id } };
    },
    finished: async (context, ended) => {
      wake();
      const { t, locale, actor } = context;
      return endedCard(visits, context, ended, ({ visit }) =>
        visit.trail[0]?.kind === 'moved'
          ? t('visit-moved', {
              agency: visit.party.agencyName,
              when: formatRange(visit.startsAt, visit.endsAt, actor.zone, locale),
            })
          : t('visit-edited', { agency: visit.party.agencyName }),
      );
    },
  });
  return { time, edit };
}

type Agreed = { readonly startsAt: Date; readonly endsAt: Date; readonly purpose: string };

function difference(before: Agreed, after: Agreed): Change | undefined {
  const { startsAt, endsAt, purpose } = after;
  const moved =
    startsAt.getTime() !== before.startsAt.getTime() || endsAt.getTime() !== before.endsAt.getTime();
  const reworded = purpose !== before.purpose;
  if (moved) return { action: 'move', startsAt, endsAt, ...(reworded && { purpose }) };
  return reworded ? { action: 'edit', purpose } : undefined;
}
