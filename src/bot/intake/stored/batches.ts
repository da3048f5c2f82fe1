type Waiting<T> = {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
};

/** Does work for one thing at a time as for many: what comes while it is under way is done by the next, at most `size`. */
export function inBatches<T>(
  size: number,
  work: (items: readonly T[]) => Promise<void>,
): (item: T) => Promise<void> {
  const queue: Waiting<T>[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, size);
      try {
        await work(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!running) void run();
    });
}
