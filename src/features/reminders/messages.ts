import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import { type Locale } from '../../lib/locale.js';
import { formatDateTime, formatTime, isoDate, localDate, localTime, zoneLabel } from '../../lib/zoned.js';
import type { Translate } from '../../words/translate.js';
import { DELAYS, LEADS, type Lead, quietText, type Switch } from './rules.js';
import type { SettingsView, Snoozed } from './service.js';
import { laterTap, leadsTap, leadTap, remindersEditTap, remindersTap, snoozeTap, switchTap } from './taps.js';

export type View = {
  readonly t: Translate;
  readonly locale: Locale;
  readonly zone: string;
  readonly now: Date;
};

/** Somebody's settings for reminders, each to be changed by a tap. */
export function remindersCard({ settings, families }: SettingsView, view: View): Card {
  const { t, locale, zone, now } = view;
  const { muted, quiet, pausedUntil } = settings;
  const paused = pausedUntil && pausedUntil > now ? pausedUntil : undefined;
  const toggle = (name: Switch): Button => {
    const on = !muted.includes(name);
    const label = t(`reminders-${on ? 'on' : 'off'}`, { what: t(`reminders-switch-${name}`) });
    return { label, data: switchTap.data({ name, on: on ? 0 : 1 }) };
  };
  const edit = (what: 'quiet' | 'pause' | 'loud' | 'resume'): Button => ({
    label: t(`reminders-${what}`),
    data: remindersEditTap.data({ what }),
  });
  return {
    text: lines(
      bold(t('reminders-title')),
      paused && t('reminders-paused', { until: formatDateTime(paused, zone, locale) }),
      quiet
        ? t('reminders-quiet-hours', { hours: `${quietText(quiet, locale)} ${zoneLabel(zone, now)}` })
        : t('reminders-no-quiet-hours'),
      t('reminders-hint'),
    ),
    buttons: [
      ...inRows(families.map(toggle)),
      LEADS.map(toggle),
      [{ label: t('reminders-leads'), data: leadsTap.data({}) }],
      quiet ? [edit('quiet'), edit('loud')] : [edit('quiet')],
      [edit(paused ? 'resume' : 'pause')],
      [{ label: t('reminders-back'), data: 'settings' }],
    ],
  };
}

/** When reminders of each time before come: one of a few, by a tap. */
export function leadsCard({ settings: { later } }: SettingsView, { t }: Pick<View, 't'>): Card {
  const choice = (name: Lead, minutes: number): Button => {
    const label = t(`reminders-lead-${name}-${minutes}`);
    const chosen = (later[name] ?? 0) === minutes;
    return { label: chosen ? `• ${label}` : label, data: leadTap.data({ name, minutes }) };
  };
  return {
    text: lines(bold(t('reminders-leads-title')), t('reminders-leads-hint')),
    buttons: [
      ...LEADS.map((name) => DELAYS[name].map((minutes) => choice(name, minutes))),
      [{ label: t('dialog-back'), data: remindersTap.data({}) }],
    ],
  };
}

const PER_ROW = 3;

function inRows(buttons: readonly Button[]): Button[][] {
  const count = Math.ceil(buttons.length / PER_ROW);
  return Array.from({ length: count }, (_, row) => buttons.slice(row * PER_ROW, (row + 1) * PER_ROW));
}

/** The same reminder with buttons that put it off: by an hour, or until a time that is chosen. */
export function withSnooze(card: Card, outboxId: number, t: Translate): Card {
  const snooze = { label: t('reminders-snooze'), data: snoozeTap.data({ message: outboxId }) };
  const later = { label: t('reminders-later'), data: laterTap.data({ message: outboxId }) };
  return { ...card, buttons: [...(card.buttons ?? []), [snooze, later]] };
}

/** What a tap on that button came to. */
export function snoozedText(snoozed: Snoozed, { t, locale, zone, now }: View): string {
  if (!snoozed.ok) return t(`reminders-snooze-${snoozed.reason}`);
  const at = new Date(snoozed.at);
  const isToday = isoDate(localDate(at, zone)) === isoDate(localDate(now, zone));
  const time = `${formatTime(localTime(at, zone), locale)} ${zoneLabel(zone, at)}`;
  return isToday
    ? t('reminders-snoozed', { time })
    : t('reminders-snoozed-day', { when: formatDateTime(at, zone, locale) });
}
