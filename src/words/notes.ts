/** Notes may not be longer than this, in characters: what Telegram parts into three messages goes in whole. */
export const NOTES_MAX = 12_000;
/** A message that is as long as this was very likely cut: Telegram's longest is 4,096. */
export const CUT_LENGTH = 3_900;

/** Notes with more after them. What Telegram has cut within a line goes on in that line. */
export function withMore(notes: string, more: string): string {
  if (notes === '' || more === '') return notes + more;
  const isCut = [...notes].length >= CUT_LENGTH && !/[.!?:;\n]$/u.test(notes);
  return `${notes}${isCut ? ' ' : '\n'}${more}`;
}
