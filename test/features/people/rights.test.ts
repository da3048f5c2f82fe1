import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActingKind, Actor, PostKind } from '../../../src/access/actor.js';
import type { HeldPost } from '../../../src/features/people/ending/rules.js';
import { createEndingService } from '../../../src/features/people/ending/service.js';
import { heldPosts, holdsAny } from '../../../src/features/people/ending/store.js';
import type { Seat } from '../../../src/features/people/invitations/rules.js';
import { createInvitationsService } from '../../../src/features/people/invitations/service.js';
import {
  colleaguesIn,
  holdsOffice,
  postedIn,
  telegramIdsPosted,
} from '../../../src/features/people/posts/store.js';
import { createRollService } from '../../../src/features/people/roll/service.js';
import { actorIn, findPerson, holders } from '../../../src/features/people/store.js';
import { databases, type TestDatabase } from '../../support/database.js';
import { at, NOW, type World, world } from '../../support/world.js';

const DAY_MS = 86_400_000;
const LATER = new Date(NOW.getTime() + 3 * DAY_MS);
const BEFORE = new Date(NOW.getTime() - 60_000);

describe.each(databases())('rights over posts on $kind', ({ open }) => {
  let database: TestDatabase;
  let unit: World;
  let head: Actor;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    unit = await world(database.db);
    head = await unit.person('head');
  });
  afterEach(() => database.reset());
  afterAll(() => database.close());

  const around = () => ({
    db: database.db,
    duties: [],
    closeForms: async () => undefined,
    secret: 'test',
    agencyIn: async (_db: unknown, _unitId: number, id: number) => ({ name: `Instansi ${id}` }),
  });
  const invitations = () => createInvitationsService(around());
  const endings = () => createEndingService(around());

  const post = ({ posts: [held] }: Actor) => held?.id ?? 0;

  /** Lets somebody only act in the post that they hold; they are as the next update finds them. */
  async function acts(actor: Actor, endsAt = LATER, acting: ActingKind = 'plh'): Promise<Actor> {
    const data = { acting, endsAt, letterNumber: 'W.28-1', letterOn: '2023-09-01' };
    await database.db.write((tx) => tx.post.update({ where: { id: post(actor) }, data }));
    return { ...actor, posts: actor.posts.map((held) => ({ ...held, acting })) };
  }

  const invite = (actor: Actor, seat: Seat, now = NOW) =>
    invitations().invite({ ...unit.doing(actor), now }, seat);

  async function linkFrom(actor: Actor, seat: Seat, now = NOW): Promise<string> {
    const invited = await invite(actor, seat, now);
    return invited.ok ? invited.code : expect.unreachable(invited.reason);
  }

  /** Accepts as somebody new, or as whoever is given, saying yes to what it ends. */
  let accounts = 70_000n;
  async function accept(code: string, as?: Actor, now = NOW) {
    accounts += 1n;
    const account = as
      ? { telegramId: as.telegramId, name: as.name }
      : { telegramId: accounts, name: `Baru ${accounts}` };
    const { ref } = unit.doing(head);
    const first = await invitations().accept(account, { code }, { ref, now });
    if (first.ok || first.reason !== 'confirm') return first;
    const mark = (await invitations().look(account, code, now))?.ends.mark ?? '';
    return invitations().accept(account, { code, mark }, { ref: unit.doing(head).ref, now });
  }

  const over = (actor: Actor): Seat => {
    const { kind, agencyId, id } = actor.posts[0] ?? expect.unreachable('no post');
    return { kind, agencyId, over: id };
  };
  const letter = (endsAt = LATER) => ({
    as: 'plh' as const,
    endsAt,
    letterNumber: 'W.28-2',
    letterOn: '2023-09-01',
  });
  const inPost = async (kind: PostKind) => {
    const posts = await database.own.post.findMany({
      where: { kind, endedAt: null },
      orderBy: { id: 'asc' },
    });
    return posts.map(({ personId }) => personId);
  };

  describe('who acts as head', () => {
    it('invites nobody over the head, nor beside, nor to act, and never for themselves', async () => {
      const plh = await acts(await unit.person('head'));
      const forbidden = { ok: false, reason: 'forbidden' };
      expect(await invite(plh, over(head))).toEqual(forbidden);
      expect(await invite(plh, { ...over(head), acting: letter() })).toEqual(forbidden);
      expect(await invite(plh, over(plh))).toEqual(forbidden);
      expect(await invite(plh, { ...over(plh), acting: letter() })).toEqual(forbidden);
      const seat: Seat = { kind: 'head', agencyId: null };
      const taken = { ok: false, reason: 'taken', mayReplace: false };
      expect(await invite(plh, seat)).toMatchObject(taken);
      expect(await invite(plh, { ...seat, beside: true })).toMatchObject(taken);
      expect(await invite(plh, { ...seat, acting: letter() })).toMatchObject(taken);
      await database.db.write((tx) =>
        tx.post.update({ where: { id: post(head) }, data: { configuredAt: NOW } }),
      );
      expect(await invite(plh, { ...seat, beside: true })).toMatchObject(taken);
      expect(await database.own.invitation.count()).toBe(0);
      expect((await invite(plh, { kind: 'officer', agencyId: null })).ok).toBe(true);
    });

    it('invites the head who comes to a vacant post, but not themselves', async () => {
      const plt = await acts(head, LATER, 'plt');
      const code = await linkFrom(plt, { kind: 'head', agencyId: null });
      expect(await accept(code, plt)).toEqual({ ok: false, reason: 'own' });
      expect(await accept(code)).toMatchObject({ ok: true, kind: 'head' });
    });

    it('ends nobody’s post as head, and is ended by the head', async () => {
      const plh = await acts(await unit.person('head'));
      expect(await endings().look(plh, post(head), NOW)).toEqual({ ok: false, reason: 'forbidden' });
      expect((await endings().look(head, post(plh), NOW)).ok).toBe(true);
    });
  });

  it('who acts for an agency’s head ends its contacts’ posts, not the head’s, and invites nobody over it', async () => {
    const { fisheries } = unit;
    const kadis = await unit.person('agencyHead', fisheries);
    const contact = await unit.person('agencyContact', fisheries);
    const plh = await acts(await unit.person('agencyHead', fisheries));
    expect(await invite(plh, over(kadis))).toEqual({ ok: false, reason: 'forbidden' });
    expect(await invite(plh, { ...over(kadis), acting: letter() })).toEqual({
      ok: false,
      reason: 'forbidden',
    });
    expect(await endings().look(plh, post(kadis), NOW)).toEqual({ ok: false, reason: 'forbidden' });
    expect((await endings().look(plh, post(contact), NOW)).ok).toBe(true);
    const both = { ...plh, posts: [...plh.posts, ...(await unit.person('officer')).posts] };
    expect(await invite(both, over(kadis))).toEqual({ ok: false, reason: 'forbidden' });
  });

  it('an officer invites to an agency’s posts, over nobody in them', async () => {
    const { fisheries } = unit;
    const officer = await unit.person('officer');
    const seat: Seat = { kind: 'agencyHead', agencyId: fisheries };
    expect((await invite(officer, seat)).ok).toBe(true);
    const kadis = await unit.person('agencyHead', fisheries);
    const contact = await unit.person('agencyContact', fisheries);
    for (const held of [kadis, contact]) {
      expect(await invite(officer, over(held))).toEqual({ ok: false, reason: 'forbidden' });
      expect(await invite(officer, { ...over(held), acting: letter() })).toEqual({
        ok: false,
        reason: 'forbidden',
      });
    }
    expect(await invite(officer, seat)).toMatchObject({ reason: 'taken', mayReplace: false });
    expect((await invite(officer, { kind: 'agencyContact', agencyId: fisheries })).ok).toBe(true);
    expect((await invite(kadis, over(kadis))).ok).toBe(true);
    expect((await invite(head, over(kadis))).ok).toBe(true);
  });

  describe('a link', () => {
    it('to act in a post is refused to whoever holds it, and to who made it', async () => {
      const { fisheries } = unit;
      const kadis = await unit.person('agencyHead', fisheries);
      const code = await linkFrom(head, { ...over(kadis), acting: letter() });
      expect(await accept(code, kadis)).toEqual({ ok: false, reason: 'own' });
      expect(await accept(code, head)).toEqual({ ok: false, reason: 'own' });
      expect(await accept(code)).toMatchObject({ ok: true, kind: 'agencyHead' });
    });

    it('to act is over with its last day, and once whose post it is has left', async () => {
      const { fisheries } = unit;
      const kadis = await unit.person('agencyHead', fisheries);
      const seat = { ...over(kadis), acting: letter() };
      const [late, left] = [await linkFrom(head, seat), await linkFrom(head, seat)];
      expect(await accept(late, undefined, LATER)).toEqual({ ok: false, reason: 'expired' });
      const found = await endings().look(head, post(kadis), NOW);
      const mark = found.ok ? found.prepared.mark : '';
      await endings().end(unit.doing(head), { postId: post(kadis), reason: 'moved', mark });
      expect(await accept(left)).toEqual({ ok: false, reason: 'void' });
      expect(await inPost('agencyHead')).toEqual([]);
    });

    it('of who has lost the right since is void, also before the sweep has ended what they acted in', async () => {
      const soon = new Date(NOW.getTime() + 60_000);
      const plh = await acts(await unit.person('head'), soon);
      const code = await linkFrom(plh, { kind: 'officer', agencyId: null });
      expect(await accept(code, undefined, soon)).toEqual({ ok: false, reason: 'void' });
      expect(await inPost('officer')).toEqual([]);
      expect(await accept(code, undefined, NOW)).toMatchObject({ ok: true, kind: 'officer' });
    });

    it('of an officer for a successor is revoked with the post, whatever else they hold', async () => {
      const officer = await unit.person('officer');
      await database.db.write((tx) =>
        tx.post.create({
          data: { unitId: unit.unitId, personId: officer.personId, kind: 'humas', startedAt: NOW },
        }),
      );
      const code = await linkFrom(officer, over(officer));
      const found = await endings().look(head, post(officer), NOW);
      const prepared = found.ok ? found.prepared : expect.unreachable(found.reason);
      expect(prepared.invitations).toHaveLength(1);
      const { mark } = prepared;
      await endings().end(unit.doing(head), { postId: post(officer), reason: 'moved', mark });
      expect(await accept(code)).toEqual({ ok: false, reason: 'revoked' });
      expect(await inPost('officer')).toEqual([]);
    });

    it('of an officer for a successor makes one, however many there are', async () => {
      const officer = await unit.person('officer');
      await database.db.write((tx) =>
        tx.post.create({
          data: { unitId: unit.unitId, personId: officer.personId, kind: 'humas', startedAt: NOW },
        }),
      );
      const codes = [await linkFrom(officer, over(officer)), await linkFrom(officer, over(officer))];
      expect(await accept(codes[0] ?? '')).toMatchObject({ ok: true });
      expect(await accept(codes[1] ?? '')).toEqual({ ok: false, reason: 'revoked' });
      expect(await inPost('officer')).toHaveLength(1);
    });

    it('of two that are accepted at once, over one post, one is good', async () => {
      const { fisheries } = unit;
      const kadis = await unit.person('agencyHead', fisheries);
      const codes = [await linkFrom(head, over(kadis)), await linkFrom(head, over(kadis))];
      const now = new Date(NOW.getTime() + 1000);
      const done = await Promise.all(codes.map((code) => accept(code, undefined, now)));
      expect(done.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await inPost('agencyHead')).toHaveLength(1);
      expect(await inPost('agencyHead')).not.toContain(kadis.personId);
    });

    it('accepted while a head ends that post: it ends once, and who succeeds is there or is not', async () => {
      const officer = await unit.person('officer');
      const code = await linkFrom(officer, over(officer));
      const found = await endings().look(head, post(officer), NOW);
      const mark = found.ok ? found.prepared.mark : '';
      const [accepted, ended] = await Promise.all([
        accept(code),
        endings().end(unit.doing(head), { postId: post(officer), reason: 'moved', mark }),
      ]);
      expect([accepted.ok, ended.ok].filter(Boolean)).toHaveLength(1);
      expect(await inPost('officer')).toHaveLength(accepted.ok ? 1 : 0);
      const traces = { action: 'post.end', subjectId: post(officer) };
      expect(await database.own.auditEntry.count({ where: traces })).toBe(1);
    });

    it('of a head who has been ended makes nobody head', async () => {
      const second = await unit.person('head');
      const code = await linkFrom(second, over(head));
      await database.db.write((tx) =>
        tx.post.update({ where: { id: post(second) }, data: { endedAt: NOW } }),
      );
      expect(await accept(code)).toEqual({ ok: false, reason: 'void' });
      expect(await inPost('head')).toEqual([head.personId]);
    });
  });

  it('a post is changed only by who holds theirs still, and not one that is acted in', async () => {
    const officer = await unit.person('officer');
    const roll = createRollService(around());
    const plt = await acts(await unit.person('officer'));
    expect(await roll.change(unit.doing(head), post(plt))).toEqual({ ok: false, reason: 'gone' });
    await unit.person('head');
    await database.db.write((tx) => tx.post.update({ where: { id: post(head) }, data: { endedAt: NOW } }));
    expect(await roll.change(unit.doing(head), post(officer))).toEqual({ ok: false, reason: 'forbidden' });
    expect(await inPost('officer')).toContain(officer.personId);
  });

  describe('what is acted in', () => {
    it('is held until its instant, wherever it is asked', async () => {
      const { unitId } = unit;
      const about = { id: unitId, name: 'Rutan', zone: 'Asia/Jayapura' };
      const { db } = database;
      const plh = await acts(await unit.person('officer'), LATER);
      const { personId, telegramId } = plh;
      const seen = async (now: Date) => {
        const all: readonly HeldPost[] = await heldPosts(db.read, { unitId }, now);
        return [
          all.some((held) => held.personId === personId),
          (await holders(db.read, unitId, [], now))(null).some(({ id }) => id === personId),
          (await actorIn(db.read, about, personId, { locale: 'id', now }))?.posts.length === 1,
          (await findPerson(db.read, telegramId, 'id', now))?.actor !== undefined,
          (await colleaguesIn(db.read, unitId, now)).some(({ id }) => id === personId),
          (await postedIn(db.read, unitId, now)).some(({ id }) => id === personId),
          await holdsOffice(db.read, unitId, personId, now),
          (await telegramIdsPosted(db.read, now)).has(Number(telegramId)),
          await holdsAny(db.read, personId, now),
        ];
      };
      expect(new Set(await seen(new Date(LATER.getTime() - 1)))).toEqual(new Set([true]));
      expect(new Set(await seen(LATER))).toEqual(new Set([false]));
    });

    it('as head goes on only while the unit has no other', async () => {
      const { db } = database;
      const plh = await acts(await unit.person('head'), BEFORE);
      const isHead = async () => (await findPerson(db.read, plh.telegramId, 'id', NOW))?.actor !== undefined;
      const isHeadToo = async () =>
        (
          await actorIn(db.read, { id: unit.unitId, name: '', zone: '' }, plh.personId, {
            locale: 'id',
            now: NOW,
          })
        )?.posts.length === 1;
      expect([await isHead(), await isHeadToo()]).toEqual([false, false]);
      expect(await endings().look(head, post(head), NOW)).toEqual({ ok: false, reason: 'last-head' });
      await db.write((tx) => tx.post.update({ where: { id: post(head) }, data: { endedAt: BEFORE } }));
      expect([await isHead(), await isHeadToo()]).toEqual([true, true]);
      const another = await acts(await unit.person('head'), at('2023-12-31T00:00'));
      expect([await isHead(), await isHeadToo()]).toEqual([false, false]);
      await acts(another, BEFORE);
      expect([await isHead(), await isHeadToo()]).toEqual([true, true]);
    });
  });
});
