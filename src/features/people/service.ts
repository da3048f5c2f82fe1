import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Actor, isAgencyPost, type PostKind } from '../../access/actor.js';
import { can, inviteAction } from '../../access/can.js';
import type { Db } from '../../db/database.js';
import { once, type UpdateRef } from '../../db/once.js';
import { trace } from '../../db/trace.js';
import { planNotices } from '../../delivery/notices.js';
import { type Given, given } from '../../lib/given.js';
import type { Locale } from '../../lib/locale.js';
import { configureHeads, type HeadLeft } from './posts/service.js';
import { type AccessService, type Account, createAccessService } from './requests/service.js';
import { type AgencyIn, INVITATION_DAYS, invitationState } from './rules.js';
import { ensurePerson, findPerson, givePost, type KnownPerson } from './store.js';

const DAY_MS = 86_400_000;
// No 0/O, 1/I/L: codes are read from a screen and typed on a phone.
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** What became of an invitation. `token` goes into the deep link; it is nowhere stored. */
export type Invited =
  | {
      readonly ok: true;
      readonly id: number;
      readonly token: string;
      readonly kind: PostKind;
      readonly agency: string | null;
      readonly expiresAt: Date;
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'no-agency' };

export type Accepted =
  | { readonly ok: true; readonly kind: PostKind; readonly agency: string | null; readonly unit: string }
  | { readonly ok: false; readonly reason: 'unknown' | 'used' | 'expired' | 'revoked' };

export type OpenInvitation = {
  readonly id: number;
  readonly kind: PostKind;
  readonly agency: string | null;
  readonly expiresAt: Date;
};

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** `7kq4 m2xd` → `7KQ4-M2XD`: claim codes are typed by hand; other tokens stay as they are. */
function normalise(token: string): string {
  const letters = token.replace(/[\s-]/gu, '').toUpperCase();
  return letters.length === 8 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : token;
}

type PeopleDeps = {
  readonly db: Db;
  readonly defaultLocale: Locale;
  readonly secret: string;
  readonly agencyIn: AgencyIn;
  /** Nobody is told where it is left out. */
};

/** The person of a Telegram account, or undefined where it never wrote. One query. */
function identify({ db, defaultLocale }: PeopleDeps, telegramId: bigint): Promise<KnownPerson | undefined> {
  return findPerson(db.read, telegramId, defaultLocale);
}

/** Somebody whom Telegram had refused writes again. */
function markReachable({ db }: PeopleDeps, personId: number) {
  return db.write((tx) => tx.person.updateMany({ where: { id: personId }, data: { unreachableAt: null } }));
}

/** Takes over the name as Telegram has it now: a head from the configuration has none before. */
async function keepName({ db }: PeopleDeps, actor: Actor, { name }: Account): Promise<void> {
  if (name === actor.name) return;
  await db.writeOne((client) => client.person.updateMany({ where: { id: actor.personId }, data: { name } }));
}

function setLocale({ db }: PeopleDeps, actor: Actor, locale: Locale) {
  return db.write((tx) => tx.person.updateMany({ where: { id: actor.personId }, data: { locale } }));
}

/**
 * The unit of this installation and its heads as configured; a new claim code where it has no head. `headsLeft`: whom
 * the configuration names no more.
 */
