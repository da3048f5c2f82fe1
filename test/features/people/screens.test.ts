import { expect, it } from 'vitest';
import type { Actor, PostKind } from '../../../src/access/actor.js';
import type { Card } from '../../../src/dialogs/card.js';
import type { HeldPost } from '../../../src/features/people/ending/rules.js';
import * as invitations from '../../../src/features/people/invitations/messages.js';
import * as messages from '../../../src/features/people/messages.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';
import { at, NOW, ZONE } from '../../support/world.js';

const t = translator('id');
const view = { t, locale: 'id' as const, zone: ZONE };
const post = (kind: PostKind, agencyId: number | null = null) => ({ id: 1, unitId: 1, kind, agencyId });

function actor(...posts: Actor['posts']): Actor {
  const who = { personId: 7, telegramId: 70n, name: 'Budi', locale: 'id' as const };
  return { ...who, unitId: 1, unitName: 'Rutan Masohi', zone: ZONE, posts };
}

const held = (kind: PostKind, agency: string | null = null, more: Partial<HeldPost> = {}): HeldPost => ({
  ...{ id: 5, unitId: 1, kind, agencyId: agency === null ? null : 3, agency, personId: 7, telegramId: 70n },
  ...{ name: 'Budi', startedAt: at('2023-08-01T08:00'), isConfigured: false },
  ...{ acting: null, actingFor: null, actingForId: null, endsAt: null },
  ...more,
});

it('who has a post is greeted by it, and may choose a language', async () => {
  await expect(
    screensOf({
      'of one post': messages.welcomeCard(t, 'Rutan Masohi', [held('head')]),
      'of several': messages.welcomeCard(t, 'Rutan Masohi', [
        held('officer'),
        held('agencyHead', 'Dinas Sosial', { acting: 'plh', actingFor: 'Siti' }),
        held('agencyHead', 'Dinas Perikanan', { acting: 'plt' }),
      ]),
      settings: messages.settingsCard(t, 'id'),
      'settings, in English': messages.settingsCard(t, 'en'),
    }),
  ).toMatchFileSnapshot('screens/welcome.txt');
});

it('invitations are chosen, handed on, listed and taken', async () => {
  const agencies = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: n + 1, name: `Dinas ${n + 1}` }));
  const picker = (count: number, page = 0) =>
    invitations.agencyPicker(
      t,
      agencies(count),
      page,
      (id) => `pick ${id}`,
      (to) => `turn ${to}`,
    );
  const invited = {
    ...{ ok: true as const, id: 4, code: '7KQ4-M2XD', kind: 'agencyHead' as const, agencyId: 3 },
    ...{ agency: 'Dinas Sosial', expiresAt: at('2023-09-12T11:30'), over: undefined, acting: undefined },
    endsActing: [],
  };
  const acting = {
    ...{ as: 'plh' as const, endsAt: at('2023-09-20T00:00') },
    ...{ letterNumber: 'W.28-KP.04.01-120', letterOn: '2023-08-28' },
  };
  const open = (id: number, kind: PostKind, agency: string | null, over: string | null = null) => ({
    ...{ id, kind, agency, over, expiresAt: NOW },
  });
  const accepted = (kind: PostKind, agency: string | null, buttons?: Card['buttons']) =>
    invitations.acceptedCard(
      view,
      { ok: true, kind, agency, unitId: 1, unit: 'Rutan Masohi', zone: ZONE, postId: 5, overId: null },
      held(kind, agency),
      buttons,
    );
  const taken = (...holders: readonly HeldPost[]) =>
    invitations.takenCard(view, { kind: 'head', agencyId: null, mayReplace: true }, holders);
  await expect(
    screensOf({
      menu: invitations.inviteMenu(t, actor(post('head')), 2),
      'menu, none open': invitations.inviteMenu(t, actor(post('head')), 0),
      'menu of who invites agencies only': invitations.inviteMenu(t, actor(post('officer')), 1),
      'no agency': picker(0),
      'one agency': picker(1),
      'a page of agencies': picker(8),
      'the last page of agencies': picker(9, 1),
      'which post': invitations.invitePostCard(t, { id: 3, name: 'Dinas Sosial' }),
      link: invitations.invitedCard(view, invited, 'sambang_bot'),
      'may not': invitations.invitedCard(view, { ok: false, reason: 'forbidden' }, 'sambang_bot'),
      'agency gone': invitations.invitedCard(view, { ok: false, reason: 'no-agency' }, 'sambang_bot'),
      'none open': invitations.openInvitationsCard(view, []),
      open: invitations.openInvitationsCard(view, [
        open(8, 'officer', null),
        open(5, 'agencyContact', 'Dinas Sosial'),
        open(3, 'agencyHead', 'Dinas Sosial', 'Siti'),
      ]),
      'taken by a head': accepted('head', null),
      'taken by an agency’s': accepted('agencyContact', 'Dinas Sosial'),
      'taken, with what comes next': accepted('officer', null, [[{ label: 'Mulai', data: 'a' }]]),
      'link for a successor': invitations.invitedCard(
        view,
        { ...invited, over: held('agencyHead', 'Dinas Sosial', { name: 'Siti' }) },
        'sambang_bot',
      ),
      'link for a successor, beside whom somebody acts': invitations.invitedCard(
        view,
        {
          ...invited,
          over: held('agencyHead', 'Dinas Sosial', { name: 'Siti' }),
          endsActing: [held('agencyHead', 'Dinas Sosial', { acting: 'plh', actingFor: 'Siti' })],
        },
        'sambang_bot',
      ),
      'link for who acts': invitations.invitedCard(
        view,
        { ...invited, acting, over: held('agencyHead', 'Dinas Sosial', { name: 'Siti' }) },
        'sambang_bot',
      ),
      'somebody holds it': taken(held('head')),
      'the configuration gives it': taken(held('head', null, { isConfigured: true })),
      'two hold it': taken(held('head'), held('head', null, { id: 6, name: 'Siti', isConfigured: true })),
    }),
  ).toMatchFileSnapshot('screens/invitations.txt');
});

it('a stranger’s request is decided, and both are told', async () => {
  const decided = { ok: true as const, approved: true, kind: 'officer' as const, name: 'Ani', agency: null };
  await expect(
    screensOf({
      request: messages.requestCard(t, { id: 6, name: 'Ani' }),
      approved: messages.decidedCard(t, decided),
      'approved for an agency': messages.decidedCard(t, {
        ...decided,
        kind: 'agencyHead',
        agency: 'Dinas Sosial',
      }),
      refused: messages.decidedCard(t, { ...decided, approved: false, kind: null }),
      'may not': messages.decidedCard(t, { ok: false, reason: 'forbidden' }),
      gone: messages.decidedCard(t, { ok: false, reason: 'gone' }),
      'held by another': messages.decidedCard(t, { ok: false, reason: 'taken' }),
      'told yes': messages.decisionCard(t, {
        unit: 'Rutan Masohi',
        posts: [{ kind: 'agencyHead', agency: 'Dinas Sosial' }],
      }),
      'told no': messages.decisionCard(t, { unit: 'Rutan Masohi', posts: [] }),
    }),
  ).toMatchFileSnapshot('screens/requests.txt');
});
