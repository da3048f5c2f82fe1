import type { Db } from '../../../db/database.js';
import { once } from '../../../db/once.js';
import { localDate } from '../../../lib/zoned.js';
import { type Answers, maybeOtherwise, readRows } from '../../files/index.js';
import { programmesOf } from '../../programmes/index.js';
import { type Doing, ownBatch } from '../service.js';
import * as store from '../store.js';
import { withoutLines } from '../whose/rules.js';

/**
 * Reads a batch's file again as it is chosen. What was decided about programmes and people recorded stays; who was confirmed
 * as gone is asked anew, since others may be missing, and so is which lines are one person's. `stale`: it waits no longer, can't be read otherwise, or was answered
 * meanwhile.
 */
export async function answerFile(
  db: Db,
  { actor, ref, now }: Doing,
  batchId: number,
  answer: Answers,
): Promise<'answered' | 'stale'> {
  const before = await ownBatch(db.read, actor, batchId);
  const { tables, draft } = before ?? {};
  if (before?.state !== 'preview' || !tables || !draft) return 'stale';
  const answers = { ...draft.answers, ...answer };
  const programmes = new Set((await programmesOf(db.read, actor.unitId)).map(({ searchName }) => searchName));
  const today = localDate(before.createdAt, actor.zone);
  // Outside the transaction: others write meanwhile.
  const file = await readRows(tables, today, { programmes, answers });
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'roster.answer', now, async (): Promise<'answered' | 'stale'> => {
      const batch = await ownBatch(tx, actor, batchId);
      if (JSON.stringify(batch?.draft.answers) !== JSON.stringify(draft.answers)) return 'stale';
      const { leaving: _leaving, plan: _plan, people, ...rest } = batch?.draft ?? { decisions: {} };
      const kept = {
        file,
        ...((tables.length > 1 || maybeOtherwise(file) || Object.keys(answers).length > 0) && { tables }),
      };
      const done = await store.rereadBatch(tx, batchId, kept, {
        ...rest,
        ...(people && { people: withoutLines(people) }),
        answers,
      });
      return done ? 'answered' : 'stale';
    }),
  );
  return outcome;
}
