import MagicString from 'magic-string';
import { type Change, mutated } from './mutations/mutation.js';
import { blocks, parsed } from './mutations/syntax.js';

/** A mutation of a file, and the number that it goes by. */
export type Switch = {
  readonly number: number;
  readonly change: Change;
  /** The innermost block around it, as `blocks` numbers them. */
  readonly block: number;
};

/**
 * A source that holds many mutations, of which none or one is on: each of its blocks stands there once as it is, and
 * before that once for each mutation in it. Which of them runs is what `globalThis.__mutant` says of their numbers.
 */
export function switched(file: string, text: string, switches: readonly Switch[]): string {
  const source = new MagicString(text);
  // Inner blocks first: where two end in the same place, the inner one is closed before the other.
  for (const [number, { type, start, end }] of [...blocks(parsed(file, text)).entries()].toReversed()) {
    const inside = switches.filter(({ block }) => block === number);
    if (inside.length === 0) continue;
    const others = inside.map(({ number: mutant, change }) => {
      const moved = { ...change, start: change.start - start, end: change.end - start };
      return { asks: `globalThis.__mutant(${mutant})`, becomes: mutated(text.slice(start, end), moved) };
    });
    if (type === 'BlockStatement') {
      const chosen = others.map(({ asks, becomes }) => `if(${asks})${becomes}else `);
      source.appendRight(start, `{${chosen.join('')}`).appendLeft(end, '}');
    } else {
      const chosen = others.map(({ asks, becomes }) => `${asks}?(${becomes}):`);
      source.appendRight(start, `(${chosen.join('')}(`).appendLeft(end, '))');
    }
  }
  return source.toString();
}
