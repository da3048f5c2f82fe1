/** Marks a place that no value can reach; the compiler objects when one can. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
