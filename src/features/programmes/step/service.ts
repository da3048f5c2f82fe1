import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnitAndProgramme } from '../../../db/locks.js';
import { trace } from '../../../db/trace.js';
import { forEachAlone } from '../../../lib/each.js';
import { isoDate, localDate } from '../../../lib/zoned.js';
import type { Came } from '../finish/rules.js';
import { beginsBy, decideLife, type ProgrammeAction, type ProgrammeState } from '../life/rules.js';

/**
 * What becomes of a programme's weekly times and planned sessions. Sessions own them and stand above programmes, so
 * the composition hands this in.
 */
export type Timetable = {
  /** In the transaction that changed the programme: its planned sessions follow. Twice changes nothing more. */
  readonly settle: (
    tx: Tx,
    programmeId: number,
    acting: { readonly now: Date; readonly actorId: number | null },
  ) => Promise<unknown>;
  /** Gives a new programme the weekly times in force of another. Resolves to how many. */
  readonly copy: (tx: Tx, fromId: number, toId: number, now: Date) => Promise<number>;
  /** How often each of those who take part came since they were enrolled, by participant. One query. */
  readonly rates: (
    db: Reader | Tx,
    of: { readonly unitId: number; readonly programmeId: number },
  ) => Promise<ReadonlyMap<number, Came>>;
  /** What the buttons on a programme's card carry. */
  readonly openData: (programmeId: number) => string;
  readonly printData: (programmeId: number) => string;
};

export type At = { readonly actor: Actor; readonly now: Date };
export type WhichProgramme = { readonly id: number; readonly version: number };

/** `state`: not possible as the programme stands now; `late`: a head alone may take its end back by now. */
export type LifeRefused = {
  readonly ok: false;
  readonly reason: 'forbidden' | 'gone' | 'stale' | 'state' | 'late';
};

/** What is decided on: see {@link decided}. */
export type Living = {
  readonly agencyId: number | null;
  readonly state: ProgrammeState;
  readonly version: number;
  readonly endedAt: Date | null;
  readonly endedFrom: ProgrammeState | null;
};

type Taken<P extends Living> = { readonly ok: true; readonly programme: P; readonly to: ProgrammeState };

/** A programme that was read under its lock, if the action is possible for the actor in the version that was shown. */
export function decided<P extends Living>(
  { actor, now }: At,
  which: WhichProgramme,
  action: ProgrammeAction,
  programme: P | null | undefined,
): Taken<P> | LifeRefused {
  const { unitId } = actor;
  const refused = (reason: LifeRefused['reason']): LifeRefused => ({ ok: false, reason });
  if (!programme) return refused('gone');
  const target = { unitId, agencyId: programme.agencyId };
  const who = {
    mayEdit: can(actor, 'programme.edit', target),
    isHead: can(actor, 'access.decide', target),
  };
  const { endedAt, endedFrom } = programme;
  const decision = decideLife(programme.state, action, who, { now, endedAt: endedAt ?? undefined });
  if (!decision.ok && decision.reason === 'forbidden') return refused('forbidden');
  if (programme.version !== which.version) return refused('stale');
  if (!decision.ok) return refused(decision.reason);
  return { ok: true, programme, to: decision.to === 'before' ? (endedFrom ?? 'running') : decision.to };
}

/** The same for the whole of a programme, which is locked and read for it. */
export async function take(tx: Tx, at: At, which: WhichProgramme, action: ProgrammeAction) {
  const { unitId } = at.actor;
  await lockUnitAndProgramme(tx, unitId, which.id);
  const programme = await tx.programme.findFirst({ where: { id: which.id, unitId } });
  return decided(at, which, action, programme);
}

/** Writes down what has become of a programme; its planned sessions follow. */
export async function enter(
  tx: Tx,
  timetable: Timetable,
  { actor, now }: At,
  id: number,
  change: { readonly action: string; readonly data: object; readonly detail: object },
): Promise<void> {
  const { unitId, personId } = actor;
  await tx.programme.updateMany({ where: { id }, data: { ...change.data, version: { increment: 1 } } });
  const entry = { unitId, at: now, actorId: personId, subject: 'programme', subjectId: id };
  await trace(tx, { ...entry, action: change.action, detail: change.detail });
  await timetable.settle(tx, id, { now, actorId: personId });
}

/** Starts programmes whose first day has come. Resolves to how many. */
export async function sweepStarts(db: Db, now: Date): Promise<number> {
  const open = await db.read.programme.findMany({
    where: { state: 'open', startsOn: { not: null } },
    select: { id: true, unitId: true, state: true, startsOn: true, unit: { select: { zone: true } } },
  });
  let started = 0;
  await forEachAlone(open, async ({ id, unitId, state, startsOn, unit }) => {
    if (!beginsBy(state, startsOn, isoDate(localDate(now, unit.zone)))) return;
    await db.write(async (tx) => {
      const { count } = await tx.programme.updateMany({
        where: { id, state: 'open', startsOn },
        data: { state: 'running', version: { increment: 1 } },
      });
      if (count === 0) return;
      started += 1;
      const entry = { unitId, at: now, actorId: null, subject: 'programme', subjectId: id };
      const detail = { from: 'open', to: 'running', by: 'date' };
      await trace(tx, { ...entry, action: 'programme.start', detail });
    });
  });
  return started;
}
