import { type Button, bold, type Card, join, lines, type Text } from '../../../dialogs/card.js';
import { formatShortDate, parseIsoDate } from '../../../lib/zoned.js';
import { leafing, pageOf } from '../../../words/pager.js';
import { shorten } from '../../../words/shorten.js';
import { followUpCard, leftText, ownerText, type Reader, visitButton } from '../followup/messages.js';
import { daysLeft, FOLLOW_UPS_PER_PAGE, type FollowUp, type ListView } from '../followup/rules.js';
import type { Found, Page } from '../followup/service.js';
import {
  followUpFoundTap,
  followUpListTap,
  followUpNewTap,
  followUpTap,
  followUpVisitTap,
} from '../followup/taps.js';

const SHORT = 80;

function short(text: string, most = SHORT): string {
  return shorten(text, most);
}

/** `1. ⚠️ Kirim draf PKS — Dinas Perikanan, Jum 15 Sep (lewat 3 hari)`. */
function entryLine(followUp: FollowUp, number: number, reader: Reader): Text {
  const { t, locale, now, zone } = reader;
  const { what, dueOn, state } = followUp;
  const day = parseIsoDate(dueOn);
  const late = state === 'open' && daysLeft(dueOn, now, zone) < 0;
  const mark = late ? '⚠️ ' : state === 'done' ? '✅ ' : state === 'dropped' ? '🗑 ' : '';
  const left = state === 'open' ? ` (${leftText(dueOn, reader)})` : '';
  return join([
    `${number}. ${mark}${short(what)} — `,
    t('followup-entry', {
      who: short(ownerText(followUp, reader), 40),
      date: day ? formatShortDate(day, locale) : dueOn,
    }),
    left,
  ]);
}

const PER_ROW = 4;

function numberButtons(found: readonly FollowUp[], first: number): Button[][] {
  const buttons = found.map(
    ({ id, version }, index): Button => ({
      label: String(first + index),
      data: followUpTap.data({ button: 'open', id, version }),
    }),
  );
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += PER_ROW) rows.push(buttons.slice(at, at + PER_ROW));
  return rows;
}

/** What was agreed in one step, for one who is to do some of it. */
export function agreedCard(found: readonly FollowUp[], reader: Reader): Card {
  const { t } = reader;
  const [only] = found;
  if (only && found.length === 1) return followUpCard(only, reader, bold(t('followup-news-agreed')));
  return {
    text: lines(
      bold(t('followup-news-agreed-many', { count: found.length })),
      ...found.map((followUp, index) => entryLine(followUp, index + 1, reader)),
    ),
    buttons: numberButtons(found, 1),
  };
}

/** What was just saved, with what can be done next. */
export function savedCard(found: readonly FollowUp[], visitId: number, reader: Reader): Card {
  const { t } = reader;
  return {
    text: lines(
      bold(t('followup-saved', { count: found.length })),
      ...found.map((followUp, index) => entryLine(followUp, index + 1, reader)),
      '',
      t('followup-saved-hint'),
    ),
    buttons: [
      ...numberButtons(found, 1),
      [{ label: t('followup-button-more'), data: followUpNewTap.data({ visit: visitId }) }],
      [visitButton(visitId, t)],
    ],
  };
}

/** All that was agreed at one visit, a page at a time. */
export function ofVisitCard(
  all: readonly FollowUp[],
  about: { readonly visitId: number; readonly page: number; readonly mayAdd: boolean },
  reader: Reader,
): Card {
  const { visitId, page: wanted, mayAdd } = about;
  const { t } = reader;
  const { at: page, pages, shown: found } = pageOf(all, wanted, FOLLOW_UPS_PER_PAGE);
  const first = page * FOLLOW_UPS_PER_PAGE;
  const turn = (to: number) => followUpVisitTap.data({ visit: visitId, page: to });
  const more = page < pages - 1;
  return {
    text: lines(
      bold(t('followup-of-visit', { partner: all[0]?.visit.agencyName ?? '–' })),
      all.length === 0 && t('followup-of-visit-none'),
      ...found.map((followUp, index) => entryLine(followUp, first + index + 1, reader)),
    ),
    buttons: [
      ...numberButtons(found, first + 1),
      leafing(t, { at: page, more }, turn),
      ...(mayAdd
        ? [[{ label: t('followup-button-more'), data: followUpNewTap.data({ visit: visitId }) }]]
        : []),
      [visitButton(visitId, t)],
    ],
  };
}

const VIEWS: Readonly<Record<'unit' | 'agency', readonly ListView[]>> = {
  unit: ['open', 'mine', 'closed'],
  // All that an agency sees is its own.
  agency: ['open', 'closed'],
};

/** The list: one part of it, a page at a time. */
export function listCard({ view, page, found, more }: Page, side: 'unit' | 'agency', reader: Reader): Card {
  const { t } = reader;
  const first = page * FOLLOW_UPS_PER_PAGE + 1;
  const tab = (other: ListView): Button => ({
    label: other === view ? `• ${t(`followup-list-${other}`)}` : t(`followup-list-${other}`),
    data: followUpListTap.data({ view: other, page: 0 }),
  });
  return {
    text: lines(
      join([bold(t('followup-list-title')), ` · ${t(`followup-list-${view}`)}`]),
      found.length === 0 && t(`followup-none-${view}`),
      found.length === 0 && view === 'open' && t(`followup-begin-${side}`),
      ...found.map((followUp, index) => entryLine(followUp, first + index, reader)),
    ),
    buttons: [
      ...numberButtons(found, first),
      leafing(t, { at: page, more }, (to) => followUpListTap.data({ view, page: to })),
      VIEWS[side].map(tab),
    ],
  };
}

/** What was searched for, open and closed, a page at a time. */
export function foundCard(
  { words, page, found, more }: Found,
  side: 'unit' | 'agency',
  reader: Reader,
): Card {
  const { t } = reader;
  const first = page * FOLLOW_UPS_PER_PAGE + 1;
  return {
    text: lines(
      bold(t('followup-found-title', { words: words.replaceAll('.', ' ') })),
      found.length === 0 && t('followup-found-none'),
      ...found.map((followUp, index) => entryLine(followUp, first + index, reader)),
    ),
    buttons: [
      ...numberButtons(found, first),
      leafing(t, { at: page, more }, (to) => followUpFoundTap.data({ words, page: to })),
      VIEWS[side].map((view) => ({
        label: t(`followup-list-${view}`),
        data: followUpListTap.data({ view, page: 0 }),
      })),
    ],
  };
}
