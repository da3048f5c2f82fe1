import type { Actor } from '../../../access/actor.js';
import type { Db, Tx } from '../../../db/database.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import { isInOffice } from '../../staffing/index.js';
import type { ShownIn } from '../news/service.js';
import { answerFor, isChoosable, type Poll } from '../poll/rules.js';
import { changeable, closePoll, type PollChanged, type PollRef } from '../poll/service.js';
import { aroundPoll, tellClosed } from '../pollnews/service.js';
import { announceProposal, type Said, writeVisit } from '../propose/service.js';
import { takeSlot } from '../slots/service.js';

/** `clash`: something stands against the time by now; `gone`: it is over, or nobody can come at it. */
export type Chosen =
  | { readonly ok: true; readonly visitId: number }
  | { readonly ok: false; readonly reason: 'clash' | 'gone' | Extract<PollChanged, { ok: false }>['reason'] };

/** The agencies that have accepted one of the times, as a visit at that time knows it. */
function acceptedAt(poll: Poll, at: number): Said[] {
  return poll.parties.flatMap(({ agencyId, ticks, answeredAt, answeredById, via, saidBy }) =>
    answerFor(ticks[at]) === 'accepted' && answeredAt !== null
      ? [{ agencyId, answer: 'accepted', answeredAt, answeredById, via, saidBy }]
      : [],
  );
}

type Choosing = { readonly poll: Poll; readonly at: number };

/** Writes the visit, in the place of whoever answers for the choice of times while they are in office. */
async function visitFrom(
  tx: Tx,
  actor: Actor,
  { poll, at }: Choosing,
  now: Date,
): Promise<
  { readonly ok: true; readonly visitId: number } | { readonly ok: false; readonly reason: 'clash' }
> {
  const time = poll.times[at];
  if (!time) throw new Error(`poll ${poll.id} has no time ${at}`);
  const { startsAt, endsAt } = time;
  const { direction, purpose } = poll;
  const answers = acceptedAt(poll, at);
  const agencyIds = poll.parties
    .filter(({ ticks }) => answerFor(ticks[at]) !== 'declined')
    .map(({ agencyId }) => agencyId);
  const people = await aroundPoll(tx, poll, now);
  const officerId = isInOffice(poll.officer.posts) ? poll.officer.id : actor.personId;
  const memberIds = people(null)
    .filter(({ id, kinds }) => kinds.includes('humas') && id !== officerId)
    .map(({ id }) => id)
    .toSorted((one, other) => one - other);
  const placeId = direction === 'toAgency' ? (agencyIds[0] ?? null) : null;
  const wanted = { startsAt, endsAt, agencyIds, placeId, personIds: [officerId, ...memberIds] };
  const slot = await takeSlot(tx, actor, wanted, undefined, now);
  if (!slot.ok) return { ok: false, reason: 'clash' };
  const proposal = { agencyIds, direction, startsAt, endsAt, purpose, memberIds };
  const proposing = { actor, byUnit: true, officerId, proposal, now };
  const said = { answers, askedAt: poll.createdAt };
  const visitId = await writeVisit(tx, { ...proposing, said }, memberIds, undefined);
  await announceProposal(tx, proposing, visitId, { people, closed: slot.closed });
  return { ok: true, visitId };
}

/**
 * Makes a visit of one of the times: agreed with those who can come, those who can't being left out; who hasn't said
 * anything of it is asked, as to any visit.
 */
async function choose(
  tx: Tx,
  actor: Actor,
  asked: PollRef,
  wish: {
    readonly timeId: number;
    readonly shownIn?: ShownIn | undefined;
  },
  now: Date,
): Promise<Chosen> {
  const found = await changeable(tx, actor, asked, now);
  if (!found.ok) return found;
  const { poll } = found;
  const at = poll.times.findIndex(({ id }) => id === wish.timeId);
  if (!isChoosable(poll, at, now)) return { ok: false, reason: 'gone' };
  const made = await visitFrom(tx, actor, { poll, at }, now);
  if (!made.ok) return made;
  const { visitId } = made;
  if (!(await closePoll(tx, asked, { state: 'fixed', visitId }))) {
    throw new Error(`poll ${poll.id} changed while it was locked`);
  }
  const { unitId, personId: actorId } = actor;
  const what = {
    action: 'visitPoll.fix',
    subject: 'visitPoll',
    subjectId: poll.id,
    detail: { visit: visitId },
  };
  await trace(tx, { unitId, at: now, actorId, ...what });
  const closed: Poll = { ...poll, state: 'fixed', version: poll.version + 1, visitId };
  await tellClosed(tx, closed, { now, shownIn: wish.shownIn, but: toldByVisit(poll, at) });
  return { ok: true, visitId };
}

/** Who hears of the time by what the visit itself says: who is asked to it, and once it is agreed who takes part. */
function toldByVisit({ parties }: Poll, at: number): number[] {
  const answers = parties.map(({ agencyId, ticks }) => ({ agencyId, answer: answerFor(ticks[at]) }));
  const agreed = answers.every(({ answer }) => answer !== 'pending');
  return answers
    .filter(({ answer }) => answer === 'pending' || (agreed && answer === 'accepted'))
    .map(({ agencyId }) => agencyId);
}

/** The same by one tap, once per update. */
export async function chooseOnce(
  db: Db,
  actor: Actor,
  asked: PollRef,
  timeId: number,
  update: { readonly ref: UpdateRef; readonly now: Date; readonly shownIn?: ShownIn | undefined },
): Promise<Chosen> {
  const { now, shownIn } = update;
  const { outcome } = await db.write((tx) =>
    once<Chosen>(tx, update.ref, 'visitPoll.fix', now, () =>
      choose(tx, actor, asked, { timeId, shownIn }, now),
    ),
  );
  return outcome;
}
