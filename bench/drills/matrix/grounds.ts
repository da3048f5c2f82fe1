import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Client } from 'pg';
import { openDisk } from '../disk.js';
import { openAddress } from '../fleet/address.js';
import { otherThanRoot } from '../fleet/child.js';
import { addressOf, ask, startPrimary } from '../fleet/postgres.js';
import { freePort } from '../port.js';
import type { HolderJob } from './holder.js';
import { watchConnections } from './sqlite-connections.js';

export const DATABASE_FAULTS = ['gone', 'slow', 'locked', 'read-only', 'disk full'] as const;
export type DatabaseFault = (typeof DATABASE_FAULTS)[number];

/** Where databases lie, and how they are put out of order. */
export type Ground = {
  readonly kind: 'sqlite' | 'postgresql';
  /** A new empty database: how the program reaches it, and how one does past all faults. */
  readonly make: (name: string) => Promise<{
    readonly url: string;
    readonly directUrl: string;
    readonly folder: string;
  }>;
  /** Puts all of them out of order; resolves to what ends that. Undefined: that can't befall this kind. */
  readonly begin: Partial<Record<DatabaseFault, () => Promise<() => Promise<void>>>>;
  readonly close: () => Promise<void>;
};

const DISK_MB = 64;
const SLOW_MS = 120;

/** SQLite files on a small disk. A file that is gone is none of its faults: whoever has it open goes on with it. */
export async function sqliteGround(): Promise<Ground> {
  const top = await mkdtemp(join(tmpdir(), 'sambang-matrix-'));
  const disk = await openDisk(join(top, 'disk'), DISK_MB);
  const connections = watchConnections();
  const files: string[] = [];
  const hold = (how: HolderJob['how']) => async () => {
    const worker = new Worker(new URL('./holder.js', import.meta.url), { workerData: { files, how } });
    await once(worker, 'message');
    return async () => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage('end');
      await once(worker, 'exit');
    };
  };
  return {
    kind: 'sqlite',
    make: async (name) => {
      const folder = join(disk.folder, name);
      const file = join(folder, 'sambang.db');
      files.push(file);
      return { url: `file:${file}`, directUrl: `file:${file}`, folder };
    },
    begin: {
      slow: hold('busy'),
      locked: hold('hold'),
      'read-only': async () => {
        connections.readOnly(true);
        return async () => connections.readOnly(false);
      },
      'disk full': async () => {
        await disk.fill();
        return disk.free;
      },
    },
    close: async () => {
      connections.end();
      await disk.close();
      await rm(top, { recursive: true, force: true });
    },
  };
}

/** Locks every table of every database until it is ended. */
async function lockAll(urls: readonly string[]): Promise<() => Promise<void>> {
  const clients = urls.map((connectionString) => new Client({ connectionString }));
  for (const client of clients) {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${rows.map(({ name }) => name).join(', ')} IN ACCESS EXCLUSIVE MODE`);
  }
  return async () => {
    for (const client of clients) await client.end();
  };
}

/** A PostgreSQL server of its own, its databases on a small disk, its log elsewhere. */
export async function postgresqlGround(): Promise<Ground> {
  const top = await mkdtemp(join(tmpdir(), 'sambang-matrix-'));
  await chmod(top, 0o755);
  const server = await startPrimary(top);
  const disk = await openDisk(join(top, 'disk'), 3 * DISK_MB, await otherThanRoot('postgres'));
  await ask(server.port, `CREATE TABLESPACE small LOCATION '${disk.folder}'`);
  const address = await openAddress(server.port);
  const nowhere = await freePort();
  const urls: string[] = [];
  return {
    kind: 'postgresql',
    make: async (name) => {
      await ask(server.port, `CREATE DATABASE ${name} TABLESPACE small`);
      const directUrl = addressOf(server.port, name);
      urls.push(directUrl);
      return { url: addressOf(address.port, name), directUrl, folder: join(top, name) };
    },
    begin: {
      gone: async () => {
        address.leadTo(nowhere);
        return async () => address.leadTo(server.port);
      },
      slow: async () => {
        address.delay(SLOW_MS);
        return async () => address.delay(0);
      },
      locked: () => lockAll(urls),
      'read-only': async () => {
        await ask(server.port, 'ALTER SYSTEM SET default_transaction_read_only = on');
        await ask(server.port, 'SELECT pg_reload_conf()');
        return async () => {
          const client = new Client({ connectionString: addressOf(server.port) });
          await client.connect();
          await client.query('SET default_transaction_read_only = off');
          await client.query('ALTER SYSTEM RESET default_transaction_read_only');
          await client.query('SELECT pg_reload_conf()');
          await client.end();
        };
      },
      'disk full': async () => {
        await disk.fill();
        return disk.free;
      },
    },
    close: async () => {
      await address.close();
      await server.stop();
      await disk.close();
      await rm(top, { recursive: true, force: true });
    },
  };
}
