import type { Actor } from '../../access/actor.js';
import { can, canSome } from '../../access/can.js';
import type { Db, Tx } from '../../db/database.js';
import { isUniqueViolation } from '../../db/errors.js';
import { lockUnit } from '../../db/locks.js';
import { once, type UpdateRef } from '../../db/once.js';
import { trace } from '../../db/trace.js';
import { withdraw } from '../../delivery/notices.js';
import { type Given, given } from '../../lib/given.js';
import { agenciesIn, agencyIn } from '../agencies/index.js';
import type { Summary } from './content/rules.js';
import { summaryOf } from './content/service.js';
import type { Binding } from './rules.js';
import { boundGroup, type Group, openGroups } from './store.js';
import { planNext, planUnbound, WEEKLY } from './weekly/service.js';

/** The group that a binding is made in. */
export type Chat = { readonly chatId: bigint; readonly title: string; readonly topicId: number | null };

type Bound =
  | { readonly ok: true; readonly group: Group }
  /** `other-unit`: another unit's summaries go to this group. `agency-gone`: that agency isn't among the unit's. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'other-unit' | 'agency-gone' };

type Ended =
  | { readonly ok: true }
  /** `stale`: the binding that the button was for has been changed or ended. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'stale' };

type Preview =
  | { readonly ok: true; readonly summary: Summary; readonly group: Group | undefined }
  /** `unbound`: in a group that no unit has bound. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'unbound' };

type Refused = Extract<Bound, { ok: false }>['reason'];

function mayBind(actor: Actor): boolean {
  return can(actor, 'summary.bind', { unitId: actor.unitId, agencyId: null });
}

async function audit(
  tx: Tx,
  actor: Actor | undefined,
  group: Group,
  action: string,
  at: Date,
): Promise<void> {
  const { id: subjectId, unitId, weekday, minute, locale, agencyId } = group;
  const actorId = actor?.personId ?? null;
  const detail = { weekday, minute, locale, agencyId };
  await trace(tx, { unitId, at, action, actorId, subject: 'group', subjectId, detail });
}

async function end(tx: Tx, { id, unitId }: Group, cause: string, now: Date): Promise<void> {
  await tx.groupChat.updateMany({ where: { id, unboundAt: null }, data: { unboundAt: now } });
  await withdraw(tx, { unitId, kinds: [WEEKLY], subjectId: id, cause });
}

type SummariesDeps = { readonly db: Db };

/** The open binding of a chat as the actor may know it: their own unit's. */
async function bound({ db }: SummariesDeps, actor: Actor, chatId: bigint): Promise<Group | undefined> {
  const group = await boundGroup(db.read, chatId);
  return group?.unitId === actor.unitId ? group : undefined;
}

/** The unit's bound groups, for its heads. */
async function groups({ db }: SummariesDeps, actor: Actor): Promise<readonly Group[]> {
  return mayBind(actor) ? openGroups(db.read, actor.unitId) : [];
}

/** The unit's agencies, for a head to choose one from. */
async function agencies(
  { db }: SummariesDeps,
  actor: Actor,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  return mayBind(actor) ? agenciesIn(db.read, { kind: 'unit', unitId: actor.unitId }) : [];
}

/**
 * Binds a group, or changes how it is bound: then the old binding ends and a new one begins, with its own next
 * summary, in one transaction. Settings that are there already change nothing.
 */
