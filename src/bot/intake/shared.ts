import { setMaxListeners } from 'node:events';
import type { Update } from 'grammy/types';
import { systemClock } from '../../lib/clock.js';
import { backoffMs, realWait } from '../../telegram/retry.js';
import type { Dispatcher, DispatcherOptions } from './dispatcher.js';
import { finish } from './finish.js';
import { failureToTell, OUTAGE_TOLD_MS, settle } from './handling.js';
import { laneOf } from './lane.js';
import { createMemory, type Memory } from './memory.js';
import { createSlots, type Slots } from './slots.js';
import type { Turns } from './stored/turns.js';

export interface SharedOptions extends DispatcherOptions {
  readonly turns: Turns;
  /** How often turns are kept, and looked for that nobody has; far less than a turn lasts. Default 1,000. */
  readonly everyMs?: number;
}

/** Asked so often whether a turn is free, before it is left to be looked for with the others. */
const patience = 4;
const longestGoodbyeMs = 5_000;

/** A lane that this process handles, or waits for. `again`: more came meanwhile. */
type Lane = { again: boolean; end: Promise<void> };

type Works = {
  readonly options: SharedOptions;
  readonly lanes: Map<string, Lane>;
  /** When an update was first seen here, in milliseconds that never go back. */
  readonly seenAt: Map<number, number>;
  /** Those that came to this process. */
  readonly own: Memory;
  /** Lanes of which something could not be stored, with since when, and whether the person knows. */
  readonly unstored: Map<string, { readonly since: number; isTold: boolean }>;
  readonly slots: Slots;
  readonly closing: AbortController;
  readonly leaving: AbortController;
};

/** How long lower numbers of a lane may still come before this one is handled. */
function windowLeft({ options, seenAt }: Works, updateId: number): number {
  const at = seenAt.get(updateId) ?? performance.now();
  seenAt.set(updateId, at);
  return at + (options.windowMs ?? 0) - performance.now();
}

/** Handles what waits in a lane, whose turn this process has; resolves when it has given the turn back. */
async function serveTurn(works: Works, lane: string): Promise<void> {
  const { options, seenAt, own, slots, closing, leaving } = works;
  const { store, turns } = options;
  while (!closing.signal.aborted) {
    const row = await store.first(lane);
    if (!row) {
      if (await turns.leave(lane)) return;
      continue;
    }
    const { isNext, ...waiting } = row;
    const { updateId } = waiting;
    const left = isNext ? 0 : windowLeft(works, updateId);
    if (left > 0) {
      await realWait(left, closing.signal);
      continue;
    }
    seenAt.delete(updateId);
    const tries = own.has(updateId) ? undefined : waiting.tries;
    const job = { ...waiting, tries, stored: true, keeping: undefined };
    const handle = (update: Update) => settle(options, update, leaving.signal);
    if (!(await slots.run(() => finish(options, job, leaving.signal, handle)))) break;
    if (await turns.leave(lane)) return;
  }
  await turns.drop(lane);
}

/** Handles a lane if its turn can be had; whoever has it handles what came, and what it misses is looked for. */
async function runLane(works: Works, name: string, lane: Lane): Promise<void> {
  const { options, lanes, closing } = works;
  try {
    for (let refused = 0; refused < patience && !closing.signal.aborted; ) {
      lane.again = false;
      if (!(await options.turns.take(name))) {
        await realWait(backoffMs(refused, 50, 500), closing.signal);
        refused += 1;
        continue;
      }
      await serveTurn(works, name);
      if (!lane.again) return;
    }
  } catch (err) {
    options.logger.warn({ err }, 'stored updates could not be taken up; they are looked for again');
  } finally {
    lanes.delete(name);
  }
}

function wake(works: Works, name: string): void {
  const found = works.lanes.get(name);
  if (found) {
    found.again = true;
    return;
  }
  const lane: Lane = { again: false, end: Promise.resolve() };
  works.lanes.set(name, lane);
  lane.end = runLane(works, name, lane);
}

/** Tells a person once that the database is what their updates wait for, which Telegram brings again and again. */
function noteUnstored({ options, unstored }: Works, lane: string, update: Update): void {
  const { tellOutage } = options;
  const now = performance.now();
  const found = unstored.get(lane) ?? { since: now, isTold: false };
  unstored.set(lane, found);
  if (found.isTold || !tellOutage || now - found.since < OUTAGE_TOLD_MS) return;
  found.isTold = true;
  void failureToTell(options, 'outage', update, () => tellOutage(update));
}

async function dispatch(works: Works, update: Update): Promise<boolean> {
  const { options, closing, seenAt, own } = works;
  const { store, logger, onStored, clock = systemClock } = options;
  if (closing.signal.aborted) return false;
  const updateId = update.update_id;
  const lane = laneOf(update);
  own.add(updateId);
  try {
    await store.put({ updateId, lane, receivedAt: clock.now(), update });
    // From here on: a lower number that comes a moment later takes as long to be stored.
    seenAt.set(updateId, performance.now());
  } catch (err) {
    logger.warn({ err, update: updateId }, 'an update could not be stored');
    noteUnstored(works, lane, update);
    return false;
  }
  works.unstored.clear();
  onStored?.('stored');
  wake(works, lane);
  return true;
}

async function lookForAbandoned(works: Works): Promise<void> {
  const { seenAt, options } = works;
  // Those that other processes handled stay behind here.
  const over = performance.now() - (options.windowMs ?? 0);
  for (const [updateId, at] of seenAt) if (at < over) seenAt.delete(updateId);
  for (const lane of await works.options.turns.abandoned()) wake(works, lane);
}

async function watch(works: Works): Promise<void> {
  const { options, closing } = works;
  const { turns, logger, everyMs = 1_000 } = options;
  while (!closing.signal.aborted) {
    await realWait(everyMs, closing.signal);
    try {
      if (works.lanes.size > 0) await turns.renew();
      if (!closing.signal.aborted) await lookForAbandoned(works);
    } catch (err) {
      logger.warn({ err }, 'stored updates could not be looked for');
    }
  }
}

async function idle({ lanes }: Works): Promise<void> {
  while (lanes.size > 0) await Promise.all([...lanes.values()].map(({ end }) => end));
}

async function close(works: Works, watching: Promise<void> | undefined): Promise<void> {
  const { closing, leaving, options } = works;
  closing.abort();
  const waited = new AbortController();
  const renewing = setInterval(() => void options.turns.renew().catch(() => undefined), 1_000);
  await Promise.race([idle(works), realWait(longestGoodbyeMs, waited.signal)]);
  waited.abort();
  clearInterval(renewing);
  leaving.abort();
  await watching;
}

/**
 * Hands updates on as the dispatcher of one process does, among several on one PostgreSQL database: each is stored when
 * it comes, whoever has the turn of its lane handles it, and its row stays for a while, so that none does so twice.
 */
export function createSharedDispatcher(options: SharedOptions): Dispatcher {
  const works: Works = {
    options,
    lanes: new Map(),
    seenAt: new Map(),
    own: createMemory(),
    unstored: new Map(),
    slots: createSlots(options.concurrency ?? 50),
    closing: new AbortController(),
    leaving: new AbortController(),
  };
  // Each chat that waits listens.
  setMaxListeners(0, works.closing.signal, works.leaving.signal);
  let watching: Promise<void> | undefined;
  let closed: Promise<void> | undefined;
  return {
    dispatch: (update) => dispatch(works, update),
    recover: async () => {
      await lookForAbandoned(works);
      watching ??= watch(works);
    },
    hurry: () => undefined,
    idle: () => idle(works),
    close: () => (closed ??= close(works, watching)),
  };
}
