import { setImmediate as turn } from 'node:timers/promises';
import { updateRows } from '../../../db/bulk.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { traceMany } from '../../../db/trace.js';
import { chunks, few, inChunks } from '../../../lib/lists.js';
import { searchName } from '../../../reading/search-name.js';
import type { BulkUndo, Obstacle } from './rules.js';

type Who = { readonly kind: Db['kind']; readonly unitId: number; readonly byId: number; readonly now: Date };

const counted = (what: Obstacle['what'], count: number): Obstacle[] => (count > 0 ? [{ what, count }] : []);

/** Enrolments that have moved on since: their newest state isn't the one that the list wrote. */
async function movedSince(db: Reader | Tx, unitId: number, undo: BulkUndo): Promise<number> {
  const ids = [...undo.enrolments, ...undo.moves.map(({ enrolmentId }) => enrolmentId)];
  const later = await inChunks(ids, (some) =>
    db.enrolmentChange.findMany({
      where: { enrolmentId: { in: some }, enrolment: { unitId }, recordedAt: { gt: new Date(undo.at) } },
      select: { enrolmentId: true },
    }),
  );
  return new Set(later.map(({ enrolmentId }) => enrolmentId)).size;
}

/** People the list made who take part in something that it didn't enter. */
async function enrolledSince(db: Reader | Tx, unitId: number, undo: BulkUndo): Promise<number> {
  const made = new Set(undo.enrolments);
  const found = await inChunks(undo.people, (some) =>
    db.enrolment.findMany({
      where: { participantId: { in: some }, unitId },
      select: { id: true, participantId: true },
    }),
  );
  return new Set(found.flatMap(({ id, participantId }) => (made.has(id) ? [] : [participantId]))).size;
}

/** People of whom something is no longer as the list wrote it. */
async function editedSince(db: Reader | Tx, unitId: number, undo: BulkUndo): Promise<number> {
  const wrote = new Map(undo.edits.map(({ id, facts }) => [id, facts]));
  const people = await inChunks(wrote.keys(), (some) =>
    db.participant.findMany({ where: { id: { in: some }, unitId } }),
  );
  const edited = people.filter((person) => wrote.get(person.id)?.some(({ fact, is }) => person[fact] !== is));
  const newer = await inChunks(undo.people, (some) =>
    db.participant.findMany({
      where: { id: { in: some }, unitId, version: { gt: 1 } },
      select: { id: true },
    }),
  );
  const since = new Map(undo.classes.map(({ participantId, from }) => [participantId, from]));
  const classes = await inChunks(since.keys(), (some) =>
    db.participantClass.findMany({
      where: { participantId: { in: some }, participant: { unitId }, until: null },
    }),
  );
  const reclassed = classes.filter(
    ({ participantId, from }) => since.get(participantId) !== from.toISOString(),
  );
  const numbers = new Map(
    undo.numbers.flatMap(({ participantId, key, over }) => (over ? [] : [[participantId, key] as const])),
  );
  const numbered = await inChunks(numbers.keys(), (some) =>
    db.participant.findMany({
      where: { id: { in: some }, unitId },
      select: { id: true, registerKey: true },
    }),
  );
  const renumbered = numbered.filter(({ id, registerKey }) => numbers.get(id) !== registerKey);
  return new Set([
    ...edited.map(({ id }) => id),
    ...newer.map(({ id }) => id),
    ...renumbered.map(({ id }) => id),
    ...reclassed.map(({ participantId }) => participantId),
  ]).size;
}

/** People whom the list made or changed, and of whom it was said since that they are, or aren't, somebody else. */
async function mergedSince(db: Reader | Tx, unitId: number, undo: BulkUndo): Promise<number> {
  const enrolments = [...undo.enrolments, ...undo.moves.map(({ enrolmentId }) => enrolmentId)];
  const concerned = new Set([
    ...undo.people,
    ...undo.edits.map(({ id }) => id),
    ...undo.classes.map(({ participantId }) => participantId),
    ...undo.numbers.map(({ participantId }) => participantId),
    ...undo.departures,
    ...(await holdersOf(db, unitId, enrolments)),
  ]);
  const since = { gt: new Date(undo.at) };
  const merges = await inChunks(concerned, (some) =>
    db.merge.findMany({
      where: {
        unitId,
        AND: [
          { OR: [{ fromId: { in: some } }, { intoId: { in: some } }] },
          { OR: [{ at: since }, { undoneAt: since }] },
        ],
      },
      select: { fromId: true, intoId: true },
    }),
  );
  const apart = await inChunks(undo.people, (some) =>
    db.notSame.findMany({
      where: { unitId, OR: [{ lowId: { in: some } }, { highId: { in: some } }] },
      select: { lowId: true, highId: true },
    }),
  );
  const named = [
    ...merges.flatMap(({ fromId, intoId }) => [fromId, intoId]),
    ...apart.flatMap(({ lowId, highId }) => [lowId, highId]),
  ];
  return new Set(named.filter((id) => concerned.has(id))).size;
}

