import type { Db, Tx } from '../db/database.js';
import type { Card } from '../dialogs/card.js';
import type { Locale } from '../lib/locale.js';
import type { Translate } from '../words/translate.js';

/** Whom a planned message goes to: a person (with a post or without) or a bound group. */
export type Recipient =
  | { readonly personId: number; readonly chatId: bigint }
  | { readonly groupId: number; readonly chatId: bigint; readonly topicId: number | null };

/** What is known when a planned message's turn has come. */
export type NoticeContext = {
  readonly db: Db;
  readonly now: Date;
  readonly unit: { readonly id: number; readonly name: string; readonly zone: string };
  /** The planned message itself. */
  readonly outboxId: number;
  readonly kind: string;
  readonly subjectId: number;
  readonly subjectVersion: number;
  readonly dueAt: Date;
  /** More than ten minutes after `dueAt`, or after the end of a hold that the recipient wished: the bot was down or held up, and the words may say so. */
  readonly late: boolean;
  readonly to: Recipient;
  readonly locale: Locale;
  readonly t: Translate;
};

/**
 * What to send. `edit` names a message that the card replaces in place; it goes with text only, that of one message
 * (4,096 UTF-16 units). When the message to edit is gone, the card is sent anew unless `editOnly`, which drops it.
 * `document` and `photo` go with the card's text as caption. Text too long for one message is sent as several, with
 * the buttons under the last.
 */
export type Outgoing = {
  readonly card: Card;
  readonly edit?: { readonly messageId: number; readonly editOnly?: boolean };
  readonly document?: OutgoingFile;
  readonly photo?: OutgoingFile;
  /** Text that is inside the picture or file, for the guard of groups, which refuses a file without it. */
  readonly textInside?: string;
};

export type OutgoingFile = { readonly name: string; readonly content: Uint8Array };

/** `drop` records why, as a code: what it was about is gone or it would come too late to make sense. */
export type Due = { readonly send: true } | { readonly drop: string };

/**
 * Why a planned message isn't sent. Dropped for good: `unreachable` (the person blocked the bot or is gone), `unbound`
 * (the group is), `gone` (nothing left to edit). Set aside, to be retried or dropped by a head: `rejected` (Telegram
 * takes it for faulty), `guard` (a name or register number for a group), `tries` (Telegram failed too often),
 * `render` (its own code failed), `kind` (nothing is registered for it).
 */
export type GivenUpCause =
  | 'unreachable'
  | 'unbound'
  | 'gone'
  | 'rejected'
  | 'guard'
  | 'tries'
  | 'render'
  | 'kind';

/** What makes a message a reminder: what its recipient can choose it by. */
export type Reminder = {
  /** What it reminds of: `visits`. */
  readonly family: string;
  /** How long before, where that is what it is: `H-1`. */
  readonly before?: string;
};

/**
 * How a recipient wants a reminder now. `drop`: not at all; the code says why. `until`: not before then; when it would
 * have lost its point by then, it is sent at once or dropped, as `tooLate` says.
 */
export type Wish = { readonly drop: string } | { readonly until: Date; readonly tooLate: 'send' | 'drop' };

/** What a feature registers for each kind of planned message that it owns. */
export type Notice = {
  /** Set on reminders. Everything else, and what has priority 1, goes whatever its recipient wishes. */
  readonly reminder?: Reminder;
  /** Set on what is for a person as such. Everything else goes to nobody without a post in the unit. */
  readonly toAnybody?: true;
  /** Whether it still makes sense, looked up at sending time. A throw is tried again, then set aside. */
  readonly stillDue: (context: NoticeContext) => Promise<Due>;
  /**
   * Its words, in the recipient's language. `undefined`: there is nothing to say any more; it is dropped. A throw is
   * tried again, then set aside.
   */
  readonly render: (context: NoticeContext) => Promise<Outgoing | undefined>;
  /**
   * Within the transaction that marks it sent; may be repeated when that transaction is. The message is out: a throw
   * is logged and loses what this would have written. `messageId` is the last when the text took several messages.
   */
  readonly onSent?: (tx: Tx, context: NoticeContext, messageId: number) => Promise<void>;
  /** Within the transaction that gives it up. A throw is logged and loses what this would have written. */
  readonly onGivenUp?: (tx: Tx, context: NoticeContext, cause: GivenUpCause) => Promise<void>;
};

/** Kind → notice, put together in the composition root from each feature's `notices.ts`. */
export type Notices = ReadonlyMap<string, Notice>;
