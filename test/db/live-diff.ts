import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { Pool } from 'pg';
import { readSchema, schemaFor } from '../../scripts/schema.mjs';
import { datamodel, diff } from '../../src/db/diff.js';
import { PRISMA_FOLDER } from '../../src/db/migrations.js';
import { withSchemaEngine } from '../../src/db/schema-engine.js';
import { parseDatabaseUrl } from '../../src/db/url.js';

/** The SQL that would still be missing between a database and the Prisma schema of a folder; `undefined` if none. */
export async function diffLive(url: string, prisma: URL = PRISMA_FOLDER): Promise<string | undefined> {
  const { kind } = parseDatabaseUrl(url);
  const schema = schemaFor(kind, await readSchema(prisma));
  const pool = new Pool({ connectionString: url });
  const factory = kind === 'sqlite' ? new PrismaBetterSqlite3({ url }) : new PrismaPg(pool);
  const opened: (() => Promise<void>)[] = [() => pool.end()];
  const adapter: SqlMigrationAwareDriverAdapterFactory = {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    connect: async () => {
      const connection = await factory.connect();
      opened.unshift(() => connection.dispose());
      const queryRaw = connection.queryRaw.bind(connection);
      connection.queryRaw = (query) => queryRaw({ ...query, sql: digestible(query.sql) });
      return connection;
    },
  };
  try {
    return await withSchemaEngine(adapter, schema, (engine) =>
      diff(
        engine,
        { tag: 'schemaDatasource', files: [{ path: 'schema.prisma', content: schema }], configDir: '' },
        datamodel(schema),
      ),
    );
  } finally {
    for (const close of opened) await close();
  }
}

/**
 * The engine's questions about a live database, put so that the adapters can answer: better-sqlite3 takes no text in
 * double quotes, and the one for PostgreSQL doesn't know the type `"char"`.
 */
function digestible(sql: string): string {
  return sql
    .replace(/name = "(\w+)"/, "name = '$1'")
    .replace('constr.contype AS', 'constr.contype::text AS')
    .replaceAll(/\bcon(1?)\.(conf(?:del|upd)type),/g, 'con$1.$2::text AS $2,');
}
