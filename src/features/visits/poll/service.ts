import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Reader, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { keepCard } from '../../../delivery/cards.js';
import { type Given, given } from '../../../lib/given.js';
import type { Span } from '../../calendar/index.js';
import { reachable } from '../../staffing/index.js';
import type { ShownIn } from '../news/service.js';
import { announcePoll, aroundPoll, nudgeSilent, tellClosed } from '../pollnews/service.js';
import { mayAsk } from '../propose/service.js';
import { clashesOf, withRoad } from '../slots/rules.js';
import { takenBetween } from '../slots/store.js';
import type { Direction } from '../state/rules.js';
import { noTicks } from '../ticks/rules.js';
import { actingIn, type Poll, type SeenPoll, silentIn, TIMES_MAX, TIMES_MIN } from './rules.js';
import { findPoll, openPolls, type PollEntry } from './store.js';

/** A choice of times to be put to agencies, the first of which is the host where the unit goes there. */
export type Offer = {
  readonly agencyIds: readonly number[];
  readonly direction: Direction;
  readonly purpose: string;
  readonly times: readonly Span[];
  readonly deadline: Date;
};

/** `times`: too few, too many, or one of them twice; `past`: one of them is over; `deadline`: it isn't between now and the first. */
type Opened =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: 'refused' | 'times' | 'past' | 'deadline' };

/** `stale`: it is closed, or something of it has changed since it was read. */
export type PollChanged =
  | { readonly ok: true; readonly count?: number }
  | { readonly ok: false; readonly reason: 'refused' | 'foreign' | 'stale' };

export type PollRef = { readonly id: number; readonly version: number };

function faultOf({ times, deadline }: Offer, now: Date): 'times' | 'past' | 'deadline' | undefined {
  const starts = times.map(({ startsAt }) => startsAt.getTime());
  const first = Math.min(...starts);
  if (new Set(starts).size !== starts.length || starts.length < TIMES_MIN || starts.length > TIMES_MAX) {
    return 'times';
  }
  if (first <= now.getTime()) return 'past';
  return deadline <= now || deadline.getTime() >= first ? 'deadline' : undefined;
}

/** Puts a choice of times to agencies. None of the times is taken by it. */
export async function openPoll(tx: Tx, actor: Actor, offer: Offer, now: Date): Promise<Opened> {
  const { unitId, personId, zone } = actor;
  const byUnit = can(actor, 'visit.change', { unitId, agencyId: null });
  const { agencyIds, direction, purpose, deadline } = offer;
  if (!byUnit || agencyIds.length === 0 || !(await mayAsk(tx, actor, offer, true))) {
    return { ok: false, reason: 'refused' };
  }
  const fault = faultOf(offer, now);
  if (fault) return { ok: false, reason: fault };
  const { id } = await tx.visitPoll.create({
    data: { unitId, direction, purpose, officerId: personId, createdAt: now, deadline },
    select: { id: true },
  });
  const times = offer.times.map(({ startsAt, endsAt }) => ({ pollId: id, startsAt, endsAt }));
  await tx.visitPollTime.createMany({ data: times });
  const ticks = noTicks(times.length);
  await tx.visitPollParty.createMany({
    data: agencyIds.map((agencyId) => ({ pollId: id, agencyId, ticks })),
  });
  await announcePoll(tx, await pollIn(tx, unitId, id, now), zone, now);
  return { ok: true, id };
}

/** One of a unit that has to be there. */
export async function pollIn(tx: Reader, unitId: number, id: number, now: Date): Promise<Poll> {
  const poll = await findPoll(tx, { kind: 'unit', unitId }, id, now);
  if (!poll) throw new Error(`poll ${id} is gone`);
  return poll;
}

/** An open one that the actor may change, in a transaction that holds the unit's lock. */
export async function changeable(
  tx: Tx,
  actor: Actor,
  { id, version }: PollRef,
  now: Date,
): Promise<{ readonly ok: true; readonly poll: Poll } | Extract<PollChanged, { readonly ok: false }>> {
  await lockUnit(tx, actor.unitId);
  const poll = await findPoll(tx, scopeOf(actor, 'visit.view'), id, now);
  if (!poll) return { ok: false, reason: 'foreign' };
  if (actingIn(actor, poll).side !== 'unit') return { ok: false, reason: 'refused' };
  return poll.state === 'open' && poll.version === version
    ? { ok: true, poll }
    : { ok: false, reason: 'stale' };
}

/** Closes it, if it is still as it was read. */
export async function closePoll(
  tx: Tx,
  { id, version }: PollRef,
  data: { readonly state: 'fixed' | 'cancelled'; readonly visitId?: number },
): Promise<boolean> {
  const { count } = await tx.visitPoll.updateMany({
    where: { id, version, state: 'open' },
    data: { ...data, version: version + 1 },
  });
  return count === 1;
}

