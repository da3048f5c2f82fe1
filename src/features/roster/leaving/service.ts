import type { Db } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once } from '../../../db/once.js';
import type { Leaving } from '../../files/index.js';
import { type Doing, ownBatch } from '../service.js';
import * as store from '../store.js';

/** What a button says of people who are missing from a file: these have left, these haven't after all, or how. */
export type Marking =
  | { readonly add: readonly number[] }
  | { readonly remove: readonly number[] }
  | { readonly why: Leaving['why'] };

/** Remembers who of those missing from a file is noted as gone. `stale`: the file waits no longer. */
export async function markMissing(
  db: Db,
  { actor, ref, now }: Doing,
  batchId: number,
  marking: Marking,
): Promise<'marked' | 'stale'> {
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'roster.missing', now, async (): Promise<'marked' | 'stale'> => {
      await lockUnit(tx, actor.unitId);
      const batch = await ownBatch(tx, actor, batchId);
      if (batch?.state !== 'preview') return 'stale';
      const { ids, why } = batch.draft.leaving ?? { ids: [], why: 'released' as const };
      const marked = new Set(ids);
      if ('add' in marking) for (const id of marking.add) marked.add(id);
      if ('remove' in marking) for (const id of marking.remove) marked.delete(id);
      const leaving = { why: 'why' in marking ? marking.why : why, ids: [...marked] };
      const draft = { ...batch.draft, leaving };
      return (await store.settleBatch(tx, batchId, { draft })) ? 'marked' : 'stale';
    }),
  );
  return outcome;
}
