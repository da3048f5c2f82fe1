import type { CommandName } from '../../../bot/commands.js';
import type { Saying } from '../../../reading/sentences/sayings.js';

/** How follow-ups are asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  { asks: 'followUps', rest: 'dropped', words: 'tindak lanjut|tindaklanjut|follow up|follow ups' },
];
