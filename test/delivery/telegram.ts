import { Api } from 'grammy';
import { z } from 'zod';
import { createLocalTelegram, type LocalTelegram } from '../../playground/emulator/index.js';
import { TOKEN } from '../support/telegram.js';
import type { VirtualTime } from './virtual-time.js';

type Call = {
  readonly method: string;
  readonly chatId: number;
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
};

/**
 * What comes instead of Telegram's own answer; `cut` loses it, before or after the call was carried out. `dead` gives
 * none at all: whoever asked is no more.
 */
export type Answer =
  | { readonly error: number; readonly description: string; readonly parameters?: object }
  | { readonly cut: 'before' | 'after'; readonly dead?: boolean };

/** The local Telegram behind a line on which a test can do anything. */
export type Line = {
  readonly api: Api;
  readonly local: LocalTelegram;
  /** Every call but getMe, whatever came of it. */
  readonly calls: Call[];
  /** What was carried out. */
  readonly done: Call[];
  /** Answers, asked for each call in order; undefined: Telegram itself answers. */
  respond: (call: Call) => Answer | undefined;
  down: boolean;
  latencyMs: number;
};

class Cut extends Error {}

const Told = z.object({ ok: z.boolean() });
const Payload = z.record(z.string(), z.unknown());

/** A line whose calls take virtual time only; anything but sending and editing fails the test. */
export function openLine(time: VirtualTime): Line {
  const local = createLocalTelegram({ token: TOKEN, now: time.clock.now, clock: time.ms });
  const fetch = async (url: string, init: { readonly body: string }) => {
    const told = await answer(url, init);
    return { json: async () => told };
  };
  const line: Line = {
    api: new Api(TOKEN, { fetch }),
    local,
    calls: [],
    done: [],
    respond: () => undefined,
    down: false,
    latencyMs: 0,
  };

  /** Telegram's own answer. Time holds still meanwhile. */
  const carryOut = (url: string, { body }: { readonly body: string }): Promise<unknown> =>
    time.busy(
      local
        .fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        .then((response) => response.json()),
    );

  async function answer(url: string, init: { readonly body: string }): Promise<unknown> {
    const method = url.split('/').at(-1) ?? '';
    if (line.latencyMs > 0) await time.wait(line.latencyMs, new AbortController().signal);
    if (line.down) throw new Cut();
    if (method === 'getMe') return carryOut(url, init);
    if (!/^(send|edit)/u.test(method)) throw new Error(`unexpected call ${method}`);
    const payload = Payload.parse(JSON.parse(init.body));
    const call = { method, chatId: Number(payload['chat_id']), at: time.ms(), payload };
    line.calls.push(call);
    const response = line.respond(call);
    if (response && 'error' in response) {
      const { error: error_code, description, parameters } = response;
      return { ok: false, error_code, description, ...(parameters && { parameters }) };
    }
    if (response?.cut !== 'before') {
      const told = await carryOut(url, init);
      if (Told.parse(told).ok) line.done.push(call);
      if (!response) return told;
    }
    if (response?.dead) return new Promise(() => {});
    throw new Cut();
  }
  return line;
}
