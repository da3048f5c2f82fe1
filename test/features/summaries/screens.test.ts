import { expect, it } from 'vitest';
import * as messages from '../../../src/features/summaries/messages.js';
import type { Group } from '../../../src/features/summaries/store.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';
import { at, NOW, ZONE } from '../../support/world.js';

const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW };

const group = (id: number, more: Partial<Group> = {}) =>
  ({
    id,
    unitId: 1,
    unitName: 'Rutan Masohi',
    zone: ZONE,
    chatId: BigInt(-id),
    title: `Grup ${id}`,
    topicId: null,
    weekday: 1,
    minute: 450,
    locale: 'id',
    agencyId: null,
    agencyName: null,
    boundAt: at('2023-08-01T00:00'),
    open: true,
    ...more,
  }) as Group;

const draft = { weekday: 5 as const, minute: 960, locale: 'id' as const, agencyId: null, agencyName: null };
const list = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n + 1));
const agencies = (count: number) => list(count, (id) => ({ id, name: `Dinas ${id}` }));

it('a group’s summaries are bound, changed and stopped', async () => {
  const bound = { agencyId: 3, agencyName: 'Dinas Sosial', locale: 'en' as const };
  await expect(
    screensOf({
      bound: messages.boundCard(voice, group(1)),
      'bound, of an agency, with a note': messages.boundCard(voice, group(1, bound), 'Tersimpan.'),
      draft: messages.draftCard(voice, draft, false),
      'draft of what is bound': messages.draftCard(voice, { ...draft, ...bound }, true),
      days: messages.dayCard(voice, draft),
      hours: messages.hourCard(voice, { ...draft, agencyId: 3 }),
      'no agency': messages.agencyCard(voice, draft, [], 0),
      'a page of agencies': messages.agencyCard(voice, draft, agencies(8), 0),
      'the first of two pages': messages.agencyCard(voice, draft, agencies(9), 0),
      'the second of two pages': messages.agencyCard(voice, draft, agencies(9), 1),
      stop: messages.stopCard(voice, group(1)),
      'no groups, for a head': messages.groupsCard(voice, [], true),
      'no groups, for others': messages.groupsCard(voice, [], false),
      groups: messages.groupsCard(voice, [group(1), group(2, bound)], true),
      'a dozen groups': messages.groupsCard(voice, list(12, group), true),
      'one more': messages.groupsCard(voice, list(13, group), true),
    }),
  ).toMatchFileSnapshot('screens/groups.txt');
});
