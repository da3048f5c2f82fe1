import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool } from 'pg';
import { makePlace } from '../sqlite.js';
import { type DatabaseAddress, parseDatabaseUrl } from '../url.js';
import { migrationsFolder, readMigrations } from './folders.js';
import { NO_FILTERS, type SchemaEngine, withSchemaEngine } from './schema-engine.js';

/**
 * Applies the migrations that the database lacks, keeping book in `_prisma_migrations` as `prisma migrate` does.
 * Several processes may do it at once: the engine's lock lets one work and the others find nothing left.
 *
 * @param url As for `createDatabase`; an SQLite file and its folder are made where missing.
 * @param folder Another folder of migrations than the program's own.
 * @returns The names of the migrations applied now, oldest first.
 * @throws {Error} with the database's words, and the name of the migration where one failed. It stays marked as
 * failed, and every later start throws too, until someone has mended the database. The message never holds the URL.
 */
export async function migrate(url: string, folder?: URL): Promise<readonly string[]> {
  const address = parseDatabaseUrl(url);
  const migrationsList = await readMigrations(folder ?? migrationsFolder(address.kind));
  const { adapter, close } = await openAdapter(address);
  try {
    return await withSchemaEngine(adapter, undefined, async (engine) => {
      try {
        const { appliedMigrationNames } = await engine.applyMigrations({
          migrationsList,
          filters: NO_FILTERS,
        });
        return appliedMigrationNames;
      } catch (error) {
        throw await explain(error, engine, migrationsList);
      }
    });
  } catch (error) {
    throw new Error(`The database could not be migrated: ${wordsOf(error)}`, { cause: error });
  } finally {
    await close();
  }
}

/** The engine names the migration that failed on one database and not on the other, but its table always does. */
async function explain(
  error: unknown,
  engine: SchemaEngine,
  migrationsList: MigrationList,
): Promise<unknown> {
  let failed: readonly string[] = [];
  try {
    const diagnosis = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: NO_FILTERS,
    });
    failed = diagnosis.failedMigrationNames;
  } catch {
    // Then the first error says more.
  }
  if (failed.length === 0) return error;
  return new Error(
    `the migration ${failed.join(', ')} failed, and no start succeeds until the database from before it is restored. ` +
      wordsOf(error),
    { cause: error },
  );
}

async function openAdapter(address: DatabaseAddress): Promise<{
  readonly adapter: SqlMigrationAwareDriverAdapterFactory;
  readonly close: () => Promise<void>;
}> {
  // The engine's advisory lock belongs to a connection and goes only with it, hence a pool for this alone.
  if (address.kind === 'postgresql') {
    const pool = new Pool({ connectionString: address.url, connectionTimeoutMillis: 10_000 });
    return { adapter: new PrismaPg(pool), close: () => pool.end() };
  }
  await makePlace(address.path);
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

/** An error's message without the engine's own stack, which it ends with. */
function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // How SQLite's "database is locked" reaches us through the engine.
  if (message.includes('SocketTimeout')) {
    return 'another program has the file open. Is Sambang running already on this computer? Stop it first.';
  }
  return message.replace(/\n\s+0: [^]*$/, '').trim();
}
