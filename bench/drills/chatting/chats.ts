import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../counts/figures.js';
import { UNIT } from '../../counts/sample.js';
import { freePort } from '../port.js';
import { startProgram } from '../program.js';
import { type Line, openLine, sowUnit } from '../world.js';

export type ChatsPlan = {
  readonly people: number;
  /** Messages of everybody but the silent one. */
  readonly messages: number;
  /** Between two messages, in milliseconds. */
  readonly everyMs: number;
  readonly by: 'polling' | 'webhook';
};

export type ChatsReport = ChatsPlan & {
  readonly usualP99Ms: number;
  readonly besideSilentP99Ms: number;
  /** Below 1.5 nobody notices the silent chat. */
  readonly times: number;
  readonly usualP50Ms: number;
  readonly besideSilentP50Ms: number;
  readonly unanswered: number;
};

const SILENT = UNIT.firstPerson + 1;
const SILENT_WRITES_EVERY_MS = 1_000;
const LONGEST_ANSWER_MS = 30_000;

/** How long people wait for an answer while one chat of theirs is silent, against the same without. */
export async function drillChats(databaseUrl: string, plan: ChatsPlan): Promise<ChatsReport> {
  await sowUnit(databaseUrl, plan.people);
  const line = await openLine(plan.people);
  const port = plan.by === 'webhook' ? await freePort() : undefined;
  const program = startProgram(databaseUrl, line, port);
  try {
    await ask(line, UNIT.firstPerson);
    // Until everything has been loaded and compiled that answers need.
    await timesOf(line, { ...plan, messages: Math.min(100, plan.messages) });
    const usual = await timesOf(line, plan);
    const over = new AbortController();
    const silent = writeInSilence(line, over.signal);
    await sleep(2 * SILENT_WRITES_EVERY_MS);
    const beside = await timesOf(line, plan);
    over.abort();
    await silent;
    const usualP99Ms = percentile(usual, 0.99);
    const besideSilentP99Ms = percentile(beside, 0.99);
    return {
      ...plan,
      usualP99Ms,
      besideSilentP99Ms,
      times: besideSilentP99Ms / usualP99Ms,
      usualP50Ms: percentile(usual, 0.5),
      besideSilentP50Ms: percentile(beside, 0.5),
      unanswered: 2 * plan.messages - usual.length - beside.length,
    };
  } finally {
    await program.end('SIGKILL');
    await line.close();
  }
}

/** Somebody to whom nothing can be said goes on writing. */
async function writeInSilence({ telegram }: Line, signal: AbortSignal): Promise<void> {
  telegram.fail({ method: 'sendMessage', chatId: SILENT, kind: 'timeout', ms: 60_000, times: 10_000 });
  while (!signal.aborted) {
    telegram.send(SILENT, SILENT, { text: '/bantuan' });
    await sleep(SILENT_WRITES_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  telegram.clearFaults();
}

/** Asks in a chat; resolves to how long the answer took, in milliseconds, or undefined where none came. */
async function ask({ telegram }: Line, id: number): Promise<number | undefined> {
  const asked = performance.now();
  return new Promise((resolve) => {
    const end = (time: number | undefined) => {
      clearTimeout(timer);
      stop();
      resolve(time);
    };
    const timer = setTimeout(end, LONGEST_ANSWER_MS, undefined);
    const stop = telegram.onCall(({ method, params, refused }) => {
      if (method === 'sendMessage' && Number(params['chat_id']) === id && !refused)
        end(performance.now() - asked);
    });
    telegram.send(id, id, { text: '/bantuan' });
  });
}

/** Everybody but the silent one writes in turn. */
async function timesOf(line: Line, { people, messages, everyMs }: ChatsPlan): Promise<number[]> {
  const answers: Promise<number | undefined>[] = [];
  for (let n = 0; n < messages; n += 1) {
    const who = n % (people - 1);
    answers.push(ask(line, UNIT.firstPerson + (who === 0 ? 0 : who + 1)));
    await sleep(everyMs);
  }
  return (await Promise.all(answers)).filter((time) => time !== undefined);
}
