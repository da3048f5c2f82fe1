import { type Actor, isAgencyPost } from '../../../access/actor.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type PlannedNotice, planForOthers, planNotices, withdrawFrom } from '../../../delivery/notices.js';
import { countWaiting } from '../../../delivery/planned.js';
import { type Given, given } from '../../../lib/given.js';
import {
  type Around,
  type Because,
  type Deciding,
  type HeldPost,
  hindrance,
  markOf,
  mayEnd,
  mayInvite,
  type Named,
  type Prepared,
  type Reason,
  type Refusal,
  toPost,
} from './rules.js';
import { endHeld, heldPosts, holdsAny, postIn, revokeUnused, type Unused, unusedBy } from './store.js';

/** To whoever lost a post; to those who are to know. */
export const ENDED = 'post.ended';
export const LEFT = 'post.left';

/** What somebody is told whatever post they hold. */
const PERSONAL: readonly string[] = [ENDED, 'access.decided'];

type EndingDeps = Around & { readonly db: Db };

type Moment = { readonly now: Date; readonly zone: string };

const inOffice = ({ agencyId, kind }: HeldPost) =>
  agencyId === null && (kind === 'head' || kind === 'officer');

/** Who answers from then on for what somebody of the unit's office leaves: whoever was named, else its first head. */
function successor(all: readonly HeldPost[], post: HeldPost, named: number | undefined): Named | undefined {
  const others = all.filter(({ personId }) => personId !== post.personId);
  const chosen = others.find((one) => one.personId === named && inOffice(one));
  const found = chosen ?? others.find(({ kind }) => kind === 'head');
  return found && { id: found.personId, name: found.name };
}

/** Who is told what waits for whom leaves: who answers next; of an agency its head, else its contacts. */
function heirsOf(all: readonly HeldPost[], post: HeldPost, next: Named | undefined): readonly Named[] {
  if (next) return [next];
  if (!isAgencyPost(post.kind)) return [];
  const left = all.filter(({ agencyId, id }) => agencyId === post.agencyId && id !== post.id);
  const others = left.filter(({ personId }) => personId !== post.personId);
  const heads = others.filter(({ kind }) => kind === 'agencyHead');
  return (heads.length > 0 ? heads : others).map(({ personId: id, name }) => ({ id, name }));
}

/** Who is to answer for what was somebody's: who holds a post already, or who is just coming to theirs. */
type Next = {
  readonly named?: number | undefined;
  readonly incoming?: Named;
  /** The invitation by which they come, which is used and not revoked. */
  readonly by?: number;
};

/** Whether somebody may invite to what they have invited to with the posts that are left to them. */
function stillMay(left: Deciding, unused: Unused, all: readonly HeldPost[], ending: HeldPost): boolean {
  const { kind, agencyId, overId, acting } = unused;
  if (overId === ending.id) return false;
  const over = all.filter(({ id }) => id === overId);
  return mayInvite(left, { unitId: left.unitId, kind, agencyId, isActing: acting !== null }, over);
}

/** What ends, moves and is left waiting when a post ends. */
export async function prepare(
  db: Reader | Tx,
  { duties }: Around,
  post: HeldPost,
  { named, incoming, by }: Next,
  { now, zone }: Moment,
): Promise<Prepared> {
  const { unitId, personId } = post;
  const all = await heldPosts(db, { unitId }, now);
  const stays = all.filter((one) => one.personId === personId && one.id !== post.id);
  const leavesOffice = inOffice(post) && !stays.some(inOffice);
  const to = leavesOffice ? (incoming ?? successor(all, post, named)) : undefined;
  const open = [];
  for (const { noun, open: find } of leavesOffice ? duties : []) {
    open.push({ noun, open: await find(db, { unitId, personId }, { now, zone }) });
  }
  const heirs = heirsOf(all, post, incoming ?? to);
  const messages = await countWaiting(db, { unitId, personId, but: PERSONAL });
  const unused = await unusedBy(db, { unitId, personId }, now);
  const left = { unitId, personId, posts: stays.map(toPost) };
  const invitations = unused
    .filter((one) => one.id !== by && !stillMay(left, one, all, post))
    .map(({ id }) => id);
  const vacant =
    !incoming &&
    isAgencyPost(post.kind) &&
    !all.some(({ id, agencyId }) => agencyId === post.agencyId && id !== post.id);
  const acting = all.filter(({ actingForId }) => actingForId === post.id);
  const prepared = { post, stays, duties: open, to, messages, heirs, invitations, acting, vacant };
  return { ...prepared, mark: markOf(prepared) };
}

