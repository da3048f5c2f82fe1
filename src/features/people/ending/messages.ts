import { type Button, bold, type Card, lines, type Text } from '../../../dialogs/card.js';
import { formatDate, localDate } from '../../../lib/zoned.js';
import type { Translate } from '../../../words/translate.js';
import type { Voice } from '../../../words/voice.js';
import { inviteTap } from '../taps.js';
import { type HeldPost, type Prepared, REASONS, type Refusal } from './rules.js';
import { endAskTap, endTap } from './taps.js';

/** A post in words, as whoever holds it signs: `Plh. Kepala Dinas Perikanan, a.n. Siti`. */
export function heldName(
  t: Translate,
  { kind, agency, acting, actingFor }: Pick<HeldPost, 'kind' | 'agency' | 'acting' | 'actingFor'>,
): string {
  const post = agency === null ? t(`post-${kind}`) : t(`post-${kind}-of`, { agency });
  if (!acting) return post;
  return actingFor === null
    ? t(`acting-${acting}`, { post })
    : t(`acting-${acting}-for`, { post, name: actingFor });
}

/** The last day on which somebody acts whose time is over at an instant. */
export function lastDayText(endsAt: Date, { locale, zone }: Pick<Voice, 'locale' | 'zone'>): string {
  return formatDate(localDate(new Date(endsAt.getTime() - 1), zone), locale);
}

/** What waits, by kind: `kunjungan 3 (1 terlambat)`. */
export function dutyText(t: Translate, duties: Prepared['duties']): string {
  return duties
    .filter(({ open }) => open.length > 0)
    .map(({ noun, open }) => {
      const late = open.filter((one) => one.late).length;
      return t(late > 0 ? 'duty-late' : 'duty', { what: t(`duty-${noun}`), open: open.length, late });
    })
    .join(', ');
}

/** What ends, moves and is left waiting. */
export function consequences(
  { stays, duties, to, messages, heirs, invitations, vacant, post }: Prepared,
  t: Translate,
  isOwn = false,
): Text {
  const moving = dutyText(t, duties);
  const names = heirs.map(({ name }) => name).join(', ');
  return lines(
    stays.length > 0
      ? t('end-stays', { posts: stays.map((one) => heldName(t, one)).join(', ') })
      : isOwn
        ? t('end-all-own')
        : t('end-all', { name: post.name }),
    to && moving !== '' && t('end-moves', { name: to.name, what: moving }),
    messages > 0 &&
      (names === '' ? t('end-messages-nobody', { messages }) : t('end-messages', { messages, names })),
    invitations.length > 0 && t('end-invitations', { invitations: invitations.length }),
    vacant && t('end-vacant', { agency: post.agency ?? '' }),
  );
}

export function endAskCard(prepared: Prepared, isOwn: boolean, { t, locale, zone }: Voice): Card {
  const { post, acting, mark } = prepared;
  const since = formatDate(localDate(post.startedAt, zone), locale);
  const title = isOwn ? 'end-own-title' : 'end-title';
  const ends = (reason: (typeof REASONS)[number]) => endTap.data({ post: post.id, reason, mark });
  const why = REASONS.map(
    (reason): Button => ({ label: t(`end-reason-${reason}`), data: ends(reason), style: 'danger' }),
  );
  const own: Button = { label: t('end-own'), data: ends('other'), style: 'danger' };
  return {
    text: lines(
      bold(t(title, { name: post.name, post: heldName(t, post) })),
      t('end-since', { since }),
      '',
      consequences(prepared, t, isOwn),
      ...acting.map(
        (one) =>
          one.endsAt &&
          t('end-acting-stays', {
            post: heldName(t, one),
            name: one.name,
            until: lastDayText(one.endsAt, { locale, zone }),
          }),
      ),
      '',
      t(isOwn ? 'end-own-sure' : 'end-why'),
    ),
    buttons: isOwn ? [[own]] : [why.slice(0, 3), why.slice(3)],
  };
}

/** Why a post can't be ended, or not now. */
export function endRefusedText(t: Translate, reason: Refusal): string {
  return t(`end-refused-${reason}`);
}

/** What ended, for whoever ended it: whom it was may be invited again. */
export function endedCard(
  post: HeldPost,
  about: { readonly isOwn: boolean; readonly mayInvite: boolean },
  t: Translate,
): Card {
  if (about.isOwn) return { text: t('end-own-done', { post: heldName(t, post) }) };
  const invite: Button = {
    label: t('end-invite-again'),
    data: inviteTap.data({ kind: post.kind, agency: post.agencyId ?? 0 }),
  };
  return {
    text: t('end-done', { name: post.name, post: heldName(t, post) }),
    buttons: about.mayInvite ? [[invite]] : [],
  };
}

type Ending = HeldPost & { readonly endedBecause: string | null; readonly endedBy: string | null };

/** Why a post ended, in words. */
export function becauseText(t: Translate, because: string | null): string {
  return t(`ended-because-${because ?? 'other'}`);
}

function whyText(t: Translate, { acting, endedBecause, endedBy }: Ending): string {
  const why =
    acting && endedBecause === 'succeeded' ? t('ended-because-filled') : becauseText(t, endedBecause);
  return endedBy === null ? t('ended-why', { why }) : t('ended-why-by', { why, name: endedBy });
}

/** For whoever lost it. */
export function youEndedCard(post: Ending, unit: string, others: readonly HeldPost[], t: Translate): Card {
  return {
    text: lines(
      bold(t('ended-you', { post: heldName(t, post), unit })),
      whyText(t, post),
      others.length > 0
        ? t('ended-you-stay', { posts: others.map((one) => heldName(t, one)).join(', ') })
        : t('ended-you-all'),
    ),
  };
}

/** For those who are to know. */
export function leftCard(
  post: Ending,
  about: { readonly vacant: boolean; readonly mayInvite: boolean },
  t: Translate,
): Card {
  const { kind, agencyId, agency } = post;
  const invite: Button = {
    label: t('end-invite-again'),
    data: inviteTap.data({ kind, agency: agencyId ?? 0 }),
  };
  return {
    text: lines(
      bold(t('left-post', { name: post.name, post: heldName(t, post) })),
      whyText(t, post),
      about.vacant && t('left-vacant', { agency: agency ?? '' }),
    ),
    buttons: about.mayInvite && about.vacant ? [[invite]] : [],
  };
}

/** The way to ending a post. */
export function endButton(t: Translate, post: number): Button {
  return { label: t('end-button'), data: endAskTap.data({ post }), style: 'danger' };
}
