import { cpus } from 'node:os';
import { onServer, onSqlite } from './databases.js';

// `npm run drill [kills|replicas|pace|flood|chats|conversations|upgrades]`: delivery, intake and upgrades under the
// worst, in full size and real time; minutes each, chats and conversations also `short`. PostgreSQL is taken from
// TEST_POSTGRES_URL; without it the drill of replicas is left out. The same file is each sending process.
const [name, argument] = process.argv.slice(2);
if (name === 'sender' && argument) {
  const { runSender } = await import('./drills/sender.js');
  await runSender(JSON.parse(argument));
} else if (name === 'upgrader' && argument) {
  const { runUpgrader } = await import('./drills/upgrader.js');
  await runUpgrader(JSON.parse(argument));
} else {
  const server = process.env['TEST_POSTGRES_URL'] ?? '';
  const say = (what: string, report: object) =>
    process.stdout.write(
      `${what}; Node ${process.version}, ${cpus().length} cores\n${JSON.stringify(report, undefined, 1)}\n`,
    );
  if (name === undefined || name === 'kills') {
    const { drillKills } = await import('./drills/kills.js');
    const plan = { reminders: 2_000, kills: 100, longestLifeMs: 1_200 };
    say('killed at random moments, SQLite', await onSqlite((url) => drillKills(url, plan)));
    if (server)
      say('killed at random moments, PostgreSQL', await onServer(server, (url) => drillKills(url, plan)));
  }
  if ((name === undefined || name === 'replicas') && server) {
    const { drillReplicas } = await import('./drills/replicas.js');
    say(
      'two replicas, PostgreSQL',
      await onServer(server, (url) => drillReplicas(url, { reminders: 10_000, kills: 5 })),
    );
  }
  if (name === undefined || name === 'flood') {
    const { drillFlood } = await import('./drills/flood.js');
    say('a flood from outside, SQLite', await onSqlite((url) => drillFlood(url, 20)));
  }
  if (name === undefined || name === 'pace') {
    const { drillPace } = await import('./drills/pace.js');
    say('at Telegram’s limits, SQLite', await onSqlite((url) => drillPace(url, 10_000)));
    if (server)
      say('at Telegram’s limits, PostgreSQL', await onServer(server, (url) => drillPace(url, 10_000)));
  }
  const isShort = argument === 'short';
  if (name === undefined || name === 'chats') {
    const { drillChats } = await import('./drills/chats.js');
    for (const by of ['polling', 'webhook'] as const) {
      const size = isShort ? { people: 30, messages: 60 } : { people: 1_000, messages: 2_000 };
      const plan = { ...size, everyMs: 40, by };
      say(`one silent chat, SQLite, ${by}`, await onSqlite((url) => drillChats(url, plan)));
      if (server) {
        say(`one silent chat, PostgreSQL, ${by}`, await onServer(server, (url) => drillChats(url, plan)));
      }
    }
  }
  if (name === undefined || name === 'conversations') {
    const { drillConversations } = await import('./drills/conversations.js');
    const plan = { kills: isShort ? 4 : 40, longestLifeMs: 4_000 };
    say('ended while people chat, SQLite', await onSqlite((url) => drillConversations(url, plan)));
    if (server) {
      say(
        'ended while people chat, PostgreSQL',
        await onServer(server, (url) => drillConversations(url, plan)),
      );
    }
  }
  if (name === undefined || name === 'upgrades') {
    const { drillUpgrades, postgresqlPlaces, sqlitePlaces } = await import('./drills/upgrades.js');
    const plan = { kills: 40, people: 2_000, entries: 100_000 };
    const sqlite = await sqlitePlaces();
    for (const places of [sqlite, ...(server ? [postgresqlPlaces(server)] : [])]) {
      for (const from of ['nothing', 'use'] as const)
        say(`upgrades from ${from}, killed, ${places.kind}`, await drillUpgrades(places, from, plan));
    }
    await sqlite.close();
  }
}
