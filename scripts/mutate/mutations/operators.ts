import type { BinaryExpression, IfStatement, LogicalExpression, Node } from 'oxc-parser';
import type { Change, Kind } from './mutation.js';
import { bare, calleeOf, keyOf } from './syntax.js';

/** Where a node stands. */
export type Place = {
  /** The file's text. */
  readonly text: string;
  /** The nodes around it, the nearest last. */
  readonly around: readonly Node[];
};

type Operator = (node: Node, place: Place) => readonly Change[];

const TURNED: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
};
const MOVED: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const COUNTED: Readonly<Record<string, string>> = { '+': '-', '-': '+', '*': '/', '/': '*', '%': '*' };

/** A change of a whole node. */
export function instead(kind: Kind, { start, end }: Node, becomes: string): Change {
  return { kind, start, end, becomes };
}

function source(text: string, { start, end }: Node): string {
  return text.slice(start, end);
}

/** The place of an operator between its two sides, in parentheses or not. */
function sign(text: string, { left, right, operator }: BinaryExpression | LogicalExpression) {
  const start = text.indexOf(operator, left.end);
  return start < 0 || start >= right.start ? undefined : { start, end: start + operator.length };
}

function signs(
  kind: Kind,
  text: string,
  node: BinaryExpression | LogicalExpression,
  becomes: string | undefined,
): Change[] {
  const at = sign(text, node);
  return at && becomes !== undefined ? [{ kind, ...at, becomes }] : [];
}

function isText(node: Node): boolean {
  const inner = bare(node);
  if (inner.type === 'TemplateLiteral') return true;
  if (inner.type === 'BinaryExpression' && inner.operator !== 'in')
    return isText(inner.left) || isText(inner.right);
  return inner.type === 'Literal' && typeof inner.value === 'string';
}

const comparison: Operator = (node, { text }) =>
  node.type === 'BinaryExpression' && node.operator !== 'in'
    ? [
        ...signs('comparison', text, node, TURNED[node.operator]),
        ...signs('boundary', text, node, MOVED[node.operator]),
      ]
    : [];

const arithmetic: Operator = (node, { text }) =>
  node.type === 'BinaryExpression' && node.operator !== 'in' && !isText(node)
    ? signs('arithmetic', text, node, COUNTED[node.operator])
    : [];

const logic: Operator = (node, { text }) => {
  if (node.type !== 'LogicalExpression') return [];
  const [left, right] = [source(text, node.left), source(text, node.right)];
  if (node.operator === '??') return [instead('choice', node, `(${right})`)];
  return [
    ...signs('logic', text, node, node.operator === '&&' ? '||' : '&&'),
    instead('condition', node, `(${left})`),
    instead('condition', node, `(${right})`),
  ];
};

const choice: Operator = (node, { text }) =>
  node.type === 'ConditionalExpression'
    ? [node.consequent, node.alternate].map((branch) => instead('choice', node, `(${source(text, branch)})`))
    : [];

/** What throws is a fault that no test can bring about, not an outcome. */
function isFault({ consequent, alternate }: IfStatement): boolean {
  const body = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return alternate === null && body?.type === 'ThrowStatement';
}

/** Conditions that have no operator of their own to turn are negated. */
const condition: Operator = (node, { text }) => {
  if (node.type === 'UnaryExpression' && node.operator === '!')
    return [instead('condition', node, `(${source(text, node.argument)})`)];
  if (node.type !== 'IfStatement' || isFault(node)) return [];
  const test = bare(node.test);
  const turns =
    test.type === 'LogicalExpression' ||
    (test.type === 'BinaryExpression' && test.operator in TURNED) ||
    (test.type === 'UnaryExpression' && test.operator === '!');
  return [
    ...(turns ? [] : [instead('condition', node.test, `!(${source(text, node.test)})`)]),
    ...(node.alternate ? [instead('condition', node.test, 'true')] : []),
    instead('condition', node.test, 'false'),
  ];
};

const LOOPS: ReadonlySet<string> = new Set([
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
]);

function breaksLoop({ around }: Place): boolean {
  const holder = around.findLast(({ type }) => LOOPS.has(type) || type === 'SwitchStatement');
  return holder !== undefined && LOOPS.has(holder.type);
}

const statement: Operator = (node, place) => {
  const drops =
    (node.type === 'ExpressionStatement' && !('directive' in node && typeof node.directive === 'string')) ||
    node.type === 'ContinueStatement' ||
    (node.type === 'BreakStatement' && breaksLoop(place)) ||
    (node.type === 'ReturnStatement' && node.argument === null);
  return drops ? [instead('statement', node, ';')] : [];
};

/** An object of nothing but `true` and objects names columns; a column left out is the compiler's to find. */
function namesColumns(node: Node | undefined): boolean {
  return (
    node?.type === 'ObjectExpression' &&
    node.properties.every(
      (property) =>
        property.type === 'SpreadElement' ||
        (property.value.type === 'Literal' && property.value.value === true) ||
        property.value.type === 'ObjectExpression' ||
        property.shorthand,
    )
  );
}

const literal: Operator = (node, { around }) => {
  if (node.type !== 'Literal' || typeof node.value !== 'boolean') return [];
  const [holder, parent] = [around.at(-2), around.at(-1)];
  if (parent?.type === 'Property' && (keyOf(parent) === 'select' || namesColumns(holder))) return [];
  return [instead('literal', node, String(!node.value))];
};

const NEIGHBOURS: Readonly<Record<string, readonly [Kind, string]>> = {
  some: ['filter', 'every'],
  every: ['filter', 'some'],
  min: ['boundary', 'max'],
  max: ['boundary', 'min'],
};
const STEPS: Readonly<Record<string, Kind>> = {
  filter: 'filter',
  sort: 'order',
  toSorted: 'order',
  reverse: 'order',
  toReversed: 'order',
  slice: 'page',
};

/** What is done to lists: `list.filter(…)` becomes `list`, `some` becomes `every`. */
const lists: Operator = (node, { text }) => {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.optional) return [];
  const { object, property } = node.callee;
  const name = calleeOf(node) ?? '';
  const step = STEPS[name];
  if (step) return [instead(step, node, source(text, object))];
  const [kind, neighbour] = NEIGHBOURS[name] ?? [];
  if (!kind || neighbour === undefined) return [];
  if (kind === 'boundary' && source(text, object) !== 'Math') return [];
  return [instead(kind, property, neighbour)];
};

/** Changes that need to know nothing of the database. */
export const OPERATORS: readonly Operator[] = [
  comparison,
  arithmetic,
  logic,
  choice,
  condition,
  statement,
  literal,
  lists,
];
