import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  type LocalTelegram,
  type ServedTelegram,
  type ServeOptions,
  serveTelegram,
} from '../emulator/index.js';
import type { Demo } from './demo.js';
import { createPageApi } from './page-api.js';

// By the package's name for it: the compiler copies no assets, and source and compiled code lie at other depths.
const PAGE = join(createRequire(import.meta.url).resolve('#page/index.html'), '..');
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * Serves a local Telegram on this machine: the Bot API and the chat page.
 *
 * @throws when the port is taken (`code` is `EADDRINUSE`).
 */
export async function startPlayground(
  telegram: LocalTelegram,
  demo: Demo,
  options: Omit<ServeOptions, 'beside'>,
): Promise<ServedTelegram> {
  const page = createPageApi(telegram, demo);
  const served = await serveTelegram(telegram, {
    ...options,
    beside: async (request, response, url) => {
      const name = /^\/play\/([a-z]+)$/.exec(url.pathname)?.[1];
      if (name !== undefined && (await page.handle(name, request, response, url))) return true;
      return request.method === 'GET' && (await sendAsset(response, url.pathname));
    },
  });
  return {
    url: served.url,
    async close() {
      page.close();
      await served.close();
    },
  };
}

async function sendAsset(response: ServerResponse, path: string): Promise<boolean> {
  const [, name, extension = ''] =
    /^\/((?:[a-z]+\/)?[a-z-]+\.(html|css|js|svg))$/.exec(path === '/' ? '/index.html' : path) ?? [];
  const type = TYPES[extension];
  if (name === undefined || type === undefined) return false;
  const bytes = await readFile(join(PAGE, name)).catch(() => undefined);
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
