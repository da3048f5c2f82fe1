import { posix } from 'node:path';
import { isCode } from '../reading/files.mjs';
import { placeOf } from '../reading/places.mjs';

/** What a file of a feature may be called, and what it holds. */
const KINDS = [
  'index',
  'feature',
  'rules',
  'store',
  'service',
  'messages',
  'dialog',
  'bot',
  'notices',
  'taps',
  'job',
  'phrases',
  'page',
];
const OF_THE_NOUN = ['index', 'feature'];
const MOST = 12;
const DATA = 'data';
const SUB_NOUN = /^[a-z]+$/;

function misnamed(path) {
  const { noun, below, name } = placeOf(path);
  if (noun === null)
    return `src/features holds folders only, one for each noun: give it to a feature, or to src/features.ts.`;
  const folders = below.at(-1) === DATA ? below.slice(0, -1) : below;
  if (folders.length > 1)
    return `a feature has one floor of sub-nouns: ${folders.slice(1).join('/')} is a sub-noun of ${noun} itself, or part of ${folders[0]}.`;
  if (below.at(-1) === DATA) return null;
  const [sub] = folders;
  if (sub !== undefined && !SUB_NOUN.test(sub))
    return `a sub-noun is one word: say what ${sub} is about with a noun.`;
  if (!isCode(path))
    return `beside code there are only tables of plain data, in the folder data/ of the noun or sub-noun that reads them.`;
  const kind = name.replace(/\.ts$/, '');
  if (OF_THE_NOUN.includes(kind) && sub !== undefined)
    return `${name} stands once, in src/features/${noun}: a sub-noun has neither a face nor a wiring of its own.`;
  if (KINDS.includes(kind)) return null;
  const stem = kind.split('-')[0];
  if (KINDS.includes(stem) && kind !== stem)
    return `${stem}.ts has grown too long, so its sub-noun is missing: move what it is about to src/features/${noun}/<sub-noun>/${stem}.ts.`;
  return `files of a feature are called ${KINDS.join(', ')}: put it into the one that says what it does, tables of plain data into the folder data/, and what knows no feature into a room below.`;
}

/** Features without a face: nothing of them may be imported. */
function faceless(paths) {
  const inFeatures = paths.map(placeOf).filter(({ noun }) => noun);
  return [...new Set(inFeatures.map(({ noun }) => noun))]
    .filter((noun) => !paths.includes(`src/features/${noun}/index.ts`))
    .map((noun) => ({
      rule: 'names',
      path: `src/features/${noun}`,
      sentence: `${noun} has no face: say in src/features/${noun}/index.ts what of it others may import.`,
    }));
}

/** Files of features have the fixed names, on one floor of sub-nouns. */
export function names({ paths }) {
  const wrong = paths
    .filter((path) => placeOf(path).room === 'feature')
    .flatMap((path) => {
      const sentence = misnamed(path);
      return sentence === null ? [] : [{ rule: 'names', path, sentence }];
    });
  return [...wrong, ...faceless(paths)];
}

/** How many files of code each folder holds, generated code aside. */
function folderSizes(paths) {
  const sizes = new Map();
  for (const path of paths.filter(isCode)) {
    const folder = posix.dirname(path);
    sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  return sizes;
}

/** The folders in which more files of code stand than the most, with how many. */
export const crowded = (paths) => [...folderSizes(paths)].filter(([, size]) => size > MOST);

/** At most twelve files of code stand in a folder. */
export function crowds({ paths }) {
  return crowded(paths).map(([folder, size]) => ({
    rule: 'crowds',
    path: folder,
    sentence: `${size} files of code stand in one folder, where ${MOST} are the most: what belongs together moves to a ${placeOf(`${folder}/x.ts`).room === 'feature' ? 'sub-noun' : 'sub-room'} with a name of its own.`,
  }));
}

/** A table of plain data is read and reads nothing: no import but of types. */
export function dataIsPlain({ code }) {
  return code
    .filter(({ path }) => placeOf(path).below?.at(-1) === DATA)
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ typeOnly }) => !typeOnly)
        .map(({ line, specifier }) => ({
          rule: 'names',
          path,
          line,
          sentence: `data/ holds plain data, which imports nothing but types: what needs ${specifier} belongs in rules.ts, which reads the table.`,
        })),
    );
}
