const graphemes = new Intl.Segmenter('id', { granularity: 'grapheme' });

/** A text of at most `most` letters as people count them: the end of a longer one is a `…`, which counts as one. */
export function shorten(text: string, most: number): string {
  // No letter takes less than one unit, so that most texts need no counting.
  if (text.length <= most) return text;
  // A long text is counted no further than it is kept.
  let count = 0;
  let end = 0;
  for (const { index } of graphemes.segment(text)) {
    if (count === most - 1) end = index;
    if (count === most) return `${text.slice(0, end)}…`;
    count += 1;
  }
  return text;
}
