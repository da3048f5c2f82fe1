import { cpus } from 'node:os';
import { onServer, onSqlite } from './databases.js';

// `npm run drill [NAME] [short]`: the program under the worst, in full size and real time; minutes each. PostgreSQL is
// taken from TEST_POSTGRES_URL; without it what needs a server is left out. The same file is each sending and upgrading
// process.
const server = process.env['TEST_POSTGRES_URL'] ?? '';

function say(what: string, report: object): void {
  process.stdout.write(
    `${what}; Node ${process.version}, ${cpus().length} cores\n${JSON.stringify(report, undefined, 1)}\n`,
  );
}

/** Does it on SQLite, and on PostgreSQL where there is a server. */
async function onBoth(what: string, drill: (url: string) => Promise<object>): Promise<void> {
  say(`${what}, SQLite`, await onSqlite(drill));
  if (server) say(`${what}, PostgreSQL`, await onServer(server, drill));
}

async function kills(): Promise<void> {
  const { drillKills } = await import('./drills/kills.js');
  const plan = { reminders: 2_000, kills: 100, longestLifeMs: 1_200 };
  await onBoth('killed at random moments', (url) => drillKills(url, plan));
}

async function replicas(): Promise<void> {
  if (!server) return;
  const { drillReplicas } = await import('./drills/replicas.js');
  const plan = { reminders: 10_000, kills: 5 };
  say('two replicas, PostgreSQL', await onServer(server, (url) => drillReplicas(url, plan)));
}

async function flood(): Promise<void> {
  const { drillFlood } = await import('./drills/flood.js');
  say('a flood from outside, SQLite', await onSqlite((url) => drillFlood(url, 20)));
}

async function pace(): Promise<void> {
  const { drillPace } = await import('./drills/pace.js');
  await onBoth('at Telegram’s limits', (url) => drillPace(url, 10_000));
}

async function chats(isShort: boolean): Promise<void> {
  const { drillChats } = await import('./drills/chats.js');
  const size = isShort ? { people: 30, messages: 60 } : { people: 1_000, messages: 2_000 };
  for (const by of ['polling', 'webhook'] as const)
    await onBoth(`one silent chat, ${by}`, (url) => drillChats(url, { ...size, everyMs: 40, by }));
}

async function conversations(isShort: boolean): Promise<void> {
  const { drillConversations } = await import('./drills/conversations.js');
  const plan = { kills: isShort ? 4 : 40, longestLifeMs: 4_000 };
  await onBoth('ended while people chat', (url) => drillConversations(url, plan));
}

async function upgrades(isShort: boolean): Promise<void> {
  const { drillUpgrades, postgresqlPlaces, sqlitePlaces } = await import('./drills/upgrades.js');
  const plan = { kills: isShort ? 4 : 40, people: 2_000, entries: isShort ? 1_000 : 100_000 };
  const sqlite = await sqlitePlaces();
  for (const places of [sqlite, ...(server ? [postgresqlPlaces(server)] : [])]) {
    for (const from of ['nothing', 'use'] as const)
      say(`upgrades from ${from}, killed, ${places.kind}`, await drillUpgrades(places, from, plan));
  }
  await sqlite.close();
}

/** On a PostgreSQL of its own; needs haproxy, nginx and PgBouncer. */
async function fleet(isShort: boolean): Promise<void> {
  const { drillFleet } = await import('./drills/fleet/fleet.js');
  const size = isShort ? { people: 10, seconds: 8 } : { people: 40, seconds: 30 };
  const plan = { ...size, balancer: 'haproxy', processes: 2, pooled: false, kills: 0 } as const;
  for (const processes of isShort ? [2] : [1, 2, 4])
    say(`${processes} processes behind haproxy`, await drillFleet({ ...plan, processes }));
  const killed = { ...plan, kills: isShort ? 1 : 4 };
  say('through PgBouncer, killed meanwhile', await drillFleet({ ...killed, pooled: true }));
  say('behind nginx, killed meanwhile', await drillFleet({ ...killed, balancer: 'nginx' }));
}

/** On two PostgreSQL servers of its own; needs haproxy. */
async function failover(isShort: boolean): Promise<void> {
  const { drillFailover } = await import('./drills/fleet/fleet.js');
  const plan = { people: isShort ? 8 : 20, processes: 2, balancer: 'haproxy' } as const;
  say('failover, synchronous commit', await drillFailover({ ...plan, synchronous: true }));
  if (!isShort) say('failover, asynchronous', await drillFailover({ ...plan, synchronous: false }));
}

const DRILLS: Readonly<Record<string, (isShort: boolean) => Promise<void>>> = {
  kills,
  replicas,
  flood,
  pace,
  chats,
  conversations,
  upgrades,
  fleet,
  failover,
};

const [name, argument] = process.argv.slice(2);
if (name === 'sender' && argument) {
  const { runSender } = await import('./drills/sender.js');
  await runSender(JSON.parse(argument));
} else if (name === 'upgrader' && argument) {
  const { runUpgrader } = await import('./drills/upgrader.js');
  await runUpgrader(JSON.parse(argument));
} else if (name === undefined || name === 'short') {
  for (const drill of Object.values(DRILLS)) await drill(name === 'short');
} else {
  const drill = DRILLS[name];
  if (!drill) throw new Error(`no such drill; there are ${Object.keys(DRILLS).join(', ')}`);
  await drill(argument === 'short');
}
