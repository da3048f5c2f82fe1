import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { respond } from '../api/respond.js';
import type { LocalTelegram } from '../telegram.js';
import { callRequest, sendJson } from './json.js';

/** How to serve a local Telegram. */
export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Only addresses of this machine; `127.0.0.1` when left out. */
  readonly host?: '127.0.0.1' | 'localhost' | '::1';
  /** Answers what isn't the Bot API's, for a page beside it; false leaves it to a 404. */
  readonly beside?: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;
}

/** A served local Telegram. */
export interface ServedTelegram {
  /** `http://127.0.0.1:<port>`: the Bot API's root for the bot. */
  readonly url: string;
  /** Ends what is still open, a waiting `getUpdates` too. */
  close(): Promise<void>;
}

/**
 * Serves a local Telegram's Bot API on this machine.
 *
 * @throws when the port is taken (`code` is `EADDRINUSE`).
 */
export async function serveTelegram(
  telegram: LocalTelegram,
  { port, host = '127.0.0.1', beside }: ServeOptions,
): Promise<ServedTelegram> {
  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else
        sendJson(response, 500, {
          ok: false,
          error_code: 500,
          description: `Internal Server Error: ${String(error)}`,
        });
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    // Only this machine's names: a foreign page must not reach the server through a name of its own.
    if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(request.headers.host ?? '')) {
      sendJson(response, 403, { ok: false, error_code: 403, description: 'Forbidden' });
      return;
    }
    if (/^\/(?:file\/)?bot/.test(url.pathname)) {
      await answer(telegram, request, response, url);
      return;
    }
    const { origin, host: own } = request.headers;
    if (origin !== undefined && origin !== `http://${own}`) {
      sendJson(response, 403, { ok: false, text: 'wrong origin' });
      return;
    }
    if (beside && (await beside(request, response, url))) return;
    sendJson(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host === '::1' ? '[::1]' : host}:${taken}`,
    async close() {
      telegram.world.webhook.set(undefined);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function answer(
  { world }: LocalTelegram,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const reply = await respond(world, url, callRequest(request), gone.signal);
  switch (reply.kind) {
    case 'json':
      sendJson(response, reply.status, reply.body);
      return;
    case 'file':
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': reply.bytes.length,
      });
      response.end(reply.bytes);
      return;
    case 'cut':
      request.socket.destroy();
      return;
    default:
      reply satisfies never;
  }
}
