// Fails where a migration has changed since it was frozen: a database that has applied it never sees the change.
// With --freeze it adds those that are not frozen yet to the list, and never touches what stands there.
// node scripts/check-migrations.mjs [--freeze] [another folder than prisma/migrations]
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const words = process.argv.slice(2);
const folder =
  words.find((word) => word !== '--freeze') ??
  fileURLToPath(new URL('../prisma/migrations/', import.meta.url));
// As `sha256sum` writes it, so that it checks the list too.
const list = join(folder, 'frozen.sha256');

function frozen() {
  if (!existsSync(list)) return new Map();
  const lines = readFileSync(list, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

function present() {
  const kinds = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = kinds.flatMap(({ name: kind }) =>
    readdirSync(join(folder, kind), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${kind}/${name}/migration.sql`),
  );
  return new Map(files.toSorted().map((file) => [file, digest(join(folder, file))]));
}

function digest(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

const before = frozen();
const now = present();
if (words.includes('--freeze')) {
  const all = [...new Map([...now, ...before])].toSorted(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(list, all.map(([file, hash]) => `${hash}  ${file}\n`).join(''));
}

const complaints = [
  ...[...frozen()]
    .filter(([file, hash]) => now.get(file) !== hash)
    .map(
      ([file]) =>
        `${file} is frozen and has been ${now.has(file) ? 'edited' : 'taken away'}: databases that have applied it would never see that. ` +
        'Put it back and write a new migration instead: npm run db:migration -- what_it_changes',
    ),
  ...[...now.keys()]
    .filter((file) => !frozen().has(file))
    .map((file) => `${file} is not frozen yet. Read its SQL, and when it is right: npm run db:freeze`),
];
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
