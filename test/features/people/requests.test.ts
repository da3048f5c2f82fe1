import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/access/actor.js';
import { type AccessService, createAccessService } from '../../../src/features/people/requests/service.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { NOW, type World, world } from '../../support/world.js';

const [sqlite] = databases();

describe('a stranger’s request', () => {
  let database: TestDatabase;
  let access: AccessService;
  let unit: World;
  let head: Actor;
  let request: number;

  beforeAll(async () => {
    if (!sqlite) return expect.unreachable();
    database = await sqlite.open();
    access = createAccessService({
      duties: [],
      closeForms: async () => undefined,
      db: database.db,
      agencyIn: (db, unitId, id) => db.agency.findFirst({ where: { id, unitId }, select: { name: true } }),
    });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    unit = await world(database.db);
    head = await unit.person('head');
    const person = { telegramId: 77n, name: 'Ani', createdAt: NOW };
    ({ id: request } = await database.db.write((tx) =>
      tx.accessRequest.create({
        data: { unit: { connect: { id: unit.unitId } }, person: { create: person }, createdAt: NOW },
      }),
    ));
  });

  const decide = (actor: Actor, decision: Parameters<AccessService['decide']>[2]) =>
    access.decide(actor, request, decision, unit.doing(actor).ref, NOW);
  const officer = { kind: 'officer' as const, agencyId: null };
  const posts = () =>
    database.own.post.findMany({
      where: { person: { telegramId: 77n } },
      select: { kind: true, agencyId: true, endedAt: true },
    });

  it('is a head’s of the unit to decide, once, and for a post that there is', async () => {
    const elsewhere = await (await world(database.db, { unitName: 'Rutan Lain' })).person('head');
    const forbidden = { ok: false, reason: 'forbidden' };
    const gone = { ok: false, reason: 'gone' };
    expect(await decide(await unit.person('officer'), officer)).toEqual(forbidden);
    expect(await decide(elsewhere, officer)).toEqual(gone);
    expect(await decide(head, { kind: 'agencyHead', agencyId: null })).toEqual(gone);
    expect(await decide(head, { kind: 'agencyHead', agencyId: unit.social + 1000 })).toEqual(gone);
    expect(await decide(head, { kind: 'officer', agencyId: unit.social })).toEqual(gone);
    expect(await posts()).toEqual([]);
    expect(await decide(head, { kind: 'agencyHead', agencyId: unit.social })).toEqual({
      ...{ ok: true, approved: true, kind: 'agencyHead', name: 'Ani', agency: 'Dinas Sosial' },
    });
    expect(await posts()).toEqual([{ kind: 'agencyHead', agencyId: unit.social, endedAt: null }]);
    expect(await decide(head, officer)).toEqual(gone);
    expect(await posts()).toHaveLength(1);
    const told = await database.own.outbox.findMany({ select: { kind: true, subjectId: true } });
    expect(told).toEqual([{ kind: 'access.decided', subjectId: request }]);
  });

  it('that is refused gives no post, and is told too', async () => {
    expect(await decide(head, 'refuse')).toEqual({
      ...{ ok: true, approved: false, kind: null, name: 'Ani', agency: null },
    });
    expect(await posts()).toEqual([]);
    expect(await database.own.outbox.count()).toBe(1);
  });

  it('is shown to who may decide it while it waits', async () => {
    const elsewhere = await (await world(database.db, { unitName: 'Rutan Lain' })).person('head');
    expect(await access.openRequest(head, request)).toEqual({ id: request, name: 'Ani' });
    expect(await access.openRequest(await unit.person('officer'), request)).toBeUndefined();
    expect(await access.openRequest(elsewhere, request)).toBeUndefined();
    await decide(head, 'refuse');
    expect(await access.openRequest(head, request)).toBeUndefined();
  });
});
