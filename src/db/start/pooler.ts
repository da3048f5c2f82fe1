import { Client } from 'pg';
import { isReadOnly } from '../errors.js';
import type { Db } from '../types.js';
import { DatabaseRefused } from './refusal.js';

/**
 * Whether there is a pooler (PgBouncer, in transaction mode) between here and a server that takes connections: then what
 * is asked for when a connection begins doesn't hold, and has to be asked for in each transaction.
 */
export async function isPooled(url: string): Promise<boolean> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    options: '-c sambang.probe=on',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ probe: string | null }>(
      `SELECT current_setting('sambang.probe', true) AS probe`,
    );
    // Some poolers drop it without a word.
    return rows[0]?.probe !== 'on';
  } catch {
    // Others refuse the connection for it.
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Tries to write through what is meant to be read only, in a way that changes nothing.
 *
 * @throws {DatabaseRefused} where the database lets it.
 */
export async function assertReadsOnly({ read }: Db): Promise<void> {
  try {
    await read.$queryRaw`DELETE FROM "HandledUpdate" WHERE 1 = 0 RETURNING "updateId"`;
  } catch (error) {
    if (isReadOnly(error)) return;
    throw error;
  }
  throw new DatabaseRefused('writable', {
    id: 'Sambungan untuk membaca ternyata dapat menulis, karena ada pooler (PgBouncer) di antaranya. Buat pengguna khusus yang hanya membaca (CREATE ROLE sambang_read LOGIN PASSWORD …; GRANT pg_read_all_data TO sambang_read; ALTER ROLE sambang_read SET default_transaction_read_only = on) dan isi DATABASE_READ_URL dengannya.',
    en: 'The connection for reading can write, because there is a pooler (PgBouncer) in between. Make a user that only reads (CREATE ROLE sambang_read LOGIN PASSWORD …; GRANT pg_read_all_data TO sambang_read; ALTER ROLE sambang_read SET default_transaction_read_only = on) and give it as DATABASE_READ_URL.',
  });
}
