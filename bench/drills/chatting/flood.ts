import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../counts/figures.js';
import { UNIT } from '../../counts/sample.js';
import { startProgram } from '../program.js';
import { type Line, openLine } from '../world.js';

const HEAD = UNIT.firstPerson;
const STRANGER = UNIT.firstPerson + 1;
const CROWD = 2_000;
const FLOOD_SECONDS = 10;

type Answers = { readonly p50Ms: number; readonly mostMs: number };

export type FloodReport = {
  readonly questions: number;
  readonly alone: Answers;
  /** While a stranger writes twice a second. */
  readonly besideOne: Answers;
  /** While the stranger sends 2,000 messages in ten seconds, and again. */
  readonly besideFlood: Answers;
  /** Of the median alone. */
  readonly ratioBesideOne: number;
  readonly ratioBesideFlood: number;
  readonly answersToTheStranger: number;
};

/** The whole program, whose head asks one question a second, while somebody without a post floods it. */
export async function drillFlood(databaseUrl: string, questions: number): Promise<FloodReport> {
  const line = await openLine(2);
  const program = startProgram(databaseUrl, line);
  try {
    // Warms what is loaded at the first use.
    await ask(line, 5);
    const alone = await ask(line, questions);
    const besideOne = await beside(line, 500, 1, () => ask(line, questions));
    const perTick = CROWD / FLOOD_SECONDS / 10;
    const besideFlood = await beside(line, 100, perTick, () => ask(line, questions));
    return {
      questions,
      alone,
      besideOne,
      besideFlood,
      ratioBesideOne: besideOne.p50Ms / alone.p50Ms,
      ratioBesideFlood: besideFlood.p50Ms / alone.p50Ms,
      answersToTheStranger: line.heard.filter(({ chatId }) => chatId === STRANGER).length,
    };
  } finally {
    await program.end('SIGTERM');
    await line.close();
  }
}

/** Does something while the stranger sends so many messages every so many milliseconds. */
async function beside<T>(
  { telegram }: Line,
  everyMs: number,
  messages: number,
  work: () => Promise<T>,
): Promise<T> {
  const flood = setInterval(() => {
    for (let n = 0; n < messages; n += 1) telegram.send(STRANGER, STRANGER, { text: 'halo' });
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(flood);
  }
}

/** How long the head's questions took from sending to answer; those without one are not counted as quick. */
async function ask({ telegram, heard }: Line, questions: number): Promise<Answers> {
  const times: number[] = [];
  const answers = () => heard.filter(({ chatId }) => chatId === HEAD);
  for (let n = 0; n < questions; n += 1) {
    const before = answers().length;
    const asked = performance.now();
    telegram.send(HEAD, HEAD, { text: '/mitra' });
    while (answers().length === before && performance.now() - asked < 60_000) await sleep(5);
    times.push((answers()[before]?.at ?? Number.POSITIVE_INFINITY) - asked);
    await sleep(1_000);
  }
  return { p50Ms: percentile(times, 0.5), mostMs: Math.max(...times) };
}
