/** So many go into one statement; it may hold two such lists and some values besides, and SQLite takes 999. */
const AT_ONCE = 400;

/** Lists that stay short whatever the years bring, each with why. */
const SHORT = {
  chunk: 'one of the chunks that a longer list was cut into',
  agencies: 'those that one person has a post of, or that have a part in one visit',
  codes: 'those that are drawn for one sheet',
  configured: 'those that the configuration names',
  kinds: 'words of the program itself',
  months: 'those that are closed or asked about at once',
  people: 'those who are told of one thing, or train one programme',
  records: 'those that were merged into one person',
  sending: 'what one process has in hand, which delivery holds to its pace',
  shown: 'what is shown on one page',
  words: 'those of a name that somebody typed',
} as const;

/**
 * A list that goes into a statement whole, since it is one of those that stay short.
 *
 * @throws {RangeError} where it is not: then it has to be joined with, or go in {@link chunks}.
 */
export function few<T>(what: keyof typeof SHORT, list: Iterable<T>): T[] {
  const all = [...list];
  if (all.length <= AT_ONCE) return all;
  throw new RangeError(`${all.length} ${what} for one statement, where there should be few: ${SHORT[what]}`);
}

/** A list that grows, cut into what one statement can hold: `for (const some of chunks(ids)) …`. */
export function* chunks<T>(list: Iterable<T>): Generator<T[], void> {
  const all = [...list];
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}

/** Reads by a list that grows, chunk by chunk; all that was found, in the order of the chunks. */
export async function inChunks<T, R>(
  list: Iterable<T>,
  read: (some: T[]) => PromiseLike<readonly R[]>,
): Promise<R[]> {
  const found: R[] = [];
  for (const some of chunks(list)) found.push(...(await read(some)));
  return found;
}
