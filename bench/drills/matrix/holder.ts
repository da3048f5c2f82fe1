import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';

/** Another program that writes to SQLite files: `hold` keeps them locked, `busy` most of the time. */
export type HolderJob = { readonly files: readonly string[]; readonly how: 'hold' | 'busy' };

const BUSY_MS = 150;
const PAUSE_MS = 50;

/** In a thread of its own, since better-sqlite3 waits by blocking. */
function runHolder({ files, how }: HolderJob): void {
  const databases = files.map((file) => new BetterSqlite3(file, { timeout: 5_000 }));
  let timer: NodeJS.Timeout | undefined;
  const take = (): void => {
    for (const database of databases) database.exec('BEGIN IMMEDIATE');
    if (how === 'busy') timer = setTimeout(give, BUSY_MS);
  };
  function give(): void {
    for (const database of databases) if (database.inTransaction) database.exec('ROLLBACK');
    if (how === 'busy') timer = setTimeout(take, PAUSE_MS);
  }
  parentPort?.once('message', () => {
    clearTimeout(timer);
    for (const database of databases) database.close();
    parentPort?.close();
  });
  take();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage('held');
}

runHolder(workerData);
