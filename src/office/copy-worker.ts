// The thread in which a running program copies its SQLite database: looking a copy through takes seconds.
import { parentPort, workerData } from 'node:worker_threads';
import { backUp } from './backup.js';
import { faultOf } from './faults.js';
import type { CopyJob, CopySaid } from './make.js';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only make.ts starts this
const { source, shelf, now } = workerData as CopyJob;

const said: CopySaid = await backUp(source, shelf, now).then(
  (backup) => ({ ok: true as const, backup }),
  (error: unknown) => ({
    ok: false as const,
    fault: faultOf(error),
    detail: error instanceof Error ? error.message : String(error),
  }),
);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
parentPort?.postMessage(said);
