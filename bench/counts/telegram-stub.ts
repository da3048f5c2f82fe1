import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Update } from 'grammy/types';

/** An answer that a bot sent: to whom, its text, and how long after the update could be fetched it arrived. */
export type Answer = { readonly chatId: number; readonly text: string; readonly ms: number };

/** What the stub knows of one bot. */
export type Line = {
  /** Resolves with the moment of the bot's first poll, by `performance.now()`. */
  readonly firstPoll: Promise<number>;
  /** Resolves when the bot has confirmed everything and waits in a long poll. */
  readonly parked: () => Promise<void>;
  /**
   * Makes updates available, each of another chat, and resolves when each chat was answered once.
   * @throws {Error} on any other call than expected, and after 20 seconds.
   */
  readonly exchange: (updates: readonly Update[]) => Promise<readonly Answer[]>;
};

/** The Bot API as far as the measured bots use it: answers at once and keeps nothing. */
export type TelegramStub = {
  readonly url: string;
  readonly line: (token: string) => Line;
  readonly close: () => Promise<void>;
};

type Params = Readonly<Record<string, unknown>>;
type Reply = (result: unknown) => void;
type Served = Line & { readonly call: (method: string, params: Params, reply: Reply) => void };

const PATIENCE_MS = 20_000;
const SETTINGS = ['deleteWebhook', 'setMyCommands', 'deleteMyCommands'];

/** An exchange under way: told of each answer, or why it can't go on. */
type Exchange = {
  readonly answered: (answer: Omit<Answer, 'ms'>) => void;
  readonly failed: (error: Error) => void;
};

/** One bot's side: what waits for it, and what is waited for from it. */
type LineState = {
  queue: readonly Update[];
  poll: { readonly reply: Reply; readonly timer: NodeJS.Timeout } | undefined;
  whenParked: (() => void)[];
  running: Exchange | undefined;
  fault: Error | undefined;
  messageId: number;
  readonly polled: (at: number) => void;
};

function endPoll(state: LineState, updates: readonly Update[]): void {
  if (!state.poll) return;
  clearTimeout(state.poll.timer);
  state.poll.reply(updates);
  state.poll = undefined;
}

function fail(state: LineState, error: Error): void {
  state.fault ??= error;
  state.running?.failed(state.fault);
}

function getUpdates(state: LineState, { offset, timeout }: Params, reply: Reply): void {
  state.polled(performance.now());
  endPoll(state, []);
  if (typeof offset === 'number') state.queue = state.queue.filter(({ update_id: id }) => id >= offset);
  if (state.queue.length > 0 || typeof timeout !== 'number' || timeout === 0) return reply(state.queue);
  state.poll = { reply, timer: setTimeout(() => endPoll(state, []), timeout * 1000) };
  for (const resolve of state.whenParked.splice(0)) resolve();
}

/** Any other call than a message is unexpected. */
function sendMessage(
  state: LineState,
  method: string,
  { chat_id: chatId, text }: Params,
  reply: Reply,
): void {
  if (method !== 'sendMessage' || typeof chatId !== 'number' || typeof text !== 'string') {
    fail(state, new Error(`an unexpected call: ${method}`));
    return reply(true);
  }
  if (state.running) state.running.answered({ chatId, text });
  else fail(state, new Error('a message was sent that nobody asked for'));
  state.messageId += 1;
  const chat = { id: chatId, type: 'private', first_name: 'Bench' };
  return reply({ message_id: state.messageId, date: 0, chat, text });
}

function exchange(state: LineState, updates: readonly Update[]): Promise<readonly Answer[]> {
  return new Promise((resolve, reject) => {
    const waiting = new Set(updates.map(({ message }) => message?.chat.id));
    const answers: Answer[] = [];
    let start = 0;
    const late = setTimeout(
      () => fail(state, new Error(`${waiting.size} of ${updates.length} updates were not answered`)),
      PATIENCE_MS,
    );
    const end = (): void => {
      clearTimeout(late);
      state.running = undefined;
    };
    const running: Exchange = {
      failed: (error) => {
        end();
        reject(error);
      },
      answered: (answer) => {
        answers.push({ ...answer, ms: performance.now() - start });
        if (!waiting.delete(answer.chatId))
          return fail(state, new Error('a chat was answered that did not ask'));
        if (waiting.size > 0) return;
        end();
        resolve(answers);
      },
    };
    state.running = running;
    if (state.fault) return running.failed(state.fault);
    start = performance.now();
    state.queue = [...state.queue, ...updates];
    endPoll(state, state.queue);
  });
}

function createLine(botId: number): Served {
  let polled: LineState['polled'] = () => {};
  const firstPoll = new Promise<number>((resolve) => {
    polled = resolve;
  });
  const state: LineState = {
    polled,
    queue: [],
    poll: undefined,
    whenParked: [],
    running: undefined,
    fault: undefined,
    messageId: 1,
  };

  return {
    firstPoll,
    parked: () =>
      new Promise((resolve) => {
        if (state.poll) resolve();
        else state.whenParked.push(resolve);
      }),
    exchange: (updates) => exchange(state, updates),
    call: (method, params, reply) => {
      if (method === 'getUpdates') return getUpdates(state, params, reply);
      if (method === 'getMe') {
        return reply({ id: botId, is_bot: true, first_name: 'Bench', username: 'bench_bot' });
      }
      if (SETTINGS.includes(method)) return reply(true);
      return sendMessage(state, method, params, reply);
    },
  };
}

/** Serves the stub on a free port of this computer. */
export async function startTelegramStub(): Promise<TelegramStub> {
  const lines = new Map<string, Served>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const line = lines.get(token);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const send = (status: number, answer: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    if (!line) return send(404, { ok: false, error_code: 404, description: 'Not Found' });
    line.call(method, body === '' ? {} : JSON.parse(body), (result) => send(200, { ok: true, result }));
  }

  const server = createServer((request, response) => {
    // A bot that stops leaves its poll in the middle.
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the stub has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    line: (token) => {
      const line = createLine(Number.parseInt(token, 10));
      lines.set(token, line);
      return line;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
