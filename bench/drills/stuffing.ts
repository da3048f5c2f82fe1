import { randomBytes } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';
import { Client } from 'pg';
import { parseDatabaseUrl } from '#sambang/db/url.js';

// A disk that is full stops nobody as long as there is room within the database's own files. What is put there are rows
// that mean nothing to the program, smaller and smaller until none fits.

/** Characters of a row. None is so long that PostgreSQL would keep it elsewhere. */
const SIZES = [1_500, 300, 60, 0] as const;

const HANDLED =
  'INSERT INTO "HandledUpdate" ("botId", "updateId", "effect", "outcome", "at") VALUES (-1, $1, \'x\', $2, CURRENT_TIMESTAMP)';
/**
 * Each of PostgreSQL's tables has pages of its own: those that people's updates write to first. What is long is in no
 * index, whose pages would be full before the table's.
 */
const ROWS = {
  updates: [
    HANDLED,
    `INSERT INTO "StoredUpdate" ("botId", "updateId", "lane", "state", "sealed", "receivedAt")
      VALUES (-1, $1, 'x', 'handled', convert_to($2, 'UTF8'), now())`,
  ],
  forms: [
    `INSERT INTO "DialogState" ("chatId", "telegramId", "openedBy", "dialog", "updatedAt") VALUES (-1, $1, 0, $2, now())`,
  ],
} as const;

/** `updates`: what is typed can't be saved any more; `forms`: none can be opened. An SQLite file has room for all or none. */
type Stuffed = keyof typeof ROWS;

/** As JSON, and incompressible, as what people type is not. */
const filler = (size: number): string => `"${randomBytes(size / 2).toString('hex')}"`;

/** Where the rows of a call are counted from, so that none is there already. */
let number = 0;

async function stuffPostgresql(url: string, what: Stuffed): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const fits = async (sql: string, size: number): Promise<boolean> => {
    number += 1;
    try {
      await client.query(sql, [number, filler(size)]);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === '53100') return false;
      throw error;
    }
  };
  try {
    for (const sql of ROWS[what]) for (const size of SIZES) while (await fits(sql, size));
  } finally {
    await client.end();
  }
}

function stuffSqlite(path: string): void {
  const database = new BetterSqlite3(path);
  const statement = database.prepare(HANDLED.replace('$1', '?').replace('$2', '?'));
  const fits = (size: number): boolean => {
    number += 1;
    try {
      statement.run(number, filler(size));
      return true;
    } catch (error) {
      if (error instanceof BetterSqlite3.SqliteError && error.code === 'SQLITE_FULL') return false;
      throw error;
    }
  };
  try {
    for (const size of SIZES) while (fits(size));
  } finally {
    database.close();
  }
}

/** Uses up what room is left in the files of a database whose disk is full. */
export async function stuff(url: string, what: Stuffed): Promise<void> {
  const parsed = parseDatabaseUrl(url);
  if (parsed.kind === 'sqlite') stuffSqlite(parsed.path);
  else await stuffPostgresql(url, what);
}
