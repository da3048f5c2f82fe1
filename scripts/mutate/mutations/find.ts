import type { Node, Program } from 'oxc-parser';
import { type Change, collapsed, type Mutation, mutated } from './mutation.js';
import { OPERATORS, type Place } from './operators.js';
import {
  conditionObjects,
  directionTurned,
  fieldsOut,
  functionsInWheres,
  keysTurned,
  settingsOut,
  valuesInWheres,
} from './queries.js';
import { sqlChanges } from './sql.js';
import { blocks, children, keyOf, parsed, propertiesOf } from './syntax.js';

export type Source = { readonly file: string; readonly text: string };

type Parsed = Source & { readonly program: Program };

type Found = Change & { readonly within: string; readonly block: number | undefined };

/** All mutations of some files, in the order of the files and their text. */
export function mutationsOf(sources: readonly Source[]): Mutation[] {
  const files = sources.map((source): Parsed => ({ ...source, program: parsed(source.file, source.text) }));
  const functions = new Set(files.flatMap(({ program }) => functionsInWheres(program)));
  return files.flatMap((file) => named(file, found(file, functions)));
}

function found(file: Parsed, functions: ReadonlySet<string>): Found[] {
  const { program, text } = file;
  const names = { values: new Set(valuesInWheres(program)), functions };
  const conditions = conditionObjects(program, names, text);
  const numbers = new Map(blocks(program).map((block, number) => [block, number]));

  function visit(node: Node, around: readonly Node[], within: string, outer: number | undefined): Found[] {
    const block = numbers.get(node) ?? outer;
    const inside = [within, nameOf(node, around)].filter((name) => name !== '').join('.');
    const here = changesAt(node, { text, around }, conditions);
    return [
      ...here.map((change) => ({ ...change, within: inside, block })),
      ...children(node).flatMap((child) => visit(child, [...around, node], inside, block)),
    ];
  }
  return unlike(visit(program, [], '', undefined));
}

function changesAt(node: Node, place: Place, conditions: ReadonlySet<Node>): Change[] {
  const { text, around } = place;
  const changes = OPERATORS.flatMap((operator) => operator(node, place));
  const settings = propertiesOf(node).flatMap((property) => settingsOut(property, text));
  const written = [...changes, ...settings, ...directionTurned(node), ...sqlAt(node, place)];
  if (!conditions.has(node)) return written;
  const turned = propertiesOf(node).flatMap((property) => keysTurned(property));
  const isList = node.type === 'ObjectExpression' || node.type === 'ArrayExpression';
  return [...written, ...turned, ...(isList ? fieldsOut(node, around, text) : [])];
}

/** SQL stands in `$queryRaw` and `sql` templates, and in texts that are handed on as a `where`. */
function sqlAt(node: Node, { text, around }: Place): Change[] {
  if (node.type === 'TaggedTemplateExpression') {
    const tag = text.slice(node.tag.start, node.tag.end);
    return /(queryRaw|executeRaw|sql)\w*(<[^`]*>)?$/i.test(tag)
      ? sqlChanges(masked(node.quasi, text), node.quasi.start)
      : [];
  }
  const parent = around.at(-1);
  if (parent?.type !== 'Property' || keyOf(parent) !== 'where' || node.type !== 'Literal') return [];
  return typeof node.value === 'string' ? sqlChanges(masked(node, text), node.start) : [];
}

/** The text between the quotes, without what is filled in: each of its signs is a letter, each quote a blank. */
function masked(node: Node, text: string): string {
  const inner = text.slice(node.start + 1, node.end - 1);
  if (node.type !== 'TemplateLiteral') return ` ${inner} `;
  const filled = node.expressions.map(({ start, end }) => ({
    // With the sign and the braces around it.
    start: text.lastIndexOf('${', start) - node.start - 1,
    end: text.indexOf('}', end) - node.start,
  }));
  const letters = filled.reduce(
    (all, { start, end }) => all.slice(0, start) + 'x'.repeat(end - start) + all.slice(end),
    inner,
  );
  return ` ${letters} `;
}

function nameOf(node: Node, around: readonly Node[]): string {
  if (node.type === 'FunctionDeclaration') return node.id?.name ?? '';
  const parent = around.at(-1);
  const isFunction = node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
  if (!isFunction || !parent) return '';
  if (parent.type === 'Property') return keyOf(parent) ?? '';
  return parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : '';
}

/** A change that two operators make counts once. */
function unlike(changes: readonly Found[]): Found[] {
  const seen = new Map(changes.map((change) => [`${change.start} ${change.end} ${change.becomes}`, change]));
  return [...seen.values()];
}

/** Whether a file with the mutation in it still is a program: what is not is no mutation at all. */
export function isProgram({ file, text }: Source, change: Change): boolean {
  try {
    parsed(file, mutated(text, change));
    return true;
  } catch {
    return false;
  }
}

function named({ file, text }: Source, changes: readonly Found[]): Mutation[] {
  const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
  const lineAt = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1;
  const counts = new Map<string, number>();
  return changes
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map((change) => {
      const was = collapsed(text.slice(change.start, change.end));
      const words = JSON.stringify([change.within, change.kind, was, collapsed(change.becomes)]);
      const nth = counts.get(words) ?? 0;
      counts.set(words, nth + 1);
      const lines = {
        firstLine: lineAt(change.start),
        lastLine: lineAt(Math.max(change.start, change.end - 1)),
      };
      return { ...change, ...lines, file, was, nth };
    });
}
