import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines } from '../../../dialogs/card.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { dateField } from '../../../dialogs/fields/when.js';
import type { Scene } from '../../../dialogs/form.js';
import { formatDateTime, parseIsoDate } from '../../../lib/zoned.js';
import { type Voice, voiceOf } from '../../../words/voice.js';
import { closedText, type Impact, impactLines } from '../../months/index.js';
import { type EndReason, GIVEN_REASONS } from '../enrolment/rules.js';
import { participantCard } from '../people/messages.js';
import type { ParticipantDetail, ParticipantsService } from '../people/service.js';
import type { ProgrammeSummary } from '../programme/store.js';
import { needs, stepHolds, stepOf, stepsFor, type Wanted } from './rules.js';
import type { DatedService, Stepped } from './service.js';

type Values = {
  readonly participant: number;
  readonly name: string;
  readonly version: number;
  readonly wanted: Wanted;
  readonly programme: number;
  readonly reason: EndReason;
  readonly date: string;
};

type Data = {
  readonly person: ParticipantDetail | undefined;
  readonly programmes: readonly ProgrammeSummary[] | undefined;
  readonly impacts: readonly Impact[];
};

type DatedScene = Scene<Values, Data>;

/** A step in words: `Jeda · Budidaya Lele`, `Bebas`. */
function stepText({ t }: Pick<Voice, 't'>, person: ParticipantDetail | undefined, wanted: Wanted): string {
  if (wanted === 'enrol') return t('dated-enrol');
  const [state = '', id] = wanted.split('.');
  const enrolment = person?.enrolments.find((one) => String(one.id) === id);
  return enrolment
    ? t(`dated-${state}`, { programme: enrolment.programme.name })
    : t(`departure-do-${state}`);
}

function stepIn({ values }: Pick<DatedScene, 'values'>) {
  return stepOf(values.wanted, { programme: values.programme, reason: values.reason });
}

function preview(scene: DatedScene) {
  const { t, locale, zone, now, values, data } = scene;
  const { person, impacts } = data;
  const step = stepIn(scene);
  const day = parseIsoDate(values.date ?? '');
  if (!person || !step || !day) return t('button-stale');
  const held = stepHolds(person, step, day, { now, zone });
  const programme = data.programmes?.find(({ id }) => id === values.programme);
  return lines(
    bold(`👤 ${person.name}`),
    stepText(scene, person, values.wanted ?? ''),
    programme && programme.name,
    values.reason && t('dated-reason', { reason: t(`end-reason-${values.reason}`) }),
    held.ok
      ? t('dated-holds', { at: formatDateTime(held.at, zone, locale) })
      : bold(t(`dated-refused-${held.reason}`)),
    ...impactLines(scene, impacts),
  );
}

const fields = {
  wanted: choiceField<Values, Data>({
    question: ({ t }) => t('dated-what'),
    options: ({ t, data: { person } }) =>
      (person ? stepsFor(person) : []).map((value) => ({ value, name: stepText({ t }, person, value) })),
    set: (wanted) => ({ wanted }),
    label: ({ t }) => t('dated-label-what'),
    empty: ({ t }) => t('dated-nothing'),
  }),
  programme: choiceField<Values, Data>({
    question: ({ t }) => t('dated-programme'),
    options: ({ data }) => (data.programmes ?? []).map(({ id, name }) => ({ value: String(id), name })),
    set: (id) => ({ programme: Number(id) }),
    applies: ({ values }) => needs(values.wanted) === 'programme',
    empty: ({ t }) => t('enrolment-no-programme'),
  }),
  reason: choiceField<Values, Data>({
    question: ({ t }) => t('dated-why'),
    options: ({ t }) => GIVEN_REASONS.map((value) => ({ value, name: t(`end-reason-${value}`) })),
    set: (value) => ({ reason: GIVEN_REASONS.find((one) => one === value) ?? 'completed' }),
    applies: ({ values }) => needs(values.wanted) === 'reason',
    columns: 2,
    label: ({ t }) => t('dated-label-why'),
  }),
  date: dateField<Values, Data>({
    question: ({ t }) => t('dated-when'),
    prefer: 'past',
    minutes: 0,
    label: ({ t }) => t('dated-label-when'),
  }),
};

/** Enrolling, pausing, ending and leaving on another day than today: what, when, and what that changes. */
export function datedDialog(
  dated: DatedService,
  participants: ParticipantsService,
  wake: () => void,
): Dialog {
  return defineDialog<Values, Data, { readonly participant: number; readonly stepped: Stepped }>({
    name: 'participant.dated',
    form: {
      fields,
      title: ({ t, values }) => t('dated-title', { name: values.name ?? '' }),
      preview,
      submit: ({ t }) => t('programme-save'),
      refusedToPreview: true,
    },
    load: async ({ actor, now }, values, at, known) => {
      const { participant, date } = values;
      const nothing = { person: undefined, programmes: undefined, impacts: [] };
      if (participant === undefined) return nothing;
      const person = known?.person ?? (await participants.find(actor, participant));
      const asks = at === 'programme' || (at === 'preview' && needs(values.wanted) === 'programme');
      const programmes = asks
        ? (known?.programmes ?? (await participants.choices(actor, participant)))
        : known?.programmes;
      const step = stepIn({ values });
      const day = parseIsoDate(date ?? '');
      const shows = at === 'preview' && person && step && day;
      const who = { participantId: participant, version: values.version ?? 0 };
      const impacts = shows ? await dated.impact({ actor, now }, { who, step, day }) : [];
      return { person, programmes, impacts };
    },
    commit: async (tx, context, values) => {
      const { actor, now, t } = context;
      const step = stepIn({ values });
      const day = parseIsoDate(values.date);
      if (!step || !day) return { refused: t('button-stale') };
      const who = { participantId: values.participant, version: values.version };
      const written = await dated.step(tx, { actor, now }, { who, step, day });
      if (!written.ok) return { refused: closedText(voiceOf(context), written.closed) };
      const { value: stepped } = written;
      return stepped.done
        ? { done: { participant: values.participant, stepped } }
        : { refused: t(`dated-refused-${stepped.outcome}`) };
    },
    finished: async ({ actor, t, locale, now }, { participant, stepped }) => {
      wake();
      const person = await participants.find(actor, participant);
      if (!person) return { text: t('refused-post') };
      return participantCard({ t, locale, now, zone: actor.zone }, person, t(`dated-was-${stepped.outcome}`));
    },
  });
}
