import type { Db, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { planNotices } from '../../../delivery/notices.js';
import { forEachAlone } from '../../../lib/each.js';
import { applyChanges, settleUnitSeats } from '../../programmes/index.js';
import { vacated } from '../seats/rules.js';
import { type Doing, ownBatch, planBatch } from '../service.js';
import * as store from '../store.js';

/** How long a whole import may take: far more than 20,000 rows need. */
const APPLY_TIMEOUT_MS = 120_000;
/** Forgotten previews hold names; they are let go after so many days. */
const PREVIEW_DAYS = 7;

/** The planned message that tells the officer how an import ended that was taken up again at start. */
export const RESUMED = 'import.resumed';

export type Applied = 'applied' | 'changed' | 'ended';

/**
 * Marks a batch as being applied, committed before anything of it is: whatever happens then, it is found again.
 * `stale`: it isn't waiting, or what it would do has changed since it was shown.
 */
export async function startApplying(
  db: Db,
  { actor, ref, now }: Doing,
  what: { readonly batchId: number; readonly planKey: string },
): Promise<'applying' | 'stale'> {
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'roster.apply', now, async (): Promise<'applying' | 'stale'> => {
      const batch = await ownBatch(tx, actor, what.batchId);
      // One that broke off is taken up again.
      if (batch?.state === 'applying' && batch.draft.plan === what.planKey) return 'applying';
      if (batch?.state !== 'preview' || !batch.asOf) return 'stale';
      const draft = { ...batch.draft, plan: what.planKey };
      return (await store.settleBatch(tx, batch.id, { state: 'applying', draft })) ? 'applying' : 'stale';
    }),
  );
  return outcome;
}

type Progress = (done: number, total: number) => void;
type Batch = NonNullable<Awaited<ReturnType<typeof store.findBatch>>>;
type Planned = NonNullable<Awaited<ReturnType<typeof planBatch>>>;

/** Plans to tell the officer how an import ended that was taken up again. */
function tellOfficer(tx: Tx, { id, unitId, byId }: Batch, now: Date): Promise<void> {
  return planNotices(tx, now, [
    {
      dedupeKey: `import:${id}:resumed`,
      unitId,
      kind: RESUMED,
      subjectId: id,
      subjectVersion: 1,
      to: { personId: byId },
      dueAt: now,
      priority: 1,
    },
  ]);
}

/** Ids of the programmes that a roster names: recorded under that name, or decided to be the same. */
function programmesMeant({ known }: Planned, { draft }: Batch): ReadonlyMap<string, number> {
  const programmes = new Map(known.programmes.map((one) => [one.searchName, one.id]));
  for (const [key, decision] of Object.entries(draft.decisions)) {
    if (!programmes.has(key) && 'sameAs' in decision) programmes.set(key, decision.sameAs);
  }
  return programmes;
}

/** Writes what a batch changes, what follows from it, and how it ended. */
async function writeBatch(
  tx: Tx,
  batch: Batch,
  planned: Planned,
  { kind, now, progress }: { readonly kind: Db['kind']; readonly now: Date; readonly progress: Progress },
): Promise<void> {
  const { id: batchId, unitId, byId } = batch;
  const { plan, counts, creates, known } = planned;
  await applyChanges(tx, plan.operations, {
    kind,
    unitId,
    batchId,
    byId,
    now,
    progress,
    people: plan.people,
    programmes: programmesMeant(planned, batch),
    newProgrammes: creates,
  });
  await settleUnitSeats(tx, unitId, vacated(plan.operations.moves, known.participants), now);
  const result: store.BatchResult = {
    ...counts,
    missing: plan.missing.length,
    people: plan.operations.people.length,
    enrolments: plan.operations.enrolments.length,
    moves: plan.operations.moves.length,
    programmes: creates.length,
  };
  await store.finishBatch(tx, batchId, result, now);
  const entry = { unitId, at: now, actorId: byId, subject: 'import', subjectId: batchId };
  await trace(tx, { ...entry, action: 'roster.import', detail: result });
}

/**
 * Applies a batch that is marked so: all of it or nothing, in one transaction. `changed`: what is recorded has moved
 * on since the plan was shown, so that nothing was done and the batch waits again; `ended`: somebody else was first.
 *
 * @param options `progress` is called after each portion; `tell` plans a message to the officer with the end.
 */
export async function applyBatch(
  db: Db,
  { id, unitId, zone }: { readonly id: number; readonly unitId: number; readonly zone: string },
  now: Date,
  options: { readonly progress?: Progress; readonly tell?: boolean } = {},
): Promise<Applied> {
  const { progress = () => undefined, tell = false } = options;
  return db.write(
    async (tx) => {
      await lockUnit(tx, unitId);
      const batch = await store.findBatch(tx, unitId, id);
      if (batch?.state !== 'applying') return 'ended';
      if (tell) await tellOfficer(tx, batch, now);
      const planned = await planBatch(tx, batch, zone, now);
      if (!planned || planned.planKey !== batch.draft.plan) {
        await store.settleBatch(tx, id, { state: 'preview' }, 'applying');
        return 'changed';
      }
      await writeBatch(tx, batch, planned, { kind: db.kind, now, progress });
      return 'applied';
    },
    { timeoutMs: APPLY_TIMEOUT_MS },
  );
}

/**
 * Takes up what was being applied when the program stopped, and lets go of previews left lying. Called at start; the
 * officers are told through the outbox. Resolves to how many were taken up; those `running` in this process aren't.
 *
 * @throws {AggregateError} after trying all, with those that failed; they stay as they are.
 */
export async function resumeImports(
  db: Db,
  now: Date,
  running: ReadonlySet<number> = new Set(),
): Promise<number> {
  const before = new Date(now.getTime() - PREVIEW_DAYS * 86_400_000);
  await db.write((tx) => store.endBatches(tx, { state: 'preview', createdAt: { lt: before } }, now));
  const unfinished = (await store.unfinishedBatches(db.read)).filter(({ id }) => !running.has(id));
  await forEachAlone(unfinished, ({ id, unitId, unit }) =>
    applyBatch(db, { id, unitId, zone: unit.zone }, now, { tell: true }),
  );
  return unfinished.length;
}
