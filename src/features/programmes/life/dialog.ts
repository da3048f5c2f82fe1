import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, italic, lines, type Text } from '../../../dialogs/card.js';
import { type DialogContext } from '../../../dialogs/dialog.js';
import { tidy } from '../../../dialogs/fields/text.js';
import type { Choice, Field, Scene } from '../../../dialogs/form.js';
import { namesApart } from '../../../words/namesakes.js';
import { formatPercent } from '../../../words/numbers.js';
import type { Voice } from '../../../words/voice.js';
import { readExceptions } from '../finish/rules.js';
import { programmeCard } from '../programme/messages.js';
import type { ProgrammesService } from '../programme/service.js';
import type { Timetable } from '../step/service.js';
import { endedText } from './messages.js';
import { CANCEL_CAUSES, CANCEL_REASON_MAX } from './rules.js';
import type { Ending, LifeEnded, LifeService, Otherwise } from './service.js';

type Of = { readonly id: number; readonly version: number; readonly name: string };
type Ended = { readonly id: number; readonly ended: LifeEnded };
type FinishForm = Of & { readonly otherwise: readonly Otherwise[] };
type FinishData = { readonly people: readonly Ending[]; readonly least: number | null };
type CancelForm = Of & { readonly reason: string };

/** Names that a question can hold within one message. */
const LISTED = 80;
const NAME_LENGTH = 36;

/** `8/10 = 80 %`, marked where it is less than the programme asks for. */
function cameText({ t, locale }: Pick<Voice, 't' | 'locale'>, { came, below }: Ending): string {
  if (!came || came.expected === 0) return t('programme-finish-never');
  const { attended, expected } = came;
  return `${below ? '⚠️ ' : ''}${attended}/${expected} = ${formatPercent(attended, expected, locale)}`;
}

/** Those who would pass though they came too little, and weren't named with a reason. */
function unnamed(people: readonly Ending[], otherwise: readonly Otherwise[]): readonly Ending[] {
  const named = new Set(
    otherwise.flatMap(({ enrolmentId, reason, because }) =>
      reason !== 'completed' || because !== undefined ? [enrolmentId] : [],
    ),
  );
  return people.filter(({ enrolmentId, below }) => below && !named.has(enrolmentId));
}

function belowText({ t, locale, data }: Scene<FinishForm, FinishData>, below: readonly Ending[]): Text {
  const names = namesApart(data.people, NAME_LENGTH);
  return lines(
    t('programme-finish-below', { least: data.least ?? 0 }),
    ...below.slice(0, LISTED).map((one) => {
      const at = data.people.indexOf(one);
      return `${at + 1}. ${names[at]} · ${cameText({ t, locale }, one)}`;
    }),
    t('programme-finish-below-how', { number: data.people.findIndex((one) => one === below[0]) + 1 }),
  );
}

const otherwiseField: Field<FinishForm, FinishData> = {
  ask: (scene) => {
    const { t, data } = scene;
    const names = namesApart(data.people, NAME_LENGTH);
    return {
      text: lines(
        ...data.people
          .slice(0, LISTED)
          .map((one, index) => `${index + 1}. ${names[index]} · ${cameText(scene, one)}`),
        data.people.length > LISTED && t('enrolment-many-more', { total: data.people.length - LISTED }),
        data.least !== null && t('programme-finish-least', { least: data.least }),
        '',
        bold(t('programme-finish-ask')),
        italic(t('programme-finish-example')),
      ),
      choices: [[{ label: t('programme-finish-all'), value: 'all' }]],
    };
  },
  answer: (scene, input) => {
    const { t, data } = scene;
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap' && input.value !== 'all') return { error: t('button-stale') };
    const read =
      input.kind === 'tap'
        ? ({ ok: true, exceptions: [] } as const)
        : readExceptions(tidy(input.text), data.people.length);
    if (!read.ok)
      return { error: t(`programme-finish-${read.fault}`, { typed: read.text, max: data.people.length }) };
    // The people themselves are kept, since the numbers change when somebody comes or leaves meanwhile.
    const otherwise = read.exceptions.flatMap(({ number, ...how }) => {
      const person = data.people[number - 1];
      return person ? [{ enrolmentId: person.enrolmentId, ...how }] : [];
    });
    const below = unnamed(data.people, otherwise);
    return below.length > 0 ? { error: belowText(scene, below) } : { set: { otherwise } };
  },
  label: ({ t }) => t('programme-label-otherwise'),
};

