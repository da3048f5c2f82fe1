// A thread of its own: ends the process when its main thread has not said for too long that it goes on.
import { workerData } from 'node:worker_threads';

/** How long it may take, in milliseconds, and how often that has been said. */
const allowed = /** @type {Int32Array} */ (workerData);
let [last, since] = [0, performance.now()];

setInterval(() => {
  const said = Atomics.load(allowed, 1);
  if (said !== last) [last, since] = [said, performance.now()];
  if (performance.now() - since > Atomics.load(allowed, 0)) process.kill(process.pid, 'SIGKILL');
}, 100);
