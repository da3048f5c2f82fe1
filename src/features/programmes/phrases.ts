import type { CommandName } from '../../bot/commands.js';
import type { Saying } from '../../reading/sentences/sayings.js';

/** How programmes and participants are asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  {
    asks: 'participants',
    rest: 'kept',
    words: 'cari peserta|cari warga binaan|cari wbp|data peserta|find participant|find participants',
  },
  { asks: 'participants', rest: 'none', words: 'daftar peserta|peserta|participants' },
  {
    asks: 'programmes',
    rest: 'dropped',
    words: 'program apa saja|program apa|daftar program|lihat program|ada program|list programmes',
  },
  { asks: 'programmes', rest: 'none', words: 'program|programmes' },
];
