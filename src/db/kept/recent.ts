/** Keeps what was last used of what can be made again from its name. */
export type Recent<T> = (name: string) => T;

/** @param most How many are kept; of more, the one longest unused is made anew. */
export function keepRecent<T>(most: number, make: (name: string) => T): Recent<T> {
  // A map keeps the order of insertion: the first is the one longest unused.
  const kept = new Map<string, T>();
  let last: { readonly name: string; readonly value: T } | undefined;
  return (name) => {
    if (last?.name === name) return last.value;
    const value = kept.get(name) ?? make(name);
    kept.delete(name);
    kept.set(name, value);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    last = { name, value };
    return value;
  };
}
