// npm run db:migration -- NAME: writes the migration that brings both databases to the present prisma/schema.prisma.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeMigration } from './write-migration.js';

try {
  const twin = fileURLToPath(new URL('../../scripts/twin-schema.mjs', import.meta.url));
  await promisify(execFile)(process.execPath, [twin]);
  const id = await writeMigration(process.argv[2] ?? '', new Date());
  process.stdout.write(
    id === undefined
      ? 'Nothing to do: the last migration already brings both databases to prisma/schema.prisma.\n'
      : `Wrote ${id} for both databases. Read its SQL before committing it: what it drops is lost.\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
