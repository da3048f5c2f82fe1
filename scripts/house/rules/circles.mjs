import { placeOf } from '../reading/places.mjs';

/** From feature to feature: `edges.get('visits').get('followups')` lists the imports that make the way. */
function featureGraph(code) {
  const edges = new Map();
  for (const { path, imports } of code) {
    const { noun } = placeOf(path);
    if (!noun) continue;
    if (!edges.has(noun)) edges.set(noun, new Map());
    for (const { to, names, line } of imports) {
      const other = to === null ? null : placeOf(to).noun;
      if (!other || other === noun) continue;
      const ways = edges.get(noun);
      if (!ways.has(other)) ways.set(other, []);
      ways.get(other).push({ path, line, to, names });
    }
  }
  return edges;
}

/** Strongly connected components of more than one node (Tarjan), each sorted by name. */
function components(edges) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const found = [];
  const enter = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of edges.get(node)?.keys() ?? []) {
      if (!index.has(next)) {
        enter(next);
        low.set(node, Math.min(low.get(node), low.get(next)));
      } else if (stack.includes(next)) low.set(node, Math.min(low.get(node), index.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const members = stack.splice(stack.indexOf(node));
    if (members.length > 1) found.push(members.toSorted((a, b) => (a < b ? -1 : 1)));
  };
  for (const node of edges.keys()) if (!index.has(node)) enter(node);
  return found;
}

function wayBack(edges, start) {
  const before = new Map();
  const queue = [start];
  for (const node of queue) {
    for (const next of edges.get(node)?.keys() ?? []) {
      if (next === start) {
        const way = [node];
        while (way[0] !== start) way.unshift(before.get(way[0]));
        return way;
      }
      if (before.has(next)) continue;
      before.set(next, node);
      queue.push(next);
    }
  }
  return null;
}

/** The shortest circle among the members of a component, as nodes in order; the first follows the last again. */
function shortestCircle(edges, members) {
  const ways = members.map((member) => wayBack(edges, member)).filter((way) => way !== null);
  return ways.toSorted((a, b) => a.length - b.length)[0];
}

const SHOWN = 3;
const said = (names) => (names.length === 0 ? ['all'] : names);
const countNames = (ways) =>
  new Set(ways.flatMap(({ to, names }) => said(names).map((name) => `${to} ${name}`))).size;

function step(edges, from, to) {
  const ways = edges.get(from).get(to);
  const lines = ways
    .slice(0, SHOWN)
    .map(
      ({ path, line, names, to: file }) => `    ${path}:${line} takes ${said(names).join(', ')} of ${file}`,
    );
  const more = ways.length > SHOWN ? [`    and ${ways.length - SHOWN} more`] : [];
  const sum = countNames(ways);
  return [`  ${from} → ${to}, ${sum} ${sum === 1 ? 'name' : 'names'}:`, ...lines, ...more];
}

/** The circles between features: each a list of features of which every one leads to every other. */
export const knots = (code) => components(featureGraph(code));

/** Features form a graph without circles, types included. */
export function circles({ code }) {
  const edges = featureGraph(code);
  return components(edges).map((members) => {
    const circle = shortestCircle(edges, members);
    const steps = circle.map((from, at) => [from, circle[(at + 1) % circle.length]]);
    const [from, to] = steps.toSorted(
      ([a, b], [c, d]) => countNames(edges.get(a).get(b)) - countNames(edges.get(c).get(d)),
    )[0];
    const inside = members.flatMap((member) =>
      [...edges.get(member)]
        .filter(([other]) => members.includes(other))
        .map(([other, ways]) => `${member} → ${other} (${ways.length})`),
    );
    const all = members.length > circle.length ? [`  all ways among them: ${inside.join(', ')}`] : [];
    const sentence = [
      `${members.join(', ')} import each other in a circle: what ${from} takes of ${to} belongs further down (a room below features, or a feature that both import), is handed in by src/features.ts as a port, or is an event that src/features.ts wires (onDaysChanged, onRecorded).`,
      ...steps.flatMap(([a, b]) => step(edges, a, b)),
      ...all,
    ].join('\n');
    return {
      rule: 'circles',
      path: edges.get(from).get(to)[0].path,
      line: edges.get(from).get(to)[0].line,
      sentence,
    };
  });
}
