import type { Said } from '../lib/said.js';
import type { Restored } from './restore.js';

/** Why nothing was restored. Beside those of SQLite: it is encrypted, or it is PostgreSQL's. */
export type Refused = {
  readonly ok: false;
  readonly reason:
    | Extract<Restored, { readonly ok: false }>['reason']
    | 'no-key'
    | 'wrong-key'
    | 'not-empty'
    | 'other-kind';
  readonly detail?: string;
};

type Words = (given: string, detail: string) => Said;

const WORDS: Readonly<Record<Refused['reason'], Words>> = {
  missing: (given) => ({
    id: `Tidak ada berkas ${given}. Lihat yang ada dengan: npm run restore`,
    en: `There is no file ${given}. See what there is with: npm run restore`,
  }),
  damaged: (given, detail) => ({
    id: `${given} rusak atau bukan cadangan Sambang (${detail}). Pilih cadangan lain.`,
    en: `${given} is damaged or no backup of Sambang (${detail}). Choose another one.`,
  }),
  newer: (given) => ({
    id: `${given} dibuat oleh Sambang versi yang lebih baru. Pasang versi itu dulu.`,
    en: `${given} was made by a newer version of Sambang. Install that version first.`,
  }),
  foreign: (given) => ({
    id: `${given} adalah basis data program lain, bukan cadangan Sambang. Pilih cadangan lain.`,
    en: `${given} is another program's database, no backup of Sambang. Choose another one.`,
  }),
  running: () => ({
    id: `Sambang masih berjalan. Hentikan dulu (Ctrl+C di jendelanya, atau hentikan layanannya), lalu ulangi.`,
    en: `Sambang is still running. Stop it first (Ctrl+C in its window, or stop its service), then try again.`,
  }),
  'same-file': (given) => ({
    id: `${given} adalah berkas yang sedang dipakai, bukan cadangan.`,
    en: `${given} is the file in use, not a backup.`,
  }),
  'no-key': (given) => ({
    id: `${given} terenkripsi. Isi DATA_KEY di .env dengan kunci milik Sambang yang membuatnya, atau beri berkas kuncinya: npm run restore -- ${given} --key-file kunci.txt`,
    en: `${given} is encrypted. Set DATA_KEY in .env to the key of the Sambang that made it, or give the file with the key as above.`,
  }),
  'wrong-key': (given) => ({
    id: `Kunci ini bukan kunci yang dipakai untuk ${given}. Pakai DATA_KEY yang berlaku ketika cadangan itu dibuat.`,
    en: `This key isn't the one that ${given} was encrypted with. Use the DATA_KEY of the time when it was made.`,
  }),
  'not-empty': () => ({
    id: `Basis data di DATABASE_URL tidak kosong. Buat yang baru (misalnya: createdb sambang_baru), tulis namanya di DATABASE_URL, lalu ulangi; yang lama tetap utuh.`,
    en: `The database in DATABASE_URL isn't empty. Make a new one (as in: createdb sambang_new), name it in DATABASE_URL and try again; the old one stays as it is.`,
  }),
  'other-kind': (given) => ({
    id: `${given} adalah cadangan dari jenis basis data lain. Sesuaikan DATABASE_URL: file: untuk .db, postgresql: untuk .dump.`,
    en: `${given} is a backup of the other kind of database. Change DATABASE_URL: file: for .db, postgresql: for .dump.`,
  }),
};

/** A refusal as people read it in the terminal. */
export function refusal({ reason, detail = '' }: Refused, given: string): Said {
  const { id, en } = WORDS[reason](given, detail);
  return { id: `${id} Tidak ada yang diubah.`, en: `${en} Nothing was changed.` };
}
