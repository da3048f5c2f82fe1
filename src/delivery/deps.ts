import type { Api } from 'grammy';
import type { Db, Reader, Tx } from '../db/database.js';
import type { Clock } from '../lib/clock.js';
import type { Locale } from '../lib/locale.js';
import type { Logger } from '../lib/logger.js';
import type { Wait } from '../telegram/retry.js';
import type { GivenUpCause, Notices, Reminder, Wish } from './notice.js';
import type { Pace } from './sending/pace.js';
import type { Tally } from './tally.js';

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
  /** What it was planned for. */
  readonly dueAt: Date;
};

/** How recipients want their reminders now, by message; absent: as planned. Asked for a claimed lot at once. */
export type Wishes = (reminders: readonly Asked[], now: Date) => Promise<ReadonlyMap<number, Wish>>;

type Address = {
  readonly id: number;
  readonly chatId: bigint;
  /** Null where they haven't chosen one. */
  readonly locale: Locale | null;
  readonly lost: boolean;
};

/**
 * What delivery has to know of whom it writes to, and finds out about them, for the features that keep it. Those by their
 * ids are asked for many at once and take one query; the others are told within a transaction.
 */
export type Reach = {
  readonly unitsBy: (
    db: Reader,
    ids: readonly number[],
  ) => Promise<readonly { readonly id: number; readonly name: string; readonly zone: string }[]>;
  /** `lost`: Telegram has refused them. `unitIds`: where they hold a post. */
  readonly addressesOf: (
    db: Reader,
    personIds: readonly number[],
    now: Date,
  ) => Promise<readonly (Address & { readonly unitIds: readonly number[] })[]>;
  /** `lost`: the bot is no more there. */
  readonly groupsBy: (
    db: Reader,
    ids: readonly number[],
  ) => Promise<readonly (Address & { readonly topicId: number | null })[]>;
  /** Telegram refuses to write to this person, or to know them, until they write again. */
  readonly personLost: (tx: Tx, personId: number, now: Date) => Promise<unknown>;
  /** The bot is no more in this group, or has never been. */
  readonly groupLost: (tx: Tx, groupId: number, now: Date) => Promise<unknown>;
  /** The group has another chat now. @throws a unique violation where another binding has that chat. */
  readonly groupMoved: (tx: Tx, groupId: number, chatId: bigint) => Promise<unknown>;
  /** The topic that was written to has been deleted. */
  readonly topicGone: (tx: Tx, groupId: number) => Promise<unknown>;
};

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
  readonly reach: Reach;
};
