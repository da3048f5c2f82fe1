import type { Actor } from '../../access/actor.js';
import { canSome } from '../../access/can.js';
import { type Action } from '../../access/table.js';
import type { Reminder, Wish } from '../../delivery/notice.js';
import { type Locale } from '../../lib/locale.js';
import { addDays, formatTime, localDate, localTime, toInstant } from '../../lib/zoned.js';

/** What can be reminded of, and the right without which there is nothing to remind somebody of. */
const FAMILIES = {
  visits: 'visit.view',
  sessions: 'session.log',
  agenda: 'visit.change',
  followUps: 'followUp.view',
  agreements: 'agreement.change',
  alerts: 'programme.edit',
  programmes: 'programme.edit',
} as const satisfies Record<string, Action>;
export type Family = keyof typeof FAMILIES;
const FAMILY_NAMES = Object.keys(FAMILIES) as Family[];

/** How long before something a reminder may come. */
export const LEADS = ['H-7', 'H-1', '2h'] as const;
export type Lead = (typeof LEADS)[number];

const HOUR = 60;
const DAY = 24 * HOUR;

/** By how many minutes later than planned each may come: 7, 5, 3 days; 08.00, 12.00, 16.00; 2 hours, 1, half an hour. */
export const DELAYS: Readonly<Record<Lead, readonly number[]>> = {
  'H-7': [0, 2 * DAY, 4 * DAY],
  'H-1': [0, 4 * HOUR, 8 * HOUR],
  '2h': [0, HOUR, HOUR + HOUR / 2],
};

/** What somebody can switch off. */
export const SWITCHES = [...FAMILY_NAMES, ...LEADS] as const;
export type Switch = (typeof SWITCHES)[number];

/** Minutes after midnight in the unit's zone; `until` before `from` is on the next day. */
export type Quiet = { readonly from: number; readonly until: number };

/** How somebody wants to be reminded. */
export type Settings = {
  readonly muted: readonly string[];
  readonly quiet: Quiet | undefined;
  readonly pausedUntil: Date | undefined;
  /** By how many minutes later than planned those of a time before come. */
  readonly later: Readonly<Partial<Record<Lead, number>>>;
};

export const DEFAULTS: Settings = { muted: [], quiet: undefined, pausedUntil: undefined, later: {} };

/** One change of somebody's settings. */
export type SettingsChange =
  | { readonly what: 'switch'; readonly name: Switch; readonly on: boolean }
  | { readonly what: 'quiet'; readonly quiet: Quiet | undefined }
  | { readonly what: 'pause'; readonly until: Date | undefined }
  | { readonly what: 'lead'; readonly name: Lead; readonly minutes: number };

export function changed(settings: Settings, change: SettingsChange): Settings {
  switch (change.what) {
    case 'switch': {
      const others = settings.muted.filter((name) => name !== change.name);
      return { ...settings, muted: change.on ? others : [...others, change.name] };
    }
    case 'quiet':
      return { ...settings, quiet: change.quiet };
    case 'pause':
      return { ...settings, pausedUntil: change.until };
    case 'lead':
      return DELAYS[change.name].includes(change.minutes)
        ? { ...settings, later: { ...settings.later, [change.name]: change.minutes } }
        : settings;
  }
}

/** The families that somebody with these posts can be reminded of. */
export function familiesOf(actor: Actor): readonly Family[] {
  return FAMILY_NAMES.filter((family) => canSome(actor, FAMILIES[family]));
}

/** When the quiet hours in which a moment lies end; undefined: it lies in none. */
export function quietEnd({ from, until }: Quiet, zone: string, now: Date): Date | undefined {
  const { hour, minute } = localTime(now, zone);
  const at = hour * 60 + minute;
  const overnight = until < from;
  const inside = overnight ? at >= from || at < until : at >= from && at < until;
  if (!inside) return undefined;
  const today = localDate(now, zone);
  const day = overnight && at >= from ? addDays(today, 1) : today;
  return toInstant(day, { hour: Math.floor(until / 60), minute: until % 60 }, zone);
}

/** By how much later than planned reminders of this time before come. */
function delayOf({ later }: Settings, before: string | undefined): number {
  const lead = LEADS.find((known) => known === before);
  return (lead && later[lead]) ?? 0;
}

/**
 * How a reminder that was planned for `dueAt` is wanted now; undefined: as planned. In a pause what would come too late afterwards is dropped: they
 * are away. In quiet hours it comes at once: better a sound at night than a visit missed.
 */
export function wishOf(
  settings: Settings,
  reminder: Reminder,
  zone: string,
  now: Date,
  dueAt = now,
): Wish | undefined {
  const { muted, quiet, pausedUntil } = settings;
  const { family, before } = reminder;
  if (muted.includes(family) || (before !== undefined && muted.includes(before))) return { drop: 'muted' };
  const chosen = new Date(dueAt.getTime() + delayOf(settings, before) * 60_000);
  const from = chosen > now ? chosen : now;
  const paused = pausedUntil && pausedUntil > from ? pausedUntil : undefined;
  const quietUntil = quiet && quietEnd(quiet, zone, paused ?? from);
  if (paused) return { until: quietUntil ?? paused, tooLate: 'drop' };
  const until = quietUntil ?? chosen;
  return until > now ? { until, tooLate: 'send' } : undefined;
}

/** `21.00–06.00`, `21-6`, `21:30 s.d. 5`; undefined for anything else, and where both are the same. */
export function readQuiet(text: string): Quiet | undefined {
  const clock = String.raw`(\d{1,2})(?:[.:](\d{2}))?`;
  const pattern = new RegExp(
    String.raw`^\s*(?:jam|pukul|from)?\s*${clock}\s*(?:-|–|—|s\.?/?d\.?|sampai|hingga|to|until)\s*(?:jam|pukul)?\s*${clock}\s*$`,
    'iu',
  );
  const found = pattern.exec(text);
  if (!found) return undefined;
  const minutes = (hour: string | undefined, minute: string | undefined): number | undefined => {
    const [h, m] = [Number(hour), Number(minute ?? 0)];
    return (h <= 23 && m <= 59) || (h === 24 && m === 0) ? (h % 24) * 60 + m : undefined;
  };
  const from = minutes(found[1], found[2]);
  const until = minutes(found[3], found[4]);
  return from === undefined || until === undefined || from === until ? undefined : { from, until };
}

/** `21.00–06.00`. */
export function quietText({ from, until }: Quiet, locale: Locale): string {
  const clock = (at: number) => formatTime({ hour: Math.floor(at / 60), minute: at % 60 }, locale);
  return `${clock(from)}–${clock(until)}`;
}

/** Quiet hours at hand. */
export const QUIET_CHOICES: readonly Quiet[] = [
  { from: 20 * 60, until: 6 * 60 },
  { from: 21 * 60, until: 6 * 60 },
  { from: 22 * 60, until: 5 * 60 },
];
