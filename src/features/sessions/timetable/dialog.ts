import { type Dialog, defineDialog } from '../../../bot/forms/dialog.js';
import { italic, lines } from '../../../dialogs/card.js';
import { type DialogContext } from '../../../dialogs/dialog.js';
import { rows } from '../../../dialogs/fields/choice.js';
import type { Answer, Choice, Field, Json } from '../../../dialogs/form.js';
import { formatTime, formatWeekday, type Weekday } from '../../../lib/zoned.js';
import { timetableCard, timetablePreview } from './messages.js';
import { readTimetable, SLOT_MINUTES, type SlotTime } from './rules.js';
import type { SlotsSaved, TimetablePreview, TimetableService } from './service.js';

type TimetableForm = {
  readonly programme: number;
  /** The weekly time that these take the place of; 0: none. */
  readonly replaces: number;
  readonly slots: readonly SlotTime[];
};

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];
const STARTS = [8, 9, 10, 11, 13, 14, 15, 16];

/** The days ticked so far. */
function tickedIn(ui: Json): readonly Weekday[] {
  return Array.isArray(ui) ? DAYS.filter((day) => ui.includes(day)) : [];
}

const slotsField: Field<TimetableForm, TimetablePreview | undefined> = {
  label: ({ t }) => t('timetable-label'),
  ask: ({ t, locale }, ui) => {
    const ticked = tickedIn(ui);
    const days = DAYS.map((day): Choice => {
      const name = formatWeekday(day, locale);
      return { label: ticked.includes(day) ? `✓ ${name}` : name, value: `d${day}` };
    });
    const hours = STARTS.map(
      (hour): Choice => ({ label: formatTime({ hour, minute: 0 }, locale), value: `h${hour}` }),
    );
    return {
      text: lines(
        t(ticked.length === 0 ? 'timetable-ask' : 'timetable-ask-hour'),
        ticked.length === 0 && italic(t('timetable-example')),
      ),
      choices: [...rows(days, 4), ...(ticked.length === 0 ? [] : rows(hours, 4))],
    };
  },
  answer: ({ t, zone }, input, ui): Answer<TimetableForm> => {
    const ticked = tickedIn(ui);
    if (input.kind === 'photo') return { error: t('field-no-photo') };
    if (input.kind === 'tap') {
      const [, what, number] = /^([dh])(\d{1,2})$/u.exec(input.value) ?? [];
      const day = DAYS.find((one) => what === 'd' && one === Number(number));
      if (day) {
        const others = ticked.filter((one) => one !== day);
        return { ui: others.length < ticked.length ? others : [...ticked, day] };
      }
      const hour = STARTS.find((one) => what === 'h' && one === Number(number));
      if (hour === undefined || ticked.length === 0) return { error: t('choice-gone') };
      const startMinute = hour * 60;
      const time = { startMinute, endMinute: startMinute + SLOT_MINUTES };
      return { set: { slots: ticked.map((weekday) => ({ weekday, ...time })) } };
    }
    const alone = readTimetable(input.text, zone);
    // With days ticked, a time alone says the rest.
    const days = ticked.map((day) => formatWeekday(day, 'id')).join(', ');
    const reading =
      !alone.ok && alone.reason === 'no-day' && days !== ''
        ? readTimetable(`${days} ${input.text}`, zone)
        : alone;
    return reading.ok
      ? { set: { slots: reading.slots } }
      : { error: t(`timetable-fault-${reading.reason}`, { understood: reading.understood }) };
  },
};

/** Adding weekly times to a programme, or changing one: understood, shown with what it leads to, saved. */
export function timetableDialog(timetable: TimetableService, wake: () => void): Dialog {
  type Saved = Extract<SlotsSaved, { ok: true }>;
  const card = async ({ actor, now, t, locale }: DialogContext, { programmeId, planned }: Saved) => {
    const view = await timetable.view(actor, programmeId, now);
    const voice = { t, locale, now, zone: actor.zone };
    return view
      ? timetableCard(voice, view, { note: t('timetable-saved', { planned }), now })
      : { text: t('session-gone') };
  };
  return defineDialog<TimetableForm, TimetablePreview | undefined, Saved>({
    name: 'session.timetable',
    form: {
      fields: { slots: slotsField },
      title: ({ t, data }) =>
        data ? t('timetable-form-title-of', { programme: data.programme }) : t('timetable-form-title'),
      preview: ({ t, locale, zone, now, values, data }) =>
        timetablePreview({ t, locale, zone, now }, values.slots ?? [], data),
      submit: ({ t }) => t('timetable-save'),
    },
    load: async ({ actor, now }, { programme, replaces = 0, slots = [] }, at, known) => {
      // The question only shows the programme's name.
      if (programme === undefined || (known && at !== 'preview')) return known;
      const wanted = { programmeId: programme, slots, replaces: replaces === 0 ? undefined : replaces };
      return timetable.preview(actor, wanted, now);
    },
    commit: async (tx, { actor, now, t }, { programme, replaces, slots }) => {
      const wanted = { programmeId: programme, slots, replaces: replaces === 0 ? undefined : replaces };
      const saved = await timetable.save(tx, actor, wanted, now);
      return saved.ok ? { done: saved } : { refused: t(`timetable-refused-${saved.reason}`) };
    },
    finished: async (context, saved) => {
      wake();
      return card(context, saved);
    },
  });
}
