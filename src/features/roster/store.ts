import { setImmediate as turn } from 'node:timers/promises';
import type { Reader, Tx } from '../../db/database.js';
import { Prisma } from '../../generated/sqlite/client.js';
import {
  historiesIn,
  type ListedProgramme,
  participantsAfter,
  programmesOf,
  type RecordedParticipant,
  wholesOf,
} from '../programmes/index.js';
import type { Decisions, Known, SaidOfPeople } from './known/rules.js';
import type { RosterFile } from './rules.js';

/** What is settled about a batch before it is applied. `plan`: which plan *Terapkan* agreed to. */
export type Draft = { readonly decisions: Decisions; readonly people?: SaidOfPeople; readonly plan?: string };

/** What an applied batch came to: counts only. Lines by kind, then what was written. */
export type BatchResult = {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly repeated: number;
  readonly faulty: number;
  /** Whom a line means was not answered. Not in results of earlier versions. */
  readonly asked?: number;
  readonly missing: number;
  readonly people: number;
  readonly enrolments: number;
  readonly moves: number;
  readonly programmes: number;
};

export type Batch = {
  readonly id: number;
  readonly unitId: number;
  readonly byId: number;
  readonly chatId: bigint;
  readonly fileName: string;
  readonly state: 'preview' | 'applying' | 'applied' | 'cancelled' | 'failed';
  readonly asOf: Date | null;
  readonly createdAt: Date;
  /** Absent once the batch has ended. */
  readonly file: RosterFile | undefined;
  /** Of a batch in `preview` or `applying`. */
  readonly draft: Draft;
  readonly result: BatchResult | undefined;
};

/** A batch by its id, within the unit. */
export async function findBatch(db: Reader | Tx, unitId: number, id: number): Promise<Batch | undefined> {
  const row = await db.importBatch.findFirst({ where: { id, unitId } });
  if (!row) return undefined;
  const { rows, result, ...batch } = row;
  const applied = row.state === 'applied';
  // Both columns are written by this store alone, so they have its shapes.
  const file = typeof rows === 'string' ? (JSON.parse(rows) as RosterFile) : undefined;
  return {
    ...batch,
    file,
    draft: applied || result === null ? { decisions: {} } : (result as unknown as Draft),
    result: applied ? (result as BatchResult) : undefined,
  };
}

/** Keeps a file that was read, and lets go of those that the same person left waiting. */
export async function keepBatch(
  tx: Tx,
  batch: { unitId: number; byId: number; chatId: bigint; fileName: string; file: RosterFile },
  now: Date,
): Promise<number> {
  const { file, ...row } = batch;
  await endBatches(tx, { unitId: row.unitId, byId: row.byId, state: 'preview' }, now);
  // As one text: Prisma walks through every object of a Json value, 0.2 s for 5,000 rows.
  const rows = JSON.stringify(file);
  const { id } = await tx.importBatch.create({
    data: { ...row, state: 'preview', rows, result: { decisions: {} }, createdAt: now },
  });
  return id;
}

/** Cancels batches and clears what they held. Resolves to how many. */
export async function endBatches(tx: Tx, where: Prisma.ImportBatchWhereInput, now: Date): Promise<number> {
  const { count } = await tx.importBatch.updateMany({
    where,
    data: { state: 'cancelled', rows: Prisma.DbNull, result: Prisma.DbNull, endedAt: now },
  });
  return count;
}

/** Sets what is settled, where the batch still waits. `false`: it doesn't. */
export async function settleBatch(
  tx: Tx,
  id: number,
  data: { asOf?: Date; draft?: Draft; state?: 'applying' | 'preview' },
  from: 'preview' | 'applying' = 'preview',
): Promise<boolean> {
  const { draft, ...rest } = data;
  const { count } = await tx.importBatch.updateMany({
    where: { id, state: from },
    data: { ...rest, ...(draft && { result: draft }) },
  });
  return count === 1;
}

export async function finishBatch(tx: Tx, id: number, result: BatchResult, now: Date): Promise<void> {
  await tx.importBatch.updateMany({
    where: { id, state: 'applying' },
    data: { state: 'applied', rows: Prisma.DbNull, result, endedAt: now },
  });
}

/** The latest instant that an applied roster spoke of. */
export async function lastAsOf(db: Reader | Tx, unitId: number): Promise<Date | undefined> {
  const last = await db.importBatch.findFirst({
    where: { unitId, state: 'applied' },
    orderBy: { asOf: 'desc' },
    select: { asOf: true },
  });
  return last?.asOf ?? undefined;
}

/** Batches that were being applied when the program last stopped. */
export async function unfinishedBatches(
  db: Reader,
): Promise<{ id: number; unitId: number; unit: { zone: string } }[]> {
  return db.importBatch.findMany({
    where: { state: 'applying' },
    select: { id: true, unitId: true, unit: { select: { zone: true } } },
    orderBy: { id: 'asc' },
  });
}

const PER_READ = 200;

/** What `planRoster` compares with, and the programmes' names. */
export type Recorded = Pick<Known, 'participants' | 'notSame'> & {
  readonly programmes: readonly ListedProgramme[];
};

/** All that a roster is compared with, read in portions between which others have their turn. */
export async function loadKnown(db: Reader | Tx, unitId: number): Promise<Recorded> {
  const listed = await programmesOf(db, unitId);
  const programmes = listed.toSorted((a, b) => a.id - b.id);
  const histories = await historiesIn(db, unitId);
  const records: RecordedParticipant[] = [];
  for (let after = 0; ; ) {
    const some = await participantsAfter(db, unitId, { after, take: PER_READ });
    records.push(...some);
    const last = some.at(-1);
    if (!last || some.length < PER_READ) break;
    after = last.id;
    await turn();
  }
  return { participants: wholesOf(records, histories), notSame: histories.notSame, programmes };
}
