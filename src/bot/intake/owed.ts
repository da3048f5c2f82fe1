import type { Update } from 'grammy/types';
import { COMMAND_NAMES, COMMANDS, type CommandName } from '../commands.js';

/** A question that has waited longer than this is no longer answered: whoever asked may ask again. */
const QUESTION_WAITS_MS = 3_600_000;

/** Commands that do more than answer, even without a word behind them. */
const DOING: ReadonlySet<CommandName> = new Set(['cancel']);
/** Commands that only answer, whatever stands behind them. */
const ANSWERING: ReadonlySet<CommandName> = new Set(['counts', 'help', 'privacy']);

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

/** Whether an update has waited so long that a question isn't answered any more. */
export function hasWaitedLong({ message }: Update, now: Date): boolean {
  return message !== undefined && now.getTime() - message.date * 1_000 > QUESTION_WAITS_MS;
}
