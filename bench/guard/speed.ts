import { createDatabase, type Db } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { nameWatch } from '#sambang/features.js';
import { onSqlite } from '../databases.js';
import { makeNames } from './names.js';
import { chanceOf } from './random.js';
import { makeLongSummary, makeSentences } from './sentences.js';

export type GuardPlan = {
  readonly seed: number;
  readonly participants: readonly number[];
  readonly texts: number;
};

/** What reading a text costs among so many participants, with asking the database whether they have changed. */
type Cost = {
  readonly participants: number;
  /** The first text, for which all names are read. */
  readonly firstMs: number;
  /** A message of an office, on average, and the longest that may be sent; processor time. */
  readonly textUs: number;
  readonly longUs: number;
};

const NOW = new Date('2023-09-05T00:00:00Z');
const AT_ONCE = 500;

async function sow(db: Db, names: readonly string[]): Promise<void> {
  await db.write(async (tx) => {
    const unit = await tx.unit.create({
      data: { name: 'Rutan Contoh', zone: 'Asia/Jayapura', createdAt: NOW },
    });
    const rows = names.map((name, at) => ({
      unitId: unit.id,
      name,
      searchName: name.toLowerCase(),
      registerNumber: `BI-${at}/2023`,
      registerKey: `BI${at}/2023`,
      presentFrom: NOW,
      createdAt: NOW,
    }));
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      await tx.participant.createMany({ data: rows.slice(from, from + AT_ONCE) });
    }
  });
}

/** Processor time of some work, in microseconds. */
async function processorUs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return process.cpuUsage(before).user;
}

async function measure(url: string, participants: number, { seed, texts: total }: GuardPlan): Promise<Cost> {
  const chance = chanceOf(seed);
  await migrate(url);
  const db = await createDatabase(url);
  try {
    await sow(db, makeNames(participants, chance));
    const texts = makeSentences(total, chance);
    const long = makeLongSummary(chance);
    const watch = nameWatch(db, { now: () => NOW });
    const first = await processorUs(async () => void (await watch.find(long)));
    const all = async () => {
      for (const text of texts) await watch.find(text);
    };
    await all();
    const textUs = (await processorUs(all)) / total;
    const rounds = Math.ceil(total / 20);
    const longUs = await processorUs(async () => {
      for (let round = 0; round < rounds; round += 1) await watch.find(long);
    });
    return { participants, firstMs: first / 1000, textUs, longUs: longUs / rounds };
  } finally {
    await db.close();
  }
}

/** What the guard of groups costs, on SQLite. */
export async function benchGuard(plan: GuardPlan): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const participants of plan.participants) {
    costs.push(await onSqlite((url) => measure(url, participants, plan)));
  }
  return costs;
}

export function speedTable(costs: readonly Cost[]): string {
  return costs
    .map(({ participants, firstMs, textUs, longUs }) =>
      [
        `guard of groups, ${participants} participants: ${textUs.toFixed(0)} µs a message`,
        `${longUs.toFixed(0)} µs a summary of 4,096 characters`,
        `${firstMs.toFixed(0)} ms to read the names`,
      ].join(', '),
    )
    .join('\n');
}
