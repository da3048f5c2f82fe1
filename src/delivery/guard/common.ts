import { dictionary } from '@zxcvbn-ts/language-id';
import { soundOf } from '../../reading/names/sound.js';
import { FIELD_WORDS, GIVEN_NAMES, NAMES_THAT_ARE_WORDS } from './data/given-names.js';

/**
 * Frequent words of Indonesian as they sound: of subtitles and of Wikipedia, as @zxcvbn-ts/language-id counts them,
 * without the names among them, and with those of this field.
 */
function commonSounds(): ReadonlySet<string> {
  const words = new Set(['commonWords-id', 'wikipedia-id'].flatMap((list) => wordsOf(list)));
  for (const name of wordsOf('names-id')) words.delete(name);
  const found = new Set([...words].map(soundOf));
  for (const name of GIVEN_NAMES) found.delete(soundOf(name));
  for (const word of [...NAMES_THAT_ARE_WORDS, ...FIELD_WORDS]) found.add(soundOf(word));
  return found;
}

const lists: Readonly<Record<string, readonly string[]>> = dictionary;
const wordsOf = (list: string): readonly string[] => lists[list] ?? [];

let sounds: ReadonlySet<string> | undefined;

/** Whether a word that sounds so is an ordinary word of Indonesian, whoever may bear it as a name. */
export function isCommon(sound: string): boolean {
  sounds ??= commonSounds();
  return sounds.has(sound);
}
