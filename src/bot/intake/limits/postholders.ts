import type { Logger } from '../../../lib/logger.js';
import type { Wait } from '../../../telegram/retry.js';

/** Who holds a post, kept in memory. */
export interface Postholders {
  /** What was last read; undefined before the first time. */
  readonly known: () => ReadonlySet<number> | undefined;
  /** Reads them again, after this call began; whoever asks meanwhile shares it. Resolves also when that failed. */
  readonly refresh: () => Promise<void>;
}

/** So often at most, however many ask. */
const PAUSE_MS = 50;

/** @param deps.read the Telegram ids of everybody with a post, in whatever unit */
export function createPostholders(deps: {
  readonly read: () => Promise<ReadonlySet<number>>;
  readonly logger: Logger;
  readonly wait: Wait;
}): Postholders {
  const { read, logger, wait } = deps;
  let known: ReadonlySet<number> | undefined;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  async function load(): Promise<void> {
    try {
      known = await read();
    } catch (err) {
      logger.warn({ err }, 'who holds a post could not be read');
    }
  }

  return {
    known: () => known,
    refresh: () => {
      next ??= current.then(() => {
        next = undefined;
        const loaded = load();
        current = loaded.then(() => wait(PAUSE_MS));
        return loaded;
      });
      return next;
    },
  };
}
