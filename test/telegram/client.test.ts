import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { Api, GrammyError, HttpError, InputFile } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import { createTelegramClient, DownloadError, grammySignal } from '../../src/telegram/client.js';
import { listen } from '../support/listen.js';
import { raisedBy } from '../support/promises.js';

const token = '123456:very-secret-token';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A Bot API server that answers as told, and a client of it. */
async function telegram(answer: Answer, timeoutSeconds?: number) {
  const server = await listen(answer);
  closing.push(server.close);
  const apiRoot = server.url;
  const client = createTelegramClient({ apiRoot, ...(timeoutSeconds !== undefined && { timeoutSeconds }) });
  closing.push(client.close);
  return { client, api: new Api(token, client.options) };
}

const ok = (result: unknown): string => JSON.stringify({ ok: true, result });
const refused = (code: number, description: string): string =>
  JSON.stringify({ ok: false, error_code: code, description });

async function textOf(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('the client', () => {
  it('calls methods with JSON over connections that it keeps', async () => {
    const calls: unknown[] = [];
    const ports = new Set<number | undefined>();
    const { api } = await telegram(async (request, response) => {
      ports.add(request.socket.remotePort);
      calls.push([request.url, request.headers['content-type'], JSON.parse(await textOf(request))]);
      response.end(ok({ message_id: 1 }));
    });
    for (let i = 0; i < 8; i++) await api.sendMessage(5, 'Halo');
    const call = [`/bot${token}/sendMessage`, 'application/json', { chat_id: 5, text: 'Halo' }];
    expect(calls).toEqual(Array.from({ length: 8 }, () => call));
    // Two, since a call may begin while undici still closes the books on the last.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('uploads files', async () => {
    let body = '';
    let type: string | undefined;
    const { api } = await telegram(async (request, response) => {
      type = request.headers['content-type'];
      body = await textOf(request);
      response.end(ok({ message_id: 1 }));
    });
    await api.sendDocument(5, new InputFile(Buffer.from('nama;kelas'), 'daftar.csv'));
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    expect(body).toContain('filename=daftar.csv');
    expect(body).toContain('nama;kelas');
  });

  it('passes on an upload that breaks off as a network error', async () => {
    const { api } = await telegram(async (request, response) => {
      await textOf(request).catch(() => {});
      response.end();
    });
    const broken = new InputFile(async function* () {
      yield Buffer.from('x');
      throw new Error('disk failed');
    });
    expect(await raisedBy(api.sendDocument(5, broken))).toBeInstanceOf(HttpError);
  });

  it('ends a call when its signal fires', async () => {
    let hungUp: Promise<unknown> | undefined;
    const stop = new AbortController();
    const { api } = await telegram((request) => {
      hungUp = new Promise((resolve) => request.socket.once('close', resolve));
      stop.abort();
    });
    expect(await raisedBy(api.getMe(grammySignal(stop.signal)))).toBeInstanceOf(HttpError);
    await hungUp;
    expect(await raisedBy(api.getMe(grammySignal(stop.signal)))).toBeInstanceOf(HttpError);
  });

  it('ends a call that takes longer than its limit', async () => {
    const { api } = await telegram(() => {}, 0.05);
    expect(inspect(await raisedBy(api.getMe()))).toContain('timed out');
  });

  it("gives Telegram's refusals as GrammyError", async () => {
    const { api } = await telegram((_, response) => response.writeHead(403).end(refused(403, 'Forbidden')));
    expect(await raisedBy(api.sendMessage(1, 'x'))).toMatchObject({
      error_code: 403,
      description: 'Forbidden',
    });
  });

  it("gives a gateway's page as a network error with its status", async () => {
    const { api } = await telegram((_, response) => response.writeHead(502).end('<html>'));
    const error = await raisedBy(api.getMe());
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ message: "Network request for 'getMe' failed! (502: Bad Gateway)" });
  });

  it('never shows the token in an error', async () => {
    const { api, client } = await telegram((request) => request.socket.destroy());
    const errors = [
      await raisedBy(api.getMe()),
      await raisedBy(client.downloadFile(api, 'f', { maxBytes: 1, timeoutMs: 1000 })),
    ];
    for (const error of errors) {
      expect(error).toBeInstanceOf(HttpError);
      expect(inspect(error, { depth: 9 })).not.toContain('very-secret');
    }
  });
});

