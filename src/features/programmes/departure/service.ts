import type { Actor } from '../../../access/actor.js';
import { can } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockProgramme, lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { type Given, given } from '../../../lib/given.js';
import { type LocalDate, localDate } from '../../../lib/zoned.js';
import type { Closed, Months } from '../../months/index.js';
import { holdsFrom, type NotHeld } from '../dates/rules.js';
import { hasSeat, isEnrolled } from '../enrolment/rules.js';
import { changeEnrolments } from '../enrolment/store.js';
import { recordsOf, STANDING, standingOf, withStanding } from '../identity/store.js';
import { isOver } from '../life/rules.js';
import { countEnrolled } from '../programme/store.js';
import { settleSeats } from '../seats/service.js';
import { type Departure, endedByDeparture, mayTakeBack } from './rules.js';

type Doing = { readonly actor: Actor; readonly ref: UpdateRef; readonly now: Date };
type Which = { readonly participantId: number; readonly version: number };

/** `ended`: how many enrolments ended; `freed`: the programmes in which a seat became free by it. */
export type Departed =
  | { readonly outcome: 'departed'; readonly ended: number; readonly freed: number[] }
  | { readonly outcome: 'stale' | 'forbidden' | NotHeld['reason'] };
/** `waiting`: how many came back to the waiting list, since their seat has been taken meanwhile. */
export type TakenBack =
  | { readonly outcome: 'back'; readonly reopened: number; readonly waiting: number }
  | { readonly outcome: 'stale' | 'forbidden' | 'late' }
  | { readonly outcome: 'month'; readonly closed: Closed };

/** Who is offered a seat of a programme; `free`: how many seats nobody holds. */
export type NextWaiting = {
  readonly programme: { readonly id: number; readonly name: string };
  readonly free: number;
  readonly waiting: number;
  readonly next: { readonly offerId: number; readonly name: string; readonly lapsesAt: Date };
};

type DepartureDeps = { readonly db: Db; readonly months: Months };

function may(actor: Actor): boolean {
  const target = { unitId: actor.unitId, agencyId: null };
  return can(actor, 'participant.view', target) && can(actor, 'programme.edit', target);
}

function audit(tx: Tx, actor: Actor, now: Date, id: number, action: string, detail: object) {
  return trace(tx, {
    unitId: actor.unitId,
    at: now,
    actorId: actor.personId,
    action,
    subject: 'participant',
    subjectId: id,
    detail,
  });
}

export type Departing = Which & { readonly departure: Departure };

/**
 * Notes that somebody has left on a day, within the caller's transaction: every open enrolment ends with that reason, all
 * or nothing.
 */
export async function departOn(
  tx: Tx,
  { actor, now }: Omit<Doing, 'ref'>,
  { participantId: id, version, departure }: Departing,
  day: LocalDate,
): Promise<Departed> {
  const { unitId, zone, personId: byId } = actor;
  if (!may(actor)) return { outcome: 'forbidden' };
  await lockUnit(tx, unitId);
  const person = await tx.participant.findFirst({
    where: { id, unitId, version, presentUntil: null, ...STANDING },
    select: { presentFrom: true },
  });
  if (!person) return { outcome: 'stale' };
  const open = await tx.enrolment.findMany({
    where: { participantId: await recordsOf(tx, unitId, id), unitId, endedAt: null },
    include: { changes: { where: { until: null }, select: { from: true } } },
    orderBy: { programmeId: 'asc' },
  });
  const begun = [person.presentFrom, ...open.flatMap(({ changes }) => changes.map(({ from }) => from))];
  const after = begun.reduce((latest, from) => (from > latest ? from : latest));
  const held = holdsFrom(day, 'ends', { now, zone, after });
  if (!held.ok) return { outcome: held.reason };
  await tx.participant.updateMany({
    where: { id },
    data: { presentUntil: held.at, departure, version: { increment: 1 } },
  });
  for (const one of open) {
    await lockProgramme(tx, one.programmeId);
    const ended = { state: 'ended', reason: departure, at: held.at } as const;
    await changeEnrolments(tx, [one.id], ended, { byId, now });
    const of = { unitId, programmeId: one.programmeId };
    await settleSeats(tx, of, { now, actorId: byId, newRound: isEnrolled(one.state) });
  }
  await audit(tx, actor, now, id, 'participant.depart', {
    departure,
    enrolments: open.map((one) => one.id),
  });
  const freed = open.filter(({ state }) => isEnrolled(state)).map(({ programmeId }) => programmeId);
  return { outcome: 'departed', ended: open.length, freed };
}

