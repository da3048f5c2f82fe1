/**
 * What a sheet's code is made of: letters and digits that are not taken for each other, neither in print nor in
 * handwriting (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V).
 */
const LETTERS = 'ACDEFGHJKMNPQRTWXY';
const DIGITS = '34679';
const SIGNS = LETTERS + DIGITS;
const LENGTH = 4;

/** A code such as `K7M4`: a letter first and a digit somewhere, so that it is no word. `random(n)`: below n. */
export function drawCode(random: (below: number) => number): string {
  for (;;) {
    const code = Array.from({ length: LENGTH }, (_, index) => {
      const signs = index === 0 ? LETTERS : SIGNS;
      return signs.charAt(random(signs.length));
    }).join('');
    if (/\d/u.test(code)) return code;
  }
}

/** As written: together, in two pairs, or sign by sign; after it what is said of the sheet. */
const TYPED =
  /^(?:(?:kode|code|lembar|sheet)\s+)?([a-z][a-z0-9]{3}|[a-z][a-z0-9][\s.-][a-z0-9]{2}|[a-z0-9](?:[\s.-][a-z0-9]){3})(?:$|[\s,:;]+)(.*)$/isu;

/**
 * A sheet's code at the beginning of what was typed, in capitals, and the rest. Also a code that can't be ours, as
 * `K7MO`: it is for the caller to say that there is none. Words and dates are no codes.
 */
export function readCode(text: string): { readonly code: string; readonly rest: string } | undefined {
  const [, typed, rest = ''] = TYPED.exec(text.trim()) ?? [];
  const code = typed?.replaceAll(/[\s.-]/gu, '').toUpperCase();
  if (code === undefined || !/\d/u.test(code) || !/^[A-Z]/u.test(code)) return undefined;
  return { code, rest: rest.trim() };
}
