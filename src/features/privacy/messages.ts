import { type Button, bold, type Card, lines, type Text } from '../../dialogs/card.js';
import { dataIn } from '../../dialogs/in-unit.js';
import type { Locale } from '../../lib/locale.js';
import { formatDate, formatDateTime, isoDate, localDate, parseIsoDate } from '../../lib/zoned.js';
import type { Translate } from '../../words/translate.js';
import type { Voice } from '../../words/voice.js';
import { becauseText, endAskTap, type HeldPost, heldName } from '../people/index.js';
import { ACTIONS_MOST } from './rules.js';
import type { Held, PrivacyService } from './service.js';
import { exportTap } from './taps.js';

const DAY_MS = 86_400_000;

/** How long what passes is kept, in milliseconds. */
export type Kept = { readonly forms: number; readonly updates: number };

type View = Pick<Voice, 't' | 'locale' | 'zone'>;

function general(t: Translate, isPosted: boolean, unit: string): Text {
  return lines(bold(t('privacy-title', { unit })), t(isPosted ? 'privacy-staff' : 'privacy-stranger'));
}

/** In a group, and for who has never been here. */
export function privacyCard(t: Translate, isPosted: boolean, unit: string): Card {
  return { text: general(t, isPosted, unit) };
}

function dayText(day: Date, { locale, zone }: Pick<View, 'locale' | 'zone'>): string {
  return formatDate(localDate(day, zone), locale);
}

function postLine(post: Held['person']['posts'][number], { units }: Held, view: View): string {
  const { t } = view;
  const unit = units.get(post.unitId)?.name ?? '';
  const said = { post: heldName(t, post), unit, since: dayText(post.startedAt, view) };
  if (post.endedAt === null) return t('privacy-post', said);
  return t('privacy-post-ended', {
    ...said,
    until: dayText(post.endedAt, view),
    why: becauseText(t, post.endedBecause),
  });
}

function seenText({ lastSeenOn }: Held['person'], locale: Locale): string | undefined {
  const day = lastSeenOn === null ? undefined : parseIsoDate(lastSeenOn);
  return day && formatDate(day, locale);
}

/** The unit that somebody with posts in several chose to act in. */
function chosenUnit({ person: { actsInId }, units }: Held): string | undefined {
  return actsInId === null ? undefined : units.get(actsInId)?.name;
}

/** All that is kept about whoever asks, with what they can do about it. */
export function heldCard(held: Held, kept: Kept, unit: string, view: View): Card {
  const { t, locale } = view;
  const { person, done, messages, feedSince } = held;
  const seen = seenText(person, locale);
  const open = person.posts.filter(({ endedAt }) => endedAt === null);
  const days = (ms: number) => Math.round(ms / DAY_MS);
  const several = new Set(open.map(({ unitId }) => unitId)).size > 1;
  const end = (post: HeldPost): Button => {
    const data = endAskTap.data({ post: post.id });
    return {
      label: t('privacy-end', { post: heldName(t, post) }),
      data: several ? dataIn(data, post.unitId) : data,
      style: 'danger',
    };
  };
  const chosen = chosenUnit(held);
  return {
    text: lines(
      // What is said to strangers isn't so of who has been here.
      open.length === 0 && person.posts.length > 0
        ? bold(t('privacy-title', { unit }))
        : general(t, open.length > 0, unit),
      '',
      bold(t('privacy-held-title')),
      t('privacy-account', {
        name: person.name,
        account: String(person.telegramId),
        since: dayText(person.createdAt, view),
      }),
      seen !== undefined && t('privacy-seen', { day: seen }),
      ...person.posts.map((post) => postLine(post, held, view)),
      person.posts.length === 0 && t('privacy-no-post'),
      chosen !== undefined && t('privacy-acts-in', { unit: chosen }),
      done.since === null
        ? t('privacy-done-none')
        : t('privacy-done', { count: done.count, since: dayText(done.since, view) }),
      t('privacy-messages', messages),
      feedSince && t('privacy-feed', { since: dayText(feedSince, view) }),
      t('privacy-kept', { forms: days(kept.forms), updates: days(kept.updates) }),
    ),
    buttons: [
      [{ label: t('privacy-export'), data: exportTap.data({}) }],
      ...open.filter(({ isConfigured }) => !isConfigured).map((post) => [end(post)]),
    ],
  };
}

type Actions = Awaited<ReturnType<PrivacyService['actions']>>;

/** The same as a table. */
export function heldRows(held: Held, actions: Actions, view: View): (string | number)[][] {
  const { t, locale, zone } = view;
  const { person, messages, feedSince } = held;
  const chosen = chosenUnit(held);
  const row = (what: string, value: string | number) => [t(`privacy-row-${what}`), value];
  return [
    [t('privacy-column-what'), t('privacy-column-value')],
    row('name', person.name),
    row('account', String(person.telegramId)),
    row('locale', person.locale ?? '–'),
    row('since', formatDateTime(person.createdAt, zone, locale)),
    row('seen', person.lastSeenOn ?? '–'),
    ...person.posts.map((post) => row('post', postLine(post, held, view).replace(/^• /u, ''))),
    ...(chosen === undefined ? [] : [row('acts-in', chosen)]),
    row('waiting', messages.waiting),
    row('sent', messages.sent),
    ...(feedSince ? [row('feed', formatDateTime(feedSince, zone, locale))] : []),
    ...actions.map(({ at, action, subject, subjectId }) =>
      row('done', `${formatDateTime(at, zone, locale)}: ${action} (${subject} ${subjectId})`),
    ),
  ];
}

export function exportCaption(t: Translate, actions: Actions): string {
  return actions.length < ACTIONS_MOST
    ? t('privacy-exported')
    : t('privacy-exported-newest', { most: ACTIONS_MOST });
}

export function exportName({ t, zone }: View, now: Date): string {
  return `${t('privacy-file')}-${isoDate(localDate(now, zone))}.csv`;
}
