import { type Actor, isAgencyPost, type PostKind, SINGLE_POSTS } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { planNotices } from '../../../delivery/notices.js';
import { type Given, given } from '../../../lib/given.js';
import type { Locale } from '../../../lib/locale.js';
import { toPost } from '../ending/rules.js';
import { heldPosts } from '../ending/store.js';
import type { AgencyIn } from '../rules.js';
import { ensurePerson, givePost, holders } from '../store.js';

/** A Telegram account; `locale`: the language that Telegram says, where it is one of ours. */
export type Account = {
  readonly telegramId: bigint;
  readonly name: string;
  readonly locale?: Locale | undefined;
};

export type Decided =
  | {
      readonly ok: true;
      readonly approved: boolean;
      readonly kind: PostKind | null;
      readonly name: string;
      readonly agency: string | null;
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'gone' | 'taken' };

type AccessDeps = { readonly db: Db; readonly agencyIn: AgencyIn };

/** A stranger asks for access; every head is told. `asked-before`: the first request still waits. */
async function askAccess(
  { db }: AccessDeps,
  account: Account,
  ref: UpdateRef,
  now: Date,
): Promise<'asked' | 'asked-before'> {
  return db.write(async (tx) => {
    const { outcome } = await once<'asked' | 'asked-before'>(tx, ref, 'access.ask', now, async () => {
      const unit = await tx.unit.findFirstOrThrow({ orderBy: { id: 'asc' } });
      const personId = await ensurePerson(tx, account, now);
      const open = await tx.accessRequest.findFirst({
        where: { unitId: unit.id, personId, decidedAt: null },
      });
      if (open) return 'asked-before';
      const { id } = await tx.accessRequest.create({
        data: { unitId: unit.id, personId, createdAt: now },
      });
      const staff = (await holders(tx, unit.id, [], now))(null);
      const heads = staff.filter(({ isHead }) => isHead);
      await planNotices(
        tx,
        now,
        heads.map((head) => ({
          dedupeKey: `access:${id}:ask:person:${head.id}`,
          unitId: unit.id,
          kind: 'access.request',
          subjectId: id,
          subjectVersion: 1,
          to: { personId: head.id },
          dueAt: now,
          priority: 1,
        })),
      );
      return 'asked';
    });
    return outcome;
  });
}

/** A request that still waits, for a head; undefined where it was decided or isn't this unit's. */
async function openRequest(
  { db }: AccessDeps,
  actor: Actor,
  id: number,
): Promise<{ readonly id: number; readonly name: string } | undefined> {
  const { unitId } = actor;
  if (!can(actor, 'access.decide', { unitId, agencyId: null })) return undefined;
  const request = await db.read.accessRequest.findFirst({
    where: { id, unitId, decidedAt: null },
    select: { person: { select: { name: true } } },
  });
  return request ? { id, name: request.person.name } : undefined;
}

type Decision = { readonly kind: PostKind; readonly agencyId: number | null } | 'refuse';

/** Takes a request as decided; false: it has been decided meanwhile. */
async function close(tx: Tx, id: number, decidedById: number, decision: Decision, now: Date) {
  const { count } = await tx.accessRequest.updateMany({
    where: { id, decidedAt: null },
    data: { decidedAt: now, decidedById, decision: decision === 'refuse' ? 'refused' : 'approved' },
  });
  return count > 0;
}

/** Tells whoever asked for access that it is decided. */
function tellDecided(
  tx: Tx,
  of: { readonly id: number; readonly unitId: number; readonly personId: number },
  now: Date,
) {
  const { id: subjectId, unitId, personId } = of;
  return planNotices(tx, now, [
    {
      dedupeKey: `access:${subjectId}:decided`,
      unitId,
      kind: 'access.decided',
      subjectId,
      subjectVersion: 1,
      to: { personId },
      dueAt: now,
      priority: 1,
    },
  ]);
}

async function decideOnce(
  tx: Tx,
  { agencyIn }: AccessDeps,
  actor: Actor,
  requestId: number,
  decision: Decision,
  now: Date,
): Promise<Decided> {
  const { unitId } = actor;
  // Of two heads who decide at once, the second sees what the first has given; and theirs may have ended meanwhile.
  await lockUnit(tx, unitId);
  const posts = (await heldPosts(tx, { unitId, personId: actor.personId }, now)).map(toPost);
  if (!can({ unitId, posts }, 'access.decide', { unitId, agencyId: null }))
    return { ok: false, reason: 'forbidden' };
  const request = await tx.accessRequest.findFirst({
    where: { id: requestId, unitId },
    include: { person: true },
  });
  if (!request) return { ok: false, reason: 'gone' };
  const post = decision === 'refuse' ? undefined : decision;
  const agencyId = post?.agencyId ?? null;
  const agency = agencyId === null ? null : await agencyIn(tx, unitId, agencyId);
  if (post && isAgencyPost(post.kind) !== (agency !== null)) return { ok: false, reason: 'gone' };
  // Who holds it now is succeeded by an invitation, which says what that ends.
  if (post && SINGLE_POSTS.includes(post.kind)) {
    const held = await heldPosts(tx, { unitId, kind: post.kind, agencyId }, now);
    if (held.some(({ acting }) => acting === null)) return { ok: false, reason: 'taken' };
  }
  if (!(await close(tx, requestId, actor.personId, decision, now))) return { ok: false, reason: 'gone' };
  const { personId, person } = request;
  if (post) await givePost(tx, { unitId, personId, ...post }, now);
  await trace(tx, {
    unitId,
    at: now,
    actorId: actor.personId,
    action: post ? 'access.approve' : 'access.refuse',
    subject: 'accessRequest',
    subjectId: requestId,
    ...(post && { detail: { kind: post.kind } }),
  });
  await tellDecided(tx, { id: requestId, unitId, personId }, now);
  const approved = post !== undefined;
  return { ok: true, approved, kind: post?.kind ?? null, name: person.name, agency: agency?.name ?? null };
}

/** A head approves a request for a post, or refuses it; whoever asked is told. */
async function decide(
  deps: AccessDeps,
  actor: Actor,
  requestId: number,
  decision: Decision,
  ref: UpdateRef,
  now: Date,
): Promise<Decided> {
  return deps.db.write(async (tx) => {
    const work = () => decideOnce(tx, deps, actor, requestId, decision, now);
    return (await once<Decided>(tx, ref, 'access.decide', now, work)).outcome;
  });
}

const useCases = { askAccess, openRequest, decide };

/** Strangers who ask to be let in, and what a head decides. */
export type AccessService = Given<typeof useCases>;

export function createAccessService(deps: AccessDeps): AccessService {
  return given(deps, useCases);
}
