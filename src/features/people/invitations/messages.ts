import { type Actor, isAgencyPost, type PostKind, SINGLE_POSTS } from '../../../access/actor.js';
import { canSome } from '../../../access/can.js';
import { type Button, bold, type Card, lines } from '../../../dialogs/card.js';
import { formatDate, localDate } from '../../../lib/zoned.js';
import { pageOf, pager } from '../../../words/pager.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { consequences, heldName, lastDayText } from '../ending/messages.js';
import type { HeldPost } from '../ending/rules.js';
import { heldNameIn, postName } from '../messages.js';
import type { Succession } from '../succession/rules.js';
import {
  acceptTap,
  actTap,
  besideTap,
  inviteTap,
  inviteToAgencyTap,
  openInvitationsTap,
  revokeTap,
  succeedTap,
} from '../taps.js';
import { namesKanwil } from '../units/rules.js';
import type { Accepted, Invited, OpenInvitation } from './service.js';

const PER_PAGE = 8;

type View = Pick<Voice, 't' | 'locale' | 'zone'>;

/** What a head, an officer or a contact sees on taking up a post: the next steps, in reach. */
export function acceptedCard(
  { t, locale }: Pick<Voice, 't' | 'locale'>,
  accepted: Extract<Accepted, { ok: true }>,
  post: HeldPost,
  buttons: Card['buttons'],
): Card {
  const { kind, unit, zone } = accepted;
  const { endsAt } = post;
  const key = isAgencyPost(kind) ? 'agency' : namesKanwil(unit) ? 'kanwil' : kind;
  return {
    text: lines(
      bold(t('accepted', { post: heldNameIn(t, unit, post), unit })),
      endsAt && t('invite-acts-until', { until: lastDayText(endsAt, { locale, zone }) }),
      t(`accepted-next-${key}`),
    ),
    ...(buttons && { buttons }),
  };
}

function alsoEnds(t: Translate, post: HeldPost): string {
  return t('succeed-acting', { post: heldName(t, post), name: post.name });
}

/** What accepting would end: whoever came by the link says yes to it. */
export function succeedCard(
  t: Translate,
  code: string,
  { over, acting, mark }: Succession,
  { unit, post }: { readonly unit: string; readonly post: Parameters<typeof heldName>[1] },
): Card {
  return {
    text: lines(
      bold(t('succeed-title', { post: heldName(t, post), unit })),
      over ? t('succeed-from', { name: over.post.name }) : t('succeed-nobody'),
      over && '',
      over && consequences(over, t),
      ...acting.flatMap((one) => ['', alsoEnds(t, one.post), consequences(one, t)]),
    ),
    buttons: [[{ label: t('succeed-accept'), data: acceptTap.data({ code, mark }), style: 'success' }]],
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
    ],
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
    buttons: [...list.shown.map(({ id, name }) => [{ label: name, data: pick(id) }]), pager(t, list, turn)],
  };
}

export function invitePostCard(t: Translate, agency: { readonly id: number; readonly name: string }): Card {
  const of = (kind: PostKind): Button => ({
    label: t(`invite-${kind}`),
    data: inviteTap.data({ kind, agency: agency.id }),
  });
  return {
    text: t('invite-which-post', { agency: agency.name }),
    buttons: [[of('agencyHead')], [of('agencyContact')]],
  };
}

/** There is one of the post and somebody holds it: whether the invitation is for a successor or for who acts. */
export function takenCard(
  { t, locale, zone }: View,
  seat: { readonly kind: PostKind; readonly agencyId: number | null; readonly mayReplace: boolean },
  holders: readonly HeldPost[],
): Card {
  const { kind, agencyId, mayReplace } = seat;
  const agency = agencyId ?? 0;
  const ended = holders.filter(({ isConfigured }) => !isConfigured);
  const kept = holders.filter(({ isConfigured }) => isConfigured);
  const name = postName(t, kind, holders[0]?.agency ?? null);
  return {
    text: lines(
      bold(t('taken-title', { post: name })),
      ...holders.map((post) =>
        t('taken-holder', { name: post.name, since: formatDate(localDate(post.startedAt, zone), locale) }),
      ),
      ...kept.map((post) => t('taken-configured', { name: post.name })),
      t(mayReplace ? 'taken-for-whom' : 'taken-ask-head'),
    ),
    buttons: !mayReplace
      ? []
      : [
          ...ended.map((post): Button[] => [
            {
              label: t('taken-succeed', { name: post.name }),
              data: succeedTap.data({ post: post.id }),
              style: 'primary',
            },
          ]),
          ...holders.map((post): Button[] => [
            {
              label: t('taken-act', { name: post.name }),
              data: actTap.data({ kind, agency, over: post.id }),
            },
          ]),
          ...(kept.length > 0
            ? [[{ label: t('taken-beside'), data: besideTap.data({ kind, agency }) }]]
            : []),
        ],
  };
}

const REFUSED = {
  forbidden: 'refused-post',
  'no-agency': 'agency-gone',
  gone: 'end-refused-gone',
  configured: 'end-refused-configured',
} as const;

/** The link itself, made to be forwarded. */
export function invitedCard(view: View, invited: Invited, botUsername: string): Card {
  const { t, locale, zone } = view;
  if (!invited.ok) {
    if (invited.reason !== 'taken') return { text: t(REFUSED[invited.reason]) };
    const [{ kind, agencyId } = { kind: 'head' as const, agencyId: null }] = invited.holders;
    return takenCard(view, { kind, agencyId, mayReplace: invited.mayReplace }, invited.holders);
  }
  const { kind, agency, over, acting, endsActing, code, id } = invited;
  const link = `https://t.me/${botUsername}?start=${code}`;
  const share = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(t('invite-share-text'))}`;
  const post = heldName(t, { kind, agency, acting: acting?.as ?? null, actingFor: over?.name ?? null });
  const isVacant = !over && !acting && isAgencyPost(kind) && SINGLE_POSTS.includes(kind);
  const act: Button = {
    label: t('invite-act'),
    data: actTap.data({ kind, agency: invited.agencyId ?? 0, over: 0 }),
  };
  return {
    text: lines(
      t('invite-link-for', { post, until: formatDate(localDate(invited.expiresAt, zone), locale) }),
      link,
      t('invite-code', { code }),
      over && !acting && t('invite-ends', { name: over.name }),
      ...endsActing.map((one) => alsoEnds(t, one)),
      acting &&
        t('invite-acts-until', {
          until: lastDayText(acting.endsAt, view),
        }),
      t('invite-forward'),
    ),
    buttons: [
      [{ label: t('invite-share'), url: share }],
      [
        ...(isVacant ? [act] : []),
        { label: t('invite-revoke'), data: revokeTap.data({ invitation: id }), style: 'danger' as const },
      ],
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
      ...named.map(({ no, kind, agency, expiresAt, over }) => {
        const until = formatDate(localDate(expiresAt, zone), locale);
        const post = postName(t, kind, agency);
        return over === null
          ? t('invite-open-line', { no, post, until })
          : t('invite-open-over', { no, post, until, name: over });
      }),
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
