import { randomUUID } from 'node:crypto';
import { type Locale } from '../lib/locale.js';
import { realWait, type Wait } from '../telegram/retry.js';
import { type Translate, translator } from '../words/translate.js';
import type { Surroundings, Wishes } from './deps.js';
import { createCourier } from './sending/courier.js';
import { createEndings } from './sending/endings.js';
import { createFlights } from './sending/flights.js';
import { createHand, type Item } from './sending/hand.js';
import { createLease } from './sending/lease.js';
import { createPace } from './sending/pace.js';
import { address } from './sending/recipients.js';
import { backlog, claim, markUnsent, putBack } from './store.js';
import { createTally } from './tally.js';
import { withWishes } from './wishes.js';

export type { SetAside, Wishes } from './deps.js';

export type DeliveryDeps = Pick<Surroundings, 'db' | 'api' | 'clock' | 'notices' | 'logger' | 'reach'> & {
  /** A name for this replica in the database; made unique to the process here. */
  readonly owner: string;
  /** By default real timers. */
  readonly wait?: Wait;
  readonly random?: () => number;
  /**
   * How long the lease lasts unless renewed, 20 s by default: whoever takes over after a crash, also the same program
   * started anew, waits for its end.
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

/** Whoever takes over waits this long at most after the holder is gone, and a look. */
const LEASE_MS = 20_000;
const LOOK_MS = 1_000;
const STOP_MS = 5_000;
const CLAIM = 40;
const ENOUGH = 20;
const MOST = 400;

const nobody = () => {};

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { db, clock, logger, wait = realWait, random = Math.random } = deps;
  const owner = `${deps.owner}#${randomUUID()}`;
  const [pace, tally] = [createPace(), createTally()];
  const [stopping, cutting] = [new AbortController(), new AbortController()];
  const around: Surroundings = {
    ...deps,
    db,
    clock,
    logger,
    owner,
    wait,
    random,
    pace,
    tally,
    cut: cutting.signal,
    onSetAside: deps.onSetAside ?? (async () => {}),
  };
  const endings = createEndings(around);
  const courier = createCourier(around, endings);
  const lease = createLease({ db, name: 'delivery', owner, forMs: deps.leaseMs ?? LEASE_MS });
  const flights = createFlights();
  const hand = createHand(pace, flights);
  const ms = () => clock.now().getTime();

  let ticking: Promise<number> | undefined;
  let nextLook = Number.NEGATIVE_INFINITY;
  let more = true;
  let sent = 0;
  let woken = false;
  let rouse = nobody;

  const addressing = () => ({
    now: clock.now(),
    defaultLocale: deps.defaultLocale ?? ('id' as const),
    translator: deps.translator ?? translator,
    reach: deps.reach,
  });

  async function refill(): Promise<void> {
    const now = ms();
    const look = now >= nextLook;
    if (look) more = true;
    if (!more || pace.heldUntil() > now) return;
    const urgentOnly = hand.promising(now) >= ENOUGH || hand.ids().length > MOST;
    if (urgentOnly && !look) return;
    nextLook = now + LOOK_MS;
    const until = new Date(lease.until());
    const inHand = hand.ids();
    const rows = await claim(db, { owner, now: clock.now(), until, take: CLAIM, urgentOnly, inHand });
    more = urgentOnly || rows.length === CLAIM;
    const messages = await withWishes(await address(db, rows, addressing()), around, deps.wishes);
    hand.add(messages);
    const addressed = new Set(messages.map(({ row }) => row.id));
    const astray = rows.filter(({ id }) => !addressed.has(id));
    for (const { id, attempts } of astray) {
      await db.write((tx) => markUnsent(tx, owner, id, { state: 'dropped', cause: 'nobody', attempts }));
    }
  }

  /** What rejects here stays claimed in the database until the claim runs out, and is then taken up again. */
  function work(item: Item, job: () => Promise<void>): void {
    void job()
      .catch((err: unknown) => {
        hand.remove(item);
        logger.error({ outbox: item.message.row.id, err }, 'a message was left half done');
      })
      .finally(() => rouse());
  }

  function start(): void {
    for (const item of hand.toPrepare(ms())) {
      item.step = { at: 'preparing' };
      work(item, async () => {
        const outgoing = await courier.prepare(item.message);
        if (outgoing) item.step = { at: 'ready', outgoing };
        else hand.remove(item);
      });
    }
    for (let item = hand.toSend(ms()); item; item = hand.toSend(ms())) {
      const { outgoing } = item.step;
      const flying: Item = item;
      const since = ms();
      flying.step = { at: 'flying', since };
      pace.started(since);
      work(flying, async () => {
        if (await courier.deliver(flying.message, outgoing)) sent += 1;
        flights.landed(ms() - since);
        hand.remove(flying);
      });
    }
  }

  const nextSignal = () =>
    new Promise<void>((resolve) => {
      rouse = resolve;
    });

  /** Until something under way has ended or somebody woke us, or for `forMs` if given. */
  async function pause(roused: Promise<void>, forMs: number | undefined): Promise<void> {
    const over = new AbortController();
    const timer = forMs === undefined ? [] : [wait(Math.max(0, forMs), over.signal)];
    await Promise.race([roused, ...timer]);
    over.abort();
  }

  async function drain(): Promise<number> {
    sent = 0;
    nextLook = Number.NEGATIVE_INFINITY;
    for (;;) {
      const roused = nextSignal();
      woken = false;
      const mayGoOn = !stopping.signal.aborted && (await lease.hold(clock.now()));
      if (mayGoOn) await refill();
      const waiting = hand.takeWaiting(ms());
      const idle = mayGoOn && pace.heldUntil() <= ms() + LOOK_MS ? [] : hand.takeIdle();
      if (waiting.length + idle.length > 0) {
        await db.write((tx) => putBack(tx, owner, [...waiting, ...idle.map(({ id }) => ({ id }))]));
      }
      if (mayGoOn) start();
      const mayClaim = mayGoOn && more && pace.heldUntil() <= ms();
      if (hand.isEmpty() && !mayClaim) return sent;
      const turn = mayGoOn ? hand.nextTurn(ms()) : undefined;
      if (!hand.isEmpty()) await pause(roused, turn === undefined ? undefined : turn - ms());
    }
  }

  /** Real time: while a call takes long, the lease is renewed and looked for what somebody waits for. */
  async function tick(): Promise<number> {
    const keeper = setInterval(() => rouse(), LOOK_MS).unref();
    try {
      return await drain();
    } finally {
      clearInterval(keeper);
    }
  }

  function tickOnce(): Promise<number> {
    ticking ??= tick().finally(() => {
      ticking = undefined;
    });
    return ticking;
  }

  function halt(): void {
    stopping.abort();
    rouse();
  }

  return {
    tick: tickOnce,
    run: async (signal) => {
      signal.addEventListener('abort', halt, { once: true });
      if (signal.aborted) halt();
      while (!stopping.signal.aborted) {
        await tickOnce().catch((err: unknown) => logger.error({ err }, 'looking for due messages failed'));
        const roused = nextSignal();
        if (!woken && !stopping.signal.aborted) await pause(roused, LOOK_MS);
      }
    },
    wake: () => {
      woken = true;
      nextLook = Number.NEGATIVE_INFINITY;
      rouse();
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
