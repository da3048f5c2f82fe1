import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDispatcher, type Dispatcher } from '../../../../src/bot/intake/dispatcher.js';
import {
  BadTokenError,
  createPoller,
  type PollerOptions,
} from '../../../../src/bot/intake/polling/poller.js';
import { createLogger } from '../../../../src/lib/logger.js';
import { createTelegramClient } from '../../../../src/telegram/client.js';
import { listen } from '../../../support/listen.js';
import { PATIENCE_MS } from '../../../support/patience.js';
import { deferred } from '../../../support/promises.js';
import { message, type Rows, rows } from '../rows.js';

type Poll = { readonly offset?: number; readonly limit: number; readonly timeout: number };
type Reply = { readonly status: number; readonly body?: object } | 'hang up' | readonly Update[];

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

let stored: Rows;
beforeAll(async () => {
  stored = await rows();
});
afterEach(() => stored.reset());
afterAll(() => stored.close());

const update = (id: number, chat = id): Update => message(chat, chat, id);

const refusal = (status: number, parameters = {}): Reply => ({
  status,
  body: { ok: false, error_code: status, description: 'as told', parameters },
});

/**
 * A Bot API server that gives the replies in turn, to polls that are held open, and then holds the poll open without an
 * answer. A poll that doesn't wait gets what is unconfirmed of the last reply. `polls` are those that wait.
 */
async function telegram(replies: Reply[]) {
  const methods: string[] = [];
  const polls: Poll[] = [];
  const short: Poll[] = [];
  let shown: readonly Update[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const method = request.url?.split('/').at(-1) ?? '';
    const body: Poll = JSON.parse(Buffer.concat(chunks).toString());
    if (method !== 'getUpdates' || body.timeout > 0) methods.push(method);
    if (method === 'getUpdates') (body.timeout > 0 ? polls : short).push(body);
    if (method === 'deleteWebhook') return response.end(JSON.stringify({ ok: true, result: body }));
    const { offset = 0 } = body;
    if (body.timeout === 0) {
      const result = shown.filter(({ update_id: id }) => id >= offset);
      return response.end(JSON.stringify({ ok: true, result }));
    }
    const reply = replies.shift();
    if (reply === undefined) return undefined;
    if (reply === 'hang up') return request.socket.destroy();
    if (!('status' in reply)) {
      shown = reply;
      return response.end(JSON.stringify({ ok: true, result: reply }));
    }
    return response.writeHead(reply.status).end(reply.body ? JSON.stringify(reply.body) : '<html>');
  };
  const server = await listen(answer);
  closing.push(server.close);
  const client = createTelegramClient({ apiRoot: server.url });
  closing.push(client.close);
  return { api: new Api('1:abc', client.options), methods, polls, short };
}

/** A poller of that server. */
async function start(
  replies: Reply[],
  handle: (update: Update) => Promise<void> = async () => {},
  storeAfterMs = PATIENCE_MS,
) {
  const { api, methods, polls, short } = await telegram(replies);
  const handled: number[] = [];
  const waits: number[] = [];
  const log: string[] = [];
  const logger = createLogger('debug', { write: (line) => log.push(line) });
  const dispatcher = createDispatcher({
    handle: async (given) => {
      await handle(given);
      handled.push(given.update_id);
    },
    giveUp: async () => {},
    logger,
    store: stored.store,
    causeOf: () => undefined,
    storeAfterMs,
    timeLimitMs: PATIENCE_MS,
    retries: 0,
  });
  const options: PollerOptions = {
    api,
    dispatcher,
    allowedUpdates: ['message', 'callback_query'],
    logger,
    clock: { now: () => new Date('2026-11-24T01:00:00Z') },
    wait: async (ms) => void waits.push(ms),
  };
  const poller = createPoller(options);
  const stop = new AbortController();
  const running = poller.run(stop.signal);
  running.catch(() => {});
  return { poller, running, stop, methods, polls, short, handled, waits, log };
}

const idleDispatcher = (): Dispatcher => ({
  dispatch: async () => true,
  recover: async () => {},
  hurry: () => {},
  idle: async () => {},
  close: async () => {},
});

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1500 && !holds(); i++) await pause(5);
  expect(holds()).toBe(true);
}

