import type { Update } from 'grammy/types';
import { isConflict, isUnavailable } from '../../db/errors.js';
import { isTransientTelegramError, unwrapped } from '../../telegram/retry.js';
import { COMMAND_NAMES, COMMANDS, type CommandName } from '../commands.js';

/** A question that has waited longer than this is no longer answered: whoever asked may ask again. */
const QUESTION_WAITS_MS = 3_600_000;

/** Commands that do more than answer, even without a word behind them. */
const DOING: ReadonlySet<CommandName> = new Set(['cancel']);
/** Commands that only answer, whatever stands behind them. */
const ANSWERING: ReadonlySet<CommandName> = new Set(['counts', 'help', 'privacy']);

/**
 * What is to be done with an update whose handling failed: `again` once what failed is back (it is stored until then);
 * `too-old`: as a question it isn't answered any more, but told that it can be asked again; `give-up`: trying again
 * would fail again, and the person is told, or can't be.
 */
export type Fate = 'again' | 'too-old' | 'give-up';

/** What it is decided by, besides the update. */
export type Failed = {
  /** What handling it threw, in grammY's wrapping or out of it; undefined for one that waited and wasn't tried yet. */
  readonly error: unknown;
  readonly receivedAt: Date;
  readonly now: Date;
  /** Whether its sender has a form open there: what is typed is an answer to it then, and no question. */
  readonly isFormOpen: boolean;
};

/** Whether an answer is owed: what failed passes, as the network, Telegram's servers, its limits, and the database. */
function isOwed(error: unknown): boolean {
  const cause = unwrapped(error);
  return isTransientTelegramError(cause) || isUnavailable(cause) || isConflict(cause);
}

function commandOf(
  text: string,
): { readonly name: CommandName | undefined; readonly isBare: boolean } | undefined {
  const [, word, argument = ''] = /^\/(\w+)(?:@\w+)?(?:\s+(.*))?$/su.exec(text) ?? [];
  if (word === undefined) return undefined;
  const typed = word.toLowerCase();
  const name = COMMAND_NAMES.find((known) => COMMANDS[known].id === typed || COMMANDS[known].en === typed);
  return { name, isBare: argument.trim() === '' };
}

/**
 * Whether an update asks and does no more: a text to no form, or a command that shows something. What is tapped, sent
 * as a file or typed behind a command may be kept somewhere, and is handled however late it is.
 */
export function isQuestion(update: Update, isFormOpen: boolean): boolean {
  const text = update.message?.text;
  if (text === undefined || update.message?.reply_to_message) return false;
  const command = commandOf(text);
  if (!command) return !isFormOpen;
  const { name, isBare } = command;
  if (name === undefined) return false;
  return ANSWERING.has(name) || (isBare && !DOING.has(name));
}

/** The fate of an update, by what failed and how long ago it was received. */
export function fateOf(update: Update, { error, receivedAt, now, isFormOpen }: Failed): Fate {
  if (error !== undefined && !isOwed(error)) return 'give-up';
  const isLate = now.getTime() - receivedAt.getTime() > QUESTION_WAITS_MS;
  return isLate && isQuestion(update, isFormOpen) ? 'too-old' : 'again';
}
