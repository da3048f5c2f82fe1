import { type Button, bold, type Card, lines } from '../../../dialogs/card.js';
import { formatDate, formatShortDate, localDate, parseIsoDate } from '../../../lib/zoned.js';
import { pageOf, pager } from '../../../words/pager.js';
import type { Voice } from '../../../words/voice.js';
import { endButton, heldName, lastDayText } from '../ending/messages.js';
import { inviteMenuTap, openInvitationsTap, succeedTap } from '../taps.js';
import type { Member } from './rules.js';
import type { PostActs } from './service.js';
import { changePostTap, memberTap, rollTap } from './taps.js';

const PER_PAGE = 8;

/** When somebody was last seen, by the day; and whether they can be written to. */
export function presence(
  { lastSeenOn, reachable }: Pick<Member, 'lastSeenOn' | 'reachable'>,
  { t, locale }: Voice,
): string {
  const day = lastSeenOn === null ? undefined : parseIsoDate(lastSeenOn);
  const seen = day ? t('roll-seen', { day: formatShortDate(day, locale) }) : t('roll-never-seen');
  return reachable ? seen : t('roll-unreachable', { seen });
}

/** Everybody with a post, each with a way to what can be done. */
export function rollCard(
  people: readonly Member[],
  about: {
    readonly page: number;
    readonly open: number;
    readonly mayInvite: boolean;
    readonly typed?: string;
  },
  voice: Voice,
): Card {
  const { t, locale, zone } = voice;
  const { page, open, mayInvite, typed } = about;
  const list = pageOf(people, page, PER_PAGE);
  const invite: Button = { label: t('roll-invite'), data: inviteMenuTap.data({}), style: 'primary' };
  const waiting: Button = { label: t('invite-open', { open }), data: openInvitationsTap.data({}) };
  return {
    text: lines(
      bold(t('roll-title', { total: people.length })),
      typed !== undefined && t('choice-many', { typed }),
      people.length === 0 && t('roll-nobody'),
      ...list.shown.map((member, index) => {
        const posts = member.posts.map((post) => {
          const since = formatDate(localDate(post.startedAt, zone), locale);
          return t('roll-post', { post: heldName(t, post), since });
        });
        const no = list.at * PER_PAGE + index + 1;
        return t('roll-line', {
          no,
          name: member.name,
          posts: posts.join('; '),
          presence: presence(member, voice),
        });
      }),
    ),
    buttons: [
      ...list.shown.map(({ personId, name }) => [
        { label: name, data: memberTap.data({ person: personId }) },
      ]),
      pager(t, list, (to) => rollTap.data({ page: to })),
      [...(open > 0 ? [waiting] : []), ...(mayInvite ? [invite] : [])],
    ],
  };
}

/** One of them: each post, and what may be done about it. */
export function memberCard(member: Member, acts: readonly PostActs[], voice: Voice, head?: string): Card {
  const { t, locale, zone } = voice;
  return {
    text: lines(
      head !== undefined && bold(head),
      bold(`👤 ${member.name}`),
      presence(member, voice),
      ...acts.map(({ post }) => {
        const since = formatDate(localDate(post.startedAt, zone), locale);
        const name = heldName(t, post);
        if (post.isConfigured) return t('roll-post-configured', { post: name, since });
        if (post.endsAt === null) return t('roll-post', { post: name, since });
        const until = lastDayText(post.endsAt, voice);
        return t('roll-post-until', { post: name, since, until });
      }),
    ),
    buttons: [
      ...acts.flatMap(({ post, mayEnd, maySucceed, to }): Button[][] => {
        if (!mayEnd || post.isConfigured) return [];
        const many = acts.length > 1 ? `: ${heldName(t, post)}` : '';
        const end = endButton(t, post.id);
        const succeed = { label: t('roll-succeed') + many, data: succeedTap.data({ post: post.id }) };
        const change: Button[] = to
          ? [
              {
                label: t('roll-change', { post: t(`post-${to}`) }),
                data: changePostTap.data({ post: post.id }),
              },
            ]
          : [];
        return [[{ ...end, label: end.label + many }, ...(maySucceed ? [succeed] : [])], change];
      }),
      [{ label: t('roll-all'), data: rollTap.data({ page: 0 }) }],
    ],
  };
}
