import { can } from '../../../access/can.js';
import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, type Text } from '../../../dialogs/card.js';
import { type DialogContext } from '../../../dialogs/dialog.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { notesField } from '../../../dialogs/fields/photos.js';
import { textField } from '../../../dialogs/fields/text.js';
import { dateField, instants } from '../../../dialogs/fields/when.js';
import type { Form } from '../../../dialogs/form.js';
import { formatDate, formatRange, parseIsoDate } from '../../../lib/zoned.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText, impactLines } from '../../months/index.js';
import { attendanceField, pinnedSheet } from '../attendance/dialog.js';
import { savedCard } from '../card/messages.js';
import type { SessionEvidence } from '../evidence/service.js';
import {
  chosen,
  type Loaded,
  type LogForm,
  type LogScene,
  left,
  notFuture,
  sheetKey,
  start,
  topic,
  USUAL_MINUTES,
  whenOf,
} from '../form/dialog.js';
import { numberText, previewText, sessionTitle } from '../session/messages.js';
import type { SessionsService } from '../session/service.js';
import type { Logged, LogValues, SessionLog } from './service.js';

// Numbers follow the dates: of one before the last, the number is known once it is recorded.
function titleOf({ t, values, zone }: LogScene): string {
  const { about } = values;
  if (!about) return t('session-new');
  const { name, number, lastAt } = about;
  const when = whenOf(values);
  const isLast = !when || !lastAt || instants(when, zone).startsAt > new Date(lastAt);
  return sessionTitle(t, name, isLast ? number : null);
}

function mayLog({ actor, values }: LogScene): boolean {
  const { about } = values;
  return about !== undefined && can(actor, 'session.log', { unitId: actor.unitId, agencyId: about.agencyId });
}

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
  const warning = taken && t('session-taken', { number: numberText(taken.number), id: String(taken.id) });
  return [facts.join(' · '), ...(warning ? [warning] : [])].join('\n');
}

const form: Form<LogForm, Loaded> = {
  title: titleOf,
  toGroups: ({ topic: typed = '' }) => [typed],
  fields: {
    programme: choiceField({
      question: ({ t }) => t('session-ask-programme'),
      empty: ({ t }) => t('session-no-programme'),
      options: ({ data, values: { among } }) =>
        (data.programmes ?? [])
          .filter(({ programme }) => !among || among.includes(programme.id))
          .map(({ programme: { id, name } }) => ({ name, value: String(id) })),
      set: (value, { actor, data }) => {
        const found = data.programmes?.find(({ programme }) => programme.id === Number(value));
        return found ? chosen(found, actor) : {};
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
      allowed: mayLog,
      said: ({ values }) => values.said,
    }),
    kept: left,
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
      max: 120,
      label: ({ t }) => t('session-label-trainer'),
      skip: { trainer: '' },
    }),
  },
  quickEdit: 'attendance',
  preview: (scene) => {
    const { values, zone, now, t, locale, data } = scene;
    const when = whenOf(values);
    if (!when) return t('session-new');
    if (!mayLog(scene)) return t('session-refused-forbidden');
    const { taken } = data;
    return previewText(
      { t, locale, now, zone },
      {
        title: `📚 ${titleOf(scene)}`,
        when: instants(when, zone),
        trainer: values.trainer ?? '',
        topic: values.topic ?? '',
        notes: values.notes ?? '',
        photos: values.photos?.length ?? 0,
        attendance: values.attendance,
        below: [
          taken !== undefined &&
            bold(t('session-taken', { number: numberText(taken.number), id: String(taken.id) })),
          ...besideLines(scene),
          ...impactLines({ t, locale, now, zone }, data.impacts ?? []),
        ],
      },
    );
  },
  submit: ({ t, data }) =>
    t((data.beside ?? []).length > 0 && !data.taken ? 'session-save-beside' : 'session-save'),
};

/** The form as it is to be recorded; undefined where something is missing. */
function logValues(
  values: Partial<LogForm>,
  zone: string,
  beside: Loaded['beside'] = [],
): LogValues | undefined {
  const when = whenOf(values);
  const { programme: programmeId, attendance } = values;
  if (!when || programmeId === undefined || !attendance) return undefined;
  return {
    ...instants(when, zone),
    programmeId,
    plannedId: values.planned,
    paper: values.paper,
    topic: values.topic ?? '',
    trainer: values.trainer ?? '',
    notes: values.notes ?? '',
    photos: values.photos ?? [],
    attendance,
    beside: beside.map(({ id }) => id),
  };
}

