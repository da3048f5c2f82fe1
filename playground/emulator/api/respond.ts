import { type CallRequest, readParams } from '../wire/body.js';
import { notFound, Refusal } from '../wire/refusal.js';
import type { World } from '../world/world.js';
import { type Outcome, perform } from './perform.js';

/** What a request is answered with; `cut` is a line that breaks before the answer. */
export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly body: object }
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'cut' };

/**
 * Answers a request to the Bot API: `/bot<token>/<method>` by GET or POST, with arguments in the query, a form, JSON
 * or multipart, and `/file/bot<token>/<file_path>` for downloads.
 *
 * @param gone Fires when the caller hangs up.
 */
export async function respond(
  world: World,
  url: URL,
  request: CallRequest,
  gone: AbortSignal,
): Promise<Reply> {
  const path = decodeURIComponent(url.pathname);
  try {
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
    if (file) {
      checkToken(world, file[1] ?? '');
      return { kind: 'file', bytes: world.files.byPath(file[2] ?? '').bytes };
    }
    const [, token = '', method = ''] = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(path) ?? [];
    checkToken(world, token);
    const params = await readParams(request, url.searchParams);
    return replyOf(await perform(world, method, params, gone));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return replyOf({ kind: 'refused', refusal: error });
  }
}

/** A token of the right form that isn't this bot's is told apart from a path that holds none. */
function checkToken(world: World, token: string): void {
  if (token === world.token) return;
  if (/^\d+:[\w-]+$/.test(token)) throw new Refusal(401, 'Unauthorized');
  throw notFound();
}

function replyOf(outcome: Outcome): Reply {
  switch (outcome.kind) {
    case 'done':
      return { kind: 'json', status: 200, body: { ok: true, result: outcome.result } };
    case 'refused': {
      const { code, message, parameters } = outcome.refusal;
      const body = { ok: false, error_code: code, description: message, ...(parameters && { parameters }) };
      return { kind: 'json', status: code, body };
    }
    case 'cut':
      return outcome;
    default:
      return outcome satisfies never;
  }
}