async function callOff(
  tx: Tx,
  actor: Actor,
  asked: PollRef,
  now: Date,
  shownIn: ShownIn | undefined,
): Promise<PollChanged> {
  const found = await changeable(tx, actor, asked, now);
  if (!found.ok) return found;
  if (!(await closePoll(tx, asked, { state: 'cancelled' }))) return { ok: false, reason: 'stale' };
  const { unitId, personId: actorId } = actor;
  await trace(tx, {
    unitId,
    at: now,
    actorId,
    action: 'visitPoll.cancel',
    subject: 'visitPoll',
    subjectId: asked.id,
  });
  const poll: Poll = { ...found.poll, state: 'cancelled', version: asked.version + 1 };
  await tellClosed(tx, poll, { now, shownIn, but: [] });
  return { ok: true };
}

type Update = { readonly ref: UpdateRef; readonly now: Date; readonly shownIn?: ShownIn | undefined };

/** Calls it off, once per update. */
async function callOffOnce(db: Db, actor: Actor, poll: PollRef, update: Update): Promise<PollChanged> {
  const { ref, now, shownIn } = update;
  const { outcome } = await db.write((tx) =>
    once<PollChanged>(tx, ref, 'visitPoll.cancel', now, () => callOff(tx, actor, poll, now, shownIn)),
  );
  return outcome;
}

/** Asks those again who haven't answered, once per update; `count`: how many people are written to. */
async function nudgeOnce(db: Db, actor: Actor, asked: PollRef, update: Update): Promise<PollChanged> {
  const { now } = update;
  const { outcome } = await db.write((tx) =>
    once<PollChanged>(tx, update.ref, 'visitPoll.nudge', now, async () => {
      const found = await changeable(tx, actor, asked, now);
      return found.ok ? { ok: true, count: await nudgeSilent(tx, found.poll, now) } : found;
    }),
  );
  return outcome;
}

/** Undefined: there is none, or it isn't theirs to see. For the unit with what stands against each time. */
async function seen(db: Db, actor: Actor, id: number, now: Date): Promise<SeenPoll | undefined> {
  const scope = scopeOf(actor, 'visit.view');
  const poll = await findPoll(db.read, scope, id, now);
  if (!poll) return undefined;
  const acting = actingIn(actor, poll);
  if (scope.kind !== 'unit' || poll.state !== 'open') return { poll, ...acting, clashes: [], unreached: [] };
  const agencyIds = poll.parties.map(({ agencyId }) => agencyId);
  const booked = {
    agencyIds,
    placeId: poll.direction === 'toAgency' ? (agencyIds[0] ?? null) : null,
    personIds: [poll.officer.id],
  };
  // Of all the times at once, however many they are.
  const starts = poll.times.map(({ startsAt }) => startsAt.getTime());
  const ends = poll.times.map(({ endsAt }) => endsAt.getTime());
  const all = { startsAt: new Date(Math.min(...starts)), endsAt: new Date(Math.max(...ends)) };
  const taken = await takenBetween(db.read, scope, withRoad(all));
  const clashes = poll.times.map(({ startsAt, endsAt }) => clashesOf({ startsAt, endsAt, ...booked }, taken));
  const people = await aroundPoll(db.read, poll, now);
  const unreached = silentIn(poll).filter(({ agencyId }) => reachable(people(agencyId)).length === 0);
  return { poll, ...acting, clashes, unreached: unreached.map(({ agencyId }) => agencyId) };
}

/** The open ones that somebody may see. */
function open(db: Db, actor: Actor): Promise<PollEntry[]> {
  return openPolls(db.read, scopeOf(actor, 'visit.view'));
}

/** From now on this message shows it to somebody in a private chat. */
export async function keepPollCard(
  tx: Tx,
  card: {
    readonly id: number;
    readonly personId: number;
    readonly chatId: bigint;
    readonly messageId: number;
  },
  now: Date,
): Promise<void> {
  const { id: subjectId, personId, chatId, messageId } = card;
  await keepCard(tx, { subject: 'poll', subjectId, personId, chatId, messageId }, now);
}

async function rememberCard(db: Db, actor: Actor, id: number, messageId: number, now: Date): Promise<void> {
  const { personId, telegramId: chatId } = actor;
  await db.writeOne((client) => keepPollCard(client, { id, personId, chatId, messageId }, now));
}

const useCases = { seen, open, callOffOnce, nudgeOnce, rememberCard };

/** Choices of times: put to agencies, asked again, called off. */
export type PollService = Given<typeof useCases>;

export function createPollService(db: Db): PollService {
  return given(db, useCases);
}
