import type { ActorContext } from '../context.js';

/** Telegram delivers an update for a day, and counts anew after a week without any: numbers compare in between. */
const NUMBERS_COMPARE_MS = 3 * 86_400_000;

/** Of so many updates is known exactly whether a form took them; older ones are taken for taken. */
const KEPT = 32;

/** An update that a form took, and the question that it led to; `''`: it left no form open. */
export type Taken = readonly [updateId: number, at: string];

/** What a row knows of the updates that it took last, in the order of their numbers. */
export type Memory = {
  readonly botId: bigint | null;
  readonly taken: readonly Taken[];
  readonly updatedAt: Date;
};

type Delivered = Pick<ActorContext, 'ref' | 'now'>;

/** Whether the numbers of what a row has taken and of an update were counted by the same bot in one go. */
function isComparable({ botId, updatedAt }: Memory, { ref, now }: Delivered): boolean {
  return botId === ref.botId && now.getTime() - updatedAt.getTime() <= NUMBERS_COMPARE_MS;
}

/** Whether an update was taken before: it is delivered again, or is in hand at another process too. */
export function hasTaken(memory: Memory, delivered: Delivered): boolean {
  if (!isComparable(memory, delivered)) return false;
  const { taken } = memory;
  const { updateId } = delivered.ref;
  const [oldest] = taken;
  const isForgotten = taken.length >= KEPT && oldest !== undefined && updateId < oldest[0];
  return isForgotten || taken.some(([id]) => id === updateId);
}

/** What is remembered once the update is taken too, having led to the question `at`. */
export function withTaken(memory: Memory | null, delivered: Delivered, at: string): Taken[] {
  const before = memory && isComparable(memory, delivered) ? memory.taken : [];
  const { updateId } = delivered.ref;
  const others = before.filter(([id]) => id !== updateId);
  return [...others, [updateId, at] as const].toSorted(([a], [b]) => a - b).slice(-KEPT);
}

/**
 * Of an update that comes after later ones were taken: the question that stood there when it was sent, `''` where no
 * form was open. Undefined: it isn't late.
 */
export function askedWhenSent(memory: Memory, delivered: Delivered): string | undefined {
  if (!isComparable(memory, delivered)) return undefined;
  const { updateId } = delivered.ref;
  const { taken } = memory;
  if (!taken.some(([id]) => id > updateId)) return undefined;
  return taken.findLast(([id]) => id < updateId)?.[1] ?? '';
}
