import type { PageAnswer } from '../../bot/page.js';
import { type Html, html, htmlPage } from '../../http/html.js';
import type { Locale } from '../../lib/locale.js';
import { formatRange } from '../../lib/zoned.js';
import type { Translate } from '../../words/translate.js';
import {
  type Asked,
  colleagueText,
  isChanging,
  placeText,
  REASON_MAX,
  SAID_BY_MAX,
} from '../visits/index.js';
import { type Fault, firstDay, type Sent } from './rules.js';

type View = { readonly t: Translate; readonly locale: Locale; readonly now: Date };

/** Nobody's: whoever opens the page isn't known. */
const NOBODY = 0;

function facts({ visit, question, party, unit }: Asked, { t, locale, now }: View): Html {
  const { zone, name } = unit;
  const reader = { t, locale, now, zone, unit: name, personId: NOBODY };
  const when = (span: { readonly startsAt: Date; readonly endsAt: Date }) =>
    formatRange(span.startsAt, span.endsAt, zone, locale);
  const rows: readonly (readonly [string, string])[] = [
    ['to', party.agencyName],
    ['when', when(question)],
    ...(isChanging(visit) ? [['standing', when(visit)] as const] : []),
    ['place', placeText(question, reader)],
    ['purpose', visit.purpose],
    ['from', t('page-from-whom', { unit: name, who: colleagueText(visit.officer, reader) })],
  ];
  return html`<dl>${rows.map(([key, value]) => html`<dt>${t(`page-${key}`)}</dt><dd>${value}</dd>`)}</dl>`;
}

// Whoever presses Enter in a field must not have answered by it: the first button of a form is what that presses.
const NO_ENTER = html`<button type="submit" disabled hidden></button>`;

function form(asked: Asked, sent: Sent, { t, now }: View): Html {
  const keeps = isChanging(asked.visit);
  const { zone } = asked.unit;
  const opened = (answer: string): Html => (sent.answer === answer ? html` open` : html``);
  return html`<form method="post">${NO_ENTER}
<input type="hidden" name="version" value="${String(asked.question.version)}">
<label for="name">${t('page-name')}</label>
<input id="name" name="name" required maxlength="${String(SAID_BY_MAX)}" autocomplete="name" value="${sent.name}">
<button class="yes" name="answer" value="accept">${t(keeps ? 'page-accept-change' : 'page-accept')}</button>
<details${opened('suggest')}><summary>${t('page-suggest')}</summary>
<label for="date">${t('page-date')}</label>
<input id="date" type="date" name="date" min="${firstDay({ now, zone })}" placeholder="${t('page-date-example')}" value="${sent.date}">
<label for="time">${t('page-time')}</label>
<input id="time" type="time" name="time" placeholder="${t('page-time-example')}" value="${sent.time}">
<button name="answer" value="suggest">${t('page-suggest-send')}</button>
</details>
<details${opened('decline')}><summary>${t(keeps ? 'page-keep' : 'page-decline')}</summary>
${
  keeps
    ? html`<p>${t('page-keep-what')}</p>`
    : html`<label for="reason">${t('page-reason')}</label>
<input id="reason" name="reason" maxlength="${String(REASON_MAX)}" value="${sent.reason}">`
}
<button name="answer" value="decline">${t(keeps ? 'page-keep-send' : 'page-decline-send')}</button>
</details>
</form>
<p class="small">${t('page-once')}</p>`;
}

function whenOf({ question, unit }: Asked, { locale }: View): string {
  return formatRange(question.startsAt, question.endsAt, unit.zone, locale);
}

/** What was answered, and by whom where it was on this page. */
function answeredText(asked: Asked, view: View): string {
  const { party, visit } = asked;
  const { t, locale } = view;
  const { proposedStart, proposedEnd } = party;
  const suggested =
    proposedStart && proposedEnd ? formatRange(proposedStart, proposedEnd, asked.unit.zone, locale) : '';
  const agreed = visit.state === 'confirmed' && party.answer === 'accepted' && !isChanging(visit);
  const said = agreed
    ? t('page-agreed', { when: whenOf(asked, view) })
    : t(`page-answered-${party.answer}`, { suggested });
  const by = visit.trail.find(({ agencyId, via }) => agencyId === party.agencyId && via === 'page')?.saidBy;
  return by ? `${said} ${t('page-answered-by', { who: by })}` : said;
}

/** What has become of a question about another time than the one that is open now. */
function movedText(asked: Asked, view: View): string {
  const { party, visit } = asked;
  const when = whenOf(asked, view);
  if (party.answer === 'pending') return view.t('page-moved-pending', { when });
  if (party.answer === 'accepted' && visit.state === 'confirmed')
    return view.t('page-moved-agreed', { when });
  return view.t('page-moved', { when });
}

function closed(asked: Asked, view: View): Html {
  const { t } = view;
  switch (asked.standing) {
    case 'answered':
      return html`<p class="good">${answeredText(asked, view)}</p>${facts(asked, view)}<p>${t('page-later')}</p>`;
    case 'moved':
      return html`<p class="note">${movedText(asked, view)}</p>${facts(asked, view)}<p>${t('page-later')}</p>`;
    default:
      return html`<p class="note">${t(`page-${asked.standing}`)}</p><p>${t('page-later')}</p>`;
  }
}

/** The page of a question, whatever has become of it; `fault`: why what was sent is not recorded. */
export function questionPage(
  asked: Asked,
  view: View,
  { sent, fault }: { readonly sent: Sent; readonly fault?: Fault | undefined },
): PageAnswer {
  const { t, locale } = view;
  const about = isChanging(asked.visit) ? 'change' : asked.visit.direction;
  const title = t(`page-title-${about}`, { unit: asked.unit.name });
  const warning = fault && html`<p class="note" role="alert">${t(`page-fault-${fault}`)}</p>`;
  const open = asked.standing === 'open';
  const body = open
    ? html`${warning}${facts(asked, view)}${form(asked, sent, view)}`
    : html`${fault === 'changed' && warning}${closed(asked, view)}`;
  return htmlPage(
    { language: locale, title, body },
    fault === undefined ? 200 : fault === 'changed' ? 409 : 422,
  );
}
