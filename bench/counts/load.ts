import type { Update } from 'grammy/types';
import type { RunningBot } from '../bots/bot.js';
import { type Measure, percentile } from './figures.js';
import type { Answer, Line } from './telegram-stub.js';

/** A bot under load: what it is asked, by whom, and what each answer must hold. */
export type Subject = {
  readonly bot: RunningBot;
  readonly line: Line;
  readonly command: string;
  readonly expected: string;
  /** Telegram ids. */
  readonly people: readonly number[];
};

/** Ends at the first of the two, but never before one exchange. */
export type Limit = { readonly updates: number; readonly ms: number };

let lastUpdate = 0;

function updateFrom(personId: number, text: string): Update {
  lastUpdate += 1;
  const name = { first_name: `Orang ${personId}` };
  return {
    update_id: lastUpdate,
    message: {
      message_id: lastUpdate,
      date: Math.floor(Date.now() / 1000),
      chat: { id: personId, type: 'private', ...name },
      from: { id: personId, is_bot: false, language_code: 'id', ...name },
      text,
      entities: [{ type: 'bot_command', offset: 0, length: text.length }],
    },
  };
}

function check(answers: readonly Answer[], expected: string): void {
  const wrong = answers.find(({ text }) => !text.includes(expected));
  if (wrong) throw new Error(`the answer is not "${expected}" but:\n${wrong.text}`);
}

/**
 * Lets `together` people at a time send the command and waits until all are answered and the bot has confirmed.
 * With one at a time the bot is at rest before each.
 *
 * @throws {Error} when an answer isn't the expected one.
 */
export async function drive(subject: Subject, together: number, limit: Limit): Promise<Measure> {
  const { bot, line, command, expected, people } = subject;
  const times: number[] = [];
  await line.parked();
  const before = await bot.vitals();
  const start = performance.now();
  do {
    const first = together < people.length ? times.length % people.length : 0;
    const asking = [...people, ...people].slice(first, first + together);
    const answers = await line.exchange(asking.map((person) => updateFrom(person, command)));
    check(answers, expected);
    times.push(...answers.map(({ ms }) => ms));
    await line.parked();
  } while (times.length < limit.updates && performance.now() - start < limit.ms);
  const after = await bot.vitals();
  return {
    updates: times.length,
    cpuMicros: (after.cpuMicros - before.cpuMicros) / times.length,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}
