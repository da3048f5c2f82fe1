import { can } from '../../../access/can.js';
import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { bold, lines } from '../../../dialogs/card.js';
import { type DialogContext } from '../../../dialogs/dialog.js';
import { textField, tidy } from '../../../dialogs/fields/text.js';
import type { Answer, Field, Form, Scene } from '../../../dialogs/form.js';
import { localDate } from '../../../lib/zoned.js';
import { NOTES_MAX, withMore } from '../../../words/notes.js';
import { shorten } from '../../../words/shorten.js';
import { voiceOf } from '../../../words/voice.js';
import { closedText, type Impact, impactLines, monthOf } from '../../months/index.js';
import { attendanceField, pinnedSheet } from '../attendance/dialog.js';
import { type Correctable, changesBetween } from '../attendance/rules.js';
import { savedCard } from '../card/messages.js';
import type { SessionLog } from '../log/service.js';
import { changeLine, NOTES_SHOWN, previewText, sessionTitle } from '../session/messages.js';
import type { SessionsService, SessionView } from '../session/service.js';
import type { AttendanceValues } from '../sheet/messages.js';
import { type Attendance, allMarks, type Sheet } from '../sheet/rules.js';
import type { Corrected, SessionCorrections } from './service.js';

/** A correction as the form holds it: what is to stand afterwards. */
export type CorrectForm = AttendanceValues & {
  readonly session: number;
  readonly version: number;
  /** Whose programme it is; null is the unit's own. */
  readonly agencyId: number | null;
  /** The session has a recorded sheet, which stays. */
  readonly recorded: boolean;
  /** Asked first where the one who corrects isn't the one who logged; otherwise it may stay empty. */
  readonly reason: string;
  readonly topic: string;
  readonly trainer: string;
  readonly notes: string;
};

/** The session as it stands, and the sheet of its moment where it has none. */
export type CorrectData = {
  readonly sheet: Sheet | undefined;
  readonly view: SessionView | undefined;
  /** What it would change of a closed month. */
  readonly impacts?: readonly Impact[];
};
type Loaded = CorrectData;

type CorrectScene = Scene<CorrectForm, Loaded>;

const SHOWN = 15;

function keyOf(session: number): string {
  return `session/${session}`;
}

/** What a correction starts from: the session as it stands. */
export function correctionOf(view: SessionView): Partial<CorrectForm> {
  const { id, version, headcount, sheet, marks, right } = view;
  const attendance: Attendance =
    headcount === null
      ? { kind: 'sheet', at: keyOf(id), sheet, marks }
      : { kind: 'headcount', heads: headcount };
  return {
    session: id,
    version,
    agencyId: view.programme.agencyId,
    recorded: headcount === null,
    topic: view.topic ?? '',
    trainer: view.trainer ?? '',
    notes: view.notes ?? '',
    attendance,
    ...(right === 'own' && { reason: '' }),
  };
}

function standing(view: SessionView): Correctable {
  const { topic, trainer, notes, headcount, sheet, marks } = view;
  return { topic, trainer, notes, headcount, marks: allMarks(sheet, marks) };
}

function wanted(values: Partial<CorrectForm>, before: Correctable): Correctable {
  const { attendance, topic, trainer, notes } = values;
  const base = { topic: topic || null, trainer: trainer || null, notes: notes || null };
  if (!attendance) return { ...before, ...base };
  return attendance.kind === 'headcount'
    ? { ...base, headcount: attendance.heads, marks: before.marks }
    : { ...base, headcount: null, marks: allMarks(attendance.sheet, attendance.marks) };
}

/** The form as it is to be written; `of`: the session and the version that it is about. */
function corrected(
  values: Partial<CorrectForm>,
  of: { readonly version: number; readonly id?: number },
): Parameters<SessionCorrections['correct']>[2] {
  return {
    sessionId: values.session ?? of.id ?? 0,
    version: of.version,
    topic: values.topic ?? '',
    trainer: values.trainer ?? '',
    notes: values.notes ?? '',
    attendance: values.attendance,
    reason: values.reason ?? '',
  };
}

function mayCorrect({ actor, values }: CorrectScene): boolean {
  const { agencyId } = values;
  return agencyId !== undefined && can(actor, 'session.correct', { unitId: actor.unitId, agencyId });
}

function preview({ t, locale, zone, now, values, data }: CorrectScene) {
  const { view } = data;
  if (!view) return t('session-gone');
  const before = standing(view);
  const changes = changesBetween(before, wanted(values, before));
  const voice = { t, locale, now, zone };
  return previewText(voice, {
    title: `📚 ${sessionTitle(t, view.programme.name, view.number)}`,
    when: view,
    trainer: values.trainer ?? '',
    topic: values.topic ?? '',
    notes: values.notes ?? '',
    photos: view.photos,
    attendance: values.attendance,
    below: [
      '',
      lines(
        bold(t(changes.length === 0 ? 'session-no-change' : 'session-changes')),
        ...changes.slice(0, SHOWN).map((change) => changeLine(voice, change)),
        changes.length > SHOWN && t('session-changes-more', { count: changes.length - SHOWN }),
      ),
      values.reason ? t('session-revision-reason', { reason: values.reason }) : false,
      ...impactLines(voice, data.impacts ?? []),
    ],
  });
}

