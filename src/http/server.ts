import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '../lib/logger.js';
import { answerJson, answerText } from './answers.js';
import { createPages, type PagesOptions } from './pages.js';
import { createWebhook, type WebhookOptions } from './webhook.js';

/** The program's state. `checks` holds figures and flags, no personal data: whoever reaches the port reads it. */
interface Health {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, unknown>>;
}

export interface HttpServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The whole. Given two seconds, as `ready`; failing or late means not healthy. */
  readonly health: () => Promise<Health>;
  /** Whether it may be sent work. */
  readonly ready: () => Promise<Health>;
  /** In Prometheus's text format. */
  readonly metrics: () => Promise<string>;
  readonly webhook?: WebhookOptions;
  /** What is served to whoever has an address of it. */
  readonly pages?: PagesOptions;
  readonly logger: Logger;
}

export interface HttpServer {
  /** Rejects with Node's error when the port can't be had (`EADDRINUSE`). */
  readonly listen: () => Promise<{ readonly port: number }>;
  /** Refuses what comes from now on, finishes what is in hand and closes every connection. */
  readonly close: () => Promise<void>;
}

const healthTimeoutMs = 2_000;

/** That it answers is all there is to it: a program that stands still doesn't. */
const LIVE: Health = { ok: true, checks: {} };

/** What is told of the program's state at which path. */
function stateAt(path: string | undefined, { health, ready }: HttpServerOptions) {
  if (path === '/healthz') return health;
  if (path === '/healthz/ready') return ready;
  return path === '/healthz/live' ? () => Promise.resolve(LIVE) : undefined;
}

/** The state as far as it is told in time. */
async function inTime(state: () => Promise<Health>, logger: Logger): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(resolve, healthTimeoutMs, { ok: false, checks: { late: true } });
  });
  try {
    return await Promise.race([state(), late]);
  } catch (err) {
    logger.warn({ err }, 'the health check failed');
    return { ok: false, checks: { failed: true } };
  } finally {
    clearTimeout(timer);
  }
}

type Answering = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What each path is answered with. */
function createAnswering(options: HttpServerOptions, isStopping: () => boolean): Answering {
  const webhook = options.webhook && createWebhook(options.webhook);
  const pages = options.pages && createPages(options.pages);

  return async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const isWebhook = webhook !== undefined && path === options.webhook?.path;
    const state = stateAt(path, options);
    const page = pages?.(path);
    if (!isWebhook && !state && !page && path !== '/metrics') return answerText(response, 404, 'not found');
    if (isStopping()) return answerText(response, 503, 'stopping');
    if (isWebhook) return webhook(request, response);
    if (page) return page(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return answerText(response, 405, 'method not allowed');
    }
    if (!state) {
      return answerText(response, 200, await options.metrics(), 'text/plain; version=0.0.4; charset=utf-8');
    }
    const told = await inTime(state, options.logger);
    return answerJson(response, told.ok ? 200 : 503, told);
  };
}

/** Answers one request, whatever happens, and resolves when its connection has nothing more to do with it. */
async function serve(
  answer: Answering,
  logger: Logger,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  try {
    await answer(request, response);
  } catch (err) {
    if (request.complete) logger.error({ err }, 'an HTTP request failed');
    else logger.debug({ err }, 'a caller hung up');
    if (!response.headersSent) answerText(response, 500, 'failed');
  }
  // What is left of an unread body is let run off, so that the connection can serve the next request.
  request.resume();
  await closed;
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<{ readonly port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve({ port: typeof address === 'object' ? (address?.port ?? port) : port });
    });
  });
}

/** Serves `/healthz` with `/healthz/live` and `/healthz/ready`, `/metrics` and, if asked for, the webhook and pages. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const inHand = new Map<IncomingMessage, Promise<void>>();
  let stopping = false;
  const answer = createAnswering(options, () => stopping);
  const server = createServer({ requestTimeout: 30_000, keepAliveTimeout: 65_000 }, (request, response) => {
    inHand.set(
      request,
      serve(answer, options.logger, request, response).finally(() => inHand.delete(request)),
    );
  });

  return {
    listen: () => listen(server, options),
    async close() {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // What hasn't come in whole was not begun: Telegram sends it again.
      for (const request of inHand.keys()) if (!request.complete) request.destroy();
      while (inHand.size > 0) await Promise.all(inHand.values());
      server.closeAllConnections();
      await closed;
    },
  };
}
