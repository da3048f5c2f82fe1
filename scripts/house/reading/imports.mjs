import { posix } from 'node:path';

const nameOf = ({ kind, name }) => (kind === 'Name' ? name : kind === 'Default' ? 'default' : '*');

function fromModule({ staticImports, staticExports }) {
  const imports = staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    start: moduleRequest.start,
    names: entries.map(({ importName }) => nameOf(importName)),
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const exported = staticExports.flatMap(({ entries }) => {
    const there = entries.filter(({ moduleRequest }) => moduleRequest !== null);
    if (there.length === 0) return [];
    return {
      specifier: there[0].moduleRequest.value,
      start: there[0].moduleRequest.start,
      names: there.map(({ importName }) => nameOf(importName)),
      typeOnly: there.every(({ isType }) => isType),
    };
  });
  return [...imports, ...exported];
}

/** What `import('…')` names, as an expression or as a type; null for other nodes. */
export function lateImport(node) {
  if (node.type !== 'ImportExpression' && node.type !== 'TSImportType') return null;
  const specifier = node.source?.value;
  if (typeof specifier !== 'string') return null;
  const typeOnly = node.type === 'TSImportType';
  return { specifier, start: node.source.start, names: [node.qualifier?.name ?? '*'], typeOnly };
}

/**
 * The path from the root that an import leads to, or null for a package; paths that are there are told by `has`.
 * `#sambang/x.js` is `src/x.ts`, as package.json says, and `x.js` is written for `x.ts`.
 */
function resolve(from, specifier, has) {
  const said = specifier.startsWith('#sambang/')
    ? `src/${specifier.slice('#sambang/'.length)}`
    : specifier.startsWith('.')
      ? posix.join(posix.dirname(from), specifier)
      : null;
  if (said === null) return null;
  const source = said.replace(/\.([cm]?)js$/, '.$1ts');
  return has(source) ? source : said;
}

/** Every import and re-export of a file, types included: `{specifier, to, names, typeOnly, line}`. */
export function importsOf(path, module, late, lineOf, has) {
  return [...fromModule(module), ...late].map(({ specifier, start, names, typeOnly }) => ({
    specifier,
    to: resolve(path, specifier, has),
    names,
    typeOnly,
    line: lineOf(start),
  }));
}
