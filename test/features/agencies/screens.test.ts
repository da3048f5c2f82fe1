import { expect, it } from 'vitest';
import { agencyCard, agencyListCard } from '../../../src/features/agencies/messages.js';
import type { AgencyDetail } from '../../../src/features/agencies/service.js';
import type { Member } from '../../../src/features/people/index.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';
import { NOW, ZONE } from '../../support/world.js';

const t = translator('id');
const voice = { t, locale: 'id' as const, zone: ZONE, now: NOW };

it('agencies are listed and shown with who speaks for them', async () => {
  const agencies = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: n, name: `Dinas ${n}` }));
  const detail = (more: Partial<AgencyDetail> = {}) => {
    const plain: AgencyDetail = {
      ...{ id: 3, name: 'Dinas Sosial', address: null, version: 1, contacts: [], programmes: 0 },
      ...{ mayEdit: false, mayInvite: false, mayEnd: false },
    };
    return Object.assign(plain, more);
  };
  const contact = (personId: number, name: string, more: Partial<Member> = {}): Member => {
    const post = {
      ...{
        id: 5,
        unitId: 1,
        kind: 'agencyHead' as const,
        agencyId: 3,
        agency: 'Dinas Sosial',
        personId,
        name,
      },
      ...{
        telegramId: 70n,
        startedAt: NOW,
        isConfigured: false,
        acting: null,
        actingFor: null,
        actingForId: null,
        endsAt: null,
      },
    };
    return { personId, name, posts: [post], lastSeenOn: null, reachable: true, ...more };
  };
  await expect(
    screensOf({
      none: agencyListCard(t, [], 0, false),
      'none, to be added': agencyListCard(t, [], 0, true),
      one: agencyListCard(t, agencies(1), 0, false),
      'a full page': agencyListCard(t, agencies(8), 0, true),
      'the last page': agencyListCard(t, agencies(9), 1, true),
      bare: agencyCard(detail(), voice),
      whole: agencyCard(
        detail({
          ...{ address: 'Jalan Contoh 1', programmes: 2, mayEdit: true, mayInvite: true, mayEnd: true },
          contacts: [
            contact(1, 'Ibu Kadis', { lastSeenOn: '2023-09-04' }),
            contact(2, 'Pak Kontak', { reachable: false }),
          ],
        }),
        voice,
        'Tersimpan',
      ),
    }),
  ).toMatchFileSnapshot('screens/agencies.txt');
});
