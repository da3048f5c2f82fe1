import type { Actor } from '../../../access/actor.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { planNotices } from '../../../delivery/notices.js';
import { forEachAlone } from '../../../lib/each.js';
import type { Impact, Months, Writing } from '../../months/index.js';
import { applyChanges, settleUnitSeats, stampOf } from '../../programmes/index.js';
import { beginningOf } from '../changes/rules.js';
import { vacated } from '../seats/rules.js';
import { type Doing, ownBatch, planBatch, type Ready, type View, viewBatch } from '../service.js';
import * as store from '../store.js';
import { toldOfPeople, UNDO_MS, undoOf } from '../undo/rules.js';

/** How long a whole import may take: far more than 20,000 rows need. */
const APPLY_TIMEOUT_MS = 120_000;
/** Forgotten previews hold names; they are let go after so many days. */
const PREVIEW_DAYS = 7;

/** The planned message that tells the officer how an import ended that was taken up again at start. */
export const RESUMED = 'import.resumed';

export type Applied = 'applied' | 'changed' | 'closed' | 'ended';

export type ApplyDeps = { readonly db: Db; readonly months: Months };

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
      // Who asks for it is asked again when it is applied, which may be by another process.
      const draft = { ...batch.draft, plan: what.planKey, posts: [...actor.posts] };
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
  const rows = counts.new + counts.changed + (plan.operations.departures?.length ?? 0);
  const { made } = await applyChanges(tx, plan.operations, {
    kind,
    unitId,
    batchId,
    byId,
    now,
    // A row is written in several steps; whoever waits counts rows.
    progress: (done, total) => progress(Math.floor((done / total) * rows), rows),
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
    departed: plan.operations.departures?.length ?? 0,
    told: toldOfPeople(plan.operations),
  };
  const begins = beginningOf(plan.operations, planned.asOf);
  const undo = undoOf(plan, known.participants, made, { begins, now });
  await store.finishBatch(tx, batchId, { result, undo }, now);
  const entry = { unitId, at: now, actorId: byId, subject: 'import', subjectId: batchId };
  await trace(tx, { ...entry, action: 'roster.import', detail: result });
}

/** What an import is to the months: it holds from the earliest of what it changes. */
function writing(
  { unitId, byId, draft }: Batch,
  { plan, asOf }: Pick<Ready, 'plan' | 'asOf'>,
  zone: string,
  now: Date,
): Writing {
  const from = beginningOf(plan.operations, asOf);
  const actor = { personId: byId, unitId, zone, posts: draft.posts ?? [] };
  return { actor, now, matter: 'participants', action: 'roster.import', from };
}

/** What a plan rests on: equal before it was made and now, it still holds. */
async function restsOn(db: Reader | Tx, kind: Db['kind'], unitId: number): Promise<string> {
  const last = await store.lastAsOf(db, unitId);
  return `${last?.toISOString()} ${await stampOf(db, kind, unitId)}`;
}

/** A batch with its plan, made while others write, and what that rests on. */
type Prepared = { readonly batch: Batch; readonly planned: Planned | undefined; readonly basis: string };

async function prepare(
  db: Db,
  { id, unitId, zone }: { readonly id: number; readonly unitId: number; readonly zone: string },
  now: Date,
): Promise<Prepared | undefined> {
  const basis = await restsOn(db.read, db.kind, unitId);
  const batch = await store.findBatch(db.read, unitId, id);
  return batch && { batch, planned: await planBatch(db.read, batch, zone, now), basis };
}

/** The plan as it is under the unit's lock: the one prepared, or made anew where something has changed since. */
async function plannedNow(
  tx: Tx,
  { batch, planned, basis }: Prepared,
  { kind, zone, now }: { readonly kind: Db['kind']; readonly zone: string; readonly now: Date },
): Promise<Planned | undefined> {
  if ((await restsOn(tx, kind, batch.unitId)) === basis) return planned;
  return planBatch(tx, batch, zone, now);
}

