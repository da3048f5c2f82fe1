import { createRequire } from 'node:module';
import anyAscii from 'any-ascii';
import { type Font, openSync } from 'fontkit';

const require = createRequire(import.meta.url);

// As TTF: of a WOFF file the library unpacks all outlines anew for each letter.
const FILES = {
  plain: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  javanese: require.resolve(
    '@expo-google-fonts/noto-sans-javanese/400Regular/NotoSansJavanese_400Regular.ttf',
  ),
  balinese: require.resolve(
    '@expo-google-fonts/noto-sans-balinese/400Regular/NotoSansBalinese_400Regular.ttf',
  ),
  devanagari: require.resolve(
    '@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
  ),
} as const;

/** A font of ours. `plain` and `bold` have Latin, Greek, Cyrillic, Arabic, Hebrew and more; the others a script each. */
export type Face = keyof typeof FILES;

export const FACES = Object.keys(FILES) as readonly Face[];

/** Where the font lies on the disk. */
export function fileOf(face: Face): string {
  return FILES[face];
}

const opened = new Map<Face, Font>();

function fontOf(face: Face): Font {
  const known = opened.get(face);
  if (known) return known;
  const found = openSync(fileOf(face));
  if (!('hasGlyphForCodePoint' in found)) throw new Error(`${FILES[face]} holds several fonts`);
  opened.set(face, found);
  return found;
}

/** What is not drawn, but may change how its neighbours are. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

function has(face: Face, cluster: string): boolean {
  return [...cluster].every(
    (char) =>
      UNSEEN.test(char) || char === '\n' || fontOf(face).hasGlyphForCodePoint(char.codePointAt(0) ?? 0),
  );
}

/** The font for a letter with its marks, where one has all of it. */
function faceFor(cluster: string, wanted: Face): Face | undefined {
  return [wanted, ...FACES].find((face) => has(face, cluster));
}

const clusters = new Intl.Segmenter('id', { granularity: 'grapheme' });

/** The letters of a text, each with its marks. */
export const clustersOf = (text: string): readonly string[] =>
  [...clusters.segment(text)].map(({ segment }) => segment);

/** What no font has, in other letters; where there are none for it, its number. A mark is left out, so is a skin's colour. */
function inLatin(cluster: string): string {
  return [...cluster]
    .filter((char) => !UNSEEN.test(char) && !/[\p{M}\p{Emoji_Modifier}]/u.test(char))
    .map((char) => {
      if (has('plain', char)) return char;
      const number = char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
      return anyAscii(char) || `U+${number}`;
    })
    .join('');
}

/**
 * A text of which every letter can be printed. A stretch that no font has stands in Latin letters between ‹ and ›, so that
 * nobody takes it for what was written; control characters are blanks.
 */
export function printable(text: string): string {
  const plain = text
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC')
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ');
  if (has('plain', plain)) return plain;
  let [done, missing] = ['', ''];
  const close = () => {
    if (missing !== '') done += `‹${missing.trim()}›`;
    missing = '';
  };
  for (const cluster of clustersOf(plain)) {
    if (faceFor(cluster, 'plain') === undefined) {
      missing += inLatin(cluster);
    } else {
      close();
      done += cluster;
    }
  }
  close();
  return done;
}

/** A stretch of text that one font has. */
export type Run = { readonly face: Face; readonly text: string };

/** A printable text by the fonts that have it: all of it by the one wanted, where that has all. */
export function runsOf(text: string, wanted: Face): readonly Run[] {
  if (has(wanted, text)) return [{ face: wanted, text }];
  const runs: { face: Face; text: string }[] = [];
  for (const cluster of clustersOf(text)) {
    const last = runs.at(-1);
    const face = faceFor(cluster, wanted) ?? wanted;
    // A font goes on with blanks and marks between letters that it has.
    if (last && (last.face === face || (cluster === ' ' && has(last.face, cluster)))) last.text += cluster;
    else runs.push({ face, text: cluster });
  }
  return runs;
}
