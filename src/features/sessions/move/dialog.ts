import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import type { Tx } from '../../../db/database.js';
import { bold, lines, type Text } from '../../../dialogs/card.js';
import type { DialogContext } from '../../../dialogs/dialog.js';
import { dateField, instants, timeField, type WhenValues } from '../../../dialogs/fields/when.js';
import type { Field, Form, Scene } from '../../../dialogs/form.js';
import { formatRange, formatTime, parseIsoDate } from '../../../lib/zoned.js';
import { type ClosedDay, dayOffMark, monthText } from '../../calendar/index.js';
import { USUAL_MINUTES } from '../form/dialog.js';
import { planRefusal } from '../plan/dialog.js';
import { plannedCard } from '../plan/messages.js';
import type { PlanChanged, PlanService } from '../plan/service.js';
import type { SessionsService } from '../session/service.js';
import { shortStart } from '../timetable/messages.js';

/** A session's new time: of one that is moved, of one that makes up for a cancelled one, or of one besides the timetable. */
export type WhenForm = WhenValues & {
  readonly mode: 'move' | 'catchUp' | 'add';
  readonly programme: number;
  /** The session that is moved or made up for, with the version that was shown and its start, ISO 8601. */
  readonly session?: number;
  readonly version?: number;
  readonly was?: string;
  readonly usual?: { readonly start: string; readonly end: string };
};

/** What setting a session's time needs to be asked. */
export type WhenData = {
  /** The programme's name; undefined where its sessions may not be planned. */
  readonly programme: string | undefined;
  readonly closed: readonly ClosedDay[] | undefined;
  /** The session that has this time already. */
  readonly taken: { readonly id: number; readonly startsAt: Date } | undefined;
};
type Data = WhenData;
type WhenScene = Scene<WhenForm, Data>;

function spanOf({ date, start, end }: Partial<WhenForm>, zone: string) {
  return date === undefined || start === undefined || end === undefined
    ? undefined
    : instants({ date, start, end }, zone);
}

const dateAsked: Field<WhenForm, Data> = dateField<WhenForm, Data>({
  prefer: 'future',
  minutes: USUAL_MINUTES,
  question: ({ t }) => t('session-ask-date-planned'),
  label: ({ t }) => t('session-label-date'),
  marks: (scene) => ({
    of: (day) => dayOffMark(day, scene.data.closed ?? [], scene),
    below: (first) => monthText(first, scene.data.closed ?? [], scene),
  }),
});

const plainTime = timeField<WhenForm, Data>({
  prefer: 'future',
  minutes: USUAL_MINUTES,
  question: ({ t }) => t('session-ask-time-planned'),
  label: ({ t }) => t('session-label-time'),
});

function sameTime({ t, locale, values }: WhenScene): string {
  const clock = (text = '') => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return formatTime({ hour, minute }, locale);
  };
  return t('session-same-time', { time: `${clock(values.usual?.start)}–${clock(values.usual?.end)}` });
}

/** The time, with the one that it had before in reach. */
const timeAsked: Field<WhenForm, Data> = {
  ...plainTime,
  ask: (scene, ui) => {
    const asked = plainTime.ask(scene, ui);
    const usual = scene.values.usual ? [[{ label: sameTime(scene), value: 'usual' }]] : [];
    return { ...asked, choices: [...usual, ...(asked.choices ?? [])] };
  },
  answer: (scene, input, ui) => {
    const { usual } = scene.values;
    return input.kind === 'tap' && input.value === 'usual' && usual
      ? { set: usual }
      : plainTime.answer(scene, input, ui);
  },
};

function titleOf({ t, data, values, locale, zone }: WhenScene): string {
  const { mode = 'add', was } = values;
  const { programme = '–' } = data;
  return was === undefined
    ? t('session-when-add', { programme })
    : t(mode === 'catchUp' ? 'session-when-catchUp' : 'session-when-move', {
        programme,
        at: shortStart({ locale, zone }, new Date(was)),
      });
}

function preview(scene: WhenScene): Text {
  const { t, locale, zone, values, data } = scene;
  if (data.programme === undefined) return t('session-plan-refused-forbidden');
  const reading = { locale, zone };
  const span = spanOf(values, zone);
  const day = values.date === undefined ? undefined : parseIsoDate(values.date);
  const off = day && dayOffMark(day, data.closed ?? [], scene);
  return lines(
    bold(t('session-check')),
    titleOf(scene),
    span && `🗓 ${formatRange(span.startsAt, span.endsAt, zone, locale)}`,
    values.was !== undefined &&
      values.mode === 'move' &&
      t('session-was', { at: shortStart(reading, new Date(values.was)) }),
    off && t('session-day-off', { why: off.why }),
    data.taken && bold(t('session-time-taken', { at: shortStart(reading, data.taken.startsAt) })),
  );
}

const form: Form<WhenForm, Data> = {
  fields: { date: dateAsked, start: timeAsked },
  title: titleOf,
  preview,
  submit: ({ t, values }) => t(`session-submit-${values.mode ?? 'add'}`),
};

function change(
  plan: PlanService,
  tx: Tx,
  { actor, now }: DialogContext,
  values: WhenForm,
): Promise<PlanChanged> {
  const { mode, programme, session, version } = values;
  const span = instants(values, actor.zone);
  if (mode === 'move' && session !== undefined && version !== undefined) {
    return plan.change(tx, actor, { id: session, version }, { action: 'move', ...span }, now);
  }
  const catchUpFor = mode === 'catchUp' ? session : undefined;
  return plan.add(tx, actor, { ...span, programmeId: programme, catchUpFor }, now);
}

/** Setting the time of a planned session: date, time, a look at what was understood, saved. */
export function whenDialog(sessions: SessionsService, plan: PlanService, wake: () => void): Dialog {
  type Ended = { readonly id: number; readonly mode: WhenForm['mode'] };
  return defineDialog<WhenForm, Data, Ended>({
    name: 'session.when',
    form,
    load: async ({ actor, now }, values, at, known) => {
      const { programme, mode, session } = values;
      const closed = known?.closed ?? (await plan.closedDays(actor, now));
      if (known && at !== 'preview') return { ...known, closed };
      const except = mode === 'move' ? session : undefined;
      const span = spanOf(values, actor.zone);
      const found = programme === undefined ? undefined : await plan.within(actor, programme, span, except);
      return { programme: found?.programme, closed, taken: found?.taken };
    },
    commit: async (tx, context, values) => {
      const { actor, t, locale, now } = context;
      const changed = await change(plan, tx, context, values);
      if (changed.ok) return { done: { id: changed.id, mode: values.mode } };
      return { refused: planRefusal({ t, locale, now, zone: actor.zone }, changed) };
    },
    finished: async ({ actor, t, locale, now }, { id, mode }) => {
      wake();
      const view = await sessions.view(actor, id, now);
      const note = t(`session-done-${mode}`);
      return view ? plannedCard({ t, locale, now, zone: actor.zone }, view, { note }) : { text: note };
    },
  });
}
