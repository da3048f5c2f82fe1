import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { lines } from '../../../dialogs/card.js';
import type { DialogContext } from '../../../dialogs/dialog.js';
import { choiceField } from '../../../dialogs/fields/choice.js';
import { timeField, type WhenValues } from '../../../dialogs/fields/when.js';
import type { Answer, Field, Form, Scene } from '../../../dialogs/form.js';
import { addDays, formatMonth, isoDate, localDate, startOfMonth } from '../../../lib/zoned.js';
import { readPeriod } from '../../../reading/period/read.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText, type Impact, impactLines } from '../../months/index.js';
import { USUAL_MINUTES } from '../form/dialog.js';
import { timesOf } from '../form/messages.js';
import type { Logged, LogValues, SessionLog } from '../log/service.js';
import type { LoggableProgramme } from '../opening/store.js';
import type { SessionsService } from '../session/service.js';
import { recapDoneCard, recapText } from './messages.js';
import { needsMonth, type Recap } from './rules.js';
import type { DayPlan, Missing, RecapPlan, RecapService } from './service.js';

/** A file's attendance as the form holds it. */
type RecapForm = WhenValues & {
  readonly recap: Recap;
  readonly fileName: string;
  readonly programme: number;
  readonly month: string;
  readonly missing: Missing;
};

type Data = {
  readonly programmes: readonly LoggableProgramme[];
  readonly plan: RecapPlan | undefined;
  /** What the file would change of closed months. */
  readonly impacts: readonly Impact[];
};
type RecapScene = Scene<RecapForm, Data>;

const MONTHS = 4;
const MISSING = ['skip', 'absent', 'excused'] as const satisfies Missing[];

/** The month of a file that only numbers its days. */
const month: Field<RecapForm, Data> = {
  applies: ({ values }) => values.recap !== undefined && needsMonth(values.recap),
  label: ({ t }) => t('session-recap-label-month'),
  ask: ({ t, now, zone, locale }) => {
    const last: ReturnType<typeof localDate>[] = [startOfMonth(localDate(now, zone))];
    while (last.length < MONTHS) last.push(startOfMonth(addDays(last.at(-1) ?? localDate(now, zone), -1)));
    return {
      text: t('session-recap-ask-month'),
      choices: last.map((one) => [{ label: formatMonth(one, locale), value: isoDate(one).slice(0, 7) }]),
    };
  },
  answer: ({ t, now, zone, locale }, input): Answer<RecapForm> => {
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap') {
      return /^\d{4}-\d{2}$/u.test(input.value)
        ? { set: { month: input.value } }
        : { error: t('button-stale') };
    }
    const read = readPeriod(input.text, { now, zone, locale });
    return read.ok && read.kind === 'month'
      ? { set: { month: isoDate(read.start).slice(0, 7) } }
      : { error: t('session-month-unread', { typed: input.text.slice(0, 60) }) };
  },
};

function about({ t, values }: RecapScene): string {
  const { recap, fileName = '' } = values;
  return t('session-recap-about', {
    file: fileName,
    people: recap?.rows.length ?? 0,
    days: recap?.columns.length ?? 0,
  });
}

