import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { onServer, onSqlite } from './databases.js';
import { Lacking, needPrograms } from './drills/needs.js';
import { SKIPPED } from './drills/outcome.js';
import { type DrillName, PROMISES } from './drills/promises.js';

// `npm run drill -- [NAME | all] [short]`: the program under the worst, in full size and real time; minutes each, and
// minutes for all in their short form. Ends with 1 where a report isn't as promised, and with 3 where it can't be run
// here. PostgreSQL is taken from TEST_POSTGRES_URL; without it what needs that server is left out. The same file is each
// sending and upgrading process.
const server = process.env['TEST_POSTGRES_URL'] ?? '';

function say(what: string, report: object, broken: readonly string[]): void {
  process.stdout.write(
    `${what}; Node ${process.version}, ${cpus().length} cores\n${JSON.stringify(report, undefined, 1)}\n`,
  );
  for (const breach of broken) process.stdout.write(`NOT AS PROMISED (${what}): ${breach}\n`);
  if (broken.length > 0) process.exitCode = 1;
}

/** Does it on SQLite, and on PostgreSQL where there is a server. */
async function onBoth<T extends object>(
  what: string,
  drill: (url: string) => Promise<T>,
  judge: (report: T) => readonly string[],
): Promise<void> {
  const onOne = (kind: string, report: T) => say(`${what}, ${kind}`, report, judge(report));
  onOne('SQLite', await onSqlite(drill));
  if (server) onOne('PostgreSQL', await onServer(server, drill));
  else leaveOut();
}

function leaveOut(): void {
  process.stdout.write('left out: PostgreSQL, since TEST_POSTGRES_URL names no server\n');
}

async function kills(isShort: boolean): Promise<void> {
  const { drillKills } = await import('./drills/sending/kills.js');
  const plan = isShort
    ? { reminders: 150, kills: 4, longestLifeMs: 1_200 }
    : { reminders: 2_000, kills: 100, longestLifeMs: 1_200 };
  await onBoth('killed at random moments', (url) => drillKills(url, plan), PROMISES.kills);
}

async function replicas(isShort: boolean): Promise<void> {
  if (!server) throw new Lacking('replicas share PostgreSQL, and TEST_POSTGRES_URL names no server');
  const { drillReplicas } = await import('./drills/sending/replicas.js');
  const plan = isShort ? { reminders: 300, kills: 1 } : { reminders: 10_000, kills: 5 };
  const report = await onServer(server, (url) => drillReplicas(url, plan));
  say('two replicas, PostgreSQL', report, PROMISES.replicas(report));
}

async function flood(isShort: boolean): Promise<void> {
  const { drillFlood } = await import('./drills/chatting/flood.js');
  const report = await onSqlite((url) => drillFlood(url, isShort ? 4 : 20));
  say('a flood from outside, SQLite', report, PROMISES.flood(report));
}

async function pace(isShort: boolean): Promise<void> {
  const { drillPace } = await import('./drills/sending/pace.js');
  await onBoth(
    'at Telegram’s limits',
    (url) => drillPace(url, isShort ? 300 : 10_000),
    (report) => PROMISES.pace(report, isShort),
  );
}

async function chats(isShort: boolean): Promise<void> {
  const { drillChats } = await import('./drills/chatting/chats.js');
  const size = isShort ? { people: 15, messages: 30 } : { people: 1_000, messages: 2_000 };
  for (const by of ['polling', 'webhook'] as const)
    await onBoth(
      `one silent chat, ${by}`,
      (url) => drillChats(url, { ...size, everyMs: 40, by }),
      (report) => PROMISES.chats(report, isShort),
    );
}

async function conversations(isShort: boolean): Promise<void> {
  const { drillConversations } = await import('./drills/chatting/conversations.js');
  const plan = { kills: isShort ? 4 : 40, longestLifeMs: 4_000 };
  await onBoth('ended while people chat', (url) => drillConversations(url, plan), PROMISES.conversations);
}

