import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createLocalTelegram,
  type LocalTelegram,
  serveTelegram,
} from '../../../playground/emulator/index.js';
import { freePort } from '../port.js';
import { openAddress } from './address.js';
import { type BalancerKind, startBalancer } from './balancer.js';
import { type ChatReport, chat, idsOf, verdict } from './chatting.js';
import { until } from './child.js';
import { addressOf, ask, promote, startPgBouncer, startPrimary, startStandby } from './postgres.js';
import { type Program, startProgram, WEBHOOK_PATH } from './program.js';

const TOKEN = '424242:drill';
const DATABASE = 'sambang';
const FAILOVER_PATIENCE_MS = 20_000;

/** What is ended at the end, the last first. */
type Closers = (() => Promise<unknown>)[];

async function closing<T>(work: (closers: Closers, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sambang-fleet-'));
  // The database's server may be somebody else's process, and has its folder in here.
  await chmod(folder, 0o755);
  const closers: Closers = [() => rm(folder, { recursive: true, force: true })];
  try {
    return await work(closers, folder);
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

type Fleet = { readonly telegram: LocalTelegram; readonly restart: (index: number) => Promise<void> };

type FleetPlan = {
  readonly processes: number;
  readonly balancer: BalancerKind;
  readonly people: number;
};

/** Starts a local Telegram that calls a balancer, and behind it processes of the program. */
async function startFleet(
  { processes, balancer, people }: FleetPlan,
  database: { readonly url: string; readonly env: Readonly<Record<string, string>> },
  closers: Closers,
  folder: string,
): Promise<Fleet> {
  const telegram = createLocalTelegram({ token: TOKEN });
  for (const id of idsOf(people)) telegram.addUser({ id, first_name: `Orang ${id}`, language_code: 'id' });
  const served = await serveTelegram(telegram, { port: 0 });
  closers.push(() => served.close());
  const ports: number[] = [];
  for (let n = 0; n < processes; n += 1) ports.push(await freePort());
  const front = await startBalancer(folder, balancer, ports);
  closers.push(front.stop);
  const startAt = (port: number): Promise<Program> =>
    startProgram({
      port,
      databaseUrl: database.url,
      apiRoot: served.url,
      token: TOKEN,
      webhook: `http://127.0.0.1:${front.port}${WEBHOOK_PATH}`,
      heads: idsOf(people),
      cwd: folder,
      env: database.env,
    });
  const programs: Program[] = [];
  closers.push(() => Promise.all(programs.map((program) => program.kill())));
  for (const port of ports) programs.push(await startAt(port));
  return {
    telegram,
    restart: async (index) => {
      const program = programs[index];
      if (!program) throw new Error(`there is no process ${index}`);
      await program.kill();
      programs[index] = await startAt(program.port);
    },
  };
}

export type ReplicasPlan = FleetPlan & {
  /** Whether PgBouncer, in transaction mode, stands before the database. */
  readonly pooled: boolean;
  readonly seconds: number;
  /** How often one of them is killed and started again meanwhile. */
  readonly kills: number;
};

/**
 * People chat with several processes behind one webhook address, of which one is killed now and then. On a server of
 * its own, so that nothing else writes there.
 */
export function drillFleet(plan: ReplicasPlan): Promise<ReplicasPlan & ChatReport> {
  return closing(async (closers, folder) => {
    const primary = await startPrimary(folder);
    closers.push(primary.stop);
    await ask(primary.port, `CREATE DATABASE ${DATABASE}`);
    const direct = addressOf(primary.port, DATABASE);
    const pooler = plan.pooled ? await startPgBouncer(folder, primary, DATABASE) : undefined;
    if (pooler) closers.push(pooler.stop);
    const url = pooler ? addressOf(pooler.port, DATABASE) : direct;
    const env = pooler
      ? { DATABASE_DIRECT_URL: direct, DATABASE_READ_URL: addressOf(pooler.port, `${DATABASE}_read`) }
      : {};
    const { telegram, restart } = await startFleet(plan, { url, env }, closers, folder);
    const chatting = chat(telegram, plan.people);
    for (let kill = 0; kill <= plan.kills; kill += 1) {
      await sleep((plan.seconds * 1_000) / (plan.kills + 1));
      if (kill < plan.kills) await restart(kill % plan.processes);
    }
    await chatting.stop();
    return { ...plan, ...(await verdict(chatting, telegram, direct)) };
  });
}

export type FailoverPlan = FleetPlan & {
  /** Whether the primary confirms a commit only once the standby has it. */
  readonly synchronous: boolean;
  /** For how long the standby hears nothing from the primary before that dies. */
  readonly gapSeconds: number;
  /** For how long people go on once somebody is served again. */
  readonly afterSeconds: number;
};

export type FailoverReport = FailoverPlan &
  ChatReport & {
    /** What people were confirmed while the standby heard nothing. */
    readonly confirmedInGap: number;
    /** From the promotion of the standby to the next thing that somebody was confirmed. */
    readonly serviceAfterSeconds: number;
  };

/** The database's server is killed while people chat; its standby takes over, under the same address. */
export function drillFailover(plan: FailoverPlan): Promise<FailoverReport> {
  return closing(async (closers, folder) => {
    const primary = await startPrimary(folder);
    closers.push(() => (primary.hasEnded() ? Promise.resolve() : primary.stop()));
    await ask(primary.port, `CREATE DATABASE ${DATABASE}`);
    const between = await openAddress(primary.port);
    closers.push(between.close);
    const standby = await startStandby(folder, primary, { ...plan, through: between.port });
    closers.push(standby.stop);
    const address = await openAddress(primary.port);
    closers.push(address.close);
    const database = { url: addressOf(address.port, DATABASE), env: {} };
    const { telegram } = await startFleet(plan, database, closers, folder);
    // Asynchronous, an open form may be lost with its answer: whoever waits for that begins anew.
    const chatting = chat(telegram, plan.people, FAILOVER_PATIENCE_MS);
    await sleep(5_000);
    const before = chatting.confirmed.length;
    if (plan.gapSeconds > 0) {
      between.leadTo(await freePort());
      await sleep(plan.gapSeconds * 1_000);
    }
    await primary.kill();
    const confirmedInGap = plan.gapSeconds > 0 ? chatting.confirmed.length - before : 0;
    // As long as whoever watches over it needs to be sure.
    await sleep(3_000);
    await promote(standby);
    address.leadTo(standby.port);
    const promoted = performance.now();
    const after = () => chatting.confirmed.map(({ at }) => at).filter((at) => at > promoted);
    await until('somebody is served again', async () => after().length > 0).catch(() => undefined);
    await sleep(plan.afterSeconds * 1_000);
    await chatting.stop();
    return {
      ...plan,
      ...(await verdict(chatting, telegram, addressOf(standby.port, DATABASE))),
      confirmedInGap,
      serviceAfterSeconds: (Math.min(...after()) - promoted) / 1_000,
    };
  });
}
