import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, PostKind } from '../../../../src/access/actor.js';
import type { Change } from '../../../../src/features/visits/change/rules.js';
import {
  createVisitsService,
  type VisitsService,
  visitTotals,
} from '../../../../src/features/visits/visit/service.js';
import { databases, type TestDatabase } from '../../../support/database.js';

const NOW = new Date('2023-08-28T00:00:00Z');
const START = new Date('2023-08-31T01:00:00Z');
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

const resultOf = async <R>(acted: Promise<{ readonly result: R }>): Promise<R> => (await acted).result;

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
    const about = {
      agencyIds: [agencyId],
      direction: 'toAgency',
      purpose: 'Kerja sama',
      memberIds: [],
    } as const;
    const proposed = await database.db.write((tx) =>
      resultOf(visits.propose(tx, actor, { ...about, startsAt, endsAt }, NOW)),
    );
    if (!proposed.ok) throw new Error(proposed.reason);
    return proposed.id;
  }

  const change = (actor: Actor, id: number, version: number, what: Change, now = NOW) =>
    database.db.write((tx) => resultOf(visits.change(tx, actor, { id, version }, what, now)));
  const planned = () =>
    database.own.outbox.findMany({ where: { state: 'planned' }, orderBy: { dueAt: 'asc' } });

  beforeAll(async () => {
    database = await open();
    visits = createVisitsService({ db: database.db, sections: [] });
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
    const visit = await database.own.visit.findUniqueOrThrow({ where: { id } });
    expect(visit.version).toBe(2);
    expect(await database.own.visitEvent.count({ where: { visitId: id } })).toBe(2);
  });

  describe('two agencies of one visit', () => {
    const joint = async () => {
      const endsAt = new Date(START.getTime() + HOUR);
      const about = { direction: 'toAgency', purpose: 'Kerja sama', memberIds: [] } as const;
      const proposed = await database.db.write((tx) =>
        resultOf(
          visits.propose(tx, officer, { ...about, agencyIds: agencies, startsAt: START, endsAt }, NOW),
        ),
      );
      if (!proposed.ok) throw new Error(proposed.reason);
      return proposed.id;
    };
    const row = (id: number) =>
      database.own.visit.findUniqueOrThrow({
        where: { id },
        include: { parties: { orderBy: { id: 'asc' } } },
      });

    it('that accept at the same moment both count, and it is agreed', async () => {
      const id = await joint();
      const outcomes = await Promise.all([
        change(contact, id, 1, { action: 'accept' }),
        change(stranger, id, 1, { action: 'accept' }),
      ]);
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
      expect(await row(id)).toMatchObject({ state: 'confirmed', version: 2, sequence: 1 });
    });

    it('that answer otherwise at the same moment both count, and the unit decides', async () => {
      const id = await joint();
      await Promise.all([
        change(contact, id, 1, { action: 'accept' }),
        change(stranger, id, 1, { action: 'decline', reason: 'busy' }),
      ]);
      const { state, parties } = await row(id);
      expect([state, parties.map(({ answer, reason }) => [answer, reason])]).toEqual([
        'proposed',
        [
          ['accepted', null],
          ['declined', 'busy'],
        ],
      ]);
      expect(await change(officer, id, 2, { action: 'goOn' })).toEqual({ ok: true, id });
      expect((await row(id)).state).toBe('confirmed');
    });

    it('and the unit that calls it off meanwhile: whatever comes first holds', async () => {
      const id = await joint();
      await Promise.all([
        change(contact, id, 1, { action: 'accept' }),
        change(officer, id, 1, { action: 'cancel', reason: 'sea' }),
      ]);
      expect((await row(id)).state).toBe('cancelled');
      expect(await change(stranger, id, 1, { action: 'accept' })).toEqual({ ok: false, reason: 'stale' });
    });

    it('an agency proposes for itself alone, and nobody for one that is not there or named twice', async () => {
      const endsAt = new Date(START.getTime() + HOUR);
      const about = {
        direction: 'toUnit',
        purpose: 'Kerja sama',
        memberIds: [],
        startsAt: START,
        endsAt,
      } as const;
      const save = (actor: Actor, agencyIds: readonly number[]) =>
        database.db.write((tx) => resultOf(visits.propose(tx, actor, { ...about, agencyIds }, NOW)));
      const [first = 0] = agencies;
      for (const [actor, ids] of [
        [contact, agencies],
        [officer, []],
        [officer, [first, first]],
        [officer, [first, 999_999]],
      ] as const) {
        expect(await save(actor, ids)).toEqual({ ok: false, reason: 'refused' });
      }
    });
  });

  describe('two who want one time', () => {
    const wanted = (agencyId: number, startsAt = START) => ({
      ...({ agencyIds: [agencyId], direction: 'toAgency', purpose: 'Kerja sama', memberIds: [] } as const),
      startsAt,
      endsAt: new Date(startsAt.getTime() + HOUR),
    });
    const save = (actor: Actor, agencyId: number, startsAt?: Date, override?: string) =>
      database.db.write((tx) =>
        resultOf(visits.propose(tx, actor, { ...wanted(agencyId, startsAt), override }, NOW)),
      );

    it('at the same moment: one has it, every other is told', async () => {
      const [fisheries = 0, social = 0] = agencies;
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, n) => save(officer, n % 2 === 0 ? fisheries : social)),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'clash')).toHaveLength(7);
      expect(await database.own.visit.count()).toBe(1);
    });

    it('two officers meet the same agency: one has it', async () => {
      const other = await person('Petugas Kedua', 'officer', null);
      const outcomes = await Promise.all([save(officer, agencies[0] ?? 0), save(other, agencies[0] ?? 0)]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    });

    it('a move and a proposal: one has it', async () => {
      const id = await propose(officer, new Date(START.getTime() + DAY), agencies[1]);
      const move = { action: 'move', startsAt: START, endsAt: new Date(START.getTime() + HOUR) } as const;
      const outcomes = await Promise.all([change(officer, id, 1, move), save(officer, agencies[0] ?? 0)]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    });

    it('accepting an offer and a proposal: one has it', async () => {
      const id = await propose(contact);
      const outcomes = await Promise.all([
        change(officer, id, 1, { action: 'accept' }),
        save(officer, agencies[1] ?? 0),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    });

    it('the road to the next place is left free, and no more', async () => {
      await propose(officer);
      const [, social = 0] = agencies;
      const after = (minutes: number) => new Date(START.getTime() + minutes * 60_000);
      expect(await save(officer, social, after(75))).toEqual({ ok: false, reason: 'clash' });
      expect((await save(officer, social, after(90))).ok).toBe(true);
    });

    it('only a head keeps a time against what stands in the way, with the reason in the history', async () => {
      await propose(officer);
      const head = await person('Karutan', 'head', null);
      const [fisheries = 0] = agencies;
      expect(await save(officer, fisheries, START, 'mendesak')).toEqual({ ok: false, reason: 'clash' });
      expect(await save(head, fisheries)).toEqual({ ok: false, reason: 'clash' });
      const kept = await save(head, fisheries, START, 'mendesak');
      if (!kept.ok) throw new Error(kept.reason);
      const events = (await visits.history(head, kept.id, NOW))?.events;
      expect(events?.map(({ kind, reason }) => [kind, reason])).toEqual([['proposed', 'mendesak']]);
    });

    it('a reason that nothing made necessary is not kept', async () => {
      const head = await person('Karutan', 'head', null);
      const saved = await save(head, agencies[0] ?? 0, START, 'mendesak');
      const events = saved.ok ? (await visits.history(head, saved.id, NOW))?.events : undefined;
      expect(events?.map(({ reason }) => reason)).toEqual([null]);
    });

    it('a weekend, a holiday and the Friday prayer stand in the way of the unit, not of an agency', async () => {
      const [fisheries = 0] = agencies;
      for (const startsAt of ['2023-09-02T01:00:00Z', '2023-09-28T01:00:00Z', '2023-09-01T02:30:00Z']) {
        expect(await save(officer, fisheries, new Date(startsAt))).toEqual({ ok: false, reason: 'clash' });
        expect((await save(contact, fisheries, new Date(startsAt))).ok).toBe(true);
      }
    });

    it('an agency learns nothing of the visits of another', async () => {
      await propose(officer, START, agencies[1]);
      expect((await visits.calendar(contact, NOW)).taken).toEqual([]);
      expect((await save(contact, agencies[0] ?? 0)).ok).toBe(true);
    });
  });

  it('another agency finds nothing, changes nothing and proposes only for itself', async () => {
    const id = await propose(officer);
    expect(await visits.find(stranger, id, NOW)).toBeUndefined();
    expect(await visits.history(stranger, id, NOW)).toBeUndefined();
    expect((await visits.list(stranger, { view: 'coming', page: 0 }, NOW)).entries).toEqual([]);
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
    expect(await visits.find(elsewhere, id, NOW)).toBeUndefined();
    expect(await change(elsewhere, id, 1, { action: 'cancel', reason: null })).toEqual({
      ok: false,
      reason: 'foreign',
    });
  });

  it('an agreement plans its reminders, and another time that is agreed replaces them in the same transaction', async () => {
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
    // The agreed time stands, and is reminded of, until the agency accepts another.
    expect((await planned()).map(({ kind, subjectVersion }) => `${kind} v${subjectVersion}`)).toEqual([
      'visit.request v3',
      ...['visit.nudge v3', 'visit.H-1 v3', 'visit.H-1 v3', 'visit.unanswered v3'],
      ...['visit.2h v3', 'visit.2h v3', 'visit.outcome v3'],
    ]);
    await change(contact, id, 3, { action: 'accept' });
    const again = (await planned()).filter(({ dueAt }) => dueAt > NOW);
    expect(again.map(({ dueAt }) => dueAt.getTime())).toEqual(
      reminders.map(({ dueAt }) => dueAt.getTime() + DAY),
    );
  });

  it("the calendar's SEQUENCE rises with each agreement, rewording and calling off", async () => {
    const id = await propose(officer);
    const sequence = async () => (await database.own.visit.findUniqueOrThrow({ where: { id } })).sequence;
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
    const asked = (await planned())
      .filter(({ kind }) => kind === 'visit.offer')
      .map(({ kind, personId }) => [kind, personId]);
    expect(asked).toEqual([
      ['visit.offer', officer.personId],
      ['visit.offer', other.personId],
    ]);
    await change(other, id, 1, { action: 'accept' });
    const { officerId } = await database.own.visit.findUniqueOrThrow({ where: { id } });
    expect(officerId).toBe(other.personId);
  });

  it('the list pages, and parts what lies before today from what comes', async () => {
    const ids: number[] = [];
    // Thursday and the working days after it.
    for (const day of [0, 1, 4, 5, 6, 7, 8, 11])
      ids.push(await propose(officer, new Date(START.getTime() + day * DAY)));
    const [first] = ids;
    await change(contact, first ?? 0, 1, { action: 'accept' });
    const now = new Date(START.getTime() + 3 * HOUR);
    const page = await visits.list(officer, { view: 'coming', page: 0 }, now);
    expect(page.entries.map(({ id }) => id)).toEqual(ids.slice(0, 6));
    expect(page.more).toBe(true);
    expect(
      (await visits.list(officer, { view: 'coming', page: 1 }, now)).entries.map(({ id }) => id),
    ).toEqual(ids.slice(6));
    expect(
      (await visits.list(officer, { view: 'waiting', page: 0 }, now)).entries.map(({ id }) => id),
    ).toEqual(ids.slice(1, 7));
    const later = new Date(START.getTime() + 2 * DAY);
    expect(
      (await visits.list(officer, { view: 'past', page: 0 }, later)).entries.map(({ id }) => id),
    ).toEqual([ids[1], ids[0]]);
  });

  it('totals count what began in the interval, by how it ended', async () => {
    const [held, nobody, off, waiting] = [
      await propose(officer, new Date(START.getTime() - 2 * HOUR)),
      await propose(officer),
      await propose(officer, new Date(START.getTime() + 3 * HOUR)),
      await propose(officer, new Date(START.getTime() + 5 * HOUR)),
    ];
    await propose(officer, new Date(START.getTime() + 27 * DAY));
    const after = new Date(START.getTime() + 2 * HOUR);
    for (const id of [held, nobody]) await change(contact, id, 1, { action: 'accept' });
    await change(officer, held, 2, { action: 'hold' }, after);
    await change(officer, nobody, 2, { action: 'nobodyCame' }, after);
    await change(officer, off, 1, { action: 'cancel', reason: 'sea' });
    expect(waiting).toBeGreaterThan(0);
    const from = new Date(START.getTime() - DAY);
    expect(await visitTotals(database.db.read, unitId, from, new Date(START.getTime() + DAY))).toEqual({
      held: 1,
      nobodyCame: 1,
      cancelled: 1,
      declined: 0,
      confirmed: 0,
      waiting: 1,
    });
    expect(await visitTotals(database.db.read, unitId, from, START)).toMatchObject({ held: 1, waiting: 0 });
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
    expect(await database.own.visitEvent.count({ where: { kind: 'accepted' } })).toBe(2);
  });
});
