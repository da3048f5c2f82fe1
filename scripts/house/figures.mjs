// Prints how the house stands, in figures: what is too large, in a circle, packed or kept for nothing.
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles, readText } from './reading/files.mjs';
import { readHouse } from './reading/house.mjs';
import { knots } from './rules/circles.mjs';
import { crowded } from './rules/names.mjs';

const LONG = 60;
const root = process.argv[2] ?? fileURLToPath(new URL('../..', import.meta.url));
const { code, paths } = readHouse(root);

const functions = code.flatMap(({ path, functions: found, lineOf }) =>
  found
    .map(({ name, start, end }) => ({
      name,
      at: `${path}:${lineOf(start)}`,
      lines: lineOf(end - 1) - lineOf(start) + 1,
    }))
    .filter(({ lines }) => lines > LONG),
);
const packings = code.flatMap(({ path, packings: found, lineOf }) =>
  found.map((start) => `${path}:${lineOf(start)}`),
);

/** Schemas kept beside migrations: only the newest of each database is read, for the next difference. */
function unreadSchemas() {
  const kept = listFiles(root, ['prisma']).filter((path) => /\/migrations\/[^/]+\/[^/]+\.prisma$/.test(path));
  const folderOf = (path) => posix.dirname(posix.dirname(path));
  const newest = new Map(kept.map((path) => [folderOf(path), path]));
  return kept.filter((path) => newest.get(folderOf(path)) !== path);
}
const unread = unreadSchemas();
const unreadLines = unread.reduce((sum, path) => sum + readText(root, path).split('\n').length - 1, 0);

function tell(title, list) {
  process.stdout.write(`${title}: ${list.length}\n${list.map((line) => `  ${line}\n`).join('')}`);
}

tell(
  'Folders with more than 12 files of code',
  crowded(paths).map(([folder, size]) => `${folder} ${size}`),
);
tell(
  'Circles between features',
  knots(code).map((members) => members.join(', ')),
);
tell(
  `Functions over ${LONG} lines`,
  functions.toSorted((a, b) => b.lines - a.lines).map(({ name, at, lines }) => `${lines} ${name} ${at}`),
);
tell('Objects packed into `...{`', packings);
process.stdout.write(`Lines of schema text that nothing reads: ${unreadLines}\n`);
