import { defineConfig } from 'prisma/config';

// `prisma generate` asks for a schema-engine binary that it never runs and downloads it where it is missing;
// any executable that exists satisfies it, so that installing works without that host.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({ schema: 'prisma' });
