import type { CommandName } from '../../bot/commands.js';
import { editDistance } from '../../reading/match.js';
import { piecesOf } from '../../reading/sentences/pieces.js';
import { openers, type Saying, sayingsOf } from '../../reading/sentences/sayings.js';
import type { WhenOptions } from '../../reading/when.js';
import { beside, type Courtesy, courtesies } from './phrases.js';

/** So much of a text is read. */
const MOST_LETTERS = 200;

/** Whether a text is nothing but a greeting or thanks; thanks, where it is both. */
export function readCourtesy(text: string, around: WhenOptions): Courtesy | undefined {
  if (text.length > MOST_LETTERS) return undefined;
  const pieces = piecesOf(text, courtesies, beside, around);
  const said = pieces.map((piece) => (piece.is === 'said' ? piece.value : undefined));
  if (said.includes(undefined)) return undefined;
  return said.includes('thanks') ? 'thanks' : said[0];
}

/** A text that nobody took: which words say something, which don't, and the commands that are spoken of. */
export type HalfRead = {
  readonly read: readonly string[];
  readonly left: readonly string[];
  readonly commands: readonly CommandName[];
};

export function halfRead(text: string, all: readonly Saying<CommandName>[], around: WhenOptions): HalfRead {
  const pieces = piecesOf(text.slice(0, MOST_LETTERS), sayingsOf(all), openers, around);
  const texts = (known: boolean) =>
    pieces.flatMap((piece) => ((piece.is === 'left') !== known ? [piece.text] : []));
  const commands = pieces.flatMap((piece) => (piece.is === 'said' ? [piece.value.asks] : []));
  return { read: texts(true), left: texts(false), commands: [...new Set(commands)] };
}

/** A command's word is taken for another's with so many letters wrong. */
const MOST_WRONG = 2;

/** Of these commands those that a misspelt one, `/kunjugan`, may be, the nearest first. */
export function nearCommands(
  typed: string,
  words: Readonly<Record<CommandName, { readonly id: string; readonly en: string }>>,
  names: readonly CommandName[],
): readonly CommandName[] {
  const [word = ''] = typed.slice(1).toLowerCase().split(/[\s@]/u);
  const wrong = (name: CommandName) =>
    Math.min(editDistance(word, words[name].id), editDistance(word, words[name].en));
  return names
    .map((name) => ({ name, letters: wrong(name) }))
    .filter(({ letters }) => letters <= Math.min(MOST_WRONG, word.length - 2))
    .toSorted((one, other) => one.letters - other.letters)
    .map(({ name }) => name);
}
