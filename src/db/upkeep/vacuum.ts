import BetterSqlite3 from 'better-sqlite3';

/** What a night's upkeep came to; `vacuumed`: the file was written anew without what was deleted. */
export type Tidied = { readonly freeShare: number; readonly vacuumed: boolean; readonly ms: number };

/** From which share of empty pages on a file is written anew. */
const MUCH = 0.2;

/**
 * Takes what was deleted out of an SQLite file and out of the log beside it. The file is written anew only where a
 * fifth of it is empty, or `whole` says so: that blocks the process, for some 20 ms a megabyte. Let nobody write
 * meanwhile. While somebody else reads, the log stays.
 */
export function vacuum(path: string, whole: boolean): Tidied {
  const started = performance.now();
  const file = new BetterSqlite3(path, { fileMustExist: true, timeout: 0 });
  try {
    const pages = (name: string) => Number(file.pragma(name, { simple: true }));
    const freeShare = pages('freelist_count') / Math.max(pages('page_count'), 1);
    const vacuumed = whole || freeShare > MUCH;
    if (vacuumed) file.exec('VACUUM');
    file.pragma('wal_checkpoint(TRUNCATE)');
    return { freeShare, vacuumed, ms: Math.round(performance.now() - started) };
  } finally {
    file.close();
  }
}
