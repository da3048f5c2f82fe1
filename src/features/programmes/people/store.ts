import type { Reader, Tx } from '../../../db/database.js';
import { limitTo } from '../../../db/sql/limit.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { few, inChunks } from '../../../lib/lists.js';
import { searchName } from '../../../reading/search-name.js';
import type { Departure } from '../departure/rules.js';
import type { EndReason, EnrolmentState, RegisterClass, Sex } from '../enrolment/rules.js';
import { type Said, type Whole, wholesOf } from '../identity/rules.js';
import { joinPerson, standingOf, withStanding } from '../identity/store.js';
import type { ProgrammeState } from '../life/rules.js';

/** Somebody on a programme's sheet. Names and register numbers are for those with `participant.view` alone. */
export type RosterEntry = {
  readonly participantId: number;
  readonly name: string;
  readonly registerNumber: string;
};

/** A stretch of taking part, and of being in the unit. `personId`: the record that stands for the person. */
export type RosterRow = RosterEntry & {
  readonly personId: number;
  readonly activeFrom: Date;
  readonly activeUntil: Date | null;
  readonly presentFrom: Date;
  readonly presentUntil: Date | null;
};

/**
 * Selects whoever is on a programme's sheet at some moment from `from` to `until` (both inclusive), as
 * {@link RosterRow}s to be ordered by `place`: enrolled and active (not paused, not waiting) and in the unit, by name. To
 * be joined with what else is asked, and narrowed to a moment by `rosterAt`.
 */
export function rosterWithin(
  of: { readonly unitId: number; readonly programmeId: number },
  span: { readonly from: Date; readonly until: Date },
): Prisma.Sql {
  const { unitId, programmeId } = of;
  const { from, until } = span;
  return Prisma.sql`
    SELECT o."id" AS "participantId", p."id" AS "personId", p."name", p."registerNumber",
      o."presentFrom", o."presentUntil", c."from" AS "activeFrom", c."until" AS "activeUntil",
      ROW_NUMBER() OVER (ORDER BY p."searchName", p."registerKey") AS "place"
    FROM "Enrolment" e
    JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id" AND c."state" = 'active'
      AND c."from" <= ${until} AND (c."until" IS NULL OR c."until" > ${from})
    JOIN "Participant" o ON o."id" = e."participantId" AND o."unitId" = ${unitId}
      AND o."presentFrom" <= ${until} AND (o."presentUntil" IS NULL OR o."presentUntil" > ${from})
    ${joinPerson('e')}
    WHERE e."programmeId" = ${programmeId}`;
}

/** Of rows in a sheet's order, who is on it at an instant. */
export function rosterAt(rows: readonly RosterRow[], at: Date): RosterEntry[] {
  const holds = (from: Date, until: Date | null) => from <= at && (until === null || until > at);
  const there = rows.filter(
    ({ activeFrom, activeUntil, presentFrom, presentUntil }) =>
      holds(activeFrom, activeUntil) && holds(presentFrom, presentUntil),
  );
  const people = new Map<number, RosterEntry>();
  for (const { personId, participantId, name, registerNumber } of there) {
    // Of two records of one person, both of which took part then, the one that stands for them.
    if (people.has(personId) && participantId !== personId) continue;
    people.set(personId, { participantId, name, registerNumber });
  }
  return [...people.values()];
}

/** Who is on a programme's sheet at an instant. Empty where nothing is recorded for that time. One query. */
export async function rosterOn(
  db: Reader | Tx,
  of: { readonly unitId: number; readonly programmeId: number },
  at: Date,
): Promise<RosterEntry[]> {
  const rows = await db.$queryRaw<RosterRow[]>`${rosterWithin(of, { from: at, until: at })} ORDER BY "place"`;
  return rosterAt(rows, at);
}

/**
 * A unit's participants by the ids of their records, in no order, named as the record that stands for them is. A query
 * for some hundreds.
 */
export async function participantsBy(
  db: Reader,
  unitId: number,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly name: string; readonly registerNumber: string }[]> {
  const records = await inChunks(ids, (some) =>
    db.participant.findMany({ where: { unitId, id: { in: some } }, select: withStanding }),
  );
  return records.map((record) => {
    const { name, registerNumber } = standingOf(record);
    return { id: record.id, name, registerNumber };
  });
}

/**
 * For each unit that has participants a mark that is another whenever one is added or anything of one is changed. One
 * query, over all of them.
 */
export async function participantMarks(
  db: Reader,
): Promise<{ readonly unitId: number; readonly mark: string }[]> {
  const rows = await db.$queryRaw<{ unitId: number; total: bigint; last: number; versions: bigint }[]>`
    SELECT "unitId", COUNT(*) AS "total", MAX("id") AS "last", SUM("version") AS "versions"
    FROM "Participant" GROUP BY "unitId" ORDER BY "unitId"`;
  return rows.map(({ unitId, total, last, versions }) => ({ unitId, mark: `${total} ${last} ${versions}` }));
}

/**
 * Everybody who is or was in a unit, by their ids: a row for every name and number that they have or had. One query.
 */
