import type { Reader, Tx } from '../../db/database.js';
import { inChunks } from '../../lib/lists.js';

/** What heads of a unit have said to be no participant's name, in small letters. One query. */
export async function exemptIn(db: Reader, unitId: number): Promise<string[]> {
  const rows = await db.nameExemption.findMany({
    where: { unitId, withdrawnAt: null },
    select: { words: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ words }) => words);
}

type By = { readonly unitId: number; readonly byId: number; readonly at: Date };

/** @returns its id; undefined where it was granted before. */
export async function grant(tx: Tx, words: string, { unitId, byId, at }: By): Promise<number | undefined> {
  const known = await tx.nameExemption.findFirst({ where: { unitId, words, withdrawnAt: null } });
  if (known) return undefined;
  const { id } = await tx.nameExemption.create({
    data: { unitId, words, grantedById: byId, grantedAt: at },
  });
  return id;
}

/** @returns its id; undefined where it isn't granted. */
export async function withdraw(tx: Tx, words: string, { unitId, byId, at }: By): Promise<number | undefined> {
  const known = await tx.nameExemption.findFirst({ where: { unitId, words, withdrawnAt: null } });
  if (!known) return undefined;
  const { id } = known;
  await tx.nameExemption.update({ where: { id }, data: { withdrawnById: byId, withdrawnAt: at } });
  return id;
}

/** What was said to be no name in a unit, taken back or not, by the ids. A query for some hundreds. */
export function exemptionsBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly words: string }[]> {
  return inChunks(ids, (some) =>
    db.nameExemption.findMany({ where: { unitId, id: { in: some } }, select: { id: true, words: true } }),
  );
}
