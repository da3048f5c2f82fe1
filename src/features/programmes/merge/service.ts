import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import type { Closed, ClosedRefusal, Writing as Dated, Impact, Months } from '../../months/index.js';
import { type EnrolmentState, isEnrolled } from '../enrolment/rules.js';
import { changeEnrolments } from '../enrolment/store.js';
import { STANDING } from '../identity/store.js';
import { settleSeats } from '../seats/service.js';
import { type EndedByMerge, standing } from './rules.js';
import {
  apartFrom,
  bothMarked,
  earliestOf,
  endedBy,
  keepNotSame,
  mergeRecords,
  recordsIn,
  settleRoots,
  standsApart,
  touch,
} from './store.js';

type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };
type Writing = { readonly actor: Actor; readonly now: Date };

/** Two people that may be one, by the records that stand for them. */
type Pair = { readonly oneId: number; readonly otherId: number };

/** Both take part in a programme, or wait to: one of the two enrolments is to go on. */
type Clash = {
  readonly programme: { readonly id: number; readonly name: string };
  /** Of the record that is merged into the other, and of that. */
  readonly from: EnrolmentState;
  readonly into: EnrolmentState;
};

/** What merging two people would come to. */
export type MergePreview = {
  readonly fromId: number;
  readonly intoId: number;
  readonly clashes: readonly Clash[];
  /** Sessions on whose sheets both are: somebody is at one place at a time. */
  readonly bothMarked: number;
  /** They were said to be two people. */
  readonly saidApart: boolean;
  /** What it would change of closed months. */
  readonly impacts: readonly Impact[];
};

/** `clash`: which enrolment goes on is to be said; `same`: one person already; `gone`: not there, or merged since. */
type Merged =
  | { readonly ok: true; readonly intoId: number; readonly mergeId: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'gone' | 'same' | 'clash' }
  | ClosedRefusal;
type Unmerged =
  | { readonly ok: true; readonly intoId: number; readonly fromId: number }
  | { readonly ok: false; readonly reason: 'forbidden' | 'stale' }
  | { readonly ok: false; readonly reason: 'closed'; readonly closed: Closed };

type MergeDeps = { readonly db: Db; readonly months: Months };

function may(actor: Actor): boolean {
  return can(actor, 'participant.merge', { unitId: actor.unitId, agencyId: null });
}

type Found = NonNullable<Awaited<ReturnType<typeof recordsIn>>>;

/** Of two people, which is merged into which, and where both have an open enrolment. */
function sorted({ one, other }: Found) {
  const { from, into } = standing(one, other);
  const clashes = from.open.flatMap((mine) => {
    const theirs = into.open.find(({ programme }) => programme.id === mine.programme.id);
    return theirs ? [{ programme: mine.programme, from: mine, into: theirs }] : [];
  });
  return { from, into, clashes };
}

/** What is written of two people to the months: it may be of any time since either was first recorded. */
async function dated(
  db: Reader | Tx,
  { actor, now }: Writing,
  what: 'merge' | 'unmerge',
  pair: Pair,
): Promise<Dated> {
  const from = await earliestOf(db, actor.unitId, pair);
  return { actor, now, matter: 'participants', action: `participant.${what}`, from: from ?? now };
}

/** What merging two people would come to; undefined where it isn't theirs to see, or they are one already. Reads only. */
async function preview(
  { db, months }: MergeDeps,
  actor: Actor,
  now: Date,
  pair: Pair,
): Promise<MergePreview | undefined> {
  if (!may(actor)) return undefined;
  const { unitId } = actor;
  const found = await recordsIn(db.read, unitId, pair);
  if (!found) return undefined;
  const { from, into, clashes } = sorted(found);
  const writing = await dated(db.read, { actor, now }, 'merge', pair);
  return {
    fromId: from.id,
    intoId: into.id,
    clashes: clashes.map((clash) => ({
      programme: clash.programme,
      from: clash.from.state,
      into: clash.into.state,
    })),
    bothMarked: await bothMarked(db.read, unitId, pair),
    saidApart: await standsApart(db.read, unitId, pair),
    // Which enrolment goes on where both have one is of the present.
    impacts: await months.rehearse(db, writing, (tx) => join(tx, { actor, now }, pair, 'into', null)),
  };
}

/** Ends enrolments since another record's goes on, so that it can be taken back to the letter. */
async function endClashes(
  tx: Tx,
  ended: readonly {
    readonly id: number;
    readonly state: EnrolmentState;
    readonly programme: { readonly id: number };
  }[],
  { actor, now }: Writing,
): Promise<EndedByMerge[]> {
  const done: EndedByMerge[] = [];
  for (const { id, state, programme } of ended) {
    if (state === 'ended') continue;
    await lockProgramme(tx, programme.id);
    const by = { byId: actor.personId, now };
    await changeEnrolments(tx, [id], { state: 'ended', reason: 'merged', at: now }, by);
    const changeId = await endedBy(tx, id);
    const of = { unitId: actor.unitId, programmeId: programme.id };
    await settleSeats(tx, of, { now, actorId: actor.personId, newRound: isEnrolled(state) });
    done.push({ enrolmentId: id, changeId, state });
  }
  return done;
}

async function join(
  tx: Tx,
  { actor, now }: Writing,
  pair: Pair,
  goesOn: 'from' | 'into' | undefined,
  reason: string | null,
): Promise<Merged> {
  const { unitId, personId: byId } = actor;
  const found = await recordsIn(tx, unitId, pair);
  if (!found) return { ok: false, reason: 'gone' };
  const { from, into, clashes } = sorted(found);
  if (clashes.length > 0 && goesOn === undefined) return { ok: false, reason: 'clash' };
  const ends = clashes.map((clash) => (goesOn === 'from' ? clash.into : clash.from));
  const ended = await endClashes(tx, ends, { actor, now });
  const of = { unitId, fromId: from.id, intoId: into.id, reason, ended };
  const mergeId = await mergeRecords(tx, of, { byId, now });
  return { ok: true, intoId: into.id, mergeId };
}

