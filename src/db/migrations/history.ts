import { DatabaseRefused } from '../start/refusal.js';

/** What a database says of itself. */
export type Found = {
  /** It bears this program's mark. */
  readonly marked: boolean;
  /** It holds tables. */
  readonly filled: boolean;
  /** The migrations that it has, oldest first. */
  readonly applied: readonly string[];
  /** Those that were begun and never ended, by a version that didn't undo what it had broken off. */
  readonly unfinished: readonly string[];
};

/** The columns of the record that `prisma migrate` keeps, which databases have from before. */
export const RECORD = `"_prisma_migrations"`;

/** Takes the record to be made as the schema engine makes it, so that its own tools still read it. */
export const MAKE_RECORD = (moment: string) => `CREATE TABLE IF NOT EXISTS ${RECORD} (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" ${moment},
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" ${moment},
  "started_at" ${moment} NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Of the migrations that the program knows, oldest first, those that a database lacks.
 *
 * @throws {DatabaseRefused} where the database isn't this program's, or a newer version's, or was left halfway.
 */
export function missingIn(found: Found, known: readonly string[]): readonly string[] {
  const { marked, filled, applied, unfinished } = found;
  const strange = applied.filter((name) => !known.includes(name));
  if (
    !marked &&
    filled &&
    strange.length === applied.length &&
    !unfinished.some((name) => known.includes(name))
  )
    throw foreign();
  if (strange.length > 0) throw newer(strange.at(-1) ?? '');
  if (unfinished.length > 0) throw brokenOff(unfinished.join(', '));
  return known.filter((name) => !applied.includes(name));
}

function foreign(): DatabaseRefused {
  return new DatabaseRefused('foreign', {
    id: 'Basis data ini milik program lain. Periksa DATABASE_URL di .env; tidak ada yang diubah.',
    en: 'This database belongs to another program. Check DATABASE_URL in .env; nothing was changed.',
  });
}

function newer(migration: string): DatabaseRefused {
  return new DatabaseRefused('newer', {
    id: `Basis data ini dibuat oleh Sambang versi yang lebih baru (${migration}). Pasang versi itu, atau pulihkan cadangan dari versi ini: npm run restore. Tidak ada yang diubah.`,
    en: `This database was made by a newer version of Sambang (${migration}). Install that version, or restore a backup that this one made: npm run restore. Nothing was changed.`,
  });
}

function brokenOff(migrations: string): DatabaseRefused {
  return new DatabaseRefused('unfinished', {
    id: `Pembaruan basis data oleh versi lama terputus di tengah (${migrations}). Pulihkan cadangan dari sebelumnya: npm run restore.`,
    en: `An upgrade of the database by an older version broke off in the middle (${migrations}). Restore the backup from before it: npm run restore.`,
  });
}

/** A migration that the database refused; the database is as it was. */
export function failed(migration: string, cause: unknown): DatabaseRefused {
  const words = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseRefused(
    'failed',
    {
      id: `Basis data tidak dapat diperbarui dan tetap seperti semula: migrasi ${migration} gagal (${words}). Pasang kembali versi sebelumnya dan kabari pengembang.`,
      en: `The database could not be upgraded and is as it was: the migration ${migration} failed (${words}). Install the former version again and tell the developers.`,
    },
    { cause },
  );
}
