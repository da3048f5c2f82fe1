import { Api } from 'grammy';
import type { VirtualTime } from './virtual-time.js';

type Call = {
  readonly method: string;
  readonly chatId: number;
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
};

/**
 * What Telegram answers instead of sending; `cut` loses the answer, before or after it was carried out. `dead` gives
 * none at all: whoever asked is no more.
 */
export type Answer =
  | { readonly error: number; readonly description: string; readonly parameters?: object }
  | { readonly cut: 'before' | 'after'; readonly dead?: boolean };

export type FakeTelegram = {
  api: Api;
  /** Every call but getMe, whatever came of it. */
  readonly calls: Call[];
  /** What was carried out. */
  readonly done: Call[];
  /** Answers, asked for each call in order; undefined: the call succeeds. */
  respond: (call: Call) => Answer | undefined;
  down: boolean;
  latencyMs: number;
};

class Cut extends Error {}

/** An Api that never leaves the process; anything but sending and editing fails the test. */
export function fakeTelegram(time: VirtualTime): FakeTelegram {
  const fake: FakeTelegram = {
    api: new Api('1:test'),
    calls: [],
    done: [],
    respond: () => undefined,
    down: false,
    latencyMs: 0,
  };

  async function answer(method: string, payload: Record<string, unknown>): Promise<unknown> {
    if (fake.latencyMs > 0) await time.wait(fake.latencyMs, new AbortController().signal);
    if (fake.down) throw new Cut();
    if (method === 'getMe') return { ok: true, result: { id: 1 } };
    if (!/^(send|edit)/u.test(method)) throw new Error(`unexpected call ${method}`);
    const call = { method, chatId: Number(payload['chat_id']), at: time.ms(), payload };
    fake.calls.push(call);
    const response = fake.respond(call);
    if (response && 'error' in response) {
      const { error: error_code, description, parameters } = response;
      return { ok: false, error_code, description, ...(parameters && { parameters }) };
    }
    if (response?.cut !== 'before') fake.done.push(call);
    if (response?.dead) return new Promise(() => {});
    if (response) throw new Cut();
    const message_id = typeof payload['message_id'] === 'number' ? payload['message_id'] : fake.done.length;
    return { ok: true, result: { message_id } };
  }

  const fetch = async (url: string, init: { body: string }) => {
    const method = url.split('/').at(-1) ?? '';
    const result = await answer(method, JSON.parse(init.body) as Record<string, unknown>);
    return { json: async () => result };
  };
  fake.api = new Api('1:test', { fetch });
  return fake;
}
