import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, describe, expect, it } from 'vitest';
import { createDispatcher } from '../../../src/bot/intake/dispatcher.js';
import { BadTokenError, createPoller, type PollerOptions } from '../../../src/bot/intake/poller.js';
import { createLogger } from '../../../src/lib/logger.js';
import { createTelegramClient } from '../../../src/telegram/client.js';
import { listen } from '../../support/listen.js';
import { deferred } from '../../support/promises.js';

type Poll = { readonly offset?: number; readonly limit: number; readonly timeout: number };
type Reply = { readonly status: number; readonly body?: object } | 'hang up' | readonly Update[];

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const update = (id: number, chat = id): Update => ({
  update_id: id,
  message: {
    message_id: id,
    date: 0,
    chat: { id: chat, type: 'private', first_name: 'Rina' },
    from: { id: chat, is_bot: false, first_name: 'Rina' },
  },
});

const refusal = (status: number, parameters = {}): Reply => ({
  status,
  body: { ok: false, error_code: status, description: 'as told', parameters },
});

/**
 * A Bot API server that gives the replies in turn, to polls that are held open (the confirming one is not), and
 * then holds the poll open without an answer.
 */
async function telegram(replies: Reply[]) {
  const methods: string[] = [];
  const polls: Poll[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const method = request.url?.split('/').at(-1) ?? '';
    const body: Poll = JSON.parse(Buffer.concat(chunks).toString());
    methods.push(method);
    if (method === 'getUpdates') polls.push(body);
    if (method === 'deleteWebhook') return response.end(JSON.stringify({ ok: true, result: body }));
    if (body.timeout === 0) return response.end(JSON.stringify({ ok: true, result: [] }));
    const reply = replies.shift();
    if (reply === undefined) return undefined;
    if (reply === 'hang up') return request.socket.destroy();
    if (!('status' in reply)) return response.end(JSON.stringify({ ok: true, result: reply }));
    return response.writeHead(reply.status).end(reply.body ? JSON.stringify(reply.body) : '<html>');
  };
  const server = await listen(answer);
  closing.push(server.close);
  const client = createTelegramClient({ apiRoot: server.url });
  closing.push(client.close);
  return { api: new Api('1:abc', client.options), methods, polls };
}

/** A poller of that server. */
async function start(replies: Reply[], handle: (update: Update) => Promise<void> = async () => {}) {
  const { api, methods, polls } = await telegram(replies);
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
    timeLimitMs: 50,
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
  return { poller, running, stop, methods, polls, handled, waits, log };
}

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
    const gate = deferred();
    const { polls, handled, stop, running, poller } = await start(
      [[update(10), update(11)]],
      ({ update_id: id }) => (id === 10 ? gate.promise : Promise.resolve()),
    );
    await until(() => handled.length === 1);
    expect(polls).toHaveLength(1);
    gate.resolve();
    await until(() => polls.length === 2);
    expect(handled).toEqual([11, 10]);
    expect(polls[1]).toMatchObject({ offset: 12, timeout: 30 });
    expect(poller.lastPollAt()).toEqual(new Date('2026-11-24T01:00:00Z'));
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

  it('goes on without an update that is over its time limit', async () => {
    const gate = deferred();
    const { polls, handled, stop, running } = await start(
      [[update(10, 1)], [update(11, 2)]],
      ({ update_id: id }) => (id === 10 ? gate.promise : Promise.resolve()),
    );
    await until(() => polls.length === 3);
    expect(handled).toEqual([11]);
    stop.abort();
    gate.resolve();
    await running;
    expect(handled).toEqual([11, 10]);
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
    const { polls, handled, stop, running } = await start([[update(10)]], () => {
      begun = true;
      return gate.promise;
    });
    await until(() => begun);
    stop.abort();
    await pause(80);
    expect(polls).toHaveLength(1);
    gate.resolve();
    await running;
    expect(handled).toEqual([10]);
    expect(polls.at(-1)).toMatchObject({ offset: 11, limit: 1, timeout: 0 });
  });

  it('confirms when it breaks off the poll that would have', async () => {
    const { polls, stop, running } = await start([[update(10)]]);
    await until(() => polls.length === 2);
    stop.abort();
    await running;
    expect(polls.at(-1)).toMatchObject({ offset: 11, limit: 1, timeout: 0 });
  });

  it('ends a wait between tries', async () => {
    const { api, polls } = await telegram([refusal(429, { retry_after: 3_600 })]);
    const stop = new AbortController();
    const logger = createLogger('silent');
    const dispatcher = { dispatch: async () => {}, idle: async () => {} };
    const running = createPoller({ api, dispatcher, allowedUpdates: [], logger }).run(stop.signal);
    await until(() => polls.length === 1);
    await pause(60);
    stop.abort();
    await running;
    expect(polls.filter((poll) => poll.timeout !== 0)).toHaveLength(1);
  });

  it('before it began asks nothing', async () => {
    const { api, methods } = await telegram([]);
    const dispatcher = { dispatch: async () => {}, idle: async () => {} };
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

  it('with a second poller is said plainly and waited out', async () => {
    const { polls, waits, log, stop, running } = await start([refusal(409), refusal(409)]);
    await until(() => polls.length === 3);
    expect(waits).toEqual([5_000, 5_000]);
    expect(log.join('')).toContain('another program polls with the same bot token');
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
      dispatcher: { dispatch: async () => {}, idle: async () => {} },
      allowedUpdates: [],
      logger: createLogger('debug', { write: (line) => log.push(line) }),
    });
    await poller.run(stop.signal);
    expect(log.join('')).toContain('could not be confirmed');
  });
});
