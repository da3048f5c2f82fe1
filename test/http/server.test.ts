import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Page } from '../../src/bot/page.js';
import type { PagesOptions } from '../../src/http/pages.js';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../src/http/server.js';
import { createLogger } from '../../src/lib/logger.js';
import { PATIENCE_MS } from '../support/patience.js';
import { deferred } from '../support/promises.js';

const secret = 'a-long-enough-secret';
const token = 'x-telegram-bot-api-secret-token';
const servers: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(options: Partial<HttpServerOptions> = {}) {
  const log: string[] = [];
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    health: async () => ({ ok: true, checks: { database: true } }),
    ready: async () => ({ ok: true, checks: { writable: true } }),
    metrics: async () => 'sambang_updates_total 1\n',
    logger: createLogger('debug', { write: (line) => log.push(line) }),
    ...options,
  });
  const { port } = await server.listen();
  servers.push(server);
  return { server, port, url: `http://127.0.0.1:${port}`, log };
}

async function serveWebhook(handle: (update: Update) => Promise<boolean>) {
  const served = await serve({ webhook: { path: '/telegram', secret, handle } });
  const post = (body: string, headers: Record<string, string> = { [token]: secret }) =>
    fetch(`${served.url}/telegram`, { method: 'POST', body, headers });
  return { ...served, post };
}

describe('/healthz', () => {
  it('answers 200 with the checks when all is well', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/healthz?verbose`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.json()).toEqual({ ok: true, checks: { database: true } });
  });

  it('answers 503 with the checks when something is not', async () => {
    const { url } = await serve({ health: async () => ({ ok: false, checks: { database: false } }) });
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ok: false, checks: { database: false } });
  });

  it('answers 503 without details when the check fails', async () => {
    const { url, log } = await serve({ health: () => Promise.reject(new Error('no database')) });
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('database');
    expect(log.join('')).toContain('the health check failed');
  });

  it('answers 503 when the check takes longer than two seconds', async () => {
    const { url } = await serve({ health: () => new Promise(() => {}) });
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(503);
  });

  it('tells whether it is ready for work, and that it lives, apart from the whole', async () => {
    const { url } = await serve({
      health: async () => ({ ok: false, checks: { polling: false } }),
      ready: async () => ({ ok: false, checks: { writable: false } }),
    });
    const ready = await fetch(`${url}/healthz/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { ok: false, checks: { writable: false } }]);
    const live = await fetch(`${url}/healthz/live`);
    expect([live.status, await live.json()]).toEqual([200, { ok: true, checks: {} }]);
    expect((await fetch(`${url}/healthz/other`)).status).toBe(404);
  });

  it('lives, though nothing that is asked of it is answered in time', async () => {
    const { url } = await serve({ health: () => new Promise(() => {}), ready: () => new Promise(() => {}) });
    expect((await fetch(`${url}/healthz/live`)).status).toBe(200);
    expect((await fetch(`${url}/healthz/ready`)).status).toBe(503);
  });

  it('refuses other methods', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/healthz`, { method: 'POST', body: 'x' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('/metrics', () => {
  it("answers in Prometheus's format", async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toBe('sambang_updates_total 1\n');
  });

  it('answers 500 and logs when it fails', async () => {
    const { url, log } = await serve({ metrics: () => Promise.reject(new Error('x')) });
    expect((await fetch(`${url}/metrics`)).status).toBe(500);
    expect(log.join('')).toContain('an HTTP request failed');
  });
});

describe('the webhook', () => {
  const body = JSON.stringify({ update_id: 7, message: { text: 'Halo' } });

  it('is answered once the update was handled or stored', async () => {
    const gate = deferred();
    const seen: Update[] = [];
    const { post } = await serveWebhook(async (update) => {
      seen.push(update);
      await gate.promise;
      return true;
    });
    let status = 0;
    const answered = (async () => {
      ({ status } = await post(body));
    })();
    await vi.waitFor(() => expect(seen).toEqual([JSON.parse(body)]), { timeout: PATIENCE_MS });
    await pause(30);
    expect(status).toBe(0);
    gate.resolve();
    await answered;
    expect(status).toBe(200);
  });

  it('is answered 503 when it can be neither handled nor stored', async () => {
    const { post } = await serveWebhook(async () => false);
    expect((await post(body)).status).toBe(503);
  });

  it('is answered 500 when handling fails, so that Telegram sends it again', async () => {
    const { post } = await serveWebhook(() => Promise.reject(new Error('x')));
    expect((await post(body)).status).toBe(500);
  });

  it.each([
    ['no secret', {}],
    ['another secret', { [token]: 'wrong' }],
    ['half the secret', { [token]: secret.slice(0, 10) }],
  ])('refuses %s', async (_, headers) => {
    const { post } = await serveWebhook(() => expect.unreachable());
    expect((await post(body, headers)).status).toBe(401);
  });

  it.each(['', '{', '[]', 'null', '{"update_id":"7"}', '{"message":{}}'])('refuses %j', async (text) => {
    const { post } = await serveWebhook(() => expect.unreachable());
    expect((await post(text)).status).toBe(400);
  });

  it('refuses other methods, and other paths', async () => {
    const { url } = await serveWebhook(() => expect.unreachable());
    const response = await fetch(`${url}/telegram`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`${url}/telegram/`, { method: 'POST', body })).status).toBe(404);
  });

  it('is not there with long polling', async () => {
    const { url } = await serve();
    expect((await fetch(`${url}/telegram`, { method: 'POST', body })).status).toBe(404);
  });

  it('takes a body of 1 MB and refuses a larger one, announced or not', async () => {
    const seen: number[] = [];
    const { port, post } = await serveWebhook(async ({ update_id: id }) => seen.push(id) > 0);
    const whole = 1024 * 1024;
    expect((await post(body.padEnd(whole))).status).toBe(200);
    expect((await post(body.padEnd(whole + 1))).status).toBe(413);
    const status = new Promise((resolve) => {
      const headers = { [token]: secret, 'transfer-encoding': 'chunked' };
      const sent = httpRequest({ port, path: '/telegram', method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', () => {});
      sent.write(body.padEnd(whole));
      sent.end('{}');
    });
    expect(await status).toBe(413);
    expect(seen).toEqual([7]);
  });

  it('outlives a caller that hangs up in the middle', async () => {
    const { port, post } = await serveWebhook(async () => true);
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /telegram HTTP/1.1\r\nhost: x\r\n${token}: ${secret}\r\ncontent-length: 99\r\n\r\n{`);
    await pause(30);
    socket.destroy();
    expect((await post(body)).status).toBe(200);
  });
});

