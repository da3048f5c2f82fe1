/**
 * The parts of the list: today, this week (Monday to Sunday), what is still to come about from today on, those of them
 * in which the reader takes part or waits for an answer, and what was before today or is over.
 */
export const LIST_VIEWS = ['today', 'week', 'coming', 'mine', 'waiting', 'past'] as const;

export type ListView = (typeof LIST_VIEWS)[number];

const WORDS_MAX = 30;

/** What was typed to search for, as a button can carry it: its first letters and digits, parted by single dots. */
export function searchWords(typed: string): string {
  const plain = typed.normalize('NFKD').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/gu, '.')
    .replace(/^\.+/u, '')
    .slice(0, WORDS_MAX)
    .replace(/\.+$/u, '');
}
