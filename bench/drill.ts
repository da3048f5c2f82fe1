import { cpus } from 'node:os';
import { onServer, onSqlite } from './databases.js';

// `npm run drill [kills|replicas|pace|upgrades]`: delivery and upgrades under the worst, in full size and real time; minutes each. PostgreSQL
// is taken from TEST_POSTGRES_URL; without it the drill of replicas is left out. The same file is each sending process.
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
  if (name === undefined || name === 'pace') {
    const { drillPace } = await import('./drills/pace.js');
    say('at Telegram’s limits, SQLite', await onSqlite((url) => drillPace(url, 10_000)));
    if (server)
      say('at Telegram’s limits, PostgreSQL', await onServer(server, (url) => drillPace(url, 10_000)));
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
