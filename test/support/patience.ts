/** How long a test waits for what has to come, in milliseconds: as long as a very slow machine may take. */
export const PATIENCE_MS = 240_000;

/** The least processor time of this process that a few runs of some work took, in milliseconds: load beside it adds none. */
function processorMs(work: () => void, runs = 5): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    work();
    least = Math.min(least, process.cpuUsage(before).user / 1000);
  }
  return least;
}

/**
 * How many times longer some work takes with four times as much to do: about 4 where it grows with its size, 16 and more
 * where it grows with its square. `size` is to take some milliseconds at least.
 */
export function growth(size: number, work: (size: number) => void): number {
  const small = processorMs(() => work(size));
  const large = processorMs(() => work(4 * size));
  return large / Math.max(small, 1);
}
