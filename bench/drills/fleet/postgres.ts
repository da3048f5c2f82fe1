import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { needPrograms, serverPrograms } from '../needs.js';
import { freePort } from '../port.js';
import { type Child, otherThanRoot, start, until } from './child.js';

const run = promisify(execFile);

/** A PostgreSQL server of the drill's own. */
export type Postgres = Child & { readonly port: number; readonly folder: string };

async function runAsServer(program: string, args: readonly string[]): Promise<void> {
  const as = await otherThanRoot('postgres');
  await run(join(await serverPrograms(), program), [...args], { ...as, cwd: '/' });
}

export function addressOf(port: number, database = 'postgres'): string {
  return `postgresql://postgres@127.0.0.1:${port}/${database}`;
}

/** Runs one statement and gives the rows. */
export async function ask(port: number, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: addressOf(port), connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function launch(folder: string, settings: Readonly<Record<string, string>>): Promise<Postgres> {
  const port = await freePort();
  const given = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...settings,
  };
  const child = start({
    command: join(await serverPrograms(), 'postgres'),
    args: ['-D', folder, ...Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: '/',
    as: await otherThanRoot('postgres'),
    // Fast: it doesn't wait until its clients are gone.
    signal: 'SIGINT',
  });
  await until('PostgreSQL answers', async () => (await ask(port, 'SELECT 1')).length === 1, child);
  return { ...child, port, folder };
}

/** Starts a server that commits durably; it is the drill's own and empty. */
export async function startPrimary(within: string): Promise<Postgres> {
  const folder = await ownFolder(join(within, 'primary'));
  await runAsServer('initdb', ['-D', folder, '-U', 'postgres', '-A', 'trust', '--no-instructions']);
  return launch(folder, { wal_level: 'replica', max_connections: '300' });
}

/**
 * Starts a standby that follows a primary by streaming replication. `synchronous`: from now on the primary confirms a
 * commit only once the standby has it on its disk.
 */
export async function startStandby(
  within: string,
  primary: Postgres,
  { synchronous, through }: { readonly synchronous: boolean; readonly through: number },
): Promise<Postgres> {
  const folder = await ownFolder(join(within, 'standby'));
  const from = `host=127.0.0.1 port=${through} user=postgres application_name=standby`;
  await runAsServer('pg_basebackup', ['-D', folder, '-R', '-d', from]);
  const standby = await launch(folder, { max_connections: '300' });
  await until('the standby follows', async () => {
    const followers = await ask(primary.port, "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'");
    return followers.length === 1;
  });
  if (synchronous) {
    await ask(primary.port, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
    await ask(primary.port, 'SELECT pg_reload_conf()');
    await until('commits wait for the standby', async () => {
      const [row] = await ask(primary.port, 'SELECT sync_state FROM pg_stat_replication');
      return row?.['sync_state'] === 'sync';
    });
  }
  return standby;
}

/** Makes a standby the primary; resolves once it takes writes. */
export async function promote(standby: Postgres): Promise<void> {
  // What it followed is gone, and so must be its wish to be followed.
  await ask(standby.port, "ALTER SYSTEM SET synchronous_standby_names = ''").catch(() => undefined);
  await ask(standby.port, 'SELECT pg_promote()');
}

async function ownFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const as = await otherThanRoot('postgres');
  if (as) await chown(folder, as.uid, as.gid);
  await chmod(folder, 0o700);
  return folder;
}

const READER = 'sambang_read';

/**
 * Starts PgBouncer in transaction mode before a server with such a database. Under the database's name with `_read`
 * behind it, it lets in a user that may only read, which it takes more than a connection's settings to say here.
 */
export async function startPgBouncer(
  within: string,
  server: { readonly port: number },
  database: string,
): Promise<Child & { readonly port: number }> {
  await needPrograms('pgbouncer');
  await ask(server.port, `CREATE ROLE ${READER} LOGIN`);
  await ask(server.port, `GRANT pg_read_all_data TO ${READER}`);
  await ask(server.port, `ALTER ROLE ${READER} SET default_transaction_read_only = on`);
  const port = await freePort();
  const folder = join(within, 'pgbouncer');
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  const settings = [
    '[databases]',
    `${database}_read = host=127.0.0.1 port=${server.port} dbname=${database} user=${READER}`,
    `* = host=127.0.0.1 port=${server.port} user=postgres`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'auth_type = any',
    'pool_mode = transaction',
    'max_client_conn = 500',
    'default_pool_size = 40',
    'unix_socket_dir =',
  ];
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, `${settings.join('\n')}\n`);
  const as = await otherThanRoot('postgres');
  const child = start({ command: 'pgbouncer', args: [file], cwd: '/', as, signal: 'SIGINT' });
  await until('PgBouncer answers', async () => (await ask(port, 'SELECT 1')).length === 1, child);
  return { ...child, port };
}
