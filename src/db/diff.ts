import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { DiffTarget } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { schemaFor } from '../../scripts/schema.mjs';
import { NO_FILTERS, type SchemaEngine, withSchemaEngine } from './schema-engine.js';
import type { DatabaseKind } from './url.js';

/**
 * The SQL that takes a database from one Prisma schema to another, by their texts alone: no database is needed.
 *
 * @param kind The database that it is for; the schemas are written for SQLite.
 * @param from The schema to start from; `undefined` is an empty database.
 * @returns `undefined` where the two describe the same database.
 */
export async function diffSchemas(
  kind: DatabaseKind,
  from: string | undefined,
  to: string,
): Promise<string | undefined> {
  const adapter =
    kind === 'sqlite' ? new PrismaBetterSqlite3({ url: ':memory:' }) : new UnconnectedPostgresql();
  const target = schemaFor(kind, to);
  const start: DiffTarget = from === undefined ? { tag: 'empty' } : datamodel(schemaFor(kind, from));
  return withSchemaEngine(adapter, target, (engine) => diff(engine, start, datamodel(target)));
}

/** As {@link diffSchemas}, between any two targets that the engine knows. */
export async function diff(
  engine: SchemaEngine,
  from: DiffTarget,
  to: DiffTarget,
): Promise<string | undefined> {
  // By the exit code 2 the engine tells that there is a difference; the text is never empty.
  const result = await engine.diff({ from, to, script: true, exitCode: true, filters: NO_FILTERS });
  return result.exitCode === 2 ? (result.stdout ?? undefined) : undefined;
}

/** A Prisma schema as one side of a {@link diff}. */
export function datamodel(schema: string): DiffTarget {
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] };
}

/** Before it compares, the engine asks whether the schema exists and for the server's version, and nothing else. */
class UnconnectedPostgresql implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = 'unconnected';

  connect(): Promise<SqlDriverAdapter> {
    return Promise.resolve({
      provider: this.provider,
      adapterName: this.adapterName,
      getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
      queryRaw: () =>
        Promise.resolve({
          columnNames: ['exists', 'version', 'numeric_version'],
          columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
          rows: [[true, 'PostgreSQL 15.0', 150_000]],
        }),
      executeRaw: refuse,
      executeScript: refuse,
      startTransaction: refuse,
      dispose: () => Promise.resolve(),
    });
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    return this.connect();
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('a comparison of two schemas reached for a database'));
}
