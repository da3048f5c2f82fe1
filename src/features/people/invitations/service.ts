import { type Actor, isAgencyPost, type PostKind, SINGLE_POSTS } from '../../../access/actor.js';
import { can, inviteAction } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { planNotices } from '../../../delivery/notices.js';
import { type Given, given } from '../../../lib/given.js';
import { hashOf } from '../../../lib/shut/hash.js';
import { type Around, type HeldPost, mayEnd, mayInvite, type Named, toPost } from '../ending/rules.js';
import { heldPosts } from '../ending/store.js';
import type { Account } from '../requests/service.js';
import type { AgencyIn } from '../rules.js';
import { ensurePerson, givePost } from '../store.js';
import { actingEnded, type Succession } from '../succession/rules.js';
import { prepareSuccession, succeed } from '../succession/service.js';
import { derivedCode, INVITATION_DAYS, invitationState, randomCode, readCode, type Seat } from './rules.js';

const DAY_MS = 86_400_000;

/** What became of an invitation. `code` goes into the deep link; it is nowhere stored. */
export type Invited =
  | {
      readonly ok: true;
      readonly id: number;
      readonly code: string;
      readonly kind: PostKind;
      readonly agencyId: number | null;
      readonly agency: string | null;
      readonly expiresAt: Date;
      /** Whose post it is. */
      readonly over: HeldPost | undefined;
      readonly acting: Seat['acting'] | undefined;
      /** Whose acting in it ends when it is accepted. */
      readonly endsActing: readonly HeldPost[];
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'no-agency' | 'gone' | 'configured' }
  /** There is one of it, and these hold it. */
  | {
      readonly ok: false;
      readonly reason: 'taken';
      readonly holders: readonly HeldPost[];
      /** Who asks may say who succeeds them, or acts for them. */
      readonly mayReplace: boolean;
    };

type Refused = {
  readonly ok: false;
  readonly reason: 'unknown' | 'used' | 'own' | 'home' | 'expired' | 'revoked' | 'void' | 'taken';
};

export type Accepted =
  | {
      readonly ok: true;
      readonly kind: PostKind;
      readonly agency: string | null;
      readonly unitId: number;
      readonly unit: string;
      readonly zone: string;
      readonly postId: number;
      /** The post that has ended so. */
      readonly overId: number | null;
      /** The posts of who acted in it, which have ended too. */
      readonly actedIds?: readonly number[];
    }
  | Refused
  /** It ends somebody's post: that is shown first, and again where it is so no more. */
  | { readonly ok: false; readonly reason: 'confirm' | 'changed' };

export type OpenInvitation = {
  readonly id: number;
  readonly kind: PostKind;
  readonly agency: string | null;
  readonly expiresAt: Date;
  /** Whose post it ends. */
  readonly over: string | null;
};

type InvitationDeps = Around & {
  readonly db: Db;
  /** What codes are derived from, together with the update that asked for them. */
  readonly secret: string;
  readonly agencyIn: AgencyIn;
};

type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };

/** Those who hold a post of which there is one, and for good. */
async function definitiveIn(
  db: Reader | Tx,
  unitId: number,
  { kind, agencyId }: Pick<Seat, 'kind' | 'agencyId'>,
  now: Date,
): Promise<HeldPost[]> {
  if (!SINGLE_POSTS.includes(kind)) return [];
  return (await heldPosts(db, { unitId, kind, agencyId }, now)).filter(({ acting }) => acting === null);
}

/** The post that an invitation is over, or why it can't be. */
async function overOf(
  tx: Tx,
  { actor, now }: Omit<Doing, 'ref'>,
  seat: Seat,
): Promise<{ readonly over: HeldPost | undefined } | Extract<Invited, { ok: false }>> {
  const { unitId } = actor;
  const { kind, agencyId, over: id, acting, beside } = seat;
  const [over] = id === undefined ? [] : await heldPosts(tx, { unitId, id, kind, agencyId }, now);
  if (id !== undefined && !over) return { ok: false, reason: 'gone' };
  const wanted = { unitId, kind, agencyId, isActing: acting !== undefined };
  if (!mayInvite(actor, wanted, over ? [over] : [])) return { ok: false, reason: 'forbidden' };
  if (over && !acting && over.isConfigured) return { ok: false, reason: 'configured' };
  const holders = over ? [] : await definitiveIn(tx, unitId, seat, now);
  if (holders.length === 0) return { over };
  const mayReplace = holders.every((post) => mayEnd(actor, post));
  const kept = beside && !acting && holders.some(({ isConfigured }) => isConfigured);
  return kept && mayReplace ? { over } : { ok: false, reason: 'taken', holders, mayReplace };
}

