import { Readable } from 'node:stream';
import busboy from 'busboy';
import { isObject, Params, type Upload } from './params.js';
import { badRequest, Refusal } from './refusal.js';

/** No body may be larger; a little above the 50 MB that Telegram takes as a file. */
const MAX_BODY = 52 * 1024 * 1024;

/** A request as far as its arguments go, whether it came over HTTP or within the process. */
export interface CallRequest {
  readonly method: string;
  /** The header's value; empty when there is none. */
  readonly contentType: string;
  readonly body: AsyncIterable<Uint8Array | string> | string;
}

/** Reads the arguments of a request: its query, and its JSON, form or multipart body over that. */
export async function readParams(
  { method, contentType, body }: CallRequest,
  query: URLSearchParams,
): Promise<Params> {
  const fromQuery = Object.fromEntries(query);
  if (method !== 'POST' || contentType === '') return new Params(fromQuery);
  if (/^multipart\/form-data/i.test(contentType)) return readMultipart(contentType, body, fromQuery);
  const text = typeof body === 'string' ? body : await readText(body);
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) {
    return new Params({ ...fromQuery, ...Object.fromEntries(new URLSearchParams(text)) });
  }
  if (!/^application\/json/i.test(contentType) || text === '') return new Params(fromQuery);
  const parsed = parseObject(text);
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

async function readText(body: CallRequest['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY) throw new Refusal(413, 'Request Entity Too Large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readMultipart(
  contentType: string,
  body: CallRequest['body'],
  fromQuery: Record<string, string>,
): Promise<Params> {
  const values: Record<string, unknown> = { ...fromQuery };
  const uploads = new Map<string, Upload>();
  return new Promise((resolve, reject) => {
    const malformed = () => reject(badRequest("can't parse multipart/form-data body"));
    let parser: busboy.Busboy;
    try {
      parser = busboy({
        headers: { 'content-type': contentType },
        defParamCharset: 'utf8',
        limits: { fileSize: MAX_BODY },
      });
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
    const stream = body instanceof Readable ? body : Readable.from(body);
    stream.on('error', malformed);
    stream.on('aborted', malformed);
    stream.pipe(parser);
  });
}
