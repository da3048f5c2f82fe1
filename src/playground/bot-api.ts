import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMethod } from './api/methods/index.js';
import { isObject, Params } from './api/params.js';
import { notFound, Refusal, tooManyRequests } from './api/refusal.js';
import { readParams, sendJson, sendRefusal } from './http.js';
import type { Fault } from './world/faults.js';
import type { World } from './world/world.js';

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/**
 * Telegram's Bot API over HTTP: `/bot<token>/<method>` by GET or POST, with arguments in the query, a form, JSON
 * or multipart, and `/file/bot<token>/<file_path>` for downloads.
 *
 * @returns a handler for requests whose path starts with `/bot` or `/file/bot`.
 */
export function createBotApi(world: World): Handler {
  world.webhook.onAnswer = async (answer) => {
    const call = parseCall(answer);
    if (call) await answerOf(world, call.method, call.params, new AbortController().signal);
  };
  return async (request, response, url) => {
    const path = decodeURIComponent(url.pathname);
    try {
      const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
      if (file) {
        checkToken(world, file[1] ?? '');
        const { bytes } = world.files.byPath(file[2] ?? '');
        response.writeHead(200, {
          'content-type': 'application/octet-stream',
          'content-length': bytes.length,
        });
        response.end(bytes);
        return;
      }
      const [, token = '', method = ''] = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(path) ?? [];
      checkToken(world, token);
      await serve(world, method, request, response, url);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendRefusal(response, error);
    }
  };
}

/** A token of the right form that isn't this bot's is told apart from a path that holds none. */
function checkToken(world: World, token: string): void {
  if (token === world.token) return;
  if (/^\d+:[\w-]+$/.test(token)) throw new Refusal(401, 'Unauthorized');
  throw notFound();
}

async function serve(
  world: World,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const params = await readParams(request, url.searchParams);
  const fault = world.faults.take(name, chatIdOf(params));
  if (fault && (await cutShort(fault, response, gone.signal))) return;
  const refusal = fault && refusalOf(fault);
  const answer = refusal
    ? logged(world, name, params, refusal)
    : await answerOf(world, name, params, gone.signal);
  if (fault?.kind === 'reset-after') {
    request.socket.destroy();
    return;
  }
  if (answer instanceof Refusal) sendRefusal(response, answer);
  else sendJson(response, 200, { ok: true, result: answer.result });
}

/** Carries out one call and logs it. */
async function answerOf(
  world: World,
  name: string,
  params: Params,
  signal: AbortSignal,
): Promise<{ readonly result: unknown } | Refusal> {
  const method = findMethod(name);
  if (!method) return logged(world, name, params, notFound());
  try {
    const result = await method.run({ world, params, signal });
    return logged(world, method.name, params, { result });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return logged(world, method.name, params, error);
  }
}

function logged<Answer extends { readonly result: unknown } | Refusal>(
  world: World,
  method: string,
  params: Params,
  answer: Answer,
): Answer {
  const refused = answer instanceof Refusal ? { code: answer.code, description: answer.message } : undefined;
  world.log({ method, params: params.forLog(), at: world.now(), refused });
  return answer;
}

function chatIdOf(params: Params): number | undefined {
  const id = Number(params.has('chat_id') ? params.string('chat_id') : Number.NaN);
  return Number.isSafeInteger(id) ? id : undefined;
}

/** Waits and cuts the connection as the fault says; true when that was all. */
async function cutShort(
  { kind, ms = 1000 }: Fault,
  response: ServerResponse,
  gone: AbortSignal,
): Promise<boolean> {
  if (kind === 'slow' || kind === 'timeout')
    await sleep(ms, undefined, { signal: gone }).catch(() => undefined);
  if (kind !== 'reset-before' && kind !== 'timeout') return false;
  response.socket?.destroy();
  return true;
}

function refusalOf({ kind, retryAfter = 1 }: Fault): Refusal | undefined {
  if (kind === '429') return tooManyRequests(retryAfter);
  if (kind === '500') return new Refusal(500, 'Internal Server Error');
  if (kind === '403') return new Refusal(403, 'Forbidden: bot was blocked by the user');
  return undefined;
}

function parseCall(answer: string): { method: string; params: Params } | undefined {
  try {
    const parsed: unknown = JSON.parse(answer);
    if (!isObject(parsed)) return undefined;
    const { method: name, ...values } = parsed;
    return typeof name === 'string' ? { method: name, params: new Params(values) } : undefined;
  } catch {
    return undefined;
  }
}
