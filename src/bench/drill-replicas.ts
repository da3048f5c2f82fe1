import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase } from '../db/database.js';
import { startSender } from './drill-sender.js';
import { openLine, sowReminders, verdict } from './drill-world.js';

export type ReplicasReport = {
  readonly reminders: number;
  readonly twiceBeforeTheKill: number;
  readonly lost: number;
  readonly unfinished: number;
  readonly repeated: number;
  /** From the kill to the next message. */
  readonly takeOverSeconds: number;
  readonly floods: number;
  readonly perSecond: number;
  readonly seconds: number;
};

/** Two sending processes on one database; after a third of the reminders the one that sends is killed. */
export async function drillReplicas(databaseUrl: string, reminders: number): Promise<ReplicasReport> {
  const began = performance.now();
  await sowReminders(databaseUrl, reminders, 'drill');
  const line = await openLine(reminders);
  const job = { databaseUrl, apiRoot: line.url, token: line.token, leaseMs: 20_000 };
  const first = startSender(job);
  const db = await createDatabase(databaseUrl);
  try {
    await line.reached(1);
    const second = startSender(job);
    const started = performance.now();
    const third = Math.floor(reminders / 3);
    await line.reached(third);
    const rate = (third * 1_000) / (performance.now() - started);
    const before = await verdict(databaseUrl, line.heard, reminders);
    await first.kill();
    const killed = performance.now();
    const heard = line.heard.length;
    await line.reached(heard + 1);
    const takeOverSeconds = ((line.heard[heard]?.at ?? 0) - killed) / 1_000;
    const left = () => db.read.outbox.count({ where: { state: { not: 'sent' } } });
    const patience = performance.now() + 60_000 + reminders * 50;
    while ((await left()) > 0 && performance.now() < patience) await sleep(1_000);
    await second.kill();
    return {
      ...{ reminders, twiceBeforeTheKill: before.repeated, takeOverSeconds, floods: line.floods() },
      ...(await verdict(databaseUrl, line.heard, reminders)),
      perSecond: rate,
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    await db.close();
    await line.close();
  }
}
