import type { Reader, Tx } from '../../../db/database.js';
import { chunks } from '../../../lib/lists.js';
import { joinPerson } from '../identity/store.js';
import type { ProgrammeState } from '../life/rules.js';
import type { EndReason, EnrolmentState } from './rules.js';

type Of = { readonly unitId: number; readonly programmeId: number };

/** A warga binaan of the unit. `enrolment`: the state of an open one in the programme asked for. */
export type Enrollable = {
  readonly id: number;
  readonly name: string;
  readonly registerNumber: string;
  readonly registerKey: string;
  readonly presentFrom: Date;
  /** Keys of the numbers that they had, or have by a record that was merged into theirs. */
  readonly formerKeys: readonly string[];
  readonly presentUntil: Date | null;
  readonly releaseExpectedOn: string | null;
  readonly enrolment: EnrolmentState | null;
  /** When their last one there ended. */
  readonly endedAt: Date | null;
};

type EnrollableRow = Omit<Enrollable, 'formerKeys'> & { readonly key: string };

/** Everybody recorded in the unit, each person once, and who of them is in a programme. One query. */
export async function enrollableIn(tx: Tx, { unitId, programmeId }: Of): Promise<Enrollable[]> {
  const rows = await tx.$queryRaw<EnrollableRow[]>`
    SELECT p."id", p."name", p."registerNumber", p."registerKey", p."presentUntil", p."releaseExpectedOn",
      e."state" AS "enrolment", k."key"
    FROM (
      SELECT "id", "registerKey" AS "key" FROM "Participant" WHERE "unitId" = ${unitId}
      UNION SELECT "participantId", "key" FROM "RegisterNumber" WHERE "unitId" = ${unitId}
    ) k
    LEFT JOIN "Merge" mg ON mg."fromId" = k."id" AND mg."undoneAt" IS NULL
    JOIN "Participant" p ON p."id" = COALESCE(mg."rootId", k."id")
    LEFT JOIN "Enrolment" e ON e."participantId" = k."id" AND e."programmeId" = ${programmeId} AND e."endedAt" IS NULL
    ORDER BY p."id", k."key"`;
  const people = new Map<number, Enrollable & { readonly formerKeys: string[] }>();
  for (const { key, ...row } of rows) {
    const known = people.get(row.id) ?? { ...row, formerKeys: [] };
    if (key !== row.registerKey) known.formerKeys.push(key);
    people.set(row.id, { ...known, enrolment: known.enrolment ?? row.enrolment });
  }
  return [...people.values()];
}

/** Somebody who holds a seat. */
export type Seated = {
  readonly enrolmentId: number;
  /** The record that stands for the person. */
  readonly participantId: number;
  readonly name: string;
  readonly registerNumber: string;
};

/** A programme as its end is decided by, and who would end with it. */
export type Ending = {
  readonly programme: {
    readonly agencyId: number | null;
    readonly state: ProgrammeState;
    readonly version: number;
    readonly endedAt: Date | null;
    readonly endedFrom: ProgrammeState | null;
    readonly minAttendance: number | null;
  };
  /** Everybody with an open enrolment, by name. */
  readonly open: readonly (Seated & { readonly state: EnrolmentState })[];
  /** Whether a seat is offered to somebody. */
  readonly offers: boolean;
};

type EndingRow = Ending['programme'] & {
  readonly offered: number | bigint;
  readonly enrolmentId: number | null;
  readonly participantId: number;
  readonly enrolment: EnrolmentState;
  readonly name: string | null;
  readonly registerNumber: string | null;
};

/** Who would end with a programme. Undefined: the unit has no such programme. One query. */
export async function endingWith(db: Reader | Tx, { unitId, programmeId }: Of): Promise<Ending | undefined> {
  const rows = await db.$queryRaw<EndingRow[]>`
    SELECT g."agencyId", g."state", g."version", g."endedAt", g."endedFrom", g."minAttendance",
      (SELECT COUNT(*) FROM "SeatOffer" f WHERE f."programmeId" = ${programmeId} AND f."state" = 'open') AS "offered",
      e."id" AS "enrolmentId", p."id" AS "participantId", e."state" AS "enrolment", p."name",
      p."registerNumber"
    FROM "Programme" g
    LEFT JOIN "Enrolment" e ON e."programmeId" = g."id" AND e."endedAt" IS NULL
    ${joinPerson('e')}
    WHERE g."id" = ${programmeId} AND g."unitId" = ${unitId} ORDER BY p."searchName", p."id"`;
  const [first] = rows;
  if (!first) return undefined;
  const { agencyId, state, version, endedAt, endedFrom, minAttendance, offered } = first;
  const open = rows.flatMap(({ enrolmentId, participantId, enrolment, name, registerNumber }) =>
    enrolmentId === null
      ? []
      : [
          {
            enrolmentId,
            participantId,
            state: enrolment,
            name: name ?? '',
            registerNumber: registerNumber ?? '',
          },
        ],
  );
  return {
    programme: { agencyId, state, version, endedAt, endedFrom, minAttendance },
    open,
    offers: Number(offered) > 0,
  };
}