async function upgrades(isShort: boolean): Promise<void> {
  const { drillUpgrades, postgresqlPlaces, sqlitePlaces } = await import('./drills/upgrades/upgrades.js');
  const plan = { kills: isShort ? 4 : 40, people: 2_000, entries: isShort ? 1_000 : 100_000 };
  const sqlite = await sqlitePlaces();
  for (const places of [sqlite, ...(server ? [postgresqlPlaces(server)] : [])]) {
    for (const from of ['nothing', 'use'] as const) {
      const report = await drillUpgrades(places, from, plan);
      say(`upgrades from ${from}, killed, ${places.kind}`, report, PROMISES.upgrades(report));
    }
  }
  await sqlite.close();
  if (!server) leaveOut();
}

/** On a PostgreSQL of its own; needs haproxy, nginx and PgBouncer. */
async function fleet(isShort: boolean): Promise<void> {
  const { drillFleet } = await import('./drills/fleet/fleet.js');
  const size = isShort ? { people: 10, seconds: 8 } : { people: 40, seconds: 30 };
  const usual = { ...size, balancer: 'haproxy', processes: 2, pooled: false, kills: 0 } as const;
  const run = async (what: string, plan: Parameters<typeof drillFleet>[0]) => {
    const report = await drillFleet(plan);
    say(what, report, PROMISES.fleet(report));
  };
  for (const processes of isShort ? [] : [1, 2, 4])
    await run(`${processes} processes behind haproxy`, { ...usual, processes });
  const killed = { ...usual, kills: isShort ? 1 : 4 };
  await run('through PgBouncer, killed meanwhile', { ...killed, pooled: true });
  await run('behind nginx, killed meanwhile', { ...killed, balancer: 'nginx' });
}

/** On two PostgreSQL servers of its own; needs haproxy. */
async function failover(isShort: boolean): Promise<void> {
  const { drillFailover } = await import('./drills/fleet/fleet.js');
  const plan = {
    people: isShort ? 8 : 20,
    processes: 2,
    balancer: 'haproxy',
    afterSeconds: isShort ? 3 : 20,
  } as const;
  const run = async (what: string, synchronous: boolean, gapSeconds: number) => {
    const report = await drillFailover({ ...plan, synchronous, gapSeconds });
    say(what, report, PROMISES.failover(report));
  };
  await run('failover, synchronous commit', true, 0);
  await run('failover, asynchronous, standby cut off before', false, 4);
  if (isShort) return;
  await run('failover, synchronous commit, standby cut off before', true, 4);
  await run('failover, asynchronous', false, 0);
}

/** On a PostgreSQL of its own, and a small disk, which takes root to mount. DRILL_FAULTS names rows of the table. */
async function matrix(isShort: boolean): Promise<void> {
  const { drillMatrix, matrixTable, SHORT } = await import('./drills/matrix/matrix.js');
  for (const kind of ['sqlite', 'postgresql'] as const) {
    const only = process.env['DRILL_FAULTS']?.split(',') ?? (isShort ? SHORT[kind] : undefined);
    const report = await drillMatrix(kind, only);
    process.stdout.write(`${matrixTable(report)}\n`);
    const { cells, seconds } = report;
    say(`fault matrix, ${kind}`, { kind, cells: cells.length, seconds }, PROMISES.matrix(report));
  }
}

/** Likewise on a small disk. */
async function diskFull(isShort: boolean): Promise<void> {
  const { drillDiskFull } = await import('./drills/disk-full.js');
  const all = [
    { kind: 'sqlite', by: 'polling' },
    { kind: 'postgresql', by: 'webhook' },
    { kind: 'sqlite', by: 'webhook' },
    { kind: 'postgresql', by: 'polling' },
  ] as const;
  const run = async (plan: (typeof all)[number]) => {
    const report = await drillDiskFull({ ...plan, people: isShort ? 3 : 8 });
    say(`a full disk, ${plan.kind}, ${plan.by}`, report, PROMISES['disk-full'](report));
  };
  if (!isShort) for (const plan of all) await run(plan);
  else {
    // Both to their end, so that neither leaves a program behind.
    const ended = await Promise.allSettled(all.slice(0, 2).map(run));
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  }
}