const form: Form<RecapForm, Data> = {
  title: ({ t }) => t('session-recap-title'),
  fields: {
    programme: choiceField<RecapForm, Data>({
      question: (scene) => lines(about(scene), '', scene.t('session-ask-programme')).toString(),
      empty: ({ t }) => t('session-no-programme'),
      options: ({ data }) =>
        data.programmes.map(({ programme: { id, name } }) => ({ name, value: String(id) })),
      set: (value, { actor, data }) => {
        const found = data.programmes.find(({ programme }) => programme.id === Number(value));
        return { programme: Number(value), ...(found?.last && timesOf(found.last, actor.zone)) };
      },
      label: ({ t }) => t('session-recap-label-programme'),
    }),
    month,
    start: timeField<RecapForm, Data>({
      prefer: 'past',
      minutes: USUAL_MINUTES,
      question: ({ t }) => t('session-recap-ask-time'),
      label: ({ t }) => t('session-label-time'),
    }),
    missing: choiceField<RecapForm, Data>({
      question: ({ t }) => t('session-recap-ask-missing'),
      options: ({ t }) => MISSING.map((value) => ({ value, name: t(`session-recap-missing-${value}`) })),
      set: (value) => ({ missing: MISSING.find((one) => one === value) ?? 'skip' }),
      label: ({ t }) => t('session-recap-label-missing'),
    }),
  },
  quickEdit: 'missing',
  preview: (scene) => {
    const { t, values, data, locale, now, zone } = scene;
    const { recap } = values;
    if (!recap || !data.plan) return t('session-recap-title');
    const voice = { t, locale, now, zone };
    return lines(about(scene), '', recapText(voice, recap, data.plan), ...impactLines(voice, data.impacts));
  },
  submit: ({ t, data }) => t('session-recap-save', { count: toRecord(data.plan).length }),
};

function toRecord(plan: RecapPlan | undefined): readonly DayPlan[] {
  return (plan?.days ?? []).filter(({ kind }) => kind === 'record');
}

/** A day of the file as a session to be recorded. */
function loggedOf(day: DayPlan, programmeId: number): LogValues {
  const { startsAt, endsAt, plannedId, trainer = '', sheet, marks, date } = day;
  return {
    programmeId,
    plannedId,
    startsAt,
    endsAt,
    topic: '',
    trainer,
    notes: '',
    photos: [],
    attendance: { kind: 'sheet', at: `recap/${date}`, sheet, marks },
  };
}

function wantedOf(values: Partial<RecapForm>) {
  const { programme, recap, month: chosen, start, end, missing = 'skip' } = values;
  if (programme === undefined || !recap || start === undefined || end === undefined) return undefined;
  const of = chosen ?? '1970-01';
  return { programme, recap, month: of, start, end, missing };
}

function refusal(context: DialogContext, day: DayPlan, logged: Exclude<Logged, { ok: true }>): string {
  const why =
    logged.reason === 'closed'
      ? closedText(voiceOf(context), logged.closed)
      : logged.reason === 'exists' || logged.reason === 'beside'
        ? context.t('session-recap-changed')
        : context.t(`session-refused-${logged.reason}`);
  return context.t('session-recap-refused', { date: day.date, why });
}

/** Attendance from a file: what it comes to beside what is recorded, and the sessions that are missing. */
export function recapDialog(sessions: SessionsService, log: SessionLog, recaps: RecapService): Dialog {
  return defineDialog<RecapForm, Data, { readonly programme: number; readonly count: number }>({
    name: 'session.recap',
    form,
    load: async ({ actor, now }, values, at, known) => {
      const programmes = known?.programmes ?? (await sessions.loggable(actor));
      const wanted = at === 'preview' ? wantedOf(values) : undefined;
      if (!wanted) return { programmes, plan: known?.plan, impacts: known?.impacts ?? [] };
      const plan = await recaps.dryRun(actor, wanted, now);
      const days = toRecord(plan).map((day) => loggedOf(day, wanted.programme));
      return { programmes, plan, impacts: await log.impact(actor, days, now) };
    },
    commit: async (tx, context, values, { plan }) => {
      const days = toRecord(plan);
      if (days.length === 0) return { refused: context.t('session-recap-nothing') };
      const { actor, now } = context;
      // All or nothing: half a month would have to be looked for.
      for (const day of days) {
        const refused = await log.refusalFor(tx, actor, loggedOf(day, values.programme), now);
        if (refused) return { refused: refusal(context, day, refused) };
      }
      for (const day of days) {
        const logged = await log.record(tx, actor, loggedOf(day, values.programme), now);
        if (!logged.ok) throw new Error(`${day.date} was refused after all: ${logged.reason}`);
      }
      return { done: { programme: values.programme, count: days.length } };
    },
    finished: ({ actor, t, locale, now }, { programme, count }) =>
      Promise.resolve(recapDoneCard({ t, locale, now, zone: actor.zone }, programme, count)),
  });
}
