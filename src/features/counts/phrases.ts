import type { CommandName } from '../../bot/commands.js';
import type { Saying } from '../../reading/sentences/sayings.js';

/** How figures are asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  {
    asks: 'counts',
    rest: 'none',
    words: 'berapa peserta pelatihan kami|berapa peserta kami|berapa peserta kita|berapa jumlah peserta kami',
  },
  {
    asks: 'counts',
    rest: 'kept',
    words:
      'berapa peserta|brp peserta|berapa jumlah peserta|brp jumlah peserta|jumlah peserta|ada berapa peserta|berapa orang peserta|berapa warga binaan|berapa wbp|jumlah wbp|jumlah warga binaan|berapa jumlah|berapa banyak peserta|how many participants|number of participants',
  },
  { asks: 'counts', put: 'tahanan', rest: 'kept', words: 'berapa tahanan yang ikut|berapa tahanan' },
  { asks: 'counts', put: 'narapidana', rest: 'kept', words: 'berapa narapidana|berapa napi' },
  { asks: 'counts', rest: 'none', words: 'jumlah|counts' },
];
