import { insertRows } from './bulk.js';
import type { Db, Tx } from './database.js';

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
