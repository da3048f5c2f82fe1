// Writes src/generated/postgresql.prisma, from which PostgreSQL's client is made: the schema of prisma/ with another
// provider and output, nothing else. It stands outside prisma/, where Prisma would read it along with the rest.
// With --check it writes nothing and fails when the clients were made from another schema than the present one.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readSchema, replaceOnce, schemaFor } from './schema.mjs';

const target = new URL('../src/generated/postgresql.prisma', import.meta.url);
const schema = await readSchema(new URL('../prisma/', import.meta.url));
const twin = replaceOnce(schemaFor('postgresql', schema), '"../src/generated/sqlite"', '"./postgresql"');

if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== twin) {
    process.stderr.write('The clients in src/generated were made from another schema: npm run generate\n');
    process.exit(1);
  }
} else {
  mkdirSync(new URL('.', target), { recursive: true });
  writeFileSync(target, twin);
}
