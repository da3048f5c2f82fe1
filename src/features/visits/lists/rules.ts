import { lookUp, tokenize, vocabulary } from '../../../reading/phrase.js';

/**
 * The parts of the list: today, this week (Monday to Sunday), what is still to come about from today on, those of them
 * in which the reader takes part or waits for an answer, and what was before today or is over.
 */
export const LIST_VIEWS = ['today', 'week', 'coming', 'mine', 'waiting', 'past'] as const;

export type ListView = (typeof LIST_VIEWS)[number];

const VIEW_WORDS = vocabulary<ListView>([
  ['today', 'hari ini|today'],
  ['week', 'minggu ini|pekan ini|this week'],
  ['coming', 'mendatang|akan datang|semua|coming|upcoming|all'],
  ['mine', 'saya|milik saya|punya saya|kunjungan saya|mine|my'],
  ['waiting', 'menunggu|belum dijawab|waiting|unanswered'],
  ['past', 'lewat|sudah lewat|selesai|past|done'],
]);

/** The part of the list that is asked for by its name after the command; undefined: it says something else. */
export function readView(argument: string): ListView | undefined {
  const phrase = tokenize(argument);
  const read = lookUp(VIEW_WORDS, phrase, 0);
  return read?.next === phrase.tokens.length ? read.value : undefined;
}
