const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const LTR = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u;
const MIRRORED: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '«': '»',
  '»': '«',
};

const isRightToLeft = (word: string) => RTL.test(word);
const isNeutral = (word: string) => !RTL.test(word) && !LTR.test(word);

/** Brackets open to the other side; where they stand in the word is the shaping's affair. */
const turned = (word: string) => word.replace(/[()[\]«»]/gu, (mark) => MIRRORED[mark] ?? mark);

/**
 * A line as it is to be drawn by what shapes each word by itself and sets words from left to right: words of scripts
 * that run from right to left change places within each run of them. Any other text stays as it is.
 */
export function drawnOrder(text: string): string {
  if (!RTL.test(text)) return text;
  const words = text.split(' ');
  const drawn: string[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    if (!isRightToLeft(word)) {
      drawn.push(word);
      at += 1;
      continue;
    }
    let end = at;
    // What has no direction of its own belongs to the run that goes on behind it.
    for (let next = at + 1; next < words.length && !LTR.test(words[next] ?? ''); next += 1) {
      if (!isNeutral(words[next] ?? '')) end = next;
    }
    drawn.push(
      ...words
        .slice(at, end + 1)
        .map(turned)
        .toReversed(),
    );
    at = end + 1;
  }
  return drawn.join(' ');
}
