import { setMaxListeners } from 'node:events';
import type { Update } from 'grammy/types';
import { type Clock, systemClock } from '../../lib/clock.js';
import { realWait } from '../../telegram/retry.js';
import { type Arrivals, createArrivals } from './arrivals.js';
import { type FinishOptions, finish } from './finish.js';
import { type HandlingOptions, settle } from './handling.js';
import { inOrder, laneOf } from './lane.js';
import { createMemory, type Memory } from './memory.js';
import { createSlots, type Slots } from './slots.js';
import type { Kept, UpdateStore } from './stored/store.js';

export interface DispatcherOptions extends HandlingOptions, FinishOptions {
  readonly store: UpdateStore;
  readonly clock?: Clock;
  /** What isn't handled after so long is stored. Default 1,000. */
  readonly storeAfterMs?: number;
  /** Updates in hand at once, but for those that wait for somebody else. Default 50. */
  readonly concurrency?: number;
  /** How long after an update lower numbers may come. Default 0, as by polling: they come in order. */
  readonly windowMs?: number;
}

/** Hands updates on: one at a time per chat and person, in order; otherwise concurrently. */
export interface Dispatcher {
  /**
   * Resolves once the update is handled, or stored to be handled: Telegram may forget it. `false`: it is neither, as
   * without a database, and is to be given again. Never rejects.
   */
  readonly dispatch: (update: Update) => Promise<boolean>;
  /** Takes up what an earlier run stored, before whatever else is given of the same chat and person. */
  readonly recover: () => Promise<void>;
  /** Stores at once whatever isn't handled. */
  readonly hurry: () => void;
  /** Resolves when nothing is in hand or waiting. */
  readonly idle: () => Promise<void>;
  /** Begins nothing more, stores what waits, and resolves when what is in hand has ended, within seconds. */
  readonly close: () => Promise<void>;
}

const mostInHand = 10_000;
const lookAgainMs = 10;
const longestGoodbyeMs = 5_000;

type Job = Kept & {
  /** How often it was taken up from the database before; undefined: it came just now. */
  readonly tries: number | undefined;
  readonly end: Promise<void>;
  readonly resolveEnd: () => void;
  keeping: Promise<void> | undefined;
  stored: boolean;
  over: boolean;
};

/** The updates of a chat and person. `slow`: one of them was stored, and those behind it are so at once. */
type Lane = { readonly queue: Job[]; slow: boolean; end: Promise<void> };

type Works = {
  readonly options: DispatcherOptions;
  readonly jobs: Map<number, Job>;
  readonly lanes: Map<string, Lane>;
  readonly ended: Memory;
  readonly arrivals: Arrivals;
  readonly slots: Slots;
  /** What waits to be stored: called, it is so at once. */
  readonly hurried: Set<() => void>;
  /** Fires when nothing more is begun. */
  readonly closing: AbortController;
  /** Fires when what is still in hand is left for the next start. */
  readonly leaving: AbortController;
};

function createJob(kept: Kept, tries?: number): Job {
  let resolveEnd = () => {};
  const end = new Promise<void>((resolve) => {
    resolveEnd = resolve;
  });
  const stored = tries !== undefined;
  return { ...kept, tries, end, resolveEnd, keeping: undefined, stored, over: false };
}

/** Waits until it is handled, for as long as that may take without a row of its own. */
function handledSoon({ options, hurried }: Works, job: Job): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      hurried.delete(done);
      resolve();
    };
    const timer = setTimeout(done, options.storeAfterMs ?? 1_000);
    hurried.add(done);
    void job.end.finally(done);
  });
}

async function store({ options, lanes }: Works, job: Job): Promise<void> {
  const { logger, onStored } = options;
  try {
    await options.store.put(job);
    job.stored = true;
    const lane = lanes.get(job.lane);
    if (lane) lane.slow = true;
    onStored?.('stored');
  } catch (err) {
    logger.warn({ err, update: job.updateId }, 'an update could not be stored');
  } finally {
    job.keeping = undefined;
  }
}

