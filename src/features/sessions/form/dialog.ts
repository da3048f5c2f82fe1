import type { Actor } from '../../../access/actor.js';
import { textField } from '../../../dialogs/fields/text.js';
import { hasBegun, instants, timeField, type WhenValues } from '../../../dialogs/fields/when.js';
import type { Answer, Field, FileRef, Scene } from '../../../dialogs/form.js';
import { formatTime } from '../../../lib/zoned.js';
import type { Impact } from '../../months/index.js';
import { type NameView, nameView } from '../attendance/rules.js';
import type { LoggableProgramme } from '../opening/store.js';
import type { AttendanceValues } from '../sheet/messages.js';
import type { Sheet } from '../sheet/rules.js';
import { timesOf } from './messages.js';

/** A session as the form holds it. */
export type LogForm = WhenValues &
  AttendanceValues & {
    readonly programme: number;
    readonly about: {
      readonly name: string;
      readonly names: NameView;
      readonly agencyId: number | null;
      /** Which session of the programme it is going to be, where it is after the last one, which began at `lastAt`. */
      readonly number: number;
      readonly lastAt?: string | undefined;
    };
    /** When the programme's sessions usually are. */
    readonly usual: { readonly start: string; readonly end: string } | undefined;
    /** The planned session being recorded. */
    readonly planned: number | undefined;
    /** The printed sheet whose numbers are meant. */
    readonly paper: number | undefined;
    readonly trainer: string;
    readonly topic: string;
    readonly notes: string;
    readonly photos: readonly FileRef[];
    /** Among which programmes a typed name leaves the choice. */
    readonly among: readonly number[];
    /** What was typed of who came before the sheet was known. */
    readonly said: string;
    /** What was typed besides, of which is asked what it is; empty once that is answered. */
    readonly left: string;
    readonly kept: boolean;
    /** Notes and photos are done. */
    readonly noted: boolean;
  };

/** What a question of the form needs to be asked. */
export type Loaded = {
  readonly programmes: readonly LoggableProgramme[] | undefined;
  readonly sheet: Sheet | undefined;
  /** A session recorded at this very time already. */
  readonly taken: { readonly id: number; readonly number: number | null } | undefined;
  /** What it would change of a closed month. */
  readonly impacts?: readonly Impact[];
  /** Sessions recorded that overlap it, as the preview shows them. */
  readonly beside?: readonly Beside[];
  /** The planned session that this one is recorded as. */
  readonly planned?: Beside | undefined;
};

type Beside = {
  readonly id: number;
  readonly number: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
};

export type LogScene = Scene<LogForm, Loaded>;

/** How long a session lasts where only its start is given, in minutes. */
export const USUAL_MINUTES = 120;
const MOST_TOPIC = 300;

/** What choosing a programme settles: its trainer and its usual time along with it, and that no sheet has been read. */
export function chosen({ programme, last }: LoggableProgramme, actor: Actor) {
  const { id, name, agencyId, trainer } = programme;
  return {
    programme: id,
    about: {
      name,
      names: nameView(actor, programme),
      agencyId,
      number: (last?.number ?? 0) + 1,
      lastAt: last?.startsAt.toISOString(),
    },
    usual: last && timesOf(last, actor.zone),
    planned: undefined,
    paper: undefined,
    trainer: trainer ?? '',
    attendance: undefined,
    draft: undefined,
  } as const;
}

/** When it was, once that is known whole. */
export function whenOf(values: Partial<LogForm>): WhenValues | undefined {
  const { date, start, end } = values;
  return date !== undefined && start !== undefined && end !== undefined ? { date, start, end } : undefined;
}

/** Which sheet the values speak of. */
export function sheetKey(values: Partial<LogForm>): string {
  const { programme, date, start: from, paper } = values;
  return [programme, date, from, ...(paper === undefined ? [] : [`paper-${paper}`])].join('/');
}

/** A date or time that would put the session into the future is refused where it is given. */
export function notFuture(field: Field<LogForm, Loaded>): Field<LogForm, Loaded> {
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

function usualLabel({ t, locale, values }: LogScene): string {
  const clock = (text = '') => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return formatTime({ hour, minute }, locale);
  };
  return t('session-usual-time', { time: `${clock(values.usual?.start)}–${clock(values.usual?.end)}` });
}

/** The time, with the programme's usual one in reach. */
export const start: Field<LogForm, Loaded> = {
  ...plainTime,
  ask: (scene, ui) => {
    const asked = plainTime.ask(scene, ui);
    const { usual } = scene.values;
    const likely =
      usual && hasBegun(scene, usual.start) ? [[{ label: usualLabel(scene), value: 'usual' }]] : [];
    return { ...asked, choices: [...likely, ...(asked.choices ?? [])] };
  },
  answer: (scene, input, ui) => {
    const { usual } = scene.values;
    return input.kind === 'tap' && input.value === 'usual' && usual
      ? { set: usual }
      : plainTime.answer(scene, input, ui);
  },
};

/** What was typed in the line and is neither a time nor attendance: the topic, a note, or nothing. */
export const left: Field<LogForm, Loaded> = {
  applies: ({ values }) => (values.left ?? '') !== '',
  ask: ({ t, values }) => ({
    text: t('session-ask-left', { text: values.left ?? '' }),
    choices: [
      [
        { label: t('session-left-topic'), value: 'topic' },
        { label: t('session-left-note'), value: 'note' },
      ],
      [{ label: t('session-left-drop'), value: 'drop' }],
    ],
  }),
  answer: ({ t, values }, input): Answer<LogForm> => {
    if (input.kind !== 'tap') return { error: t('dialog-use-buttons') };
    const text = values.left ?? '';
    switch (input.value) {
      case 'topic':
        return [...text].length > MOST_TOPIC
          ? { error: t('text-too-long', { length: [...text].length, max: MOST_TOPIC }) }
          : { set: { topic: text, left: '', kept: true } };
      case 'note':
        return {
          set: { notes: [values.notes ?? '', text].filter(Boolean).join('\n'), left: '', kept: true },
        };
      case 'drop':
        return { set: { left: '', kept: true } };
      default:
        return { error: t('button-stale') };
    }
  },
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
export const topic: Field<LogForm, Loaded> = {
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
