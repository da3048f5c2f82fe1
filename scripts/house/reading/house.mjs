import { isCode, listFiles, readText } from './files.mjs';
import { importsOf } from './imports.mjs';
import { takeNotes } from './notes.mjs';
import { modelsOf, schemaPaths } from './schema.mjs';
import { parseSource, walk } from './source.mjs';
import { touchReader } from './touches.mjs';

const MESSAGES = /^src\/locales\/.*\.ftl$/;

/**
 * All that the rules look at, read once: the paths; each file of code with its tree, its imports and what was noted on
 * the way (see notes.mjs); the texts of messages and schema; the schema's models.
 */
export function readHouse(root) {
  const paths = listFiles(root);
  const there = new Set(paths);
  const textOf = (path) => ({ path, text: readText(root, path) });
  const schema = schemaPaths(root).map(textOf);
  const models = modelsOf(schema);
  const touchesAt = touchReader(models);
  const code = paths.filter(isCode).map((path) => {
    const { text } = textOf(path);
    const { program, module, comments, lineOf } = parseSource(path, text);
    const { notes, note } = takeNotes(touchesAt);
    walk(program, note);
    const imports = importsOf(path, module, notes.late, lineOf, (other) => there.has(other));
    return { path, text, program, module, comments, lineOf, imports, ...notes };
  });
  const messages = paths.filter((path) => MESSAGES.test(path)).map(textOf);
  return { root, paths, code, messages, schema, models };
}
