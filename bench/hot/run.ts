import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Launch, RunningBot } from '../bots/bot.js';
import { WEBHOOK } from '../bots/stack.js';
import { type Spread, spread } from '../counts/figures.js';
import { freePort } from '../drills/port.js';
import { type Act, FLOOR, type Path, pathsOf, updateOf } from './paths.js';
import { sowHot } from './sample.js';
import { startTelegram, type Telegram } from './telegram.js';

/** How much is measured. */
export type HotPlan = {
  readonly participants: number;
  readonly rounds: number;
  /** Updates of each path in a round, and of the floor beside each. */
  readonly updates: number;
  readonly warmUp: number;
  /** Paths whose name holds it alone; undefined: all. */
  readonly only?: string | undefined;
};

/** What one path costs. */
type HotRow = {
  readonly name: string;
  /** Processor time of Sambang's process, microseconds an update. */
  readonly micros: Spread;
  /** By the floor's in the same round. */
  readonly ratio: Spread;
  /** Bot API calls and SQL statements that an update costs. */
  readonly calls: number;
  readonly statements: number;
};

export type HotReport = {
  readonly participants: number;
  readonly rows: readonly HotRow[];
  readonly floorMicros: Spread;
  readonly rssMb: number;
};

const IN_FLIGHT = 32;
/** How often is looked for an answer that is late. */
const PATIENCE = 400;

/** A bot that is called by webhook, over connections of its own. */
type Subject = {
  readonly bot: RunningBot;
  readonly token: string;
  readonly url: string;
  readonly telegram: Telegram;
  readonly agent: Agent;
  /** What each person did of a path so far. */
  readonly turns: Map<string, number>;
};

async function deliver(subject: Subject, path: Path, person: number, act: Act): Promise<void> {
  const { telegram, token, url, agent } = subject;
  const chatId = path.chatId(person);
  const update = updateOf(act, person, chatId, telegram.shown(token, chatId)?.messageId ?? 1);
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': WEBHOOK.secret },
    body: JSON.stringify(update),
    dispatcher: agent,
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`${path.name}: the webhook answered ${statusCode}`);
}

/** An update that takes long on a busy machine is stored, and answered a little later. */
async function answered({ telegram, token }: Subject, { name, expected, chatId }: Path, person: number) {
  if (!expected) return;
  const text = () => telegram.shown(token, chatId(person))?.text ?? '';
  for (let tries = 0; !expected.test(text()); tries += 1) {
    if (tries === PATIENCE) throw new Error(`${name} was answered with:\n${text()}`);
    await sleep(50);
  }
}

/** Does a path so often, 32 at a time, each person one after the other. */
async function drive(subject: Subject, path: Path, updates: number): Promise<void> {
  const { turns, telegram, token } = subject;
  let left = updates;
  const worker = async (first: number): Promise<void> => {
    for (let n = first; left > 0; n = (n + IN_FLIGHT) % path.people.length) {
      left -= 1;
      const person = path.people[n];
      if (person === undefined) throw new Error('too few people');
      const key = `${path.name}:${person}`;
      const turn = turns.get(key) ?? 0;
      turns.set(key, turn + 1);
      const chat = telegram.shown(token, path.chatId(person));
      await deliver(subject, path, person, path.act(turn, chat));
      await answered(subject, path, person);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, n) => worker(n)));
}

/** Everybody says a first word, which sets their menu and notes the day; whoever fills in a form opens it. */
async function prepare(subject: Subject, path: Path): Promise<void> {
  const { telegram, token } = subject;
  for (const step of path.before) {
    for (const person of path.people) {
      await deliver(subject, path, person, step(telegram.shown(token, path.chatId(person))));
    }
  }
}

async function micros(subject: Subject, path: Path, updates: number): Promise<number> {
  const before = (await subject.bot.vitals()).cpuMicros;
  await drive(subject, path, updates);
  return ((await subject.bot.vitals()).cpuMicros - before) / updates;
}