type Made = { readonly id: number; readonly expiresAt: string };

/**
 * A one-use link for a post, good for seven days, within the caller's transaction.
 *
 * @param by.code Nothing but its hash is kept.
 * @param by.once Where it is done once for an update: what gives the outcome that was kept.
 */
async function inviteIn(
  tx: Tx,
  agencyIn: AgencyIn,
  { actor, now }: Omit<Doing, 'ref'>,
  seat: Seat,
  by: { readonly code: string; readonly once?: (work: () => Promise<Made>) => Promise<Made> },
): Promise<Invited> {
  const { unitId, personId: invitedById } = actor;
  const { kind, agencyId, acting } = seat;
  const found = await overOf(tx, { actor, now }, seat);
  if ('ok' in found) return found;
  const { over } = found;
  const agency = agencyId === null ? null : await agencyIn(tx, unitId, agencyId);
  if (isAgencyPost(kind) !== (agency !== null)) return { ok: false, reason: 'no-agency' };
  const { code, once: onceOnly = (work) => work() } = by;
  const { id, expiresAt } = await onceOnly(async () => {
    const until = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
    const letter = acting && {
      acting: acting.as,
      letterNumber: acting.letterNumber,
      letterOn: acting.letterOn,
      endsAt: acting.endsAt,
    };
    const data = { unitId, kind, agencyId, overId: over?.id ?? null, ...letter };
    const { id: made } = await tx.invitation.create({
      data: { ...data, tokenHash: hashOf(code), invitedById, createdAt: now, expiresAt: until },
    });
    const detail = { kind, ...(over && { over: over.id }), ...(acting && { acting: acting.as }) };
    const what = { action: 'invitation.make', subject: 'invitation', subjectId: made, detail };
    await trace(tx, { unitId, at: now, actorId: invitedById, ...what });
    return { id: made, expiresAt: until.toISOString() };
  });
  const held = acting ? [] : await heldPosts(tx, { unitId, kind, agencyId }, now);
  const endsActing = actingEnded(held, { overId: over?.id });
  return {
    ok: true,
    id,
    code,
    kind,
    agencyId,
    agency: agency?.name ?? null,
    expiresAt: new Date(expiresAt),
    over,
    acting,
    endsActing,
  };
}

/** A one-use link for a post; a redelivered update gets the same again. */
function invite(deps: InvitationDeps, { ref, ...doing }: Doing, seat: Seat): Promise<Invited> {
  const { db, secret, agencyIn } = deps;
  const { kind, agencyId, over = 0 } = seat;
  const code = derivedCode(secret, `invitation ${ref.botId} ${ref.updateId} ${kind} ${agencyId} ${over}`);
  return db.write((tx) =>
    inviteIn(tx, agencyIn, doing, seat, {
      code,
      once: async (work) => (await once(tx, ref, 'invitation.make', doing.now, work)).outcome,
    }),
  );
}

/** Invitations that can still be used, newest first. */
async function openInvitations(
  { db }: InvitationDeps,
  actor: Actor,
  now: Date,
): Promise<readonly OpenInvitation[]> {
  const { unitId } = actor;
  const found = await db.read.invitation.findMany({
    where: {
      unitId,
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: now },
      invitedById: { not: null },
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
    },
    include: {
      agency: { select: { name: true } },
      over: { select: { person: { select: { name: true } } } },
    },
    orderBy: { id: 'desc' },
    take: 20,
  });
  return found
    .filter(({ kind, agencyId }) => can(actor, inviteAction(kind), { unitId, agencyId }))
    .map(({ id, kind, agency, expiresAt, over, acting }) => ({
      id,
      kind,
      expiresAt,
      agency: agency?.name ?? null,
      over: acting ? null : (over?.person.name ?? null),
    }));
}

