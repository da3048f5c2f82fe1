import { type Button, bold, type Card, italic, lines } from '../../dialogs/card.js';
import { formatDateTime, formatTime, formatWeekday, type Weekday, zoneLabel } from '../../lib/zoned.js';
import { pageOf, pager } from '../../words/pager.js';
import type { Voice } from '../../words/voice.js';
import { type Binding, nextOccurrence, timeOfMinute } from './rules.js';
import type { Group } from './store.js';
import { boundTap, previewTap, setupTap, stopTap } from './taps.js';

/** Settings being chosen, with the agency's name where one is. */
export type Draft = Binding & { readonly agencyName: string | null };

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const HOURS = [6 * 60, 7 * 60, 7 * 60 + 30, 8 * 60, 9 * 60, 12 * 60, 14 * 60, 15 * 60, 16 * 60];
const PER_PAGE = 8;
const MOST_GROUPS = 12;

type Step = 'menu' | 'day' | 'hour' | 'agency' | 'save';

function draftData(step: Step, { weekday, minute, locale, agencyId }: Binding, page = 0): string {
  return setupTap.data({ step, weekday, minute, locale, agency: agencyId ?? 0, page });
}

function inRows<T>(items: readonly T[], columns: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / columns) }, (_, row) =>
    items.slice(row * columns, (row + 1) * columns),
  );
}

function slotText({ t, locale, zone, now }: Voice, { weekday, minute }: Binding): string {
  return t('summary-slot', {
    day: formatWeekday(weekday, locale),
    time: formatTime(timeOfMinute(minute), locale),
    zone: zoneLabel(zone, now),
  });
}

function contentText({ t }: Voice, agencyName: string | null): string {
  return agencyName === null ? t('summary-of-unit') : t('summary-of-agency', { agency: agencyName });
}

/** How a group is bound, with what can be done about it. */
export function boundCard(voice: Voice, group: Group, note?: string): Card {
  const { t, locale, zone, now } = voice;
  return {
    text: lines(
      note,
      bold(t('summary-bound')),
      slotText(voice, group),
      t(`summary-language-${group.locale}`),
      contentText(voice, group.agencyName),
      t('summary-next', { at: formatDateTime(nextOccurrence(group, now, zone), zone, locale) }),
    ),
    buttons: [
      [
        { label: t('summary-button-edit'), data: draftData('menu', group) },
        { label: t('summary-button-stop'), data: stopTap.data({ group: group.id, sure: 'ask' }) },
      ],
      [{ label: t('summary-button-sample'), data: previewTap.data({}) }],
    ],
  };
}

/** The settings to be saved. */
export function draftCard(voice: Voice, draft: Draft, isBound: boolean): Card {
  const { t, locale } = voice;
  const other: Binding = { ...draft, locale: draft.locale === 'id' ? 'en' : 'id' };
  return {
    text: lines(
      bold(t('summary-setup')),
      slotText(voice, draft),
      t(`summary-language-${draft.locale}`),
      contentText(voice, draft.agencyName),
      '',
      t('summary-setup-hint'),
      italic(t('summary-example')),
    ),
    buttons: [
      [
        {
          label: t(isBound ? 'summary-button-save' : 'summary-button-start'),
          data: draftData('save', draft),
          style: 'primary',
        },
      ],
      [
        {
          label: t('summary-button-day', { day: formatWeekday(draft.weekday, locale) }),
          data: draftData('day', draft),
        },
        {
          label: t('summary-button-hour', { time: formatTime(timeOfMinute(draft.minute), locale) }),
          data: draftData('hour', draft),
        },
      ],
      [
        { label: t(`summary-button-language-${other.locale}`), data: draftData('menu', other) },
        { label: t('summary-button-agency'), data: draftData('agency', draft) },
      ],
      [{ label: t('dialog-cancel'), data: boundTap.data({}) }],
    ],
  };
}

function backRow({ t }: Voice, draft: Binding): Button[] {
  return [{ label: t('dialog-back'), data: draftData('menu', draft) }];
}

export function dayCard(voice: Voice, draft: Binding): Card {
  const { t, locale } = voice;
  const days = WEEKDAYS.map((weekday) => ({
    label: formatWeekday(weekday, locale),
    data: draftData('menu', { ...draft, weekday }),
  }));
  return { text: t('summary-which-day'), buttons: [...inRows(days, 3), backRow(voice, draft)] };
}

export function hourCard(voice: Voice, draft: Binding): Card {
  const { t, locale } = voice;
  const hours = HOURS.map((minute) => ({
    label: formatTime(timeOfMinute(minute), locale),
    data: draftData('menu', { ...draft, minute }),
  }));
  return {
    text: lines(t('summary-which-hour'), italic(t('summary-example'))),
    buttons: [...inRows(hours, 3), backRow(voice, draft)],
  };
}

/** Whose figures the group gets: the unit's, or one agency's part. */
export function agencyCard(
  voice: Voice,
  draft: Binding,
  agencies: readonly { readonly id: number; readonly name: string }[],
  page: number,
): Card {
  const { t } = voice;
  const { shown, ...place } = pageOf(agencies, page, PER_PAGE);
  return {
    text: t('summary-which-agency'),
    buttons: [
      [{ label: t('summary-whole-unit'), data: draftData('menu', { ...draft, agencyId: null }) }],
      ...shown.map(({ id, name }) => [{ label: name, data: draftData('menu', { ...draft, agencyId: id }) }]),
      pager(t, place, (to) => draftData('agency', draft, to)),
      backRow(voice, draft),
    ],
  };
}

export function stopCard({ t }: Voice, group: Group): Card {
  return {
    text: t('summary-stop-sure', { title: group.title }),
    buttons: [
      [
        {
          label: t('summary-button-stop-yes'),
          data: stopTap.data({ group: group.id, sure: 'yes' }),
          style: 'danger',
        },
        { label: t('dialog-back'), data: boundTap.data({}) },
      ],
    ],
  };
}

/** `/ringkasan` in private: the groups that get one (for heads), and how a group comes to it. */
export function groupsCard(voice: Voice, groups: readonly Group[], isHead: boolean): Card {
  const { t } = voice;
  const more = groups.length - MOST_GROUPS;
  const listed = groups.slice(0, MOST_GROUPS).map((group) =>
    t('summary-group-line', {
      title: group.title,
      slot: slotText(voice, group),
      content: contentText(voice, group.agencyName),
    }),
  );
  return {
    text: lines(
      bold(t('summary-title')),
      ...listed,
      more > 0 && t('summary-more', { more }),
      isHead && groups.length === 0 && t('summary-no-groups'),
      '',
      t(isHead ? 'summary-how-to-bind' : 'summary-how-to-ask'),
    ),
    buttons: [[{ label: t('summary-button-now'), data: previewTap.data({}) }]],
  };
}
