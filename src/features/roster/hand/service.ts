import type { Actor } from '../../../access/actor.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { trace } from '../../../db/trace.js';
import { applyChanges, peopleLike } from '../../programmes/index.js';
import { type LineResult, planRoster } from '../changes/rules.js';
import type { Identity } from '../known/rules.js';
import { mayImport, planTimes } from '../service.js';
import { tellingApart } from '../whose/rules.js';
import { type HandValues, handFile, handRow } from './rules.js';

type At = { readonly actor: Actor; readonly now: Date };

/** Somebody by hand, against those recorded who may be the same person. One query. */
async function planHand(db: Reader | Tx, { actor, now }: At, values: HandValues, said: Identity) {
  const row = handRow(values);
  const participants = await peopleLike(db, actor.unitId, row);
  const known = { participants, notSame: [], programmes: [] };
  const file = handFile(row);
  const apart = tellingApart(file, known, { [row.registerKey]: said });
  return { row, plan: planRoster(file, known, {}, planTimes(now, now, actor.zone), apart) };
}

/** What would come of adding somebody: whom it may mean is asked as a roster asks. One query. */
export async function lookHand(
  db: Reader | Tx,
  at: At,
  values: HandValues,
  said: Identity,
): Promise<LineResult | undefined> {
  if (!mayImport(at.actor)) return undefined;
  return (await planHand(db, at, values, said)).plan.lines[0];
}

/** `asked`: whom it means is to be said first; `known`: nothing of it was new. */
export type Added =
  | { readonly ok: true; readonly id: number; readonly was: 'new' | 'changed' | 'known' }
  | { readonly ok: false; readonly reason: 'forbidden' | 'asked' | 'departed' | 'arrives-later' | 'other' };

/** Adds somebody, or corrects who is recorded, within the caller's transaction: as a roster of one row would. */
export async function addByHand(
  tx: Tx,
  at: At,
  kind: Db['kind'],
  values: HandValues,
  said: Identity,
): Promise<Added> {
  const { actor, now } = at;
  const { unitId, personId: byId } = actor;
  if (!mayImport(actor)) return { ok: false, reason: 'forbidden' };
  await lockUnit(tx, unitId);
  const { row, plan } = await planHand(tx, at, values, said);
  const [line] = plan.lines;
  if (!line || line.kind === 'asked' || line.kind === 'repeated') return { ok: false, reason: 'asked' };
  if (line.kind === 'faulty') {
    const reason = line.faults[0]?.reason;
    return { ok: false, reason: reason === 'departed' || reason === 'arrives-later' ? reason : 'other' };
  }
  const people = await applyChanges(tx, plan.operations, {
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
  await trace(tx, { ...entry, action: 'participant.add', detail: { was: line.kind } });
  return { ok: true, id, was: line.kind === 'unchanged' ? 'known' : line.kind };
}
