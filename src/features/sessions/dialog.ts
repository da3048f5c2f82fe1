import { bold } from '../../dialogs/card.js';
import { type Dialog, type DialogContext, defineDialog } from '../../dialogs/dialog.js';
import { choiceField } from '../../dialogs/fields/choice.js';
import { notesField } from '../../dialogs/fields/photos.js';
import { textField } from '../../dialogs/fields/text.js';
import { clockText, dateField, instants, timeField, type WhenValues } from '../../dialogs/fields/when.js';
import type { Answer, Field, Form, PhotoRef, Scene } from '../../dialogs/form.js';
import { formatDate, formatTime, localTime, parseIsoDate } from '../../lib/zoned.js';
import { type AttendanceValues, attendanceField, pinnedSheet } from './dialog-attendance.js';
import { previewText, savedCard } from './messages.js';
import { type NameView, nameView } from './rules.js';
import type { Sheet } from './rules-sheet.js';
import type { SessionsService } from './service.js';
import type { Logged, SessionLog } from './service-log.js';
import type { ProgrammeFacts } from './store.js';

/** A session as the form holds it. */
export type LogForm = WhenValues &
  AttendanceValues & {
    readonly programme: number;
    readonly about: { readonly name: string; readonly names: NameView };
    /** The planned session being recorded. */
    readonly planned: number | undefined;
    readonly trainer: string;
    readonly topic: string;
    readonly notes: string;
    readonly photos: readonly PhotoRef[];
    /** Notes and photos are done. */
    readonly noted: boolean;
  };

type Loaded = {
  readonly programmes: readonly ProgrammeFacts[];
  readonly sheet: Sheet | undefined;
  readonly usual: { readonly start: string; readonly end: string } | undefined;
  /** A session recorded at this very time already. */
  readonly taken: { readonly id: number; readonly number: number } | undefined;
};

type LogScene = Scene<LogForm, Loaded>;

/** How long a session lasts where only its start is given, in minutes. */
export const USUAL_MINUTES = 120;
const MOST_TOPIC = 300;
const MOST_TRAINER = 120;

/** What choosing a programme settles: its trainer along with it, and that no sheet has been read. */
export function chosen(programme: ProgrammeFacts, names: NameView) {
  return {
    programme: programme.id,
    about: { name: programme.name, names },
    planned: undefined,
    trainer: programme.trainer ?? '',
    attendance: undefined,
    draft: undefined,
  } as const;
}

/** The times of day of a session as forms keep them. */
export function timesOf(usual: { readonly startsAt: Date; readonly endsAt: Date }, zone: string) {
  return { start: clockText(localTime(usual.startsAt, zone)), end: clockText(localTime(usual.endsAt, zone)) };
}

function whenOf(values: Partial<LogForm>): WhenValues | undefined {
  const { date, start, end } = values;
  return date !== undefined && start !== undefined && end !== undefined ? { date, start, end } : undefined;
}

function sheetKey(values: Partial<LogForm>): string {
  return [values.programme, values.date, values.start].join('/');
}

/** A date or time that would put the session into the future is refused where it is given. */
function notFuture(field: Field<LogForm, Loaded>): Field<LogForm, Loaded> {
  return {
    ...field,
    answer: (scene, input, ui): Answer<LogForm> => {
      const answer = field.answer(scene, input, ui);
      const when = 'set' in answer ? whenOf({ ...scene.values, ...answer.set }) : undefined;
      const future = when && instants(when, scene.zone).startsAt > scene.now;
      return future ? { error: scene.t('session-future') } : answer;
    },
  };
}

const plainTime = timeField<LogForm, Loaded>({
  prefer: 'past',
  minutes: USUAL_MINUTES,
  question: ({ t }) => t('session-ask-time'),
  label: ({ t }) => t('session-label-time'),
});

function usualLabel({ t, locale, data }: LogScene): string {
  const clock = (text = '') => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return formatTime({ hour, minute }, locale);
  };
  return t('session-usual-time', { time: `${clock(data.usual?.start)}–${clock(data.usual?.end)}` });
}

/** The time, with the programme's usual one in reach. */
const start: Field<LogForm, Loaded> = {
  ...plainTime,
  ask: (scene, ui) => {
    const asked = plainTime.ask(scene, ui);
    const usual = scene.data.usual ? [[{ label: usualLabel(scene), value: 'usual' }]] : [];
    return { ...asked, choices: [...usual, ...(asked.choices ?? [])] };
  },
  answer: (scene, input, ui) =>
    input.kind === 'tap' && input.value === 'usual' && scene.data.usual
      ? { set: scene.data.usual }
      : plainTime.answer(scene, input, ui),
};

const plainTopic = textField<LogForm, Loaded>({
  question: ({ t }) => t('session-ask-topic'),
  example: ({ t }) => t('session-topic-example'),
  set: (topic) => ({ topic }),
  max: MOST_TOPIC,
  label: ({ t }) => t('session-label-topic'),
  skip: { topic: '' },
});

/** The topic; whoever has nothing to add goes straight to the preview. */
const topic: Field<LogForm, Loaded> = {
  ...plainTopic,
  ask: (scene, ui) => ({
    ...plainTopic.ask(scene, ui),
    ...(!scene.values.noted && { choices: [[{ label: scene.t('session-straight'), value: 'end' }]] }),
  }),
  answer: (scene, input, ui) =>
    input.kind === 'tap' && input.value === 'end'
      ? { set: { topic: '', noted: true } }
      : plainTopic.answer(scene, input, ui),
};

