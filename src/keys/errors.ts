import type { Loggable } from '../lib/safe-error.js';

const SENTENCES = {
  missing: 'the database was sealed with a DATA_KEY, and there is none',
  another: 'the database was sealed with another DATA_KEY',
  unreadable: 'the file of the DATA_KEY holds something else',
} as const;

/** The key that is held isn't the one that this database needs. */
export class DataKeyError extends Error implements Loggable {
  override readonly name = 'DataKeyError';
  readonly loggable = true;
  readonly reason: keyof typeof SENTENCES;
  /** Where the key is looked for: a file, or `DATA_KEY` for the variable. */
  readonly place: string;

  constructor(reason: DataKeyError['reason'], place: string) {
    super(SENTENCES[reason]);
    this.reason = reason;
    this.place = place;
  }
}