/** What a batch that is ready would change of closed months, if the actor had it applied. */
async function impactOfBatch(
  { db, months }: ApplyDeps,
  actor: Actor,
  ready: Ready,
  now: Date,
): Promise<readonly Impact[]> {
  const { batch } = ready;
  const how = { ...writing(batch, ready, actor.zone, now), actor };
  const { kind } = db;
  const { zone } = actor;
  let prepared: Prepared | undefined;
  const beside = async () => {
    prepared = await prepare(db, { id: batch.id, unitId: batch.unitId, zone }, now);
  };
  const work = async (tx: Tx) => {
    const planned = prepared && (await plannedNow(tx, prepared, { kind, zone, now }));
    if (prepared && planned)
      await writeBatch(tx, prepared.batch, planned, { kind, now, progress: () => undefined });
  };
  return months.rehearse(db, how, work, { timeoutMs: APPLY_TIMEOUT_MS, beside });
}

/** The batch as it stands now, with what it would change of closed months, for its owner. Writes nothing. */
export async function shownBatch(deps: ApplyDeps, actor: Actor, id: number, now: Date): Promise<View> {
  const view = await viewBatch(deps.db, actor, id, now);
  return view.state === 'ready' ? { ...view, impacts: await impactOfBatch(deps, actor, view, now) } : view;
}

/**
 * Applies a batch that is marked so: all of it or nothing, in one transaction, of which planning is no part as long as
 * nobody changes meanwhile what the plan rests on. `changed`: what is recorded has moved
 * on since the plan was shown, so that nothing was done and the batch waits again; `closed`: so it does, since
 * a closed month would change; `ended`: somebody else was first.
 *
 * @param options `progress` is called after each portion; `tell` plans a message to the officer with the end.
 */
export async function applyBatch(
  { db, months }: ApplyDeps,
  { id, unitId, zone }: { readonly id: number; readonly unitId: number; readonly zone: string },
  now: Date,
  options: { readonly progress?: Progress; readonly tell?: boolean } = {},
): Promise<Applied> {
  const { progress = () => undefined, tell = false } = options;
  const prepared = await prepare(db, { id, unitId, zone }, now);
  if (prepared?.batch.state !== 'applying') return 'ended';
  const { batch } = prepared;
  const { plan: agreed = '' } = batch.draft;
  return db.write(
    async (tx) => {
      await lockUnit(tx, unitId);
      if (!(await store.isApplying(tx, { id, unitId }, agreed))) return 'ended';
      if (tell) await tellOfficer(tx, batch, now);
      const planned = await plannedNow(tx, prepared, { kind: db.kind, zone, now });
      if (!planned || planned.planKey !== agreed) {
        await store.settleBatch(tx, id, { state: 'preview' }, 'applying');
        return 'changed';
      }
      const written = await months.write(tx, writing(batch, planned, zone, now), () =>
        writeBatch(tx, batch, planned, { kind: db.kind, now, progress }),
      );
      if (written.ok) return 'applied';
      await store.settleBatch(tx, id, { state: 'preview' }, 'applying');
      return 'closed';
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
  deps: ApplyDeps,
  now: Date,
  running: ReadonlySet<number> = new Set(),
): Promise<number> {
  const { db } = deps;
  const before = new Date(now.getTime() - PREVIEW_DAYS * 86_400_000);
  await db.write(async (tx) => {
    await store.endBatches(tx, { state: 'preview', createdAt: { lt: before } }, now);
    await store.forgetUndo(tx, new Date(now.getTime() - UNDO_MS));
  });
  const unfinished = (await store.unfinishedBatches(db.read)).filter(({ id }) => !running.has(id));
  await forEachAlone(unfinished, ({ id, unitId, unit }) =>
    applyBatch(deps, { id, unitId, zone: unit.zone }, now, { tell: true }),
  );
  return unfinished.length;
}
