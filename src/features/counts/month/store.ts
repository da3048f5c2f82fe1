import type { Reader, Tx } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { type Measured, NO_ROWS, type Rows, type Status } from '../../months/index.js';
import { countedOnce } from '../../programmes/index.js';
import { NO_FILTER } from '../rules.js';
import {
  enrolledStates,
  joinedWithin,
  leftWithin,
  liveAt,
  peopleAt,
  presentAt,
  presentBy,
  statusOf,
} from '../store.js';
import { type MonthProgramme, measuredOf } from './rules.js';

type Row = {
  readonly what: keyof Rows | 'programme';
  readonly a: number | bigint;
  readonly b: number | bigint;
  readonly c: number | bigint;
  readonly d: string;
};

/** Why somebody left is told by the state that came next: an end by its reason, another by its name. */
const why = Prisma.sql`COALESCE((
  SELECT CASE WHEN CAST(n."state" AS TEXT) = 'ended' THEN CAST(n."reason" AS TEXT) ELSE CAST(n."state" AS TEXT) END
  FROM "EnrolmentChange" n
  WHERE n."id" = (SELECT MAX(l."id") FROM "EnrolmentChange" l
    WHERE l."enrolmentId" = c."enrolmentId" AND l."from" = c."until" AND l."id" <> c."id")), 'unrecorded')`;

/** Sessions that an ended timetable took along are nobody's. */
const counts = Prisma.sql`(CAST(s."state" AS TEXT) = 'held'
  OR (CAST(s."state" AS TEXT) = 'cancelled' AND CAST(s."cancelReason" AS TEXT) <> 'timetable'))`;

/** No headcount or agency, in a column of numbers. */
const NONE = -1;

/** The rows of a month in one order, so that two looks at the same are the same. */
function rowsOf(found: readonly Row[]): Rows {
  const numbers = (what: keyof Rows) =>
    found
      .filter((row) => row.what === what)
      .map((row) => ({ a: Number(row.a), b: Number(row.b), c: Number(row.c), d: row.d }))
      .toSorted((x, y) => x.a - y.a || x.b - y.b || x.c - y.c);
  return {
    ...NO_ROWS,
    enrolled: numbers('enrolled').map(({ a, b, c, d }) => [a, b, c, d as Status] as const),
    present: numbers('present').map(({ a, d }) => [a, d as Status] as const),
    joined: numbers('joined').map(({ a, b, c }) => [a, b, c] as const),
    left: numbers('left').map(({ a, b, c, d }) => [a, b, c, d] as const),
    sessions: numbers('sessions').map(({ a, b, c, d }) => {
      const state = d === 'held' ? ('held' as const) : ('cancelled' as const);
      return [a, b, state, c === NONE ? null : c] as const;
    }),
    marks: numbers('marks').map(({ a, b, d }) => [a, b, d] as const),
  };
}

function programmesIn(found: readonly Row[]): MonthProgramme[] {
  return found
    .filter(({ what }) => what === 'programme')
    .map(({ a, b, c, d: name }): MonthProgramme => {
      const agencyId = Number(b) === NONE ? null : Number(b);
      return { id: Number(a), name, kind: Number(c) === 1 ? 'trade' : 'attitude', agencyId };
    })
    .toSorted((x, y) => x.id - y.id);
}

/**
 * What a month says, with the rows behind: of a unit, from an instant on and before another. People are named by the
 * first of their records that says it, so that a merge changes what it changes and no more. One query.
 */
export async function measureMonth(
  db: Reader | Tx,
  unitId: number,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<Measured> {
  const counted = { unitId, agencyIds: null, filter: NO_FILTER };
  const at = new Date(until.getTime() - 1);
  const within = Prisma.sql`s."unitId" = ${unitId} AND s."startsAt" >= ${from} AND s."startsAt" < ${until}`;
  const found = await db.$queryRaw<Row[]>`
    WITH ${peopleAt(unitId, at)}
    SELECT DISTINCT 'enrolled' AS what, live.enrolment AS a,
      MIN(live.record) OVER (PARTITION BY live.person) AS b, live.programme AS c, live.status AS d
      FROM (${liveAt(counted, at)}) live WHERE live.state IN (${enrolledStates})
    UNION ALL SELECT DISTINCT 'present', ${presentBy(at)}, 0, 0, ${statusOf} ${presentAt(counted, at)}
    UNION ALL SELECT DISTINCT 'joined', c."enrolmentId", e."programmeId", c."id", ''
      ${joinedWithin(counted, from, at)}
    UNION ALL SELECT DISTINCT 'left', c."enrolmentId", e."programmeId", c."id", ${why}
      ${leftWithin(counted, from, at)}
    UNION ALL SELECT 'sessions', s."id", s."programmeId", COALESCE(s."headcount", ${NONE}), CAST(s."state" AS TEXT)
      FROM "Session" s WHERE ${within} AND ${counts}
    UNION ALL SELECT 'marks', a."sessionId", a."participantId", 0, CAST(a."mark" AS TEXT)
      FROM "Session" s JOIN "Attendance" a ON a."sessionId" = s."id"
      WHERE ${within} AND CAST(s."state" AS TEXT) = 'held' AND ${countedOnce()}
    UNION ALL SELECT 'programme', g."id", COALESCE(g."agencyId", ${NONE}),
      CASE WHEN CAST(g."kind" AS TEXT) = 'trade' THEN 1 ELSE 0 END, g."name"
      FROM "Programme" g WHERE g."unitId" = ${unitId}`;
  return measuredOf(rowsOf(found), programmesIn(found));
}
