import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { PRISMA_FOLDERS, readMigrations } from './migrations.js';
import { NO_FILTERS, type SchemaEngine, withSchemaEngine } from './schema-engine.js';
import { makeParentFolder } from './sqlite.js';
import { type DatabaseAddress, parseDatabaseUrl } from './url.js';

/**
 * Applies the migrations that the database lacks, keeping book in `_prisma_migrations` as `prisma migrate` does.
 * Several processes may do it at once: the engine's lock lets one work and the others find nothing left.
 *
 * @param url As for `createDatabase`; an SQLite file and its folder are made where missing.
 * @param folder Another folder of migrations than the program's own.
 * @returns The names of the migrations applied now, oldest first.
 * @throws {Error} naming the migration that failed and the database's words, or that the history doesn't fit. The
 * message never holds the URL.
 */
export async function migrate(url: string, folder?: URL): Promise<readonly string[]> {
  const address = parseDatabaseUrl(url);
  const migrationsList = await readMigrations(folder ?? new URL('migrations/', PRISMA_FOLDERS[address.kind]));
  return withEngine(address, undefined, async (engine) => {
    try {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
      return appliedMigrationNames;
    } catch (error) {
      throw new Error(`The database could not be migrated: ${wordsOf(error)}`, { cause: error });
    }
  });
}

/** Runs the schema engine on a database, and afterwards closes every connection that it used. */
export async function withEngine<T>(
  address: DatabaseAddress,
  schema: string | undefined,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const { adapter, close } = await openAdapter(address);
  try {
    return await withSchemaEngine(adapter, schema, work);
  } finally {
    await close();
  }
}

async function openAdapter(address: DatabaseAddress): Promise<{
  readonly adapter: SqlMigrationAwareDriverAdapterFactory;
  readonly close: () => Promise<void>;
}> {
  // The engine's advisory lock belongs to a connection and goes only with it, hence a pool for this alone.
  if (address.kind === 'postgresql') {
    const pool = new pg.Pool({ connectionString: address.url, connectionTimeoutMillis: 10_000 });
    return { adapter: new PrismaPg(pool), close: () => pool.end() };
  }
  await makeParentFolder(address.path);
  const factory = new PrismaBetterSqlite3({ url: address.path });
  const opened: SqlDriverAdapter[] = [];
  return {
    adapter: {
      provider: factory.provider,
      adapterName: factory.adapterName,
      connect: async () => {
        const connection = await factory.connect();
        opened.push(connection);
        return connection;
      },
      connectToShadowDb: () => factory.connectToShadowDb(),
    },
    close: async () => {
      for (const connection of opened) await connection.dispose();
    },
  };
}

/** The engine's errors carry their words in different places, some as JSON. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
