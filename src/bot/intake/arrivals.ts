/** Which updates have come, to tell whether lower numbers may still follow. */
export interface Arrivals {
  readonly note: (updateId: number) => void;
  /** Whether an update with a lower number may still come: one is missing that has had no time to. */
  readonly mayBePreceded: (updateId: number) => boolean;
}

/**
 * A webhook is called for several updates side by side: they come out of order, by no more than a moment.
 *
 * @param windowMs How long after a number lower ones may come. 0: they come in order.
 * @param now Milliseconds that never go back.
 */
export function createArrivals(windowMs: number, now = () => performance.now()): Arrivals {
  /** Those that came within the window, oldest first. */
  const recent = new Map<number, number>();
  /** Whatever is below it has come, or had its time. */
  let floor = Number.NEGATIVE_INFINITY;

  function forgetOld(): void {
    for (const [updateId, at] of recent) {
      if (now() - at < windowMs) return;
      recent.delete(updateId);
      floor = Math.max(floor, updateId);
    }
  }

  return {
    note: (updateId) => {
      if (windowMs > 0) recent.set(updateId, now());
    },
    mayBePreceded: (updateId) => {
      if (windowMs === 0) return false;
      forgetOld();
      let known = 0;
      for (const other of recent.keys()) if (other > floor && other < updateId) known += 1;
      return known < updateId - floor - 1;
    },
  };
}
