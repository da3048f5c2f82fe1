import { STATUS_CODES } from 'node:http';
import type { Readable } from 'node:stream';
import { type Api, type ApiClientOptions, GrammyError, HttpError } from 'grammy';
import { Agent, request } from 'undici';
import type { Loggable } from '../lib/safe-error.js';
import { says } from './failures.js';

type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** A signal as grammY's methods take it: its types know only those of an old package, its code takes any. */
export function grammySignal(signal: AbortSignal): GrammySignal {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `abort-controller` has no onabort in common
  return signal as unknown as GrammySignal;
}

/** A file that can't be had, whatever the number of tries. Holds neither its address nor the token. */
export class DownloadError extends Error implements Loggable {
  override readonly name = 'DownloadError';
  readonly loggable = true;
  readonly reason: 'too-large' | 'unavailable' | 'timeout';

  constructor(reason: DownloadError['reason']) {
    super(`the file is not to be had: ${reason}`);
    this.reason = reason;
  }
}

interface DownloadLimits {
  /** A larger file is refused. Telegram itself gives bots no more than 20 MB. */
  readonly maxBytes: number;
  /** For everything from asking to the last byte. */
  readonly timeoutMs: number;
}

/** The way to a Bot API server, with connections that are kept open between calls. */
export interface TelegramClient {
  /** For `new Bot(token, { client })` and `new Api(token, client)`. */
  readonly options: ApiClientOptions;
  /** The address of a file. It holds the token: never to be logged or sent. */
  readonly fileUrl: (token: string, filePath: string) => string;
  /**
   * The bytes of a file that was sent to the bot. Throws `DownloadError` when it can't be had, and grammY's
   * `HttpError` or `GrammyError` (429, 5xx) when another try may work.
   */
  readonly downloadFile: (api: Api, fileId: string, limits: DownloadLimits) => Promise<Uint8Array>;
  /** Breaks off what is still under way, as behind a silent line, and closes the connections. */
  readonly close: () => Promise<void>;
}

export interface TelegramClientOptions {
  /** Without a trailing slash. */
  readonly apiRoot: string;
  /** The longest that one call may take; more than a long poll is held open. Default 60. */
  readonly timeoutSeconds?: number;
}

type FetchInit = {
  readonly method: 'POST';
  readonly headers: { readonly 'content-type': string };
  readonly body: string | Readable;
  readonly signal: AbortSignal;
};

/**
 * The part of fetch that grammY uses. Undici's own fetch refuses grammY's signals and, with those bridged, takes three
 * times the processor time of `request`.
 */
async function fetchAnswer(agent: Agent, url: string, init: FetchInit) {
  const { statusCode, body } = await request(url, {
    method: init.method,
    headers: { 'content-type': init.headers['content-type'] },
    body: init.body,
    signal: init.signal,
    dispatcher: agent,
  });
  return { json: async () => parseAnswer(await body.text(), statusCode) };
}

async function fetchBytes(
  agent: Agent,
  url: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { statusCode, headers, body } = await request(url, { signal, dispatcher: agent });
  // The rest of a body that isn't read would hold the connection.
  const refuse = (error: Error): never => {
    body.on('error', () => {}).destroy();
    throw error;
  };
  if (statusCode >= 500) refuse(new HttpError(`Download failed! (${statusCode})`, undefined));
  if (statusCode !== 200) refuse(new DownloadError('unavailable'));
  if (Number(headers['content-length'] ?? 0) > maxBytes) refuse(new DownloadError('too-large'));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) refuse(new DownloadError('too-large'));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Makes the client. Nothing is connected before the first call. */
export function createTelegramClient(options: TelegramClientOptions): TelegramClient {
  const { apiRoot, timeoutSeconds = 60 } = options;
  // Undici's default of 4 s would mean a new TLS handshake for nearly every tap.
  const agent = new Agent({ keepAliveTimeout: 30_000, connections: 64 });
  const fetch = (url: string, init: FetchInit) => fetchAnswer(agent, url, init);

  const fileUrl = (token: string, filePath: string): string =>
    `${apiRoot}/file/bot${token}/${filePath.split('/').map(encodeURIComponent).join('/')}`;

  return {
    options: { apiRoot, timeoutSeconds, fetch },
    fileUrl,
    async downloadFile(api, fileId, { maxBytes, timeoutMs }) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const file = await api.getFile(fileId, grammySignal(signal));
        if ((file.file_size ?? 0) > maxBytes) throw new DownloadError('too-large');
        if (file.file_path === undefined) throw new DownloadError('unavailable');
        return await fetchBytes(agent, fileUrl(api.token, file.file_path), maxBytes, signal);
      } catch (error) {
        throw signal.aborted ? new DownloadError('timeout') : downloadFault(error);
      }
    },
    close: () => agent.destroy(),
  };
}

/** The JSON of an answer. A gateway's page instead of it becomes an error that grammY words by status. */
function parseAnswer(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw Object.assign(new Error('the answer is not JSON'), {
      status,
      statusText: STATUS_CODES[status] ?? 'unknown',
    });
  }
}

function downloadFault(error: unknown): unknown {
  if (error instanceof DownloadError || error instanceof HttpError) return error;
  if (!(error instanceof GrammyError)) return new HttpError('Download failed!', error);
  if (error.error_code !== 400) return error;
  return new DownloadError(says(error, 'fileTooBig') ? 'too-large' : 'unavailable');
}
