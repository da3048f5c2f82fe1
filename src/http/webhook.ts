import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Update } from 'grammy/types';
import { answerText, turnAway } from './answers.js';
import { readBody } from './body.js';

export interface WebhookOptions {
  /** As in `/telegram`. */
  readonly path: string;
  /** What Telegram sends as `X-Telegram-Bot-Api-Secret-Token`. */
  readonly secret: string;
  /** Telegram is answered when it resolves; on `false`, and where it rejects, Telegram sends the update again. */
  readonly handle: (update: Update) => Promise<boolean>;
}

// Telegram's updates are a few kilobytes.
const maxBytes = 1024 * 1024;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Answers Telegram's calls: 200 once the update was handled or stored, otherwise why not. */
export function createWebhook({ secret, handle }: WebhookOptions) {
  const expected = digest(secret);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return answerText(response, 405, 'method not allowed');
    }
    // Digests are of one length, which timingSafeEqual needs, and tell nothing of the secret's.
    const given = digest(String(request.headers['x-telegram-bot-api-secret-token'] ?? ''));
    if (!timingSafeEqual(given, expected)) return turnAway(response, 401, 'wrong secret token');
    const body = await readBody(request, maxBytes);
    if (body === undefined) return turnAway(response, 413, 'too large');
    const update = parseUpdate(body);
    if (!update) return answerText(response, 400, 'not an update');
    if (!(await handle(update))) return answerText(response, 503, 'can be neither handled nor stored now');
    return answerText(response, 200, 'ok');
  };
}

function parseUpdate(text: string): Update | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isUpdate(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

// The rest of its shape is Telegram's word, vouched for by the secret.
function isUpdate(value: unknown): value is Update {
  return (
    typeof value === 'object' &&
    value !== null &&
    'update_id' in value &&
    Number.isSafeInteger(value.update_id)
  );
}
