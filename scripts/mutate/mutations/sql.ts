import type { Change } from './mutation.js';

type Word = { readonly word: string; readonly start: number; readonly end: number; readonly depth: number };

/** Words that end a condition that stands before them on the same depth. */
const ENDS: ReadonlySet<string> = new Set(
  (
    'AND OR ORDER GROUP LIMIT OFFSET LEFT INNER CROSS JOIN WHERE UNION HAVING RETURNING FOR THEN ELSE END WHEN ' +
    'SET ON FROM SELECT'
  ).split(' '),
);
const TURNED: Readonly<Record<string, string>> = { '=': '<>', '<>': '=' };
const MOVED: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };

function words(masked: string): Word[] {
  let depth = 0;
  const found: Word[] = [];
  for (const { 0: word, index: start } of masked.matchAll(/\w+|"[^"]*"|'[^']*'|[<>]=|<>|[<>=()]/g)) {
    if (word === ')') depth -= 1;
    found.push({ word, start, end: start + word.length, depth });
    if (word === '(') depth += 1;
  }
  return found;
}

/** Where the condition ends that begins with a word: before the next clause, or where its parentheses close. */
function endOf(all: readonly Word[], from: number, length: number): number {
  const { depth = 0 } = all[from] ?? {};
  let between = false;
  for (const { word, start, depth: at } of all.slice(from)) {
    const inside = at > depth;
    if (at < depth || (!inside && ENDS.has(word) && !(between && word === 'AND'))) return start;
    if (!inside && (word === 'BETWEEN' || word === 'AND')) between = word === 'BETWEEN';
  }
  return length;
}

function trimmedEnd(masked: string, start: number, end: number): number {
  return start + masked.slice(start, end).trimEnd().length;
}

function isBetween(all: readonly Word[], index: number): boolean {
  const depth = all[index]?.depth;
  const before = all
    .slice(0, index)
    .findLast((at) => at.depth === depth && (at.word === 'BETWEEN' || ENDS.has(at.word)));
  return before?.word === 'BETWEEN';
}

/**
 * The mutations of a piece of SQL: a condition taken out, a comparison turned, a boundary moved, an order removed.
 *
 * @param masked the SQL as it stands in the source, with a letter for each sign of what is filled in, so that offsets agree
 * @param offset where it begins in the source
 */
export function sqlChanges(masked: string, offset: number): Change[] {
  const all = words(masked);
  return all.flatMap(({ word, start, end }, index): Change[] => {
    const at = { start: offset + start, end: offset + end };
    const turned = TURNED[word];
    if (turned !== undefined && inCondition(all, index))
      return [{ kind: 'comparison', ...at, becomes: turned }];
    const moved = MOVED[word];
    if (moved !== undefined) return [{ kind: 'boundary', ...at, becomes: moved }];
    if (word === 'ASC' || word === 'DESC')
      return [{ kind: 'order', ...at, becomes: word === 'ASC' ? 'DESC' : 'ASC' }];
    const next = all[index + 1];
    if (!next) return [];
    if (word === 'IS') {
      const nots = next.word === 'NOT';
      return [
        { kind: 'comparison', ...at, end: offset + (nots ? next.end : end), becomes: nots ? 'IS' : 'IS NOT' },
      ];
    }
    if (word === 'ORDER' && next.word === 'BY') {
      const until = trimmedEnd(masked, start, endOf(all, index + 2, masked.length));
      return [{ kind: 'order', start: at.start, end: offset + until, becomes: '' }];
    }
    const until = trimmedEnd(masked, start, endOf(all, index + 1, masked.length));
    if (word === 'AND' && !isBetween(all, index))
      return [{ kind: 'where', start: at.start, end: offset + until, becomes: '' }];
    return word === 'WHERE' ? [{ kind: 'where', start: at.end, end: offset + until, becomes: ' 1 = 1' }] : [];
  });
}

/** Not the `=` of an assignment in `SET`. */
function inCondition(all: readonly Word[], index: number): boolean {
  const depth = all[index]?.depth ?? 0;
  const opens = new Set(['SET', 'WHERE', 'ON', 'HAVING', 'WHEN', 'AND', 'OR']);
  return all.slice(0, index).findLast((at) => at.depth <= depth && opens.has(at.word))?.word !== 'SET';
}
