import { Prisma } from '../../generated/sqlite/client.js';
import { few } from '../../lib/lists.js';
import { KEY_ID_AT, type Seal } from '../../lib/shut/seal.js';
import type { Reader, Tx } from '../database.js';
import type { SealedColumn } from './columns.js';

type Place = Pick<SealedColumn, 'model' | 'column'>;
type Ids = readonly Uint8Array[];

/** Written into the statement as they are: they are names in the schema, which come from {@link SealedColumn}s alone. */
const named = (name: string) => Prisma.raw(`"${name}"`);

/** Rows of a column that were sealed with none of these keys. Like the seal, SQL counts bytes; but from 1. */
function sealedWithout({ column }: Place, ids: Ids) {
  if (ids.length === 0) return Prisma.sql`${named(column)} IS NOT NULL`;
  return Prisma.sql`substr(${named(column)}, ${Prisma.raw(`${KEY_ID_AT.from + 1}, ${KEY_ID_AT.bytes}`)}) NOT IN (${Prisma.join(few('configured', ids))})`;
}

/** How many rows of a column were sealed with none of these keys. */
export async function countSealedWithout(db: Reader, place: Place, ids: Ids): Promise<number> {
  const rows = await db.$queryRaw<{ n: bigint | number }[]>`
    SELECT COUNT(*) AS n FROM ${named(place.model)} WHERE ${sealedWithout(place, ids)}`;
  return Number(rows[0]?.n ?? 0);
}

/** Deletes the rows of a column that were sealed with none of these keys. */
export function deleteSealedWithout(tx: Tx, place: Place, ids: Ids): Promise<number> {
  return tx.$executeRaw`DELETE FROM ${named(place.model)} WHERE ${sealedWithout(place, ids)}`;
}

/**
 * Seals anew what is sealed in a column with another key than `id`, the one that `seal` seals with now.
 *
 * @returns How many rows.
 * @throws {SealError} where one can't be opened: nothing of the column is changed then.
 */
export async function sealAnew(tx: Tx, place: SealedColumn, seal: Seal, id: Uint8Array): Promise<number> {
  const { model, column, purpose } = place;
  const rows = await tx.$queryRaw<{ sealed: Uint8Array }[]>`
    SELECT ${named(column)} AS sealed FROM ${named(model)} WHERE ${sealedWithout(place, [id])}`;
  for (const { sealed } of rows) {
    const anew = seal.seal(seal.open(sealed, purpose), purpose);
    // No two rows hold the same bytes, since each has a nonce of its own: they tell the row, whatever its key is.
    await tx.$executeRaw`UPDATE ${named(model)} SET ${named(column)} = ${anew} WHERE ${named(column)} = ${sealed}`;
  }
  return rows.length;
}
