import type { Chance } from './random.js';

/** One way to write a name otherwise; undefined where the name has nothing that could be written so. */
type Spelling = (name: readonly string[], chance: Chance) => string | undefined;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
const each = (name: readonly string[], change: (word: string) => string): string =>
  name.map(change).join(' ');
const changed = (name: readonly string[], change: (word: string) => string): string | undefined => {
  const written = each(name, change);
  return written === name.join(' ') ? undefined : written;
};

function replacing(pairs: readonly (readonly [from: RegExp, to: string])[]): Spelling {
  return (name) =>
    changed(name, (word) =>
      capital(pairs.reduce((text, [from, to]) => text.replace(from, to), word.toLowerCase())),
    );
}

const MUHAMMAD = /^(?:muhammad|mohamad|muhamad)$/iu;
const CYRILLIC: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  c: 'с',
  p: 'р',
  y: 'у',
  x: 'х',
  i: 'і',
};
const DIGITS: Readonly<Record<string, string>> = { o: '0', i: '1', l: '1' };
const letterwise = (letters: Readonly<Record<string, string>>) => (word: string) =>
  word.replaceAll(/[a-z]/gu, (letter) => letters[letter] ?? letter);

function slip(word: string, { upTo, of }: Chance): string {
  const at = 1 + upTo(word.length - 2);
  const [before, one, next, after] = [
    word.slice(0, at),
    word.charAt(at),
    word.charAt(at + 1),
    word.slice(at + 2),
  ];
  return of([
    before + next + after,
    before + next + one + after,
    `${before + one}${of(['a', 'e', 'n'])}${next}${after}`,
  ]);
}

function slipInLongest(name: readonly string[], chance: Chance): string | undefined {
  const longest = name.toSorted((a, b) => b.length - a.length)[0] ?? '';
  if (longest.length < 6 || name.length < 2) return undefined;
  return each(name, (word) => (word === longest ? slip(word, chance) : word));
}

function parted(name: readonly string[], { upTo }: Chance): string {
  return each(name, (word) => {
    const at = 2 + upTo(word.length - 3);
    return word.length < 5 ? word : `${word.slice(0, at)} ${word.slice(at)}`;
  });
}

/** Twenty ways, beside the name as it stands, in which people write it or hide it. */
export const SPELLINGS: Readonly<Record<string, Spelling>> = {
  capitals: (name) => each(name, (word) => word.toUpperCase()),
  'last first': (name) => (name.length < 2 ? undefined : `${name.at(-1)}, ${name.slice(0, -1).join(' ')}`),
  'other order': (name) => (name.length < 2 ? undefined : name.toReversed().join(' ')),
  Muhammad: (name, { of }) =>
    changed(name, (word) =>
      MUHAMMAD.test(word) ? of(['Moh.', 'Mohd.', 'M.', 'Muh.', 'Mohammad', 'Mochamad']) : word,
    ),
  'first as initial': (name) =>
    name.length < 2 ? undefined : [`${name[0]?.charAt(0)}.`, ...name.slice(1)].join(' '),
  'last as initial': (name) =>
    name.length < 2 ? undefined : [...name.slice(0, -1), `${name.at(-1)?.charAt(0)}.`].join(' '),
  titles: (name, { of }) =>
    `${of(['H.', 'Hj.', 'Ir.', 'Drs.'])} ${name.join(' ')}, ${of(['S.Sos', 'S.H.', 'S.Pd', 'M.M.'])}`,
  bin: (name, { of }) =>
    name.length < 2
      ? undefined
      : `${name[0]} ${of(['bin', 'binti', 'alias', 'al'])} ${name.slice(1).join(' ')}`,
  'old spelling': replacing([
    [/(?<!o)u/gu, 'oe'],
    [/(?<!d)j/gu, 'dj'],
    [/c(?=[aeiou])/gu, 'tj'],
    [/(?<![std])y(?=[aiu])/gu, 'j'],
  ]),
  'other spelling': replacing([
    [/sy/gu, 's'],
    [/kh/gu, 'h'],
    [/h$/u, ''],
    [/y$/u, 'i'],
    [/^j/u, 'y'],
    [/z/gu, 's'],
  ]),
  'double letters': replacing([[/(?<=[aeiou])([lnmst])(?=[aeiou])/u, '$1$1']]),
  hyphens: (name) => (name.length < 2 ? undefined : name.join('-')),
  'run together': (name) => capital(name.join('')),
  parted: (name, chance) => parted(name, chance),
  'letter by letter': (name) => [...name.join('')].join(' '),
  Cyrillic: (name) => changed(name, letterwise(CYRILLIC)),
  'full width': (name) =>
    each(name, (word) =>
      word.replaceAll(/[a-z]/giu, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)),
    ),
  digits: (name, { of }) =>
    changed(name, letterwise({ ...DIGITS, ...(of([true, false]) ? { i: 'i' } : { l: 'l' }) })),
  'marks and nothing': (name, { of }) =>
    each(name, (word) => [...word].join(of(['\u0301', '\u200b', '\u00ad', '\u2060']))),
  'a slip': (name, chance) => slipInLongest(name, chance),
};
