// npm run db:migration -- NAME: writes the migration that brings both databases to the present schema of prisma/.
import { writeMigration } from './write-migration.js';

try {
  const id = await writeMigration(process.argv[2] ?? '', new Date());
  process.stdout.write(
    id === undefined
      ? 'Nothing to do: the last migration already brings both databases to the schema of prisma/.\n'
      : `Wrote ${id} for both databases. Read its SQL, since what it drops is lost, and then freeze it: npm run db:freeze\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
