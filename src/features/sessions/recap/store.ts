import type { Reader } from '../../../db/database.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { type RosterRow, rosterWithin } from '../../programmes/index.js';
import type { Mark } from '../exceptions/rules.js';

type Span = { readonly from: Date; readonly until: Date };
type Of = { readonly unitId: number; readonly programmeId: number };

/** Everybody on a programme's sheets in a span, with from when to when. One query. */
export function rosterIn(db: Reader, of: Of, span: Span): Promise<RosterRow[]> {
  return db.$queryRaw<RosterRow[]>`${rosterWithin(of, span)} ORDER BY "place"`;
}

/** A session that stands on one of a file's days, with its marks by participant where it is recorded. */
export type Standing = {
  readonly id: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: 'planned' | 'held';
  readonly headcount: number | null;
  readonly trainer: string | null;
  readonly marks: ReadonlyMap<number, Mark>;
};

type Row = Omit<Standing, 'marks'> & { readonly participantId: number | null; readonly mark: Mark };

/** A programme's sessions that begin in a span, cancelled ones aside, the earliest first. One query. */
export async function standingIn(
  db: Reader,
  { unitId, programmeId }: Of,
  { from, until }: Span,
): Promise<Standing[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT s."id", s."startsAt", s."endsAt", s."state", s."headcount", s."trainer", a."participantId", a."mark"
    FROM "Session" s LEFT JOIN "Attendance" a ON a."sessionId" = s."id"
    WHERE s."unitId" = ${unitId} AND s."programmeId" = ${programmeId} AND s."state" <> 'cancelled'
      AND s."startsAt" >= ${from} AND s."startsAt" < ${until}
    ORDER BY s."startsAt", s."id", a."number"`);
  const found = new Map<number, Standing & { readonly marks: Map<number, Mark> }>();
  for (const { participantId, mark, ...session } of rows) {
    const one = found.get(session.id) ?? { ...session, marks: new Map<number, Mark>() };
    if (participantId !== null) one.marks.set(participantId, mark);
    found.set(session.id, one);
  }
  return [...found.values()];
}
