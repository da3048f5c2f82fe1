import type { CommandName } from '../../bot/commands.js';
import type { Saying } from '../../reading/sentences/sayings.js';

/** How summaries are asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  { asks: 'summary', rest: 'dropped', words: 'ringkasan minggu|ringkasan pekan|ringkasan|rangkuman|summary' },
];
