import { inspect } from 'node:util';
import type { Db, Tx } from '../../src/db/database.js';
import { Prisma } from '../../src/generated/sqlite/client.js';
import { printsOf, TABLES } from '../support/prints.js';
import type { Asked, Case } from './case.js';

/** What was written in a transaction that is rolled back. */
class Undone extends Error {
  readonly answer: string;
  constructor(answer: string) {
    super('rolled back');
    this.answer = answer;
  }
}

/** Rows by all that stands in them, and of each table a text that is another when anything in it is. */
export type Rows = {
  readonly all: ReadonlyMap<string, { readonly table: string; readonly row: object }>;
  readonly prints: ReadonlyMap<string, string>;
};

export const rowsIn = (db: Db): Promise<Rows> => db.write((tx) => allRows(tx, db.kind));

/**
 * The answer to a case as text: what the function resolved to, and which rows it put in place of those that were there
 * `before`, when nothing had been written.
 */
export async function answerTo(db: Db, one: Case, asked: Asked, before: Rows): Promise<string> {
  if (typeof one === 'function') return text(await settled(one(asked)));
  return undoing(db, async (tx) => {
    const result = await settled(one.writes(tx, asked));
    return told(result, before, await allRows(tx, db.kind, before));
  });
}

/** What is answered in a transaction that is rolled back. */
export async function undoing(db: Db, answer: (tx: Tx) => Promise<string>): Promise<string> {
  const undone = await db
    .write(async (tx) => {
      throw new Undone(await answer(tx));
    })
    .catch((error: unknown) => error);
  if (!(undone instanceof Undone)) throw undone;
  return undone.answer;
}

/** Waits for what lies in lists, too. */
export async function settled(value: unknown): Promise<unknown> {
  const now = await value;
  return Array.isArray(now) ? Promise.all(now.map(settled)) : now;
}

export const text = (value: unknown) =>
  inspect(value, { depth: 12, breakLength: 240, compact: 8, maxArrayLength: null, sorted: true });

const wholly = (row: object) =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

/** What stands in every table; of those that are as they were `before`, what was read then. */
export async function allRows(tx: Tx, kind: Db['kind'], before?: Rows): Promise<Rows> {
  const prints = await printsOf(tx, kind);
  const changed = TABLES.filter((table) => before?.prints.get(table) !== prints.get(table));
  const same = [...(before?.all ?? [])].filter(([, { table }]) => !changed.some((one) => one === table));
  const all = new Map(same);
  for (const table of changed) {
    const name = `${table.charAt(0).toLowerCase()}${table.slice(1)}`;
    const model = tx[name as keyof Tx] as unknown as { findMany: () => Promise<object[]> };
    for (const row of await model.findMany()) all.set(`${table} ${wholly(row)}`, { table, row });
  }
  return { all, prints };
}

/** `+` a row that is new, `-` one that is gone, `~` what changed of one. What is new has other numbers on each database. */
export function told(result: unknown, before: Rows, after: Rows): string {
  const gone = new Map([...before.all].filter(([key]) => !after.all.has(key)));
  const come = [...after.all].filter(([key]) => !before.all.has(key));
  const old = new Map([...gone.values()].map(({ table, row }) => [`${table} ${idOf(row)}`, row]));
  const all = come.map(([, { table, row }]) => `${table} ${idOf(row)}`);
  const fresh = new Set(all.filter((key) => !old.has(key)));
  const plain = (table: string, columns: readonly [string, unknown][]) => {
    const subject = columns.find(([column]) => column === 'subject')?.[1];
    return text(
      Object.fromEntries(
        columns.map(([column, value]) => {
          const isNew = tablesOf(table, column, subject).some((one) => fresh.has(`${one} ${String(value)}`));
          return [column, isNew ? 'new' : value];
        }),
      ),
    );
  };
  const lines = come.map(([, { table, row }]) => {
    const key = `${table} ${idOf(row)}`;
    const was = old.get(key);
    if (!was)
      return `+ ${table} ${plain(
        table,
        Object.entries(row).filter(([, value]) => value !== null),
      )}`;
    old.delete(key);
    const known = new Map(
      Object.entries(was).map(([column, value]: [string, unknown]) => [column, text(value)]),
    );
    return `~ ${key} ${plain(
      table,
      Object.entries(row).filter(([column, value]) => known.get(column) !== text(value)),
    )}`;
  });
  const left = [...old.keys()].map((key) => `- ${key}`);
  return [
    text([...fresh].some((key) => key.endsWith(` ${String(result)}`)) ? 'new' : result),
    ...left.toSorted(),
    ...lines.toSorted(),
  ].join('\n');
}

/** Columns that name a participant otherwise than by its noun. */
const ABOUT_PARTICIPANTS: ReadonlySet<string> = new Set([
  ...['fromId', 'intoId', 'rootId'].map((column) => `Merge.${column}`),
  ...['lowId', 'highId'].map((column) => `NotSame.${column}`),
]);

/** Whose numbers a column of a table holds; `subject`: what the row is about, where it says so. */
function tablesOf(table: string, column: string, subject: unknown): readonly string[] {
  if (column === 'id') return [table];
  if (!column.endsWith('Id')) return [];
  if (ABOUT_PARTICIPANTS.has(`${table}.${column}`)) return ['Participant'];
  const models = Object.values(Prisma.ModelName);
  if (column === 'subjectId') {
    const about = models.filter((model) => model.toLowerCase() === String(subject).toLowerCase());
    return about.length > 0 ? about : models.filter((model) => model !== table);
  }
  const named = models.filter((model) => model.toLowerCase() === column.slice(0, -2).toLowerCase());
  return named.length > 0 ? named : ['Person'];
}

function idOf(row: object): number {
  const { id, programmeId = 0, personId = 0 } = row as Readonly<Record<string, number | undefined>>;
  return id ?? programmeId * 1000 + personId;
}
