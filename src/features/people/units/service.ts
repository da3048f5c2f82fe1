import { type Actor, actingIn } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { searchName } from '../../../reading/search-name.js';
import { claimFor } from '../claims/service.js';
import { derivedCode, randomCode } from '../invitations/rules.js';
import { namesKanwil, readHours, type UnitSeen, type UnitValues, ZONES } from './rules.js';
import { everyUnit } from './store.js';

type UnitsDeps = {
  readonly db: Db;
  /** Whom HEAD_TELEGRAM_IDS names: who look after the installation. */
  readonly owners: readonly bigint[];
  /** What codes are derived from, together with the update that asked for them. */
  readonly secret: string;
};

type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };

/** Whether somebody may add units: they are named by the configuration and head one, not acting. */
function manages({ owners }: Pick<UnitsDeps, 'owners'>, actor: Actor): boolean {
  const heads = actor.posts.some(({ kind, acting }) => kind === 'head' && !acting);
  return heads && owners.includes(actor.telegramId);
}

const mayEdit = (actor: Actor) => can(actor, 'unit.edit', { unitId: actor.unitId, agencyId: null });

export type UnitsSeen = {
  readonly units: readonly UnitSeen[];
  readonly manages: boolean;
  readonly mayEdit: boolean;
};

/** The units in which somebody holds posts; for whoever looks after the installation all of them. One query. */
async function list(deps: UnitsDeps, actor: Actor, now: Date): Promise<UnitsSeen> {
  const all = await everyUnit(deps.db.read, now);
  const own = new Set((actor.units ?? [actor]).map(({ unitId }) => unitId));
  const isManager = manages(deps, actor);
  const units = isManager ? all : all.filter(({ id }) => own.has(id));
  return { units, manages: isManager, mayEdit: mayEdit(actor) };
}

/** From now on somebody acts in another of their units; undefined: they hold no post there. One statement. */
async function choose({ db }: UnitsDeps, actor: Actor, unitId: number): Promise<Actor | undefined> {
  const there = actingIn(actor, unitId);
  if (there) {
    const { personId } = actor;
    await db.writeOne((client) =>
      client.person.updateMany({ where: { id: personId }, data: { actsInId: unitId } }),
    );
  }
  return there;
}

type Added =
  | { readonly ok: true; readonly id: number; readonly name: string; readonly code: string }
  | { readonly ok: false; readonly reason: 'forbidden' | 'exists' | 'no-kanwil' | 'hours' };

function hoursOf(typed: string) {
  if (typed === '') return { opensAt: null, closesAt: null };
  return readHours(typed);
}

/** Adds a unit, with a code by which somebody becomes its head, within the caller's transaction. */
async function add(
  deps: UnitsDeps,
  tx: Tx,
  { actor, now }: Omit<Doing, 'ref'>,
  { name, zone, hours: typed, kanwilId }: UnitValues,
): Promise<Added> {
  if (!manages(deps, actor)) return { ok: false, reason: 'forbidden' };
  const hours = hoursOf(typed);
  if (!hours) return { ok: false, reason: 'hours' };
  // Two who add one at once are told of each other.
  await lockUnit(tx, actor.unitId);
  const all = await everyUnit(tx, now);
  if (all.some((one) => searchName(one.name) === searchName(name))) return { ok: false, reason: 'exists' };
  const isKanwil = namesKanwil(name);
  const above = isKanwil || kanwilId === 0 ? undefined : all.find(({ id }) => id === kanwilId);
  if (!isKanwil && kanwilId !== 0 && !above?.isKanwil) return { ok: false, reason: 'no-kanwil' };
  const data = { name, zone: ZONES[zone], ...hours, isKanwil, kanwilId: above?.id ?? null, createdAt: now };
  const { id } = await tx.unit.create({ data });
  const code = randomCode();
  await claimFor(tx, id, { now, code });
  const what = { action: 'unit.add', subject: 'unit', subjectId: id, detail: { name } };
  await trace(tx, { unitId: id, at: now, actorId: actor.personId, ...what });
  return { ok: true, id, name, code };
}

type Invited =
  | { readonly ok: true; readonly name: string; readonly code: string }
  | { readonly ok: false; readonly reason: 'forbidden' | 'gone' | 'has-head' };

/** Another code for a unit that nobody heads yet; the former is good no more. A redelivered update gets it again. */
async function inviteHead(deps: UnitsDeps, { actor, ref, now }: Doing, unitId: number): Promise<Invited> {
  if (!manages(deps, actor)) return { ok: false, reason: 'forbidden' };
  const code = derivedCode(deps.secret, `claim ${ref.botId} ${ref.updateId} ${unitId}`);
  return deps.db.write(async (tx) => {
    const unit = (await everyUnit(tx, now)).find(({ id }) => id === unitId);
    if (!unit) return { ok: false, reason: 'gone' };
    if (unit.hasHead) return { ok: false, reason: 'has-head' };
    await once(tx, ref, 'unit.inviteHead', now, async () => {
      await lockUnit(tx, unitId);
      const id = await claimFor(tx, unitId, { now, code });
      const what = { action: 'claim.make', subject: 'invitation', subjectId: id };
      await trace(tx, { unitId, at: now, actorId: actor.personId, ...what });
      return { id };
    });
    return { ok: true, name: unit.name, code };
  });
}

type Edited = { readonly ok: true } | { readonly ok: false; readonly reason: 'forbidden' | 'hours' };

/** A head changes the office hours of the unit in which they act, within the caller's transaction. */
async function setHours(
  _: UnitsDeps,
  tx: Tx,
  { actor, now }: Omit<Doing, 'ref'>,
  typed: string,
): Promise<Edited> {
  const { unitId: id, personId: actorId } = actor;
  if (!mayEdit(actor)) return { ok: false, reason: 'forbidden' };
  const hours = hoursOf(typed);
  if (!hours) return { ok: false, reason: 'hours' };
  await tx.unit.updateMany({ where: { id }, data: hours });
  const what = { action: 'unit.edit', subject: 'unit', subjectId: id, detail: { ...hours } };
  await trace(tx, { unitId: id, at: now, actorId, ...what });
  return { ok: true };
}

/** Puts a unit below a Kanwil, or below none (0), whose people see its totals from then on; false: that can't be. */
async function placeBelow(
  deps: UnitsDeps,
  { actor, ref, now }: Doing,
  { unitId, kanwilId }: { readonly unitId: number; readonly kanwilId: number },
): Promise<boolean> {
  if (!manages(deps, actor)) return false;
  return deps.db.write(async (tx) => {
    const { outcome } = await once<boolean>(tx, ref, 'unit.placeBelow', now, async () => {
      const all = await everyUnit(tx, now);
      const unit = all.find(({ id }) => id === unitId);
      const above = all.find(({ id }) => id === kanwilId);
      if (!unit || unit.isKanwil || (kanwilId !== 0 && !above?.isKanwil)) return false;
      await tx.unit.updateMany({ where: { id: unitId }, data: { kanwilId: above?.id ?? null } });
      const detail = { kanwil: above?.name ?? null };
      const what = { action: 'unit.edit', subject: 'unit', subjectId: unitId, detail };
      await trace(tx, { unitId, at: now, actorId: actor.personId, ...what });
      return true;
    });
    return outcome;
  });
}

const useCases = { list, choose, add, inviteHead, setHours, placeBelow };

/** The units of an installation: which there are, and in which somebody acts. */
export type UnitsService = Given<typeof useCases>;

export function createUnitsService(deps: UnitsDeps): UnitsService {
  return given(deps, useCases);
}