/** A server that has one file. */
const withFile = (file: object, serve: Answer) =>
  telegram((request, response) => {
    if (request.url?.startsWith(`/file/bot${token}/`)) serve(request, response);
    else response.end(ok(file));
  });

const endless: Answer = (_, response) => {
  const more = (): void => {
    if (!response.destroyed) response.write('x'.repeat(500), () => setImmediate(more));
  };
  more();
};

describe('downloadFile', () => {
  const limits = { maxBytes: 1000, timeoutMs: 2000 };

  async function reasonOf(file: object, serve: Answer, given = limits) {
    const { client, api } = await withFile(file, serve);
    const error = await raisedBy(client.downloadFile(api, 'f', given));
    expect(inspect(error, { depth: 9 })).not.toContain('very-secret');
    return error instanceof DownloadError ? error.reason : error;
  }

  it('gives the bytes', async () => {
    const paths: (string | undefined)[] = [];
    const { client, api } = await withFile({ file_path: 'documents/daftar 1#.csv' }, (request, response) => {
      paths.push(request.url);
      response.end('nama;kelas');
    });
    expect(Buffer.from(await client.downloadFile(api, 'f', limits)).toString()).toBe('nama;kelas');
    expect(paths).toEqual([`/file/bot${token}/documents/daftar%201%23.csv`]);
  });

  it('refuses by the size that Telegram tells, without fetching', async () => {
    const file = { file_path: 'a', file_size: 1001 };
    expect(await reasonOf(file, () => expect.unreachable())).toBe('too-large');
  });

  it('refuses by the length that the server announces', async () => {
    expect(await reasonOf({ file_path: 'a' }, (_, response) => response.end('x'.repeat(1001)))).toBe(
      'too-large',
    );
  });

  it('stops reading when more comes than allowed', async () => {
    expect(await reasonOf({ file_path: 'a' }, endless)).toBe('too-large');
  });

  it('takes exactly as much as allowed', async () => {
    const { client, api } = await withFile({ file_path: 'a' }, (_, response) =>
      response.end('x'.repeat(1000)),
    );
    expect((await client.downloadFile(api, 'f', limits)).length).toBe(1000);
  });

  it('tells a timeout, while asking and while reading', async () => {
    const short = { maxBytes: 1000, timeoutMs: 80 };
    expect(await reasonOf({ file_path: 'a' }, () => {}, short)).toBe('timeout');
    expect(await reasonOf({ file_path: 'a' }, (_, response) => void response.write('x'), short)).toBe(
      'timeout',
    );
  });

  it('tells that a file is gone', async () => {
    expect(await reasonOf({ file_path: 'a' }, (_, response) => response.writeHead(404).end())).toBe(
      'unavailable',
    );
    expect(await reasonOf({}, () => {})).toBe('unavailable');
  });

  it.each([
    ['Bad Request: file is too big', 'too-large'],
    ['Bad Request: wrong file_id or the file is temporarily unavailable', 'unavailable'],
  ])('reads "%s" as %s', async (description, reason) => {
    const { client, api } = await telegram((_, response) =>
      response.writeHead(400).end(refused(400, description)),
    );
    expect(await raisedBy(client.downloadFile(api, 'f', limits))).toMatchObject({ reason });
  });

  it('leaves what may work another time to the caller', async () => {
    expect(await reasonOf({ file_path: 'a' }, (_, response) => response.writeHead(500).end())).toBeInstanceOf(
      HttpError,
    );
    expect(await reasonOf({ file_path: 'a' }, (request) => request.socket.destroy())).toBeInstanceOf(
      HttpError,
    );
    const { client, api } = await telegram((_, response) =>
      response.writeHead(429).end(refused(429, 'Too Many')),
    );
    expect(await raisedBy(client.downloadFile(api, 'f', limits))).toBeInstanceOf(GrammyError);
  });
});
