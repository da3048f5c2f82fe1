import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, italic, lines } from '../../../dialogs/card.js';
import { type DialogContext } from '../../../dialogs/dialog.js';
import { tidy } from '../../../dialogs/fields/text.js';
import type { Choice, Field, Scene } from '../../../dialogs/form.js';
import { namesApart } from '../../../words/namesakes.js';
import type { EndReason } from '../enrolment/rules.js';
import type { Seated } from '../enrolment/store.js';
import { readExceptions } from '../finish/rules.js';
import { programmeCard } from '../programme/messages.js';
import type { ProgrammesService } from '../programme/service.js';
import type { Timetable } from '../step/service.js';
import { endedText } from './messages.js';
import { CANCEL_CAUSES, CANCEL_REASON_MAX } from './rules.js';
import type { LifeEnded, LifeService } from './service.js';

type Of = { readonly id: number; readonly version: number; readonly name: string };
type Ended = { readonly id: number; readonly ended: LifeEnded };
type Otherwise = { readonly enrolmentId: number; readonly reason: EndReason };

type FinishForm = Of & { readonly otherwise: readonly Otherwise[] };
type FinishData = { readonly people: readonly Seated[] };
type CancelForm = Of & { readonly reason: string };

/** Names that a question can hold within one message. */
const LISTED = 80;
const NAME_LENGTH = 36;

const otherwiseField: Field<FinishForm, FinishData> = {
  ask: ({ t, data }) => ({
    text: lines(
      ...namesApart(data.people, NAME_LENGTH)
        .slice(0, LISTED)
        .map((name, index) => `${index + 1}. ${name}`),
      data.people.length > LISTED && t('enrolment-many-more', { total: data.people.length - LISTED }),
      '',
      bold(t('programme-finish-ask')),
      italic(t('programme-finish-example')),
    ),
  }),
  answer: ({ t, data }, input) => {
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap') return { error: t('button-stale') };
    const read = readExceptions(tidy(input.text), data.people.length);
    if (!read.ok)
      return { error: t(`programme-finish-${read.fault}`, { typed: read.text, max: data.people.length }) };
    // The people themselves are kept, since the numbers change when somebody comes or leaves meanwhile.
    const otherwise = read.exceptions.flatMap(({ number, reason }) => {
      const person = data.people[number - 1];
      return person ? [{ enrolmentId: person.enrolmentId, reason }] : [];
    });
    return { set: { otherwise } };
  },
  label: ({ t }) => t('programme-label-otherwise'),
};

function finishPreview({ t, values, data }: Scene<FinishForm, FinishData>) {
  const otherwise = values.otherwise ?? [];
  const names = namesApart(data.people);
  const told = otherwise.flatMap(({ enrolmentId, reason }) => {
    const name = names[data.people.findIndex((one) => one.enrolmentId === enrolmentId)];
    return name === undefined ? [] : [`• ${name}: ${t(`end-reason-${reason}`)}`];
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
      known ?? { people: (id === undefined ? undefined : await life.toEnd(actor, id))?.people ?? [] },
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