/** The sessions that this one overlaps, each to be looked at, and the question what it is beside them. */
function besideLines({ t, locale, zone, data, values }: LogScene): Text[] {
  const others = data.beside ?? [];
  const { planned } = data;
  const range = (span: { readonly startsAt: Date; readonly endsAt: Date }) =>
    formatRange(span.startsAt, span.endsAt, zone, locale);
  const asPlanned =
    planned && values.planned !== planned.id ? [t('session-takes-planned', { when: range(planned) })] : [];
  if (others.length === 0 || data.taken) return asPlanned;
  return [
    ...asPlanned,
    '',
    bold(t('session-beside', { count: others.length })),
    ...others.map((other) =>
      t('session-beside-one', {
        number: numberText(other.number),
        when: range(other),
        id: String(other.id),
      }),
    ),
    t('session-beside-ask'),
  ];
}

function refusal(context: DialogContext, logged: Exclude<Logged, { ok: true }>): string {
  if (logged.reason === 'closed') return closedText(voiceOf(context), logged.closed);
  if (logged.reason === 'exists' || logged.reason === 'beside') {
    const key = logged.reason === 'exists' ? 'session-taken' : 'session-refused-beside';
    return context.t(key, { number: numberText(logged.number), id: String(logged.sessionId) });
  }
  return context.t(`session-refused-${logged.reason}`);
}

/** Recording a session: who was there by exception from the sheet, topic, notes and photos. */
export function logDialog(sessions: SessionsService, log: SessionLog, evidence: SessionEvidence): Dialog {
  return defineDialog<LogForm, Loaded, { readonly id: number; readonly paper?: boolean }>({
    name: 'session.log',
    form,
    load: async ({ actor, now }, values, at, known) => {
      const { programme, paper } = values;
      const asksProgramme = !known?.programmes && (at === 'programme' || programme === undefined);
      const programmes = asksProgramme ? await sessions.loggable(actor) : known?.programmes;
      const when = whenOf(values);
      const startsAt = when && instants(when, actor.zone).startsAt;
      const date = when && parseIsoDate(when.date);
      const shown = { programmes, sheet: known?.sheet, taken: undefined };
      if (programme === undefined || !startsAt || !date) return shown;
      if (at === 'preview') {
        const there = await sessions.beside(programme, instants(when, actor.zone));
        const same = there.find((other) => other.startsAt.getTime() === startsAt.getTime());
        const beside = there.filter((other) => other.state === 'held' && other !== same);
        const logged = logValues(values, actor.zone, beside);
        return {
          ...shown,
          taken: same?.state === 'held' ? same : undefined,
          beside,
          planned: same ? undefined : there.find(({ state }) => state === 'planned'),
          impacts: await log.impact(actor, logged ? [logged] : [], now),
        };
      }
      const isPinned = pinnedSheet(values, sheetKey(values)) !== undefined;
      if (at !== 'attendance' || isPinned) return shown;
      const opening = await sessions.opening(actor, { programme, paper, date });
      return { programmes, sheet: opening?.sheetAt(startsAt), taken: opening?.heldAt(startsAt) };
    },
    commit: async (tx, context, values, { beside = [] }) => {
      const { attendance } = values;
      const toLog = logValues(values, context.actor.zone, beside);
      if (!attendance || !toLog) return { refused: context.t('session-attendance-missing') };
      const logged = await log.record(tx, context.actor, toLog, context.now);
      if (!logged.ok) return { refused: refusal(context, logged) };
      return { done: { id: logged.id, paper: values.paper !== undefined && attendance.kind === 'sheet' } };
    },
    finished: async ({ actor, t, locale, now }, { id, paper }) => {
      const view = await sessions.view(actor, id, now);
      const what = paper === true ? 'paper' : 'saved';
      return view ? savedCard({ t, locale, now, zone: actor.zone }, view, what) : { text: t('session-gone') };
    },
    after: async ({ actor, chatId, now }, { id, paper }, messageId) => {
      const card = { sessionId: id, chatId, messageId, personId: actor.personId };
      await log.rememberForm(card, now);
      if (paper === true) await evidence.askSheet(card, now);
    },
  });
}
