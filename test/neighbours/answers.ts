import { inspect } from 'node:util';
import type { Db, Tx } from '../../src/db/database.js';
import { Prisma } from '../../src/generated/sqlite/client.js';
import type { Asked, Case } from './case.js';

/** What was written in a transaction that is rolled back. */
class Undone extends Error {
  readonly answer: string;
  constructor(answer: string) {
    super('rolled back');
    this.answer = answer;
  }
}

type Rows = Map<string, { readonly table: string; readonly row: object }>;

export const rowsIn = (db: Db): Promise<Rows> => db.write(allRows);

/**
 * The answer to a case as text: what the function resolved to, and which rows it put in place of those that were there
 * `before`, when nothing had been written.
 */
export async function answerTo(db: Db, one: Case, asked: Asked, before: Rows): Promise<string> {
  if (typeof one === 'function') return text(await settled(one(asked)));
  const undone = await db
    .write(async (tx) => {
      const result = await settled(one.writes(tx, asked));
      throw new Undone(told(result, before, await allRows(tx)));
    })
    .catch((error: unknown) => error);
  if (!(undone instanceof Undone)) throw undone;
  return undone.answer;
}

/** Waits for what lies in lists, too. */
async function settled(value: unknown): Promise<unknown> {
  const now = await value;
  return Array.isArray(now) ? Promise.all(now.map(settled)) : now;
}

const text = (value: unknown) =>
  inspect(value, { depth: 12, breakLength: 240, compact: 8, maxArrayLength: null, sorted: true });

async function allRows(tx: Tx): Promise<Rows> {
  const rows: Rows = new Map();
  for (const table of Object.values(Prisma.ModelName)) {
    const name = `${table.charAt(0).toLowerCase()}${table.slice(1)}`;
    const model = tx[name as keyof Tx] as unknown as { findMany: () => Promise<object[]> };
    for (const row of await model.findMany()) rows.set(`${table} ${text(row)}`, { table, row });
  }
  return rows;
}

/** `+` a row that is new, `-` one that is gone, `~` what changed of one. What is new has other numbers on each database. */
function told(result: unknown, before: Rows, after: Rows): string {
  const gone = new Map([...before].filter(([key]) => !after.has(key)));
  const come = [...after].filter(([key]) => !before.has(key));
  const old = new Map([...gone.values()].map(({ table, row }) => [`${table} ${idOf(row)}`, row]));
  const all = come.map(([, { table, row }]) => `${table} ${idOf(row)}`);
  const fresh = new Set(all.filter((key) => !old.has(key)));
  const plain = (table: string, columns: readonly [string, unknown][]) =>
    text(
      Object.fromEntries(
        columns.map(([column, value]) => {
          const isNew = tablesOf(table, column).some((one) => fresh.has(`${one} ${String(value)}`));
          return [column, isNew ? 'new' : value];
        }),
      ),
    );
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
    ...left,
    ...lines.toSorted(),
  ].join('\n');
}

/** Whose numbers a column of a table holds. */
function tablesOf(table: string, column: string): readonly string[] {
  if (column === 'id') return [table];
  if (!column.endsWith('Id')) return [];
  const models = Object.values(Prisma.ModelName);
  if (column === 'subjectId') return models.filter((model) => model !== table);
  const named = models.filter((model) => model.toLowerCase() === column.slice(0, -2).toLowerCase());
  return named.length > 0 ? named : ['Person'];
}

function idOf(row: object): number {
  const { id, programmeId = 0, personId = 0 } = row as Readonly<Record<string, number | undefined>>;
  return id ?? programmeId * 1000 + personId;
}
