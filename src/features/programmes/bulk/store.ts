import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { insertRows, updateRows } from '../../../db/bulk.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { trace, traceMany } from '../../../db/trace.js';
import { Prisma } from '../../../generated/sqlite/client.js';
import { searchName } from '../../../reading/search-name.js';
import type { EndReason, EnrolmentState, ProgrammeKind } from '../enrolment/rules.js';
import { giveNumbers, keepNames, releaseNumbers } from '../identity/store.js';
import { keepNotSame, mergeRecords } from '../merge/store.js';
import type { BulkChanges } from './rules.js';

/** Rows to a statement: some tens of milliseconds, after which others have their turn. */
const PER_WRITE = 500;

const PERSON = [
  ...['unitId', 'registerNumber', 'registerKey', 'name', 'searchName', 'sex', 'birthYear', 'arrivedOn'],
  ...['releaseExpectedOn', 'presentFrom', 'createdAt'],
];
/** What a row may change of somebody recorded, besides the class. */
const EDITED = ['name', 'sex', 'birthYear', 'arrivedOn', 'releaseExpectedOn'] as const;

/** What is written besides the changes themselves. */
export type BulkContext = {
  /** Which database it is: rows are written in its own SQL. */
  readonly kind: Db['kind'];
  readonly unitId: number;
  /** Null: by hand. */
  readonly batchId: number | null;
  readonly byId: number;
  readonly now: Date;
  /** Ids of the people already recorded, by what the changes know them by. */
  readonly people: ReadonlyMap<string, number>;
  /** Ids of the programmes already recorded, by the file's key. */
  readonly programmes: ReadonlyMap<string, number>;
  readonly newProgrammes: readonly {
    key: string;
    name: string;
    kind: ProgrammeKind;
    agencyId: number | null;
  }[];
  /** Called after each portion with the rows written so far, of `total`. It must not wait for anything. */
  readonly progress: (done: number, total: number) => void;
};

function portions<T>(items: readonly T[]): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += PER_WRITE) result.push(items.slice(at, at + PER_WRITE));
  return result;
}

function idOf(ids: ReadonlyMap<string, number>, key: string): number {
  const id = ids.get(key);
  if (id === undefined) throw new Error('a row refers to something that was not written');
  return id;
}

/** A plan being written: what the context says, with the ids of what has been written since. */
type Writing = BulkContext & {
  readonly tx: Tx;
  readonly made: { readonly people: number[]; readonly enrolments: number[]; readonly programmes: number[] };
  readonly people: Map<string, number>;
  readonly programmes: Map<string, number>;
};

async function createProgrammes({ tx, unitId, byId, now, batchId, ...writing }: Writing): Promise<void> {
  for (const { key, name, kind, agencyId } of writing.newProgrammes) {
    const { id } = await tx.programme.create({
      data: { unitId, name, searchName: searchName(name), kind, agencyId, createdAt: now },
      select: { id: true },
    });
    await trace(tx, {
      unitId,
      at: now,
      actorId: byId,
      action: 'programme.create',
      subject: 'programme',
      subjectId: id,
      detail: { batch: batchId },
    });
    writing.programmes.set(key, id);
    writing.made.programmes.push(id);
  }
}

async function addPeople(writing: Writing, portion: BulkChanges['people']): Promise<void> {
  const { tx, kind, unitId, now, people, made: written } = writing;
  const made = await insertRows(tx, kind, {
    table: 'Participant',
    columns: PERSON,
    rows: portion.map(({ row, from }) => ({
      unitId,
      presentFrom: from,
      createdAt: now,
      searchName: searchName(row.name),
      registerNumber: row.registerNumber,
      registerKey: row.registerKey,
      name: row.name,
      sex: row.sex,
      birthYear: row.birthYear,
      arrivedOn: row.arrivedOn,
      releaseExpectedOn: row.releaseExpectedOn,
    })),
    returning: ['id', 'registerKey'],
  });
  for (const { id, registerKey } of made) {
    people.set(String(registerKey), Number(id));
    written.people.push(Number(id));
  }
  await turn();
  await insertRows(tx, kind, {
    table: 'ParticipantClass',
    columns: ['participantId', 'registerClass', 'from'],
    rows: portion.map(({ row, registerClass, from }) => ({
      participantId: idOf(people, row.registerKey),
      registerClass,
      from,
    })),
  });
  await turn();
  await giveNumbers(
    writing,
    portion.map(({ row, from, cause }) => ({
      participantId: idOf(people, row.registerKey),
      number: row.registerNumber,
      key: row.registerKey,
      cause,
      from,
    })),
  );
}