/** People whose number of before is somebody else's by now, and not by the list. */
async function numbersTaken(db: Reader | Tx, unitId: number, undo: BulkUndo): Promise<number> {
  const made = new Set(undo.people);
  const given = new Set(undo.numbers.map(({ participantId, key }) => `${participantId} ${key}`));
  const before = undo.numbers.flatMap(({ over, was }) => (over ? [] : [was.key]));
  const held = await inChunks(before, (some) =>
    db.registerNumber.findMany({
      where: { unitId, key: { in: some }, until: null },
      select: { participantId: true, key: true },
    }),
  );
  return held.filter(({ participantId: id, key }) => !made.has(id) && !given.has(`${id} ${key}`)).length;
}

/** People whose departure isn't the one that the list noted. */
async function departedSince(db: Reader | Tx, unitId: number, undo: BulkUndo): Promise<number> {
  const left = await inChunks(undo.departures, (some) =>
    db.participant.findMany({
      where: { id: { in: some }, unitId, presentUntil: null },
      select: { id: true },
    }),
  );
  const gone = await inChunks(undo.people, (some) =>
    db.participant.findMany({
      where: { id: { in: some }, unitId, presentUntil: { not: null } },
      select: { id: true },
    }),
  );
  return left.length + gone.length;
}

/** Whose enrolments these are, by their ids. */
export async function holdersOf(
  db: Reader | Tx,
  unitId: number,
  enrolmentIds: readonly number[],
): Promise<number[]> {
  const found = await inChunks(enrolmentIds, (some) =>
    db.enrolment.findMany({ where: { id: { in: some }, unitId }, select: { participantId: true } }),
  );
  return [...new Set(found.map(({ participantId }) => participantId))].toSorted((one, other) => one - other);
}

/** What of the programmes' own was built on a list since it was written. */
export async function obstaclesTo(db: Reader | Tx, unitId: number, undo: BulkUndo): Promise<Obstacle[]> {
  return [
    ...counted('moved', await movedSince(db, unitId, undo)),
    ...counted('enrolled', await enrolledSince(db, unitId, undo)),
    ...counted('edited', await editedSince(db, unitId, undo)),
    ...counted('departed', await departedSince(db, unitId, undo)),
    ...counted('merged', await mergedSince(db, unitId, undo)),
    ...counted('number-taken', await numbersTaken(db, unitId, undo)),
  ];
}

/** Gives enrolments the state back that they had: the newest is forgotten, the one before it goes on. */
async function moveBack(tx: Tx, { kind, unitId }: Who, moves: BulkUndo['moves']): Promise<void> {
  for (const some of chunks(moves)) {
    const ids = some.map(({ enrolmentId }) => enrolmentId);
    const states = await tx.enrolmentChange.findMany({
      where: { enrolmentId: { in: few('chunk', ids) }, enrolment: { unitId } },
      orderBy: { id: 'asc' },
      select: { id: true, enrolmentId: true },
    });
    const byEnrolment = new Map<number, number[]>();
    for (const { id, enrolmentId } of states) {
      byEnrolment.set(enrolmentId, [...(byEnrolment.get(enrolmentId) ?? []), id]);
    }
    const newest = [...byEnrolment.values()].flatMap((all) => all.at(-1) ?? []);
    const before = [...byEnrolment.values()].flatMap((all) => all.at(-2) ?? []);
    await tx.enrolmentChange.deleteMany({ where: { id: { in: few('chunk', newest) } } });
    await tx.enrolmentChange.updateMany({
      where: { id: { in: few('chunk', before) } },
      data: { until: null },
    });
    await updateRows(tx, kind, {
      table: 'Enrolment',
      columns: ['id', 'unitId', 'state', 'endReason', 'endedAt'],
      rows: some.map(({ enrolmentId: id, state, reason, endedAt }) => ({
        id,
        unitId,
        state,
        endReason: reason,
        endedAt: endedAt === null ? null : new Date(endedAt),
      })),
      set: '"state" = x."state", "endReason" = x."endReason", "endedAt" = x."endedAt", "version" = t."version" + 1',
      where: 't."id" = x."id" AND t."unitId" = x."unitId"',
    });
    await turn();
  }
}

async function classBack(tx: Tx, unitId: number, ids: readonly number[]): Promise<void> {
  for (const some of chunks(ids)) {
    const of = { participantId: { in: some }, participant: { unitId } };
    const classes = await tx.participantClass.findMany({ where: of, orderBy: { id: 'asc' } });
    const newest = new Map(classes.map(({ id, participantId }) => [participantId, id]));
    const before = new Map(
      classes
        .filter(({ id, participantId }) => newest.get(participantId) !== id)
        .map((one) => [one.participantId, one.id]),
    );
    await tx.participantClass.deleteMany({ where: { id: { in: few('chunk', newest.values()) } } });
    await tx.participantClass.updateMany({
      where: { id: { in: few('chunk', before.values()) } },
      data: { until: null },
    });
    await turn();
  }
}

