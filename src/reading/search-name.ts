const marks = /\p{M}+/gu;
const silent = /[\p{Cf}\p{Cc}'’‘ʼʻ`´"“”]+/gu;
const separators = /[^\p{L}\p{N}]+/gu;

/**
 * A name as it is stored for search and for comparing: lower case, without diacritics, punctuation or invisible
 * characters, words parted by one space. Apostrophes and quotes join what they part (`Jum'at` → `jumat`), other
 * punctuation parts it (`Al-Ikhlas` → `al ikhlas`). Applying it twice changes nothing; text without letters or
 * digits gives an empty string.
 */
export function searchName(text: string): string {
  return (
    text
      .replace(/\s+/gu, ' ')
      .replace(silent, '')
      .normalize('NFKD')
      .toLowerCase()
      // Lower case can bring new marks (İ) and NFKD new capitals and punctuation (℀).
      .normalize('NFKD')
      .replace(marks, '')
      .replace(silent, '')
      .replace(separators, ' ')
      .trim()
  );
}
