/** A fault to show to the bot on its next matching calls. */
export interface Fault {
  /** Only calls of this method; any when left out. */
  readonly method?: string;
  /** Only calls with this `chat_id`; any when left out. */
  readonly chatId?: number;
  /** Not calls with a text that fits this. */
  readonly except?: RegExp;
  /** How many calls it hits; 1 when left out. */
  readonly times?: number;
  /**
   * `429`, `500`, `403`, `400`: refused and not carried out. `reset-before`: the connection is cut and nothing done.
   * `reset-after`: carried out, then cut, so that the bot can't know. `timeout`: hangs for `ms`, then cut,
   * nothing done. `slow`: carried out after `ms`.
   */
  readonly kind: '429' | '500' | '403' | '400' | 'reset-before' | 'reset-after' | 'timeout' | 'slow';
  /** Seconds told by a `429`; 1 when left out. */
  readonly retryAfter?: number;
  /** What a `400` says, as clients see it but for `Bad Request: `; `message text is empty` when left out. */
  readonly reason?: string;
  /** Milliseconds for `timeout` and `slow`; 1000 when left out. */
  readonly ms?: number;
}

/** Faults that wait for their call, first planned first shown. */
export class Faults {
  #planned: { fault: Fault; left: number }[] = [];

  plan(fault: Fault): void {
    this.#planned.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that this call meets, used up by one. */
  take(method: string, chatId: number | undefined, text = ''): Fault | undefined {
    const hit = this.#planned.find(
      ({ fault }) =>
        (fault.method === undefined || fault.method.toLowerCase() === method.toLowerCase()) &&
        (fault.chatId === undefined || fault.chatId === chatId) &&
        fault.except?.test(text) !== true,
    );
    if (!hit) return undefined;
    hit.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left > 0);
    return hit.fault;
  }
}
