import type { Db, Reader } from '../../db/database.js';
import { isUniqueViolation } from '../../db/errors.js';
import type { Rows } from '../backup.js';
import { HELD_MS } from './rules.js';

/** A backup that was made and looked through. `file` is its name in the folder. */
export type Made = {
  readonly file: string;
  readonly bytes: number;
  readonly rows: Rows;
  readonly madeAt: Date;
};

/** An attempt at a day's backup, of which `made` is what an earlier one came to. */
export type Attempt = { readonly dueOn: string; readonly number: number; readonly made: Made | undefined };

type Row = {
  readonly madeAt: Date | null;
  readonly file: string | null;
  readonly bytes: bigint | null;
  readonly rows: unknown;
};

function madeOf({ madeAt, file, bytes, rows }: Row): Made | undefined {
  if (madeAt === null || file === null || bytes === null) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by noteMade
  return { madeAt, file, bytes: Number(bytes), rows: rows as Rows };
}

/**
 * Takes up a day's backup, unless it is done, somebody else is at it, or it isn't to be tried again yet.
 * @param isToSend Whether it is done only when a copy was sent.
 */
export async function takeUp(
  db: Db,
  day: { readonly dueOn: string; readonly dueAt: Date; readonly isToSend: boolean },
  now: Date,
): Promise<Attempt | undefined> {
  const { dueOn, dueAt, isToSend } = day;
  const nextAt = new Date(now.getTime() + HELD_MS);
  const row = await db.read.backupDay.findUnique({ where: { dueOn } });
  if (!row) {
    try {
      await db.write((tx) => tx.backupDay.create({ data: { dueOn, dueAt, nextAt } }));
      return { dueOn, number: 1, made: undefined };
    } catch (error) {
      if (isUniqueViolation(error)) return undefined;
      throw error;
    }
  }
  const isDone = row.madeAt !== null && (!isToSend || row.sentAt !== null);
  if (isDone || row.nextAt > now) return undefined;
  const number = row.attempts + 1;
  const { count } = await db.write((tx) =>
    tx.backupDay.updateMany({ where: { dueOn, attempts: row.attempts }, data: { attempts: number, nextAt } }),
  );
  return count === 0 ? undefined : { dueOn, number, made: madeOf(row) };
}

export async function noteMade(db: Db, dueOn: string, { madeAt, file, bytes, rows }: Made): Promise<void> {
  const data = { madeAt, file, bytes: BigInt(bytes), rows: { ...rows } };
  await db.write((tx) => tx.backupDay.updateMany({ where: { dueOn }, data }));
}

export async function noteSent(db: Db, dueOn: string, sentAt: Date): Promise<void> {
  await db.write((tx) => tx.backupDay.updateMany({ where: { dueOn }, data: { sentAt } }));
}

/** Lets the day's backup be taken up again from this moment on. */
export async function putOff(db: Db, dueOn: string, nextAt: Date): Promise<void> {
  await db.write((tx) => tx.backupDay.updateMany({ where: { dueOn }, data: { nextAt } }));
}

/** The last backup that was made by itself, and the first that was due. */
export async function standing(
  read: Reader,
): Promise<{ readonly last: Made | undefined; readonly firstDueAt: Date | undefined }> {
  const last = await read.backupDay.findFirst({
    where: { madeAt: { not: null } },
    orderBy: { madeAt: 'desc' },
  });
  const first = await read.backupDay.findFirst({ orderBy: { dueAt: 'asc' } });
  return { last: last ? madeOf(last) : undefined, firstDueAt: first?.dueAt };
}
