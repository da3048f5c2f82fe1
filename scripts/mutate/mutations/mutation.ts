import { createHash } from 'node:crypto';

/** What a mutation does, as the report names it. */
export const KINDS = {
  comparison: 'a comparison turned',
  boundary: 'a boundary moved',
  logic: '|| for &&, or the other way round',
  condition: 'a condition dropped or negated',
  choice: 'one branch of a choice for both',
  where: 'a field taken out of a where',
  order: 'an order removed or turned',
  page: 'a page or span not cut',
  arithmetic: 'plus for minus and the like',
  filter: 'a filter dropped, or some for every',
  statement: 'a statement dropped',
  literal: 'true for false, or the other way round',
} as const;

export type Kind = keyof typeof KINDS;

/** A small change of a source's text: what stands from `start` to `end` (UTF-16 offsets) gives way to `becomes`. */
export type Change = {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly becomes: string;
};

/** A change with all that is needed to find, name and try it. */
export type Mutation = Change & {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  /** Lines of the text that gives way, from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** The text that gives way, its white space collapsed. */
  readonly was: string;
  /** Names of the functions around it, outermost first: `createService.save`; empty at the top of the file. */
  readonly within: string;
  /** Which of several that are the same in all the above, from 0. */
  readonly nth: number;
  /** The innermost block that holds it, as `blocks` numbers them; undefined at the top of the file. */
  readonly block: number | undefined;
};

/** One line of white space at most: what a mutation is shown and recognised by. */
export function collapsed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The file's text with the mutation in it. */
export function mutated(text: string, { start, end, becomes }: Change): string {
  return text.slice(0, start) + becomes + text.slice(end);
}

/**
 * The mutations in an order that depends on the seed and on each mutation's own words, not on lines or folders: a sample
 * stays nearly the same while the code around it moves.
 */
export function shuffled(mutations: readonly Mutation[], seed: number): Mutation[] {
  return mutations
    .map((mutation) => {
      const { kind, was, becomes, within, nth } = mutation;
      const words = JSON.stringify([seed, kind, was, collapsed(becomes), within, nth]);
      return { mutation, rank: createHash('sha256').update(words).digest('hex') + mutation.file };
    })
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ mutation }) => mutation);
}