describe('the poller', () => {
  it('removes the webhook without dropping updates, and asks for the updates wanted', async () => {
    const { polls, methods, stop, running, poller } = await start([]);
    await until(() => polls.length === 1);
    expect(poller.lastPollAt()).toBeUndefined();
    expect(methods).toEqual(['deleteWebhook', 'getUpdates']);
    expect(polls).toEqual([{ limit: 100, timeout: 30, allowed_updates: ['message', 'callback_query'] }]);
    stop.abort();
    await running;
    // Nothing was fetched, so nothing is confirmed.
    expect(polls).toHaveLength(1);
  });

  it('confirms a batch with the next poll, once all of it was handled', async () => {
    const { polls, handled, stop, running, poller } = await start([[update(10), update(11)]]);
    await until(() => polls.length === 2);
    expect(handled).toEqual([10, 11]);
    expect(polls[1]).toMatchObject({ offset: 12, timeout: 30 });
    expect(poller.lastPollAt()).toEqual(new Date('2026-11-24T01:00:00Z'));
    stop.abort();
    await running;
  });

  it('goes on asking, without waiting for news, while one is in hand, and confirms what is below it', async () => {
    const gate = deferred();
    const { polls, short, handled, stop, running } = await start(
      [[update(10), update(11), update(12)]],
      ({ update_id: id }) => (id === 11 ? gate.promise : Promise.resolve()),
    );
    await until(() => short.length > 3);
    expect(handled).toEqual([10, 12]);
    expect([polls.length, short.map(({ offset }) => offset)]).toEqual([1, short.map(() => 11)]);
    gate.resolve();
    await until(() => polls.length === 2);
    expect([handled, polls[1]?.offset]).toEqual([[10, 12, 11], 13]);
    stop.abort();
    await running;
  });

  it('asks again with the same offset when there was no news', async () => {
    const { polls, stop, running } = await start([[update(10)], [], []]);
    await until(() => polls.length === 4);
    expect(polls.map(({ offset }) => offset)).toEqual([undefined, 11, 11, 11]);
    stop.abort();
    await running;
    expect(polls).toHaveLength(4);
  });

  it('confirms what takes long once it is stored, and its row is gone once it is handled', async () => {
    const gate = deferred();
    const { polls, handled, stop, running } = await start(
      [[update(10, 1)], [update(11, 2)]],
      ({ update_id: id }) => (id === 10 ? gate.promise : Promise.resolve()),
      20,
    );
    await until(() => polls.length === 3);
    expect([handled, polls[2]?.offset]).toEqual([[11], 12]);
    expect(await stored.all()).toMatchObject([{ updateId: 10, state: 'waiting' }]);
    gate.resolve();
    await expect.poll(() => stored.all(), { timeout: PATIENCE_MS }).toEqual([]);
    expect(handled).toEqual([11, 10]);
    stop.abort();
    await running;
  });

  it('stores sooner when a batch is full of what it knows', async () => {
    const gate = deferred();
    const batch = Array.from({ length: 100 }, (_, n) => update(10 + n, n));
    const { polls, handled, stop, running } = await start([batch, [update(200)]], ({ update_id: id }) =>
      id === 10 ? gate.promise : Promise.resolve(),
    );
    await until(() => handled.includes(200));
    expect(await stored.all()).toMatchObject([{ updateId: 10 }]);
    gate.resolve();
    await until(() => polls.length === 3);
    stop.abort();
    await running;
  });

  it('holds its offset while an update can be neither handled nor stored, and goes on when it can', async () => {
    const gate = deferred();
    const handle = async () => {
      // Only now: at the start what is stored is looked for.
      await stored.db.writeOne((client) => client.$executeRaw`ALTER TABLE "StoredUpdate" RENAME TO "Gone"`);
      await gate.promise;
    };
    const { polls, short, waits, log, stop, running } = await start([[update(10)]], handle, 20);
    await until(() => waits.includes(1_000));
    expect(log.join('')).toContain('could not be stored');
    expect([polls.length, short.at(-1)?.offset ?? 10]).toEqual([1, 10]);
    await stored.db.writeOne((client) => client.$executeRaw`ALTER TABLE "Gone" RENAME TO "StoredUpdate"`);
    await until(() => polls.length === 2);
    expect([polls[1]?.offset, (await stored.all()).length]).toEqual([11, 1]);
    gate.resolve();
    stop.abort();
    await running;
  });

  it('hands an update on once though it comes twice', async () => {
    const { polls, handled, stop, running } = await start([
      [update(10), update(10)],
      [update(10), update(11)],
    ]);
    await until(() => polls.length === 3);
    expect(handled).toEqual([10, 11]);
    stop.abort();
    await running;
  });

  it('follows numbers that start again lower', async () => {
    const { polls, handled, stop, running } = await start([[update(900)], [update(5)]]);
    await until(() => polls.length === 3);
    expect([handled, polls[2]?.offset]).toEqual([[900, 5], 6]);
    stop.abort();
    await running;
  });
});

