import type { Actor } from '../../../access/actor.js';
import { can, scopeOf } from '../../../access/can.js';
import type { Db, Tx } from '../../../db/database.js';
import { lockUnit } from '../../../db/locks.js';
import { once, type UpdateRef } from '../../../db/once.js';
import { trace } from '../../../db/trace.js';
import type { ShownIn } from '../news/service.js';
import type { Poll, PollParty } from '../poll/rules.js';
import { changeable, type PollChanged, type PollRef } from '../poll/service.js';
import { findPoll } from '../poll/store.js';
import { tellAnswer } from '../pollnews/service.js';
import type { Relayed } from '../relayed/rules.js';
import { isWhole, type Tick, type Ticks, ticked, writeTicks } from './rules.js';

/** What an agency says of one time, by its place, or of all. */
type Said = {
  readonly id: number;
  readonly agencyId: number;
  readonly at: number | undefined;
  readonly tick: Tick;
};

type Telling = { readonly now: Date; readonly shownIn?: ShownIn | undefined };

/** Keeps an agency's ticks in place of what it had said, and tells those concerned. */
async function keepTicks(
  tx: Tx,
  poll: Poll,
  party: PollParty,
  said: Pick<PollParty, 'ticks' | 'via' | 'saidBy'> & { readonly answeredById: number },
  telling: Telling,
): Promise<void> {
  const { ticks, via, saidBy, answeredById } = said;
  const { now } = telling;
  const data = { via, saidBy, answeredById, answeredAt: now };
  await tx.visitPollParty.updateMany({
    where: { pollId: poll.id, agencyId: party.agencyId },
    data: { ...data, ticks: writeTicks(ticks) },
  });
  const parties = poll.parties.map((one) => (one === party ? { ...one, ...data, ticks } : one));
  await tellAnswer(tx, { ...poll, parties }, { actorId: answeredById, ...telling });
}

async function tick(
  tx: Tx,
  actor: Actor,
  { id, agencyId, at, tick: said }: Said,
  telling: Telling,
): Promise<PollChanged> {
  await lockUnit(tx, actor.unitId);
  const poll = await findPoll(tx, scopeOf(actor, 'visit.view'), id, telling.now);
  const party = poll?.parties.find((one) => one.agencyId === agencyId);
  if (!poll || !party) return { ok: false, reason: 'foreign' };
  if (!can(actor, 'visit.answer', { unitId: poll.unitId, agencyId })) return { ok: false, reason: 'refused' };
  if (poll.state !== 'open') return { ok: false, reason: 'stale' };
  const ticks = ticked(party.ticks, at, said);
  if (writeTicks(ticks) === writeTicks(party.ticks)) return { ok: true };
  const by = { ticks, via: null, saidBy: null, answeredById: actor.personId };
  await keepTicks(tx, poll, party, by, telling);
  return { ok: true };
}

/** What an agency says of a time by a tap, once per update. It may say something else as long as none is fixed. */
export async function tickOnce(
  db: Db,
  actor: Actor,
  said: Said,
  update: Telling & { readonly ref: UpdateRef },
): Promise<PollChanged> {
  const { ref, now, shownIn } = update;
  const { outcome } = await db.write((tx) =>
    once<PollChanged>(tx, ref, 'visitPoll.tick', now, () => tick(tx, actor, said, { now, shownIn })),
  );
  return outcome;
}

/** An agency's answer that came otherwise, written down by somebody of the unit. */
export async function relayTicks(
  tx: Tx,
  actor: Actor,
  asked: PollRef,
  said: Relayed & { readonly ticks: Ticks },
  now: Date,
): Promise<PollChanged> {
  const found = await changeable(tx, actor, asked, now);
  if (!found.ok) return found;
  const { poll } = found;
  const { agencyId, via, saidBy, ticks } = said;
  const party = poll.parties.find((one) => one.agencyId === agencyId);
  if (!party || ticks.length !== poll.times.length || !isWhole(ticks)) return { ok: false, reason: 'stale' };
  const { unitId, personId: actorId } = actor;
  await keepTicks(tx, poll, party, { ticks, via, saidBy, answeredById: actorId }, { now });
  const what = {
    action: 'visitPoll.relay',
    subject: 'visitPoll',
    subjectId: poll.id,
    detail: { agencyId, via },
  };
  await trace(tx, { unitId, at: now, actorId, ...what });
  return { ok: true };
}
