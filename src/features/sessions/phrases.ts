import type { CommandName } from '../../bot/commands.js';
import type { Saying } from '../../reading/sentences/sayings.js';

/** How sessions are asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  {
    asks: 'sessions',
    rest: 'kept',
    words:
      'catat sesi|mencatat sesi|input sesi|isi sesi|catat kegiatan|catat absen|catat absensi|catat kehadiran|input absen|input absensi|input kehadiran|isi absen|isi daftar hadir|record session|log session',
  },
  {
    asks: 'sessions',
    put: 'cetak',
    rest: 'kept',
    words:
      'cetak daftar hadir|cetak absen|cetak absensi|cetak lembar|print daftar hadir|print absen|print lembar|print sheet',
  },
  { asks: 'sessions', put: 'tutup', rest: 'kept', words: 'tutup bulan|close month' },
  {
    asks: 'sessions',
    rest: 'dropped',
    words:
      'siapa saja yang belum dicatat|siapa yang belum dicatat|apa yang belum dicatat|sesi yang belum dicatat|sesi yg blm dicatat|sesi yg belum dicatat|sesi belum dicatat|yang belum dicatat|sesi apa|sesi apa saja|daftar sesi|lihat sesi|ada sesi|sesi hari ini|sesi kemarin|what is not recorded',
  },
  { asks: 'sessions', rest: 'none', words: 'sesi|sessions' },
];
