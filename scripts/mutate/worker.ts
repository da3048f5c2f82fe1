// Runs before each test file: notes which blocks of the sources each test runs, and ends a process that hangs.
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach } from 'vitest';
import type { Ran } from './probes.js';

type Noted = Map<string, Set<number>>;

/** A test that holds the event loop longer than this has met an endless loop: nothing else can stop it. */
const HELD_MS = 120_000;

declare module 'vitest' {
  interface TaskMeta {
    /** What the test ran, and what its file ran for all of them before the first. */
    ran?: Ran;
  }
}

const before: Noted = new Map();
let noted = before;

Object.defineProperty(globalThis, '__ran', {
  value: (file: string, block: number) => {
    const blocks = noted.get(file);
    if (blocks) blocks.add(block);
    else noted.set(file, new Set([block]));
  },
});

const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

new Worker(new URL('watchdog.mjs', import.meta.url), { workerData: { beats, heldMs: HELD_MS } }).unref();

beforeEach(() => {
  Atomics.add(beats, 0, 1);
  noted = new Map();
});

afterEach(({ task }) => {
  Atomics.add(beats, 0, 1);
  const ran: Record<string, readonly number[]> = {};
  for (const file of new Set([...before.keys(), ...noted.keys()]))
    ran[file] = [...new Set([...(before.get(file) ?? []), ...(noted.get(file) ?? [])])];
  task.meta.ran = ran;
});
