import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallRequest } from '../wire/body.js';

/** What a request holds for `readParams`. */
export function callRequest(request: IncomingMessage): CallRequest {
  return {
    method: request.method ?? 'GET',
    contentType: request.headers['content-type'] ?? '',
    body: request,
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