type By = {
  readonly actorId: number | null;
  readonly because: Because;
  readonly now: Date;
  /** Who leaves with them, and hears of their own post. */
  readonly leaving?: readonly number[];
};

/**
 * Those who are told that a post has ended: the unit's heads, of an agency its other people too; never who did it. Of a
 * successor heads hear by the invitation that was used, of who acted so far by this.
 */
function toldOf(
  { post, stays }: Prepared,
  all: readonly HeldPost[],
  { actorId, because, leaving = [] }: By,
): readonly number[] {
  const known = all.filter(({ agencyId, kind }) =>
    kind === 'head'
      ? because !== 'succeeded' || post.acting !== null
      : agencyId !== null && agencyId === post.agencyId,
  );
  const ids = known.map(({ personId }) => personId);
  return [...new Set(ids)].filter(
    (id) => id !== actorId && !leaving.includes(id) && (id !== post.personId || stays.length > 0),
  );
}

function notice({ id, unitId }: HeldPost, kind: string, personId: number, now: Date): PlannedNotice {
  const dedupeKey = `${kind}:${id}:person:${personId}`;
  return {
    dedupeKey,
    unitId,
    kind,
    subjectId: id,
    subjectVersion: 1,
    to: { personId },
    dueAt: now,
    priority: 1,
  };
}

/** Hands on what somebody answered for and what waits for them, revokes their invitations and closes their forms. */
async function passOn(tx: Tx, around: Around, prepared: Prepared, { actorId, now }: By): Promise<void> {
  const { post, stays, duties, to, heirs, invitations } = prepared;
  const { unitId, personId, telegramId } = post;
  const whose = { unitId, personId };
  if (to) {
    for (const { noun, pass } of around.duties) {
      if (duties.some((one) => one.noun === noun)) await pass(tx, whose, { personId: to.id, actorId, now });
    }
  }
  const leaving = { unitId, personId, but: PERSONAL };
  await planForOthers(
    tx,
    leaving,
    heirs.map((heir) => heir.id),
    now,
  );
  await revokeUnused(tx, unitId, invitations, now);
  if (stays.length > 0) return;
  await withdrawFrom(tx, leaving);
  if (!(await holdsAny(tx, personId, now))) await around.closeForms(tx, telegramId, now);
}

/**
 * Ends a post as it was prepared, within the caller's transaction, and tells whom it concerns, once. False: it has ended
 * already.
 */
export async function depart(tx: Tx, around: Around, prepared: Prepared, by: By): Promise<boolean> {
  const { post, duties, to } = prepared;
  const { id, unitId, personId, kind } = post;
  const { actorId, because, now } = by;
  if (!(await endHeld(tx, post, { byId: actorId, because, now }))) return false;
  await passOn(tx, around, prepared, by);
  const told = toldOf(prepared, await heldPosts(tx, { unitId }, now), by);
  await planNotices(tx, now, [
    ...(actorId === personId ? [] : [notice(post, ENDED, personId, now)]),
    ...told.filter((one) => one !== personId).map((one) => notice(post, LEFT, one, now)),
  ]);
  const moved = Object.fromEntries(duties.map(({ noun, open }) => [noun, open.length]));
  const detail = { kind, because, ...(to && { to: to.id, ...moved }) };
  await trace(tx, { unitId, at: now, actorId, action: 'post.end', subject: 'post', subjectId: id, detail });
  return true;
}

type Found =
  | { readonly ok: true; readonly prepared: Prepared }
  | { readonly ok: false; readonly reason: Exclude<Refusal, 'changed'> };

async function lookUp(
  db: Reader | Tx,
  around: Around,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
  postId: number,
): Promise<Found> {
  const { unitId, zone, personId } = actor;
  const [post] = await heldPosts(db, { unitId, id: postId }, now);
  if (!post) return { ok: false, reason: 'gone' };
  if (!mayEnd(actor, post)) return { ok: false, reason: 'forbidden' };
  const heads = post.kind === 'head' ? await heldPosts(db, { unitId, kind: 'head' }, now) : [];
  const reason = hindrance(post, heads);
  if (reason) return { ok: false, reason };
  const named = post.personId === personId ? undefined : personId;
  return { ok: true, prepared: await prepare(db, around, post, { named }, { now, zone }) };
}

