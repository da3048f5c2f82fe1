import type { CommandName } from '../../../bot/commands.js';
import type { Saying } from '../../../reading/sentences/sayings.js';

/** How visits are asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  {
    asks: 'visits',
    rest: 'kept',
    words:
      'jadwalkan kunjungan|jadwalin kunjungan|jadwal kunjungan baru|buat kunjungan|bikin kunjungan|atur kunjungan|ajukan kunjungan|rencanakan kunjungan|tambah kunjungan|jadwalkan|schedule a visit|schedule visit|arrange a visit',
  },
  { asks: 'visits', rest: 'kept', words: 'berkunjung' },
  { asks: 'visits', put: 'cari', rest: 'kept', words: 'cari kunjungan|find visit|find visits|search visits' },
  {
    asks: 'visits',
    rest: 'dropped',
    words:
      'kunjungan apa saja|kunjungan apa|ada kunjungan|ada kunjungan apa|daftar kunjungan|lihat kunjungan|jadwal kunjungan|lihat jadwal kunjungan|kunjungan hari ini|kunjungan besok|kunjungan minggu ini|kunjungan bulan ini|kunjungan kapan|list visits|show visits',
  },
  {
    asks: 'visits',
    rest: 'none',
    words:
      'jadwal hari ini|agenda hari ini|jadwal besok|agenda besok|jadwal minggu ini|agenda minggu ini|jadwal|agenda|kunjungan|visits',
  },
  {
    asks: 'visits',
    rest: 'dropped',
    words:
      'ganti jadwal kunjungan|ubah jadwal kunjungan|pindah jadwal kunjungan|pindahkan kunjungan|ubah kunjungan|ganti kunjungan|majukan kunjungan|undur kunjungan|undurkan kunjungan|batalkan kunjungan|batal kunjungan|batalkan yang|batalkan yg|move visit|cancel visit',
  },
];
