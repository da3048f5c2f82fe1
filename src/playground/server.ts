import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Demo } from './demo.js';
import { sendJson } from './http.js';
import { createPageApi } from './page-api.js';
import type { LocalTelegram } from './telegram.js';

export type { Demo } from './demo.js';

/** How to serve a local Telegram. */
export interface PlaygroundOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Only addresses of this machine; `127.0.0.1` when left out. */
  readonly host?: '127.0.0.1' | 'localhost' | '::1';
  /** Adds the chat page; the Bot API alone when left out. */
  readonly demo?: Demo;
}

/** A served local Telegram. */
export interface Playground {
  /** `http://127.0.0.1:<port>`: the page, and the Bot API's root for the bot. */
  readonly url: string;
  close(): Promise<void>;
}

// From src/playground and from dist/playground alike: the compiler copies no assets.
const PAGE = new URL('../../src/playground/page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * Serves a local Telegram on this machine: the Bot API and, with a demo, the chat page.
 *
 * @throws when the port is taken.
 */
export async function startPlayground(
  telegram: LocalTelegram,
  { port, host = '127.0.0.1', demo }: PlaygroundOptions,
): Promise<Playground> {
  const page = demo && createPageApi(telegram, demo);
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
    // Only this machine's names: a foreign page must not reach the playground through a name of its own.
    if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(request.headers.host ?? '')) {
      sendJson(response, 403, { ok: false, error_code: 403, description: 'Forbidden' });
      return;
    }
    if (/^\/(?:file\/)?bot/.test(url.pathname)) {
      await telegram.handleBotApi(request, response, url);
      return;
    }
    const { origin, host: own } = request.headers;
    if (origin !== undefined && origin !== `http://${own}`) {
      sendJson(response, 403, { ok: false, text: 'wrong origin' });
      return;
    }
    const name = /^\/play\/([a-z]+)$/.exec(url.pathname)?.[1];
    if (page && name !== undefined && (await page.handle(name, request, response, url))) return;
    if (page && request.method === 'GET' && (await sendAsset(response, url.pathname))) return;
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
      page?.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function sendAsset(response: ServerResponse, path: string): Promise<boolean> {
  const [, name, extension = ''] =
    /^\/([a-z-]+\.(html|css|js|svg))$/.exec(path === '/' ? '/index.html' : path) ?? [];
  const type = TYPES[extension];
  if (name === undefined || type === undefined) return false;
  const bytes = await readFile(new URL(name, PAGE)).catch(() => undefined);
  if (!bytes) return false;
  response.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
  return true;
}
