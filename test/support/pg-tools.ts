import { spawnSync } from 'node:child_process';
import { databases, type TestDatabaseKind } from './database.js';

const hasTools = spawnSync('pg_dump', ['--version']).status === 0;

/** The databases that can be backed up here: PostgreSQL is among them where its own tools are installed. */
export function backedUpDatabases(): TestDatabaseKind[] {
  if (hasTools) return databases();
  process.stdout.write('Backups of PostgreSQL are not tested: there is no pg_dump here.\n');
  return databases().filter(({ kind }) => kind === 'sqlite');
}
