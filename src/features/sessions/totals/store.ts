import type { Scope } from '../../../access/can.js';
import type { Reader, Tx } from '../../../db/database.js';
import { countedOnce } from '../../programmes/index.js';
import { attendanceRate, NO_MARKS, pooled, type Tally } from '../attendance/rules.js';
import { sessionsIn } from '../session/store.js';

/** What was held in a span, without a name: marks pooled, headcount-only sessions apart. */
export type SessionTotals = {
  /** Sessions held, headcount-only ones among them. */
  readonly sessions: number;
  readonly marks: Tally;
  readonly headcountSessions: number;
  /** How many came to these in all. */
  readonly heads: number;
};

const NO_SESSIONS: SessionTotals = { sessions: 0, marks: NO_MARKS, headcountSessions: 0, heads: 0 };

type ProgrammeTotals = SessionTotals & { readonly programmeId: number };

function addTotals(a: SessionTotals, b: SessionTotals): SessionTotals {
  return {
    sessions: a.sessions + b.sessions,
    marks: pooled(a.marks, b.marks),
    headcountSessions: a.headcountSessions + b.headcountSessions,
    heads: a.heads + b.heads,
  };
}

// Prisma's groupBy can't group attendance by the session's programme. Dates are bound as the adapters write them.
async function marksIn(db: Reader | Tx, unitId: number, from: Date, until: Date): Promise<readonly Cell[]> {
  return db.$queryRaw<Cell[]>`
    SELECT s."programmeId" AS "programmeId", a."mark" AS "mark", COUNT(*) AS "count"
    FROM "Session" s JOIN "Attendance" a ON a."sessionId" = s."id"
    WHERE s."unitId" = ${unitId} AND s."state" = 'held' AND s."startsAt" >= ${from} AND s."startsAt" < ${until}
      AND ${countedOnce()}
    GROUP BY s."programmeId", a."mark"`;
}

type Cell = { readonly programmeId: number; readonly mark: keyof Tally; readonly count: number | bigint };

/**
 * What was held from `from` on and before `until`, by programme, of a unit or an actor's scope. Programmes without a
 * session are left out. Two queries, whatever the span holds.
 */
export async function sessionTotals(
  db: Reader | Tx,
  of: { readonly scope: Scope; readonly from: Date; readonly until: Date },
): Promise<{ readonly all: SessionTotals; readonly byProgramme: readonly ProgrammeTotals[] }> {
  const { scope, from, until } = of;
  if (scope.kind === 'none') return { all: NO_SESSIONS, byProgramme: [] };
  const held = {
    ...sessionsIn(scope),
    state: 'held' as const,
    startsAt: { gte: from, lt: until },
  };
  const sessions = await db.session.groupBy({
    by: ['programmeId'],
    where: held,
    _count: { _all: true, headcount: true },
    _sum: { headcount: true },
  });
  const marks = new Map<number, Tally>();
  for (const { programmeId, mark, count } of await marksIn(db, scope.unitId, from, until)) {
    marks.set(programmeId, { ...(marks.get(programmeId) ?? NO_MARKS), [mark]: Number(count) });
  }
  const byProgramme = sessions.map(
    ({ programmeId, _count, _sum }): ProgrammeTotals => ({
      programmeId,
      sessions: _count._all,
      marks: marks.get(programmeId) ?? NO_MARKS,
      headcountSessions: _count.headcount,
      heads: _sum.headcount ?? 0,
    }),
  );
  return { all: byProgramme.reduce<SessionTotals>(addTotals, NO_SESSIONS), byProgramme };
}

/**
 * How often each of those who take part in a programme came to its sessions since they were enrolled, by the record that
 * stands for the person; who was never on a sheet is left out. One query.
 */
export async function ratesOf(
  db: Reader | Tx,
  { unitId, programmeId }: { readonly unitId: number; readonly programmeId: number },
): Promise<ReadonlyMap<number, { readonly attended: number; readonly expected: number }>> {
  const cells = await db.$queryRaw<
    { readonly person: number | bigint; readonly mark: keyof Tally; readonly count: number | bigint }[]
  >`
    WITH enrolled AS (
      SELECT COALESCE(m."rootId", e."participantId") AS person, MIN(c."from") AS since
      FROM "Enrolment" e
      JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id"
      LEFT JOIN "Merge" m ON m."fromId" = e."participantId" AND m."undoneAt" IS NULL
      WHERE e."programmeId" = ${programmeId} AND e."endedAt" IS NULL
      GROUP BY 1
    )
    SELECT x.person AS "person", a."mark" AS "mark", COUNT(*) AS "count"
    FROM "Session" s
    JOIN "Attendance" a ON a."sessionId" = s."id"
    LEFT JOIN "Merge" m ON m."fromId" = a."participantId" AND m."undoneAt" IS NULL
    JOIN enrolled x ON x.person = COALESCE(m."rootId", a."participantId")
    WHERE s."unitId" = ${unitId} AND s."programmeId" = ${programmeId} AND s."state" = 'held'
      AND s."startsAt" >= x.since AND ${countedOnce()}
    GROUP BY x.person, a."mark" ORDER BY x.person`;
  const tallies = new Map<number, Tally>();
  for (const { person, mark, count } of cells) {
    const participantId = Number(person);
    tallies.set(participantId, { ...(tallies.get(participantId) ?? NO_MARKS), [mark]: Number(count) });
  }
  return new Map(
    [...tallies].map(([id, tally]) => {
      const { attended, expected } = attendanceRate(tally);
      return [id, { attended, expected }];
    }),
  );
}