export function everybodyIn(
  db: Reader,
  unitId: number,
): Promise<{ readonly id: number; readonly name: string; readonly registerKey: string }[]> {
  return db.$queryRaw`
    SELECT "id", "name", "registerKey" FROM "Participant" WHERE "unitId" = ${unitId}
    UNION ALL SELECT p."id", f."name", p."registerKey"
      FROM "Participant" p JOIN "FormerName" f ON f."participantId" = p."id" WHERE p."unitId" = ${unitId}
    UNION ALL SELECT p."id", p."name", n."key"
      FROM "RegisterNumber" n JOIN "Participant" p ON p."id" = n."participantId"
      WHERE n."unitId" = ${unitId} AND n."key" <> p."registerKey"
    ORDER BY 1`;
}

/** An enrolment as it is recorded now; `since` is when its present state began. */
type RecordedEnrolment = {
  readonly id: number;
  readonly programmeId: number;
  readonly state: EnrolmentState;
  readonly reason: EndReason | null;
  readonly since: Date;
  readonly endedAt: Date | null;
};

/** A participant with all that is recorded of them now. */
export type RecordedParticipant = {
  readonly id: number;
  readonly registerKey: string;
  readonly registerNumber: string;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthYear: number | null;
  readonly arrivedOn: string | null;
  readonly releaseExpectedOn: string | null;
  readonly presentFrom: Date;
  readonly presentUntil: Date | null;
  readonly registerClass: RegisterClass | null;
  readonly classSince: Date | null;
  readonly enrolments: readonly RecordedEnrolment[];
};

type RecordedRow = Omit<RecordedParticipant, 'enrolments'> & {
  readonly enrolmentId: number | null;
  readonly programmeId: number;
  readonly state: RecordedEnrolment['state'];
  readonly endReason: RecordedEnrolment['reason'];
  readonly endedAt: Date | null;
  readonly since: Date | null;
};

/**
 * A unit's participants that come after an id, by their ids: at most `take`. One query. Enrolments have no index by
 * participant: unless theirs are taken out first, SQLite looks through all of them for each.
 */
export async function participantsAfter(
  db: Reader,
  unitId: number,
  { after, take }: { readonly after: number; readonly take: number },
): Promise<RecordedParticipant[]> {
  const rows = await db.$queryRaw<RecordedRow[]>`
    WITH p AS MATERIALIZED (
      SELECT * FROM "Participant" WHERE "unitId" = ${unitId} AND "id" > ${after} ORDER BY "id" ${limitTo(take)}),
    e AS MATERIALIZED (SELECT * FROM "Enrolment" WHERE "participantId" IN (SELECT "id" FROM p))
    SELECT p."id", p."registerKey", p."registerNumber", p."name", p."sex", p."birthYear", p."arrivedOn",
      p."releaseExpectedOn", p."presentFrom", p."presentUntil", k."registerClass", k."from" AS "classSince",
      e."id" AS "enrolmentId", e."programmeId", e."state", e."endReason", e."endedAt", c."from" AS "since"
    FROM p
    LEFT JOIN "ParticipantClass" k ON k."participantId" = p."id" AND k."until" IS NULL
    LEFT JOIN e ON e."participantId" = p."id"
    LEFT JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id" AND c."until" IS NULL
    ORDER BY p."id", e."id"`;
  const found = new Map<number, RecordedParticipant & { readonly enrolments: RecordedEnrolment[] }>();
  for (const { enrolmentId, programmeId, state, endReason: reason, endedAt, since, ...person } of rows) {
    const known = found.get(person.id) ?? { ...person, enrolments: [] };
    found.set(person.id, known);
    if (enrolmentId === null) continue;
    known.enrolments.push({
      id: enrolmentId,
      programmeId,
      state,
      reason,
      endedAt,
      since: since ?? new Date(0),
    });
  }
  return [...found.values()];
}

type LikeRow = Omit<RecordedParticipant, 'enrolments'> & {
  readonly rootId: number;
  readonly formerKey: string | null;
  readonly formerName: string | null;
};

/**
 * Those of a unit who may be the one that is spoken of: by number, by year of birth, by arrival or by a word of the name;
 * without their enrolments. One query.
 */
