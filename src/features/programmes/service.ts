import type { Database, Tx } from '../../db/database.js';
import { lockUnit } from '../../db/locks.js';
import { once, type UpdateRef } from '../../db/once.js';
import { searchName } from '../../lib/search-name.js';
import { type Actor, can, scopeOf } from '../people/rules.js';
import type { ProgrammeKind } from './rules.js';
import { listProgrammes, type ProgrammeSummary } from './store.js';

export { listProgrammes, type ProgrammeSummary } from './store.js';
export { type RosterEntry, rosterOn } from './store-roster.js';

export type ProgrammeDetail = ProgrammeSummary & {
  readonly mayEdit: boolean;
  readonly mayShowNames: boolean;
  readonly mayViewPeople: boolean;
};

export type ProgrammeValues = {
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly agencyId: number | null;
  readonly seats: number | null;
  readonly trainer: string | null;
};

/** `exists` names the programme that has the name; `changed`: somebody else changed it meanwhile. */
export type ProgrammeSaved =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'exists'; readonly id: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'gone' | 'changed' };

export type ProgrammesService = ReturnType<typeof createProgrammesService>;

/** The unit's training programmes. */
export function createProgrammesService(deps: { readonly db: Database }) {
  const { db } = deps;

  function mayEdit(actor: Actor, agencyId: number | null): boolean {
    return can(actor, 'programme.edit', { unitId: actor.unitId, agencyId });
  }

  /** Under the unit's lock, so that of two saving the same name at once the second is told, not failed. */
  async function holder(tx: Tx, unitId: number, name: string, except?: number): Promise<number | undefined> {
    await lockUnit(tx, unitId);
    const where = { unitId_searchName: { unitId, searchName: searchName(name) } };
    const found = await tx.programme.findUnique({ where, select: { id: true } });
    return found && found.id !== except ? found.id : undefined;
  }

  /** An agency of another unit must not be named, whatever a button says. */
  async function isOurs(tx: Tx, unitId: number, agencyId: number | null): Promise<boolean> {
    return agencyId === null || (await tx.agency.findFirst({ where: { id: agencyId, unitId } })) !== null;
  }

  return {
    /** Those that the actor may see, by name. */
    list(actor: Actor): Promise<ProgrammeSummary[]> {
      return listProgrammes(db.read, scopeOf(actor, 'programme.view'));
    },

    async find(actor: Actor, id: number): Promise<ProgrammeDetail | undefined> {
      const [programme] = await listProgrammes(db.read, scopeOf(actor, 'programme.view'), id);
      if (!programme) return undefined;
      const target = { unitId: actor.unitId, agencyId: programme.agency?.id ?? null };
      return {
        ...programme,
        mayEdit: can(actor, 'programme.edit', target),
        // Who may see names is a decision about access, and so the head's.
        mayShowNames: programme.agency !== null && can(actor, 'access.decide', target),
        mayViewPeople: can(actor, 'participant.view', target),
      };
    },

    /** The agencies that a programme may be run with, by name. */
    agencies(actor: Actor): Promise<{ id: number; name: string }[]> {
      const { unitId } = actor;
      return db.read.agency.findMany({
        where: { unitId },
        select: { id: true, name: true },
        orderBy: { searchName: 'asc' },
      });
    },

    /** Adds a programme within the caller's transaction. */
    async add(tx: Tx, actor: Actor, values: ProgrammeValues, now: Date): Promise<ProgrammeSaved> {
      const { unitId, personId } = actor;
      if (!mayEdit(actor, values.agencyId)) return { ok: false, reason: 'forbidden' };
      if (!(await isOurs(tx, unitId, values.agencyId))) return { ok: false, reason: 'gone' };
      const same = await holder(tx, unitId, values.name);
      if (same !== undefined) return { ok: false, reason: 'exists', id: same };
      const { id } = await tx.programme.create({
        data: { ...values, unitId, searchName: searchName(values.name), createdAt: now },
        select: { id: true },
      });
      const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
      await tx.auditEntry.create({ data: { ...entry, action: 'programme.add' } });
      return { ok: true, id };
    },

    /** Changes a programme within the caller's transaction, if it still has the version that was shown. */
    async edit(
      tx: Tx,
      actor: Actor,
      which: { readonly id: number; readonly version: number },
      values: ProgrammeValues,
      now: Date,
    ): Promise<ProgrammeSaved> {
      const { unitId, personId } = actor;
      const { id, version } = which;
      const same = await holder(tx, unitId, values.name, id);
      const before = await tx.programme.findFirst({ where: { id, unitId } });
      if (!before) return { ok: false, reason: 'gone' };
      if (!mayEdit(actor, before.agencyId) || !mayEdit(actor, values.agencyId))
        return { ok: false, reason: 'forbidden' };
      if (!(await isOurs(tx, unitId, values.agencyId))) return { ok: false, reason: 'gone' };
      if (same !== undefined) return { ok: false, reason: 'exists', id: same };
      const { count } = await tx.programme.updateMany({
        where: { id, unitId, version },
        data: { ...values, searchName: searchName(values.name), version: { increment: 1 } },
      });
      if (count === 0) return { ok: false, reason: 'changed' };
      const facts = ['name', 'kind', 'agencyId', 'seats'] as const;
      const from = Object.fromEntries(facts.map((fact) => [fact, before[fact]]));
      const to = Object.fromEntries(facts.map((fact) => [fact, values[fact]]));
      const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
      const detail = { from, to, trainerChanged: before.trainer !== values.trainer };
      await tx.auditEntry.create({ data: { ...entry, action: 'programme.edit', detail } });
      return { ok: true, id };
    },

    /** Lets the agency's contacts see participants' names, or no longer. */
    async switchNames(
      actor: Actor,
      ref: UpdateRef,
      now: Date,
      which: { readonly id: number; readonly version: number },
    ): Promise<'switched' | 'forbidden' | 'stale'> {
      const { id, version } = which;
      const { unitId, personId } = actor;
      const { outcome } = await db.write((tx) =>
        once(tx, ref, 'programme.names', now, async (): Promise<'switched' | 'forbidden' | 'stale'> => {
          const programme = await tx.programme.findFirst({ where: { id, unitId } });
          if (!programme) return 'stale';
          if (!can(actor, 'access.decide', { unitId, agencyId: programme.agencyId })) return 'forbidden';
          const namesShown = !programme.namesShown;
          const { count } = await tx.programme.updateMany({
            where: { id, unitId, version },
            data: { namesShown, version: { increment: 1 } },
          });
          if (count === 0) return 'stale';
          const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
          await tx.auditEntry.create({
            data: { ...entry, action: 'programme.names', detail: { namesShown } },
          });
          return 'switched';
        }),
      );
      return outcome;
    },
  };
}
