import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Db } from '../../src/db/database.js';
import { onServer, withDatabase } from './postgres.js';

/** A place for a database that isn't migrated yet. `remove` fails while anyone is connected to it. */
export type EmptyDatabase = { readonly url: string; readonly remove: () => Promise<void> };

/** The databases on which migrations are to run; as `databases()` for all other tests. */
export function emptyDatabases(): { kind: Db['kind']; create: () => Promise<EmptyDatabase> }[] {
  const { folder, postgresql } = inject('templates');
  const sqlite = { kind: 'sqlite' as const, create: () => createSqlite(folder) };
  if (postgresql === undefined) return [sqlite];
  const { server, template } = postgresql;
  return [sqlite, { kind: 'postgresql', create: () => createPostgresql(server, template) }];
}

async function createSqlite(templates: string): Promise<EmptyDatabase> {
  const folder = await mkdtemp(join(templates, 'empty-'));
  return { url: `file:${join(folder, 'sambang.db')}`, remove: () => rm(folder, { recursive: true }) };
}

async function createPostgresql(server: string, prefix: string): Promise<EmptyDatabase> {
  const name = `${prefix}_${randomBytes(5).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  return { url: withDatabase(server, name), remove: () => onServer(server, `DROP DATABASE ${name}`) };
}
