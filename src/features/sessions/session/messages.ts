import { bold, lines, type Text } from '../../../dialogs/card.js';
import { formatRange } from '../../../lib/zoned.js';
import { shorten } from '../../../words/shorten.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { attendanceText } from '../attendance/messages.js';
import type { Change } from '../attendance/rules.js';
import { type Attendance } from '../sheet/rules.js';

/** How much of the notes a card shows; they may be longer than a message. */
export const NOTES_SHOWN = 1000;

const VALUE_SHOWN = 120;

function valueText({ t }: Voice, what: string, value: string | number | null): string {
  if (value === null) return '–';
  return what.startsWith('no:') ? t(`session-mark-${value}`) : shorten(String(value), VALUE_SHOWN);
}

/** One change in words: `no. 3: sakit → hadir`. */
export function changeLine(voice: Voice, { what, from, to }: Change): string {
  const { t } = voice;
  const name = what.startsWith('no:')
    ? t('session-change-no', { number: what.slice(3) })
    : t(`session-change-${what}`);
  return t('session-change', {
    what: name,
    from: valueText(voice, what, from),
    to: valueText(voice, what, to),
  });
}

/** A session's number; one that isn't held has none. */
export function numberText(number: number | null): string {
  return number === null ? '–' : String(number);
}

/** `Budidaya ikan · sesi 5`; a session that isn't held has no number. */
export function sessionTitle(t: Translate, programme: string, number: number | null): string {
  return number === null ? programme : t('session-title', { programme, number: String(number) });
}

/** The preview of a form, for a new session and for a correction. */
export function previewText(
  voice: Voice,
  form: {
    readonly title: string;
    readonly when: { readonly startsAt: Date; readonly endsAt: Date };
    readonly trainer: string;
    readonly topic: string;
    readonly notes: string;
    readonly photos: number;
    readonly attendance: Attendance | undefined;
    readonly below: readonly (Text | false)[];
  },
): Text {
  const { t, locale, zone } = voice;
  return lines(
    bold(t('session-check')),
    form.title,
    `🗓 ${formatRange(form.when.startsAt, form.when.endsAt, zone, locale)}`,
    t('session-trainer', { trainer: form.trainer || '–' }),
    form.attendance ? attendanceText(t, locale, form.attendance) : t('session-attendance-missing'),
    form.topic !== '' && `📝 ${form.topic}`,
    form.notes !== '' && `🗒 ${shorten(form.notes, NOTES_SHOWN)}`,
    form.photos > 0 && t('session-photo-count', { photos: form.photos }),
    ...form.below,
  );
}
