import type { Tx } from '../../db/database.js';
import { isUnavailable } from '../../db/errors.js';
import { assertNever } from '../../lib/assert-never.js';
import { grammySignal } from '../../telegram/client.js';
import { backoffMs } from '../../telegram/retry.js';
import type { Surroundings } from '../deps.js';
import type { GivenUpCause } from '../notice.js';
import { HELD, markSent, markUnsent, putBack } from '../store.js';
import { type Failure, TRIES } from './failures.js';
import type { Addressed } from './recipients.js';

/** What becomes of a claimed message: every way in which its turn can end, written down. */
export type Endings = {
  readonly sent: (message: Addressed, messageId: number) => Promise<void>;
  /** There is no sense in sending it; `code` says why. */
  readonly pointless: (message: Addressed, code: string) => Promise<void>;
  /** Its recipient wants it later. */
  readonly hold: (message: Addressed, until: Date) => Promise<void>;
  readonly giveUp: (message: Addressed, cause: GivenUpCause) => Promise<void>;
  readonly failed: (message: Addressed, failure: Failure, error: unknown) => Promise<void>;
};

const PROBE_MS = 5_000;
const MARKING = { firstMs: 200, mostMs: 5_000 } as const;
const WHOLE_QUEUE = { firstMs: 1_000, mostMs: 30_000 } as const;
const ONE_MESSAGE = { firstMs: 5_000, mostMs: 15 * 60_000 } as const;

/** `failures`: 1 or more. */
const backoff = (
  failures: number,
  { firstMs, mostMs }: { readonly firstMs: number; readonly mostMs: number },
  random: () => number,
) => backoffMs(failures - 1, firstMs, mostMs, random);

const facts = ({ row }: Addressed) => ({ outbox: row.id, kind: row.kind });

/** `outages`: how often nothing got through since something last did. */
type EndingsDeps = Surroundings & { outages: number };

const ms = ({ clock }: EndingsDeps) => clock.now().getTime();

/** Writes an ending, however often it takes: a sent message left unmarked would be sent again. */
async function write(
  { db, cut, logger, random, wait }: EndingsDeps,
  message: Addressed,
  mark: (tx: Tx) => Promise<boolean>,
  hook?: (tx: Tx) => Promise<void>,
): Promise<void> {
  let follow = hook;
  for (let failures = 1; ; failures += 1) {
    try {
      return await db.write(async (tx) => {
        if (await mark(tx)) await follow?.(tx);
      });
    } catch (err) {
      if (cut.aborted) throw err;
      logger.error({ ...facts(message), failures, err }, 'marking a message failed');
      if (follow && !isUnavailable(err)) follow = undefined;
      else await wait(backoff(failures, MARKING, random), cut);
    }
  }
}

async function later(
  deps: EndingsDeps,
  message: Addressed,
  why: string,
  inMs: number,
  attempts?: number,
): Promise<void> {
  deps.tally.failed(why);
  const { id } = message.row;
  const nextAt = new Date(ms(deps) + inMs);
  await write(deps, message, async (tx) => {
    await putBack(tx, deps.owner, [{ id, nextAt, ...(attempts !== undefined && { attempts }) }]);
    return true;
  });
}

async function giveUp(
  deps: EndingsDeps,
  message: Addressed,
  cause: GivenUpCause,
  { code, attempts = message.row.attempts }: { readonly code?: string; readonly attempts?: number } = {},
): Promise<void> {
  const { clock, logger, notices, owner, tally } = deps;
  const { row, context } = message;
  const now = clock.now();
  const state = stateOf(cause);
  tally.failed(cause);
  logger.warn({ ...facts(message), state, cause: code ?? cause }, 'a message is given up');
  await write(
    deps,
    message,
    async (tx) => {
      if (cause === 'unreachable' || cause === 'unbound') await lose(deps, tx, message);
      return markUnsent(tx, owner, row.id, { state, cause: code ?? cause, attempts });
    },
    async (tx) => {
      await notices.get(row.kind)?.onGivenUp?.(tx, { ...context, now }, cause);
      if (state === 'setAside') {
        const { id: outboxId, unitId, kind } = row;
        await deps.onSetAside(tx, { outboxId, unitId, kind, cause, now });
      }
    },
  );
}

async function lose({ clock, reach }: EndingsDeps, tx: Tx, { context: { to } }: Addressed): Promise<void> {
  const now = clock.now();
  if ('personId' in to) await reach.personLost(tx, to.personId, now);
  else await reach.groupLost(tx, to.groupId, now);
}

