import type { PageAnswer } from '../../bot/page.js';
import { type Button, bold, type Card, code, lines } from '../../dialogs/card.js';
import { html, htmlPage } from '../../http/html.js';
import { formatDate, localDate } from '../../lib/zoned.js';
import type { Translate } from '../../words/translate.js';
import type { Voice } from '../../words/voice.js';
import { addressesOf, webcal } from './rules.js';
import { feedTap } from './taps.js';

function makeButton(t: Translate, anew: boolean): Button {
  return { label: t(anew ? 'feed-button-anew' : 'feed-button-make'), data: feedTap.data({ what: 'make' }) };
}

function revokeButton(t: Translate): Button {
  return { label: t('feed-button-revoke'), data: feedTap.data({ what: 'revoke' }), style: 'danger' };
}

/** Whether somebody has a feed, with what they can do about it; `note`: what has just been done. */
export function feedCard(since: Date | undefined, { t, locale, zone }: Voice, note?: string): Card {
  const day = since && formatDate(localDate(since, zone), locale);
  return {
    text: lines(
      note,
      bold(`📅 ${t('feed-title')}`),
      t('feed-what'),
      '',
      day === undefined ? t('feed-none') : t('feed-since', { day }),
    ),
    buttons: [since ? [makeButton(t, true), revokeButton(t)] : [makeButton(t, false)]],
  };
}

/** The address of a feed, which is said this once. */
export function addressCard(publicUrl: string, key: string, { t }: Pick<Voice, 't'>): Card {
  const { file, page } = addressesOf(publicUrl, key);
  return {
    text: lines(bold(t('feed-made')), t('feed-how'), '', code(file), '', t('feed-secret')),
    // Telegram's buttons open no webcal address: the page behind this one has it.
    buttons: [[{ label: t('feed-button-subscribe'), url: page }], [makeButton(t, true), revokeButton(t)]],
  };
}

/** How to subscribe, for a browser: links that open the phone's calendar, and the address to copy. */
export function subscribePage(
  file: string,
  { t, language, unit }: { readonly t: Translate; readonly language: string; readonly unit: string },
): PageAnswer {
  const google = `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal(file))}`;
  const body = html`<p>${t('feed-page-what', { unit })}</p>
<p><a class="button yes" href="${webcal(file)}">${t('feed-page-phone')}</a></p>
<p><a class="button" href="${google}">${t('feed-page-google')}</a></p>
<p>${t('feed-page-other')}</p>
<p><code>${file}</code></p>
<p class="small">${t('feed-secret')}</p>`;
  return htmlPage({ language, title: t('feed-title'), body });
}
