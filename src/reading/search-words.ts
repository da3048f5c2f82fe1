/** A button carries 64 bytes. */
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
