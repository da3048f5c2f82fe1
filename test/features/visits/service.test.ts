import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, PostKind } from '../../../src/features/people/rules.js';
import {
  createVisitsService,
  type VisitsService,
  visitTotals,
} from '../../../src/features/visits/service.js';
import type { Change } from '../../../src/features/visits/service-changes.js';
import { databases, type TestDatabase } from '../../support/database.js';

const NOW = new Date('2023-08-28T00:00:00Z');
const START = new Date('2023-08-31T01:00:00Z');
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

describe.each(databases())('visits on $kind', ({ open }) => {
  let database: TestDatabase;
  let visits: VisitsService;
  let unitId: number;
  let agencies: readonly number[];
  let officer: Actor;
  let contact: Actor;
  let stranger: Actor;

  async function person(name: string, kind: PostKind, agencyId: number | null): Promise<Actor> {
    const telegramId = BigInt(name.length * 1000 + name.charCodeAt(0));
    return database.db.write(async (tx) => {
      const { id: personId } = await tx.person.create({ data: { telegramId, name, createdAt: NOW } });
      const post = await tx.post.create({ data: { unitId, personId, kind, agencyId, startedAt: NOW } });
      const where = { unitId, unitName: 'Rutan', zone: 'Asia/Jayapura' };
      return { personId, telegramId, name, locale: 'id', ...where, posts: [{ ...post, kind }] };
    });
  }

  async function propose(actor: Actor, startsAt = START, agencyId = agencies[0] ?? 0): Promise<number> {
    const endsAt = new Date(startsAt.getTime() + HOUR);
    const about = { agencyId, direction: 'toAgency', purpose: 'Kerja sama', memberIds: [] } as const;
    const proposed = await database.db.write((tx) =>
      visits.propose(tx, actor, { ...about, startsAt, endsAt }, NOW),
    );
    if (!proposed.ok) throw new Error(proposed.reason);
    return proposed.id;
  }

  const change = (actor: Actor, id: number, version: number, what: Change, now = NOW) =>
    database.db.write((tx) => visits.change(tx, actor, { id, version }, what, now));
  const planned = () =>
    database.db.read.outbox.findMany({ where: { state: 'planned' }, orderBy: { dueAt: 'asc' } });

  beforeAll(async () => {
    database = await open();
    visits = createVisitsService({ db: database.db });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    ({ id: unitId } = await database.db.write((tx) =>
      tx.unit.create({ data: { name: 'Rutan', zone: 'Asia/Jayapura', createdAt: NOW } }),
    ));
    agencies = await database.db.write(async (tx) => {
      const ids: number[] = [];
      for (const name of ['perikanan', 'sosial']) {
        const { id } = await tx.agency.create({ data: { unitId, name, searchName: name, createdAt: NOW } });
        ids.push(id);
      }
      return ids;
    });
    officer = await person('Budi', 'officer', null);
    contact = await person('Rahman', 'agencyHead', agencies[0] ?? 0);
    stranger = await person('Lain', 'agencyHead', agencies[1] ?? 0);
  });

  it('of two answers at the same moment one counts', async () => {
    const id = await propose(officer);
    const outcomes = await Promise.all([
      change(contact, id, 1, { action: 'accept' }),
      change(officer, id, 1, { action: 'cancel', reason: 'sea' }),
      change(contact, id, 1, { action: 'decline', reason: null }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'stale')).toHaveLength(2);
    const visit = await database.db.read.visit.findUniqueOrThrow({ where: { id } });
    expect(visit.version).toBe(2);
    expect(await database.db.read.visitEvent.count({ where: { visitId: id } })).toBe(2);
  });

  it('another agency finds nothing, changes nothing and proposes only for itself', async () => {
    const id = await propose(officer);
    expect(await visits.find(stranger, id)).toBeUndefined();
    expect(await visits.history(stranger, id)).toBeUndefined();
    expect((await visits.list(stranger, 'coming', 0, NOW)).entries).toEqual([]);
    expect(await change(stranger, id, 1, { action: 'accept' })).toEqual({ ok: false, reason: 'foreign' });
    await expect(propose(stranger)).rejects.toThrow('refused');
  });

  it('another unit finds nothing', async () => {
    const id = await propose(officer);
    const elsewhere = {
      ...officer,
      unitId: unitId + 1,
      posts: officer.posts.map((post) => ({ ...post, unitId: unitId + 1 })),
    };
    expect(await visits.find(elsewhere, id)).toBeUndefined();
    expect(await change(elsewhere, id, 1, { action: 'cancel', reason: null })).toEqual({
      ok: false,
      reason: 'foreign',
    });
  });

  it('an agreement plans its reminders, and a move replaces them in the same transaction', async () => {
    const id = await propose(officer);
    await change(contact, id, 1, { action: 'accept' });
    const reminders = (await planned()).filter(({ dueAt }) => dueAt > NOW);
    expect(reminders.map(({ kind, dueAt }) => `${kind} ${dueAt.toISOString()}`)).toEqual([
      ...Array.from({ length: 2 }, () => 'visit.H-1 2023-08-29T23:00:00.000Z'),
      ...Array.from({ length: 2 }, () => 'visit.2h 2023-08-30T23:00:00.000Z'),
      'visit.outcome 2023-08-31T02:00:00.000Z',
    ]);
    const startsAt = new Date(START.getTime() + DAY);
    await change(officer, id, 2, { action: 'move', startsAt, endsAt: new Date(startsAt.getTime() + HOUR) });
    expect((await planned()).map(({ kind, subjectVersion }) => `${kind} v${subjectVersion}`)).toEqual([
      'visit.request v3',
    ]);
    await change(contact, id, 3, { action: 'accept' });
    const again = (await planned()).filter(({ dueAt }) => dueAt > NOW);
    expect(again.map(({ dueAt }) => dueAt.getTime())).toEqual(
      reminders.map(({ dueAt }) => dueAt.getTime() + DAY),
    );
  });

  it("the calendar's SEQUENCE rises with each agreement, rewording and calling off", async () => {
    const id = await propose(officer);
    const sequence = async () => (await database.db.read.visit.findUniqueOrThrow({ where: { id } })).sequence;
    expect(await sequence()).toBe(0);
    await change(contact, id, 1, { action: 'accept' });
    expect(await sequence()).toBe(1);
    await change(officer, id, 2, { action: 'edit', purpose: 'Serah terima bibit' });
    expect(await sequence()).toBe(2);
    const startsAt = new Date(START.getTime() + DAY);
    await change(contact, id, 3, {
      action: 'suggest',
      startsAt,
      endsAt: new Date(startsAt.getTime() + HOUR),
    });
    expect(await sequence()).toBe(2);
    await change(officer, id, 4, { action: 'accept' });
    expect(await sequence()).toBe(3);
    await change(contact, id, 5, { action: 'cancel', reason: 'us' });
    expect(await sequence()).toBe(4);
  });

  it('a visit that nobody agreed to is called off without a word to those who never heard of it', async () => {
    await database.db.write((tx) =>
      tx.person.update({ where: { id: contact.personId }, data: { unreachableAt: NOW } }),
    );
    const id = await propose(officer);
    await change(officer, id, 1, { action: 'cancel', reason: 'weather' });
    expect(await planned()).toEqual([]);
  });

  it('whoever of the unit answers an agency becomes responsible', async () => {
    const other = await person('Petugas Kedua', 'officer', null);
    const id = await propose(contact);
    const asked = (await planned()).map(({ kind, personId }) => [kind, personId]);
    expect(asked).toEqual([
      ['visit.offer', officer.personId],
      ['visit.offer', other.personId],
    ]);
    await change(other, id, 1, { action: 'accept' });
    const { officerId } = await database.db.read.visit.findUniqueOrThrow({ where: { id } });
    expect(officerId).toBe(other.personId);
  });

  it('the list pages, and parts what lies before today from what comes', async () => {
    const ids: number[] = [];
    for (let day = 0; day < 8; day += 1)
      ids.push(await propose(officer, new Date(START.getTime() + day * DAY)));
    const [first] = ids;
    await change(contact, first ?? 0, 1, { action: 'accept' });
    const now = new Date(START.getTime() + 3 * HOUR);
    const page = await visits.list(officer, 'coming', 0, now);
    expect(page.entries.map(({ id }) => id)).toEqual(ids.slice(0, 6));
    expect(page.more).toBe(true);
    expect((await visits.list(officer, 'coming', 1, now)).entries.map(({ id }) => id)).toEqual(ids.slice(6));
    expect((await visits.list(officer, 'waiting', 0, now)).entries.map(({ id }) => id)).toEqual(
      ids.slice(1, 7),
    );
    const later = new Date(START.getTime() + 2 * DAY);
    expect((await visits.list(officer, 'past', 0, later)).entries.map(({ id }) => id)).toEqual([
      ids[1],
      ids[0],
    ]);
  });

  it('totals count what began in the interval, by how it ended', async () => {
    const [held, nobody, off, waiting] = [
      await propose(officer),
      await propose(officer),
      await propose(officer),
      await propose(officer),
    ];
    await propose(officer, new Date(START.getTime() + 30 * DAY));
    const after = new Date(START.getTime() + 2 * HOUR);
    for (const id of [held, nobody]) await change(contact, id, 1, { action: 'accept' });
    await change(officer, held, 2, { action: 'hold' }, after);
    await change(officer, nobody, 2, { action: 'nobodyCame' }, after);
    await change(officer, off, 1, { action: 'cancel', reason: 'sea' });
    expect(waiting).toBeGreaterThan(0);
    const from = new Date(START.getTime() - DAY);
    expect(await visitTotals(database.db.read, unitId, from, new Date(START.getTime() + DAY))).toEqual({
      ...{ held: 1, nobodyCame: 1, cancelled: 1, declined: 0, confirmed: 0, waiting: 1 },
    });
    expect(await visitTotals(database.db.read, unitId, from, START)).toMatchObject({ held: 0, waiting: 0 });
  });

  it('saying once more that one is ready changes nothing twice', async () => {
    const id = await propose(officer);
    await change(contact, id, 1, { action: 'accept' });
    const later = new Date(NOW.getTime() + HOUR);
    expect(await change(contact, id, 2, { action: 'ready' }, later)).toEqual({ ok: true, id });
    expect(await change(contact, id, 2, { action: 'ready' }, later)).toEqual({
      ok: true,
      id,
      unchanged: true,
    });
    expect(await database.db.read.visitEvent.count({ where: { kind: 'accepted' } })).toBe(2);
  });
});