async function prepareUnit(
  { db }: PeopleDeps,
  config: {
    readonly name: string;
    readonly zone: string;
    readonly headTelegramIds: readonly bigint[];
    readonly headName: string;
  },
  now: Date,
): Promise<{
  readonly unitId: number;
  readonly claimCode: string | undefined;
  readonly headsLeft: readonly HeadLeft[];
}> {
  return db.write(async (tx) => {
    const { name, zone } = config;
    const known = await tx.unit.findFirst({ orderBy: { id: 'asc' } });
    const unit = known
      ? await tx.unit.update({ where: { id: known.id }, data: { name, zone } })
      : await tx.unit.create({ data: { name, zone, createdAt: now } });
    const headsLeft = await configureHeads(tx, { ...config, unitId: unit.id }, now);
    const heads = await tx.post.count({ where: { unitId: unit.id, kind: 'head', endedAt: null } });
    const unclaimed = { unitId: unit.id, invitedById: null, usedAt: null, revokedAt: null };
    await tx.invitation.updateMany({ where: unclaimed, data: { revokedAt: now } });
    if (heads > 0) return { unitId: unit.id, claimCode: undefined, headsLeft };
    const letters = Array.from(randomBytes(8), (byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('');
    const claimCode = normalise(letters);
    const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
    await tx.invitation.create({
      data: { unitId: unit.id, tokenHash: hash(claimCode), kind: 'head', createdAt: now, expiresAt },
    });
    return { unitId: unit.id, claimCode, headsLeft };
  });
}

/** A one-use link for a post, good for seven days. */
async function invite(
  { secret, db, agencyIn }: PeopleDeps,
  actor: Actor,
  kind: PostKind,
  agencyId: number | null,
  ref: UpdateRef,
  now: Date,
): Promise<Invited> {
  const target = { unitId: actor.unitId, agencyId };
  if (!can(actor, inviteAction(kind), target)) return { ok: false, reason: 'forbidden' };
  const token = createHmac('sha256', secret)
    .update(`invitation ${ref.botId} ${ref.updateId} ${kind} ${agencyId}`)
    .digest('base64url')
    .slice(0, 24);
  return db.write(async (tx): Promise<Invited> => {
    const agency = agencyId === null ? null : await agencyIn(tx, actor.unitId, agencyId);
    if (isAgencyPost(kind) !== (agency !== null)) return { ok: false, reason: 'no-agency' };
    const made = await once(tx, ref, 'invitation.make', now, async () => {
      const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
      const data = {
        ...target,
        kind,
        tokenHash: hash(token),
        invitedById: actor.personId,
        createdAt: now,
        expiresAt,
      };
      const { id } = await tx.invitation.create({ data });
      await trace(tx, {
        unitId: actor.unitId,
        at: now,
        actorId: actor.personId,
        action: 'invitation.make',
        subject: 'invitation',
        subjectId: id,
        detail: { kind },
      });
      return { id, expiresAt: expiresAt.toISOString() };
    });
    const { id, expiresAt } = made.outcome;
    return { ok: true, id, token, kind, agency: agency?.name ?? null, expiresAt: new Date(expiresAt) };
  });
}

/** Invitations that can still be used, newest first. */
async function openInvitations(
  { db }: PeopleDeps,
  actor: Actor,
  now: Date,
): Promise<readonly OpenInvitation[]> {
  const found = await db.read.invitation.findMany({
    where: {
      unitId: actor.unitId,
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: now },
      invitedById: { not: null },
    },
    include: { agency: { select: { name: true } } },
    orderBy: { id: 'desc' },
    take: 20,
  });
  return found
    .filter(({ kind, agencyId }) => can(actor, inviteAction(kind), { unitId: actor.unitId, agencyId }))
    .map(({ id, kind, agency, expiresAt }) => ({ id, kind, agency: agency?.name ?? null, expiresAt }));
}

/** `false`: it was used, revoked or never this actor's to revoke. */
async function revoke({ db }: PeopleDeps, actor: Actor, invitationId: number, now: Date): Promise<boolean> {
  return db.write(async (tx) => {
    const found = await tx.invitation.findFirst({ where: { id: invitationId, unitId: actor.unitId } });
    if (!found || !can(actor, inviteAction(found.kind), found)) return false;
    if (found.revokedAt) return true;
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    return count === 1;
  });
}

/** Uses an invitation or the claim code: gives the post and tells whoever invited. */
async function accept(
  { db }: PeopleDeps,
  token: string,
  account: Account,
  ref: UpdateRef,
  now: Date,
): Promise<Accepted> {
  return db.write(async (tx) => {
    const { outcome } = await once<Accepted>(tx, ref, 'invitation.accept', now, async () => {
      const invitation = await tx.invitation.findUnique({
        where: { tokenHash: hash(normalise(token)) },
        include: { agency: true, unit: true },
      });
      if (!invitation) return { ok: false, reason: 'unknown' };
      const state = invitationState(invitation, now);
      if (state !== 'open') return { ok: false, reason: state };
      const personId = await ensurePerson(tx, account, now);
      const { count } = await tx.invitation.updateMany({
        where: { id: invitation.id, usedAt: null, revokedAt: null },
        data: { usedAt: now, usedById: personId },
      });
      if (count === 0) return { ok: false, reason: 'used' };
      const { unitId, kind, agencyId, invitedById } = invitation;
      await givePost(tx, { unitId, personId, kind, agencyId }, now);
      if (invitedById !== null) {
        await planNotices(tx, now, [
          {
            dedupeKey: `invitation:${invitation.id}:used`,
            unitId,
            kind: 'invitation.used',
            subjectId: invitation.id,
            subjectVersion: 1,
            to: { personId: invitedById },
            dueAt: now,
            priority: 1,
          },
        ]);
      }
      return { ok: true, kind, agency: invitation.agency?.name ?? null, unit: invitation.unit.name };
    });
    return outcome;
  });
}

const useCases = {
  identify,
  markReachable,
  keepName,
  setLocale,
  prepareUnit,
  invite,
  openInvitations,
  revoke,
  accept,
};

/**
 * People, their posts, and how they come by them.
 *
 * @param deps.secret What invitation tokens are derived from together with the update that asked for them: a
 *   redelivered update gives the same link again without the token being stored anywhere.
 */
export type PeopleService = AccessService & Given<typeof useCases>;

export function createPeopleService(deps: PeopleDeps): PeopleService {
  return { ...createAccessService(deps), ...given(deps, useCases) };
}
