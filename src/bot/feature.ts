import type { Db, Tx } from '../db/database.js';
import type { NameWatch } from '../delivery/guard/watch.js';
import type { Notice } from '../delivery/notice.js';
import type { Locale } from '../lib/locale.js';
import type { Saying } from '../reading/sentences/sayings.js';
import type { CommandName } from './commands.js';
import type { Dialog } from './forms/dialog.js';
import type { DialogRunner } from './forms/runner.js';
import type { Page } from './page.js';
import type { Router } from './routing/router.js';

/** What every feature may be built from. */
export type FeatureDeps = {
  readonly db: Db;
  /** Finds participants named in a text. */
  readonly names: NameWatch;
  readonly defaultLocale: Locale;
  /** The bot's own username without @, for deep links. */
  readonly botUsername: string;
  /** Fetches a file that was sent to the bot. @throws when it is larger than `maxBytes` or can't be had. */
  readonly download: (fileId: string, maxBytes: number) => Promise<Uint8Array>;
  /** Asks delivery to look at once; called after a commit that planned something due now. */
  readonly wake: () => void;
};

/** A feature as the composition root sees it. */
export type Feature = {
  readonly dialogs: readonly Dialog[];
  readonly notices: readonly (readonly [kind: string, notice: Notice])[];
  readonly compose: (dialogs: DialogRunner) => Router;
  /** How its commands are said in words, without a slash. */
  readonly sayings?: readonly Saying<CommandName>[];
  /** Puts right what a crash or the passing of time left: called at the start and every hour; idempotent. */
  readonly sweep?: (now: Date) => Promise<unknown>;
  /** What it serves over HTTP; none where there is no public address. */
  readonly pages?: readonly Page[];
  /** Which unit has bound a group, where this feature knows that. */
  readonly unitOfGroup?: (chatId: bigint) => Promise<number | undefined>;
  /** Somebody can be written to again, or holds other posts than before; within the transaction that says so; idempotent. */
  readonly reached?: (tx: Tx, personId: number, now: Date) => Promise<unknown>;
};
