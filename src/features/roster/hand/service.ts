import type { Actor } from '../../../access/actor.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { trace } from '../../../db/trace.js';
import type { ClosedRefusal, Impact, Months, Writing } from '../../months/index.js';
import { applyChanges, type BulkChanges, peopleLike } from '../../programmes/index.js';
import { beginningOf, type LineResult, planRoster } from '../changes/rules.js';
import type { Identity } from '../known/rules.js';
import { mayImport, planTimes } from '../service.js';
import { tellingApart } from '../whose/rules.js';
import { type HandValues, handFile, handRow } from './rules.js';

type At = { readonly actor: Actor; readonly now: Date };

export type HandDeps = { readonly db: Db; readonly months: Months };

/** Somebody by hand, against those recorded who may be the same person. One query. */
async function planHand(db: Reader | Tx, { actor, now }: At, values: HandValues, said: Identity) {
  const row = handRow(values);
  const participants = await peopleLike(db, actor.unitId, row);
  const known = { participants, notSame: [], programmes: [] };
  const file = handFile(row);
  const apart = tellingApart(file, known, { [row.registerKey]: said });
  return { row, plan: planRoster(file, known, {}, planTimes(now, now, actor.zone), apart) };
}

/** What would come of adding somebody: whom it may mean is asked as a roster asks. */
export type HandLook = {
  readonly line: LineResult | undefined;
  /** What it would change of closed months, where that is asked for. */
  readonly impacts: readonly Impact[];
};

/** Reads only. One query, and those of the months where their change is asked for. */
export async function lookHand(
  { db, months }: HandDeps,
  at: At,
  values: HandValues,
  said: Identity,
  { withImpacts }: { readonly withImpacts: boolean },
): Promise<HandLook> {
  if (!mayImport(at.actor)) return { line: undefined, impacts: [] };
  const planned = await planHand(db.read, at, values, said);
  const [line] = planned.plan.lines;
  if (!withImpacts || (line?.kind !== 'new' && line?.kind !== 'changed')) return { line, impacts: [] };
  const was = line.kind;
  const write = (tx: Tx) => writeHand(tx, at, db.kind, { ...planned, was });
  return { line, impacts: await months.rehearse(db, writing(at, planned.plan.operations), write) };
}

/** `asked`: whom it means is to be said first; `known`: nothing of it was new; `closed`: a closed month would change. */
export type Added =
  | { readonly ok: true; readonly id: number; readonly was: 'new' | 'changed' | 'known' }
  | { readonly ok: false; readonly reason: 'forbidden' | 'asked' | 'departed' | 'arrives-later' | 'other' }
  | ClosedRefusal;

/** Adds somebody, or corrects who is recorded, within the caller's transaction: as a roster of one row would. */
export async function addByHand(
  { db: { kind }, months }: HandDeps,
  tx: Tx,
  at: At,
  values: HandValues,
  said: Identity,
): Promise<Added> {
  const { actor } = at;
  if (!mayImport(actor)) return { ok: false, reason: 'forbidden' };
  await lockUnit(tx, actor.unitId);
  const { row, plan } = await planHand(tx, at, values, said);
  const [line] = plan.lines;
  if (!line || line.kind === 'asked' || line.kind === 'repeated') return { ok: false, reason: 'asked' };
  if (line.kind === 'faulty') {
    const reason = line.faults[0]?.reason;
    return { ok: false, reason: reason === 'departed' || reason === 'arrives-later' ? reason : 'other' };
  }
  const work = () =>
    writeHand(tx, at, kind, { row, plan, was: line.kind === 'unchanged' ? 'known' : line.kind });
  const written = await months.write(tx, writing(at, plan.operations), work);
  return written.ok ? written.value : written;
}

function writing({ actor, now }: At, operations: BulkChanges): Writing {
  const from = beginningOf(operations, now);
  return { actor, now, matter: 'participants', action: 'participant.add', from };
}

async function writeHand(
  tx: Tx,
  { actor, now }: At,
  kind: Db['kind'],
  { row, plan, was }: Awaited<ReturnType<typeof planHand>> & { readonly was: 'new' | 'changed' | 'known' },
): Promise<Added> {
  const { unitId, personId: byId } = actor;
  const { people } = await applyChanges(tx, plan.operations, {
    kind,
    unitId,
    batchId: null,
    byId,
    now,
    people: plan.people,
    programmes: new Map(),
    newProgrammes: [],
    progress: () => undefined,
  });
  const id = people.get(row.registerKey);
  if (id === undefined) throw new Error('somebody added by hand was not written');
  const entry = { unitId, at: now, actorId: byId, subject: 'participant', subjectId: id };
  await trace(tx, {
    ...entry,
    action: 'participant.add',
    detail: { was: was === 'known' ? 'unchanged' : was },
  });
  return { ok: true, id, was };
}
