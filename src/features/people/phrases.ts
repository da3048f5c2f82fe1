import type { CommandName } from '../../bot/commands.js';
import type { Saying } from '../../reading/sentences/sayings.js';

/** How people and posts are asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  {
    asks: 'invite',
    rest: 'dropped',
    words:
      'undang petugas|undang kontak|undang mitra|undang humas|undang kepala dinas|undang orang|undang|invite',
  },
  {
    asks: 'people',
    rest: 'dropped',
    words:
      'siapa pegang jabatan|siapa memegang jabatan|siapa yang pegang jabatan|daftar petugas|daftar jabatan|siapa petugas|siapa saja petugas|who holds',
  },
  { asks: 'handover', rest: 'dropped', words: 'serah terima|serahterima|serahkan pekerjaan|handover' },
  {
    asks: 'settings',
    rest: 'dropped',
    words: 'pengaturan|setelan|setting|settings|ganti bahasa|ubah bahasa|change language',
  },
];
