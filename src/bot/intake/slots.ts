/** A fixed number of places to work in. */
export interface Slots {
  /** Runs the work when a place is free, first come first served; passes on its result or error. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

export function createSlots(count: number): Slots {
  const queue: (() => void)[] = [];
  let free = count;
  return {
    async run(work) {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return await work();
      } finally {
        // Handed to the next in line without becoming free, so that nobody slips in between.
        const next = queue.shift();
        if (next) next();
        else free++;
      }
    },
  };
}
