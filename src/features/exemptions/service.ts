import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { Db } from '../../db/database.js';
import { lockUnit } from '../../db/locks.js';
import { once, type UpdateRef } from '../../db/once.js';
import { trace } from '../../db/trace.js';
import { type Given, given } from '../../lib/given.js';
import { grant, withdraw } from './store.js';

type ExemptionsDeps = { readonly db: Db };

/** `same`: it was so before. */
type Settled =
  | { readonly ok: true; readonly same: boolean }
  | { readonly ok: false; readonly reason: 'forbidden' };

/** Has words count as no participant's name in a head's unit, or takes that back; once per update. */
async function settle(
  { db }: ExemptionsDeps,
  actor: Actor,
  what: 'grant' | 'withdraw',
  words: string,
  ref: UpdateRef,
  now: Date,
): Promise<Settled> {
  const { unitId, personId: byId } = actor;
  if (!can(actor, 'name.exempt', { unitId, agencyId: null })) return { ok: false, reason: 'forbidden' };
  const { outcome } = await db.write((tx) =>
    once<Settled>(tx, ref, `name.${what}`, now, async () => {
      await lockUnit(tx, unitId);
      const id = await (what === 'grant' ? grant : withdraw)(tx, words, { unitId, byId, at: now });
      if (id === undefined) return { ok: true, same: true };
      const about = { action: `name.${what}`, subject: 'nameExemption', subjectId: id };
      await trace(tx, { unitId, at: now, actorId: byId, ...about });
      return { ok: true, same: false };
    }),
  );
  return outcome;
}

const useCases = { settle };

/** What heads say to be no participant's name. */
export type ExemptionsService = Given<typeof useCases>;

export function createExemptionsService(deps: ExemptionsDeps): ExemptionsService {
  return given(deps, useCases);
}
