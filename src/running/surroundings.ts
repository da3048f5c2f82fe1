import type { Config } from '../config/config.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';

/** What the program is made from, and what is to be closed at its end, the last first. */
export type Surroundings = {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
  readonly closers: (() => Promise<void>)[];
  /** Settles `App.ended`. */
  readonly settle: { readonly resolve: () => void; readonly reject: (reason: unknown) => void };
};
