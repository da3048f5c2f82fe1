import type { IncomingMessage, ServerResponse } from 'node:http';
import { createBuckets, type Rate } from '../bot/intake/limits/buckets.js';
import type { Page, PageAnswer, PageCall } from '../bot/page.js';
import type { Clock } from '../lib/clock.js';
import { answerText, turnAway } from './answers.js';
import { readBody } from './body.js';

export type PagesOptions = {
  readonly pages: readonly Page[];
  /** The path of the public address; a proxy may pass it on or leave it out. */
  readonly base: string;
  readonly clock: Clock;
};

/** Calls of one caller: a calendar asks a few times a day, a page is a few. */
const RATE: Rate = { burst: 60, perMinute: 30 };
/** Callers that are remembered. */
const MOST_CALLERS = 4_000;
/** What people type into a page, with room to spare. */
const MAX_BYTES = 16 * 1024;
/** No key is nearly as long. */
const MAX_KEY = 200;

const LOOPBACK = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/u;

/** Whom a call comes from: a proxy on this computer says it, and whoever calls through it may add but not replace. */
function callerOf({ socket, headers }: IncomingMessage): string {
  const { remoteAddress = '' } = socket;
  const said = String(headers['x-forwarded-for'] ?? '').split(',');
  const last = said.at(-1)?.trim() ?? '';
  return LOOPBACK.test(remoteAddress) && last !== '' ? last.slice(0, 64) : remoteAddress;
}

/** A page and the key that a path holds; undefined: there is no page at such a path. */
function pageAt(path: string, { pages, base }: PagesOptions): { page: Page; key: string } | undefined {
  const inside = base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
  const page = pages.find(({ place }) => inside.startsWith(place));
  const key = page ? inside.slice(page.place.length) : '';
  return page && key.length <= MAX_KEY ? { page, key } : undefined;
}

function send(response: ServerResponse, { status, headers, body }: PageAnswer): void {
  response.writeHead(status, headers).end(body);
}

/** The fields of a form that is sent as browsers do; undefined: it is something else or too large. */
async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return undefined;
  const body = await readBody(request, MAX_BYTES);
  return body === undefined ? undefined : new URLSearchParams(body);
}

/** The same fault, whose words may be logged: a key lets in whoever reads it there. */
function withoutKey(err: unknown, key: string): unknown {
  const [secret = ''] = key.split('.');
  if (err instanceof Error && secret !== '') err.message = err.message.replaceAll(secret, '…');
  return err;
}

/**
 * What answers a path below the public address, if a page may lie there. Whatever key isn't known is answered as any
 * unknown path is, and guesses are slowed down by caller.
 */
export function createPages(options: PagesOptions) {
  const calls = createBuckets(RATE, MOST_CALLERS);

  return (path: string) => {
    const found = pageAt(path, options);
    if (!found) return undefined;
    return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const now = options.clock.now();
      if (!calls.take(callerOf(request), now.getTime())) {
        response.setHeader('retry-after', '60');
        return turnAway(response, 429, 'too many requests');
      }
      const { page, key } = found;
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      if (method !== 'GET' && !(method === 'POST' && page.takesForms)) {
        response.setHeader('allow', page.takesForms ? 'GET, HEAD, POST' : 'GET, HEAD');
        return turnAway(response, 405, 'method not allowed');
      }
      const form = method === 'POST' ? await formOf(request) : new URLSearchParams();
      if (!form) return turnAway(response, 400, 'not a form');
      const known = request.headers['if-none-match'];
      const call: PageCall = { method, key, form, known, now };
      const answer = await page.answer(call).catch((err: unknown) => {
        throw withoutKey(err, key);
      });
      return answer ? send(response, answer) : answerText(response, 404, 'not found');
    };
  };
}
