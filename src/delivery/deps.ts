import type { Api } from 'grammy';
import type { Db, Tx } from '../db/database.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import type { GivenUpCause, Notices, Reminder, Wish } from './notice.js';
import type { Pace } from './sending/pace.js';
import type { Tally } from './tally.js';

/** Resolves after `ms`, or as soon as `signal` is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** A message that waits for a head to retry or drop it. */
export type SetAside = {
  readonly outboxId: number;
  readonly unitId: number;
  readonly kind: string;
  readonly cause: GivenUpCause;
  readonly now: Date;
};

/** A reminder whose recipient is asked how they want it. */
type Asked = {
  readonly outboxId: number;
  readonly personId: number;
  readonly reminder: Reminder;
  /** The unit's. */
  readonly zone: string;
};

/** How recipients want their reminders now, by message; absent: as planned. Asked for a claimed lot at once. */
export type Wishes = (reminders: readonly Asked[], now: Date) => Promise<ReadonlyMap<number, Wish>>;

/** What the parts of delivery share. */
export type Surroundings = {
  readonly db: Db;
  readonly api: Api;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly logger: Logger;
  /** Unique to this process. */
  readonly owner: string;
  readonly wait: Wait;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly pace: Pace;
  readonly tally: Tally;
  /** Aborted when the process has to end: calls under way are cut off and tried again by whoever comes next. */
  readonly cut: AbortSignal;
  readonly onSetAside: (tx: Tx, message: SetAside) => Promise<void>;
};
