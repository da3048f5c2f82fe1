import fc from 'fast-check';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { Prisma } from '#sambang/generated/sqlite/client.js';
import { type Here, openHere, type QuietCall } from '../here.js';
import { collected } from '../memory/collected.js';
import { isSaid, type Step, step } from './steps.js';
import { KINDS, updateOf } from './updates.js';
import { ACCOUNTS, SECRET, sowHostile } from './world.js';

export type HostilePlan = { readonly updates: number; readonly seed: number };

export type HostileReport = HostilePlan & {
  /** What was logged as an error, each sort once, with how often. */
  readonly faults: readonly string[];
  /** Updates that somebody waits for an answer to and got none: the number of each, by whom and what; ten at most. */
  readonly silences: readonly string[];
  /** Names or register numbers that went to a group or into the log. */
  readonly leaks: readonly string[];
  /** Tables in which rows of another unit came, went or changed, with how many. */
  readonly foreignRows: readonly string[];
  readonly kindsMissing: readonly string[];
  readonly calls: number;
  /** After garbage collection, at the first tenth and at the end. */
  readonly heapMegabytes: readonly [number, number];
  readonly perSecond: number;
};

/** People write a few times a minute, so that nobody is told to slow down. */
const APART_MS = 6_000;
const CHUNK = 2_000;
/** Silences that are shown. */
const SHOWN = 10;
/** Tables of what people are in the middle of. */
const ASIDE = new Set(['HandledUpdate', 'DialogState', 'Card', 'Lease', 'StoredUpdate']);

/** Who asks a unit for access: anybody may. */
const ASKED = /^AccessRequest |^Outbox .*"kind":"access\.request"/u;

/** Everything that the database says of a unit, but for who asks it for access. */
async function rowsOf({ db }: Here, unitId: number): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const name of Object.keys(Prisma.ModelName).filter((one) => !ASIDE.has(one)))
    for (const row of await db.read.$queryRaw<object[]>(Prisma.raw(`SELECT * FROM "${name}" ORDER BY 1`)))
      if ('unitId' in row && Number(row.unitId) === unitId)
        rows.push(
          `${name} ${JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`,
        );
  return rows.filter((row) => !ASKED.test(row));
}

/** The tables of rows that are in one list only. */
function differing(before: readonly string[], after: readonly string[]): string[] {
  const [old, now] = [new Set(before), new Set(after)];
  const rows = [...before.filter((row) => !now.has(row)), ...after.filter((row) => !old.has(row))];
  const tables = rows.map((row) => row.slice(0, row.indexOf(' ')));
  return [...new Set(tables)].map((table) => `${tables.filter((one) => one === table).length} of ${table}`);
}

/** Of a log line what it is about, without what differs each time. */
function sortOf(line: string): string {
  const { msg, err } = JSON.parse(line) as {
    msg?: string;
    err?: { message?: string; code?: string; frames?: string[] };
  };
  return [msg, err?.message, err?.code, err?.frames?.[0]].filter(Boolean).join('; ').slice(0, 400);
}

/** Whoever taps, and whoever with a post says something in private; an album's pictures are answered once. */
function waitsForAnswer({ who, kind, place, content, around }: Step, update: object): boolean {
  if (who === 'nobody') return false;
  if ('callback_query' in update) return kind !== 'any';
  const isPrivate = kind === 'message' && place === 'private' && who !== 'stranger';
  return isPrivate && isSaid(content) && !('media_group_id' in around);
}

const heap = (): number => collected().heapUsed / 1_048_576;

/** Sends what nobody in their right mind would, of every kind that there is. */
export async function drillHostile(databaseUrl: string, plan: HostilePlan): Promise<HostileReport> {
  await migrate(databaseUrl);
  const calls: QuietCall[] = [];
  let count = 0;
  const here = await openHere(databaseUrl, {
    heads: [ACCOUNTS.head.id],
    onCall: (call) => {
      count += 1;
      calls.push(call);
    },
    file: Buffer.from('no;name\n1;"x'),
    startsAt: new Date('2023-08-29T00:00:00Z'),
  });
  try {
    const otherUnit = await sowHostile(here.db, here.now());
    await here.names.refresh();
    const otherBefore = await rowsOf(here, otherUnit);
    const faults = new Map<string, number>();
    const leaks = new Set<string>();
    const kinds = new Set<string>();
    const silences: string[] = [];
    let early = 0;
    const around = {
      accountOf: (who: Step['who']) => (who === 'nobody' ? undefined : ACCOUNTS[who]),
      shown: here.shown,
      file: 'x',
    };
    const began = performance.now();
    for (let done = 0; done < plan.updates; done += CHUNK) {
      const size = Math.min(CHUNK, plan.updates - done);
      for (const [at, made] of fc.sample(step, { seed: plan.seed + done, numRuns: size }).entries()) {
        // Each kind once at least, however few there are.
        const each: Step = done + at < KINDS.length ? { ...made, kind: 'any', pick: done + at } : made;
        const update = updateOf(each, around);
        kinds.add(Object.keys(update)[0] ?? '');
        here.advance(APART_MS);
        calls.length = 0;
        await here.dispatcher.dispatch({ ...update, update_id: done + at + 1 });
        await here.dispatcher.idle();
        const told = calls.filter(({ method }) => method !== 'setMyCommands');
        if (told.length === 0 && waitsForAnswer(each, update) && silences.length < SHOWN)
          silences.push(`${done + at + 1}, ${each.who}: ${JSON.stringify(update).slice(0, 300)}`);
        for (const { method, payload } of calls)
          if (Number(payload['chat_id']) < 0 && SECRET.test(JSON.stringify(payload)))
            leaks.add(`${method} to a group`);
      }
      await here.delivery.tick();
      for (const line of here.takeLog()) {
        if (SECRET.test(line)) leaks.add(`log: ${sortOf(line)}`);
        const sort = sortOf(line);
        faults.set(sort, (faults.get(sort) ?? 0) + 1);
      }
      if (early === 0 && done + size >= plan.updates / 10) early = heap();
    }
    const perSecond = (plan.updates * 1_000) / (performance.now() - began);
    const otherAfter = await rowsOf(here, otherUnit);
    return {
      ...plan,
      faults: [...faults].map(([sort, times]) => `${times} × ${sort}`),
      silences,
      leaks: [...leaks],
      foreignRows: differing(otherBefore, otherAfter),
      kindsMissing: KINDS.filter((kind) => !kinds.has(kind)),
      calls: count,
      heapMegabytes: [early, heap()],
      perSecond,
    };
  } finally {
    await here.close();
  }
}
