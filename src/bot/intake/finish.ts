import type { Update } from 'grammy/types';
import type { Logger } from '../../lib/logger.js';
import { backoffMs, realWait, type Wait } from '../../telegram/retry.js';
import type { Ending } from './handling.js';
import type { Kept, UpdateStore } from './stored/store.js';

/** What becomes of the rows of updates. `set-aside` also of those that had none before. */
export type StoredNews = 'stored' | 'handled' | 'set-aside';

export interface FinishOptions {
  readonly store: UpdateStore;
  readonly logger: Logger;
  readonly wait?: Wait;
  /** Why an update that failed for good is set aside, as a code; undefined where the program is not at fault. */
  readonly causeOf: (error: unknown) => string | undefined;
  /** Told of each that is set aside. */
  readonly onSetAside?: (kept: Kept, cause: string) => void;
  readonly onStored?: (news: StoredNews) => void;
}

/** One that was taken up so often from the database ends the program each time. */
const mostTries = 10;

type Taken = Kept & {
  readonly tries: number | undefined;
  /** While it is being stored. */
  readonly keeping: Promise<void> | undefined;
  readonly stored: boolean;
};

/** Writes until it works; `false` when the signal fired first. */
async function written(
  { logger, wait = realWait }: FinishOptions,
  updateId: number,
  signal: AbortSignal,
  write: () => Promise<void>,
): Promise<boolean> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      await write();
      return true;
    } catch (err) {
      logger.warn({ err, update: updateId }, 'what became of an update could not be noted; trying again');
      await wait(backoffMs(attempt, 300, 5_000), signal);
    }
  }
  return false;
}

/** Why it is not to be taken up any more; undefined: it is. */
function lostCause({ update, tries = 0 }: Taken): string | undefined {
  if (!update) return 'sealed-otherwise';
  return tries >= mostTries ? 'ends-the-program' : undefined;
}

/**
 * Handles an update and sees to its row: taken off when it is handled, set aside when it failed for good. `false`:
 * the program stops first.
 */
export async function finish(
  options: FinishOptions,
  job: Taken,
  signal: AbortSignal,
  settle: (update: Update) => Promise<Ending>,
): Promise<boolean> {
  const { store, causeOf, onSetAside, onStored } = options;
  const { updateId, update, tries } = job;
  const note = (write: () => Promise<void>) => written(options, updateId, signal, write);

  async function setAside(cause: string): Promise<boolean> {
    if (!(await note(() => store.setAside(job, cause)))) return false;
    onStored?.('set-aside');
    onSetAside?.(job, cause);
    return true;
  }

  const lost = lostCause(job);
  if (lost !== undefined || !update) return setAside(lost ?? '');
  if (tries !== undefined && !(await note(() => store.takeUp(updateId)))) return false;
  const ending = await settle(update);
  if (ending.kind === 'left') return false;
  // A row on its way would come after it was taken off.
  await job.keeping;
  const cause = ending.kind === 'given-up' ? causeOf(ending.error) : undefined;
  if (cause !== undefined) return setAside(cause);
  if (!job.stored) return true;
  if (!(await note(() => store.remove(updateId)))) return false;
  onStored?.('handled');
  return true;
}