async function bind(
  { db }: SummariesDeps,
  actor: Actor,
  chat: Chat,
  binding: Binding,
  ref: UpdateRef,
  now: Date,
): Promise<Bound> {
  if (!mayBind(actor)) return { ok: false, reason: 'forbidden' };
  const { unitId, personId } = actor;
  const { chatId, title, topicId } = chat;
  const { weekday, minute, locale, agencyId } = binding;
  const settings = { weekday, minute, locale, agencyId, topicId };

  async function work(tx: Tx): Promise<Refused | 'bound'> {
    if (agencyId !== null && !(await agencyIn(tx, unitId, agencyId))) return 'agency-gone';
    const old = await boundGroup(tx, chatId);
    if (old && old.unitId !== unitId) return 'other-unit';
    if (old && isSame(old, settings)) return 'bound';
    if (old) await end(tx, old, 'rebound', now);
    await tx.groupChat.create({
      data: { ...settings, unitId, chatId, title, boundById: personId, boundAt: now },
    });
    const group = await boundGroup(tx, chatId);
    if (!group) throw new Error('a binding vanished');
    await planNext(tx, group, now);
    await audit(tx, actor, group, old ? 'group.rebind' : 'group.bind', now);
    return 'bound';
  }

  try {
    const outcome = await db.write(async (tx) => {
      await lockUnit(tx, unitId);
      return (await once(tx, ref, 'summary.bind', now, () => work(tx))).outcome;
    });
    if (outcome !== 'bound') return { ok: false, reason: outcome };
  } catch (error) {
    // Within the unit the lock lets one in at a time, so it was another unit's head.
    if (isUniqueViolation(error, 'group_bound_once')) return { ok: false, reason: 'other-unit' };
    throw error;
  }
  const group = await boundGroup(db.read, chatId);
  // A redelivered update may come after somebody has ended the binding again.
  return group?.unitId === unitId ? { ok: true, group } : { ok: false, reason: 'other-unit' };
}

/** Ends the binding that a button was for; `groupId` null ends whatever is open. */
async function unbind(
  { db }: SummariesDeps,
  actor: Actor,
  chatId: bigint,
  groupId: number | null,
  ref: UpdateRef,
  now: Date,
): Promise<Ended> {
  if (!mayBind(actor)) return { ok: false, reason: 'forbidden' };
  return db.write(async (tx) => {
    await lockUnit(tx, actor.unitId);
    const { outcome } = await once<Ended>(tx, ref, 'summary.unbind', now, async () => {
      const group = await boundGroup(tx, chatId);
      if (group?.unitId !== actor.unitId || (groupId !== null && group.id !== groupId)) {
        return { ok: false, reason: 'stale' };
      }
      await end(tx, group, 'unbound', now);
      await audit(tx, actor, group, 'group.unbind', now);
      return { ok: true };
    });
    return outcome;
  });
}

/** The bot was taken out of a group: its binding ends and the heads are told. */
async function lost({ db }: SummariesDeps, chatId: bigint, ref: UpdateRef, now: Date): Promise<void> {
  await db.write(async (tx) => {
    const group = await boundGroup(tx, chatId);
    if (!group) return;
    await once(tx, ref, 'summary.lost', now, async () => {
      await end(tx, group, 'removed', now);
      await planUnbound(tx, group, now);
      await audit(tx, undefined, group, 'group.lost', now);
      return null;
    });
  });
}

/** A group became a supergroup, which has another id: its binding goes with it. Doing it twice does it once. */
async function moved({ db }: SummariesDeps, from: bigint, to: bigint, now: Date): Promise<void> {
  await db.write(async (tx) => {
    const group = await boundGroup(tx, from);
    if (!group) return;
    if (await boundGroup(tx, to)) await end(tx, group, 'moved', now);
    else await tx.groupChat.updateMany({ where: { id: group.id }, data: { chatId: to } });
  });
}

/** What would be sent now: in a group what that group gets, in private the whole unit's. */
async function preview(
  { db }: SummariesDeps,
  actor: Actor,
  groupChatId: bigint | undefined,
  now: Date,
): Promise<Preview> {
  const { unitId, zone } = actor;
  if (!canSome(actor, 'summary.view')) return { ok: false, reason: 'forbidden' };
  const group = groupChatId === undefined ? undefined : await boundGroup(db.read, groupChatId);
  if (groupChatId !== undefined && group?.unitId !== unitId) return { ok: false, reason: 'unbound' };
  const part = { unitId, agencyId: group?.agencyId ?? null, agencyName: group?.agencyName ?? null };
  return { ok: true, summary: await summaryOf(db.read, part, now, zone), group };
}

const useCases = { bound, groups, agencies, bind, unbind, lost, moved, preview };

/** Weekly summaries to groups: who binds them, when they go, what they say. */
export type SummariesService = Given<typeof useCases> & { readonly mayBind: typeof mayBind };

export function createSummariesService(deps: SummariesDeps): SummariesService {
  return { ...given(deps, useCases), mayBind };
}

function isSame(group: Group, settings: Binding & { readonly topicId: number | null }): boolean {
  return (
    group.weekday === settings.weekday &&
    group.minute === settings.minute &&
    group.locale === settings.locale &&
    group.agencyId === settings.agencyId &&
    group.topicId === settings.topicId
  );
}
