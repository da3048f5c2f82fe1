import { setImmediate as turn } from 'node:timers/promises';
import type { Actor } from '../../access/actor.js';
import type { Reader, Tx } from '../../db/database.js';
import { Prisma } from '../../generated/sqlite/client.js';
import { inChunks } from '../../lib/lists.js';
import type { Answers, Leaving, RosterFile, Table } from '../files/index.js';
import {
  type BulkUndo,
  historiesIn,
  type ListedProgramme,
  participantsAfter,
  programmesOf,
  type RecordedParticipant,
  wholesOf,
} from '../programmes/index.js';
import type { Decisions, Known, SaidOfPeople } from './known/rules.js';

/**
 * What is settled about a batch before it is applied. `people`: whom its rows mean; `answers`: how its file is read;
 * `leaving`: of those who are missing from it, who is noted as gone (ids), and how; `plan`: which plan *Terapkan*
 * agreed to.
 */
export type Draft = {
  readonly decisions: Decisions;
  readonly people?: SaidOfPeople;
  readonly answers?: Answers;
  readonly leaving?: { readonly why: Leaving['why']; readonly ids: readonly number[] };
  readonly plan?: string;
  /** The posts of whoever asked to have it applied. */
  readonly posts?: Actor['posts'];
};

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
  /** Who was noted as gone. Not in results of earlier versions. */
  readonly departed?: number;
  /** Records it merged, or said to be two people's: then it can't be undone. Not in results of earlier versions. */
  readonly told?: number;
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
  /** What the file was read from, where it can be read otherwise. */
  readonly tables: readonly Table[] | undefined;
  readonly endedAt: Date | null;
  /** What it takes to write an applied batch back, for a day. */
  readonly undo: BulkUndo | undefined;
  /** Of a batch in `preview` or `applying`. */
  readonly draft: Draft;
  readonly result: BatchResult | undefined;
};

/** What is kept of a file while it waits. */
type Kept = { readonly file: RosterFile; readonly tables?: readonly Table[] };

/** The same of one that was applied. */
type Applied = { readonly undo: BulkUndo };

// As one text: Prisma walks through every object of a Json value, 0.2 s for 5,000 rows.
const asText = ({ file, tables }: Kept) => JSON.stringify({ file, tables });

/** A batch by its id, within the unit. */
export async function findBatch(db: Reader | Tx, unitId: number, id: number): Promise<Batch | undefined> {
  const row = await db.importBatch.findFirst({ where: { id, unitId } });
  if (!row) return undefined;
  const { rows, result, ...batch } = row;
  const applied = row.state === 'applied';
  // Both columns are written by this store alone, so they have its shapes.
  const kept = typeof rows === 'string' ? (JSON.parse(rows) as Partial<Kept & Applied>) : {};
  return {
    ...batch,
    file: kept.file,
    tables: kept.tables,
    undo: kept.undo,
    draft: applied || result === null ? { decisions: {} } : (result as unknown as Draft),
    result: applied ? (result as BatchResult) : undefined,
  };
}

/** Keeps a file that was read, beside those that wait already. */
export async function keepBatch(
  tx: Tx,
  batch: { unitId: number; byId: number; chatId: bigint; fileName: string } & Kept,
  now: Date,
): Promise<number> {
  const { file, tables, ...row } = batch;
  const rows = asText({ file, ...(tables && { tables }) });
  const { id } = await tx.importBatch.create({
    data: { ...row, state: 'preview', rows, result: { decisions: {} }, createdAt: now },
  });
  return id;
}

/** Keeps a batch's file as it is read by other answers. `false`: it waits no longer. */
export async function rereadBatch(tx: Tx, id: number, kept: Kept, draft: Draft): Promise<boolean> {
  const { count } = await tx.importBatch.updateMany({
    where: { id, state: 'preview' },
    data: { rows: asText(kept), result: draft },
  });
  return count === 1;
}

/** Files of a person's that were read and wait, the newest first. */
export async function waitingBatches(
  db: Reader | Tx,
  who: { readonly unitId: number; readonly byId: number },
): Promise<{ id: number; fileName: string }[]> {
  return db.importBatch.findMany({
    where: { unitId: who.unitId, byId: who.byId, state: 'preview' },
    select: { id: true, fileName: true },
    orderBy: { id: 'desc' },
    take: 10,
  });
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

/** Marks a batch as applied; what it takes to undo it is kept for a day in place of the file. */
export async function finishBatch(
  tx: Tx,
  id: number,
  { result, undo }: { readonly result: BatchResult; readonly undo: BulkUndo | undefined },
  now: Date,
): Promise<void> {
  await tx.importBatch.updateMany({
    where: { id, state: 'applying' },
    data: { state: 'applied', rows: undo ? JSON.stringify({ undo }) : Prisma.DbNull, result, endedAt: now },
  });
}

/** Marks an applied batch as undone: it is as if it had been cancelled. */
export async function markUndone(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.importBatch.updateMany({
    where: { id, state: 'applied' },
    data: { state: 'cancelled', rows: Prisma.DbNull, result: Prisma.DbNull, endedAt: now },
  });
}

/** Lets go of what it would take to undo batches that were applied before. */
export async function forgetUndo(tx: Tx, before: Date): Promise<void> {
  await tx.importBatch.updateMany({
    where: { state: 'applied', endedAt: { lt: before }, rows: { not: Prisma.DbNull } },
    data: { rows: Prisma.DbNull },
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

/** Whether a batch is still to be applied as that plan; `''`: as none that was kept. One query of few columns: its file may be long. */
export async function isApplying(
  db: Reader | Tx,
  { id, unitId }: { readonly id: number; readonly unitId: number },
  planKey: string,
): Promise<boolean> {
  const row = await db.importBatch.findFirst({
    where: { id, unitId, state: 'applying' },
    select: { result: true },
  });
  return row !== null && ((row.result as Draft | null)?.plan ?? '') === planKey;
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

/** Files of a unit by the ids of their batches, whatever became of them. A query for some hundreds. */
export function batchesBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly fileName: string; readonly createdAt: Date }[]> {
  return inChunks(ids, (some) =>
    db.importBatch.findMany({
      where: { unitId, id: { in: some } },
      select: { id: true, fileName: true, createdAt: true },
    }),
  );
}