async function measured(
  stack: Subject,
  floor: Subject,
  path: Path,
  { rounds, updates, warmUp }: HotPlan,
): Promise<Omit<HotRow, 'statements'> & { readonly floors: readonly number[] }> {
  await prepare(stack, path);
  await drive(stack, path, warmUp);
  const calls = stack.telegram.calls(stack.token);
  const pairs: { readonly own: number; readonly floor: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const own = await micros(stack, path, updates);
      pairs.push({ own, floor: await micros(floor, FLOOR, updates) });
    } else {
      const under = await micros(floor, FLOOR, updates);
      pairs.push({ own: await micros(stack, path, updates), floor: under });
    }
  }
  return {
    name: path.name,
    micros: spread(pairs.map(({ own }) => own)),
    ratio: spread(pairs.map((pair) => pair.own / pair.floor)),
    floors: pairs.map((pair) => pair.floor),
    calls: (stack.telegram.calls(stack.token) - calls) / (rounds * updates),
  };
}

/** SQL statements that an update of each path costs, counted by another process over the same file. */
async function countedStatements(
  subject: Subject,
  paths: readonly Path[],
): Promise<ReadonlyMap<string, number>> {
  const counted = new Map<string, number>();
  const updates = 2 * IN_FLIGHT;
  for (const path of paths) {
    await prepare(subject, path);
    await drive(subject, path, updates);
    const before = (await subject.bot.vitals()).statements;
    await drive(subject, path, updates);
    const after = (await subject.bot.vitals()).statements;
    const more = Object.entries(after).map(([sql, count]) => count - (before[sql] ?? 0));
    counted.set(path.name, more.reduce((sum, count) => sum + count, 0) / updates);
  }
  return counted;
}

/** Runs both bots over one database, by webhook, with 32 updates in flight. */
export async function benchHot(plan: HotPlan, launch: Launch): Promise<HotReport> {
  const folder = await mkdtemp(join(tmpdir(), 'sambang-hot-'));
  const telegram = await startTelegram();
  const running = new Set<RunningBot>();
  const agent = new Agent({ connections: IN_FLIGHT, keepAliveTimeout: 30_000 });
  const databaseFile = join(folder, 'hot.db');
  async function begin(kind: 'stack' | 'floor', token: string, countStatements = false): Promise<Subject> {
    const webhookPort = await freePort();
    const bot = await launch({
      kind,
      apiRoot: telegram.url,
      token,
      databaseFile,
      webhookPort,
      countStatements,
    });
    running.add(bot);
    const url = `http://127.0.0.1:${webhookPort}${WEBHOOK.path}`;
    return { bot, token, url, telegram, agent, turns: new Map() };
  }
  try {
    const sown = await sowHot(databaseFile, plan.participants);
    const paths = pathsOf(sown).filter(({ name }) => plan.only === undefined || name.includes(plan.only));
    const floor = await begin('floor', '1:bench');
    await drive(floor, FLOOR, plan.warmUp);
    const stack = await begin('stack', '2:bench');
    await greet(stack, sown);
    const rows: (Omit<HotRow, 'statements'> & { readonly floors: readonly number[] })[] = [];
    for (const path of paths) rows.push(await measured(stack, floor, path, plan));
    const { rssBytes } = await stack.bot.vitals(true);
    running.delete(stack.bot);
    await stack.bot.stop();
    // Under the same name: its forms are where the chats show them.
    const counting = await begin('stack', '2:bench', true);
    await greet(counting, sown);
    const statements = await countedStatements(counting, paths);
    return {
      participants: plan.participants,
      rows: rows.map(({ floors: _floors, ...row }) => ({
        ...row,
        statements: statements.get(row.name) ?? 0,
      })),
      floorMicros: spread(rows.flatMap(({ floors }) => floors)),
      rssMb: rssBytes / 2 ** 20,
    };
  } finally {
    await Promise.allSettled([...running].map((bot) => bot.stop()));
    await agent.close();
    await telegram.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The first word of each person: their menu is set, and the day noted. A bot that has just begun is slow, and may store
 * what it is told to answer it later.
 */
async function greet(subject: Subject, sown: Parameters<typeof pathsOf>[0]): Promise<void> {
  const help = pathsOf(sown).find(({ name }) => name === '/bantuan');
  if (!help) return;
  await drive(subject, { ...help, expected: undefined }, help.people.length);
  const { telegram, token } = subject;
  while (help.people.some((person) => !telegram.shown(token, person))) await sleep(50);
}
