import { type Actor, isAgencyPost, type PostKind, SINGLE_POSTS } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { planNotices } from '../../../delivery/notices.js';
import { type Given, given } from '../../../lib/given.js';
import type { Locale } from '../../../lib/locale.js';
import { type Around, toPost } from '../ending/rules.js';
import { heldPosts } from '../ending/store.js';
import type { AgencyIn } from '../rules.js';
import { ensurePerson, givePost, holders } from '../store.js';
import type { Succession } from '../succession/rules.js';
import { prepareSuccession, succeed } from '../succession/service.js';
import { unitNames } from '../units/store.js';

/** A Telegram account; `locale`: the language that Telegram says, where it is one of ours. */
export type Account = {
  readonly telegramId: bigint;
  readonly name: string;
  readonly locale?: Locale | undefined;
};

export type Settled =
  | {
      readonly ok: true;
      readonly approved: boolean;
      readonly kind: PostKind | null;
      readonly name: string;
      readonly agency: string | null;
      /** The posts of who acted in it, which have ended. */
      readonly actedIds?: readonly number[];
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'gone' | 'taken' };

/** It ends somebody's acting: that is shown first (`confirm`), and again where it is so no more (`changed`). */
type Decided =
  | Settled
  | { readonly ok: false; readonly reason: 'confirm' }
  | { readonly ok: false; readonly reason: 'changed' };

type AccessDeps = Around & { readonly db: Db; readonly agencyIn: AgencyIn };

/**
 * A stranger asks for access to a unit; every head of it is told. `asked-before`: the first request still waits;
 * `which`: there are several units, and it wasn't said which.
 */
async function askAccess(
  { db }: AccessDeps,
  { unitId, ...account }: Account & { readonly unitId?: number | undefined },
  ref: UpdateRef,
  now: Date,
): Promise<'asked' | 'asked-before' | 'which'> {
  return db.write(async (tx) => {
    const { outcome } = await once<'asked' | 'asked-before' | 'which'>(
      tx,
      ref,
      'access.ask',
      now,
      async () => {
        const units = await unitNames(tx);
        const unit = units.length === 1 ? units[0] : units.find(({ id }) => id === unitId);
        if (!unit) return 'which';
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
      },
    );
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

type Seat = { readonly kind: PostKind; readonly agencyId: number | null };

/** `mark`: what it ends, as that was shown. */
export type Decision = (Seat & { readonly mark?: string | undefined }) | 'refuse';

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

type Coming = Seat & { readonly unitId: number; readonly personId: number; readonly name: string };

/** Whose acting ends when somebody comes to a post that nobody holds for good; undefined: nobody's. */
function endsWith(
  db: Reader | Tx,
  around: Around,
  { unitId, kind, agencyId, personId, name }: Coming,
  at: { readonly now: Date; readonly zone: string },
): Promise<Succession | undefined> {
  const seat = { unitId, kind, agencyId, over: undefined };
  return prepareSuccession(db, around, { ...seat, incoming: { id: personId, name } }, at);
}

/** What approving a request for a post would end, to be shown before. */
async function look(
  deps: AccessDeps,
  actor: Actor,
  requestId: number,
  { kind, agencyId }: Seat,
  now: Date,
): Promise<
  (Seat & { readonly name: string; readonly agency: string | null; readonly ends: Succession }) | undefined
> {
  const { unitId, zone } = actor;
  const { read } = deps.db;
  if (!can(actor, 'access.decide', { unitId, agencyId: null })) return undefined;
  const request = await read.accessRequest.findFirst({
    where: { id: requestId, unitId, decidedAt: null },
    select: { personId: true, person: { select: { name: true } } },
  });
  if (!request) return undefined;
  const { personId, person } = request;
  const agency = agencyId === null ? null : await deps.agencyIn(read, unitId, agencyId);
  const coming = { unitId, kind, agencyId, personId, name: person.name };
  const ends = await endsWith(read, deps, coming, { now, zone });
  return ends && { kind, agencyId, name: person.name, agency: agency?.name ?? null, ends };
}

async function decideOnce(
  tx: Tx,
  deps: AccessDeps,
  actor: Actor,
  requestId: number,
  decision: Decision,
  now: Date,
): Promise<Decided> {
  const { unitId, zone } = actor;
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
  const agency = agencyId === null ? null : await deps.agencyIn(tx, unitId, agencyId);
  if (post && isAgencyPost(post.kind) !== (agency !== null)) return { ok: false, reason: 'gone' };
  // Who holds it now is succeeded by an invitation, which says what that ends.
  if (post && SINGLE_POSTS.includes(post.kind)) {
    const held = await heldPosts(tx, { unitId, kind: post.kind, agencyId }, now);
    if (held.some(({ acting }) => acting === null)) return { ok: false, reason: 'taken' };
  }
  const { personId, person } = request;
  const seat = post && { unitId, personId, kind: post.kind, agencyId };
  const open = seat && !request.decidedAt ? { ...seat, name: person.name } : undefined;
  const ends = open && (await endsWith(tx, deps, open, { now, zone }));
  if (ends && ends.mark !== post?.mark)
    return { ok: false, reason: post?.mark === undefined ? 'confirm' : 'changed' };
  if (!(await close(tx, requestId, actor.personId, decision, now))) return { ok: false, reason: 'gone' };
  if (seat) await givePost(tx, seat, now);
  if (ends) await succeed(tx, deps, ends, { actorId: actor.personId, incomingId: personId, now });
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
  return {
    ok: true,
    approved: post !== undefined,
    kind: post?.kind ?? null,
    name: person.name,
    agency: agency?.name ?? null,
    ...(ends && { actedIds: ends.acting.map((one) => one.post.id) }),
  };
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

const useCases = { askAccess, openRequest, look, decide };

/** Strangers who ask to be let in, and what a head decides. */
export type AccessService = Given<typeof useCases>;

export function createAccessService(deps: AccessDeps): AccessService {
  return given(deps, useCases);
}
