import { setImmediate as turn } from 'node:timers/promises';
import type { Tx } from '../../db/database.js';
import { searchName } from '../../lib/search-name.js';
import type { ProgrammeKind } from '../programmes/rules.js';
import type { Operations } from './rules-plan.js';

const PER_WRITE = 200;

/** What is written besides the operations themselves. */
export type ApplyContext = {
  readonly unitId: number;
  readonly batchId: number;
  readonly byId: number;
  readonly now: Date;
  /** Ids of the people already recorded, by register key. */
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
  if (id === undefined) throw new Error('a roster row refers to something that was not written');
  return id;
}

/** Writes a plan within one transaction, in portions between which others have their turn. */
export async function applyOperations(tx: Tx, operations: Operations, context: ApplyContext): Promise<void> {
  const { unitId, byId, now } = context;
  const people = new Map(context.people);
  const programmes = new Map(context.programmes);
  const total = Object.values(operations).reduce((sum, list) => sum + list.length, 0);
  let done = 0;
  const step = async (count: number) => {
    done += count;
    context.progress(done, total);
    await turn();
  };

  for (const { key, name, kind, agencyId } of context.newProgrammes) {
    const { id } = await tx.programme.create({
      data: { unitId, name, searchName: searchName(name), kind, agencyId, createdAt: now },
      select: { id: true },
    });
    await tx.auditEntry.create({
      data: {
        unitId,
        at: now,
        actorId: byId,
        action: 'programme.create',
        subject: 'programme',
        subjectId: id,
        detail: { batch: context.batchId },
      },
    });
    programmes.set(key, id);
  }

  for (const portion of portions(operations.people)) {
    const made = await tx.participant.createManyAndReturn({
      data: portion.map(({ row, from }) => ({
        unitId,
        registerNumber: row.registerNumber,
        registerKey: row.registerKey,
        name: row.name,
        searchName: searchName(row.name),
        sex: row.sex ?? null,
        birthYear: row.birthYear ?? null,
        arrivedOn: row.arrivedOn ?? null,
        releaseExpectedOn: row.releaseExpectedOn ?? null,
        presentFrom: from,
        createdAt: now,
      })),
      select: { id: true, registerKey: true },
    });
    for (const { id, registerKey } of made) people.set(registerKey, id);
    await turn();
    await tx.participantClass.createMany({
      data: portion.map(({ row, registerClass, from }) => ({
        participantId: idOf(people, row.registerKey),
        registerClass,
        from,
      })),
    });
    await step(portion.length);
  }

  for (const portion of portions(operations.enrolments)) {
    const rows = portion.map((one) => ({
      ...one,
      participantId: idOf(people, one.person),
      programmeId: idOf(programmes, one.programme),
    }));
    const made = await tx.enrolment.createManyAndReturn({
      data: rows.map(({ participantId, programmeId, state, reason, from }) => ({
        unitId,
        participantId,
        programmeId,
        state,
        endReason: reason,
        endedAt: state === 'ended' ? from : null,
      })),
      select: { id: true, participantId: true, programmeId: true },
    });
    const ids = new Map(
      made.map(({ id, participantId, programmeId }) => [`${participantId} ${programmeId}`, id]),
    );
    await turn();
    await tx.enrolmentChange.createMany({
      data: rows.map(({ participantId, programmeId, state, reason, from }) => ({
        enrolmentId: idOf(ids, `${participantId} ${programmeId}`),
        state,
        reason,
        from,
        recordedAt: now,
        byId,
      })),
    });
    await step(portion.length);
  }

  for (const portion of portions(operations.moves)) {
    await moveEnrolments(tx, portion, { byId, now });
    await step(portion.length);
  }

  for (const portion of portions(operations.classes)) {
    const participantId = { in: portion.map((one) => one.participantId) };
    const from = portion[0]?.from ?? now;
    await tx.participantClass.updateMany({ where: { participantId, until: null }, data: { until: from } });
    await tx.participantClass.createMany({
      data: portion.map((one) => ({
        participantId: one.participantId,
        registerClass: one.to,
        from: one.from,
      })),
    });
    await step(portion.length);
  }

  for (const portion of portions(operations.edits)) {
    for (const [index, { id, row, facts }] of portion.entries()) {
      const data = Object.fromEntries(facts.map((fact) => [fact, row[fact]]));
      const named = facts.includes('name') ? { searchName: searchName(row.name) } : {};
      await tx.participant.updateMany({
        where: { id, unitId },
        data: { ...data, ...named, version: { increment: 1 } },
      });
      if (index % 50 === 49) await turn();
    }
    await tx.auditEntry.createMany({
      data: portion.map(({ id, facts }) => ({
        unitId,
        at: now,
        actorId: byId,
        action: 'participant.edit',
        subject: 'participant',
        subjectId: id,
        detail: { facts: [...facts], batch: context.batchId },
      })),
    });
    await step(portion.length);
  }
}

/** Moves of one roster all happen at the same instant: what it speaks of. */
async function moveEnrolments(
  tx: Tx,
  moves: Operations['moves'],
  context: { readonly byId: number; readonly now: Date },
): Promise<void> {
  const at = moves[0]?.at ?? context.now;
  const all = { in: moves.map(({ enrolmentId }) => enrolmentId) };
  await tx.enrolmentChange.updateMany({ where: { enrolmentId: all, until: null }, data: { until: at } });
  const kinds = new Map(moves.map(({ state, reason }) => [`${state} ${reason}`, { state, reason }]));
  for (const { state, reason } of kinds.values()) {
    const id = {
      in: moves
        .filter((move) => move.state === state && move.reason === reason)
        .map((move) => move.enrolmentId),
    };
    await tx.enrolment.updateMany({
      where: { id },
      data: { state, endReason: reason, version: { increment: 1 } },
    });
    // A reason that is told afterwards leaves the end where it was.
    if (state === 'ended')
      await tx.enrolment.updateMany({ where: { id, endedAt: null }, data: { endedAt: at } });
  }
  await tx.enrolmentChange.createMany({
    data: moves.map(({ enrolmentId, state, reason }) => ({
      enrolmentId,
      state,
      reason,
      from: at,
      recordedAt: context.now,
      byId: context.byId,
    })),
  });
}
