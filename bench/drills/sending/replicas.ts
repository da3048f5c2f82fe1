import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase } from '#sambang/db/database.js';
import { LEASE_MS } from '#sambang/delivery/sending/lease.js';
import { openLine, sowReminders, verdict } from '../world.js';
import { startSender } from './sender.js';

/** How many, and how often the one that sends is killed, spread over the whole. */
export type ReplicasPlan = { readonly reminders: number; readonly kills: number };

export type ReplicasReport = {
  readonly reminders: number;
  readonly kills: number;
  readonly twiceBeforeTheFirstKill: number;
  /** Heard twice by the end of each kill's successor's turn: what that kill repeated. */
  readonly repeatedByKill: readonly number[];
  readonly lost: number;
  readonly unfinished: number;
  readonly repeated: number;
  /** From each kill to the next message. */
  readonly takeOverSeconds: readonly number[];
  readonly floods: number;
  /** Until the first kill. */
  readonly perSecond: number;
  readonly seconds: number;
};

/**
 * Two sending processes on one database. Again and again the one that sends is killed at a random moment: the other
 * takes over, and a new one stands by.
 */
export async function drillReplicas(databaseUrl: string, plan: ReplicasPlan): Promise<ReplicasReport> {
  const { reminders, kills } = plan;
  const began = performance.now();
  await sowReminders(databaseUrl, reminders, 'drill');
  const line = await openLine(reminders);
  const job = { databaseUrl, apiRoot: line.url, token: line.token, leaseMs: LEASE_MS };
  const db = await createDatabase(databaseUrl);
  const twice = async () => (await verdict(databaseUrl, line.heard, reminders)).repeated;
  let sending = startSender(job);
  await line.reached(1);
  let standingBy = startSender(job);
  try {
    const started = performance.now();
    const repeats: number[] = [];
    const takeOverSeconds: number[] = [];
    let perSecond = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      const goal = Math.floor((reminders * kill) / (kills + 1));
      await line.reached(goal);
      if (kill === 1) perSecond = (goal * 1_000) / (performance.now() - started);
      repeats.push(await twice());
      await sleep(Math.random() * 1_000);
      await sending.kill();
      const killed = performance.now();
      const heard = line.heard.length;
      sending = standingBy;
      standingBy = startSender(job);
      await line.reached(heard + 1);
      takeOverSeconds.push(((line.heard[heard]?.at ?? 0) - killed) / 1_000);
    }
    const left = () => db.read.outbox.count({ where: { state: { not: 'sent' } } });
    const patience = performance.now() + 60_000 + reminders * 50;
    while ((await left()) > 0 && performance.now() < patience) await sleep(1_000);
    await Promise.all([sending.kill(), standingBy.kill()]);
    repeats.push(await twice());
    return {
      reminders,
      kills,
      twiceBeforeTheFirstKill: repeats[0] ?? 0,
      repeatedByKill: repeats.slice(1).map((count, kill) => count - (repeats[kill] ?? 0)),
      ...(await verdict(databaseUrl, line.heard, reminders)),
      takeOverSeconds,
      floods: line.floods(),
      perSecond,
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    await db.close();
    await line.close();
  }
}
