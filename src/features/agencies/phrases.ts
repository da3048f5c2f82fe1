import type { CommandName } from '../../bot/commands.js';
import type { Saying } from '../../reading/sentences/sayings.js';

/** How partners are asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  {
    asks: 'agencies',
    rest: 'dropped',
    words: 'daftar mitra|daftar instansi|lihat mitra|mitra apa saja|instansi apa saja|list partners',
  },
  { asks: 'agencies', rest: 'none', words: 'mitra|instansi|partners' },
];
