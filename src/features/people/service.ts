import type { Actor } from '../../access/actor.js';
import type { Db, Tx } from '../../db/database.js';
import { trace } from '../../db/trace.js';
import { type Given, given } from '../../lib/given.js';
import type { Locale } from '../../lib/locale.js';
import { hashOf, INVITATION_DAYS, randomCode } from './invitations/rules.js';
import { configureHeads, type HeadLeft } from './posts/service.js';
import type { Account } from './requests/service.js';
import { findPerson, type KnownPerson } from './store.js';

const DAY_MS = 86_400_000;

type PeopleDeps = {
  readonly db: Db;
  readonly defaultLocale: Locale;
};

/** The person of a Telegram account with the posts held at that moment, or undefined where it never wrote. One query. */
function identify(
  { db, defaultLocale }: PeopleDeps,
  telegramId: bigint,
  now: Date,
): Promise<KnownPerson | undefined> {
  return findPerson(db.read, telegramId, defaultLocale, now);
}

/** Somebody whom Telegram had refused writes again; within the caller's transaction. */
function markReachable(_: PeopleDeps, tx: Tx, personId: number) {
  return tx.person.updateMany({ where: { id: personId }, data: { unreachableAt: null } });
}

/** Somebody writes or taps on a day. One statement. */
function markSeen({ db }: PeopleDeps, personId: number, lastSeenOn: string) {
  return db.writeOne((client) => client.person.updateMany({ where: { id: personId }, data: { lastSeenOn } }));
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
    const claimed = await claim(tx, unit.id, { now, wanted: heads === 0 });
    return { unitId: unit.id, claimCode: claimed?.code, headsLeft };
  });
}

/** Takes back the code that nobody has used, and makes another where it is wanted: whoever sends it is head. */
async function claim(
  tx: Tx,
  unitId: number,
  { now, wanted }: { readonly now: Date; readonly wanted: boolean },
): Promise<{ readonly id: number; readonly code: string } | undefined> {
  const unclaimed = { unitId, invitedById: null, usedAt: null, revokedAt: null };
  await tx.invitation.updateMany({ where: unclaimed, data: { revokedAt: now } });
  if (!wanted) return undefined;
  const code = randomCode();
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
  const { id } = await tx.invitation.create({
    data: { unitId, tokenHash: hashOf(code), kind: 'head', createdAt: now, expiresAt },
  });
  return { id, code };
}

/**
 * A code by which somebody becomes head beside those whom there are: for a unit whose only head has lost the account.
 * Undefined: there is no unit yet.
 */
export async function claimAnew(
  db: Db,
  now: Date,
): Promise<{ readonly unit: string; readonly code: string } | undefined> {
  return db.write(async (tx) => {
    const unit = await tx.unit.findFirst({ orderBy: { id: 'asc' } });
    const claimed = unit && (await claim(tx, unit.id, { now, wanted: true }));
    if (!claimed) return undefined;
    const what = { action: 'claim.make', subject: 'invitation', subjectId: claimed.id };
    await trace(tx, { unitId: unit.id, at: now, actorId: null, ...what });
    return { unit: unit.name, code: claimed.code };
  });
}

const useCases = { identify, markReachable, markSeen, keepName, setLocale, prepareUnit };

/** Who people are, and which posts the configuration gives. */
export type PeopleService = Given<typeof useCases>;

export function createPeopleService(deps: PeopleDeps): PeopleService {
  return given(deps, useCases);
}
