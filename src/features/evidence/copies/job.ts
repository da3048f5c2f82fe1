import type { Db } from '../../../db/database.js';
import type { SealedFiles } from '../../../lib/shut/sealed-files.js';
import { DownloadError } from '../../../telegram/client.js';
import { afterFailure, type Failure, MOST_BYTES } from './rules.js';
import { claimCopy, dueCopies, settleCopy } from './store.js';

const AT_ONCE = 20;
/** A process that dies over a file leaves it for so long. */
const CLAIMED_MS = 10 * 60_000;

export type CopiesDeps = {
  readonly db: Db;
  readonly files: SealedFiles;
  /** See `FeatureDeps.download`. */
  readonly download: (fileId: string, maxBytes: number) => Promise<Uint8Array>;
};

function failureOf(error: unknown): Failure {
  if (!(error instanceof DownloadError)) return 'outage';
  if (error.reason === 'too-large') return 'large';
  return error.reason === 'unavailable' ? 'refused' : 'outage';
}

/** What a round came to: how many copies were made, and whether the way to Telegram is out. */
export type Fetched = { readonly made: number; readonly outage: boolean };

/**
 * Fetches what was sent and isn't copied yet, a file at a time, and keeps it encrypted beside the database. A file that
 * fails is tried again later; in an outage the others wait too. A full disk throws.
 */
export async function fetchCopies({ db, files, download }: CopiesDeps, now: Date): Promise<Fetched> {
  let made = 0;
  for (const due of await dueCopies(db.read, now, AT_ONCE)) {
    const until = new Date(now.getTime() + CLAIMED_MS);
    if (!(await db.writeOne((client) => claimCopy(client, due, until)))) continue;
    let bytes: Uint8Array;
    try {
      bytes = await download(due.fileId, MOST_BYTES);
    } catch (error) {
      const failure = failureOf(error);
      const next = afterFailure(failure, due.tries + 1, now);
      await db.writeOne((client) => settleCopy(client, due.id, next));
      if (failure === 'outage') return { made, outage: true };
      continue;
    }
    const copy = await files.put(bytes);
    await db.writeOne((client) => settleCopy(client, due.id, { copy }));
    made += 1;
  }
  return { made, outage: false };
}
