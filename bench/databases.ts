import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** Runs `work` with the URL of an SQLite file of its own that isn't made yet, and removes it afterwards. */
export async function onSqlite<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sambang-bench-'));
  try {
    return await work(`file:${join(folder, 'bench.db')}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let made = 0;

/** Runs `work` with the URL of an empty database of its own on the PostgreSQL server, and drops it afterwards. */
export async function onServer<T>(server: string, work: (url: string) => Promise<T>): Promise<T> {
  made += 1;
  const database = `sambang_bench_${process.pid}_${made}`;
  const run = async (sql: string) => {
    const client = new Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await run(`CREATE DATABASE ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  try {
    return await work(url.href);
  } finally {
    await run(`DROP DATABASE ${database} WITH (FORCE)`);
  }
}
