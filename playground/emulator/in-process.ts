import { respond } from './api/respond.js';
import type { World } from './world/world.js';

/** The part of `fetch`'s second argument that clients of the Bot API use. */
interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array | string> | null;
  /** Any signal with the usual events; grammY's is not Node's own. */
  readonly signal?: AbortSignal | null;
}

/** A `fetch` that reaches one local Telegram only, whatever the host of the address. */
export type LocalFetch = (url: string | URL, init?: FetchInit) => Promise<Response>;

/**
 * The Bot API without a server. It rejects as `fetch` does: with a `TypeError` where a fault cuts the line, and with an
 * `AbortError` where the caller hangs up.
 */
export function createFetch(world: World): LocalFetch {
  return async (address, { method = 'GET', headers = {}, body, signal } = {}) => {
    const request = { method, contentType: headers['content-type'] ?? '', body: body ?? '' };
    const reply = await respond(world, new URL(address), request, signal ?? new AbortController().signal);
    if (signal?.aborted) throw new DOMException('This operation was aborted', 'AbortError');
    switch (reply.kind) {
      case 'json':
        return Response.json(reply.body, { status: reply.status });
      case 'file':
        return new Response(Buffer.from(reply.bytes));
      case 'cut':
        throw new TypeError('fetch failed');
      default:
        return reply satisfies never;
    }
  };
}
