import { BULK_WRITERS } from '../lists/owners.mjs';
import { delegateOf } from './schema.mjs';

const WRITES =
  /^(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;
const READS = /^(?:find(?:Unique|First)(?:OrThrow)?|findMany|count|aggregate|groupBy)$/;
/** Names of what has methods like a client's and is none. */
const NO_CLIENT = /^(?:deps|services?|features?|ports?|this)$/;
const NESTED = /^(?:create|createMany|connectOrCreate|update|updateMany|upsert|delete|deleteMany)$/;
const LINKS = /^(?:connect|disconnect|set)$/;

const keyOf = ({ key }) => key?.name ?? key?.value;
const propertiesOf = (object) => object.properties.filter(({ type }) => type === 'Property');
const valueOf = (object, name) => propertiesOf(object).find((property) => keyOf(property) === name)?.value;

/** The objects that an expression may come to, as far as they are written out in it. */
function objectsIn(node) {
  switch (node?.type) {
    case 'ObjectExpression':
      return [
        node,
        ...node.properties.flatMap(({ type, argument }) =>
          type === 'SpreadElement' ? objectsIn(argument) : [],
        ),
      ];
    case 'ArrayExpression':
      return node.elements.flatMap(objectsIn);
    case 'ConditionalExpression':
      return [...objectsIn(node.consequent), ...objectsIn(node.alternate)];
    case 'LogicalExpression':
      return [...objectsIn(node.left), ...objectsIn(node.right)];
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return objectsIn(node.expression);
    case 'SpreadElement':
      return objectsIn(node.argument);
    case 'CallExpression':
      return node.callee.property?.name === 'map' ? objectsIn(node.arguments[0]) : [];
    case 'ArrowFunctionExpression':
      return node.expression ? objectsIn(node.body.body?.[0]?.expression ?? node.body) : [];
    default:
      return [];
  }
}

/** Models that the data of a write to `model` writes through its relations. */
function nestedWrites(models, model, data) {
  return objectsIn(data).flatMap((object) =>
    propertiesOf(object).flatMap((property) => {
      const field = model.fields.get(keyOf(property));
      const other = field && models.get(field.type);
      if (!other || property.value.type !== 'ObjectExpression') return [];
      return propertiesOf(property.value).flatMap((act) => {
        const name = keyOf(act);
        if (LINKS.test(name)) return field.holdsKey ? [] : [{ model: other.name, start: act.start }];
        if (!NESTED.test(name)) return [];
        const deeper = objectsIn(act.value).flatMap((inner) => [
          ...nestedWrites(models, other, inner),
          ...['data', 'create', 'update'].flatMap((part) =>
            nestedWrites(models, other, valueOf(inner, part)),
          ),
        ]);
        return [{ model: other.name, start: act.start }, ...deeper];
      });
    }),
  );
}

function clientCall(models, byDelegate, { callee, arguments: [given] }) {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'MemberExpression') return [];
  const act = callee.property.name ?? '';
  const model = byDelegate.get(callee.object.property.name);
  const writes = WRITES.test(act);
  if (model === undefined || (!writes && !READS.test(act))) return [];
  const of = callee.object.object;
  if (of.type === 'ThisExpression' || NO_CLIENT.test(of.name ?? of.property?.name ?? '')) return [];
  const start = callee.property.start;
  if (!writes) return [{ act: 'read', model: model.name, start }];
  const nested = objectsIn(given).flatMap((object) =>
    ['data', 'create', 'update'].flatMap((part) => nestedWrites(models, model, valueOf(object, part))),
  );
  return [{ model: model.name, start }, ...nested].map((each) => ({ act: 'write', ...each }));
}

function bulkCall(models, { callee, arguments: given }) {
  if (!BULK_WRITERS.includes(callee.name)) return [];
  return given.flatMap(objectsIn).flatMap((object) => {
    const table = valueOf(object, 'table');
    if (table === undefined) return [];
    const model = table.type === 'Literal' && models.has(table.value) ? table.value : null;
    return [{ act: 'write', model, start: table.start }];
  });
}

const LOCK = /SELECT 1 FROM "\w+"[^"]*(?:"\w+"[^"]*)*? FOR (?:NO KEY )?UPDATE/g;
const SQL = /\b(INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN)\s+"(\w*)("|$)/g;

/** A text of SQL without what stands in parentheses, as the queries that a column is made of. */
function outermost(text) {
  const without = text.replaceAll(/\([^()]*\)/g, ' ');
  return without === text ? text : outermost(without);
}

/**
 * Tables that a text of SQL names; a table that isn't said in it is null. `first` is the one that it starts from: the
 * next where that is the unit, which every table hangs on and which a query needs that is to answer for what isn't there.
 */
function tablesIn(models, text, start) {
  const found = [...text.replaceAll(LOCK, '').matchAll(SQL)].flatMap(([, act, table, end]) => {
    const writes = act !== 'FROM' && act !== 'JOIN';
    if (end !== '"') return [{ act: writes ? 'write' : 'read', model: null, start }];
    return models.has(table) ? [{ act: writes ? 'write' : 'read', model: table, start }] : [];
  });
  const told = [...outermost(text).matchAll(SQL)].flatMap(([, , table]) =>
    models.has(table) ? [table] : [],
  );
  const first = told.find((table) => table !== 'Unit') ?? told[0] ?? found[0]?.model;
  return found.map((each) => ({ ...each, first }));
}

/**
 * What reads or writes tables: calls of the client's methods with what they write through relations, the bulk helpers,
 * and SQL in texts. `collect(node)` gives for each `{act: 'read' | 'write', model, start}`, `model` null where the
 * table isn't told, and in SQL the table that the text starts from as `first`.
 */
export function touchReader(models) {
  const byDelegate = new Map([...models.values()].map((model) => [delegateOf(model.name), model]));
  return (node) => {
    if (node.type === 'CallExpression')
      return [...clientCall(models, byDelegate, node), ...bulkCall(models, node)];
    if (node.type === 'TemplateLiteral')
      return tablesIn(models, node.quasis.map(({ value }) => value.cooked).join('?'), node.start);
    if (node.type === 'Literal' && typeof node.value === 'string')
      return tablesIn(models, node.value, node.start);
    return [];
  };
}
