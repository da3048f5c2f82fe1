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

/** An entry with who did it. */
export type Traced = Entry & {
  readonly at: Date;
  readonly actorId: number | null;
  /** Null: nobody, it happened by itself. */
  readonly actor: string | null;
};

/** Which entries of a unit: those of a person, about a kind of thing, about one of them. */
type WhichTraces = {
  readonly actorId?: number;
  readonly subject?: string;
  readonly subjectId?: number;
};

/** Entries of a unit, the newest first. One query, and one for the names. */
export async function tracesOf(
  db: Reader,
  unitId: number,
  which: WhichTraces,
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<Traced[]> {
  const found = await db.auditEntry.findMany({
    where: { unitId, ...which },
    select: { ...kept, at: true, actorId: true, actor: { select: { name: true } } },
    orderBy: { id: 'desc' },
    skip,
    take,
  });
  return found.map(({ actor, ...entry }) => ({ ...entry, actor: actor?.name ?? null }));
}

/** How much somebody has done, in all units, and since when. One query. */
export async function doneBy(
  db: Reader,
  actorId: number,
): Promise<{ readonly count: number; readonly since: Date | null }> {
  const { _count, _min } = await db.auditEntry.aggregate({
    where: { actorId },
    _count: { id: true },
    _min: { at: true },
  });
  return { count: _count.id, since: _min.at };
}

/** The last that somebody did, in all units, the newest first. One query. */
export function lastDoneBy(
  db: Reader,
  actorId: number,
  take: number,
): Promise<(Entry & { readonly at: Date })[]> {
  return db.auditEntry.findMany({
    where: { actorId },
    select: { ...kept, at: true },
    orderBy: { id: 'desc' },
    take,
  });
}