/** Notes that somebody has left today. */
async function depart(
  { db }: DepartureDeps,
  doing: Doing,
  who: Which,
  departure: Departure,
): Promise<Departed> {
  const { actor, ref, now } = doing;
  const today = localDate(now, actor.zone);
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'participant.depart', now, () => departOn(tx, doing, { ...who, departure }, today)),
  );
  return outcome;
}

/**
 * Takes back a departure that was noted by mistake: the person never left, and what it ended goes on as if it
 * had not. The history keeps both. Where the seat has been taken meanwhile, the person waits from now on.
 */
async function takeBack({ db, months }: DepartureDeps, doing: Doing, who: Which): Promise<TakenBack> {
  const { actor, ref, now } = doing;
  const { unitId } = actor;
  const { outcome } = await db.write((tx) =>
    once(tx, ref, 'participant.back', now, async (): Promise<TakenBack> => {
      if (!may(actor)) return { outcome: 'forbidden' };
      await lockUnit(tx, unitId);
      const { participantId: id, version } = who;
      const person = await tx.participant.findFirst({ where: { id, unitId, version, ...STANDING } });
      const { presentUntil: at, departure } = person ?? {};
      if (!at || !departure) return { outcome: 'stale' };
      const isHead = can(actor, 'access.decide', { unitId, agencyId: null });
      if (!mayTakeBack(at, now, isHead)) return { outcome: 'late' };
      const action = 'participant.back';
      const written = await months.write(tx, { actor, now, matter: 'participants', action, from: at }, () =>
        bringBack(tx, doing, { id, departure, at }),
      );
      return written.ok ? written.value : { outcome: 'month', closed: written.closed };
    }),
  );
  return outcome;
}

async function bringBack(
  tx: Tx,
  { actor, now }: Doing,
  person: { readonly id: number; readonly departure: Departure; readonly at: Date },
): Promise<TakenBack> {
  const { unitId, personId: byId } = actor;
  const { id } = person;
  await tx.participant.updateMany({
    where: { id },
    data: { presentUntil: null, departure: null, version: { increment: 1 } },
  });
  const ended = await tx.enrolment.findMany({
    where: {
      participantId: await recordsOf(tx, unitId, id),
      unitId,
      state: 'ended',
      endReason: person.departure,
    },
    include: { changes: true, programme: { select: { seats: true, state: true } } },
    orderBy: { programmeId: 'asc' },
  });
  let reopened = 0;
  let waiting = 0;
  for (const { id: enrolmentId, programmeId, changes, programme } of ended) {
    const state = endedByDeparture(changes, { reason: person.departure, at: person.at });
    // What a programme's own end has ended since stays ended.
    if (!state || isOver(programme.state)) continue;
    await lockProgramme(tx, programmeId);
    const seated = !isEnrolled(state) || hasSeat(programme.seats, await countEnrolled(tx, programmeId));
    const to = seated ? { state, at: person.at } : { state: 'waiting' as const, at: now };
    await changeEnrolments(tx, [enrolmentId], { ...to, reason: null }, { byId, now });
    await settleSeats(tx, { unitId, programmeId }, { now, actorId: byId, newRound: false });
    reopened += 1;
    waiting += Number(!seated);
  }
  const detail = { departure: person.departure, at: person.at.toISOString(), reopened };
  await audit(tx, actor, now, id, 'participant.back', detail);
  return { outcome: 'back', reopened, waiting };
}

/** For each of these programmes, who is offered its free seat first. Reads only. */
async function nextWaiting(
  { db }: DepartureDeps,
  actor: Actor,
  programmeIds: readonly number[],
): Promise<NextWaiting[]> {
  if (!may(actor)) return [];
  const { unitId } = actor;
  const found: NextWaiting[] = [];
  for (const programmeId of programmeIds) {
    const [offer] = await db.read.seatOffer.findMany({
      where: { programmeId, unitId, state: 'open' },
      include: { programme: true, enrolment: { select: { participant: { select: withStanding } } } },
      orderBy: { id: 'asc' },
      take: 1,
    });
    if (!offer) continue;
    const { id: offerId, lapsesAt, programme, enrolment } = offer;
    found.push({
      programme: { id: programmeId, name: programme.name },
      free: Math.max(1, (programme.seats ?? 0) - (await countEnrolled(db.read, programmeId))),
      waiting: await db.read.enrolment.count({ where: { programmeId, state: 'waiting' } }),
      next: { offerId, name: standingOf(enrolment.participant).name, lapsesAt },
    });
  }
  return found;
}

const useCases = { depart, takeBack, nextWaiting };

/** *Bebas* and *pindah*: who leaves the unit, and what that ends and frees. */
export type DepartureService = Given<typeof useCases>;

export function createDepartureService(deps: DepartureDeps): DepartureService {
  return given(deps, useCases);
}
