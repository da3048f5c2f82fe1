import { cpus } from 'node:os';
import { onServer, onSqlite } from './databases.js';

// `npm run drill [kills|replicas|pace]`: delivery under the worst, in full size and real time; minutes each. PostgreSQL
// is taken from TEST_POSTGRES_URL; without it the drill of replicas is left out. The same file is each sending process.
const [name, argument] = process.argv.slice(2);
if (name === 'sender' && argument) {
  const { runSender } = await import('./drills/sender.js');
  await runSender(JSON.parse(argument));
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
  if (name === undefined || name === 'fleet') {
    const { drillFleet } = await import('./drills/fleet/fleet.js');
    const plan = { people: 40, seconds: 20, balancer: 'haproxy' } as const;
    for (const processes of [1, 2, 4])
      say('behind a balancer', await drillFleet({ ...plan, processes, pooled: false, kills: 0 }));
    say(
      'through PgBouncer, killed meanwhile',
      await drillFleet({ ...plan, processes: 2, pooled: true, kills: 4 }),
    );
    say(
      'behind nginx, killed meanwhile',
      await drillFleet({ ...plan, balancer: 'nginx', processes: 2, pooled: false, kills: 4 }),
    );
  }
  if (name === undefined || name === 'failover') {
    const { drillFailover } = await import('./drills/fleet/fleet.js');
    const plan = { people: 20, processes: 2, balancer: 'haproxy' } as const;
    say('failover, synchronous commit', await drillFailover({ ...plan, synchronous: true }));
    say('failover, asynchronous', await drillFailover({ ...plan, synchronous: false }));
  }
}
