import MagicString from 'magic-string';
import { blocks, parsed } from './mutations/syntax.js';

/** The blocks that ran, by file, as `blocks` numbers them. */
export type Ran = Readonly<Record<string, readonly number[]>>;

/** A source that says of each of its blocks that it runs. Lines stay where they are. */
export function probed(file: string, text: string): string {
  const changed = new MagicString(text);
  for (const [number, { type, start, end }] of blocks(parsed(file, text)).entries()) {
    const says = `globalThis.__ran?.(${JSON.stringify(file)},${number})`;
    if (type === 'BlockStatement') {
      changed.appendRight(start + 1, `${says};`);
    } else {
      changed.appendRight(start, `(${says},`);
      changed.appendLeft(end, ')');
    }
  }
  return changed.toString();
}
