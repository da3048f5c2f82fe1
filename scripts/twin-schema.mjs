// Writes prisma/postgresql/schema.prisma from prisma/schema.prisma: provider and output replaced, nothing else.
// With --check it writes nothing and fails when the two have drifted apart.
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../prisma/schema.prisma', import.meta.url);
const target = new URL('../prisma/postgresql/schema.prisma', import.meta.url);

function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`expected exactly one ${from} in prisma/schema.prisma`);
  return text.replace(from, to);
}

let twin = readFileSync(source, 'utf8');
twin = replaceOnce(twin, 'provider = "sqlite"', 'provider = "postgresql"');
twin = replaceOnce(twin, '"../src/generated/sqlite"', '"../../src/generated/postgresql"');
twin = replaceOnce(
  twin,
  '// The one model, edited by hand. prisma/postgresql/schema.prisma is generated from it by scripts/twin-schema.mjs.',
  '// Generated from prisma/schema.prisma by scripts/twin-schema.mjs. Edit that one.',
);

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== twin) {
    process.stderr.write(
      'prisma/postgresql/schema.prisma differs from prisma/schema.prisma: npm run generate:schema\n',
    );
    process.exit(1);
  }
} else {
  writeFileSync(target, twin);
}
