import { expect, it } from 'vitest';
import { agencyCard, agencyListCard } from '../../../src/features/agencies/messages.js';
import type { AgencyDetail } from '../../../src/features/agencies/service.js';
import { translator } from '../../../src/words/translate.js';
import { screensOf } from '../../support/screens.js';

const t = translator('id');

it('agencies are listed and shown with who speaks for them', async () => {
  const agencies = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: n, name: `Dinas ${n}` }));
  const detail = (more: Partial<AgencyDetail> = {}) => {
    const plain: AgencyDetail = {
      ...{ id: 3, name: 'Dinas Sosial', address: null, version: 1, contacts: [], programmes: 0 },
      ...{ mayEdit: false, mayInvite: false },
    };
    return Object.assign(plain, more);
  };
  const contact = (name: string, unreachable: boolean) => ({
    name,
    kind: 'agencyHead' as const,
    unreachable,
  });
  await expect(
    screensOf({
      none: agencyListCard(t, [], 0, false),
      'none, to be added': agencyListCard(t, [], 0, true),
      one: agencyListCard(t, agencies(1), 0, false),
      'a full page': agencyListCard(t, agencies(8), 0, true),
      'the last page': agencyListCard(t, agencies(9), 1, true),
      bare: agencyCard(t, detail()),
      whole: agencyCard(
        t,
        detail({
          ...{ address: 'Jalan Contoh 1', programmes: 2, mayEdit: true, mayInvite: true },
          contacts: [contact('Ibu Kadis', false), contact('Pak Kontak', true)],
        }),
        'Tersimpan',
      ),
    }),
  ).toMatchFileSnapshot('screens/agencies.txt');
});
