import { Worker } from 'node:worker_threads';

/** The mutants in the sources that a process has imported. */
export type Mutants = {
  /** The one that is on; undefined: the sources are as they are. */
  on: number | undefined;
  /** Those whose block has run. */
  reached: Set<number>;
  /** Lets the process be killed where this is not said again within so many milliseconds. */
  readonly allow: (ms: number) => void;
};

function make(): Mutants {
  const allowed = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const mutants: Mutants = {
    on: undefined,
    reached: new Set(),
    allow: (ms) => {
      Atomics.store(allowed, 0, ms);
      Atomics.add(allowed, 1, 1);
    },
  };
  Object.assign(globalThis, {
    __mutant: (number: number) => {
      mutants.reached.add(number);
      return number === mutants.on;
    },
  });
  mutants.allow(60_000);
  const watchdog = new URL('watchdog.mjs', import.meta.url);
  new Worker(watchdog, { workerData: allowed, execArgv: [] }).unref();
  return mutants;
}

declare global {
  // oxlint-disable-next-line no-var -- only a `var` is a property of globalThis
  var __mutants: Mutants | undefined;
}

/** Those of this process: sources stay imported from one test file to the next, what runs the files does not. */
export function mutantsHere(): Mutants {
  globalThis.__mutants ??= make();
  return globalThis.__mutants;
}
