import type { Said } from '../../lib/said.js';

/**
 * Why the program doesn't begin to work on a database. `newer`: a later version made it; `foreign`: another program
 * did; `unfinished`: an older version's upgrade broke off; `failed`, `figures`, `backup`: this upgrade came to nothing,
 * and the database is as it was; `login`, `missing`: the server lets nobody in so; `writable`: what is to be read
 * only can be written to.
 */
export type RefusalReason =
  | 'newer'
  | 'foreign'
  | 'unfinished'
  | 'failed'
  | 'figures'
  | 'backup'
  | 'login'
  | 'missing'
  | 'writable';

/** Says in both languages what is wrong and what to do. Holds no password and nothing that somebody typed. */
export class DatabaseRefused extends Error {
  readonly reason: RefusalReason;
  readonly said: Said;

  constructor(reason: RefusalReason, said: Said, options?: ErrorOptions) {
    super(`${said.id}\n${said.en}`, options);
    this.name = 'DatabaseRefused';
    this.reason = reason;
    this.said = said;
  }
}
