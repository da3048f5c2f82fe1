import type { IncomingMessage, ServerResponse } from 'node:http';
import busboy from 'busboy';
import { isObject, Params, type Upload } from './api/params.js';
import { badRequest, Refusal } from './api/refusal.js';

/** No body may be larger; a little above the 50 MB that Telegram takes as a file. */
const MAX_BODY = 52 * 1024 * 1024;

/** Reads the arguments of a request: its query, and its JSON, form or multipart body over that. */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Params> {
  const fromQuery = Object.fromEntries(query);
  const type = request.headers['content-type'] ?? '';
  if (request.method !== 'POST' || type === '') return new Params(fromQuery);
  if (/^multipart\/form-data/i.test(type)) return readMultipart(request, fromQuery);
  const body = (await readBody(request)).toString('utf8');
  if (/^application\/x-www-form-urlencoded/i.test(type)) {
    return new Params({ ...fromQuery, ...Object.fromEntries(new URLSearchParams(body)) });
  }
  if (!/^application\/json/i.test(type) || body === '') return new Params(fromQuery);
  const parsed = parseObject(body);
  if (!parsed) throw badRequest("can't parse request body: JSON object expected");
  return new Params({ ...fromQuery, ...parsed });
}

function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Refusal(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readMultipart(request: IncomingMessage, fromQuery: Record<string, string>): Promise<Params> {
  const values: Record<string, unknown> = { ...fromQuery };
  const uploads = new Map<string, Upload>();
  return new Promise((resolve, reject) => {
    const malformed = () => reject(badRequest("can't parse multipart/form-data body"));
    let parser: busboy.Busboy;
    try {
      parser = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { fileSize: MAX_BODY } });
    } catch {
      malformed();
      return;
    }
    parser.on('field', (name, value) => {
      values[name] = value;
    });
    parser.on('file', (name, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => reject(new Refusal(413, 'Request Entity Too Large')));
      stream.on('end', () => {
        uploads.set(name, { name: filename || name, mime: mimeType, bytes: Buffer.concat(chunks) });
      });
    });
    parser.on('error', malformed);
    parser.on('close', () => resolve(new Params(values, uploads)));
    request.on('aborted', malformed);
    request.pipe(parser);
  });
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

/** Answers with a refusal in Telegram's form. */
export function sendRefusal(response: ServerResponse, { code, message, parameters }: Refusal): void {
  sendJson(response, code, {
    ok: false,
    error_code: code,
    description: message,
    ...(parameters && { parameters }),
  });
}
