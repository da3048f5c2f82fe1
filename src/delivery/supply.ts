import type { Surroundings, Wishes } from './deps.js';
import type { Hand } from './sending/hand.js';
import type { Lease } from './sending/lease.js';
import { type Addressed, address, type Language } from './sending/recipients.js';
import { claim, markUnsent } from './store.js';
import { withWishes } from './wishes.js';

/** What takes messages up out of the database, and into the hand. */
export type Supply = {
  /** Claims what is due, as far as it could soon go. Every second it looks whether there is more than was known. */
  readonly refill: () => Promise<void>;
  /** Whether more may be due than has been claimed. */
  readonly hasMore: () => boolean;
  /** Makes the next refill look, whatever is known. */
  readonly lookAnew: () => void;
};

export type SupplyDeps = Pick<Surroundings, 'db' | 'clock' | 'owner' | 'pace' | 'notices' | 'reach'> &
  Language & { readonly hand: Hand; readonly lease: Lease; readonly wishes: Wishes | undefined };

/** It is looked this often for what has become due. */
export const LOOK_MS = 1_000;
const CLAIM = 40;
/** With so many in hand that could go, only what is urgent is claimed beside. */
const ENOUGH = 20;
const MOST = 400;

/** Claims a lot and puts it into the hand; returns how many there were. */
async function claimLot(deps: SupplyDeps, urgentOnly: boolean): Promise<number> {
  const { db, clock, owner, hand, lease, wishes } = deps;
  const until = new Date(lease.until());
  const inHand = hand.ids();
  const rows = await claim(db, { owner, now: clock.now(), until, take: CLAIM, urgentOnly, inHand });
  const addressed = await address(db, rows, { ...deps, now: clock.now() });
  const messages = await withWishes(addressed, deps, wishes);
  hand.add(messages);
  await dropAstray(deps, rows, messages);
  return rows.length;
}

/** Messages whose recipient is no more. */
async function dropAstray(
  { db, owner }: SupplyDeps,
  rows: readonly Addressed['row'][],
  addressed: readonly Addressed[],
): Promise<void> {
  const known = new Set(addressed.map(({ row }) => row.id));
  for (const { id, attempts } of rows) {
    if (known.has(id)) continue;
    await db.write((tx) => markUnsent(tx, owner, id, { state: 'dropped', cause: 'nobody', attempts }));
  }
}

export function createSupply(deps: SupplyDeps): Supply {
  const { clock, pace, hand } = deps;
  let nextLook = Number.NEGATIVE_INFINITY;
  let more = true;

  return {
    refill: async () => {
      const now = clock.now().getTime();
      const look = now >= nextLook;
      if (look) more = true;
      if (!more || pace.heldUntil() > now) return;
      const urgentOnly = hand.promising(now) >= ENOUGH || hand.ids().length > MOST;
      if (urgentOnly && !look) return;
      nextLook = now + LOOK_MS;
      const claimed = await claimLot(deps, urgentOnly);
      more = urgentOnly || claimed === CLAIM;
    },
    hasMore: () => more,
    lookAnew: () => {
      nextLook = Number.NEGATIVE_INFINITY;
    },
  };
}
