import type { Reader } from '../../../db/database.js';
import { parseIsoDate } from '../../../lib/zoned.js';

/** A programme as it is watched over. */
export type Watched = {
  readonly id: number;
  readonly unitId: number;
  readonly zone: string;
  readonly name: string;
  readonly agencyId: number | null;
  readonly officerId: number | null;
  readonly namesShown: boolean;
};

/** A programme's states in which what is recorded of it is worth watching. */
const ALIVE = { in: ['open' as const, 'running' as const] };

const watched = {
  id: true,
  unitId: true,
  name: true,
  agencyId: true,
  officerId: true,
  namesShown: true,
  unit: { select: { zone: true } },
} as const;

function asWatched({
  unit,
  ...row
}: Omit<Watched, 'zone'> & { readonly unit: { readonly zone: string } }): Watched {
  return { ...row, zone: unit.zone };
}

/** A programme that is neither a draft nor over. */
export async function findWatched(db: Reader, unitId: number, id: number): Promise<Watched | undefined> {
  const row = await db.programme.findFirst({ where: { id, unitId, state: ALIVE }, select: watched });
  return row ? asWatched(row) : undefined;
}

/** A running programme with its days, where they are known. */
export type RunningProgramme = Watched & {
  readonly startsOn: ReturnType<typeof parseIsoDate>;
  readonly endsOn: ReturnType<typeof parseIsoDate>;
  readonly createdAt: Date;
};

/** Running programmes, of all units or one of them. One query and its relation. */
export async function runningProgrammes(
  db: Reader,
  only?: { readonly unitId: number; readonly id: number },
): Promise<RunningProgramme[]> {
  const rows = await db.programme.findMany({
    where: { state: 'running', ...only },
    select: { ...watched, startsOn: true, endsOn: true, createdAt: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ startsOn, endsOn, createdAt, ...row }) => ({
    ...asWatched(row),
    createdAt,
    startsOn: startsOn === null ? undefined : parseIsoDate(startsOn),
    endsOn: endsOn === null ? undefined : parseIsoDate(endsOn),
  }));
}

/** Somebody who takes part in a programme now. */
export type Enrolled = { readonly id: number; readonly participantId: number; readonly since: Date };

async function enrolledWhere(
  db: Reader,
  where: { readonly programmeId: number } & (
    | { readonly id: number }
    | { readonly participantId: { readonly in: number[] } }
  ),
): Promise<Enrolled[]> {
  const rows = await db.enrolment.findMany({
    where: { ...where, state: 'active' },
    select: {
      id: true,
      participantId: true,
      changes: { where: { state: 'active' }, select: { from: true }, orderBy: { from: 'asc' }, take: 1 },
    },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ changes: [first], ...row }) => (first ? [{ ...row, since: first.from }] : []));
}

/** Those of some participants who take part in a programme now. One query and its relation. */
export function enrolledAmong(
  db: Reader,
  programmeId: number,
  participantIds: readonly number[],
): Promise<Enrolled[]> {
  return enrolledWhere(db, { programmeId, participantId: { in: [...participantIds] } });
}

/** An active enrolment with its programme, neither a draft nor over, and its participant. */
export async function findEnrolled(
  db: Reader,
  unitId: number,
  id: number,
): Promise<
  | {
      readonly enrolled: Enrolled;
      readonly participant: { readonly id: number; readonly name: string };
      readonly programme: Watched;
    }
  | undefined
> {
  const row = await db.enrolment.findFirst({
    where: { id, unitId, state: 'active', programme: { state: ALIVE } },
    select: { participant: { select: { id: true, name: true } }, programme: { select: watched } },
  });
  if (!row) return undefined;
  const [enrolled] = await enrolledWhere(db, { programmeId: row.programme.id, id });
  return enrolled && { enrolled, participant: row.participant, programme: asWatched(row.programme) };
}

/** Which of these enrolments, in whatever state, are in a programme. One query. */
export async function enrolmentsAmong(
  db: Reader,
  programmeId: number,
  ids: readonly number[],
): Promise<number[]> {
  const rows = await db.enrolment.findMany({
    where: { id: { in: [...ids] }, programmeId },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
