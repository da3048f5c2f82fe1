import type { Update } from 'grammy/types';
import { conflict } from '../wire/refusal.js';

/** An update without its number. */
export type NewUpdate = Omit<Update, 'update_id'>;

/** What a poller asks for; defaults as `getUpdates` documents them. */
export interface Poll {
  readonly offset: number;
  readonly limit: number;
  /** Seconds. */
  readonly timeout: number;
}

// Telegram sends these only to bots that name them.
const ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/**
 * Updates waiting to be fetched, in order. An update is forgotten once a poll asks with an offset above its
 * id, or once `confirm` is told so after a delivery by webhook.
 */
export class UpdateQueue {
  #waiting: Update[] = [];
  #nextId: number;
  #allowed: ReadonlySet<string> = new Set();
  #poller: { wake: () => void; abort: (reason: string) => void } | undefined;
  #onPush: (() => void) | undefined;

  /** @param firstId the id of the first update; real ones start anywhere. */
  constructor(firstId: number) {
    this.#nextId = firstId;
  }

  /** Gives the next update this id: Telegram starts at any number after a week in which nothing came. */
  countFrom(id: number): void {
    this.#nextId = id;
  }

  get pending(): readonly Update[] {
    return this.#waiting;
  }

  /** The kinds asked for; empty means the default. */
  get allowed(): readonly string[] {
    return [...this.#allowed];
  }

  set allowed(kinds: readonly string[]) {
    this.#allowed = new Set(kinds);
  }

  /** Calls back after every new update, in place of a poller; `undefined` ends it. */
  onPush(callback: (() => void) | undefined): void {
    this.#onPush = callback;
  }

  /** Queues an update unless its kind was not asked for; returns it when queued. */
  push(update: NewUpdate): Update | undefined {
    const kind = Object.keys(update)[0] ?? '';
    const wanted = this.#allowed.size > 0 ? this.#allowed.has(kind) : !ON_REQUEST.has(kind);
    return wanted ? this.add(update) : undefined;
  }

  /** Queues an update of whatever kind. */
  add(update: NewUpdate): Update {
    const numbered: Update = { update_id: this.#nextId, ...update };
    this.#nextId += 1;
    this.#waiting.push(numbered);
    this.#poller?.wake();
    this.#onPush?.();
    return numbered;
  }

  confirm(updateId: number): void {
    this.#waiting = this.#waiting.filter((update) => update.update_id !== updateId);
  }

  drop(): void {
    this.#waiting = [];
  }

  /** Ends a waiting poll with 409. */
  abortPoll(reason: string): void {
    this.#poller?.abort(reason);
  }

  /**
   * One `getUpdates`: forgets what the offset confirms, then answers at once if anything waits, else as soon
   * as an update comes or after the timeout. A newer poll ends this one with 409.
   */
  async poll({ offset, limit, timeout }: Poll, signal: AbortSignal): Promise<readonly Update[]> {
    this.abortPoll('terminated by other getUpdates request; make sure that only one bot instance is running');
    if (offset > 0) this.#waiting = this.#waiting.filter((update) => update.update_id >= offset);
    if (offset < 0) this.#waiting = this.#waiting.slice(offset);
    if (this.#waiting.length === 0 && timeout > 0) await this.#wait(timeout, signal);
    return signal.aborted ? [] : this.#waiting.slice(0, limit);
  }

  #wait(timeout: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (then: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', poller.wake);
        if (this.#poller === poller) this.#poller = undefined;
        then();
      };
      const poller = {
        // Updates that come in one turn of the event loop leave as one batch.
        wake: () => setImmediate(() => finish(resolve)),
        abort: (reason: string) => finish(() => reject(conflict(reason))),
      };
      const timer = setTimeout(poller.wake, timeout * 1000);
      signal.addEventListener('abort', poller.wake, { once: true });
      this.#poller = poller;
    });
  }
}