describe('stopping', () => {
  it('finishes the updates in hand and confirms them', async () => {
    const gate = deferred();
    let begun = false;
    const { polls, short, handled, stop, running } = await start([[update(10)]], () => {
      begun = true;
      return gate.promise;
    });
    await until(() => begun);
    stop.abort();
    gate.resolve();
    await running;
    expect([handled, polls.length]).toEqual([[10], 1]);
    expect(short.at(-1)).toMatchObject({ offset: 11, limit: 1, timeout: 0 });
  });

  it('stores what waits behind another, and leaves it for the next start', async () => {
    const gate = deferred();
    let begun = false;
    const { short, handled, stop, running } = await start([[update(10, 1), update(11, 1)]], () => {
      begun = true;
      return gate.promise;
    });
    await until(() => begun);
    stop.abort();
    await expect.poll(async () => (await stored.all()).length, { timeout: PATIENCE_MS }).toBe(2);
    gate.resolve();
    await running;
    expect([handled, await stored.all()]).toMatchObject([[10], [{ updateId: 11 }]]);
    expect(short.at(-1)).toMatchObject({ offset: 12, limit: 1, timeout: 0 });
  });

  it('confirms when it breaks off the poll that would have', async () => {
    const { polls, short, stop, running } = await start([[update(10)]]);
    await until(() => polls.length === 2);
    stop.abort();
    await running;
    expect(short.at(-1)).toMatchObject({ offset: 11, limit: 1, timeout: 0 });
  });

  it('ends a wait between tries', async () => {
    const { api, polls } = await telegram([refusal(429, { retry_after: 3_600 })]);
    const stop = new AbortController();
    const logger = createLogger('silent');
    const dispatcher = idleDispatcher();
    const running = createPoller({ api, dispatcher, allowedUpdates: [], logger }).run(stop.signal);
    await until(() => polls.length === 1);
    await pause(60);
    stop.abort();
    await running;
    expect(polls.filter((poll) => poll.timeout !== 0)).toHaveLength(1);
  });

  it('before it began asks nothing', async () => {
    const { api, methods } = await telegram([]);
    const dispatcher = idleDispatcher();
    const poller = createPoller({ api, dispatcher, allowedUpdates: [], logger: createLogger('silent') });
    await poller.run(AbortSignal.abort());
    expect(methods).toEqual([]);
  });
});

describe('trouble', () => {
  it('of the network and of Telegram is waited out, longer each time, to half a minute', async () => {
    const replies: Reply[] = Array.from({ length: 8 }, (_, i) => (i % 2 ? 'hang up' : { status: 502 }));
    const { polls, handled, waits, log, stop, running } = await start([...replies, [update(10)]]);
    await until(() => polls.length === 10);
    expect(handled).toEqual([10]);
    expect(waits).toHaveLength(8);
    for (const [i, ms] of waits.entries()) {
      const full = Math.min(30_000, 1000 * 2 ** i);
      expect(ms).toBeGreaterThanOrEqual(full / 2);
      expect(ms).toBeLessThanOrEqual(full);
    }
    expect(log.join('')).toContain('Telegram answers again');
    stop.abort();
    await running;
  });

  it('for haste waits as long as told', async () => {
    const { polls, waits, stop, running } = await start([refusal(429, { retry_after: 17 })]);
    await until(() => polls.length === 2);
    expect(waits).toEqual([17_000]);
    stop.abort();
    await running;
  });

  it('with a second poller is said plainly, once, and waited out', async () => {
    const { polls, waits, log, stop, running, poller } = await start([refusal(409), refusal(409)]);
    await until(() => polls.length === 3);
    for (const [i, ms] of waits.entries()) {
      expect(ms).toBeGreaterThanOrEqual(2_500 * 2 ** i);
      expect(ms).toBeLessThanOrEqual(5_000 * 2 ** i);
    }
    expect(poller.conflictSince()).toEqual(new Date('2026-11-24T01:00:00Z'));
    expect(log.join('').match(/another program polls with the same bot token/g)).toHaveLength(1);
    stop.abort();
    await running;
  });

  it.each([401, 404])('with the token (%i) ends the run with a plain sentence', async (status) => {
    const { running } = await start([refusal(status)]);
    await expect(running).rejects.toThrow(BadTokenError);
    await expect(running).rejects.toThrow(/BOT_TOKEN/);
  });

  it('to confirm at the end is logged and no more', async () => {
    const log: string[] = [];
    const stop = new AbortController();
    const poller = createPoller({
      api: {
        deleteWebhook: async () => true,
        getUpdates: async (given) => {
          if (given?.timeout === 0) throw new Error('gone');
          stop.abort();
          return [update(10)];
        },
      },
      dispatcher: idleDispatcher(),
      allowedUpdates: [],
      logger: createLogger('debug', { write: (line) => log.push(line) }),
    });
    await poller.run(stop.signal);
    expect(log.join('')).toContain('could not be confirmed');
  });
});
