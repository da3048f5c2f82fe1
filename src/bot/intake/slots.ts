/** What takes longer waits for Telegram, and may do so beside the others. */
const holdMs = 200;

/** A number of places to work in. */
export interface Slots {
  /** Runs the work when a place is free, first come first served; passes on its result or error. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What takes longer than a moment gives its place to the next in line. */
export function createSlots(count: number): Slots {
  const queue: (() => void)[] = [];
  let free = count;

  function leave(): void {
    // Handed to the next in line without becoming free, so that nobody slips in between.
    const next = queue.shift();
    if (next) next();
    else free++;
  }

  return {
    async run(work) {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => queue.push(resolve));
      let inPlace = true;
      const leaveOnce = () => {
        if (inPlace) leave();
        inPlace = false;
      };
      const timer = setTimeout(leaveOnce, holdMs);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        leaveOnce();
      }
    },
  };
}