/** `false`: it was used, revoked or never this actor's to revoke. */
async function revoke({ db }: InvitationDeps, actor: Actor, id: number, now: Date): Promise<boolean> {
  const { unitId, personId } = actor;
  return db.write(async (tx) => {
    const found = await tx.invitation.findFirst({ where: { id, unitId } });
    if (!found || !(found.invitedById === personId || can(actor, inviteAction(found.kind), found)))
      return false;
    if (found.revokedAt) return true;
    const { count } = await tx.invitation.updateMany({
      where: { id, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 1) {
      const what = { action: 'invitation.revoke', subject: 'invitation', subjectId: id };
      await trace(tx, { unitId, at: now, actorId: personId, ...what, detail: { kind: found.kind } });
    }
    return count === 1;
  });
}

function findInvitation(db: Reader | Tx, code: string) {
  return db.invitation.findUnique({
    where: { tokenHash: hashOf(readCode(code)) },
    include: { agency: true, unit: true, usedBy: { select: { telegramId: true } } },
  });
}
type FoundInvitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;

/**
 * What an invitation is not good for any more: there is one of the post and somebody has come to hold it since
 * (`taken`); or whoever invited couldn't now, or the post that is to be acted in is nobody's by now (`void`). A code
 * from the machine is nobody's.
 */
async function outdated(
  tx: Tx,
  found: FoundInvitation,
  over: HeldPost | undefined,
  now: Date,
): Promise<'taken' | 'void' | undefined> {
  const { unitId, kind, agencyId, overId, acting, createdAt, invitedById } = found;
  if (invitedById === null) return undefined;
  const holders = await definitiveIn(tx, unitId, found, now);
  if (!acting && holders.some((post) => post.id !== overId && post.startedAt > createdAt)) return 'taken';
  if (over ? over.isConfigured && !acting : acting && (overId !== null || holders.length > 0)) return 'void';
  const posts = (await heldPosts(tx, { unitId, personId: invitedById }, now)).map(toPost);
  const wanted = { unitId, kind, agencyId, isActing: acting !== null };
  const may = mayInvite({ unitId, personId: invitedById, posts }, wanted, over ? [over] : holders);
  return may ? undefined : 'void';
}

/** Whether an invitation isn't for somebody: they made it, or hold for good what it lets another act in. */
async function isOwn(
  tx: Tx,
  { unitId, kind, agencyId, acting, invitedById }: FoundInvitation,
  personId: number,
  now: Date,
): Promise<boolean> {
  if (invitedById === personId) return true;
  if (!acting) return false;
  const held = await heldPosts(tx, { unitId, kind, agencyId, personId }, now);
  return held.some((post) => post.acting === null);
}

/** What accepting ends; undefined: nothing. To act ends nothing; a code from the machine gives a head over nobody. */
async function succession(
  db: Reader | Tx,
  around: Around,
  { id: by, unitId, kind, agencyId, acting, unit }: FoundInvitation,
  { over, incoming }: { readonly over: HeldPost | undefined; readonly incoming: Named },
  now: Date,
): Promise<Succession | undefined> {
  if (acting) return undefined;
  const coming = { unitId, kind, agencyId, over, incoming, by };
  return prepareSuccession(db, around, coming, { now, zone: unit.zone });
}

/** The post that an invitation is over, while it is held. */
async function overNow(
  db: Reader | Tx,
  { unitId, overId }: FoundInvitation,
  now: Date,
): Promise<HeldPost | undefined> {
  return overId === null ? undefined : (await heldPosts(db, { unitId, id: overId }, now))[0];
}

async function acceptOnce(
  tx: Tx,
  deps: InvitationDeps,
  account: Account,
  { code, mark, now }: { readonly code: string; readonly mark: string | undefined; readonly now: Date },
): Promise<Accepted> {
  const invitation = await findInvitation(tx, code);
  if (!invitation) return { ok: false, reason: 'unknown' };
  const { unitId, kind, agencyId, acting, letterNumber, letterOn, endsAt, overId } = invitation;
  const state = invitationState(invitation, now);
  if (state === 'used' && invitation.usedBy?.telegramId === account.telegramId)
    return { ok: false, reason: 'home' };
  if (state !== 'open') return { ok: false, reason: state };
  await lockUnit(tx, unitId);
  const over = await overNow(tx, invitation, now);
  const reason = await outdated(tx, invitation, over, now);
  if (reason) return { ok: false, reason };
  const personId = await ensurePerson(tx, account, now);
  if (over?.personId === personId || (await isOwn(tx, invitation, personId, now)))
    return { ok: false, reason: 'own' };
  const incoming = { id: personId, name: account.name };
  const ends = await succession(tx, deps, invitation, { over, incoming }, now);
  if (ends && ends.mark !== mark) return { ok: false, reason: mark === undefined ? 'confirm' : 'changed' };
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, usedAt: null, revokedAt: null },
    data: { usedAt: now, usedById: personId },
  });
  if (count === 0) return { ok: false, reason: 'used' };
  const letter =
    acting && endsAt ? { acting, actingForId: overId, letterNumber, letterOn, endsAt } : undefined;
  const postId = await givePost(tx, { unitId, personId, kind, agencyId }, now, letter);
  if (ends) await succeed(tx, deps, ends, { actorId: personId, incomingId: personId, now });
  const detail = {
    kind,
    invitation: invitation.id,
    ...(ends?.over && { over: ends.over.post.id }),
    ...(acting && { acting }),
  };
  const what = { action: 'post.give', subject: 'post', subjectId: postId, detail };
  await trace(tx, { unitId, at: now, actorId: personId, ...what });
  await tellUsed(tx, invitation, personId, now);
  const agency = invitation.agency?.name ?? null;
  return {
    ok: true,
    kind,
    agency,
    unitId,
    unit: invitation.unit.name,
    zone: invitation.unit.zone,
    postId,
    overId: ends?.over?.post.id ?? null,
    actedIds: ends?.acting.map(({ post }) => post.id) ?? [],
  };
}

