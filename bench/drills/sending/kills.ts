import { setTimeout as sleep } from 'node:timers/promises';
import { openLine, sowReminders, verdict } from '../world.js';
import { startSender } from './sender.js';

/** How many, and how long a life may last, in milliseconds. */
export type KillsPlan = {
  readonly reminders: number;
  readonly kills: number;
  readonly longestLifeMs: number;
};

export type KillsReport = {
  readonly reminders: number;
  readonly kills: number;
  readonly lost: number;
  readonly unfinished: number;
  readonly repeated: number;
  readonly mostRepeatedByOneKill: number;
  readonly seconds: number;
};

/** Kills the sending process at random moments while reminders go out, then lets the last one finish. */
export async function drillKills(databaseUrl: string, plan: KillsPlan): Promise<KillsReport> {
  const began = performance.now();
  await sowReminders(databaseUrl, plan.reminders, 'drill');
  const line = await openLine(plan.reminders);
  const bornAt: number[] = [];
  const job = { databaseUrl, apiRoot: line.url, token: line.token, leaseMs: 1_000 };
  try {
    for (let kill = 0; kill < plan.kills; kill += 1) {
      const sender = startSender(job);
      await sender.ready;
      bornAt.push(performance.now());
      // Every tenth dies at any moment, also before it has taken over; the others while they send.
      if (kill % 10 > 0) await Promise.race([line.reached(line.heard.length + 1), sleep(10_000)]);
      await sleep(Math.random() * plan.longestLifeMs);
      await sender.kill();
    }
    const last = startSender(job);
    await last.ready;
    bornAt.push(performance.now());
    const isOver = async () => (await verdict(databaseUrl, line.heard, plan.reminders)).unfinished === 0;
    const patience = performance.now() + 120_000 + plan.reminders * 50;
    while (!(await isOver()) && performance.now() < patience) await sleep(1_000);
    await last.kill();
    const result = await verdict(databaseUrl, line.heard, plan.reminders);
    return {
      reminders: plan.reminders,
      kills: bornAt.length - 1,
      ...result,
      mostRepeatedByOneKill: mostByOne(line.heard, bornAt),
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    await line.close();
  }
}

/**
 * A message heard again is laid to the end of the process that had sent it before. They are told apart by their
 * births, since a dead one's last words may be heard after its end.
 */
function mostByOne(heard: readonly { chatId: number; at: number }[], bornAt: readonly number[]): number {
  const lastHeard = new Map<number, number>();
  const byProcess = new Map<number, number>();
  for (const { chatId, at } of heard) {
    const before = lastHeard.get(chatId);
    lastHeard.set(chatId, at);
    if (before === undefined) continue;
    const sender = bornAt.filter((moment) => moment <= before).length;
    byProcess.set(sender, (byProcess.get(sender) ?? 0) + 1);
  }
  return Math.max(0, ...byProcess.values());
}
