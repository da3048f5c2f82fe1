import { type Node, type ObjectProperty, type Program, parseSync, visitorKeys } from 'oxc-parser';

/** A parsed file. Throws where the text is no TypeScript. */
export function parsed(file: string, text: string): Program {
  const { program, errors } = parseSync(file, text);
  const [error] = errors;
  if (error) throw new Error(`${file} cannot be read: ${error.message}`);
  return program;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** What runs inside a node, in the order of the text; types are left out. */
export function children(node: Node): Node[] {
  return (visitorKeys[node.type] ?? [])
    .flatMap((key): unknown => Reflect.get(node, key))
    .filter((value) => isNode(value))
    .filter(({ type }) => !type.startsWith('TS') || WRAPPING.has(type));
}

const WRAPPING: ReadonlySet<string> = new Set(['TSAsExpression', 'TSSatisfiesExpression']);

/** Every node, outermost first. */
export function everyNode(node: Node): Node[] {
  return [node, ...children(node).flatMap((child) => everyNode(child))];
}

/** What an object is written of, its spreads left out; nothing for other nodes. */
export function propertiesOf(node: Node): ObjectProperty[] {
  return node.type === 'ObjectExpression'
    ? node.properties.filter((property) => property.type === 'Property')
    : [];
}

/** The name of a property that isn't computed. */
export function keyOf({ key, computed }: Extract<Node, { type: 'Property' }>): string | undefined {
  if (computed) return undefined;
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

/** The name that is called: `findMany` in `tx.visit.findMany(…)`, `inScope` in `inScope(scope)`. */
export function calleeOf(node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier'
    ? callee.property.name
    : undefined;
}

/** An expression out of its parentheses and `as const`. */
export function bare(node: Node): Node {
  const wrapped =
    node.type === 'ParenthesizedExpression' ||
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression';
  return wrapped ? bare(node.expression) : node;
}

/** What a constant is made of, unless that is a function: naming it would be lost in a choice between two. */
function madeOf(statement: Node): Node[] {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (declared?.type !== 'VariableDeclaration') return [];
  return declared.declarations.flatMap(({ init }) =>
    init && init.type !== 'ArrowFunctionExpression' && init.type !== 'FunctionExpression' ? [init] : [],
  );
}

/**
 * The parts of a file that can be there twice, to choose between when they run: what stands in braces, what an arrow
 * without braces gives, what is taken where nothing is given, and what a constant at the top of the file is made of. In
 * the order of the text, outer ones first. A mutation belongs to the innermost one around it.
 */
export function blocks(program: Program): Node[] {
  const constants = new Set(program.body.flatMap((statement) => madeOf(statement)));
  return everyNode(program).flatMap((node) => {
    if (node.type === 'BlockStatement' || constants.has(node)) return [node];
    if (node.type === 'AssignmentPattern') return [node.right];
    const gives = node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement';
    return gives ? [node.body] : [];
  });
}
