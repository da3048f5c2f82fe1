import { walk } from '../reading/source.mjs';

const HELPERS = 'src/lib/lists.ts';
/** What a list in a statement is called by Prisma. */
const LISTS = /^(?:in|notIn)$/;
const ALTERNATIVES = /^(?:OR|AND)$/;
const ORDERED = /^(?:orderBy|take|skip|cursor)$/;
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;

const nameOf = ({ key }) => key?.name ?? key?.value;
const calls = (node, ...names) => node?.type === 'CallExpression' && names.includes(node.callee.name);

/** What a name was bound to by a loop over `chunks` or as what `inChunks` hands in. */
function isChunk(name, parents) {
  return parents.some((node, index) => {
    if (node.type === 'ForOfStatement')
      return node.left.declarations?.[0]?.id.name === name && calls(node.right, 'chunks');
    return (
      /Function/.test(node.type) && node.params[0]?.name === name && calls(parents[index - 1], 'inChunks')
    );
  });
}

const isMapped = ({ type, callee }) =>
  type === 'CallExpression' && /^(?:map|flatMap|filter)$/.test(callee.property?.name ?? '');

/** Of conditions of which one or all have to hold those that a list was turned into; undefined where they are written out. */
function listed(node, parents) {
  if (node.type === 'CallExpression') return isMapped(node) ? node : undefined;
  const spread = node.type === 'ArrayExpression' ? node.elements : [];
  return spread.find(
    ({ type, argument }) => type === 'SpreadElement' && isMapped(argument) && !isBounded(argument, parents),
  )?.argument;
}

/** Whether a list is as long as it is written, or has been said to be short. */
function isBounded(node, parents) {
  switch (node?.type) {
    case 'ArrayExpression':
      return node.elements.every((one) => one.type !== 'SpreadElement' || isBounded(one.argument, parents));
    case 'ConditionalExpression':
      return isBounded(node.consequent, parents) && isBounded(node.alternate, parents);
    case 'TSAsExpression':
    case 'ParenthesizedExpression':
      return isBounded(node.expression, parents);
    case 'CallExpression':
      return calls(node, 'few') || (isMapped(node) && isBounded(node.callee.object, parents));
    case 'Identifier':
      return CONSTANT.test(node.name) || isChunk(node.name, parents);
    default:
      return false;
  }
}

/** The list that a node puts into a statement; undefined where it puts none. */
function listIn(node, parents) {
  if (node.type === 'Property' && LISTS.test(nameOf(node))) return node.value;
  if (node.type === 'Property' && ALTERNATIVES.test(nameOf(node))) return listed(node.value, parents);
  const { callee } = node;
  if (node.type === 'CallExpression' && callee.object?.name === 'Prisma' && callee.property?.name === 'join')
    return node.arguments[0];
  return undefined;
}

/** An order or a limit of what each of many rows takes along: Prisma then can't split the list of those rows. */
function ordersWithinMany(node, parents) {
  if (node.type !== 'Property' || !ORDERED.test(nameOf(node))) return false;
  const within = parents.some((one) => one.type === 'Property' && /^(?:include|select)$/.test(nameOf(one)));
  const call = parents.findLast(({ type }) => type === 'CallExpression');
  if (!within || call?.callee.property?.name !== 'findMany') return false;
  const given = call.arguments[0]?.properties ?? [];
  return !given.some((property) => property.type === 'Property' && nameOf(property) === 'take');
}

/** No list that grows goes into a statement: a database takes only so many values at once. */
export function lists({ code }) {
  return code.flatMap(({ path, program, lineOf }) => {
    if (!path.startsWith('src/')) return [];
    const faults = [];
    walk(program, (node, parents) => {
      const list = listIn(node, parents);
      const rule = 'lists';
      const line = lineOf(node.start);
      if (list !== undefined && !calls(list, 'tz') && !isBounded(list, parents))
        faults.push({
          rule,
          path,
          line,
          sentence: `a list of any length goes into a statement: join with what it was read from, go over it in chunks (${HELPERS}), or say with few(…) why it stays short.`,
        });
      if (ordersWithinMany(node, parents))
        faults.push({
          rule,
          path,
          line,
          sentence:
            'what each of many rows takes along is ordered or limited here, which binds all their ids in one statement: join in SQL, or sort what was read.',
        });
    });
    return faults;
  });
}