function finishPreview(scene: Scene<FinishForm, FinishData>) {
  const { t, values, data } = scene;
  const otherwise = values.otherwise ?? [];
  const names = namesApart(data.people);
  const told = otherwise.flatMap(({ enrolmentId, reason, because }) => {
    const at = data.people.findIndex((one) => one.enrolmentId === enrolmentId);
    const person = data.people[at];
    if (!person) return [];
    const why = because === undefined ? '' : ` ${t('programme-finish-because', { because })}`;
    return [`• ${names[at]} · ${cameText(scene, person)}: ${t(`end-reason-${reason}`)}${why}`];
  });
  const rest = data.people.length - otherwise.filter(({ reason }) => reason !== 'completed').length;
  return lines(
    bold(t('programme-finish-title', { name: values.name ?? '' })),
    ...told,
    t('programme-finish-rest', { total: rest }),
  );
}

const reasonField: Field<CancelForm, null> = {
  ask: ({ t }) => ({
    text: t('programme-cancel-ask'),
    choices: CANCEL_CAUSES.map((cause): Choice[] => [{ label: t(`programme-cause-${cause}`), value: cause }]),
  }),
  answer: ({ t }, input) => {
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap') {
      const cause = CANCEL_CAUSES.find((known) => known === input.value);
      return cause ? { set: { reason: cause } } : { error: t('choice-gone') };
    }
    const text = tidy(input.text);
    const length = [...text].length;
    if (length === 0) return { error: t('text-empty') };
    if (length > CANCEL_REASON_MAX) return { error: t('text-too-long', { length, max: CANCEL_REASON_MAX }) };
    return { set: { reason: text } };
  },
};

/** Finishing a programme with exceptions, and calling one off. */
export function lifeDialogs(
  life: LifeService,
  programmes: ProgrammesService,
  timetable: Timetable,
  wake: () => void,
): { readonly finish: Dialog; readonly cancel: Dialog } {
  const finished =
    (how: 'finished' | 'cancelled') =>
    async ({ actor, t, locale, now }: DialogContext, { id, ended }: Ended) => {
      wake();
      const voice = { t, locale, now, zone: actor.zone };
      const programme = await programmes.find(actor, id);
      return programme
        ? programmeCard(voice, programme, timetable, endedText(voice, how, ended))
        : { text: t('programme-gone') };
    };
  const refused = (t: DialogContext['t'], reason: string) => ({
    refused: t(`programme-refused-${reason === 'stale' ? 'changed' : reason}`),
  });
  const finish = defineDialog<FinishForm, FinishData, Ended>({
    name: 'programme.finish',
    form: {
      fields: { otherwise: otherwiseField },
      title: ({ t, values }) => t('programme-finish-title', { name: values.name ?? '' }),
      preview: finishPreview,
      submit: ({ t }) => t('programme-do-finish'),
    },
    load: async ({ actor }, { id }, _at, known) =>
      known ?? (id === undefined ? undefined : await life.toEnd(actor, id)) ?? { people: [], least: null },
    commit: async (tx, { actor, now, t }, { id, version, otherwise }) => {
      const ended = await life.finish(tx, { actor, now }, { id, version }, otherwise);
      return ended.ok ? { done: { id, ended } } : refused(t, ended.reason);
    },
    finished: finished('finished'),
  });
  const cancel = defineDialog<CancelForm, null, Ended>({
    name: 'programme.cancel',
    form: {
      fields: { reason: reasonField },
      title: ({ t, values }) => t('programme-cancel-title', { name: values.name ?? '' }),
      preview: ({ values }) => values.reason ?? '',
      submit: ({ t }) => t('programme-do-cancel'),
      direct: true,
    },
    load: async () => null,
    commit: async (tx, { actor, now, t }, { id, version, reason }) => {
      const ended = await life.cancel(tx, { actor, now }, { id, version }, reason);
      return ended.ok ? { done: { id, ended } } : refused(t, ended.reason);
    },
    finished: finished('cancelled'),
  });
  return { finish, cancel };
}
