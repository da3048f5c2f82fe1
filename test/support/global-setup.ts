import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/db/migrations/migrate.js';
import { chromiumPath } from './chromium.js';
import { settlePostgres, settleSqlite } from './neighbours.js';
import { onServer, withDatabase } from './postgres.js';

/** Where tests copy their databases from. */
export type Templates = {
  /** The folder of this run; the template is `template.db` in it. */
  readonly folder: string;
  /** `server` is TEST_POSTGRES_URL; `template` a database there, whose name begins all others of this run. */
  readonly postgresql?: { readonly server: string; readonly template: string };
};

/** More than the files of all tests take at once. */
const ROOM_BYTES = 2 ** 31;

declare module 'vitest' {
  export interface ProvidedContext {
    templates: Templates;
  }
}

/**
 * Migrates one database of each kind for all tests to copy, and makes another with neighbours in it; afterwards
 * drops all that the tests left.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const compiled = compile();
  const folder = await mkdtemp(join(await quickPlace(), 'sambang-test-'));
  // For the files of tests too, whose processes inherit it.
  process.env['TMPDIR'] = folder;
  await migrate(`file:${join(folder, 'template.db')}`);
  await settleSqlite(folder);
  await compiled;

  if (chromiumPath === undefined)
    process.stdout.write('Browser tests are skipped: there is no Chromium here, nor at CHROMIUM_PATH.\n');
  const server = process.env['TEST_POSTGRES_URL'];
  if (server === undefined || server === '') {
    process.stdout.write('PostgreSQL tests are skipped: TEST_POSTGRES_URL is not set.\n');
    project.provide('templates', { folder });
    return () => rm(folder, { recursive: true, force: true });
  }

  const template = `sambang_test_${randomBytes(5).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${template}`);
  await migrate(withDatabase(server, template));
  await settlePostgres(server, template, folder);
  project.provide('templates', { folder, postgresql: { server, template } });
  return async () => {
    await dropAll(server, template);
    await rm(folder, { recursive: true, force: true });
  };
}

/** Where files are in memory, if there is room: each commit on a disk waits for it, which no test is about. */
async function quickPlace(): Promise<string> {
  const memory = '/dev/shm';
  const room = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room > ROOM_BYTES ? memory : tmpdir();
}

async function dropAll(server: string, prefix: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    );
    // Some that a test has done with are being dropped at this moment.
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

/** Some tests run the program and the demo as `npm` does, in processes of their own: `dist` has to be the present one. */
async function compile(): Promise<void> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  for (const config of ['tsconfig.build.json', 'tsconfig.tools.json']) {
    await promisify(execFile)(process.execPath, [tsc, '-p', join(root, config)]);
  }
}
