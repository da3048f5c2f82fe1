import { isCode, listFiles, readText } from './files.mjs';
import { importsOf, lateImport } from './imports.mjs';
import { readSchema } from './schema.mjs';
import { parseSource, walk } from './source.mjs';
import { touchReader } from './touches.mjs';

function readCode(root, path, has, touchesAt) {
  const text = readText(root, path);
  const { program, module, lineOf } = parseSource(path, text);
  const late = [];
  const touches = [];
  walk(program, (node) => {
    const found = lateImport(node);
    if (found !== null) late.push(found);
    touches.push(...touchesAt(node));
  });
  const imports = importsOf(path, module, late, lineOf, has);
  return { path, text, program, module, lineOf, imports, touches };
}

/** All that the rules look at, read once: the paths, and each file of code with its tree and imports. */
export function readHouse(root) {
  const paths = listFiles(root);
  const there = new Set(paths);
  const has = (path) => there.has(path);
  const models = readSchema(root);
  const touchesAt = touchReader(models);
  const code = paths.filter(isCode).map((path) => readCode(root, path, has, touchesAt));
  return { root, paths, code, models };
}
