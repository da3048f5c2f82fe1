import type { Scope } from '../../../access/can.js';
import type { Reader } from '../../../db/database.js';
import { addDays, isoDate, localDate } from '../../../lib/zoned.js';
import { type ClosedDay, type ClosedDayRow, closedDayOf, closedFrom } from '../../calendar/index.js';
import { type Plannable, type PlannableColumns, plannableOf, plannableRows } from '../../programmes/index.js';
import type { PlanRow, Slot } from '../plan/rules.js';
import { toWeekday } from '../timetable/rules.js';

/** A programme with all that its planned sessions follow from, and those that there are. */
export type TimetableFacts = {
  readonly programme: Plannable;
  /** Its weekly times in force. */
  readonly slots: readonly Slot[];
  /** Its sessions from now on and those planned for a date from today on, soonest first. */
  readonly rows: readonly (PlanRow & { readonly version: number })[];
  /** How many began by now, cancelled ones aside. */
  readonly counted: number;
  readonly closed: readonly ClosedDay[];
};

type Row = PlannableColumns & {
  readonly counted: number | bigint | null;
  readonly slot: number | null;
  readonly weekday: number;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly session: number | null;
  readonly date: string | null;
} & Omit<PlanRow, 'id'> & { readonly version: number } & Omit<ClosedDayRow, 'date'>;

function factsIn(rows: readonly Row[], row: Row): TimetableFacts {
  return {
    programme: plannableOf(row),
    slots: rows.flatMap(({ slot: id, weekday, startMinute, endMinute }) =>
      id === null ? [] : [{ id, weekday: toWeekday(weekday), startMinute, endMinute }],
    ),
    rows: rows.flatMap(
      ({ session: id, slotId, plannedOn, startsAt, endsAt, state, cancelReason, version }) =>
        id === null ? [] : [{ id, slotId, plannedOn, startsAt, endsAt, state, cancelReason, version }],
    ),
    counted: rows.reduce((sum, { counted }) => sum + Number(counted ?? 0), 0),
    closed: rows.flatMap(({ date, reason, kind }) =>
      date === null ? [] : [closedDayOf({ date, reason, kind })],
    ),
  };
}

/**
 * What a programme's timetable is compared with, where it lies within a scope if one is given. One query: each of its
 * rows is a weekly time, a session or a closed day beside the programme, or the count.
 */
export async function timetableFacts(
  db: Reader,
  programmeId: number,
  now: Date,
  scope?: Scope,
): Promise<TimetableFacts | undefined> {
  // Today is only known by the unit's zone; what is of the day before changes nothing.
  const from = isoDate(addDays(localDate(now, 'UTC'), -1));
  const rows = await db.$queryRaw<Row[]>`
    SELECT g.*,
      CASE WHEN part."of" = 4 THEN (SELECT COUNT(*) FROM "Session" b
        WHERE b."programmeId" = g."programmeId" AND b."state" <> 'cancelled' AND b."startsAt" <= ${now}) END AS "counted",
      t."id" AS "slot", t."weekday", t."startMinute", t."endMinute",
      s."id" AS "session", s."slotId", s."plannedOn", s."startsAt", s."endsAt", s."state", s."cancelReason", s."version",
      c."date", c."reason", c."kind"
    FROM (${plannableRows(programmeId, scope)}) g
    CROSS JOIN (SELECT 1 AS "of" UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) part
    LEFT JOIN "TimetableSlot" t ON part."of" = 1 AND t."programmeId" = g."programmeId" AND t."endedAt" IS NULL
    LEFT JOIN "Session" s ON part."of" = 2 AND s."programmeId" = g."programmeId"
      AND (s."startsAt" > ${now} OR s."plannedOn" >= ${from})
    LEFT JOIN "ClosedDay" c ON part."of" = 3 AND c."unitId" = g."unitId" AND ${closedFrom(from)}
    ORDER BY t."weekday", t."startMinute", s."startsAt", s."id", c."date"`;
  const [row] = rows;
  return row && factsIn(rows, row);
}