describe('stopping', () => {
  it('finishes what is in hand, refuses what comes, and closes connections kept open', async () => {
    const gate = deferred();
    let begun = false;
    const { server, port } = await serve({
      webhook: {
        path: '/telegram',
        secret,
        handle: async () => {
          begun = true;
          await gate.promise;
          return true;
        },
      },
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 2 });
    const call = (method: string, path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { [token]: secret };
        const sent = httpRequest({ agent, port, path, method, headers }, (response) => {
          response.resume().once('end', () => resolve(response.statusCode));
        });
        sent.on('error', reject).end(method === 'POST' ? '{"update_id":1}' : undefined);
      });
    const inHand = call('POST', '/telegram');
    await vi.waitFor(() => expect(begun).toBe(true), { timeout: PATIENCE_MS });
    const raw = connect(port, '127.0.0.1');
    let received = '';
    raw.on('data', (chunk: Buffer) => {
      received += chunk.toString();
    });
    raw.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\nGET /heal');
    await vi.waitFor(() => expect(received).toContain('200 OK'), { timeout: PATIENCE_MS });
    const closed = server.close();
    raw.write('thz HTTP/1.1\r\nhost: x\r\n\r\n');
    await vi.waitFor(() => expect(received).toContain('503'), { timeout: PATIENCE_MS });
    gate.resolve();
    expect(await inHand).toBe(200);
    await closed;
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed');
    agent.destroy();
    raw.destroy();
  });

  it('does not wait for a connection that is silent or half way through a request', async () => {
    const { server, port } = await serveWebhook(() => expect.unreachable());
    const post = `POST /telegram HTTP/1.1\r\nhost: x\r\n${token}: ${secret}\r\ncontent-length: 9\r\n\r\n{`;
    const ended = ['', 'GET /healthz HT', post].map((beginning) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      socket.write(beginning);
      return new Promise((resolve) => {
        socket.once('close', resolve);
      });
    });
    await pause(30);
    await server.close();
    expect(await Promise.all(ended)).toHaveLength(3);
  });

  it('twice is the same as once', async () => {
    const { server, url } = await serve();
    await Promise.all([server.close(), server.close()]);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});

describe('listening', () => {
  it('fails plainly on a port that is taken', async () => {
    const { port } = await serve();
    await expect(serve({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('public pages', () => {
  const key = 'k'.repeat(43);
  const page = (answer: Page['answer'], takesForms = false): PagesOptions => ({
    pages: [{ place: '/halaman/', takesForms, answer }],
    base: '/sambang',
    clock: { now: () => new Date('2023-08-28T00:00:00Z') },
  });

  it('are given their key and their form, and nothing of a query', async () => {
    const calls: unknown[] = [];
    const answer: Page['answer'] = async ({ form, ...call }) => {
      calls.push({ ...call, form: [...form] });
      return { status: 200, headers: {}, body: 'ya' };
    };
    const { url } = await serve({ pages: page(answer, true) });
    await fetch(`${url}/sambang/halaman/${key}?a=1`, { headers: { 'if-none-match': '"x"' } });
    await fetch(`${url}/halaman/${key}`, { method: 'POST', body: new URLSearchParams({ a: 'b c' }) });
    const now = new Date('2023-08-28T00:00:00Z');
    expect(calls).toEqual([
      { method: 'GET', key, form: [], known: '"x"', now },
      { method: 'POST', key, form: [['a', 'b c']], known: undefined, now },
    ]);
    expect((await fetch(`${url}/sambangs/halaman/${key}`)).status).toBe(404);
    expect((await fetch(`${url}/halaman`)).status).toBe(404);
  });

  it('that fail leave no key in the log, nor on the screen', async () => {
    const answer: Page['answer'] = ({ key: given }) => Promise.reject(new Error(`no row for ${given}`));
    const { url, log } = await serve({ pages: page(answer) });
    const response = await fetch(`${url}/halaman/${key}`);
    expect([response.status, await response.text()]).toEqual([500, 'failed']);
    expect(log.join('')).toContain('an HTTP request failed');
    expect(log.join('')).not.toContain(key);
  });

  it('leave what else is served as it was', async () => {
    const { url } = await serve({ pages: page(async () => undefined) });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const [unknown, nowhere] = await Promise.all([fetch(`${url}/halaman/${key}`), fetch(`${url}/lain`)]);
    expect([unknown.status, await unknown.text()]).toEqual([nowhere.status, await nowhere.text()]);
  });
});
