import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/access/actor.js';
import type { Item } from '../../../../src/features/followups/agree/rules.js';
import { FOLLOW_UPS_PER_PAGE } from '../../../../src/features/followups/followup/rules.js';
import {
  type Change,
  createFollowUpsService,
  type FollowUpsService,
} from '../../../../src/features/followups/followup/service.js';
import { databases, type TestDatabase } from '../../../support/database.js';
import { at, NOW, type World, world } from '../../../support/world.js';

const [sqlite] = databases();

describe('what is asked of a follow-up', () => {
  let database: TestDatabase;
  let followUps: FollowUpsService;
  let unit: World;
  let visit: number;
  let followUp: { readonly id: number; readonly version: number };
  let officer: Actor;
  let kadis: Actor;
  let other: Actor;

  beforeAll(async () => {
    if (!sqlite) return expect.unreachable();
    database = await sqlite.open();
    followUps = createFollowUpsService({ db: database.db });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
    officer = await unit.person('officer');
    kadis = await unit.person('agencyHead', unit.fisheries);
    other = await unit.person('agencyHead', unit.social);
    visit = await unit.visit(officer.personId, unit.fisheries, at('2023-08-31T10:00'), 'held');
    const id = await unit.followUp(visit, 'kirim draf', '2023-09-15', { agencyId: unit.fisheries });
    followUp = { id, version: 1 };
  });

  const ask = (actor: Actor, change: Change, version = followUp.version) => {
    const { ref, now } = unit.doing(actor);
    return followUps.changeOnce(actor, { id: followUp.id, version }, change, ref, now);
  };
  const move = (dueOn: string): Change => ({ action: 'move', dueOn });
  const stored = () =>
    database.own.followUp.findMany({ select: { state: true, version: true, dueOn: true } });
  const untouched = [{ state: 'open', version: 1, dueOn: '2023-09-15' }];

  it('is refused with why, and nothing is changed', async () => {
    expect(await ask(other, { action: 'done' })).toEqual({ ok: false, reason: 'foreign' });
    expect(await ask(kadis, move('2023-09-16'))).toEqual({ ok: false, reason: 'refused' });
    expect(await ask(kadis, { action: 'drop', text: 'tidak jadi' })).toEqual({
      ok: false,
      reason: 'refused',
    });
    expect(await ask(officer, { action: 'reopen' })).toEqual({ ok: false, reason: 'stale' });
    expect(await ask(officer, move('2023-09-16'), 2)).toEqual({ ok: false, reason: 'stale' });
    expect(await ask(officer, move('2023-09-04'))).toEqual({ ok: false, reason: 'past' });
    expect(await ask(officer, move('2023-09-31'))).toEqual({ ok: false, reason: 'past' });
    expect(await ask(officer, move('2023-09-15'))).toEqual({ ok: true, unchanged: true });
    expect(await stored()).toEqual(untouched);
    expect(await database.own.auditEntry.count()).toBe(0);
    expect(await ask(officer, move('2023-09-05'))).toEqual({ ok: true });
    expect(await stored()).toEqual([{ state: 'open', version: 2, dueOn: '2023-09-05' }]);
  });

  it('may have come about already', async () => {
    expect(await ask(kadis, { action: 'done' })).toEqual({ ok: true });
    expect(await ask(officer, { action: 'done' })).toEqual({ ok: true, unchanged: true });
    expect(await ask(officer, move('2023-09-16'), 2)).toEqual({ ok: false, reason: 'stale' });
    expect(await stored()).toEqual([{ state: 'done', version: 2, dueOn: '2023-09-15' }]);
  });

  it('is agreed of what was held, of those who were there and of days to come alone', async () => {
    const item = (more: Partial<Item> = {}): Item => {
      const plain = {
        what: 'kirim bibit',
        kind: 'agency' as const,
        ownerId: unit.fisheries,
        dueOn: '2023-09-05',
      };
      return Object.assign(plain, more);
    };
    const agree = (actor: Actor, of: number, ...items: readonly Item[]) =>
      database.db.write((tx) => followUps.agree(tx, actor, of, items, NOW));
    const planned = await unit.visit(officer.personId, unit.fisheries, at('2023-09-08T10:00'));
    const elsewhere = await (await world(database.db, { unitName: 'Rutan Lain' })).person('officer');
    expect(await agree(kadis, visit, item())).toEqual({ ok: false, reason: 'foreign' });
    expect(await agree(elsewhere, visit, item())).toEqual({ ok: false, reason: 'foreign' });
    expect(await agree(officer, planned, item())).toEqual({ ok: false, reason: 'not-held' });
    const late = item({ dueOn: '2023-09-04' });
    expect(await agree(officer, visit, item(), late)).toEqual({ ok: false, reason: 'past' });
    const strange = item({ ownerId: unit.social });
    expect(await agree(officer, visit, item(), strange)).toEqual({ ok: false, reason: 'owner' });
    const nobody = item({ kind: 'person', ownerId: unit.fisheries + 1000 });
    expect(await agree(officer, visit, nobody)).toEqual({ ok: false, reason: 'owner' });
    expect(await stored()).toEqual(untouched);
    expect(await agree(officer, visit, item())).toMatchObject({ ok: true });
    expect(await stored()).toHaveLength(2);
  });

  it('may be added to a visit by who changes follow-ups of its unit', async () => {
    expect(await followUps.origin(officer, visit, NOW)).toMatchObject({ state: 'held' });
    expect(await followUps.origin(kadis, visit, NOW)).toBeUndefined();
    expect((await followUps.ofVisit(kadis, visit)).map(({ id }) => id)).toEqual([followUp.id]);
    expect(await followUps.find(kadis, followUp.id)).toMatchObject({ what: 'kirim draf' });
  });

  it('is listed page by page, by its day, and once closed the last first', async () => {
    for (let n = 1; n < 2 * FOLLOW_UPS_PER_PAGE; n += 1)
      await unit.followUp(visit, `nomor ${n}`, `2023-10-${30 - n}`, { agencyId: unit.fisheries });
    const pages = [await followUps.list(officer, 'open', 0), await followUps.list(officer, 'open', 1)];
    expect(pages.map(({ found, more }) => [found.length, more])).toEqual([
      [FOLLOW_UPS_PER_PAGE, true],
      [FOLLOW_UPS_PER_PAGE, false],
    ]);
    const all = pages.flatMap(({ found }) => found);
    expect(all.map(({ dueOn }) => dueOn)).toEqual(all.map(({ dueOn }) => dueOn).toSorted());
    expect(new Set(all.map(({ id }) => id)).size).toBe(2 * FOLLOW_UPS_PER_PAGE);

    const [first, second] = all;
    if (!first || !second) return expect.unreachable();
    for (const [minutes, { id }] of [second, first].entries()) {
      const { ref } = unit.doing(officer);
      const now = new Date(NOW.getTime() + minutes * 60_000);
      await followUps.changeOnce(officer, { id, version: 1 }, { action: 'done' }, ref, now);
    }
    const closed = await followUps.list(officer, 'closed', 0);
    expect(closed.found.map(({ id }) => id)).toEqual([first.id, second.id]);
  });
});
