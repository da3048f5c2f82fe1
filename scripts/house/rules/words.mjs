import { DECLARED, IN_CODE, IN_TEXT } from '../lists/words.mjs';
import { lineCounter } from '../reading/source.mjs';

const CODE_WORDS = new Map(IN_CODE.flatMap((entry) => entry.words.map((word) => [word, entry])));
const partsOf = (name) => name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];

const avoid = (word, { use, why }) => `“${word}” is a word to avoid: say ${use} (${why}).`;

/** Where a name has a part that isn't to be used: one fault for each word in a place. */
function inNames(path, names, lineOf) {
  const told = new Set();
  return [...names].flatMap(([name, start]) =>
    partsOf(name).flatMap((part) => {
      const word = part.toLowerCase();
      const entry = CODE_WORDS.get(word);
      if (entry === undefined || told.has(word)) return [];
      told.add(word);
      return { rule: 'words', path, line: lineOf(start), sentence: avoid(name, entry) };
    }),
  );
}

function inDeclarations({ path, declared, lineOf }) {
  return declared.flatMap(({ name, start }) => {
    const entry = DECLARED.find(({ names, under = '' }) => names.includes(name) && path.startsWith(under));
    return entry === undefined
      ? []
      : { rule: 'words', path, line: lineOf(start), sentence: avoid(name, entry) };
  });
}

const BELONGS_TO_VOICE =
  'a person’s language, zone and now are a Voice, a Reading is what was understood of a typed text, and Db is what is read.';
const ONE_REF =
  'the update that something is done under is `ref`; the row that a button showed is called by its noun.';

function inTypes({ path, voices, refs, lineOf }) {
  return [
    ...voices.map(({ name, start }) => ({
      start,
      sentence: `${name} holds the words of a language: ${BELONGS_TO_VOICE}`,
    })),
    ...refs.map(({ type, start }) => ({
      start,
      sentence: `this \`ref\` is a ${type} and no UpdateRef: ${ONE_REF}`,
    })),
  ].map(({ start, sentence }) => ({ rule: 'words', path, line: lineOf(start), sentence }));
}

const KEY = /^(-?[a-zA-Z][\w-]*)\s*=/;

function inMessages({ path, text }) {
  const locale = /^src\/locales\/([a-z]+)\//.exec(path)?.[1];
  const lineOf = lineCounter(text);
  const keys = new Map();
  const faults = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const key = KEY.exec(line)?.[1];
    if (key !== undefined) keys.set(key, at);
    const said = line.startsWith('#') ? '' : line.replace(KEY, '').replace(/\{[^}]*\}/g, '');
    for (const entry of IN_TEXT[locale] ?? []) {
      for (const word of entry.words) {
        const found = new RegExp(`(?<![/\\p{L}])${word}(?!\\p{L})`, 'iu').exec(said);
        if (found) faults.push({ rule: 'words', path, line: lineOf(at), sentence: avoid(found[0], entry) });
      }
    }
    at += line.length + 1;
  }
  return [...faults, ...inNames(path, keys, lineOf)];
}

function inSchema({ path, text }) {
  const names = new Map(
    [...text.matchAll(/^ *(?:model +|enum +)?(\w+)/gm)].map((found) => [found[1], found.index]),
  );
  return inNames(path, names, lineCounter(text));
}

/** Words that mean something else here, or nothing that is meant, are avoided in code, schema and messages. */
export function words({ code, messages, schema }) {
  return [
    ...code.flatMap((file) => [
      ...inNames(file.path, file.names, file.lineOf),
      ...inDeclarations(file),
      ...inTypes(file),
    ]),
    ...schema.flatMap(inSchema),
    ...messages.flatMap(inMessages),
  ];
}
