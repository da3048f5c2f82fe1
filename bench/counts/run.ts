import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BotJob, Launch, RunningBot } from '../bots/bot.js';
import { type Comparison, compare, type Measure, type Spread, spread } from './figures.js';
import { drive, type Limit, type Subject } from './load.js';
import { COMMAND } from './question.js';
import { PEOPLE, type Sample, type Size, sowSample } from './sample.js';
import { startTelegramStub, type TelegramStub } from './telegram-stub.js';

/** How much is measured. Every count is an upper bound that its time may cut short. */
export type Plan = {
  readonly sizes: readonly Size[];
  readonly rounds: number;
  /** No further round begins so long after the benchmark did. */
  readonly roundsUntilMs: number;
  readonly warmUp: Limit;
  readonly oneAtATime: Limit;
  readonly burst: Limit;
  /** Updates over which statements are counted. */
  readonly counted: number;
  /** Starts of the program with an empty and with a migrated database, each. */
  readonly starts: number;
};

export type RunningProgram = {
  readonly stop: () => Promise<void>;
  /** Rejects when it ends by itself. */
  readonly died: Promise<never>;
};

/** What runs the bots. */
export type Means = {
  readonly launch: Launch;
  /** Starts the program itself; its database is at `job.databaseFile`, or is to be made there. */
  readonly program: (job: BotJob, folder: string) => Promise<RunningProgram>;
};

type Memory = { readonly rssMb: number; readonly heapMb: number };

export type SizeReport = {
  readonly size: Size;
  readonly rounds: number;
  /** Updates that each bot answered in all rounds, rightly, alone and in bursts. */
  readonly updates: number;
  readonly oneAtATime: Comparison;
  readonly burst: Comparison;
  readonly memory: { readonly stack: Memory; readonly floor: Memory };
  /** SQL statements that each update costs. */
  readonly statements: { readonly stack: number; readonly floor: number };
};

export type Report = {
  readonly sizes: readonly SizeReport[];
  /** From starting the process to its first poll, in milliseconds. */
  readonly startup: { readonly firstTime: Spread; readonly again: Spread };
  readonly seconds: number;
};

type Pair = { readonly stack: Measure; readonly floor: Measure };
type Contest = {
  readonly size: Size;
  readonly sample: Sample;
  readonly stack: Subject;
  readonly floor: Subject;
  readonly alone: Pair[];
  readonly bursts: Pair[];
};

/** Where the bots run: one line to Telegram, and what is to be stopped at the end. `bots`: how many were started. */
type Arena = {
  readonly means: Means;
  readonly stub: TelegramStub;
  readonly running: Set<RunningBot>;
  bots: number;
};

async function begin(
  arena: Arena,
  kind: BotJob['kind'],
  { burst }: Size,
  sample: Sample,
  countStatements = false,
): Promise<Subject> {
  const { means, stub, running } = arena;
  arena.bots += 1;
  const token = `${arena.bots}:bench`;
  const line = stub.line(token);
  const job = { kind, apiRoot: stub.url, token, databaseFile: sample.file, countStatements };
  const bot = await means.launch(job);
  running.add(bot);
  const expected = kind === 'stack' ? sample.stackAnswer : sample.floorAnswer;
  return { bot, line, command: `/${COMMAND}`, expected, people: PEOPLE.slice(0, burst) };
}

async function end({ running }: Arena, { bot }: Subject): Promise<void> {
  running.delete(bot);
  await bot.stop();
}

async function statementsOf(
  arena: Arena,
  kind: BotJob['kind'],
  { size, sample }: Contest,
  counted: number,
): Promise<number> {
  const subject = await begin(arena, kind, size, sample, true);
  // The first time each person asks, their command menu is set.
  await drive(subject, size.burst, { updates: size.burst, ms: 0 });
  const before = (await subject.bot.vitals()).statements;
  const { updates } = await drive(subject, 1, { updates: counted, ms: 20_000 });
  const after = (await subject.bot.vitals()).statements;
  await end(arena, subject);
  // What runs less often than once an update belongs to the background.
  const perUpdate = Object.entries(after).map(([sql, count]) =>
    Math.floor((count - (before[sql] ?? 0)) / updates),
  );
  return perUpdate.reduce((sum, count) => sum + count, 0);
}

