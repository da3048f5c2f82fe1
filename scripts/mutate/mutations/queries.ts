import type { ArrayExpression, Node, ObjectExpression, ObjectProperty, Program } from 'oxc-parser';
import type { Change, Kind } from './mutation.js';
import { instead } from './operators.js';
import { bare, calleeOf, children, everyNode, keyOf, propertiesOf } from './syntax.js';

/** What a query asks for, by the words that a `where` and an `orderBy` refer to in one file or over all of them. */
export type Names = {
  /** Constants and parameters of this file that stand in a `where`. */
  readonly values: ReadonlySet<string>;
  /** Functions of any file that are called in a `where`: `inScope`. */
  readonly functions: ReadonlySet<string>;
};

const UNIQUE: ReadonlySet<string> = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'update',
  'upsert',
  'delete',
]);
const KEYS: Readonly<Record<string, readonly [Kind, string]>> = {
  gt: ['boundary', 'gte'],
  gte: ['boundary', 'gt'],
  lt: ['boundary', 'lte'],
  lte: ['boundary', 'lt'],
  in: ['comparison', 'notIn'],
  notIn: ['comparison', 'in'],
  some: ['comparison', 'none'],
  none: ['comparison', 'some'],
  not: ['comparison', 'equals'],
};
const PAGES: ReadonlySet<string> = new Set(['take', 'skip', 'distinct', 'cursor']);

function wheres(program: Program): Node[] {
  return everyNode(program).flatMap((node) => wheresIn(node));
}

function wheresIn(node: Node): Node[] {
  return propertiesOf(node).flatMap((property) => (keyOf(property) === 'where' ? [property.value] : []));
}

/** Nodes of a condition itself, not those that compute a value for it. */
function conditions(node: Node): Node[] {
  const inner = bare(node);
  const further = inner.type === 'CallExpression' ? [] : children(inner);
  return [inner, ...further.flatMap((child) => conditions(child))];
}

/** Functions that are called in a `where` anywhere in the file: what they return is a condition. */
export function functionsInWheres(program: Program): string[] {
  return wheres(program)
    .flatMap((where) => conditions(where))
    .flatMap((node) => calleeOf(node) ?? []);
}

/** Names that stand as a condition in a `where` of the file, by themselves, in an array or spread. */
export function valuesInWheres(program: Program): string[] {
  return wheres(program)
    .flatMap((where) => [bare(where), ...conditions(where).flatMap((node) => parts(node))])
    .flatMap((node) => (node.type === 'Identifier' ? [node.name] : []));
}

function parts(node: Node): Node[] {
  if (node.type === 'ArrayExpression') return node.elements.flatMap((element) => (element ? [element] : []));
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((property) => {
    if (property.type === 'SpreadElement') return [bare(property.argument)];
    const shorthand = property.shorthand || property.value.type !== 'Identifier';
    return shorthand ? [] : [property.value];
  });
}

/** The objects of a file that are conditions: those of each `where`, and those that a `where` refers to. */
export function conditionObjects(program: Program, names: Names, text: string): ReadonlySet<Node> {
  const roots = everyNode(program).flatMap((node): Node[] => {
    if (node.type === 'ObjectExpression') return wheresIn(node);
    if (node.type === 'VariableDeclarator' && node.init && node.id.type === 'Identifier') {
      const { typeAnnotation } = node.id;
      const typed =
        typeAnnotation && text.slice(typeAnnotation.start, typeAnnotation.end).includes('WhereInput');
      if (typed || names.values.has(node.id.name)) return [node.init];
      const made = names.functions.has(node.id.name) && node.init.type === 'ArrowFunctionExpression';
      return made ? returned(node.init) : [];
    }
    if (node.type !== 'FunctionDeclaration' || !node.id || !node.body) return [];
    const { returnType } = node;
    const typed = returnType && text.slice(returnType.start, returnType.end).includes('WhereInput');
    return typed || names.functions.has(node.id.name) ? returned(node) : [];
  });
  return new Set(roots.flatMap((root) => conditions(root)));
}

function returned(node: Node): Node[] {
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') return [node.body];
  return everyNode(node).flatMap((inner) =>
    inner.type === 'ReturnStatement' && inner.argument ? [inner.argument] : [],
  );
}

/** Takes a part of a list out, with the comma that follows it. */
function without(kind: Kind, text: string, part: Node): Change {
  const comma = /^\s*,/.exec(text.slice(part.end));
  return { kind, start: part.start, end: part.end + (comma?.[0].length ?? 0), becomes: '' };
}

/** `{ where: { id } }` of one thing: without its only field the query is refused by the database's client. */
function isOnlyKey(object: ObjectExpression, around: readonly Node[]): boolean {
  const [query, holder] = [around.at(-3), around.at(-1)];
  if (holder?.type !== 'Property' || keyOf(holder) !== 'where') return false;
  return object.properties.length === 1 && query !== undefined && UNIQUE.has(calleeOf(query) ?? '');
}

function isCompoundKey(around: readonly Node[]): boolean {
  const holder = around.at(-1);
  return holder?.type === 'Property' && (keyOf(holder) ?? '').includes('_');
}

/** What may be taken out of an object or array of a `where`. */
export function fieldsOut(
  node: ObjectExpression | ArrayExpression,
  around: readonly Node[],
  text: string,
): Change[] {
  if (node.type === 'ArrayExpression')
    return node.elements.flatMap((element) => (element ? [without('where', text, element)] : []));
  if (isOnlyKey(node, around) || isCompoundKey(around)) return [];
  return node.properties.map((property) => without('where', text, property));
}

/** A key of a `where` turned: `gte` to `gt`, `in` to `notIn`, `endedAt: null` to `endedAt: { not: null }`. */
export function keysTurned(property: ObjectProperty): Change[] {
  const [kind, neighbour] = KEYS[keyOf(property) ?? ''] ?? [];
  const value = bare(property.value);
  if (kind && neighbour !== undefined) {
    const written = property.shorthand ? `${neighbour}: ${keyOf(property) ?? ''}` : neighbour;
    return [instead(kind, property.shorthand ? property : property.key, written)];
  }
  return value.type === 'Literal' && value.raw === 'null'
    ? [instead('comparison', value, '{ not: null }')]
    : [];
}

/** What a query's other settings lose: its order, the size of its page. */
export function settingsOut(property: ObjectProperty, text: string): Change[] {
  const key = keyOf(property);
  if (key === 'orderBy') {
    const value = bare(property.value);
    const orders = value.type === 'ArrayExpression' && value.elements.length > 1 ? value.elements : [];
    return [
      without('order', text, property),
      ...orders.flatMap((element) => (element ? [without('order', text, element)] : [])),
    ];
  }
  return key !== undefined && PAGES.has(key) ? [without('page', text, property)] : [];
}

/** `asc` for `desc`. */
export function directionTurned(node: Node): Change[] {
  if (node.type !== 'Literal' || (node.value !== 'asc' && node.value !== 'desc')) return [];
  return [instead('order', node, node.value === 'asc' ? `'desc'` : `'asc'`)];
}
