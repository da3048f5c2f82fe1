import type { Reader, Tx } from '../../../db/database.js';
import { inChunks } from '../../../lib/lists.js';
import { isHeld } from '../held/store.js';
import type { UnitSeen } from './rules.js';

/** A unit as what runs by the clock needs it. */
type Unit = { readonly id: number; readonly zone: string };

/** All units. One query. */
export function units(db: Reader): Promise<Unit[]> {
  return db.unit.findMany({ select: { id: true, zone: true } });
}

/** Units by their ids. A query for some hundreds. */
export function unitsBy(db: Reader, ids: readonly number[]): Promise<(Unit & { readonly name: string })[]> {
  return inChunks(ids, (some) =>
    db.unit.findMany({ where: { id: { in: some } }, select: { id: true, zone: true, name: true } }),
  );
}

type SeenRow = Omit<UnitSeen, 'hours' | 'isKanwil' | 'hasHead'> & {
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** SQLite has numbers for it. */
  readonly isKanwil: boolean | number;
  readonly hasHead: boolean | number;
};

/** All units with what may be known of them outside. One query. */
export async function everyUnit(db: Reader | Tx, now: Date): Promise<UnitSeen[]> {
  const rows = await db.$queryRaw<SeenRow[]>`
    SELECT u."id", u."name", u."zone", u."opensAt", u."closesAt", u."isKanwil", u."kanwilId",
      EXISTS (SELECT 1 FROM "Post" o WHERE o."unitId" = u."id" AND o."kind" = 'head' AND ${isHeld(now)}) AS "hasHead"
    FROM "Unit" u ORDER BY u."id"`;
  return rows.map(({ opensAt, closesAt, isKanwil, hasHead, ...unit }) => ({
    ...unit,
    isKanwil: Boolean(isKanwil),
    hasHead: Boolean(hasHead),
    hours: opensAt === null || closesAt === null ? undefined : { opensAt, closesAt },
  }));
}

/** What units are called, to whom one may ask to be let in. One query. */
export function unitNames(db: Reader | Tx): Promise<{ readonly id: number; readonly name: string }[]> {
  return db.unit.findMany({ orderBy: { id: 'asc' }, select: { id: true, name: true } });
}

/** The units below a Kanwil, by name. One query. */
export function unitsBelow(
  db: Reader,
  kanwilId: number,
): Promise<{ readonly id: number; readonly name: string; readonly zone: string }[]> {
  return db.unit.findMany({
    where: { kanwilId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, zone: true },
  });
}
