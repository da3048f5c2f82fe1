import type { Reader } from '../../../db/database.js';
import { limitTo } from '../../../db/sql/limit.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import type { Mark } from '../exceptions/rules.js';

/** How somebody attended a session. */
export type Attended = {
  readonly sessionId: number;
  readonly startsAt: Date;
  readonly number: number | null;
  readonly programmeId: number;
  readonly programme: string;
  readonly mark: Mark;
};

/** More of one person are not looked at: several years of sessions on every working day. */
const MOST = 2_000;

/** How a participant of a unit attended the sessions held, the latest first. One query. */
export function attendedBy(db: Reader, unitId: number, participantId: number): Promise<Attended[]> {
  return db.$queryRaw<Attended[]>(Prisma.sql`
    SELECT s."id" AS "sessionId", s."startsAt", s."number", g."id" AS "programmeId", g."name" AS "programme", a."mark"
    FROM "Attendance" a
    JOIN "Session" s ON s."id" = a."sessionId" AND s."state" = 'held'
    JOIN "Programme" g ON g."id" = s."programmeId"
    WHERE a."participantId" = ${participantId} AND s."unitId" = ${unitId}
    ORDER BY s."startsAt" DESC, s."id" DESC ${limitTo(MOST)}`);
}
