import { readHouse } from './reading/house.mjs';
import { walk } from './reading/source.mjs';

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
const SERVICE = /^src\/features\/(.+)\/service\.ts$/;
/** What calls services for people or by the clock. */
const ABOVE = /\/(?:bot|dialog|feature|notices|index)\.ts$/;

const keyOf = (path, name) => `${path} ${name}`;

/** The functions at the top of a file, by name. */
function functionsOf({ program }) {
  const found = new Map();
  for (const statement of program.body) {
    const node = statement.declaration ?? statement;
    if (node.type === 'FunctionDeclaration') found.set(node.id.name, node);
    for (const { id, init } of node.declarations ?? [])
      if (init && FUNCTIONS.includes(init.type)) found.set(id.name, init);
  }
  return found;
}

/** What the names are that a file imports: `{to, name}` by the name used there; `name` is `*` for all of a file. */
function importedIn(file) {
  const found = new Map();
  for (const { moduleRequest, entries } of file.module.staticImports) {
    const { to } = file.imports.find(({ specifier }) => specifier === moduleRequest.value) ?? {};
    for (const { importName, localName } of to ? entries : [])
      found.set(localName.value, { to, name: importName.kind === 'Name' ? importName.name : '*' });
  }
  return found;
}

/** Where a name that a file exports is declared. */
function declaredAt(files, path, name) {
  const file = files.get(path);
  if (!file) return null;
  if (file.functions.has(name)) return keyOf(path, name);
  for (const { entries } of file.module.staticExports)
    for (const { exportName, importName, moduleRequest } of entries) {
      if (exportName.name !== name || moduleRequest === null) continue;
      const { to } = file.imports.find(({ specifier }) => specifier === moduleRequest.value) ?? {};
      if (to) return declaredAt(files, to, importName.name);
    }
  return null;
}

/** The functions that one names in its body. */
function calledBy(files, file, node) {
  const called = new Set();
  walk(node, (inner) => {
    if (inner.type === 'MemberExpression' && inner.object.type === 'Identifier') {
      const whole = file.imported.get(inner.object.name);
      if (whole?.name === '*') called.add(declaredAt(files, whole.to, inner.property.name));
    }
    if (inner.type !== 'Identifier') return;
    if (file.functions.has(inner.name)) called.add(keyOf(file.path, inner.name));
    const there = file.imported.get(inner.name);
    if (there && there.name !== '*') called.add(declaredAt(files, there.to, there.name));
  });
  called.delete(null);
  return called;
}

/** The names that a service offers: its use cases, what is handed out beside them, and what is called from above. */
function offered(files, file) {
  const names = new Set();
  walk(file.program, (node, parents) => {
    const isCases = node.type === 'VariableDeclarator' && node.id.name === 'useCases';
    const isGiven =
      node.type === 'ReturnStatement' &&
      parents.some(({ type, id }) => type === 'FunctionDeclaration' && (id?.name ?? '').startsWith('create'));
    const object = isCases ? node.init : isGiven ? node.argument : null;
    for (const { value } of object?.properties ?? [])
      if (value?.type === 'Identifier' && file.functions.has(value.name)) names.add(value.name);
  });
  for (const other of files.values()) {
    if (!ABOVE.test(other.path)) continue;
    for (const { to, name } of other.imported.values())
      if (to === file.path && file.functions.has(name) && !name.startsWith('create')) names.add(name);
    for (const { entries } of other.module.staticExports)
      for (const { importName, moduleRequest } of entries) {
        if (moduleRequest === null) continue;
        const { to } = other.imports.find(({ specifier }) => specifier === moduleRequest.value) ?? {};
        const { name } = importName;
        if (to === file.path && file.functions.has(name) && !name.startsWith('create')) names.add(name);
      }
  }
  return names;
}

/**
 * Every way in which features write to some tables: what their services offer that comes to such a write, through
 * whatever it calls, as `programmes/enrolment enrol`. What a function is handed when the program is put together isn't
 * followed: it is offered by somebody, and so listed there.
 */
export function waysOfWriting(root, tables) {
  const { code } = readHouse(root);
  const files = new Map(
    code.map((file) => [file.path, { ...file, functions: functionsOf(file), imported: importedIn(file) }]),
  );
  const calls = new Map();
  const writing = new Set();
  for (const file of files.values()) {
    for (const [name, node] of file.functions) {
      calls.set(keyOf(file.path, name), calledBy(files, file, node));
      const writes = file.touches.some(
        ({ act, model, start }) =>
          act === 'write' && tables.includes(model) && start >= node.start && start < node.end,
      );
      if (writes) writing.add(keyOf(file.path, name));
    }
  }
  for (let before = -1; before !== writing.size; ) {
    before = writing.size;
    for (const [key, called] of calls) if ([...called].some((one) => writing.has(one))) writing.add(key);
  }
  return [...files.values()].flatMap((file) => {
    const [, place] = SERVICE.exec(file.path) ?? [];
    if (place === undefined) return [];
    return [...offered(files, file)]
      .filter((name) => writing.has(keyOf(file.path, name)))
      .map((name) => `${place} ${name}`);
  });
}
