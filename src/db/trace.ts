import { insertRows } from './bulk.js';
import type { Db, Reader, Tx } from './database.js';

/** Who did what to which thing, as it is kept for good. */
export type Trace = {
  readonly unitId: number;
  readonly at: Date;
  /** Null: nobody, it happened by itself. */
  readonly actorId: number | null;
  /** `session.move` */
  readonly action: string;
  /** `session` */
  readonly subject: string;
  readonly subjectId: number;
  /** Facts without names or register numbers. */
  readonly detail?: object;
};

/** Writes down what was done, within the transaction that does it. Resolves to the entry's id. */
export async function trace(tx: Tx, entry: Trace): Promise<number> {
  const { id } = await tx.auditEntry.create({ data: entry, select: { id: true } });
  return id;
}

/** The same for many things at once, in one statement. */
export async function traceMany(tx: Tx, kind: Db['kind'], entries: readonly Trace[]): Promise<void> {
  await insertRows(tx, kind, {
    table: 'AuditEntry',
    columns: ['unitId', 'at', 'actorId', 'action', 'subject', 'subjectId', 'detail'],
    rows: entries.map((entry) => ({ ...entry, detail: entry.detail ? { ...entry.detail } : null })),
  });
}

/** What an entry keeps; `detail` as it was handed in. */
type Entry = {
  readonly id: number;
  readonly action: string;
  readonly subject: string;
  readonly subjectId: number;
  readonly detail: unknown;
};

const kept = { id: true, action: true, subject: true, subjectId: true, detail: true } as const;

/** An entry of a unit by its id, if it is of that action. One query. */
export function findTrace(
  db: Reader,
  unitId: number,
  which: { readonly id: number; readonly action: string },
): Promise<Entry | null> {
  return db.auditEntry.findFirst({ where: { unitId, ...which }, select: kept });
}

/** The last that was done to a thing. One query. */
export function lastTrace(
  db: Reader,
  unitId: number,
  thing: { readonly subject: string; readonly subjectId: number },
): Promise<Entry | null> {
  return db.auditEntry.findFirst({ where: { unitId, ...thing }, select: kept, orderBy: { id: 'desc' } });
}
