import { randomUUID } from 'node:crypto';
import type { Locale } from '../lib/locale.js';
import { realWait, type Wait } from '../telegram/retry.js';
import { type Translate, translator } from '../words/translate.js';
import type { Surroundings, Wishes } from './deps.js';
import { createBell, pause } from './sending/bell.js';
import { createCourier } from './sending/courier.js';
import { createEndings } from './sending/endings.js';
import { createFlights } from './sending/flights.js';
import { createHand } from './sending/hand.js';
import { createLease, LEASE_MS, type Lease } from './sending/lease.js';
import { createPace } from './sending/pace.js';
import { startWork, type Work } from './sending/work.js';
import { backlog, putBack } from './store.js';
import { createSupply, LOOK_MS, type Supply } from './supply.js';
import { createTally } from './tally.js';

export type { SetAside, Wishes } from './deps.js';

export type DeliveryDeps = Pick<Surroundings, 'db' | 'api' | 'clock' | 'notices' | 'logger' | 'reach'> & {
  /** A name for this replica in the database; made unique to the process here. */
  readonly owner: string;
  /** By default real timers. */
  readonly wait?: Wait;
  readonly random?: () => number;
  /**
   * How long the lease lasts unless renewed, 3.6 s by default: whoever takes over after a crash, also the same program
   * started anew, waits for so long.
   */
  readonly leaseMs?: number;
  /** For people without a language of their own; `id` by default. */
  readonly defaultLocale?: Locale;
  readonly translator?: (locale: Locale) => Translate;
  /** Within the transaction that sets a message aside, of whatever kind: plan to tell a head. */
  readonly onSetAside?: Surroundings['onSetAside'];
  /** How recipients want their reminders. */
  readonly wishes?: Wishes;
};

export type Metrics = {
  /** Messages whose time has come and that are neither sent nor ended otherwise. */
  readonly due: number;
  /** For how long the oldest of these has been due; 0 when there is none. */
  readonly oldestDueSeconds: number;
  /** Since this process started. */
  readonly sentTotal: number;
  /** Failed tries and messages given up, by cause, since this process started. */
  readonly failedByCause: Readonly<Record<string, number>>;
};

/** Sends what is planned in the outbox, if this replica's turn it is. */
export type Delivery = {
  /**
   * Sends what is due now, at Telegram's pace, and resolves when nothing more may go at present.
   * @returns how many were sent; 0 also when another replica has the lease.
   */
  readonly tick: () => Promise<number>;
  /** Looks every second and when woken, until `signal` is aborted or `stop` called. Faults are logged. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Makes it look at once: something due now has been planned. */
  readonly wake: () => void;
  /** Ends what is under way (cutting it off after five seconds), puts the rest back and gives up the lease. */
  readonly stop: () => Promise<void>;
  readonly metrics: () => Promise<Metrics>;
};

const STOP_MS = 5_000;

/** What the parts of a tick share. `woken`: somebody has planned something since it last looked. `seenAt`: in ms. */
type Desk = Work &
  Surroundings & {
    readonly lease: Lease;
    readonly supply: Supply;
    readonly stopping: AbortController;
    woken: boolean;
    seenAt: number;
  };

function surroundingsOf(deps: DeliveryDeps, cut: AbortSignal): Surroundings {
  const { wait = realWait, random = Math.random, onSetAside = async () => {} } = deps;
  const owner = `${deps.owner}#${randomUUID()}`;
  return { ...deps, owner, wait, random, cut, onSetAside, pace: createPace(), tally: createTally() };
}

function createDesk(deps: DeliveryDeps, around: Surroundings): Desk {
  const { db, owner, pace, clock } = around;
  const lease = createLease({ db, name: 'delivery', owner, forMs: deps.leaseMs ?? LEASE_MS });
  const flights = createFlights();
  const hand = createHand(pace, flights);
  const supply = createSupply({
    ...around,
    hand,
    lease,
    wishes: deps.wishes,
    defaultLocale: deps.defaultLocale ?? 'id',
    translator: deps.translator ?? translator,
  });
  return {
    ...around,
    lease,
    flights,
    hand,
    supply,
    courier: createCourier(around, createEndings(around), () => lease.until() > clock.now().getTime()),
    bell: createBell(),
    stopping: new AbortController(),
    sent: 0,
    woken: false,
    seenAt: Number.NEGATIVE_INFINITY,
  };
}

