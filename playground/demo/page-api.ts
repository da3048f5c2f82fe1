import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import {
  callRequest,
  type LocalTelegram,
  type Params,
  Refusal,
  readParams,
  sendJson,
  type Upload,
  type WorldEvent,
} from '../emulator/index.js';
import type { Demo } from './demo.js';
import { movedClock } from './page-clock.js';
import { messageView, stateView } from './page-views.js';

const id = z.coerce.number().int();
const Place = z.object({ userId: id, chatId: id });
const Send = Place.extend({ text: z.string(), replyTo: id.optional() });
const UploadForm = Place.extend({ caption: z.string().default(''), as: z.enum(['photo', 'document']) });
const Tap = Place.extend({ messageId: id, data: z.string() });
const Open = z.object({ userId: id, link: z.string() });
const Move = z.object({ move: z.enum(['hour', 'day', 'monday', 'exact']), exact: z.string().default('') });

/** A wish of the page that can't be carried out; its message is shown there. */
class PageError extends Error {}

type Emit = (event: object) => void;
type Action = (params: Params) => Promise<void> | void;

/** What people do to each other's chats. */
function chatActions(telegram: LocalTelegram, emit: Emit) {
  return {
    send: (params) => {
      const { userId, chatId, text, replyTo } = read(Send, params);
      telegram.send(userId, chatId, { text, ...(replyTo !== undefined && { replyTo }) });
    },
    upload: (params) => upload(telegram, params),
    tap: (params) => {
      const { userId, chatId, messageId, data } = read(Tap, params);
      // The answer reaches the page as an event; only an impossible tap is told at once.
      telegram.tap(userId, chatId, messageId, data).catch((error: unknown) => {
        emit({ type: 'problem', userId, chatId, text: problemText(error) });
      });
    },
    open: (params) => {
      const { userId, link } = read(Open, params);
      telegram.openLink(userId, link);
    },
  } satisfies Record<string, Action>;
}

/** What is done to the demo itself. */
function demoActions(demo: Demo, emit: Emit) {
  return {
    clock: (params) => {
      const { move, exact } = read(Move, params);
      if (!demo.clock) throw new PageError('there is no clock to move');
      const moved = movedClock(demo.clock.now(), demo.clock.zone, move, exact);
      if (!moved) throw new PageError(`not a time: ${exact}`);
      demo.clock.set(moved);
      emit({ type: 'clock', now: demo.clock.now().toISOString() });
    },
    reset: async () => {
      await demo.reset?.();
      emit({ type: 'reset' });
    },
  } satisfies Record<string, Action>;
}

/** The page's own interface below `/play/`: state, live changes, and what people do. */
export function createPageApi(telegram: LocalTelegram, demo: Demo) {
  const listeners = new Set<ServerResponse>();
  const emit: Emit = (event) => {
    for (const listener of listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  const stop = telegram.on((event) => emit(eventView(telegram, event)));
  const actions: Readonly<Record<string, Action>> = {
    ...chatActions(telegram, emit),
    ...demoActions(demo, emit),
  };

  const get = (name: string, request: IncomingMessage, response: ServerResponse, url: URL): boolean => {
    if (name === 'state') sendJson(response, 200, stateView(telegram, demo));
    else if (name === 'commands') {
      const { userId, chatId } = Place.parse(Object.fromEntries(url.searchParams));
      sendJson(response, 200, telegram.commands(userId, chatId));
    } else if (name === 'events') follow(listeners, request, response);
    else if (name === 'file') sendFile(telegram, response, url.searchParams.get('id') ?? '');
    else return false;
    return true;
  };

  return {
    /** Answers `/play/<name>`; false when there is no such thing. */
    async handle(
      name: string,
      request: IncomingMessage,
      response: ServerResponse,
      url: URL,
    ): Promise<boolean> {
      try {
        if (request.method === 'GET') return get(name, request, response, url);
        const action = actions[name];
        if (!action || request.method !== 'POST') return false;
        await action(await readParams(callRequest(request), url.searchParams));
        sendJson(response, 200, { ok: true });
      } catch (error) {
        // Whatever people can't do is said to them; the local Telegram's errors are written for that.
        const text = problemText(error);
        sendJson(response, error instanceof Refusal ? error.code : 400, { ok: false, text });
      }
      return true;
    },
    /** Ends the live connections. */
    close(): void {
      stop();
      for (const listener of listeners) listener.end();
    },
  };
}

function read<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, params: Params) {
  return schema.parse(Object.fromEntries(Object.keys(schema.shape).map((key) => [key, params.string(key)])));
}

function upload(telegram: LocalTelegram, params: Params): void {
  const { userId, chatId, caption, as } = read(UploadForm, params);
  const files: Upload[] = [];
  for (let file = params.file('file0'); typeof file === 'object'; file = params.file(`file${files.length}`)) {
    files.push(file);
  }
  const first = { ...(caption && { caption }) };
  if (as === 'photo' && files.length > 1) {
    telegram.sendAlbum(userId, chatId, files.slice(0, 10), first);
    return;
  }
  for (const [index, file] of files.entries()) {
    const withCaption = index === 0 ? first : {};
    telegram.send(
      userId,
      chatId,
      as === 'photo' ? { photo: file, ...withCaption } : { document: file, ...withCaption },
    );
  }
}

function problemText(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

function follow(listeners: Set<ServerResponse>, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  listeners.add(response);
  request.on('close', () => listeners.delete(response));
}

function sendFile(telegram: LocalTelegram, response: ServerResponse, fileId: string): void {
  const { name, mime, bytes } = telegram.file(fileId);
  // Only pictures are shown by the browser; a page sent as a file must not run here.
  const inline = /^image\/(?:png|jpeg|gif|webp)$/.test(mime);
  response.writeHead(200, {
    'content-type': inline ? mime : 'application/octet-stream',
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-length': bytes.length,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=3600',
  });
  response.end(bytes);
}

function eventView(telegram: LocalTelegram, event: WorldEvent): object {
  if (event.type !== 'message') return event;
  const { chat } = event.kept.message;
  const topics = telegram.world.rooms.get(chat.id)?.topics ?? new Map<number, string>();
  return { type: 'message', message: messageView(event.kept, topics) };
}
