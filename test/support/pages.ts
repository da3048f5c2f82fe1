import { createHttpServer } from '../../src/http/server.js';
import { createLogger } from '../../src/lib/logger.js';
import type { TestBot } from './bot.js';

/** What features serve, over real HTTP on this computer, on any free port unless said otherwise; `lines`: all that was logged meanwhile. */
export async function servePages(
  { features, clock }: Pick<TestBot, 'features' | 'clock'>,
  { base = '', port: wanted = 0 }: { readonly base?: string; readonly port?: number } = {},
) {
  const lines: string[] = [];
  const server = createHttpServer({
    host: '127.0.0.1',
    port: wanted,
    health: async () => ({ ok: true, checks: {} }),
    ready: async () => ({ ok: true, checks: {} }),
    metrics: async () => '',
    pages: { pages: features.flatMap(({ pages = [] }) => pages), base, clock },
    logger: createLogger('trace', { write: (line) => lines.push(line) }),
  });
  const { port } = await server.listen();
  const url = `http://127.0.0.1:${port}`;
  return {
    /** Opens an address of the public server here. */
    open: (address: string, options: RequestInit = {}) =>
      fetch(`${url}${address.startsWith('http') ? new URL(address).pathname : address}`, {
        redirect: 'manual',
        ...options,
      }),
    lines,
    close: () => server.close(),
  };
}
