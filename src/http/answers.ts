import type { ServerResponse } from 'node:http';

/** Ends the response with a text. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}

/** Ends the response with a value as JSON. */
export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  answerText(response, status, JSON.stringify(value), 'application/json');
}

/** Answers without reading on: the connection ends, whatever was still to come. */
export function turnAway(response: ServerResponse, status: number, text: string): void {
  response.setHeader('connection', 'close');
  answerText(response, status, text);
}
