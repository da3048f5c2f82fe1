import { type Actor, isAgencyPost, type PostKind } from '../../access/actor.js';
import { canSome } from '../../access/can.js';
import { type Button, bold, type Card, lines } from '../../dialogs/card.js';
import type { Locale } from '../../lib/locale.js';
import { formatDate, formatDateTime, localDate } from '../../lib/zoned.js';
import { pageOf, pager } from '../../words/pager.js';
import type { Translate } from '../../words/translate.js';
import type { Decided } from './requests/service.js';
import type { LastBackup } from './rules.js';
import type { Accepted, Invited, OpenInvitation } from './service.js';
import { decideTap, inviteTap, inviteToAgencyTap, localeTap, openInvitationsTap, revokeTap } from './taps.js';

const PER_PAGE = 8;

type View = { readonly t: Translate; readonly locale: Locale; readonly zone: string };

/** A post in words: `Kepala Rutan`, `Kepala Dinas Perikanan`. */
export function postName(t: Translate, kind: PostKind, agency: string | null): string {
  return agency === null ? t(`post-${kind}`) : t(`post-${kind}-of`, { agency });
}

/** What somebody with a post sees after `/start`. */
export function welcomeCard(t: Translate, actor: Actor, agencies: ReadonlyMap<number, string>): Card {
  const posts = actor.posts
    .filter(({ unitId }) => unitId === actor.unitId)
    .map(({ kind, agencyId }) => postName(t, kind, (agencyId !== null && agencies.get(agencyId)) || null));
  return {
    text: lines(
      bold(t('welcome-back', { unit: actor.unitName })),
      t('welcome-posts', { posts: [...new Set(posts)].join(', ') }),
      t('welcome-help'),
    ),
  };
}

/** What a head, an officer or a contact sees on taking up a post: the next steps, in reach. */
export function acceptedCard(t: Translate, accepted: Accepted, buttons: Card['buttons']): Card {
  if (!accepted.ok) return { text: t(`invitation-${accepted.reason}`) };
  const { kind, agency, unit } = accepted;
  const key = isAgencyPost(kind) ? 'agency' : kind;
  return {
    text: lines(bold(t('accepted', { post: postName(t, kind, agency), unit })), t(`accepted-next-${key}`)),
    ...(buttons && { buttons }),
  };
}

export function inviteMenu(t: Translate, actor: Actor, open: number): Card {
  const unitPosts: Button[] = canSome(actor, 'post.inviteToUnit')
    ? (['officer', 'humas', 'head'] as const).map((kind) => ({
        label: t(`post-${kind}`),
        data: inviteTap.data({ kind, agency: 0 }),
      }))
    : [];
  return {
    text: lines(bold(t('invite-title')), t('invite-whom')),
    buttons: [
      unitPosts,
      [{ label: t('invite-agency'), data: inviteToAgencyTap.data({ page: 0 }) }],
      open > 0 ? [{ label: t('invite-open', { open }), data: openInvitationsTap.data({}) }] : [],
    ].filter((row) => row.length > 0),
  };
}

/** Chooses an agency for an invitation, or for a request that is being approved. */
export function agencyPicker(
  t: Translate,
  agencies: readonly { readonly id: number; readonly name: string }[],
  page: number,
  pick: (agencyId: number) => string,
  turn: (page: number) => string,
): Card {
  if (agencies.length === 0) {
    return { text: t('invite-no-agency'), buttons: [[{ label: t('agency-add'), data: 'agnew' }]] };
  }
  const list = pageOf(agencies, page, PER_PAGE);
  return {
    text: t('invite-which-agency'),
    buttons: [
      ...list.shown.map(({ id, name }) => [{ label: name, data: pick(id) }]),
      pager(t, list, turn),
    ].filter((row) => row.length > 0),
  };
}

export function invitePostCard(t: Translate, agency: { readonly id: number; readonly name: string }): Card {
  return {
    text: t('invite-which-post', { agency: agency.name }),
    buttons: [
      [{ label: t('invite-agencyHead'), data: inviteTap.data({ kind: 'agencyHead', agency: agency.id }) }],
      [
        {
          label: t('invite-agencyContact'),
          data: inviteTap.data({ kind: 'agencyContact', agency: agency.id }),
        },
      ],
    ],
  };
}

/** The link itself, made to be forwarded. */
export function invitedCard(view: View, invited: Invited, botUsername: string): Card {
  const { t, locale, zone } = view;
  if (!invited.ok) return { text: t(invited.reason === 'forbidden' ? 'refused-post' : 'agency-gone') };
  const link = `https://t.me/${botUsername}?start=${invited.token}`;
  const share = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(t('invite-share-text'))}`;
  return {
    text: lines(
      t('invite-link-for', {
        post: postName(t, invited.kind, invited.agency),
        until: formatDate(localDate(invited.expiresAt, zone), locale),
      }),
      link,
      t('invite-forward'),
    ),
    buttons: [
      [{ label: t('invite-share'), url: share }],
      [{ label: t('invite-revoke'), data: revokeTap.data({ invitation: invited.id }), style: 'danger' }],
    ],
  };
}

export function openInvitationsCard(view: View, open: readonly OpenInvitation[]): Card {
  const { t, locale, zone } = view;
  if (open.length === 0) return { text: t('invite-none-open') };
  const named = open.map((invitation, index) => ({ ...invitation, no: index + 1 }));
  return {
    text: lines(
      bold(t('invite-open-title')),
      ...named.map(({ no, kind, agency, expiresAt }) =>
        t('invite-open-line', {
          no,
          post: postName(t, kind, agency),
          until: formatDate(localDate(expiresAt, zone), locale),
        }),
      ),
    ),
    buttons: named.map(({ no, id }) => [
      {
        label: t('invite-revoke-no', { no }),
        data: revokeTap.data({ invitation: id }),
        style: 'danger' as const,
      },
    ]),
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

export function decidedCard(t: Translate, decided: Decided): Card {
  if (!decided.ok) return { text: t(decided.reason === 'forbidden' ? 'refused-post' : 'access-gone') };
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
