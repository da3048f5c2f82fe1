import { expect, it } from 'vitest';
import type { Actor, PostKind } from '../../../src/access/actor.js';
import * as messages from '../../../src/features/people/messages.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';
import { at, NOW, ZONE } from '../../support/world.js';

const t = translator('id');
const view = { t, locale: 'id' as const, zone: ZONE };
const post = (kind: PostKind, agencyId: number | null = null, unitId = 1) => ({
  id: 1,
  unitId,
  kind,
  agencyId,
});

function actor(...posts: Actor['posts']): Actor {
  const who = { personId: 7, telegramId: 70n, name: 'Budi', locale: 'id' as const };
  return { ...who, unitId: 1, unitName: 'Rutan Masohi', zone: ZONE, posts };
}

it('who has a post is greeted by it, and may choose a language', async () => {
  const agencies = new Map([[3, 'Dinas Sosial']]);
  await expect(
    screensOf({
      'of one post': messages.welcomeCard(t, actor(post('head')), agencies),
      'of several': messages.welcomeCard(
        t,
        actor(
          post('agencyHead', 3),
          post('agencyHead', 3),
          post('agencyContact', 9),
          post('officer', null, 2),
        ),
        agencies,
      ),
      settings: messages.settingsCard(t, 'id'),
      'settings, in English': messages.settingsCard(t, 'en'),
    }),
  ).toMatchFileSnapshot('screens/welcome.txt');
});

it('invitations are chosen, handed on, listed and taken', async () => {
  const agencies = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: n + 1, name: `Dinas ${n + 1}` }));
  const picker = (count: number, page = 0) =>
    messages.agencyPicker(
      t,
      agencies(count),
      page,
      (id) => `pick ${id}`,
      (to) => `turn ${to}`,
    );
  const invited = {
    ...{ ok: true as const, id: 4, token: 'T0K3N', kind: 'agencyHead' as const },
    ...{ agency: 'Dinas Sosial', expiresAt: at('2023-09-12T11:30') },
  };
  const open = (id: number, kind: PostKind, agency: string | null) => ({ id, kind, agency, expiresAt: NOW });
  const accepted = (kind: PostKind, agency: string | null) =>
    messages.acceptedCard(t, { ok: true, kind, agency, unit: 'Rutan Masohi' }, undefined);
  await expect(
    screensOf({
      menu: messages.inviteMenu(t, actor(post('head')), 2),
      'menu, none open': messages.inviteMenu(t, actor(post('head')), 0),
      'menu of who invites agencies only': messages.inviteMenu(t, actor(post('officer')), 1),
      'no agency': picker(0),
      'one agency': picker(1),
      'a page of agencies': picker(8),
      'the last page of agencies': picker(9, 1),
      'which post': messages.invitePostCard(t, { id: 3, name: 'Dinas Sosial' }),
      link: messages.invitedCard(view, invited, 'sambang_bot'),
      'may not': messages.invitedCard(view, { ok: false, reason: 'forbidden' }, 'sambang_bot'),
      'agency gone': messages.invitedCard(view, { ok: false, reason: 'no-agency' }, 'sambang_bot'),
      'none open': messages.openInvitationsCard(view, []),
      open: messages.openInvitationsCard(view, [
        open(8, 'officer', null),
        open(5, 'agencyContact', 'Dinas Sosial'),
      ]),
      'taken by a head': accepted('head', null),
      'taken by an agency’s': accepted('agencyContact', 'Dinas Sosial'),
      'taken, with what comes next': messages.acceptedCard(
        t,
        { ok: true, kind: 'officer', agency: null, unit: 'Rutan Masohi' },
        [[{ label: 'Mulai', data: 'a' }]],
      ),
      ...Object.fromEntries(
        (['unknown', 'used', 'expired', 'revoked'] as const).map((reason) => [
          reason,
          messages.acceptedCard(t, { ok: false, reason }, undefined),
        ]),
      ),
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
      'told yes': messages.decisionCard(t, {
        unit: 'Rutan Masohi',
        posts: [{ kind: 'agencyHead', agency: 'Dinas Sosial' }],
      }),
      'told no': messages.decisionCard(t, { unit: 'Rutan Masohi', posts: [] }),
    }),
  ).toMatchFileSnapshot('screens/requests.txt');
});
