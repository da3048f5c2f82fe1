import { tooManyRequests } from '../wire/refusal.js';
import type { Room } from './chats.js';

const GROUP_WINDOW_MS = 60_000;
const GROUP_MESSAGES = 20;

/** A bucket that holds `size` messages and regains `perSecond`. */
class Bucket {
  readonly #size: number;
  readonly #perSecond: number;
  #level: number;
  #at: number;

  constructor(size: number, perSecond: number, at: number) {
    this.#size = size;
    this.#perSecond = perSecond;
    this.#level = size;
    this.#at = at;
  }

  /** Milliseconds until `count` messages fit; 0 when they do. */
  wait(count: number, at: number): number {
    this.#level = Math.min(this.#size, this.#level + ((at - this.#at) / 1000) * this.#perSecond);
    this.#at = at;
    const missing = Math.min(count, this.#size) - this.#level;
    return missing > 1e-9 ? (missing / this.#perSecond) * 1000 : 0;
  }

  take(count: number): void {
    this.#level -= count;
  }
}

/**
 * Telegram's broadcasting limits, which its FAQ gives in round numbers: about 30 messages a second over all,
 * about one a second in one private chat "with short bursts", 20 a minute in one group. Here a private chat
 * takes a burst of 5 and regains one a second; all chats together take 30 and regain 30 a second; a group
 * takes 20 in any 60 seconds. Only sending counts; each item of an album counts.
 */
export class Limits {
  readonly #clock: () => number;
  readonly #all: Bucket;
  readonly #private = new Map<number, Bucket>();
  readonly #groups = new Map<number, number[]>();

  /** @param clock milliseconds that never go back. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#all = new Bucket(30, 30, clock());
  }

  /** Counts messages to a room, or refuses with 429 and counts nothing. */
  spend(room: Room, count: number): void {
    const now = this.#clock();
    const { id } = room.chat;
    const own = room.isGroup ? this.#groupWait(id, count, now) : this.#bucket(id, now).wait(count, now);
    const wait = Math.max(own, this.#all.wait(count, now));
    if (wait > 0) throw tooManyRequests(Math.ceil(wait / 1000));
    this.#all.take(count);
    if (room.isGroup) this.#groups.get(id)?.push(...Array.from({ length: count }, () => now));
    else this.#bucket(id, now).take(count);
  }

  #bucket(chatId: number, now: number): Bucket {
    const bucket = this.#private.get(chatId) ?? new Bucket(5, 1, now);
    this.#private.set(chatId, bucket);
    return bucket;
  }

  #groupWait(chatId: number, count: number, now: number): number {
    const recent = (this.#groups.get(chatId) ?? []).filter((at) => now - at < GROUP_WINDOW_MS);
    this.#groups.set(chatId, recent);
    const freed = recent[recent.length + count - GROUP_MESSAGES - 1];
    return freed === undefined ? 0 : GROUP_WINDOW_MS - (now - freed);
  }
}
