import { setMaxListeners } from 'node:events';
import type { Update } from 'grammy/types';
import type { UpdateQueue } from './updates.js';

/** Where updates are delivered. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret: string | undefined;
  readonly maxConnections: number;
}

const LONGEST_RETRY_MS = 60_000;
const REQUEST_LIMIT_MS = 60_000;

/** Updates of one chat are delivered in order, those of different chats side by side. */
function laneOf(update: Update): number {
  const { message, callback_query, my_chat_member } = update;
  return message?.chat.id ?? callback_query?.message?.chat.id ?? my_chat_member?.chat.id ?? 0;
}

/**
 * Delivers waiting updates by HTTP POST while a target is set. Anything but 2xx is tried again, each time after
 * twice as long; until then the chat's later updates wait. Unlike Telegram's public servers, and like a
 * Bot API server of one's own, it takes plain HTTP and any port.
 */
export class Webhook {
  readonly #queue: UpdateQueue;
  readonly #seconds: () => number;
  readonly #firstRetryMs: number;
  readonly #lanes = new Set<number>();
  #target: WebhookTarget | undefined;
  #stop = new AbortController();
  #lastError: { date: number; message: string } | undefined;
  /** Carries out a method that the bot put into its answer. */
  onAnswer: (answer: string) => Promise<void> = () => Promise.resolve();

  constructor(queue: UpdateQueue, seconds: () => number, firstRetryMs: number) {
    this.#queue = queue;
    this.#seconds = seconds;
    this.#firstRetryMs = firstRetryMs;
  }

  get target(): WebhookTarget | undefined {
    return this.#target;
  }

  get lastError(): { readonly date: number; readonly message: string } | undefined {
    return this.#lastError;
  }

  /** Starts delivering to a target, or stops. */
  set(target: WebhookTarget | undefined): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    // Each delivery under way listens.
    setMaxListeners(0, this.#stop.signal);
    this.#lanes.clear();
    this.#target = target;
    this.#lastError = undefined;
    this.#queue.onPush(target && (() => this.#pump()));
    if (target) this.#pump();
  }

  #pump(): void {
    const target = this.#target;
    if (!target) return;
    for (const update of this.#queue.pending) {
      if (this.#lanes.size >= target.maxConnections) return;
      const lane = laneOf(update);
      if (this.#lanes.has(lane)) continue;
      this.#lanes.add(lane);
      void this.#deliver(target, update, this.#stop.signal).finally(() => {
        if (this.#target !== target) return;
        this.#lanes.delete(lane);
        this.#pump();
      });
    }
  }

  async #deliver(target: WebhookTarget, update: Update, stop: AbortSignal): Promise<void> {
    for (let wait = this.#firstRetryMs; !stop.aborted; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      const problem = await this.#post(target, update, stop);
      if (stop.aborted) return;
      if (problem === undefined) {
        this.#queue.confirm(update.update_id);
        return;
      }
      this.#lastError = { date: this.#seconds(), message: problem };
      await pause(wait, stop);
    }
  }

  /** Posts once; gives what went wrong, in the words of `getWebhookInfo`. */
  async #post(
    { url, secret }: WebhookTarget,
    update: Update,
    stop: AbortSignal,
  ): Promise<string | undefined> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret !== undefined && { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
        redirect: 'manual',
        signal: AbortSignal.any([stop, AbortSignal.timeout(REQUEST_LIMIT_MS)]),
      });
      const answer = await response.text();
      if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
      await this.onAnswer(answer);
      return undefined;
    } catch {
      return 'Connection refused';
    }
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener('abort', done, { once: true });
  });
}