/** Notes written anew, in as many messages as it takes: the first takes the place of what stands. */
const notesAnew: Field<CorrectForm, Loaded> = {
  label: ({ t }) => t('session-label-notes'),
  ask: ({ t }, ui) => ({
    text: lines(
      t('session-ask-notes-corrected'),
      typeof ui === 'string' && '',
      typeof ui === 'string' && t('session-notes-anew', { notes: shorten(ui, NOTES_SHOWN) }),
    ),
    choices: [
      typeof ui === 'string'
        ? [{ label: t('dialog-next'), value: 'done', style: 'primary' as const }]
        : [{ label: t('session-notes-clear'), value: 'clear' }],
    ],
  }),
  answer: ({ t }, input, ui): Answer<CorrectForm> => {
    const written = typeof ui === 'string' ? ui : '';
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap') {
      if (input.value === 'clear') return { set: { notes: '' } };
      return written === '' ? { error: t('button-stale') } : { set: { notes: written } };
    }
    const notes = withMore(written, tidy(input.text));
    const { length } = [...notes];
    return length > NOTES_MAX ? { error: t('notes-too-long', { length, max: NOTES_MAX }) } : { ui: notes };
  },
};

function form(): Form<CorrectForm, Loaded> {
  const text = (what: 'topic' | 'trainer', max: number) =>
    textField<CorrectForm, Loaded>({
      question: ({ t }) => t(`session-ask-${what}-corrected`),
      set: (typed) => ({ [what]: typed }),
      max,
      label: ({ t }) => t(`session-label-${what}`),
      skip: { [what]: '' },
    });
  return {
    title: ({ t }) => t('session-correct-title'),
    toGroups: ({ topic = '' }) => [topic],
    fields: {
      reason: textField({
        question: ({ t }) => t('session-ask-reason'),
        set: (reason) => ({ reason }),
        max: 300,
        label: ({ t }) => t('session-label-reason'),
      }),
      attendance: attendanceField({
        at: ({ values }) => keyOf(values.session ?? 0),
        about: ({ t }) => t('session-correct-how'),
        label: ({ t }) => t('session-label-attendance'),
        allowed: mayCorrect,
        fixed: ({ values }) => values.recorded ?? true,
      }),
      topic: text('topic', 300),
      trainer: text('trainer', 120),
      notes: notesAnew,
    },
    quickEdit: 'attendance',
    preview,
    submit: ({ t }) => t('session-save-correction'),
  };
}

/** Correcting a session: marks by number, topic, trainer, notes; what it replaces is kept. */
export function correctDialog(
  sessions: SessionsService,
  corrections: SessionCorrections,
  log: SessionLog,
): Dialog {
  return defineDialog<CorrectForm, Loaded, { readonly id: number }>({
    name: 'session.correct',
    form: form(),
    load: async ({ actor, now }, values, at, known) => {
      const { session } = values;
      const nothing = { sheet: undefined, view: undefined };
      if (session === undefined) return nothing;
      const asksSheet = at === 'attendance' && pinnedSheet(values, keyOf(session)) === undefined;
      if (!asksSheet && at !== 'preview' && at !== 'menu') return known ?? nothing;
      // No answer changes what stands; saving looks at it again.
      const view = known?.view ?? (await sessions.view(actor, session, now));
      if (at === 'preview' && view) {
        const past = monthOf(view.startsAt, actor.zone) < monthOf(now, actor.zone);
        const impacts = past ? await corrections.impact(actor, corrected(values, view), now) : [];
        return { sheet: known?.sheet, view, impacts };
      }
      if (!asksSheet || known?.sheet) return { sheet: known?.sheet, view };
      // A session of which only heads were counted takes that moment's sheet when it is corrected.
      const moment = view && { programme: view.programme.id, date: localDate(view.startsAt, actor.zone) };
      const opening = moment && (await sessions.opening(actor, moment));
      return { sheet: view && opening?.sheetAt(view.startsAt), view };
    },
    commit: async (tx, context, values) => {
      const changed = await corrections.correct(tx, context.actor, corrected(values, values), context.now);
      return changed.ok ? { done: { id: changed.id } } : { refused: refusal(context, changed) };
    },
    finished: async ({ actor, t, locale, now }, { id }) => {
      const view = await sessions.view(actor, id, now);
      return view
        ? savedCard({ t, locale, now, zone: actor.zone }, view, 'corrected')
        : { text: t('session-gone') };
    },
    after: ({ actor, chatId, now }, { id }, messageId) =>
      log.rememberForm({ sessionId: id, chatId, messageId, personId: actor.personId }, now),
  });
}

function refusal(context: DialogContext, refused: Exclude<Corrected, { ok: true }>): string {
  return refused.reason === 'closed'
    ? closedText(voiceOf(context), refused.closed)
    : context.t(`session-refused-${refused.reason}`);
}
