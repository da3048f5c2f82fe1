// A thread of its own: ends the process when its main thread has given no sign for too long.
import { workerData } from 'node:worker_threads';

/** @type {{ beats: Int32Array, heldMs: number }} */
const { beats, heldMs } = workerData;
let [last, since] = [0, Date.now()];

setInterval(
  () => {
    const beat = Atomics.load(beats, 0);
    if (beat !== last) [last, since] = [beat, Date.now()];
    if (Date.now() - since > heldMs) process.kill(process.pid, 'SIGKILL');
  },
  Math.min(1000, heldMs),
);
