import { expect, it } from 'vitest';
import { closedDaysCard } from '../../../../src/features/visits/closing/messages.js';
import { agenciesCard, foundCard, listCard } from '../../../../src/features/visits/lists/messages.js';
import { LIST_VIEWS } from '../../../../src/features/visits/lists/rules.js';
import { clashText } from '../../../../src/features/visits/slots/messages.js';
import { VISIT_STATES } from '../../../../src/features/visits/state/rules.js';
import { screensOf } from '../../../support/screens.js';
import { at } from '../../../support/world.js';
import { MONDAY, reader } from '../card/plain.js';

const list = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n));
const entry = (id: number, startsAt: Date, state: (typeof VISIT_STATES)[number] = 'confirmed') => ({
  id,
  startsAt,
  endsAt: startsAt,
  state,
  agencyName: id === 1 ? 'Dinas Kelautan dan Perikanan Kabupaten Maluku Tengah' : 'Dinas Sosial',
});

it('lists of visits have a button for each, tabs, and the way to more', async () => {
  const entries = VISIT_STATES.map((state, id) => entry(id, at(`2023-08-${28 + (id % 3)}T10:00`), state));
  const tomorrow = [
    entry(1, at('2023-08-29T00:00')),
    entry(2, at('2023-09-28T10:00')),
    entry(3, at('2024-08-28T10:00')),
  ];
  const page = (more: object = {}) =>
    Object.assign({ view: 'coming' as const, page: 0, entries, more: false, agencyName: undefined }, more);
  const screens = {
    'coming, for the unit': listCard(page(), 'unit', reader()),
    'coming, for an agency': listCard(page(), 'agency', reader()),
    'coming, to look at': listCard(page(), undefined, reader()),
    'coming, none of today': listCard(page({ entries: tomorrow }), 'unit', reader()),
    'coming, the second page': listCard(page({ page: 1, more: true }), 'unit', reader()),
    'of one agency': listCard(page({ agencyId: 8, agencyName: 'Dinas Sosial', page: 2 }), 'unit', reader()),
  };
  for (const view of LIST_VIEWS)
    Object.assign(screens, {
      [`${view}, empty, for the unit`]: listCard(page({ view, entries: [] }), 'unit', reader()),
      [`${view}, empty, for an agency`]: listCard(page({ view, entries: [] }), 'agency', reader()),
      [`${view}, empty, to look at`]: listCard(page({ view, entries: [] }), undefined, reader()),
    });
  Object.assign(screens, {
    found: foundCard({ words: 'bibit.lele', page: 1, entries: tomorrow, more: true }, reader()),
    'nothing found': foundCard({ words: 'lele', page: 0, entries: [], more: false }, reader()),
    agencies: agenciesCard({ agencies: [{ id: 8, name: 'Dinas Sosial' }], page: 1, more: true }, reader()),
    'no agencies': agenciesCard({ agencies: [], page: 0, more: false }, reader()),
  });
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/lists.txt');
});

it('days on which the unit is closed can be opened again by whoever may', async () => {
  const days = (count: number) =>
    list(count, (n) => ({ date: `2023-09-${String(n + 1).padStart(2, '0')}`, reason: 'upacara' }));
  const screens = {
    none: closedDaysCard([], true, reader()),
    'none, to look at': closedDaysCard([], false, reader()),
    twenty: closedDaysCard(days(20), false, reader()),
    'twenty-one': closedDaysCard([...days(20), { date: 'kapan-kapan', reason: 'x' }], true, reader()),
    'no date': closedDaysCard([{ date: 'kapan-kapan', reason: 'x' }], true, reader()),
  };
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/closed-days.txt');
});

it('what is in the way of a time is said, three of them by name', async () => {
  const people = [
    { id: 9, name: 'Budi', posts: ['officer' as const] },
    { id: 2, name: 'Sinta', posts: ['humas' as const] },
    { id: 3, name: 'Tono', posts: [] },
  ];
  const taken = entry(4, at('2023-08-31T10:00'));
  const clash = (personIds: readonly number[], road = false) => ({
    with: Object.assign({ personIds, agencyIds: [8], placeId: null }, taken, {
      endsAt: at('2023-08-31T11:00'),
    }),
    personIds,
    sameAgency: personIds.length === 0,
    road,
  });
  const none = { clashes: [], unsuited: [], unknownYears: [] };
  const text = (more: object) => clashText(Object.assign({}, none, more), people, reader(MONDAY));
  const screens = {
    nothing: text({}),
    'an unknown year': text({ unknownYears: [2031] }),
    prayer: text({ unsuited: [{ kind: 'prayer' as const }] }),
    three: text({ clashes: [clash([9, 3]), clash([], true), clash([2], true)] }),
    four: text({
      clashes: list(4, () => clash([2])),
      unsuited: [{ kind: 'hours' as const }],
      unknownYears: [2031],
    }),
  };
  await expect(screensOf(screens)).toMatchFileSnapshot('screens/clashes.txt');
});
