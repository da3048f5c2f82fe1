import { Prisma } from '../../generated/sqlite/client.js';
import { few } from '../../lib/lists.js';

/** Which rows somebody may see: a unit's, those of some of its agencies, or none. The scopes of `access` have this shape. */
type Scope =
  | { readonly kind: 'unit'; readonly unitId: number }
  | { readonly kind: 'agencies'; readonly unitId: number; readonly agencyIds: readonly number[] }
  | { readonly kind: 'none' };

/**
 * A scope as a condition in SQL, as `within` of access/where.ts is for Prisma's queries.
 *
 * @param row the name that the rows have in the query
 * @param ofAgencies what makes such a row one of some agencies, given as a list of ids with commas
 */
export function scopeSql(
  scope: Scope,
  row: Prisma.Sql,
  ofAgencies: (agencyIds: Prisma.Sql) => Prisma.Sql,
): Prisma.Sql {
  if (scope.kind === 'none') return Prisma.sql`1 = 0`;
  const ofUnit = Prisma.sql`${row}."unitId" = ${scope.unitId}`;
  if (scope.kind === 'unit') return ofUnit;
  return Prisma.sql`${ofUnit} AND ${amongSql(scope.agencyIds, ofAgencies)}`;
}

/** A condition on a list of ids; nothing meets it where there are none. */
export function amongSql(ids: readonly number[], condition: (ids: Prisma.Sql) => Prisma.Sql): Prisma.Sql {
  return ids.length === 0 ? Prisma.sql`1 = 0` : condition(Prisma.join(few('agencies', ids)));
}
