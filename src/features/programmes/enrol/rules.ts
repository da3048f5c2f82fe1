import { registerKey } from '../enrolment/rules.js';

/** Somebody whom a typed register number may mean. */
export type Numbered = {
  readonly id: number;
  readonly name: string;
  readonly registerNumber: string;
  readonly registerKey: string;
  /** Keys of numbers that were theirs. */
  readonly formerKeys: readonly string[];
};

/** What a typed list of register numbers means, those of today before former ones; what isn't understood is kept as it was typed. */
export type NumbersRead = {
  readonly found: readonly Numbered[];
  readonly unknown: readonly string[];
  /** Short numbers that several people have, as `003/2023`. */
  readonly ambiguous: readonly string[];
};

/** `003/2023` of `BI003/2023`: the figures, without the class before them and their leading zeros. */
function figures(key: string): string | undefined {
  const [, number, year] = /^[^\p{N}]*0*(\p{N}+)\/(\p{N}{4})$/u.exec(key) ?? [];
  return number && year && `${number}/${year}`;
}

/**
 * Reads register numbers between commas, semicolons, line breaks or spaces. The class before the number may be left
 * out where that is clear; somebody named twice is found once.
 */
export function readNumbers(text: string, people: readonly Numbered[]): NumbersRead {
  const byKey = new Map(people.map((one) => [one.registerKey, one]));
  const byFormer = new Map<string, Numbered[]>();
  const byFigures = new Map<string, Numbered[]>();
  for (const one of people) {
    for (const key of one.formerKeys) byFormer.set(key, [...(byFormer.get(key) ?? []), one]);
    const short = figures(one.registerKey);
    if (short) byFigures.set(short, [...(byFigures.get(short) ?? []), one]);
  }
  const found = new Map<number, Numbered>();
  const unknown: string[] = [];
  const ambiguous: string[] = [];
  const take = (typed: string): boolean => {
    const key = registerKey(typed);
    const exact = byKey.get(key);
    const short = /^\p{N}/u.test(key) ? figures(key) : undefined;
    const now = exact ? [exact] : short ? (byFigures.get(short) ?? []) : [];
    const some = now.length > 0 ? now : (byFormer.get(key) ?? []);
    const [one] = some;
    if (!one) return false;
    if (some.length > 1) ambiguous.push(typed);
    else found.set(one.id, one);
    return true;
  };
  const parts = text.split(/[,;\n]+|\s+(?:dan|and|&)\s+/u).map((part) => part.trim());
  for (const part of parts.filter((one) => one !== '')) {
    // `1. BI-003/2023` of a numbered list; then a number with spaces in it; then several between spaces.
    const bare = part.replace(/^(?:\d{1,3}[.)]\s+|[-•*]\s+)/u, '');
    if (take(bare)) continue;
    for (const word of bare.split(/\s+/u)) if (!take(word)) unknown.push(word);
  }
  return { found: [...found.values()], unknown, ambiguous };
}
