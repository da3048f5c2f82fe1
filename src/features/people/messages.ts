import type { PostKind } from '../../access/actor.js';
import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import type { Locale } from '../../lib/locale.js';
import { formatDateTime } from '../../lib/zoned.js';
import type { Translate } from '../../words/translate.js';
import { consequences, heldName } from './ending/messages.js';
import type { HeldPost } from './ending/rules.js';
import type { Settled } from './requests/service.js';
import type { LastBackup } from './rules.js';
import type { Succession } from './succession/rules.js';
import { approveTap, decideTap, localeTap, requestTap } from './taps.js';
import { namesKanwil } from './units/rules.js';

type View = { readonly t: Translate; readonly locale: Locale; readonly zone: string };

/** A post in words: `Kepala Rutan`, `Kepala Dinas Perikanan`. */
export function postName(t: Translate, kind: PostKind, agency: string | null): string {
  return agency === null ? t(`post-${kind}`) : t(`post-${kind}-of`, { agency });
}

/** A held post in words, in a unit whose name says whether it is a Kanwil. */
export function heldNameIn(t: Translate, unit: string, post: Parameters<typeof heldName>[1]): string {
  return namesKanwil(unit) && post.kind === 'head' && !post.acting
    ? t('post-head-kanwil')
    : heldName(t, post);
}

/** What somebody with a post sees after `/start`. */
export function welcomeCard(t: Translate, unit: string, posts: readonly HeldPost[]): Card {
  return {
    text: lines(
      bold(t('welcome-back', { unit })),
      t('welcome-posts', { posts: posts.map((post) => heldNameIn(t, unit, post)).join(', ') }),
      t('welcome-help'),
    ),
  };
}

/** What heads see of a stranger's request. */
export function requestCard(t: Translate, request: { readonly id: number; readonly name: string }): Card {
  const decide = (decision: PostKind | 'refuse') =>
    decideTap.data({ request: request.id, decision, agency: 0, page: 0 });
  const choice = (kind: PostKind): Button => ({ label: t(`post-${kind}`), data: decide(kind) });
  return {
    text: lines(bold(t('access-request-title')), t('access-request', { name: request.name })),
    buttons: [
      [choice('officer'), choice('humas')],
      [choice('agencyHead'), choice('agencyContact')],
      [{ label: t('access-refuse'), data: decide('refuse'), style: 'danger' }],
    ],
  };
}

/** What approving ends: whose acting in the post is over with it. */
export function approveCard(
  t: Translate,
  asked: {
    readonly request: number;
    readonly name: string;
    readonly kind: PostKind;
    readonly agencyId: number | null;
    readonly agency: string | null;
    readonly ends: Succession;
  },
): Card {
  const { request, name, kind, agencyId, agency, ends } = asked;
  const yes = approveTap.data({ request, decision: kind, agency: agencyId ?? 0, mark: ends.mark });
  return {
    text: lines(
      bold(t('access-approve-title', { name, post: postName(t, kind, agency) })),
      ...ends.acting.flatMap((one) => [
        '',
        t('succeed-acting', { post: heldName(t, one.post), name: one.post.name }),
        consequences(one, t),
      ]),
    ),
    buttons: [
      [{ label: t('access-approve'), data: yes, style: 'success' }],
      [{ label: t('dialog-back'), data: requestTap.data({ request }) }],
    ],
  };
}

const DECIDE_REFUSED = { forbidden: 'refused-post', gone: 'access-gone', taken: 'access-taken' } as const;

export function decidedCard(t: Translate, decided: Settled): Card {
  if (!decided.ok) return { text: t(DECIDE_REFUSED[decided.reason]) };
  const { approved, kind, name, agency } = decided;
  return {
    text:
      approved && kind
        ? t('access-approved', { name, post: postName(t, kind, agency) })
        : t('access-refused', { name }),
  };
}

/** What whoever asked is told. */
export function decisionCard(
  t: Translate,
  decision: {
    readonly unit: string;
    readonly posts: readonly { readonly kind: PostKind; readonly agency: string | null }[];
  },
): Card {
  const { unit, posts } = decision;
  const [post] = posts;
  return {
    text: post
      ? lines(bold(t('accepted', { post: postName(t, post.kind, post.agency), unit })), t('welcome-help'))
      : t('access-you-refused', { unit }),
  };
}

/** How the last backup is told; undefined for whom it is nothing to do with. */
export function backupLine({ t, locale, zone }: View, last: LastBackup | 'none'): string {
  if (last === 'none') return t('settings-no-backup');
  const at = formatDateTime(last.madeAt, zone, locale);
  const size = Math.max(0.1, Math.round(last.bytes / 104_857.6) / 10);
  return t('settings-backup', { at, size, folder: last.folder });
}

export function settingsCard(t: Translate, locale: Locale, backup?: string): Card {
  const choice = (code: Locale): Button => ({
    label: `${code === locale ? '✓ ' : ''}${t(`locale-${code}`)}`,
    data: localeTap.data({ locale: code }),
  });
  return {
    text: lines(bold(t('settings-title')), ...(backup === undefined ? [] : [backup]), t('settings-language')),
    buttons: [[choice('id'), choice('en')], [{ label: t('settings-reminders'), data: 'rem' }]],
  };
}