/** New numbers of people who are recorded; one that was written by mistake is theirs for no time. */
async function renumber(writing: Writing, portion: BulkChanges['numbers']): Promise<void> {
  const given = portion.map(({ person, ...number }) => ({
    ...number,
    participantId: idOf(writing.people, person),
  }));
  await giveNumbers(
    writing,
    given.map(({ over, from, ...number }) => ({ ...number, from, ...(over && { until: from }) })),
  );
}

async function mergeReturned(
  { tx, unitId, byId, now, people }: Writing,
  portion: BulkChanges['returned'],
): Promise<void> {
  for (const { participantId, person } of portion) {
    await mergeRecords(tx, { unitId, fromId: participantId, intoId: idOf(people, person) }, { byId, now });
  }
}

async function tellApart(
  { tx, unitId, byId, now, people }: Writing,
  portion: BulkChanges['notSame'],
): Promise<void> {
  await keepNotSame(
    tx,
    unitId,
    portion.map(({ person, other }) => [
      idOf(people, person),
      typeof other === 'number' ? other : idOf(people, other),
    ]),
    { byId, now },
  );
}

async function addEnrolments(writing: Writing, portion: BulkChanges['enrolments']): Promise<void> {
  const { tx, kind, unitId } = writing;
  const rows = portion.map((one) => ({
    ...one,
    participantId: idOf(writing.people, one.person),
    programmeId: idOf(writing.programmes, one.programme),
  }));
  const made = await insertRows(tx, kind, {
    table: 'Enrolment',
    columns: ['unitId', 'participantId', 'programmeId', 'state', 'endReason', 'endedAt'],
    rows: rows.map(({ participantId, programmeId, state, reason, from }) => ({
      unitId,
      participantId,
      programmeId,
      state,
      endReason: reason,
      endedAt: state === 'ended' ? from : null,
    })),
    returning: ['id', 'participantId', 'programmeId'],
  });
  const ids = new Map(
    made.map(({ id, participantId, programmeId }) => [`${participantId} ${programmeId}`, Number(id)]),
  );
  writing.made.enrolments.push(...ids.values());
  await turn();
  const opened = rows.map((one) => ({
    ...one,
    enrolmentId: idOf(ids, `${one.participantId} ${one.programmeId}`),
  }));
  await insertChanges(tx, opened, writing);
}

async function changeClasses({ tx, kind }: Writing, portion: BulkChanges['classes']): Promise<void> {
  const rows = portion.map(({ participantId, to, from }) => ({ participantId, registerClass: to, from }));
  await updateRows(tx, kind, {
    table: 'ParticipantClass',
    columns: ['participantId', 'until'],
    rows: rows.map(({ participantId, from }) => ({ participantId, until: from })),
    set: '"until" = x."until"',
    where: 't."participantId" = x."participantId" AND t."until" IS NULL',
  });
  await insertRows(tx, kind, {
    table: 'ParticipantClass',
    columns: ['participantId', 'registerClass', 'from'],
    rows,
  });
}

