const graphemes = new Intl.Segmenter('id', { granularity: 'grapheme' });

/** A text of at most `most` letters as people count them: the end of a longer one is a `…`, which counts as one. */
export function shorten(text: string, most: number): string {
  // No letter takes less than one unit, so that most texts need no counting.
  if (text.length <= most) return text;
  const letters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
