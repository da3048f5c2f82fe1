import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

export type SchemaEngine = bindings.SchemaEngine;

/** Nothing in the database is managed by anyone else. */
export const NO_FILTERS: bindings.SchemaFilter = { externalTables: [], externalEnums: [] };

/** The part of WebAssembly that is used; Node has it, its types don't. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ readonly instance: { readonly exports: { readonly __wbindgen_start: () => void } } }>;
};

let loaded: Promise<void> | undefined;

/** The package's own entry point imports the `.wasm` file as a module, which Node does only under a flag. */
async function load(): Promise<void> {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings } });
  // oxlint-disable no-underscore-dangle -- the package calls them so
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  // oxlint-enable no-underscore-dangle
}

/**
 * Runs `work` with Prisma's schema engine, the one behind `prisma migrate`, within this process and over a driver
 * adapter. The adapter's connections and the locks that they hold outlive it and are the caller's to close.
 *
 * @param schema The text of a Prisma schema, where something is to be compared with it.
 * @throws {Error} with the engine's words, or what the adapter threw.
 */
export async function withSchemaEngine<T>(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  schema: string | undefined,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= load();
  await loaded;
  const bound = bindMigrationAwareSqlAdapterFactory(adapter);
  const datamodels: [string, string][] | undefined =
    schema === undefined ? undefined : [['schema.prisma', schema]];
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, bound);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } catch (error) {
    // The engine only passes on a number for what was thrown in an adapter.
    const id = /External error id#(\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    throw (id === undefined ? undefined : bound.errorRegistry.consumeError(Number(id))?.error) ?? error;
  }
}
