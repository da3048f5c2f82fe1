import type { Actor } from '../../access/actor.js';
import { can } from '../../access/can.js';
import type { Db, Tx } from '../../db/database.js';
import { once, type UpdateRef } from '../../db/once.js';
import { trace } from '../../db/trace.js';
import type { SetAside } from '../../delivery/delivery.js';
import { type PlannedNotice, planNotices } from '../../delivery/notices.js';
import { newestTelling } from '../../delivery/planned.js';
import { createQueue, type Queue, type QueueView } from '../../delivery/queue.js';
import { type Given, given } from '../../lib/given.js';
import { unitHeads } from '../staffing/index.js';
import { nextTelling, PER_PAGE } from './rules.js';

/** The kind by which heads are told that a message was set aside; its subject is that message. */
export const SET_ASIDE = 'queue.setAside';

/** `gone`: it has been retried, dropped or withdrawn meanwhile. */
type Settled = { readonly ok: true } | { readonly ok: false; readonly reason: 'refused' | 'gone' };

/**
 * Plans, in the transaction that sets a message aside, to tell the unit's heads of it; never of such a telling itself.
 * A telling that still waits speaks for what was set aside after it, and each head gets one an hour at most.
 */
export async function tellHeads(tx: Tx, { outboxId, unitId, kind, now }: SetAside): Promise<void> {
  if (kind === SET_ASIDE) return;
  const heads = await unitHeads(tx, unitId, now);
  const told = await newestTelling(tx, unitId, SET_ASIDE);
  const messages = heads.flatMap(({ id: personId }): PlannedNotice[] => {
    const last = told.get(personId);
    if (last && !last.sentAt) return [];
    const about = { unitId, kind: SET_ASIDE, subjectId: outboxId, subjectVersion: 1, to: { personId } };
    const dueAt = nextTelling(now, last?.sentAt);
    return [{ dedupeKey: `${SET_ASIDE}:${outboxId}:person:${personId}`, ...about, dueAt }];
  });
  await planNotices(tx, now, messages);
}

type QueueDeps = { readonly db: Db; readonly queue: Queue };

function may(actor: Actor) {
  return can(actor, 'queue.manage', { unitId: actor.unitId, agencyId: null });
}

/** @param id the message; undefined: all that were set aside in the unit. */
function keep(tx: Tx, actor: Actor, action: string, id: number | undefined, detail: object, at: Date) {
  const { unitId, personId: actorId } = actor;
  const about =
    id === undefined ? { subject: 'unit', subjectId: unitId } : { subject: 'outbox', subjectId: id };
  return trace(tx, { unitId, at, actorId, action, ...about, detail });
}

/** Undefined: not theirs to see. */
async function view(
  { queue }: QueueDeps,
  actor: Actor,
  page: number,
  now: Date,
): Promise<QueueView | undefined> {
  return may(actor) ? queue.view(actor.unitId, now, { skip: page * PER_PAGE, take: PER_PAGE }) : undefined;
}

/** Tries one again or drops it, once per update. */
async function settle(
  { db, queue }: QueueDeps,
  actor: Actor,
  what: 'retry' | 'drop',
  id: number,
  ref: UpdateRef,
  now: Date,
): Promise<Settled> {
  if (!may(actor)) return { ok: false, reason: 'refused' };
  const { outcome } = await db.write((tx) =>
    once<Settled>(tx, ref, `queue.${what}`, now, async () => {
      const kind = await queue[what](tx, actor.unitId, id, now);
      if (kind === undefined) return { ok: false, reason: 'gone' };
      await keep(tx, actor, `queue.${what}`, id, { kind }, now);
      return { ok: true };
    }),
  );
  return outcome;
}

/** Tries all of them again, once per update; how many, undefined: not theirs to do. */
async function retryAll(
  { db, queue }: QueueDeps,
  actor: Actor,
  ref: UpdateRef,
  now: Date,
): Promise<number | undefined> {
  if (!may(actor)) return undefined;
  const { outcome } = await db.write((tx) =>
    once<number>(tx, ref, 'queue.retryAll', now, async () => {
      const count = await queue.retryAll(tx, actor.unitId, now);
      if (count > 0) await keep(tx, actor, 'queue.retryAll', undefined, { count }, now);
      return count;
    }),
  );
  return outcome;
}

const useCases = { view, settle, retryAll };

/** What heads see of the outbox, and decide about messages that couldn't be sent. */
export type QueueService = Given<typeof useCases>;

export function createQueueService({ db }: Pick<QueueDeps, 'db'>): QueueService {
  return given({ db, queue: createQueue({ db }) }, useCases);
}