/** Tells whoever invited; of a post that was taken over, or claimed by a code from the machine, the unit's heads too. */
async function tellUsed(
  tx: Tx,
  { id, unitId, invitedById, overId }: FoundInvitation,
  usedById: number,
  now: Date,
): Promise<void> {
  const plain = invitedById !== null && overId === null;
  const heads = plain ? [] : await heldPosts(tx, { unitId, kind: 'head' }, now);
  const told = new Set([
    ...(invitedById === null ? [] : [invitedById]),
    ...heads.map(({ personId }) => personId),
  ]);
  told.delete(usedById);
  const about = {
    unitId,
    kind: 'invitation.used',
    subjectId: id,
    subjectVersion: 1,
    dueAt: now,
    priority: 1,
  } as const;
  await planNotices(
    tx,
    now,
    [...told].map((personId) => ({
      ...about,
      dedupeKey: `invitation:${id}:used:person:${personId}`,
      to: { personId },
    })),
  );
}

/**
 * Uses an invitation or the claim code: gives the post, and where it succeeds somebody ends theirs, in one. That is done
 * only as it was shown (`mark`).
 */
async function accept(
  deps: InvitationDeps,
  account: Account,
  { code, mark }: { readonly code: string; readonly mark?: string },
  { ref, now }: Omit<Doing, 'actor'>,
): Promise<Accepted> {
  return deps.db.write(async (tx) => {
    const work = () => acceptOnce(tx, deps, account, { code, mark, now });
    return (await once<Accepted>(tx, ref, 'invitation.accept', now, work)).outcome;
  });
}

type Seen = Pick<HeldPost, 'kind' | 'agency' | 'acting' | 'actingFor'>;

/** What accepting a link would end, to be shown before. */
async function look(
  deps: InvitationDeps,
  account: Account,
  code: string,
  now: Date,
): Promise<{ readonly ends: Succession; readonly unit: string; readonly post: Seen } | undefined> {
  const { read } = deps.db;
  const [invitation, person] = await Promise.all([
    findInvitation(read, code),
    read.person.findUnique({ where: { telegramId: account.telegramId }, select: { id: true } }),
  ]);
  if (!invitation || !person) return undefined;
  const over = await overNow(read, invitation, now);
  const incoming = { id: person.id, name: account.name };
  const ends = await succession(read, deps, invitation, { over, incoming }, now);
  const { kind, agency, unit } = invitation;
  const post = { kind, agency: agency?.name ?? null, acting: null, actingFor: null };
  return ends && { ends, unit: unit.name, post };
}

const useCases = { invite, openInvitations, revoke, accept, look };

/** Invitations: one-use rights to a post. */
export type InvitationsService = Given<typeof useCases> & {
  /** As `invite`, within a transaction that is done once: the code is by chance. */
  readonly inviteIn: (tx: Tx, doing: Omit<Doing, 'ref'>, seat: Seat) => Promise<Invited>;
};

export function createInvitationsService(deps: InvitationDeps): InvitationsService {
  return {
    ...given(deps, useCases),
    inviteIn: (tx, doing, seat) => inviteIn(tx, deps.agencyIn, doing, seat, { code: randomCode() }),
  };
}