/** Puts back what would wait too long in hand, or what this process isn't to send for now. */
async function giveBack({ db, owner, clock, hand, pace }: Desk, mayGoOn: boolean): Promise<void> {
  const now = clock.now().getTime();
  const waiting = hand.takeWaiting(now);
  const idle = mayGoOn && pace.heldUntil() <= now + LOOK_MS ? [] : hand.takeIdle();
  if (waiting.length + idle.length === 0) return;
  await db.write((tx) => putBack(tx, owner, [...waiting, ...idle.map(({ id }) => ({ id }))]));
}

/** A clock that was fast and is put right would have everything wait for as long as it was wrong. */
function noticeClock(desk: Desk): void {
  const now = desk.clock.now().getTime();
  if (now < desk.seenAt) {
    desk.pace.putBack(desk.seenAt - now);
    desk.hand.putBack(desk.seenAt - now);
  }
  desk.seenAt = now;
}

async function drain(desk: Desk): Promise<number> {
  const { clock, wait, pace, hand, bell, supply, lease, stopping } = desk;
  const ms = () => clock.now().getTime();
  desk.sent = 0;
  supply.lookAnew();
  for (;;) {
    const roused = bell.next();
    desk.woken = false;
    noticeClock(desk);
    const mayGoOn = !stopping.signal.aborted && (await lease.hold(clock.now()));
    if (mayGoOn) await supply.refill();
    await giveBack(desk, mayGoOn);
    if (mayGoOn) startWork(desk);
    const mayClaim = mayGoOn && supply.hasMore() && pace.heldUntil() <= ms();
    if (hand.isEmpty() && !mayClaim) return desk.sent;
    const turn = mayGoOn ? hand.nextTurn(ms()) : undefined;
    if (!hand.isEmpty()) await pause(roused, wait, turn === undefined ? undefined : turn - ms());
  }
}

/** Real time: while a call takes long, the lease is renewed and looked for what somebody waits for. */
async function tick(desk: Desk): Promise<number> {
  const keeper = setInterval(() => desk.bell.ring(), LOOK_MS).unref();
  try {
    return await drain(desk);
  } finally {
    clearInterval(keeper);
  }
}

async function lookUntilStopped(desk: Desk, tickOnce: () => Promise<number>): Promise<void> {
  const { logger, wait, bell, stopping } = desk;
  while (!stopping.signal.aborted) {
    await tickOnce().catch((err: unknown) => logger.error({ err }, 'looking for due messages failed'));
    const roused = bell.next();
    if (!desk.woken && !stopping.signal.aborted) await pause(roused, wait, LOOK_MS);
  }
}

export function createDelivery(deps: DeliveryDeps): Delivery {
  const cutting = new AbortController();
  const desk = createDesk(deps, surroundingsOf(deps, cutting.signal));
  const { db, clock, tally, bell, supply, lease, stopping } = desk;
  let ticking: Promise<number> | undefined;

  function tickOnce(): Promise<number> {
    ticking ??= tick(desk).finally(() => {
      ticking = undefined;
    });
    return ticking;
  }

  function halt(): void {
    stopping.abort();
    bell.ring();
  }

  return {
    tick: tickOnce,
    run: async (signal) => {
      signal.addEventListener('abort', halt, { once: true });
      if (signal.aborted) halt();
      await lookUntilStopped(desk, tickOnce);
    },
    wake: () => {
      desk.woken = true;
      supply.lookAnew();
      bell.ring();
    },
    stop: async () => {
      halt();
      const grace = setTimeout(() => cutting.abort(), STOP_MS);
      try {
        await tickOnce();
      } finally {
        clearTimeout(grace);
        cutting.abort();
        await lease.release();
      }
    },
    metrics: async () => {
      const { due, oldestDueSeconds } = await backlog(db.read, clock.now());
      return { due, oldestDueSeconds, ...tally.read() };
    },
  };
}
