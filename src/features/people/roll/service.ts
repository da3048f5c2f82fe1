import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Reader } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { inChunks } from '../../../lib/lists.js';
import { type Around, type HeldPost, mayEnd, mayInvite, toPost } from '../ending/rules.js';
import { depart, prepare } from '../ending/service.js';
import { heldPosts, type PastPost, postIn } from '../ending/store.js';
import { givePost } from '../store.js';
import { byPerson, changeOf, type Member } from './rules.js';

type RollDeps = Around & { readonly db: Db };

async function seenBy(db: Reader, posts: readonly HeldPost[]) {
  const ids = [...new Set(posts.map(({ personId }) => personId))];
  const found = await inChunks(ids, (some) =>
    db.person.findMany({
      where: { id: { in: some } },
      select: { id: true, lastSeenOn: true, unreachableAt: true },
    }),
  );
  return new Map(
    found.map(({ id, lastSeenOn, unreachableAt }) => [id, { lastSeenOn, reachable: unreachableAt === null }]),
  );
}

/** Everybody of an agency, with whether they can be reached. Two queries. */
export async function membersOf(
  db: Reader,
  unitId: number,
  agencyId: number,
  now: Date,
): Promise<readonly Member[]> {
  const posts = await heldPosts(db, { unitId, agencyId }, now);
  return byPerson(posts, await seenBy(db, posts));
}

/** Everybody who holds or held a post in a unit, by name. One query. */
export function peopleOf(
  db: Reader,
  unitId: number,
): Promise<{ readonly id: number; readonly name: string }[]> {
  return db.person.findMany({
    where: { posts: { some: { unitId } } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}

/** All that is kept of a person here, with every post that they ever held. */
export type PersonHistory = {
  readonly id: number;
  readonly name: string;
  readonly telegramId: bigint;
  readonly locale: string | null;
  readonly createdAt: Date;
  readonly lastSeenOn: string | null;
  /** The unit that they chose to act in; null: they chose none. */
  readonly actsInId: number | null;
  readonly posts: readonly PastPost[];
};

/** The person of a Telegram account with all their posts; undefined where it never wrote. A query for each post. */
export async function historyOf(db: Reader, telegramId: bigint): Promise<PersonHistory | undefined> {
  const person = await db.person.findUnique({
    where: { telegramId },
    select: {
      id: true,
      name: true,
      telegramId: true,
      locale: true,
      createdAt: true,
      lastSeenOn: true,
      actsInId: true,
      posts: { select: { id: true, unitId: true }, orderBy: { id: 'asc' } },
    },
  });
  if (!person) return undefined;
  const posts = [];
  for (const { id, unitId } of person.posts) {
    const post = await postIn(db, unitId, id);
    if (post) posts.push(post);
  }
  return { ...person, posts };
}

/** The posts that somebody looks after: a head the unit's, an agency's head that agency's. */
async function postsFor(db: Reader, actor: Actor, now: Date): Promise<readonly HeldPost[]> {
  const scope = scopeOf(actor, 'post.view');
  if (scope.kind === 'none') return [];
  const all = await heldPosts(db, { unitId: scope.unitId }, now);
  if (scope.kind === 'unit') return all;
  return all.filter(({ agencyId }) => agencyId !== null && scope.agencyIds.includes(agencyId));
}

/** Everybody with a post that the actor looks after. Two queries. */
async function list({ db }: RollDeps, actor: Actor, now: Date): Promise<readonly Member[]> {
  const posts = await postsFor(db.read, actor, now);
  return byPerson(posts, await seenBy(db.read, posts));
}

/** What may be done about a post. */
export type PostActs = {
  readonly post: HeldPost;
  readonly mayEnd: boolean;
  readonly maySucceed: boolean;
  readonly to: 'officer' | 'humas' | undefined;
};

/** One of them with what may be done; undefined: they aren't the actor's to look after, or hold no post. */
async function find(
  { db }: RollDeps,
  actor: Actor,
  personId: number,
  now: Date,
): Promise<{ readonly member: Member; readonly acts: readonly PostActs[] } | undefined> {
  const posts = (await postsFor(db.read, actor, now)).filter((post) => post.personId === personId);
  const [member] = byPerson(posts, await seenBy(db.read, posts));
  if (!member) return undefined;
  const { unitId } = actor;
  const mayGive = can(actor, 'post.inviteToUnit', { unitId, agencyId: null });
  const acts = posts.map((post) => ({
    post,
    mayEnd: mayEnd(actor, post),
    maySucceed: mayInvite(actor, { ...post, isActing: false }, [post]),
    to: mayGive && mayEnd(actor, post) ? changeOf(post) : undefined,
  }));
  return { member, acts };
}

/** `gone`: they hold it no more, or it is none that can be changed. */
type Changed = { readonly ok: true } | { readonly ok: false; readonly reason: 'forbidden' | 'gone' };

/** Turns an officer into humas, or the other way round: the one post is given, the other ends. */
async function change(
  deps: RollDeps,
  { actor, ref, now }: { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date },
  postId: number,
): Promise<Changed> {
  const { unitId, zone, personId: actorId } = actor;
  return deps.db.write(async (tx) => {
    const { outcome } = await once<Changed>(tx, ref, 'post.change', now, async () => {
      await lockUnit(tx, unitId);
      // Theirs may have ended since the update came.
      const posts = (await heldPosts(tx, { unitId, personId: actorId }, now)).map(toPost);
      if (!can({ unitId, posts }, 'post.inviteToUnit', { unitId, agencyId: null }))
        return { ok: false, reason: 'forbidden' };
      const [post] = await heldPosts(tx, { unitId, id: postId }, now);
      const kind = post && changeOf(post);
      if (!post || !kind) return { ok: false, reason: 'gone' };
      if (!mayEnd({ unitId, personId: actorId, posts }, post)) return { ok: false, reason: 'forbidden' };
      const { personId } = post;
      const subjectId = await givePost(tx, { unitId, personId, kind, agencyId: null }, now);
      const detail = { kind, over: postId };
      const what = { action: 'post.give', subject: 'post', subjectId, detail };
      await trace(tx, { unitId, at: now, actorId, ...what });
      const prepared = await prepare(tx, deps, post, { named: actorId }, { now, zone });
      await depart(tx, deps, prepared, { actorId, because: 'other', now });
      return { ok: true };
    });
    return outcome;
  });
}

const useCases = { list, find, change };

/** Who has which post, since when, and whether they can be reached. */
export type RollService = Given<typeof useCases>;

export function createRollService(deps: RollDeps): RollService {
  return given(deps, useCases);
}
