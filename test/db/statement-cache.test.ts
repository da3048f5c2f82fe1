import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepStatements } from '../../src/db/statement-cache.js';

describe('statements kept by a reading connection', () => {
  let folder: string;
  let writer: BetterSqlite3.Database;
  let adapter: SqlDriverAdapter;
  const prepared: string[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sambang-statements-'));
    const url = join(folder, 'a.db');
    writer = new BetterSqlite3(url);
    writer.pragma('journal_mode = WAL');
    writer.exec(`CREATE TABLE t (id INTEGER, name TEXT); INSERT INTO t VALUES (1, 'satu'), (2, 'dua')`);
    adapter = await new PrismaBetterSqlite3({ url, readonly: true }).connect();
    const client = Reflect.get(adapter, 'client') as BetterSqlite3.Database;
    const plain = client.prepare.bind(client);
    prepared.length = 0;
    vi.spyOn(client, 'prepare').mockImplementation((sql: string) => {
      prepared.push(sql);
      return plain(sql);
    });
    keepStatements(adapter, 2);
    prepared.length = 0;
  });
  afterEach(async () => {
    await adapter.dispose();
    writer.close();
    await rm(folder, { recursive: true });
  });

  const ask = async (sql: string, ...args: number[]) => {
    const argTypes = args.map(() => ({ scalarType: 'int' as const, arity: 'scalar' as const }));
    const { columnNames, rows } = await adapter.queryRaw({ sql, args, argTypes });
    return { columnNames, rows };
  };
  const BY_ID = 'SELECT name FROM t WHERE id = ?';

  it('are prepared once, take new values each time, and see what was written since', async () => {
    expect((await ask(BY_ID, 1)).rows).toEqual([['satu']]);
    expect((await ask(BY_ID, 2)).rows).toEqual([['dua']]);
    expect((await ask(BY_ID, 3)).rows).toEqual([]);
    writer.exec(`INSERT INTO t VALUES (3, 'tiga')`);
    expect(await ask(BY_ID, 3)).toEqual({ columnNames: ['name'], rows: [['tiga']] });
    expect(prepared).toEqual([BY_ID]);
  });

  it('are so many at most: the one longest unused goes', async () => {
    for (const sql of ['SELECT 1 AS a', 'SELECT 2 AS a', 'SELECT 1 AS a', 'SELECT 3 AS a', 'SELECT 1 AS a']) {
      await ask(sql);
    }
    expect(prepared).toEqual(['SELECT 1 AS a', 'SELECT 2 AS a', 'SELECT 3 AS a']);
    await ask('SELECT 2 AS a');
    expect(prepared).toHaveLength(4);
  });

  it('follow the tables when these change', async () => {
    const all = 'SELECT * FROM t WHERE id = 1';
    expect((await ask(all)).columnNames).toEqual(['id', 'name']);
    writer.exec(`ALTER TABLE t ADD COLUMN age INTEGER DEFAULT 7`);
    const { columnNames, rows } = await ask(all);
    expect(columnNames).toEqual(['id', 'name', 'age']);
    expect(rows[0]).toHaveLength(3);
  });

  it('still can’t write, and a faulty one fails each time', async () => {
    for (let n = 0; n < 2; n += 1) {
      await expect(ask(`INSERT INTO t VALUES (9, 'x')`)).rejects.toMatchObject({
        cause: { originalCode: 'SQLITE_READONLY' },
      });
      await expect(ask('SELECT missing FROM t')).rejects.toMatchObject({ cause: { kind: 'ColumnNotFound' } });
    }
    expect((await ask(BY_ID, 1)).rows).toEqual([['satu']]);
  });

  it('two reads of one statement at once don’t mix', async () => {
    const answers = await Promise.all([1, 2, 1, 2].map((id) => ask(BY_ID, id)));
    expect(answers.map(({ rows }) => rows)).toEqual([[['satu']], [['dua']], [['satu']], [['dua']]]);
  });
});
