import type { Loggable } from '../lib/safe-error.js';
import type { Said } from '../lib/said.js';

type Reason = 'missing' | 'another' | 'unreadable';

const MESSAGES: Readonly<Record<Reason, string>> = {
  missing: 'the database was sealed with a DATA_KEY, and there is none',
  another: 'the database was sealed with another DATA_KEY',
  unreadable: 'the file of the DATA_KEY holds something else',
};

const OTHERWISE: Said = {
  id: 'Bila kunci itu benar-benar hilang, jalankan npm run key -- begin-anew: formulir yang belum selesai dan pesan yang belum diolah hilang, data lainnya tetap.',
  en: 'If that key is really gone, run npm run key -- begin-anew: unfinished forms and messages not handled yet are lost, everything else stays.',
};

const WHAT: Readonly<Record<Reason, (place: string) => Said>> = {
  missing: (place) => ({
    id: `Basis data ini disegel dengan kunci data yang tidak ada di ${place}. Kembalikan berkas itu, atau tulis kunci yang dulu dicatat sebagai DATA_KEY di .env (beberapa komputer pada satu PostgreSQL harus memakai kunci yang sama).`,
    en: `This database was sealed with a data key that isn't at ${place}. Put that file back, or write the key that was noted down into .env as DATA_KEY (several computers on one PostgreSQL must use the same one).`,
  }),
  another: (place) => ({
    id: `Kunci data di ${place} bukan kunci basis data ini. Kembalikan kunci yang benar, atau tulis di DATA_KEY di .env.`,
    en: `The data key in ${place} isn't this database's. Put the right one back, or write it into .env as DATA_KEY.`,
  }),
  unreadable: (place) => ({
    id: `Isi ${place} bukan kunci data. Kembalikan berkas itu dari salinan, atau tulis kuncinya sebagai DATA_KEY di .env.`,
    en: `What ${place} holds isn't a data key. Put that file back from a copy, or write the key into .env as DATA_KEY.`,
  }),
};

/** The key that is held isn't the one that this database needs. */
export class DataKeyError extends Error implements Loggable {
  override readonly name = 'DataKeyError';
  readonly loggable = true;
  readonly reason: Reason;
  /** What it is and what to do, for the terminal. */
  readonly said: Said;

  /** @param place Where the key is looked for: a file, or `DATA_KEY` for the variable. */
  constructor(reason: Reason, place: string) {
    super(MESSAGES[reason]);
    this.reason = reason;
    const { id, en } = WHAT[reason](place);
    this.said = { id: `${id} ${OTHERWISE.id}`, en: `${en} ${OTHERWISE.en}` };
  }
}
