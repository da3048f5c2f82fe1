import { listFiles, readText } from './reading/files.mjs';
import { placeOf } from './reading/places.mjs';
import { walk } from './reading/source.mjs';

const FOLDER = 'docs/faces';
const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** The object that a function without a declared return type gives back, where it is written out at its end. */
function givenBack({ returnType, body }) {
  if (returnType) return null;
  const last = body.type === 'BlockStatement' ? body.body.at(-1) : null;
  const value = body.type === 'BlockStatement' ? last?.type === 'ReturnStatement' && last.argument : body;
  const bare = value?.type === 'ParenthesizedExpression' ? value.expression : value;
  return bare?.type === 'ObjectExpression' ? bare : null;
}

function bodyCuts(node) {
  const { body } = node;
  const object = givenBack(node);
  if (object === null) return [{ start: body.start, end: body.end, by: '…' }];
  return [
    { start: body.start, end: object.start, by: '' },
    { start: object.end, end: body.end, by: '' },
  ];
}

/** A piece of code as it is written, without comments and without what functions do. */
function written({ text, comments }, node) {
  const cuts = comments.map(({ start, end }) => ({ start, end, by: '' }));
  walk(node, (inner) => {
    if (FUNCTIONS.includes(inner.type) && inner.body !== null) cuts.push(...bodyCuts(inner));
  });
  let at = node.start;
  let kept = '';
  for (const { start, end, by } of cuts.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at || end > node.end) continue;
    kept += text.slice(at, start) + by;
    at = end;
  }
  return `${kept}${text.slice(at, node.end)}`
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
    .replace(/ …$/, '')
    .replace(/;$/, '');
}

function declared(file, name) {
  for (const statement of file.program.body) {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (node?.id?.name === name) return written(file, node);
    const variable = node?.declarations?.find(({ id }) => id.name === name);
    if (variable !== undefined) return `${node.kind} ${written(file, variable)}`;
  }
  return null;
}

/**
 * What stands behind a declaration: types of the same file that it names, and what it takes by `typeof`, with the
 * functions that such a record holds. What is in `seen` is left out.
 */
function behind(file, said, seen) {
  const held = said.startsWith('const ')
    ? said.matchAll(/\b(\w+)\b(?=\s*[,}])/g)
    : said.matchAll(/\btypeof (\w+)/g);
  const own = file.program.body
    .map((statement) => statement.declaration ?? statement)
    .flatMap((node) => (node.type === 'TSTypeAliasDeclaration' ? [node.id.name] : []));
  const named = own.filter((name) => new RegExp(`\\b${name}\\b`).test(said));
  return [...[...held].map(([, name]) => name), ...named].flatMap((name) => {
    if (seen.has(name)) return [];
    seen.add(name);
    const here = declared(file, name);
    return here === null ? [] : [here, ...behind(file, here, seen)];
  });
}

function declaredWhole(file, name, known) {
  const here = declared(file, name);
  return here === null ? null : [here, ...behind(file, here, new Set([...known, name]))].join('\n');
}

/** What a name that a file exports or imports is: its declaration, wherever it stands in the house. */
function meaning(files, file, name, known, seen = new Set()) {
  const key = `${file.path} ${name}`;
  if (seen.has(key)) return null;
  seen.add(key);
  const here = declaredWhole(file, name, known);
  if (here !== null) return here;
  const { staticImports, staticExports } = file.module;
  const exported = staticExports.flatMap(({ entries }) => entries);
  const passed = exported.find(({ exportName }) => exportName.name === name);
  if (passed?.moduleRequest)
    return elsewhere(files, file, passed.moduleRequest.value, passed.importName.name, known, seen);
  if (passed?.localName.name && passed.localName.name !== name)
    return meaning(files, file, passed.localName.name, known, seen);
  for (const { moduleRequest, entries } of staticImports) {
    const entry = entries.find(({ localName }) => localName.value === name);
    if (entry) return elsewhere(files, file, moduleRequest.value, entry.importName.name, known, seen);
  }
  for (const { moduleRequest } of exported.filter(({ importName }) => importName.kind === 'AllButDefault')) {
    const found = elsewhere(files, file, moduleRequest.value, name, known, seen);
    if (found !== null) return found;
  }
  return null;
}

function elsewhere(files, file, specifier, name, known, seen) {
  const { to } = file.imports.find((each) => each.specifier === specifier);
  const next = files.get(to);
  if (next === undefined) return `(of ${specifier})`;
  return name === null ? `(all of ${to})` : meaning(files, next, name, known, seen);
}

/** The names that a file exports, those of its `export *` too. */
function exportedNames(files, file, seen = new Set()) {
  if (seen.has(file.path)) return [];
  seen.add(file.path);
  return file.module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ exportName, importName, moduleRequest }) => {
      if (exportName.kind === 'Name') return [exportName.name];
      if (exportName.kind === 'Default') return ['default'];
      if (importName.kind !== 'AllButDefault') return [];
      const { to } = file.imports.find(({ specifier }) => specifier === moduleRequest.value);
      return files.has(to) ? exportedNames(files, files.get(to), seen) : [];
    });
}

function faceOf(files, file) {
  const { noun } = placeOf(file.path);
  const names = [...new Set(exportedNames(files, file))].toSorted((a, b) => (a < b ? -1 : 1));
  const entries = names.map((name) => {
    const said = meaning(files, file, name, names) ?? '(declared out of sight)';
    return new RegExp(`^[^(=:{]*\\b${name}\\b`).test(said) ? said : `${name}: ${said}`;
  });
  const head = `The face of ${noun}: what others may import of src/features/${noun}/index.ts. Written by \`npm run faces\`.`;
  return `${[head, ...entries].join('\n\n')}\n`;
}

/** The text of each feature's face, by the path under which it is kept. */
export function facesOf({ code }) {
  const files = new Map(code.map((file) => [file.path, file]));
  return new Map(
    code
      .filter(({ path }) => /^src\/features\/[^/]+\/index\.ts$/.test(path))
      .map((file) => [`${FOLDER}/${placeOf(file.path).noun}.txt`, faceOf(files, file)]),
  );
}

/** The paths of the faces that are kept. */
export const keptFaces = (root) => listFiles(root, [FOLDER]);

/** A feature's face is kept as a text, so that a change of it is seen when it is reviewed. */
export function faces(house) {
  const { root } = house;
  const wanted = facesOf(house);
  const kept = keptFaces(root);
  const changed = [...wanted].filter(([path, text]) => !kept.includes(path) || readText(root, path) !== text);
  const gone = kept.filter((path) => !wanted.has(path));
  return [...changed.map(([path]) => path), ...gone].map((path) => ({
    rule: 'faces',
    path,
    sentence: 'the feature’s face isn’t what is written here: run npm run faces and look at the difference.',
  }));
}
