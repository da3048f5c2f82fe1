import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { parseDatabaseUrl } from '../db/url.js';
import { closeForAll } from '../office/restore.js';

/** Whether a Sambang runs on the database: it would go on sealing with the key that it has in memory. */
export async function isInUse(databaseUrl: string): Promise<boolean> {
  const address = parseDatabaseUrl(databaseUrl);
  if (address.kind === 'sqlite') return existsSync(address.path) && !closeForAll(address.path);
  const client = new Client({ connectionString: address.url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(
      `SELECT COUNT(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'sambang'`,
    );
    return (rows[0]?.n ?? 0) > 0;
  } finally {
    await client.end();
  }
}