async function tryAgain(
  deps: EndingsDeps,
  message: Addressed,
  why: string,
  { most, cause, code }: { readonly most: number; readonly cause: GivenUpCause; readonly code: string },
): Promise<void> {
  const attempts = message.row.attempts + 1;
  if (attempts >= most) await giveUp(deps, message, cause, { attempts, code });
  else await later(deps, message, why, backoff(attempts, ONE_MESSAGE, deps.random), attempts);
}

/** Nothing gets through at the moment: the message isn't to blame, and no other would fare better. */
async function holdQueue(deps: EndingsDeps, message: Addressed, why: string): Promise<void> {
  deps.outages += 1;
  const pause = backoff(deps.outages, WHOLE_QUEUE, deps.random);
  deps.pace.holdAll(ms(deps) + pause);
  await later(deps, message, why, pause);
}

async function isTelegramThere({ api, cut }: EndingsDeps): Promise<boolean> {
  try {
    await api.getMe(grammySignal(AbortSignal.any([cut, AbortSignal.timeout(PROBE_MS)])));
    return true;
  } catch {
    return false;
  }
}

/** A 429 doesn't say whose limit it is. A group's own is by far the lowest; else it is taken for everybody's. */
async function flooded(deps: EndingsDeps, message: Addressed, retryAfterMs: number): Promise<void> {
  const { to } = message.context;
  const until = ms(deps) + retryAfterMs;
  if ('groupId' in to) deps.pace.holdChat(to.chatId, until);
  else deps.pace.holdAll(until);
  return later(deps, message, 'flood', retryAfterMs);
}

async function failed(deps: EndingsDeps, message: Addressed, failure: Failure, err: unknown): Promise<void> {
  const { kind } = failure;
  deps.logger.warn({ ...facts(message), failure: kind, err }, 'sending a message failed');
  const rejected = { most: TRIES.rejected, cause: 'rejected' } as const;
  switch (kind) {
    case 'flood':
      return flooded(deps, message, failure.retryAfterMs);
    case 'server':
    case 'network':
      if (!(await isTelegramThere(deps))) return holdQueue(deps, message, kind);
      return tryAgain(deps, message, kind, { most: TRIES.telegram, cause: 'tries', code: 'tries' });
    case 'token':
    case 'database':
      return holdQueue(deps, message, kind);
    case 'unreachable':
      return giveUp(deps, message, 'personId' in message.context.to ? 'unreachable' : 'unbound');
    case 'guard':
      return giveUp(deps, message, 'guard');
    case 'message-gone':
      return giveUp(deps, message, 'gone');
    case 'rejected':
      return tryAgain(deps, message, kind, { ...rejected, code: `rejected:${failure.code}` });
    case 'moved':
    case 'topic-gone':
    case 'unmodified':
      return tryAgain(deps, message, kind, { ...rejected, code: `rejected:${kind}` });
    case 'fault':
      return tryAgain(deps, message, 'render', { most: TRIES.render, cause: 'render', code: 'render' });
    default:
      return assertNever(kind);
  }
}

async function sent(deps: EndingsDeps, message: Addressed, messageId: number): Promise<void> {
  const { clock, notices, owner, tally } = deps;
  deps.outages = 0;
  const at = clock.now();
  const { row, context } = message;
  await write(
    deps,
    message,
    (tx) => markSent(tx, owner, row.id, { messageId, at }),
    async (tx) => notices.get(row.kind)?.onSent?.(tx, { ...context, now: at }, messageId),
  );
  tally.sent();
}

async function pointless(deps: EndingsDeps, message: Addressed, code: string): Promise<void> {
  const { id, attempts } = message.row;
  deps.logger.info({ ...facts(message), cause: code }, 'a message has lost its point');
  await write(deps, message, (tx) =>
    markUnsent(tx, deps.owner, id, { state: 'dropped', cause: code, attempts }),
  );
}

export function createEndings(around: Surroundings): Endings {
  const deps: EndingsDeps = { ...around, outages: 0 };
  return {
    sent: (message, messageId) => sent(deps, message, messageId),
    pointless: (message, code) => pointless(deps, message, code),
    hold: ({ row: { id } }, until) =>
      deps.db.write((tx) => putBack(tx, deps.owner, [{ id, nextAt: until, cause: HELD }])),
    giveUp: (message, cause) => giveUp(deps, message, cause),
    failed: (message, failure, error) => failed(deps, message, failure, error),
  };
}

function stateOf(cause: GivenUpCause): 'dropped' | 'setAside' {
  switch (cause) {
    case 'unreachable':
    case 'unbound':
    case 'gone':
      return 'dropped';
    case 'rejected':
    case 'guard':
    case 'tries':
    case 'render':
    case 'kind':
      return 'setAside';
    default:
      return assertNever(cause);
  }
}