async function storeNow(works: Works, job: Job): Promise<void> {
  if (!job.stored && !job.over) await (job.keeping ??= store(works, job));
}

/** Whether Telegram may forget it, once that is decided. */
async function isSafe(works: Works, job: Job): Promise<boolean> {
  if (!job.stored && !works.lanes.get(job.lane)?.slow) await handledSoon(works, job);
  await storeNow(works, job);
  return job.stored || job.over;
}

async function work(works: Works, job: Job): Promise<void> {
  const { options, leaving, ended, jobs } = works;
  const isOver = await finish(options, job, leaving.signal, (update) =>
    settle(options, update, leaving.signal),
  );
  if (!isOver) return;
  ended.add(job.updateId);
  jobs.delete(job.updateId);
  job.over = true;
  job.resolveEnd();
}

/** Handles a lane's updates one by one, the lowest number first. */
async function runLane(works: Works, name: string, { queue }: Lane): Promise<void> {
  const { arrivals, slots, lanes, closing } = works;
  for (let first = queue[0]; first && !closing.signal.aborted; first = queue[0]) {
    if (first.tries === undefined && arrivals.mayBePreceded(first.updateId)) {
      await realWait(lookAgainMs, closing.signal);
      continue;
    }
    queue.shift();
    const job = first;
    await slots.run(() => work(works, job));
  }
  lanes.delete(name);
}

function enqueue(works: Works, job: Job): void {
  const { jobs, lanes } = works;
  jobs.set(job.updateId, job);
  const found = lanes.get(job.lane);
  const lane: Lane = found ?? { queue: [], slow: false, end: Promise.resolve() };
  lane.queue.push(job);
  lane.queue.sort(inOrder);
  if (job.stored) lane.slow = true;
  if (found) return;
  lanes.set(job.lane, lane);
  lane.end = runLane(works, job.lane, lane);
}

async function dispatch(works: Works, update: Update): Promise<boolean> {
  const { options, jobs, ended, arrivals, closing } = works;
  const updateId = update.update_id;
  if (ended.has(updateId)) return true;
  const known = jobs.get(updateId);
  if (known) return isSafe(works, known);
  if (closing.signal.aborted || jobs.size >= mostInHand) return false;
  const receivedAt = (options.clock ?? systemClock).now();
  const job = createJob({ updateId, lane: laneOf(update), receivedAt, update });
  arrivals.note(updateId);
  enqueue(works, job);
  return isSafe(works, job);
}

async function recover(works: Works): Promise<void> {
  const waiting = await works.options.store.waiting();
  // A lane begins with what is put into it first.
  for (const { tries, ...kept } of waiting.toSorted(inOrder)) {
    if (!works.jobs.has(kept.updateId)) enqueue(works, createJob(kept, tries));
  }
}

function hurry({ hurried }: Works): void {
  for (const now of [...hurried]) now();
}

async function idle({ lanes }: Works): Promise<void> {
  while (lanes.size > 0) await Promise.all([...lanes.values()].map(({ end }) => end));
}

async function close(works: Works): Promise<void> {
  works.closing.abort();
  await Promise.all([...works.jobs.values()].map((job) => storeNow(works, job)));
  hurry(works);
  const waited = new AbortController();
  await Promise.race([idle(works), realWait(longestGoodbyeMs, waited.signal)]);
  waited.abort();
  works.leaving.abort();
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const works: Works = {
    options,
    jobs: new Map(),
    lanes: new Map(),
    ended: createMemory(),
    arrivals: createArrivals(options.windowMs ?? 0),
    slots: createSlots(options.concurrency ?? 50),
    hurried: new Set(),
    closing: new AbortController(),
    leaving: new AbortController(),
  };
  // Each chat that waits listens.
  setMaxListeners(0, works.closing.signal, works.leaving.signal);
  let closed: Promise<void> | undefined;
  return {
    dispatch: (update) => dispatch(works, update),
    recover: () => recover(works),
    hurry: () => hurry(works),
    idle: () => idle(works),
    close: () => (closed ??= close(works)),
  };
}