async function restore(isShort: boolean): Promise<void> {
  const { drillRestore } = await import('./drills/restore.js');
  const plan = isShort ? { people: 3, seconds: 3 } : { people: 20, seconds: 30 };
  const onOne = async (kind: string, place: <T>(work: (url: string) => Promise<T>) => Promise<T>) => {
    const report = await place((url) => drillRestore(url, plan, place));
    say(`backed up while people chat, and restored, ${kind}`, report, PROMISES.restore(report));
  };
  await onOne('SQLite', onSqlite);
  if (!server) return leaveOut();
  await needPrograms('pg_dump', 'pg_restore');
  await onOne('PostgreSQL', (work) => onServer(server, work));
}

async function hostile(isShort: boolean): Promise<void> {
  const { drillHostile } = await import('./drills/hostile/hostile.js');
  const updates = Number(process.env['DRILL_UPDATES'] ?? 100_000);
  const plan = { updates: isShort ? 600 : updates, seed: Number(process.env['DRILL_SEED'] ?? 2023) };
  const report = await onSqlite((url) => drillHostile(url, plan));
  say('hostile updates, SQLite', report, PROMISES.hostile(report));
}

async function memory(isShort: boolean): Promise<void> {
  const { drillMemory } = await import('./drills/memory/memory.js');
  const updates = Number(process.env['DRILL_UPDATES'] ?? 1_000_000);
  const plan = isShort
    ? { updates: 3_000, every: 200, allowedBytesAnUpdate: 3_000, minutes: 10 }
    : {
        updates,
        every: Math.ceil(updates / 100),
        allowedBytesAnUpdate: 25,
        minutes: Number(process.env['DRILL_MINUTES'] ?? Number.POSITIVE_INFINITY),
      };
  const report = await onSqlite((url) =>
    drillMemory(url, plan, ({ updates: sent, heapUsed, rss }) => {
      if (!isShort) process.stderr.write(`${sent} ${heapUsed} ${rss}\n`);
    }),
  );
  say('memory over many updates, SQLite', report, PROMISES.memory(report));
}

const DRILLS: Readonly<Record<DrillName, (isShort: boolean) => Promise<void>>> = {
  'disk-full': diskFull,
  fleet,
  matrix,
  failover,
  chats,
  flood,
  upgrades,
  kills,
  conversations,
  replicas,
  pace,
  restore,
  hostile,
  memory,
};

const isDrill = (name: string): name is DrillName => Object.hasOwn(DRILLS, name);

const [name = 'all', argument] = process.argv.slice(2);
if (name === 'sender' && argument) {
  const { runSender } = await import('./drills/sending/sender.js');
  await runSender(JSON.parse(argument));
} else if (name === 'upgrader' && argument) {
  const { runUpgrader } = await import('./drills/upgrades/upgrader.js');
  await runUpgrader(JSON.parse(argument));
} else if (name === 'all' || name === 'short') {
  const { runAll } = await import('./drills/all.js');
  const isShort = name === 'short' || argument === 'short';
  if (!(await runAll(fileURLToPath(import.meta.url), Object.keys(DRILLS), isShort))) process.exitCode = 1;
} else {
  if (!isDrill(name)) throw new Error(`no such drill; there are ${Object.keys(DRILLS).join(', ')}`);
  try {
    await DRILLS[name](argument === 'short');
  } catch (error) {
    if (!(error instanceof Lacking)) throw error;
    process.stdout.write(`SKIPPED (${name}): ${error.message}\n`);
    process.exitCode ??= SKIPPED;
  }
}
