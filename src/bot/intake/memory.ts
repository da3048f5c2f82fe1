/** Remembers the latest numbers that it is told, exactly. */
export interface Memory {
  readonly has: (updateId: number) => boolean;
  readonly add: (updateId: number) => void;
}

/** @param size Far more than Telegram could give twice: it repeats at most what was never confirmed. */
export function createMemory(size = 10_000): Memory {
  const known = new Set<number>();
  return {
    has: (updateId) => known.has(updateId),
    add: (updateId) => {
      known.add(updateId);
      if (known.size <= size) return;
      // A set keeps the order of insertion: the first is the oldest.
      const [oldest] = known;
      if (oldest !== undefined) known.delete(oldest);
    },
  };
}
