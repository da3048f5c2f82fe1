import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import type { Closed, Impact, Months, Writing } from '../../months/index.js';
import {
  type BulkUndo,
  holdersOf,
  type Obstacle,
  obstaclesTo,
  settleUnitSeats,
  undoChanges,
} from '../../programmes/index.js';
import { type Doing, ownBatch } from '../service.js';
import * as store from '../store.js';
import { mayUndo } from './rules.js';

/** How long undoing a whole import may take. */
const UNDO_TIMEOUT_MS = 120_000;

/** `late`: a day is over; `told`: people were merged by it, or told apart; `built`: what stands in the way; `closed`: a month. */
export type Undone =
  | { readonly outcome: 'undone' }
  | { readonly outcome: 'late' | 'told' | 'gone' }
  | { readonly outcome: 'built'; readonly obstacles: readonly Obstacle[] }
  | { readonly outcome: 'closed'; readonly closed: Closed };

/** What of sessions was built on an import: asked of who owns them, since they stand on programmes themselves. */
export type BuiltOn = {
  readonly attendedSince: (
    db: Reader | Tx,
    unitId: number,
    of: { readonly people: readonly number[]; readonly since: Date },
  ) => Promise<number>;
  readonly programmesWithSessions: (
    db: Reader | Tx,
    unitId: number,
    programmeIds: readonly number[],
  ) => Promise<number>;
};

async function inTheWay(
  db: Reader | Tx,
  { attendedSince, programmesWithSessions }: BuiltOn,
  unitId: number,
  undo: BulkUndo,
): Promise<Obstacle[]> {
  const concerned = await participantsOf(db, unitId, undo);
  const since = new Date(undo.at);
  const attended = await attendedSince(db, unitId, { people: concerned, since });
  const used = await programmesWithSessions(db, unitId, undo.programmes);
  return [
    ...(attended > 0 ? [{ what: 'attended' as const, count: attended }] : []),
    ...(used > 0 ? [{ what: 'programme-used' as const, count: used }] : []),
    ...(await obstaclesTo(db, unitId, undo)),
  ];
}

/** Everybody whom an import made or changed. */
async function participantsOf(db: Reader | Tx, unitId: number, undo: BulkUndo): Promise<number[]> {
  const enrolments = [...undo.enrolments, ...undo.moves.map(({ enrolmentId }) => enrolmentId)];
  return [
    ...new Set([
      ...undo.people,
      ...undo.classes.map(({ participantId }) => participantId),
      ...undo.departures,
      ...(await holdersOf(db, unitId, enrolments)),
    ]),
  ];
}

export type UndoDeps = { readonly db: Db; readonly months: Months; readonly builtOn: BuiltOn };

type Undoing = {
  readonly actor: Doing['actor'];
  readonly now: Date;
  readonly id: number;
  readonly undo: BulkUndo;
};

/** What undoing is to the months: it speaks of all that the import spoke of. */
function writing({ actor, now, undo }: Undoing): Writing {
  return { actor, now, matter: 'participants', action: 'roster.undo', from: new Date(undo.from) };
}

async function writeBack(tx: Tx, kind: Db['kind'], { actor, now, id, undo }: Undoing): Promise<void> {
  const { unitId, personId: byId } = actor;
  await undoChanges(tx, undo, { kind, unitId, byId, now });
  await settleUnitSeats(tx, unitId, new Set(), now);
  await store.markUndone(tx, id, now);
  const detail = {
    people: undo.people.length,
    enrolments: undo.enrolments.length,
    moves: undo.moves.length,
  };
  const entry = { unitId, at: now, actorId: byId, subject: 'import', subjectId: id };
  await trace(tx, { ...entry, action: 'roster.undo', detail });
}

/** What undoing an import of the actor's own would change of closed months. Writes nothing. */
export async function impactOfUndo(
  { db, months, builtOn }: UndoDeps,
  { actor, now }: Pick<Doing, 'actor' | 'now'>,
  id: number,
): Promise<readonly Impact[]> {
  const batch = await ownBatch(db.read, actor, id);
  if (!batch?.undo || !mayUndo(batch, now)) return [];
  const undoing = { actor, now, id, undo: batch.undo };
  const work = async (tx: Tx) => {
    const obstacles = await inTheWay(tx, builtOn, actor.unitId, undoing.undo);
    if (obstacles.length === 0) await writeBack(tx, db.kind, undoing);
  };
  return months.rehearse(db, writing(undoing), work, { timeoutMs: UNDO_TIMEOUT_MS });
}

/** Undoes an import of the actor's own: all of it or nothing, in one transaction. */
export async function undoBatch(
  { db, months, builtOn }: UndoDeps,
  { actor, ref, now }: Doing,
  id: number,
): Promise<Undone> {
  const { outcome } = await db.write(
    (tx) =>
      once(tx, ref, 'roster.undo', now, async (): Promise<Undone> => {
        await lockUnit(tx, actor.unitId);
        const batch = await ownBatch(tx, actor, id);
        if (batch?.result?.told) return { outcome: 'told' };
        if (!batch?.undo) return { outcome: batch?.state === 'applied' ? 'late' : 'gone' };
        if (!mayUndo(batch, now)) return { outcome: 'late' };
        const undoing = { actor, now, id, undo: batch.undo };
        const obstacles = await inTheWay(tx, builtOn, actor.unitId, undoing.undo);
        if (obstacles.length > 0) return { outcome: 'built', obstacles };
        const written = await months.write(tx, writing(undoing), () => writeBack(tx, db.kind, undoing));
        return written.ok ? { outcome: 'undone' } : { outcome: 'closed', closed: written.closed };
      }),
    { timeoutMs: UNDO_TIMEOUT_MS },
  );
  return outcome;
}