function aboutSheet({ t, locale, values, data }: LogScene): string {
  const when = whenOf(values);
  const day = when && parseIsoDate(when.date);
  const clock = (text: string) => text.replace(':', locale === 'id' ? '.' : ':');
  const facts = [
    ...(day ? [formatDate(day, locale)] : []),
    ...(when ? [`${clock(when.start)}–${clock(when.end)}`] : []),
    ...(values.trainer ? [t('session-about-trainer', { trainer: values.trainer })] : []),
  ];
  const { taken } = data;
  const warning = taken && t('session-taken', { number: String(taken.number), id: String(taken.id) });
  return [facts.join(' · '), ...(warning ? [warning] : [])].join('\n');
}

const form: Form<LogForm, Loaded> = {
  title: ({ t, values }) => values.about?.name ?? t('session-new'),
  fields: {
    programme: choiceField({
      question: ({ t }) => t('session-ask-programme'),
      empty: ({ t }) => t('session-no-programme'),
      options: ({ data }) => data.programmes.map(({ id, name }) => ({ name, value: String(id) })),
      set: (value, { actor, data }) => {
        const programme = data.programmes.find(({ id }) => id === Number(value));
        return programme ? chosen(programme, nameView(actor, programme)) : {};
      },
    }),
    date: notFuture(
      dateField({
        prefer: 'past',
        minutes: USUAL_MINUTES,
        question: ({ t }) => t('session-ask-date'),
        label: ({ t }) => t('session-label-date'),
      }),
    ),
    start: notFuture(start),
    attendance: attendanceField({
      at: ({ values }) => sheetKey(values),
      about: aboutSheet,
      label: ({ t }) => t('session-label-attendance'),
    }),
    topic,
    noted: notesField<LogForm, Loaded>({
      question: ({ t }) => t('session-ask-notes'),
      read: ({ notes = '', photos = [] }) => ({ notes, photos }),
      keep: (notes, photos) => ({ notes, photos }),
      done: { noted: true },
      label: ({ t }) => t('session-label-notes'),
    }),
    trainer: textField({
      question: ({ t }) => t('session-ask-trainer'),
      set: (trainer) => ({ trainer }),
      max: MOST_TRAINER,
      label: ({ t }) => t('session-label-trainer'),
      skip: { trainer: '' },
    }),
  },
  quickEdit: 'attendance',
  preview: (scene) => {
    const { values, zone, t, locale, data } = scene;
    const when = whenOf(values);
    if (!when) return t('session-new');
    const { taken } = data;
    return previewText(
      { t, locale, zone },
      {
        title: `📚 ${values.about?.name ?? ''}`,
        when: instants(when, zone),
        trainer: values.trainer ?? '',
        topic: values.topic ?? '',
        notes: values.notes ?? '',
        photos: values.photos?.length ?? 0,
        attendance: values.attendance,
        below: [
          taken !== undefined &&
            bold(t('session-taken', { number: String(taken.number), id: String(taken.id) })),
        ],
      },
    );
  },
  submit: ({ t }) => t('session-save'),
};

function refusal({ t }: DialogContext, logged: Exclude<Logged, { ok: true }>): string {
  return logged.reason === 'exists'
    ? t('session-taken', { number: String(logged.number), id: String(logged.sessionId) })
    : t(`session-refused-${logged.reason}`);
}

/** Recording a session: who was there by exception from the sheet, topic, notes and photos. */
export function logDialog(sessions: SessionsService, log: SessionLog): Dialog {
  return defineDialog<LogForm, Loaded, { readonly id: number }>({
    name: 'session.log',
    form,
    load: async ({ actor }, values, at) => {
      const { programme, about } = values;
      const when = whenOf(values);
      const startsAt = when && instants(when, actor.zone).startsAt;
      const asksSheet = at === 'attendance' && pinnedSheet(values, sheetKey(values)) === undefined;
      const usual =
        at === 'start' && programme !== undefined ? await sessions.usualTime(programme) : undefined;
      const asked = programme !== undefined && startsAt !== undefined ? { programme, startsAt } : undefined;
      const taken =
        asked && (asksSheet || at === 'preview') ? await sessions.at(asked.programme, asked.startsAt) : null;
      return {
        programmes:
          at === 'programme' || programme === undefined
            ? await sessions.programmes(actor, 'session.log')
            : [],
        sheet:
          asked && about && asksSheet
            ? await sessions.sheet(actor, asked.programme, about.names, asked.startsAt)
            : undefined,
        usual: usual ? timesOf(usual, actor.zone) : undefined,
        taken: taken?.state === 'held' ? taken : undefined,
      };
    },
    commit: async (tx, context, values) => {
      const { attendance } = values;
      if (!attendance) return { refused: context.t('session-attendance-missing') };
      const logged = await log.record(
        tx,
        context.actor,
        {
          ...instants(values, context.actor.zone),
          programmeId: values.programme,
          plannedId: values.planned,
          topic: values.topic,
          trainer: values.trainer,
          notes: values.notes ?? '',
          photos: values.photos ?? [],
          attendance,
        },
        context.now,
      );
      return logged.ok ? { done: { id: logged.id } } : { refused: refusal(context, logged) };
    },
    finished: async ({ actor, t, locale, now }, { id }) => {
      const view = await sessions.view(actor, id, now);
      return view ? savedCard({ t, locale, zone: actor.zone }, view, 'saved') : { text: t('session-gone') };
    },
    after: ({ actor, chatId, now }, { id }, messageId) =>
      log
        .rememberCard({ sessionId: id, chatId, messageId, personId: actor.personId }, now)
        .then(() => undefined),
  });
}
