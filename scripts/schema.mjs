// The Prisma schema as one text. Node runs it as it is, since the clients are made before anything is compiled.
import { readdir, readFile } from 'node:fs/promises';

export async function readSchema(folder) {
  const models = (await readdir(new URL('models/', folder))).filter((name) => name.endsWith('.prisma'));
  const files = ['schema.prisma', ...models.toSorted().map((name) => `models/${name}`)];
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  return texts.join('\n');
}

export function schemaFor(kind, schema) {
  return replaceOnce(schema, 'provider = "sqlite"', `provider = "${kind}"`);
}

export function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`The Prisma schema should say ${from} exactly once.`);
  return text.replace(from, to);
}
