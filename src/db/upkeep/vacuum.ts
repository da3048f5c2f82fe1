import BetterSqlite3 from 'better-sqlite3';

/** What a night's upkeep came to; `vacuumed`: the file was written anew without what was deleted. */
export type Tidied = { readonly freeShare: number; readonly vacuumed: boolean; readonly ms: number };

/** From which share of empty pages on a large file is written anew. */
const MUCH = 0.2;
/** Up to how many bytes it is written anew whatever is in it. */
const SMALL = 64 * 1024 * 1024;

/**
 * Takes what was deleted out of an SQLite file and out of the log beside it. Overwriting at deletion need not reach
 * what SQLite left when it moved rows between pages before, so the file is written anew: a large one only where a fifth of it is empty, or `whole`
 * says so. That blocks the process, for some 20 to 30 ms a megabyte. Let nobody write meanwhile. While somebody else
 * reads, the log stays.
 */
export function vacuum(path: string, whole: boolean, small = SMALL): Tidied {
  const started = performance.now();
  const file = new BetterSqlite3(path, { fileMustExist: true, timeout: 0 });
  try {
    const pages = (name: string) => Number(file.pragma(name, { simple: true }));
    const freeShare = pages('freelist_count') / Math.max(pages('page_count'), 1);
    const bytes = pages('page_count') * pages('page_size');
    const vacuumed = whole || bytes <= small || freeShare > MUCH;
    if (vacuumed) file.exec('VACUUM');
    file.pragma('wal_checkpoint(TRUNCATE)');
    return { freeShare, vacuumed, ms: Math.round(performance.now() - started) };
  } finally {
    file.close();
  }
}
