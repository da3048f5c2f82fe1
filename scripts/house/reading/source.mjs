import { parseSync } from 'oxc-parser';

/** Calls `visit(node, parents)` for each node of a tree, from the outside in; `parents` ends with the nearest. */
export function walk(node, visit, parents = []) {
  visit(node, parents);
  parents.push(node);
  for (const key in node) {
    const value = node[key];
    if (value === null || typeof value !== 'object') continue;
    if (Array.isArray(value)) {
      for (const item of value)
        if (item !== null && typeof item?.type === 'string') walk(item, visit, parents);
    } else if (typeof value.type === 'string') walk(value, visit, parents);
  }
  parents.pop();
}

/** From offset to line, both as people count: the first is 1. */
export function lineCounter(text) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** @throws where the file is no valid code, naming it. */
export function parseSource(path, text) {
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} can't be read: ${errors[0].message}`);
  return { program, module, comments, lineOf: lineCounter(text) };
}
