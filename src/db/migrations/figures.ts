import { DatabaseRefused } from '../start/refusal.js';

/** What a head knows the office by: if these are as before, nothing went missing. */
const COUNTED = [
  'Unit',
  'Person',
  'Post',
  'Agency',
  'Visit',
  'FollowUp',
  'Programme',
  'Participant',
  'Enrolment',
  'Session',
  'Attendance',
] as const;

/** Rows by table; a table that isn't there has no entry. */
export type Figures = Readonly<Partial<Record<(typeof COUNTED)[number], number>>>;

/** @param count The rows of a table that is there. */
export async function figuresOf(
  tables: ReadonlySet<string>,
  count: (table: string) => number | Promise<number>,
): Promise<Figures> {
  const figures: Partial<Record<(typeof COUNTED)[number], number>> = {};
  for (const table of COUNTED) if (tables.has(table)) figures[table] = await count(table);
  return figures;
}

/** @throws {DatabaseRefused} where a figure from before is another one now, or is gone. */
export function assertSame(before: Figures, after: Figures): void {
  const differ = COUNTED.filter((table) => before[table] !== undefined && before[table] !== after[table]);
  if (differ.length === 0) return;
  const which = differ.map((table) => `${table} ${before[table]} → ${after[table] ?? '-'}`).join(', ');
  throw new DatabaseRefused('figures', {
    id: `Angka sesudah pembaruan tidak sama dengan sebelumnya (${which}), jadi basis data tetap seperti semula. Pasang kembali versi sebelumnya dan kabari pengembang.`,
    en: `After the upgrade the figures were not the same as before (${which}), so the database is as it was. Install the former version again and tell the developers.`,
  });
}
