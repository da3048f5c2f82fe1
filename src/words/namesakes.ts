import { shorten } from './shorten.js';

/** Somebody in a list. */
export type Listed = {
  readonly name: string;
  readonly registerNumber?: string | undefined;
  readonly birthYear?: number | null;
};

const key = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Of a register number its serial, `007` of `B.I 007/2023`; the whole of one of another kind. */
function serialOf(number: string): string {
  return /(\d+)\D+\d{2,4}\D*$/u.exec(number)?.[1] ?? number;
}

const SHORT_END = 2;

/** The least of each number's end that tells them apart: two digits, the serial, or the whole. */
function endsOf(numbers: readonly string[]): string[] {
  const serials = numbers.map(serialOf);
  const ends = [serials.map((serial) => serial.slice(-SHORT_END)), serials, [...numbers]];
  const apart = ends.find((some) => new Set(some).size === some.length);
  return (apart ?? numbers).map((end, at) => (end === numbers[at] ? end : `…${end}`));
}

/** What tells each of some people of one name apart: the number's end, and the year of birth where it is known. */
function marksOf(people: readonly Listed[]): string[] {
  const ends = endsOf(people.map(({ registerNumber = '' }) => registerNumber));
  return people.map(({ birthYear }, at) =>
    [ends[at], birthYear].filter((mark) => mark !== undefined && mark !== null && mark !== '').join(', '),
  );
}

/**
 * The names of a list as they are shown, in its order: whoever has a namesake in it with what tells the two apart, as
 * `Yosep Latu (…12, 1990)`. Each is cut to `most` letters, the mark never.
 */
export function namesApart(people: readonly Listed[], most = Number.POSITIVE_INFINITY): string[] {
  const places = new Map<string, number[]>();
  for (const [at, { name }] of people.entries())
    places.set(key(name), [...(places.get(key(name)) ?? []), at]);
  const marks = new Map<number, string>();
  for (const same of places.values()) {
    if (same.length < 2) continue;
    const found = marksOf(same.flatMap((at) => people[at] ?? []));
    for (const [index, at] of same.entries()) marks.set(at, found[index] ?? '');
  }
  return people.map(({ name }, at) => {
    const mark = marks.get(at) ?? '';
    const shown = mark === '' ? '' : ` (${mark})`;
    return `${shorten(name, Math.max(1, most - shown.length))}${shown}`;
  });
}
