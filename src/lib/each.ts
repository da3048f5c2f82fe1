/**
 * Does something for each thing of a list, one after the other; where it fails for one, the others are done all the
 * same.
 *
 * @throws {AggregateError} at the end, of all that failed.
 */
export async function forEachAlone<T>(list: Iterable<T>, work: (one: T) => Promise<unknown>): Promise<void> {
  const errors: unknown[] = [];
  for (const one of list) {
    try {
      await work(one);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} of them failed`);
}