type By = { readonly byId: number | null; readonly now: Date };

/** Somebody who is to be enrolled. */
export type Opening = {
  readonly participantId: number;
  readonly state: Exclude<EnrolmentState, 'ended'>;
  readonly from: Date;
};

/**
 * Opens enrolments, each from its instant, within a transaction that holds the programme's lock; their history begins
 * with it. Two statements.
 */
export async function openEnrolments(
  tx: Tx,
  of: Of,
  people: readonly Opening[],
  { byId, now }: By,
): Promise<void> {
  if (people.length === 0) return;
  const { unitId, programmeId } = of;
  const opened = await tx.enrolment.createManyAndReturn({
    data: people.map(({ participantId, state }) => ({ unitId, programmeId, participantId, state })),
    select: { id: true, participantId: true, state: true },
  });
  const begins = new Map(people.map(({ participantId, from }) => [participantId, from]));
  await tx.enrolmentChange.createMany({
    data: opened.map(({ id: enrolmentId, participantId, state }) => ({
      enrolmentId,
      state,
      from: begins.get(participantId) ?? now,
      recordedAt: now,
      byId,
    })),
  });
}

/** Gives enrolments their next state from an instant: the one before ends then. */
export async function changeEnrolments(
  tx: Tx,
  ids: readonly number[],
  to: { readonly state: EnrolmentState; readonly reason: EndReason | null; readonly at: Date },
  { byId, now }: By,
): Promise<void> {
  if (ids.length === 0) return;
  const { state, reason, at } = to;
  for (const some of chunks(ids)) {
    await tx.enrolment.updateMany({
      where: { id: { in: some } },
      data: { state, endReason: reason, endedAt: state === 'ended' ? at : null, version: { increment: 1 } },
    });
    await tx.enrolmentChange.updateMany({
      where: { enrolmentId: { in: some }, until: null },
      data: { until: at },
    });
  }
  await tx.enrolmentChange.createMany({
    data: ids.map((enrolmentId) => ({ enrolmentId, state, reason, from: at, recordedAt: now, byId })),
  });
}

/** Whether anything was recorded of a unit's enrolments by an instant. One query. */
export async function hasEnrolmentsBy(db: Reader, unitId: number, at: Date): Promise<boolean> {
  const first = await db.enrolmentChange.findFirst({
    where: { enrolment: { unitId }, from: { lte: at } },
    select: { id: true },
  });
  return first !== null;
}

/** Ends all of a programme's open enrolments from now on, each for its reason. Three statements, however many. */
export async function endEnrolments(
  tx: Tx,
  programmeId: number,
  reasons: readonly { readonly enrolmentId: number; readonly reason: EndReason }[],
  { byId, now }: By,
): Promise<void> {
  if (reasons.length === 0) return;
  await tx.$executeRaw`
    UPDATE "EnrolmentChange" SET "until" = ${now} WHERE "until" IS NULL AND "enrolmentId" IN (
      SELECT "id" FROM "Enrolment" WHERE "programmeId" = ${programmeId} AND "endedAt" IS NULL)`;
  await tx.enrolmentChange.createMany({
    data: reasons.map(({ enrolmentId, reason }) => ({
      enrolmentId,
      state: 'ended' as const,
      reason,
      from: now,
      recordedAt: now,
      byId,
    })),
  });
  // What its history was just given is the reason of each.
  await tx.$executeRaw`
    UPDATE "Enrolment" SET "state" = 'ended', "endedAt" = ${now}, "version" = "version" + 1, "endReason" = (
      SELECT c."reason" FROM "EnrolmentChange" c WHERE c."enrolmentId" = "Enrolment"."id" AND c."until" IS NULL)
    WHERE "programmeId" = ${programmeId} AND "endedAt" IS NULL`;
}

/** An enrolment as its next state is decided by; `since`: when the present one began. */
type Movable = {
  readonly participantId: number;
  readonly programmeId: number;
  readonly agencyId: number | null;
  readonly seats: number | null;
  readonly programmeState: ProgrammeState;
  readonly state: EnrolmentState;
  readonly version: number;
  readonly since: Date | null;
};

/** A unit's enrolment with its programme. One query. */
export async function movable(tx: Tx, unitId: number, enrolmentId: number): Promise<Movable | undefined> {
  const [row] = await tx.$queryRaw<Movable[]>`
    SELECT e."participantId", e."programmeId", g."agencyId", g."seats", g."state" AS "programmeState", e."state",
      e."version", c."from" AS "since"
    FROM "Enrolment" e
    JOIN "Programme" g ON g."id" = e."programmeId"
    LEFT JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id" AND c."until" IS NULL
    WHERE e."id" = ${enrolmentId} AND e."unitId" = ${unitId}`;
  return row;
}
