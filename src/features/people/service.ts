import type { Actor } from '../../access/actor.js';
import type { Db, Tx } from '../../db/database.js';
import { trace } from '../../db/trace.js';
import { type Given, given } from '../../lib/given.js';
import type { Locale } from '../../lib/locale.js';
import { matchName } from '../../reading/match.js';
import { claimFor, withdrawClaim } from './claims/service.js';
import { randomCode } from './invitations/rules.js';
import { configureHeads, type HeadLeft } from './posts/service.js';
import type { Account } from './requests/service.js';
import { findPerson, type KnownPerson } from './store.js';
import { unitNames } from './units/store.js';

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
    await withdrawClaim(tx, unit.id, now);
    if (heads > 0) return { unitId: unit.id, claimCode: undefined, headsLeft };
    const claimCode = randomCode();
    await claimFor(tx, unit.id, { now, code: claimCode });
    return { unitId: unit.id, claimCode, headsLeft };
  });
}

/**
 * A code by which somebody becomes head beside those whom there are: for a unit whose only head has lost the account.
 *
 * @param name Which unit, in part; the first one where it is empty.
 * @returns where that is no one unit, what all are called.
 */
export async function claimAnew(
  db: Db,
  now: Date,
  name = '',
): Promise<
  | { readonly ok: true; readonly unit: string; readonly code: string }
  | { readonly ok: false; readonly units: readonly string[] }
> {
  return db.write(async (tx) => {
    const all = await unitNames(tx);
    const match = name === '' ? undefined : matchName(name, all);
    const unit = match ? (match.kind === 'one' ? match.item : undefined) : all[0];
    if (!unit) return { ok: false, units: all.map((one) => one.name) };
    const code = randomCode();
    const subjectId = await claimFor(tx, unit.id, { now, code });
    const what = { action: 'claim.make', subject: 'invitation', subjectId };
    await trace(tx, { unitId: unit.id, at: now, actorId: null, ...what });
    return { ok: true, unit: unit.name, code };
  });
}

const useCases = { identify, markReachable, markSeen, keepName, setLocale, prepareUnit };

/** Who people are, and which posts the configuration gives. */
export type PeopleService = Given<typeof useCases>;

export function createPeopleService(deps: PeopleDeps): PeopleService {
  return given(deps, useCases);
}