/**
 * Says that two people are one, within the caller's transaction: their records stay what they are, the later one stands
 * for the person. `goesOn`: whose enrolments go on where both have one.
 */
async function merge(
  { months }: MergeDeps,
  tx: Tx,
  at: Writing,
  pair: Pair,
  how: { readonly goesOn?: 'from' | 'into'; readonly reason: string | null },
): Promise<Merged> {
  if (!may(at.actor)) return { ok: false, reason: 'forbidden' };
  if (pair.oneId === pair.otherId) return { ok: false, reason: 'same' };
  await lockUnit(tx, at.actor.unitId);
  const writing = await dated(tx, at, 'merge', pair);
  const written = await months.write(tx, writing, () => join(tx, at, pair, how.goesOn, how.reason));
  return written.ok ? written.value : written;
}

/** Puts an enrolment back to what it was before a merge ended it, unless it has been changed since. */
async function reopen(
  tx: Tx,
  { enrolmentId, changeId, state }: EndedByMerge,
  unitId: number,
): Promise<number | undefined> {
  const enrolment = await tx.enrolment.findFirst({
    where: { id: enrolmentId, unitId, state: 'ended', endReason: 'merged' },
    include: { changes: { where: { until: null } } },
  });
  const [last] = enrolment?.changes ?? [];
  if (!enrolment || last?.id !== changeId) return undefined;
  await lockProgramme(tx, enrolment.programmeId);
  // It never ended: what says so goes, and what was before holds on.
  await tx.enrolmentChange.deleteMany({ where: { id: changeId } });
  await tx.enrolmentChange.updateMany({ where: { enrolmentId, until: last.from }, data: { until: null } });
  await tx.enrolment.updateMany({
    where: { id: enrolmentId },
    data: { state, endReason: null, endedAt: null, version: { increment: 1 } },
  });
  return enrolment.programmeId;
}

async function split(
  tx: Tx,
  { actor, now }: Writing,
  merged: {
    readonly id: number;
    readonly fromId: number;
    readonly intoId: number;
    readonly ended: readonly EndedByMerge[];
  },
): Promise<void> {
  const { unitId, personId } = actor;
  const { id, fromId, intoId } = merged;
  await tx.merge.updateMany({
    where: { id },
    data: { undoneAt: now, undoneById: personId, rootId: intoId },
  });
  await settleRoots(tx, unitId);
  for (const ended of merged.ended) {
    const programmeId = await reopen(tx, ended, unitId);
    const of = programmeId === undefined ? undefined : { unitId, programmeId };
    if (of) await settleSeats(tx, of, { now, actorId: personId, newRound: false });
  }
  await touch(tx, unitId, [fromId, intoId]);
  const entry = { unitId, at: now, actorId: personId, subject: 'participant', subjectId: intoId };
  await trace(tx, { ...entry, action: 'participant.unmerge', detail: { from: fromId } });
}

/** Undoes a merge: exactly what it put together is apart again; what was entered since stays where it was entered. */
async function undo({ db, months }: MergeDeps, doing: Doing, mergeId: number): Promise<Unmerged> {
  const { actor, ref, now } = doing;
  const { unitId } = actor;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'participant.unmerge', now, async (): Promise<Unmerged> => {
      if (!may(actor)) return { ok: false, reason: 'forbidden' };
      await lockUnit(tx, unitId);
      const found = await tx.merge.findFirst({ where: { id: mergeId, unitId, undoneAt: null } });
      if (!found) return { ok: false, reason: 'stale' };
      const { fromId, intoId, rootId } = found;
      // All of the person's records are under the one that stands for them.
      const writing = await dated(tx, doing, 'unmerge', { oneId: rootId, otherId: rootId });
      // Written by this feature alone, so that it has its shape.
      const ended = found.ended as unknown as readonly EndedByMerge[];
      const written = await months.write(tx, writing, () => split(tx, doing, { ...found, ended }));
      return written.ok ? { ok: true, intoId, fromId } : written;
    }),
  );
  return outcome;
}

/** Keeps that two people are two, so that it isn't asked again. */
async function tellApart(
  { db }: MergeDeps,
  { actor, ref, now }: Doing,
  pair: Pair,
): Promise<'kept' | 'forbidden' | 'gone'> {
  const { unitId, personId: byId } = actor;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'participant.apart', now, async (): Promise<'kept' | 'forbidden' | 'gone'> => {
      if (!may(actor)) return 'forbidden';
      const { oneId, otherId } = pair;
      const there = await tx.participant.count({
        where: { unitId, OR: [{ id: oneId }, { id: otherId }], ...STANDING },
      });
      if (there !== 2) return 'gone';
      await keepNotSame(tx, unitId, [[oneId, otherId]], { byId, now });
      const entry = { unitId, at: now, actorId: byId, subject: 'participant', subjectId: oneId };
      await trace(tx, { ...entry, action: 'participant.apart', detail: { other: otherId } });
      return 'kept';
    }),
  );
  return outcome;
}

/** Who was said not to be this person, by the ids of their records. Reads only. */
function apart({ db }: MergeDeps, actor: Actor, id: number): Promise<ReadonlySet<number>> {
  return apartFrom(db.read, actor.unitId, id);
}

const useCases = { preview, merge, undo, tellApart, apart };

/** Records that are one person's: saying so, and taking it back. */
export type MergeService = Given<typeof useCases>;

export function createMergeService(deps: MergeDeps): MergeService {
  return given(deps, useCases);
}
