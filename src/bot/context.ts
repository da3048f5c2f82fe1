import type { Context } from 'grammy';
import type { Actor } from '../access/actor.js';
import type { UpdateRef } from '../db/once.js';
import type { Card } from '../dialogs/card.js';
import type { Locale } from '../lib/locale.js';
import type { Translate } from '../words/translate.js';
import type { CommandName } from './commands.js';

/** What every handler finds beside grammY's own context. */
type Surroundings = {
  /** Who acts, when it is somebody with a post; strangers have none. */
  actor: Actor | undefined;
  /** The unit's name, for what strangers are told. */
  unitName: string;
  /** The update's own moment of handling; one for the whole update. What is due, or was done, is told by it. */
  now: Date;
  /**
   * When it was said: what typed words such as `besok` are read against. The moment of a message, which may have waited
   * before it is handled; of a tap, `now`.
   */
  saidAt: Date;
  locale: Locale;
  t: Translate;
  /** Whose posts or language have changed, added by whoever did so: their command menus follow at once. */
  menusChanged: Set<bigint>;
  /** Which update this is, for `once`. */
  ref: UpdateRef;
  /**
   * Shows a card: a tap edits the message that was tapped (and answers the tap, with `toast` if given), anything
   * else sends a new message. Returns the id of the message that shows it.
   */
  show: (card: Card, toast?: string) => Promise<number>;
  /** Sends a card as a message of its own, whatever caused it. Returns its id. */
  send: (card: Card) => Promise<number>;
  /** A command that was said in words, or tapped, with what would follow it; it is handled as if it had been typed. */
  said: { readonly command: CommandName; readonly argument: string } | undefined;
  /** Whether groups would not be told these texts, since they seem to name a participant. */
  seemsToName: (texts: readonly string[]) => Promise<boolean>;
};

export type BotContext = Context & Surroundings;

/** A context of somebody with a post. */
export type ActorContext = BotContext & { actor: Actor };

/** The chat in which somebody acts. @throws where there is none, as for a button of a search's result. */
export function chatOf(ctx: BotContext): number {
  if (!ctx.chat) throw new Error('no chat here');
  return ctx.chat.id;
}