async function editPeople(writing: Writing, portion: BulkChanges['edits']): Promise<void> {
  const { tx, kind, unitId, now, byId, batchId } = writing;
  await keepNames(
    writing,
    portion.flatMap(({ id, was }) => (was === undefined ? [] : [{ participantId: id, name: was }])),
  );
  await updateRows(tx, kind, {
    table: 'Participant',
    columns: ['id', 'unitId', 'searchName', ...EDITED],
    rows: portion.map(({ id, row, facts }) => ({
      id,
      unitId,
      ...Object.fromEntries(facts.map((fact) => [fact, row[fact]])),
      ...(facts.includes('name') && { searchName: searchName(row.name) }),
    })),
    // A roster never empties a fact: what a row doesn't change stays.
    set: ['searchName', ...EDITED]
      .map((fact) => `"${fact}" = coalesce(x."${fact}", t."${fact}")`)
      .concat('"version" = t."version" + 1')
      .join(', '),
    where: 't."id" = x."id" AND t."unitId" = x."unitId"',
  });
  await turn();
  await traceMany(
    tx,
    kind,
    portion.map(({ id, facts }) => ({
      unitId,
      at: now,
      actorId: byId,
      action: 'participant.edit',
      subject: 'participant',
      subjectId: id,
      detail: { facts: [...facts], batch: batchId },
    })),
  );
}

/** Notes who has left; their places in programmes end by moves of their own. */
async function notePeopleLeft(
  { tx, kind, unitId, now, byId, batchId }: Writing,
  portion: NonNullable<BulkChanges['departures']>,
): Promise<void> {
  await updateRows(tx, kind, {
    table: 'Participant',
    columns: ['id', 'unitId', 'presentUntil', 'departure'],
    rows: portion.map(({ participantId: id, why, at }) => ({ id, unitId, presentUntil: at, departure: why })),
    set: '"presentUntil" = x."presentUntil", "departure" = x."departure", "version" = t."version" + 1',
    where: 't."id" = x."id" AND t."unitId" = x."unitId" AND t."presentUntil" IS NULL',
  });
  await turn();
  await traceMany(
    tx,
    kind,
    portion.map(({ participantId, why }) => ({
      unitId,
      at: now,
      actorId: byId,
      action: 'participant.depart',
      subject: 'participant',
      subjectId: participantId,
      detail: { departure: why, batch: batchId },
    })),
  );
}

/**
 * Writes a plan within one transaction, in portions between which others have their turn. Resolves to the ids of what it
 * made, and of the people whom the changes name.
 */
export async function applyChanges(
  tx: Tx,
  changes: BulkChanges,
  context: BulkContext,
): Promise<Pick<Writing, 'made' | 'people'>> {
  const writing: Writing = {
    ...context,
    tx,
    made: { people: [], enrolments: [], programmes: [] },
    people: new Map(context.people),
    programmes: new Map(context.programmes),
  };
  const total = Object.values(changes).reduce((sum, list) => sum + list.length, 0);
  let done = 0;

  async function inPortions<T>(
    items: readonly T[],
    write: (writing: Writing, portion: readonly T[]) => Promise<void>,
  ): Promise<void> {
    for (const portion of portions(items)) {
      await write(writing, portion);
      done += portion.length;
      context.progress(done, total);
      await turn();
    }
  }

  await createProgrammes(writing);
  // A number is let go of before somebody else gets it.
  await inPortions(changes.released, ({ tx: at, kind }, portion) => releaseNumbers(at, kind, portion));
  await inPortions(changes.people, addPeople);
  await inPortions(changes.numbers, renumber);
  await inPortions(changes.returned, mergeReturned);
  await inPortions(changes.notSame, tellApart);
  await inPortions(changes.enrolments, addEnrolments);
  await inPortions(changes.moves, moveEnrolments);
  await inPortions(changes.classes, changeClasses);
  await inPortions(changes.edits, editPeople);
  await inPortions(changes.departures ?? [], notePeopleLeft);
  return { made: writing.made, people: writing.people };
}

const ofUnit = (unitId: number) => Prisma.sql`"unitId" = ${unitId}`;
const ofPeople = (unitId: number) =>
  Prisma.sql`"participantId" IN (SELECT "id" FROM "Participant" WHERE "unitId" = ${unitId})`;
const ofEnrolments = (unitId: number) =>
  Prisma.sql`"enrolmentId" IN (SELECT "id" FROM "Enrolment" WHERE "unitId" = ${unitId})`;

