import type { Db, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once } from '../../../db/once.js';
import { parseIsoDate } from '../../../lib/zoned.js';
import { agencyIn } from '../../agencies/index.js';
import { isProgrammeOf, type ProgrammeKind } from '../../programmes/index.js';
import { type Decision, type Identity, isDecided } from '../known/rules.js';
import { asOfInstant, type Doing, ownBatch } from '../service.js';
import * as store from '../store.js';

/** Sets the day that the data speak of, within the caller's transaction. */
export async function dateBatch(
  tx: Tx,
  { actor, now }: Pick<Doing, 'actor' | 'now'>,
  id: number,
  date: string,
): Promise<'dated' | 'future' | 'gone'> {
  const batch = await ownBatch(tx, actor, id);
  const day = parseIsoDate(date);
  if (!batch || !day) return 'gone';
  const asOf = asOfInstant(day, now, actor.zone);
  if (!asOf) return 'future';
  return (await store.settleBatch(tx, id, { asOf })) ? 'dated' : 'gone';
}

/** What a button says about the file's programme number `index`. */
export type Choice =
  | { readonly kind: 'attitude' | 'trade' }
  /** `guessed`: the kind that it was guessed to be, where that wasn't chosen. */
  | { readonly agencyId: number | null; readonly guessed?: ProgrammeKind }
  | { readonly sameAs: number }
  | { readonly leftOut: true };

function decided(before: Decision | undefined, choice: Choice): Decision | undefined {
  if ('agencyId' in choice) {
    const kind = before && 'kind' in before ? before.kind : choice.guessed;
    return kind && { kind, agencyId: choice.agencyId };
  }
  return choice;
}

/** Remembers a decision about one of the file's programmes. `stale`: it was decided before, or the batch has ended. */
export async function decide(
  db: Db,
  { actor, ref, now }: Doing,
  on: { readonly batchId: number; readonly index: number; readonly choice: Choice },
): Promise<'decided' | 'stale'> {
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'roster.decide', now, async (): Promise<'decided' | 'stale'> => {
      await lockUnit(tx, actor.unitId);
      const batch = await ownBatch(tx, actor, on.batchId);
      const key = batch?.file?.programmes[on.index]?.key;
      if (!batch || key === undefined) return 'stale';
      const { choice } = on;
      const { unitId } = actor;
      if ('agencyId' in choice && choice.agencyId !== null) {
        if (!(await agencyIn(tx, unitId, choice.agencyId))) return 'stale';
      }
      if ('sameAs' in choice && !(await isProgrammeOf(tx, unitId, choice.sameAs))) return 'stale';
      const decision = decided(batch.draft.decisions[key], choice);
      if (!decision) return 'stale';
      const draft = { ...batch.draft, decisions: { ...batch.draft.decisions, [key]: decision } };
      return (await store.settleBatch(tx, batch.id, { draft })) ? 'decided' : 'stale';
    }),
  );
  return outcome;
}

/** Decides all of a file's programmes that aren't decided as they were guessed and shown. */
export async function decideAll(
  db: Db,
  { actor, ref, now }: Doing,
  batchId: number,
  shown: readonly { readonly index: number; readonly guess: Decision }[],
): Promise<'decided' | 'stale'> {
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'roster.decide.all', now, async (): Promise<'decided' | 'stale'> => {
      await lockUnit(tx, actor.unitId);
      const batch = await ownBatch(tx, actor, batchId);
      if (!batch?.file) return 'stale';
      const { decisions } = batch.draft;
      const { programmes } = batch.file;
      const guessed = shown.flatMap(({ index, guess }): [string, Decision][] => {
        const key = programmes[index]?.key;
        return key === undefined || isDecided(decisions[key]) ? [] : [[key, guess]];
      });
      const draft = { ...batch.draft, decisions: { ...decisions, ...Object.fromEntries(guessed) } };
      return (await store.settleBatch(tx, batch.id, { draft })) ? 'decided' : 'stale';
    }),
  );
  return outcome;
}

/** What a button says of whom a line means: a person by their id, or whom another line brings, with a minus before it. */
export type Answer = {
  readonly line: number;
  readonly other: number;
  readonly answer: 'same' | 'not' | 'out';
};

/** Remembers whom a line of the file means. `stale`: the batch has ended, or has no such line. */
export async function answerWhose(
  db: Db,
  { actor, ref, now }: Doing,
  batchId: number,
  { line, other, answer }: Answer,
): Promise<'decided' | 'stale'> {
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'roster.whose', now, async (): Promise<'decided' | 'stale'> => {
      await lockUnit(tx, actor.unitId);
      const batch = await ownBatch(tx, actor, batchId);
      const row = batch?.file?.rows.find((one) => one.line === line);
      if (!batch || !row) return 'stale';
      const before = batch.draft.people?.[row.registerKey] ?? {};
      if (before.same !== undefined || before.leftOut) return 'stale';
      const said: Readonly<Record<Answer['answer'], Identity>> = {
        same: { ...before, same: other },
        not: { ...before, not: [...new Set([...(before.not ?? []), other])] },
        out: { ...before, leftOut: true },
      };
      const people = { ...batch.draft.people, [row.registerKey]: said[answer] };
      const settled = await store.settleBatch(tx, batchId, { draft: { ...batch.draft, people } });
      return settled ? 'decided' : 'stale';
    }),
  );
  return outcome;
}

/** Forgets what was decided about the file's programmes and people, so that it is asked again. */
export async function undecide(db: Db, { actor, ref, now }: Doing, id: number): Promise<void> {
  await db.write((tx) =>
    once(tx, ref, 'roster.undecide', now, async () => {
      const batch = await ownBatch(tx, actor, id);
      if (!batch) return false;
      const { people: _forgotten, ...draft } = batch.draft;
      return store.settleBatch(tx, id, { draft: { ...draft, decisions: {} } });
    }),
  );
}

/** Ends a batch whose day was not told, when that is given up. Resolves to how many it ended, within the caller's transaction. */
export function endUndated(
  tx: Tx,
  { actor, now }: Pick<Doing, 'actor' | 'now'>,
  id: number,
): Promise<number> {
  const { unitId, personId: byId } = actor;
  return store.endBatches(tx, { id, unitId, byId, state: 'preview', asOf: null }, now);
}

/** Ends a batch that waits; what it held is cleared. */
export async function cancelBatch(db: Db, { actor, ref, now }: Doing, id: number): Promise<void> {
  await db.write((tx) =>
    once(tx, ref, 'roster.cancel', now, () =>
      store.endBatches(tx, { id, unitId: actor.unitId, byId: actor.personId, state: 'preview' }, now),
    ),
  );
}
