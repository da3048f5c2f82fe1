import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { overlaps } from '../../calendar/index.js';
import { activeOf, type Direction, OPEN_STATES, type PartyAnswer, type VisitState } from '../state/rules.js';
import { hostOf } from '../visit/rules.js';
import { DAY_MS, visitsInSql } from '../visit/store.js';

/** Another visit in the way. */
export type Taken = {
  readonly id: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly personIds: readonly number[];
  readonly agencyIds: readonly number[];
  readonly placeId: number | null;
  readonly agencyName: string;
};

type Row = Omit<Taken, 'personIds' | 'agencyIds' | 'placeId' | 'agencyName'> & {
  readonly askedStart: Date | null;
  readonly askedEnd: Date | null;
  readonly officerId: number;
  readonly state: VisitState;
  readonly direction: Direction;
  readonly hostId: number | null;
  readonly agencyId: number;
  readonly answer: PartyAnswer;
  readonly name: string;
  readonly memberId: number | null;
};

/**
 * Open visits of a scope whose time, or the one that is asked for in its place, shares a moment with the stretch of time,
 * without `exceptId`, the earliest first. One joined query by hand: Prisma would make four.
 */
export async function takenBetween(
  db: Reader,
  scope: Scope,
  span: { readonly startsAt: Date; readonly endsAt: Date; readonly exceptId?: number | undefined },
): Promise<Taken[]> {
  const { startsAt, endsAt, exceptId = -1 } = span;
  // No visit lasts a day, which keeps the index from being read from its beginning.
  const earliest = new Date(startsAt.getTime() - DAY_MS);
  const rows = await db.$queryRaw<Row[]>`
    SELECT v."id", v."startsAt", v."endsAt", v."askedStart", v."askedEnd", v."officerId", v."state", v."direction", v."hostId", y."agencyId", y."answer", a."name",
      m."personId" AS "memberId"
    FROM "Visit" v
    JOIN "VisitParty" y ON y."visitId" = v."id" AND y."takenOutAt" IS NULL JOIN "Agency" a ON a."id" = y."agencyId"
    LEFT JOIN "VisitMember" m ON m."visitId" = v."id"
    WHERE ${visitsInSql(scope)} AND v."state" IN (${Prisma.join([...OPEN_STATES])}) AND v."id" <> ${exceptId}
      AND ((v."startsAt" < ${endsAt} AND v."startsAt" > ${earliest} AND v."endsAt" > ${startsAt})
        OR (v."askedStart" < ${endsAt} AND v."askedStart" > ${earliest} AND v."askedEnd" > ${startsAt}))
    ORDER BY v."startsAt", v."id", y."id", m."personId"`;
  const byId = new Map<number, Row[]>();
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  return [...byId.values()].flatMap(takenOf).filter((taken) => overlaps(taken, span));
}

function takenOf(rows: readonly Row[]): Taken[] {
  const [first] = rows;
  if (!first) return [];
  const { id, startsAt, endsAt, askedStart, askedEnd, officerId, state, direction, hostId } = first;
  const parties = [...new Map(rows.map((row) => [row.agencyId, row])).values()];
  const active = activeOf({ state, parties });
  // While an agency asks and nobody of the unit has answered, nobody's time is taken.
  const isOwn = state !== 'proposed' || parties.some(({ answer }) => answer !== 'accepted');
  const memberIds = new Set(rows.flatMap(({ memberId }) => memberId ?? []));
  const spans = askedStart && askedEnd ? [{ startsAt: askedStart, endsAt: askedEnd }] : [];
  return [{ startsAt, endsAt }, ...spans].map((span) => ({
    id,
    ...span,
    personIds: isOwn ? [officerId, ...memberIds] : [],
    placeId: direction === 'toAgency' ? hostOf({ state, parties, hostId }).agencyId : null,
    agencyIds: active.map(({ agencyId }) => agencyId),
    agencyName: active.map(({ name }) => name).join(', '),
  }));
}
