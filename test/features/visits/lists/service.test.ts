import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Db } from '../../../../src/db/database.js';
import { visitLists } from '../../../../src/features/visits/lists/service.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, type World, world } from '../../../support/world.js';

/** Tuesday; its week began on the 4th. */
const NOON = at('2023-09-05T12:00');

describe.each(databases())('lists of visits on $kind', ({ open }) => {
  let database: TestDatabase;
  let db: Db;
  let unit: World;
  let officer: Actor;
  let other: Actor;

  beforeAll(async () => {
    database = await open();
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(db);
    other = await unit.person('officer');
    officer = await unit.person('officer');
  });

  const put = async (...days: readonly string[]) => {
    const ids: number[] = [];
    for (const day of days)
      ids.push(await unit.visit(officer.personId, unit.fisheries, at(`2023-${day}`), 'confirmed'));
    return ids;
  };
  type View = 'today' | 'week' | 'coming' | 'mine' | 'waiting' | 'past';
  const list = (view: View, page = 0, agencyId?: number, actor = officer) =>
    visitLists(db).list(actor, { view, page, agencyId }, NOON);
  const days = async (view: View, agencyId?: number, actor = officer) =>
    (await list(view, 0, agencyId, actor)).entries.map(({ startsAt }) => {
      const there = new Date(startsAt.getTime() + 9 * 3_600_000).toISOString();
      return there.slice(5, 16);
    });

  it('are cut at midnight, and in order of time', async () => {
    await put('09-11T00:00', '09-05T23:59', '09-04T00:00', '09-05T00:00', '09-03T23:59', '09-04T23:59');
    await put('09-06T00:00', '09-10T23:59');
    expect(await days('today')).toEqual(['09-05T00:00', '09-05T23:59']);
    expect(await days('week')).toEqual([
      '09-04T00:00',
      '09-04T23:59',
      '09-05T00:00',
      '09-05T23:59',
      '09-06T00:00',
      '09-10T23:59',
    ]);
    expect(await days('coming')).toEqual([
      '09-05T00:00',
      '09-05T23:59',
      '09-06T00:00',
      '09-10T23:59',
      '09-11T00:00',
    ]);
    expect(await days('past')).toEqual(['09-04T23:59', '09-04T00:00', '09-03T23:59']);
  });

  it('of what is over at once: it is past then, whenever it was to be', async () => {
    const states = ['held', 'nobodyCame', 'declined', 'cancelled', 'counterProposed', 'proposed'] as const;
    for (const [n, state] of states.entries())
      await unit.visit(officer.personId, unit.social, at(`2023-09-${15 - n}T09:00`), state);
    await put('09-05T09:00', '09-04T09:00');
    expect(await days('coming')).toEqual(['09-05T09:00', '09-10T09:00', '09-11T09:00']);
    expect(await days('mine')).toEqual(['09-05T09:00', '09-10T09:00', '09-11T09:00']);
    expect(await days('past')).toEqual([
      '09-15T09:00',
      '09-14T09:00',
      '09-13T09:00',
      '09-12T09:00',
      '09-04T09:00',
    ]);
  });

  it('are of those who answer for a visit or go along', async () => {
    await put('09-06T09:00');
    await unit.visit(other.personId, unit.fisheries, at('2023-09-07T09:00'), 'confirmed', {
      members: { create: { personId: officer.personId } },
    });
    await unit.visit(other.personId, unit.fisheries, at('2023-09-08T09:00'));
    expect(await days('mine')).toEqual(['09-06T09:00', '09-07T09:00']);
    expect(await days('mine', undefined, other)).toEqual(['09-07T09:00', '09-08T09:00']);
  });

  it('are of those that wait for an answer, from today on', async () => {
    const states = ['held', 'counterProposed', 'confirmed', 'proposed', 'cancelled', 'declined'] as const;
    for (const [n, state] of states.entries())
      await unit.visit(officer.personId, unit.social, at(`2023-09-0${9 - n}T09:00`), state);
    await unit.visit(officer.personId, unit.social, at('2023-09-04T09:00'), 'proposed');
    expect(await days('waiting')).toEqual(['09-06T09:00', '09-08T09:00']);
  });

  it('are of one agency, by its name, where that is asked', async () => {
    await put('09-06T09:00');
    await unit.visit(officer.personId, unit.social, at('2023-09-07T09:00'));
    expect(await list('coming', 0, unit.social)).toMatchObject({
      agencyName: 'Dinas Sosial',
      entries: [{ startsAt: at('2023-09-07T09:00') }],
    });
    expect((await list('coming')).agencyName).toBeUndefined();
    expect(await days('coming', undefined, await unit.person('agencyHead', unit.social))).toEqual([
      '09-07T09:00',
    ]);
  });

  it('name all agencies of a visit', async () => {
    await unit.visit(officer.personId, unit.social, at('2023-09-07T09:00'), 'confirmed', {
      parties: { create: [{ agencyId: unit.social }, { agencyId: unit.fisheries }] },
    });
    expect((await list('coming')).entries.map(({ agencyName }) => agencyName)).toEqual([
      'Dinas Sosial, Dinas Perikanan',
    ]);
  });

  it('have six on a page, and say whether there is another; of one time, the first entered is first', async () => {
    const ids = await put(...Array.from({ length: 6 }, () => '09-06T09:00'));
    expect(await list('coming')).toMatchObject({ more: false });
    ids.push(...(await put('09-06T09:00')));
    const pages = [await list('coming'), await list('coming', 1)];
    expect(pages.map(({ more, entries }) => [more, entries.map(({ id }) => id)])).toEqual([
      [true, ids.slice(0, 6)],
      [false, ids.slice(6)],
    ]);
  });

  it('find words in a purpose or an agency’s name, newest first, and nothing by no words', async () => {
    const with_ = (purpose: string) => ({ purpose, searchText: purpose.toLowerCase() });
    const visit = (agencyId: number, day: string, purpose: string) =>
      unit.visit(officer.personId, agencyId, at(`2023-${day}`), 'held', with_(purpose));
    const old = await visit(unit.social, '08-01T09:00', 'Bibit lele');
    await visit(unit.social, '08-03T09:00', 'Rapat');
    const fresh = await visit(unit.fisheries, '08-02T09:00', 'Rapat');
    const lele = await visit(unit.social, '08-04T09:00', 'Panen lele');
    const found = async (words: string) =>
      (await visitLists(db).search(officer, words, 0)).entries.map(({ id }) => id);
    expect(await found('lele')).toEqual([lele, old]);
    expect(await found('Perikanan')).toEqual([fresh]);
    expect(await visitLists(db).search(officer, ' ?! ', 0)).toMatchObject({ entries: [], more: false });
  });

  it('have eight agencies on a page, by name', async () => {
    const partners = async (page: number) => {
      const { agencies, more } = await visitLists(db).partners(officer, page);
      return { names: agencies.map(({ name }) => name), more };
    };
    for (const letter of 'FEDCBA') await unit.agency(`Balai ${letter}`);
    const eight = [...'ABCDEF'].map((letter) => `Balai ${letter}`).concat('Dinas Perikanan', 'Dinas Sosial');
    expect(await partners(0)).toEqual({ names: eight, more: false });
    await unit.agency('Balai G');
    expect(await partners(0)).toMatchObject({ more: true });
    expect(await partners(1)).toEqual({ names: ['Dinas Sosial'], more: false });
  });
});