/** What ending a post would come to, for whoever may end it. */
function look(deps: EndingDeps, actor: Actor, postId: number, now: Date): Promise<Found> {
  return lookUp(deps.db.read, deps, { actor, now }, postId);
}

/** What came of it, as far as it is told: without whom it concerns, so that nothing personal is kept with the update. */
type Ended =
  | { readonly ok: true; readonly postId: number }
  | { readonly ok: false; readonly reason: Refusal };

/**
 * Ends a post whole, or not at all: `changed` where what was shown (`mark`) is so no more. One's own is ended `own`.
 */
async function end(
  deps: EndingDeps,
  { actor, ref, now }: { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date },
  { postId, reason, mark }: { readonly postId: number; readonly reason: Reason; readonly mark: string },
): Promise<Ended> {
  return deps.db.write(async (tx) => {
    const { outcome } = await once<Ended>(tx, ref, 'post.end', now, async () => {
      await lockUnit(tx, actor.unitId);
      const { unitId, personId } = actor;
      // Theirs may have ended since the update came.
      const posts = (await heldPosts(tx, { unitId, personId }, now)).map(toPost);
      const found = await lookUp(tx, deps, { actor: { ...actor, posts }, now }, postId);
      if (!found.ok) return found;
      const { prepared } = found;
      if (prepared.mark !== mark) return { ok: false, reason: 'changed' };
      const because = prepared.post.personId === actor.personId ? 'own' : reason;
      const done = await depart(tx, deps, prepared, { actorId: actor.personId, because, now });
      return done ? { ok: true, postId } : { ok: false, reason: 'gone' };
    });
    return outcome;
  });
}

const useCases = { look, end };

/** How posts end. */
export type EndingService = Given<typeof useCases>;

export function createEndingService(deps: EndingDeps): EndingService {
  return given(deps, useCases);
}

/** What is acted in and whose time is over by now, in whatever unit. */
async function expired(
  db: Reader,
  now: Date,
): Promise<{ readonly id: number; readonly unitId: number; readonly zone: string }[]> {
  const found = await db.post.findMany({
    where: { endedAt: null, endsAt: { lte: now } },
    select: { id: true, unitId: true, unit: { select: { zone: true } } },
    orderBy: { id: 'asc' },
  });
  return found.map(({ id, unitId, unit: { zone } }) => ({ id, unitId, zone }));
}

/**
 * Ends what is acted in once its time is over; a unit's last head stays until there is another. Resolves to how many
 * ended.
 */
export async function endExpired(deps: EndingDeps, now: Date): Promise<number> {
  let ended = 0;
  for (const { id, unitId, zone } of await expired(deps.db.read, now)) {
    const done = await deps.db.write(async (tx) => {
      await lockUnit(tx, unitId);
      const post = await postIn(tx, unitId, id);
      if (!post?.endsAt || post.endedAt || post.endsAt > now) return false;
      const heads = post.kind === 'head' ? await heldPosts(tx, { unitId, kind: 'head' }, now) : [];
      if (hindrance(post, heads)) return false;
      const named = heads.find(({ acting, id: other }) => acting === null && other !== id)?.personId;
      const prepared = await prepare(tx, deps, post, { named }, { now, zone });
      return depart(tx, deps, prepared, { actorId: null, because: 'expired', now });
    });
    if (done) ended += 1;
  }
  return ended;
}

/**
 * Hands on what is left with heads whom the configuration names no more: their posts have ended at the start, before
 * any feature was there. Resolves to of how many.
 */
export async function settleConfigured(deps: EndingDeps, now: Date): Promise<number> {
  const gone = await deps.db.read.post.findMany({
    where: { endedBecause: 'configuration' },
    select: { id: true, unitId: true, unit: { select: { zone: true } } },
    orderBy: { id: 'asc' },
  });
  let settled = 0;
  for (const { id, unitId, unit } of gone) {
    const done = await deps.db.write(async (tx) => {
      await lockUnit(tx, unitId);
      const post = await postIn(tx, unitId, id);
      if (!post) return false;
      const prepared = await prepare(tx, deps, post, {}, { now, zone: unit.zone });
      const { stays, duties, messages } = prepared;
      if (stays.length > 0 || (messages === 0 && duties.every(({ open }) => open.length === 0))) return false;
      await passOn(tx, deps, prepared, { actorId: null, because: 'other', now });
      return true;
    });
    if (done) settled += 1;
  }
  return settled;
}