export async function peopleLike(
  db: Reader | Tx,
  unitId: number,
  said: Pick<Said, 'registerKey' | 'name' | 'birthYear' | 'arrivedOn'>,
): Promise<Whole<RecordedParticipant>[]> {
  const { registerKey, birthYear = null, arrivedOn = null } = said;
  const [word = ''] = searchName(said.name)
    .split(' ')
    .toSorted((a, b) => b.length - a.length);
  const rows = await db.$queryRaw<LikeRow[]>`
    WITH hit AS (
      SELECT "id" FROM "Participant" WHERE "unitId" = ${unitId} AND ("registerKey" = ${registerKey}
        OR "birthYear" = ${birthYear} OR "arrivedOn" = ${arrivedOn} OR "searchName" LIKE ${`%${word}%`})
      UNION SELECT "participantId" FROM "RegisterNumber" WHERE "unitId" = ${unitId} AND "key" = ${registerKey}
    ), root AS (
      SELECT DISTINCT COALESCE(m."rootId", h."id") AS "id" FROM hit h
      LEFT JOIN "Merge" m ON m."fromId" = h."id" AND m."undoneAt" IS NULL
    ), record AS (
      SELECT "id", "id" AS "rootId" FROM root
      UNION SELECT m."fromId", m."rootId" FROM "Merge" m JOIN root r ON r."id" = m."rootId" WHERE m."undoneAt" IS NULL
    )
    SELECT p."id", r."rootId", p."registerKey", p."registerNumber", p."name", p."sex", p."birthYear", p."arrivedOn",
      p."releaseExpectedOn", p."presentFrom", p."presentUntil", k."registerClass", k."from" AS "classSince",
      n."key" AS "formerKey", f."name" AS "formerName"
    FROM record r
    JOIN "Participant" p ON p."id" = r."id"
    LEFT JOIN "ParticipantClass" k ON k."participantId" = p."id" AND k."until" IS NULL
    LEFT JOIN "RegisterNumber" n ON n."participantId" = p."id" AND n."until" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "RegisterNumber" o
      WHERE o."participantId" = n."participantId" AND o."key" = n."key" AND o."until" IS NULL)
    LEFT JOIN "FormerName" f ON f."participantId" = p."id"
    ORDER BY p."id"`;
  const records = new Map(rows.map((row) => [row.id, { ...row, enrolments: [] }]));
  return wholesOf([...records.values()], {
    numbers: rows.flatMap(({ id, formerKey: key }) => (key === null ? [] : [{ participantId: id, key }])),
    names: rows.flatMap(({ id, formerName: name }) => (name === null ? [] : [{ participantId: id, name }])),
    merges: rows.flatMap(({ id, rootId }) => (id === rootId ? [] : [{ fromId: id, rootId }])),
  });
}

/** Somebody as their card shows them. */
type Shown = {
  readonly id: number;
  readonly name: string;
  readonly registerNumber: string;
  readonly sex: Sex | null;
  readonly birthYear: number | null;
  readonly arrivedOn: string | null;
  readonly releaseExpectedOn: string | null;
  readonly presentFrom: Date;
  readonly presentUntil: Date | null;
  readonly departure: Departure | null;
  readonly version: number;
};

/** An enrolment of theirs, under whichever of their records; `since`: when its present state began. */
export type ShownEnrolment = {
  readonly id: number;
  readonly programme: {
    readonly id: number;
    readonly name: string;
    readonly state: ProgrammeState;
    readonly endsOn: string | null;
  };
  readonly state: EnrolmentState;
  readonly reason: EndReason | null;
  readonly version: number;
  readonly since: Date | undefined;
};

type ShownRow = Shown & {
  readonly enrolmentId: number | null;
  readonly state: EnrolmentState;
  readonly reason: EndReason | null;
  readonly enrolmentVersion: number;
  readonly programmeId: number;
  readonly programme: string;
  readonly programmeState: ProgrammeState;
  readonly endsOn: string | null;
  readonly since: Date | null;
};

/** A person of a unit by all their records, of which the first stands for them, with every enrolment by its id. One query. */
export async function shownPerson(
  db: Reader,
  unitId: number,
  records: readonly number[],
): Promise<{ readonly person: Shown; readonly enrolments: readonly ShownEnrolment[] } | undefined> {
  const [root] = records;
  if (root === undefined) return undefined;
  const rows = await db.$queryRaw<ShownRow[]>`
    SELECT p."id", p."name", p."registerNumber", p."sex", p."birthYear", p."arrivedOn", p."releaseExpectedOn",
      p."presentFrom", p."presentUntil", p."departure", p."version", e."id" AS "enrolmentId", e."state",
      e."endReason" AS "reason", e."version" AS "enrolmentVersion", g."id" AS "programmeId", g."name" AS "programme",
      g."state" AS "programmeState", g."endsOn", c."from" AS "since"
    FROM "Participant" p
    LEFT JOIN "Enrolment" e ON e."unitId" = p."unitId"
      AND e."participantId" IN (${Prisma.join(few('records', records))})
    LEFT JOIN "Programme" g ON g."id" = e."programmeId"
    LEFT JOIN "EnrolmentChange" c ON c."enrolmentId" = e."id" AND c."until" IS NULL
    WHERE p."id" = ${root} AND p."unitId" = ${unitId}
    ORDER BY e."id"`;
  const [first] = rows;
  if (!first) return undefined;
  const { id, name, registerNumber, sex, birthYear, arrivedOn, releaseExpectedOn } = first;
  const { presentFrom, presentUntil, departure, version } = first;
  const about = { id, name, registerNumber, sex, birthYear, arrivedOn, releaseExpectedOn };
  return {
    person: { ...about, presentFrom, presentUntil, departure, version },
    enrolments: rows.flatMap((row) =>
      row.enrolmentId === null
        ? []
        : [
            {
              id: row.enrolmentId,
              programme: {
                id: row.programmeId,
                name: row.programme,
                state: row.programmeState,
                endsOn: row.endsOn,
              },
              state: row.state,
              reason: row.reason,
              version: row.enrolmentVersion,
              since: row.since ?? undefined,
            },
          ],
    ),
  };
}
