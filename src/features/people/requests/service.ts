import { type Actor, isAgencyPost, type PostKind } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db } from '../../../db/database.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { planNotices } from '../../../delivery/notices.js';
import { type Given, given } from '../../../lib/given.js';
import type { AgencyIn } from '../rules.js';
import { ensurePerson, givePost, holders } from '../store.js';

export type Account = { readonly telegramId: bigint; readonly name: string };

export type Decided =
  | {
      readonly ok: true;
      readonly approved: boolean;
      readonly kind: PostKind | null;
      readonly name: string;
      readonly agency: string | null;
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'gone' };

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
      const staff = await holders(tx, { unitId: unit.id, agencyId: null });
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

/** A head approves a request for a post, or refuses it; whoever asked is told. */
async function decide(
  { db, agencyIn }: AccessDeps,
  actor: Actor,
  requestId: number,
  decision: { readonly kind: PostKind; readonly agencyId: number | null } | 'refuse',
  ref: UpdateRef,
  now: Date,
): Promise<Decided> {
  if (!can(actor, 'access.decide', { unitId: actor.unitId, agencyId: null }))
    return { ok: false, reason: 'forbidden' };
  return db.write(async (tx) => {
    const { outcome } = await once<Decided>(tx, ref, 'access.decide', now, async () => {
      const request = await tx.accessRequest.findFirst({
        where: { id: requestId, unitId: actor.unitId },
        include: { person: true },
      });
      if (!request) return { ok: false, reason: 'gone' };
      const approved = decision !== 'refuse';
      const agencyId = approved ? decision.agencyId : null;
      const agency = agencyId === null ? null : await agencyIn(tx, actor.unitId, agencyId);
      if (approved && isAgencyPost(decision.kind) !== (agency !== null)) return { ok: false, reason: 'gone' };
      const { count } = await tx.accessRequest.updateMany({
        where: { id: requestId, decidedAt: null },
        data: {
          decidedAt: now,
          decidedById: actor.personId,
          decision: approved ? 'approved' : 'refused',
        },
      });
      if (count === 0) return { ok: false, reason: 'gone' };
      const { unitId, personId, person } = request;
      if (approved) await givePost(tx, { unitId, personId, ...decision }, now);
      await trace(tx, {
        unitId,
        at: now,
        actorId: actor.personId,
        action: approved ? 'access.approve' : 'access.refuse',
        subject: 'accessRequest',
        subjectId: requestId,
        ...(approved && { detail: { kind: decision.kind } }),
      });
      await planNotices(tx, now, [
        {
          dedupeKey: `access:${requestId}:decided`,
          unitId,
          kind: 'access.decided',
          subjectId: requestId,
          subjectVersion: 1,
          to: { personId },
          dueAt: now,
          priority: 1,
        },
      ]);
      return {
        ok: true,
        approved,
        kind: approved ? decision.kind : null,
        name: person.name,
        agency: agency?.name ?? null,
      };
    });
    return outcome;
  });
}

const useCases = { askAccess, openRequest, decide };

/** Strangers who ask to be let in, and what a head decides. */
export type AccessService = Given<typeof useCases>;

export function createAccessService(deps: AccessDeps): AccessService {
  return given(deps, useCases);
}
