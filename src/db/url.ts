import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The databases that the program runs on. */
export type DatabaseKind = 'sqlite' | 'postgresql';

/** Where a database is: what the URL in the configuration says, checked. */
export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgresql'; readonly url: string };

/**
 * Reads a database URL: `file:` names an SQLite file (a relative path is taken from the working folder),
 * `postgresql:` or `postgres:` a PostgreSQL database.
 *
 * @throws {Error} on anything else, saying what is accepted. The message never repeats the URL, which may hold a
 * password.
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'postgresql' || scheme === 'postgres') return { kind: 'postgresql', url };
  if (scheme === 'file') {
    const path = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
    // Two connections to `:memory:` would be two databases.
    if (path !== '' && path !== ':memory:') return { kind: 'sqlite', path };
  }
  throw new Error(
    `The database URL ${scheme === undefined ? 'has no scheme' : `begins with ${scheme}:`}: use file:PATH for an ` +
      'SQLite file (file:./data/sambang.db) or postgresql://USER:PASSWORD@HOST:PORT/NAME for PostgreSQL.',
  );
}

/** Makes the folder of an SQLite file where it is missing. */
export async function makeParentFolder(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
}
