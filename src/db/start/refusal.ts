import type { Said } from '../../lib/said.js';

/**
 * Why the program doesn't begin to work on a database. `newer`: a later version made it; `foreign`: another program
 * did; `unfinished`: an older version's upgrade broke off; `failed`, `figures`, `backup`: this upgrade came to nothing,
 * and the database is as it was; `login`, `missing`: the server lets nobody in so; `writable`: what is to be read
 * only can be written to.
 */
export type RefusalReason =
  | 'newer'
  | 'foreign'
  | 'unfinished'
  | 'failed'
  | 'figures'
  | 'backup'
  | 'login'
  | 'missing'
  | 'writable';

/** What PostgreSQL says to nobody who comes so, told whether it says it at the start or later. */
export const POSTGRESQL_REFUSES = {
  missing: {
    id: 'Server PostgreSQL tidak punya basis data dengan nama itu. Buat dulu dengan createdb, atau perbaiki nama di akhir DATABASE_URL di .env.',
    en: 'The PostgreSQL server has no database of that name. Make it with createdb first, or mend the name at the end of DATABASE_URL in .env.',
  },
  login: {
    id: 'Server PostgreSQL menolak nama pengguna atau kata sandi. Perbaiki keduanya di DATABASE_URL di .env (tanda khusus ditulis seperti %40 untuk @).',
    en: "The PostgreSQL server doesn't accept the user's name or password. Mend them in DATABASE_URL in .env (special characters are written as %40 for @).",
  },
} as const satisfies Partial<Record<RefusalReason, Said>>;

/** Says in both languages what is wrong and what to do. Holds no password and nothing that somebody typed. */
export class DatabaseRefused extends Error {
  readonly reason: RefusalReason;
  readonly said: Said;

  constructor(reason: RefusalReason, said: Said, options?: ErrorOptions) {
    super(`${said.id}\n${said.en}`, options);
    this.name = 'DatabaseRefused';
    this.reason = reason;
    this.said = said;
  }
}