/** Every table that a plan is made from, with all of its columns, so that none is forgotten. */
const PLANNED_FROM = [
  ['Participant', Prisma.ParticipantScalarFieldEnum, ofUnit],
  ['ParticipantClass', Prisma.ParticipantClassScalarFieldEnum, ofPeople],
  ['RegisterNumber', Prisma.RegisterNumberScalarFieldEnum, ofUnit],
  ['FormerName', Prisma.FormerNameScalarFieldEnum, ofPeople],
  ['Merge', Prisma.MergeScalarFieldEnum, ofUnit],
  ['NotSame', Prisma.NotSameScalarFieldEnum, ofUnit],
  ['Programme', Prisma.ProgrammeScalarFieldEnum, ofUnit],
  ['Enrolment', Prisma.EnrolmentScalarFieldEnum, ofUnit],
  ['EnrolmentChange', Prisma.EnrolmentChangeScalarFieldEnum, ofEnrolments],
] as const;

/**
 * All that a unit's plan is made from, as a short text that is another as soon as anything of it is. Two that are
 * equal say that a plan made between them still holds. A query for each of nine tables, in which the database itself
 * goes through the rows: a tenth of what reading them takes.
 */
export async function stampOf(db: Reader | Tx, kind: Db['kind'], unitId: number): Promise<string> {
  const hash = createHash('sha256');
  for (const [table, columns, within] of PLANNED_FROM) {
    const names = Object.keys(columns).map((name) => `t."${name}"`);
    const rows =
      kind === 'postgresql'
        ? `md5(string_agg(t::text, ',' ORDER BY t."id"))`
        : `group_concat(json_array(${names.join(', ')}))`;
    const [found] = await db.$queryRaw<{ rows: string | null }[]>`
      SELECT ${Prisma.raw(rows)} AS "rows"
      FROM (SELECT * FROM ${Prisma.raw(`"${table}"`)} WHERE ${within(unitId)} ORDER BY "id") AS t`;
    hash.update(`${table} ${found?.rows ?? ''}\n`);
    await turn();
  }
  return hash.digest('hex');
}

/** Opens the state that enrolments are in from now on. */
async function insertChanges(
  tx: Tx,
  changes: readonly {
    readonly enrolmentId: number;
    readonly state: EnrolmentState;
    readonly reason: EndReason | null;
    readonly from: Date;
  }[],
  { kind, now, byId }: Pick<BulkContext, 'kind' | 'now' | 'byId'>,
): Promise<void> {
  await insertRows(tx, kind, {
    table: 'EnrolmentChange',
    columns: ['enrolmentId', 'state', 'reason', 'from', 'recordedAt', 'byId'],
    rows: changes.map(({ enrolmentId, state, reason, from }) => ({
      enrolmentId,
      state,
      reason,
      from,
      recordedAt: now,
      byId,
    })),
  });
}

/** Closes the states that enrolments were in, and opens the next. */
async function moveEnrolments(writing: Writing, moves: BulkChanges['moves']): Promise<void> {
  const { tx, kind } = writing;
  await updateRows(tx, kind, {
    table: 'EnrolmentChange',
    columns: ['enrolmentId', 'until'],
    rows: moves.map(({ enrolmentId, at }) => ({ enrolmentId, until: at })),
    set: '"until" = x."until"',
    where: 't."enrolmentId" = x."enrolmentId" AND t."until" IS NULL',
  });
  await updateRows(tx, kind, {
    table: 'Enrolment',
    columns: ['id', 'state', 'endReason', 'endedAt'],
    rows: moves.map(({ enrolmentId: id, state, reason, at }) => ({
      id,
      state,
      endReason: reason,
      endedAt: state === 'ended' ? at : null,
    })),
    // A reason that is told afterwards leaves the end where it was.
    set: `"state" = x."state", "endReason" = x."endReason", "version" = t."version" + 1,
      "endedAt" = coalesce(t."endedAt", x."endedAt")`,
    where: 't."id" = x."id"',
  });
  await insertChanges(
    tx,
    moves.map(({ at, ...move }) => ({ ...move, from: at })),
    writing,
  );
}
