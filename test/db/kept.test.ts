import { PrismaPg } from '@prisma/adapter-pg';
import BetterSqlite3 from 'better-sqlite3';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declared } from '../../src/db/kept/declare.js';
import { keptOn, statementName } from '../../src/db/kept/postgresql.js';
import { type KeptReads, NotPlain } from '../../src/db/kept/reads.js';
import { openKept } from '../../src/db/kept/sqlite.js';
import { createFeatures } from '../../src/features.js';
import { Prisma } from '../../src/generated/sqlite/client.js';
import { databases, type TestDatabase } from '../support/database.js';

const models = Object.values(Prisma.ModelName);
const quoted = (name: string) => Prisma.raw(`"${name}"`);

/** The columns of the schema that the columns of a statement are, as the database itself knows. */
async function originsOnPostgresql(url: string, { text, values }: Prisma.Sql): Promise<object> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { fields } = await client.query({ text, values: [...values] });
    const { rows } = await client.query<{ table: number; number: number; name: string }>(
      `SELECT attrelid::int AS "table", attnum::int AS "number", relname || '.' || attname AS "name"
       FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid`,
    );
    const of = ({ tableID, columnID }: (typeof fields)[number]) =>
      rows.find(({ table, number }) => table === tableID && number === columnID)?.name;
    return Object.fromEntries(fields.map((field) => [field.name, of(field)]));
  } finally {
    await client.end();
  }
}

function originsOnSqlite(path: string, { sql }: Prisma.Sql): object {
  const database = new BetterSqlite3(path, { readonly: true });
  try {
    const columns = database.prepare(sql).columns();
    return Object.fromEntries(columns.map(({ name, table, column }) => [name, `${table}.${column}`]));
  } finally {
    database.close();
  }
}

describe.each(databases())('kept statements on $kind', ({ kind, open }) => {
  let test: TestDatabase;
  let run: KeptReads;
  let close: () => unknown;
  beforeAll(async () => {
    test = await open();
    if (kind === 'sqlite') {
      ({ run, close } = openKept(test.url.replace('file:', ''), 50));
    } else {
      const adapter = await new PrismaPg(test.url, { statementNameGenerator: statementName }).connect();
      run = keptOn(adapter, true);
      close = () => adapter.dispose();
    }
  });
  afterAll(async () => {
    await close();
    await test.close();
  });

  const byClient = (query: Prisma.Sql) => test.db.write((tx) => tx.$queryRaw(query));

  it.each(models)('give the rows of %s as the client does', async (model) => {
    const query = Prisma.sql`SELECT * FROM ${quoted(model)} ORDER BY 1, 2 LIMIT 5`;
    const rows = await run(query);
    expect(rows).toEqual(await byClient(query));
    // A second time it is the one that was kept.
    expect(await run(query)).toEqual(rows);
  });

  it('give what is reckoned as the client does', async () => {
    const query = Prisma.sql`
      SELECT COUNT(*) AS "rows", MAX("createdAt") AS "last", MIN("name") AS "name", SUM("id") AS "sum",
        COUNT("unreachableAt") * 0.5 AS "half"
      FROM "Person" WHERE "id" < 0 OR "id" > 0`;
    expect(await run(query)).toEqual(await byClient(query));
  });

  it('take values as the client does', async () => {
    const [person] = await test.db.read.person.findMany({ orderBy: { id: 'asc' }, take: 1 });
    const query = Prisma.sql`
      SELECT "id" FROM "Person"
      WHERE "telegramId" = ${person?.telegramId} AND "createdAt" = ${person?.createdAt} AND "name" = ${person?.name}
        AND "id" = ${person?.id}`;
    expect(await run(query)).toEqual([{ id: person?.id }]);
    const buried = Prisma.sql`SELECT "id" FROM "DialogState" WHERE "buried" = ${true} ORDER BY "id"`;
    expect(await run(buried)).toEqual(await byClient(buried));
  });

  it('leave to the client what they can’t give, and its faults', async () => {
    const list = Prisma.sql`SELECT ${{ a: 1 }} AS "a"`;
    await expect(run(list)).rejects.toThrow(NotPlain);
    const wrong = Prisma.sql`SELECT "nothing" FROM "Person"`;
    await expect(test.db.read.$queryRaw(wrong)).rejects.toThrow(/nothing|ColumnNotFound/u);
  });

  it('can’t write', async () => {
    const write = Prisma.sql`UPDATE "Person" SET "name" = 'x' RETURNING "id"`;
    await expect(test.db.read.$queryRaw(write)).rejects.toThrow(/readonly|read-only/u);
  });

  it('see what is committed, at once', async () => {
    const rows = Prisma.sql`SELECT "updateId" FROM "HandledUpdate" WHERE "effect" = 'kept'`;
    expect(await test.db.read.$queryRaw(rows)).toEqual([]);
    const at = new Date('2023-09-05T00:00:00Z');
    const data = { botId: 1n, updateId: 7, effect: 'kept', outcome: {}, at };
    await test.db.write((tx) => tx.handledUpdate.create({ data }));
    expect(await test.db.read.$queryRaw(rows)).toEqual([{ updateId: 7 }]);
  });

  it('that are declared have the columns that they are said to have', async () => {
    // Every store declares its statements when it is loaded.
    expect(createFeatures).toBeDefined();
    expect(declared().length).toBeGreaterThan(2);
    for (const { columns, sample } of declared()) {
      const query = sample();
      const origins =
        kind === 'sqlite'
          ? originsOnSqlite(test.url.replace('file:', ''), query)
          : await originsOnPostgresql(test.url, query);
      expect(origins).toEqual(columns);
      await expect(run(query)).resolves.toEqual([]);
    }
  });
});