/** Both bots over the same sample, warmed up. */
async function startContest(arena: Arena, size: Size, plan: Plan, file: string): Promise<Contest> {
  const sample = await sowSample(file, size);
  const stack = await begin(arena, 'stack', size, sample);
  const floor = await begin(arena, 'floor', size, sample);
  for (const subject of [stack, floor]) {
    await drive(subject, size.burst, { updates: size.burst, ms: 0 });
    await drive(subject, 1, plan.warmUp);
    await drive(subject, size.burst, plan.burst);
  }
  return { size, sample, stack, floor, alone: [], bursts: [] };
}

async function runRound(contests: readonly Contest[], plan: Plan, round: number): Promise<void> {
  for (const { size, stack, floor, alone, bursts } of contests) {
    const { burst } = size;
    alone.push(await measurePair(stack, floor, round, (subject) => drive(subject, 1, plan.oneAtATime)));
    bursts.push(await measurePair(stack, floor, round, (subject) => drive(subject, burst, plan.burst)));
  }
}

/** What a contest came to; its bots are stopped. */
async function reportOf(arena: Arena, contest: Contest, counted: number): Promise<SizeReport> {
  const { size, stack, floor, alone, bursts } = contest;
  const memory = { stack: await memoryOf(stack.bot), floor: await memoryOf(floor.bot) };
  // An SQLite file is one process's: what counts statements takes it over.
  await end(arena, stack);
  await end(arena, floor);
  return {
    size,
    rounds: alone.length,
    updates: [...alone, ...bursts].reduce((sum, pair) => sum + pair.stack.updates, 0),
    oneAtATime: compare(alone),
    burst: compare(bursts),
    memory,
    statements: {
      stack: await statementsOf(arena, 'stack', contest, counted),
      floor: await statementsOf(arena, 'floor', contest, counted),
    },
  };
}

/** Runs the whole benchmark in a folder of its own, which is removed whatever happens, and stops all it started. */
export async function runBench(plan: Plan, means: Means): Promise<Report> {
  const began = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'sambang-bench-'));
  const stub = await startTelegramStub();
  const arena: Arena = { means, stub, running: new Set(), bots: 0 };
  try {
    const startup = await measureStartup(plan.starts, means, stub, folder);
    const contests: Contest[] = [];
    for (const [index, size] of plan.sizes.entries()) {
      contests.push(await startContest(arena, size, plan, join(folder, `sample-${index}.db`)));
    }
    for (let round = 0; round < plan.rounds; round += 1) {
      if (round > 0 && performance.now() - began > plan.roundsUntilMs) break;
      await runRound(contests, plan, round);
    }
    const sizes: SizeReport[] = [];
    for (const contest of contests) sizes.push(await reportOf(arena, contest, plan.counted));
    return { sizes, startup, seconds: (performance.now() - began) / 1000 };
  } finally {
    await Promise.allSettled([...arena.running].map((bot) => bot.stop()));
    await stub.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One after the other, and the other way round in every second round. */
async function measurePair(
  stack: Subject,
  floor: Subject,
  round: number,
  measure: (subject: Subject) => Promise<Measure>,
): Promise<Pair> {
  if (round % 2 === 0) return { stack: await measure(stack), floor: await measure(floor) };
  const second = await measure(floor);
  return { stack: await measure(stack), floor: second };
}

async function memoryOf(bot: RunningBot): Promise<Memory> {
  const { rssBytes, heapBytes } = await bot.vitals(true);
  return { rssMb: rssBytes / 2 ** 20, heapMb: heapBytes / 2 ** 20 };
}

/** Starts the program with a database to be made, and again with the same one. */
async function measureStartup(
  starts: number,
  { program }: Means,
  stub: TelegramStub,
  folder: string,
): Promise<Report['startup']> {
  async function timed(token: string, databaseFile: string): Promise<number> {
    const { firstPoll } = stub.line(token);
    const began = performance.now();
    const { stop, died } = await program({ kind: 'stack', apiRoot: stub.url, token, databaseFile }, folder);
    try {
      return (await Promise.race([firstPoll, died])) - began;
    } finally {
      await stop();
    }
  }
  const firstTime: number[] = [];
  const again: number[] = [];
  for (let n = 0; n < starts; n += 1) {
    const file = join(folder, `start-${n}.db`);
    firstTime.push(await timed(`${1000 + n}:first`, file));
    again.push(await timed(`${1000 + n}:again`, file));
  }
  return { firstTime: spread(firstTime), again: spread(again) };
}