async function forget(tx: Tx, unitId: number, undo: BulkUndo): Promise<void> {
  for (const some of chunks(undo.enrolments)) {
    const of = { enrolmentId: { in: some }, enrolment: { unitId } };
    await tx.seatOffer.deleteMany({ where: of });
    await tx.enrolmentChange.deleteMany({ where: of });
    await tx.enrolment.deleteMany({ where: { id: { in: some }, unitId } });
    await turn();
  }
  for (const some of chunks(undo.people)) {
    await tx.participantClass.deleteMany({ where: { participantId: { in: some }, participant: { unitId } } });
    await tx.registerNumber.deleteMany({ where: { participantId: { in: some }, unitId } });
    await tx.participant.deleteMany({ where: { id: { in: some }, unitId } });
    await turn();
  }
  for (const some of chunks(undo.programmes)) {
    await tx.programme.deleteMany({ where: { id: { in: some }, unitId } });
  }
}

/** Takes back the numbers that people already recorded were given: what each had before goes on. */
async function numbersBack(tx: Tx, { kind, unitId }: Who, numbers: BulkUndo['numbers']): Promise<void> {
  for (const some of chunks(numbers)) {
    const ids = some.map(({ participantId }) => participantId);
    const theirs = await tx.registerNumber.findMany({
      where: { unitId, participantId: { in: few('chunk', ids) } },
      select: { id: true, participantId: true, key: true },
    });
    const given = new Set(some.map(({ participantId, key }) => `${participantId} ${key}`));
    const taken = theirs.filter(({ participantId, key }) => given.has(`${participantId} ${key}`));
    for (const part of chunks(taken)) {
      await tx.registerNumber.deleteMany({
        where: {
          id: {
            in: few(
              'chunk',
              part.map(({ id }) => id),
            ),
          },
        },
      });
    }
    await turn();
  }
  // All are taken back before any goes on: two people may have changed numbers with each other.
  for (const some of chunks(numbers.filter(({ over }) => !over))) {
    const before = new Map(some.map((one) => [one.participantId, one]));
    const ended = await tx.registerNumber.findMany({
      where: { unitId, participantId: { in: few('chunk', before.keys()) }, until: { not: null } },
    });
    const reopened = ended.filter(({ participantId, key, from, until }) => {
      const one = before.get(participantId);
      // As it was ended: never before it began.
      return (
        one?.was.key === key && until?.getTime() === Math.max(from.getTime(), new Date(one.from).getTime())
      );
    });
    for (const part of chunks(reopened)) {
      await tx.registerNumber.updateMany({
        where: {
          id: {
            in: few(
              'chunk',
              part.map(({ id }) => id),
            ),
          },
        },
        data: { until: null },
      });
    }
    await updateRows(tx, kind, {
      table: 'Participant',
      columns: ['id', 'unitId', 'registerNumber', 'registerKey'],
      rows: some.map(({ participantId: id, was }) => ({
        id,
        unitId,
        registerNumber: was.number,
        registerKey: was.key,
      })),
      set: '"registerNumber" = x."registerNumber", "registerKey" = x."registerKey", "version" = t."version" + 1',
      where: 't."id" = x."id" AND t."unitId" = x."unitId"',
    });
    await turn();
  }
}

async function factsBack(tx: Tx, { unitId }: Who, edits: BulkUndo['edits'], at: Date): Promise<void> {
  for (const [index, { id, facts }] of edits.entries()) {
    const data: Record<string, string | number | null> = {};
    for (const { fact, was } of facts) {
      data[fact] = was;
      if (fact !== 'name') continue;
      const name = String(was);
      data['searchName'] = searchName(name);
      // The name that the list replaced was kept as a former one.
      await tx.formerName.deleteMany({ where: { participantId: id, name, until: at } });
    }
    await tx.participant.updateMany({ where: { id, unitId }, data: { ...data, version: { increment: 1 } } });
    if (index % 50 === 49) await turn();
  }
}

/**
 * Writes back what a list has written, within the transaction that holds the unit's lock: what it made is forgotten,
 * what it changed is as it was. Only where nothing stands in the way. The audit keeps that there was both.
 */
export async function undoChanges(tx: Tx, undo: BulkUndo, who: Who): Promise<void> {
  const { kind, unitId, byId, now } = who;
  await moveBack(tx, who, undo.moves);
  await classBack(
    tx,
    unitId,
    undo.classes.map(({ participantId }) => participantId),
  );
  for (const some of chunks(undo.departures)) {
    await tx.participant.updateMany({
      where: { id: { in: some }, unitId },
      data: { presentUntil: null, departure: null, version: { increment: 1 } },
    });
  }
  await factsBack(tx, who, undo.edits, new Date(undo.at));
  await forget(tx, unitId, undo);
  await numbersBack(tx, who, undo.numbers);
  const touched = [
    ...new Set([
      ...undo.edits.map(({ id }) => id),
      ...undo.classes.map(({ participantId }) => participantId),
      ...undo.numbers.map(({ participantId }) => participantId),
      ...undo.departures,
    ]),
  ];
  for (const some of chunks(touched)) {
    const entry = { unitId, at: now, actorId: byId, action: 'participant.undo', subject: 'participant' };
    await traceMany(
      tx,
      kind,
      some.map((subjectId) => ({ ...entry, subjectId, detail: {} })),
    );
  }
}
