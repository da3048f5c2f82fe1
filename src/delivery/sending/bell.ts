import type { Wait } from '../../telegram/retry.js';

/** Rouses whoever waits for something to happen. */
export type Bell = {
  /** Resolves when it rings next; whoever asks later takes the place of whoever asked before. */
  readonly next: () => Promise<void>;
  readonly ring: () => void;
};

export function createBell(): Bell {
  let rouse = () => {};
  return {
    next: () =>
      new Promise((resolve) => {
        rouse = resolve;
      }),
    ring: () => rouse(),
  };
}

/** Until `roused`, or for `forMs` at most if given. */
export async function pause(roused: Promise<void>, wait: Wait, forMs: number | undefined): Promise<void> {
  const over = new AbortController();
  const timer = forMs === undefined ? [] : [wait(Math.max(0, forMs), over.signal)];
  await Promise.race([roused, ...timer]);
  over.abort();
}
