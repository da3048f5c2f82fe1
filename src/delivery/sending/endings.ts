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

export function createEndings(around: Surroundings): Endings {
  const { db, api, clock, notices, logger, owner, wait, random, pace, tally, cut, reach } = around;
  let outages = 0;

  const ms = () => clock.now().getTime();

  /** Writes an ending, however often it takes: a sent message left unmarked would be sent again. */
  async function write(
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

  async function later(message: Addressed, why: string, inMs: number, attempts?: number): Promise<void> {
    tally.failed(why);
    const { id } = message.row;
    const nextAt = new Date(ms() + inMs);
    await write(message, async (tx) => {
      await putBack(tx, owner, [{ id, nextAt, ...(attempts !== undefined && { attempts }) }]);
      return true;
    });
  }

  async function giveUp(
    message: Addressed,
    cause: GivenUpCause,
    { code, attempts = message.row.attempts }: { readonly code?: string; readonly attempts?: number } = {},
  ): Promise<void> {
    const { row, context } = message;
    const now = clock.now();
    const state = stateOf(cause);
    tally.failed(cause);
    logger.warn({ ...facts(message), state, cause: code ?? cause }, 'a message is given up');
    await write(
      message,
      async (tx) => {
        if (cause === 'unreachable' || cause === 'unbound') await lose(tx, message);
        return markUnsent(tx, owner, row.id, { state, cause: code ?? cause, attempts });
      },
      async (tx) => {
        await notices.get(row.kind)?.onGivenUp?.(tx, { ...context, now }, cause);
        if (state === 'setAside') {
          const { id: outboxId, unitId, kind } = row;
          await around.onSetAside(tx, { outboxId, unitId, kind, cause, now });
        }
      },
    );
  }

  async function lose(tx: Tx, { context: { to } }: Addressed): Promise<void> {
    const now = clock.now();
    if ('personId' in to) await reach.personLost(tx, to.personId, now);
    else await reach.groupLost(tx, to.groupId, now);
  }

  async function tryAgain(message: Addressed, why: string, most: number, cause: GivenUpCause, code: string) {
    const attempts = message.row.attempts + 1;
    if (attempts >= most) await giveUp(message, cause, { attempts, code });
    else await later(message, why, backoff(attempts, ONE_MESSAGE, random), attempts);
  }

  /** Nothing gets through at the moment: the message isn't to blame, and no other would fare better. */
  async function holdQueue(message: Addressed, why: string): Promise<void> {
    outages += 1;
    const pause = backoff(outages, WHOLE_QUEUE, random);
    pace.holdAll(ms() + pause);
    await later(message, why, pause);
  }

  async function isTelegramThere(): Promise<boolean> {
    try {
      await api.getMe(grammySignal(AbortSignal.any([cut, AbortSignal.timeout(PROBE_MS)])));
      return true;
    } catch {
      return false;
    }
  }

  async function failed(message: Addressed, failure: Failure, err: unknown): Promise<void> {
    const { kind } = failure;
    const { to } = message.context;
    logger.warn({ ...facts(message), failure: kind, err }, 'sending a message failed');
    switch (kind) {
      case 'flood':
        // A 429 doesn't say whose limit it is. A group's own is by far the lowest; else it is taken for everybody's.
        if ('groupId' in to) pace.holdChat(to.chatId, ms() + failure.retryAfterMs);
        else pace.holdAll(ms() + failure.retryAfterMs);
        return later(message, kind, failure.retryAfterMs);
      case 'server':
      case 'network':
        if (!(await isTelegramThere())) return holdQueue(message, kind);
        return tryAgain(message, kind, TRIES.telegram, 'tries', 'tries');
      case 'token':
      case 'database':
        return holdQueue(message, kind);
      case 'unreachable':
        return giveUp(message, 'personId' in to ? 'unreachable' : 'unbound');
      case 'guard':
        return giveUp(message, 'guard');
      case 'message-gone':
        return giveUp(message, 'gone');
      case 'rejected':
        return tryAgain(message, kind, TRIES.rejected, 'rejected', `rejected:${failure.code}`);
      case 'moved':
      case 'topic-gone':
      case 'unmodified':
        return tryAgain(message, kind, TRIES.rejected, 'rejected', `rejected:${kind}`);
      case 'fault':
        return tryAgain(message, 'render', TRIES.render, 'render', 'render');
      default:
        return assertNever(kind);
    }
  }

  return {
    failed,
    giveUp: (message, cause) => giveUp(message, cause),
    sent: async (message, messageId) => {
      outages = 0;
      const at = clock.now();
      const { row, context } = message;
      await write(
        message,
        (tx) => markSent(tx, owner, row.id, { messageId, at }),
        async (tx) => notices.get(row.kind)?.onSent?.(tx, { ...context, now: at }, messageId),
      );
      tally.sent();
    },
    hold: ({ row: { id } }, until) =>
      db.write((tx) => putBack(tx, owner, [{ id, nextAt: until, cause: HELD }])),
    pointless: async (message, code) => {
      const { id, attempts } = message.row;
      logger.info({ ...facts(message), cause: code }, 'a message has lost its point');
      await write(message, (tx) => markUnsent(tx, owner, id, { state: 'dropped', cause: code, attempts }));
    },
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
