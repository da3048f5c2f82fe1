import { createDatabase, type Db } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { createPeopleService } from '#sambang/features/people/index.js';
import {
  createLocalTelegram,
  type LocalTelegram,
  type ServedTelegram,
  serveTelegram,
} from '../../playground/emulator/index.js';
import { UNIT } from '../counts/sample.js';

/** The kind of the drill's own reminders; see `sender.ts`. */
export const DRILL_KIND = 'drill.reminder';
const DAY_MS = 24 * 3_600_000;
const CHUNK = 500;

/** A message that reached somebody. `at` is milliseconds by `performance.now()`. */
export type Heard = { readonly chatId: number; readonly text: string; readonly at: number };

/** A local Telegram that enforces the limits, with what the bot sent through it. */
export type Line = {
  readonly url: string;
  readonly token: string;
  readonly telegram: LocalTelegram;
  readonly heard: readonly Heard[];
  /** Calls refused with 429. */
  readonly floods: () => number;
  /** Resolves once so many messages have been heard. */
  readonly reached: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * People are `UNIT.firstPerson` and the numbers after it; all have written to the bot.
 * @param enforceLimits `false` where people write faster than Telegram lets them be answered.
 */
export async function openLine(people: number, enforceLimits = true): Promise<Line> {
  const token = '424242:drill';
  const telegram = createLocalTelegram({ token, enforceLimits });
  for (let n = 0; n < people; n += 1) {
    const id = UNIT.firstPerson + n;
    telegram.addUser({ id, first_name: `Orang ${n + 1}` });
    telegram.send(id, id, { text: '/start' });
  }
  telegram.world.updates.drop();
  const heard: Heard[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let floods = 0;
  telegram.onCall(({ method, params, refused }) => {
    if (refused?.code === 429) floods += 1;
    if (refused || !method.startsWith('send') || method === 'sendChatAction') return;
    const said = params['text'] ?? params['caption'];
    const text = typeof said === 'string' ? said : '';
    heard.push({ chatId: Number(params['chat_id']), text, at: performance.now() });
    for (const { count, resolve } of waiting) if (heard.length >= count) resolve();
  });
  const playground: ServedTelegram = await serveTelegram(telegram, { port: 0 });
  return {
    url: playground.url,
    token,
    telegram,
    heard,
    floods: () => floods,
    reached: (count) =>
      new Promise((resolve) => {
        if (heard.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () => playground.close(),
  };
}

/** A migrated database with a unit, its head and so many officers beside. */
export async function sowUnit(url: string, people: number): Promise<void> {
  await migrate(url);
  const db = await createDatabase(url);
  try {
    await sowOfficers(db, people, new Date());
  } finally {
    await db.close();
  }
}

async function sowOfficers(
  db: Db,
  people: number,
  now: Date,
): Promise<{ readonly unitId: number; readonly officerId: number }> {
  const service = createPeopleService({ db, defaultLocale: 'id' });
  const unit = { name: UNIT.name, zone: UNIT.zone, headName: 'Kepala' };
  const headTelegramIds = [BigInt(UNIT.firstPerson)];
  const { unitId } = await service.prepareUnit({ ...unit, headTelegramIds }, now);
  return { unitId, officerId: await sowPeople(db, unitId, people, now) };
}

/**
 * A migrated database with a unit and so many officers, each with one reminder that is due: of the drill's own kind,
 * or of a visit tomorrow that the program itself knows how to say.
 */
export async function sowReminders(url: string, people: number, of: 'drill' | 'visit'): Promise<void> {
  await migrate(url);
  const db = await createDatabase(url);
  try {
    const now = new Date();
    const { unitId, officerId } = await sowOfficers(db, people, now);
    const subjectId = of === 'visit' ? await sowVisit(db, unitId, officerId, now) : undefined;
    const everybody = await db.read.person.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
    const rows = everybody.map(({ id }) => ({
      dedupeKey: `drill:${id}`,
      unitId,
      kind: of === 'visit' ? 'visit.H-1' : DRILL_KIND,
      subjectId: subjectId ?? id,
      subjectVersion: 1,
      personId: id,
      dueAt: now,
      nextAt: now,
      createdAt: now,
    }));
    for (let from = 0; from < rows.length; from += CHUNK) {
      const data = rows.slice(from, from + CHUNK);
      await db.write((tx) => tx.outbox.createMany({ data }));
    }
  } finally {
    await db.close();
  }
}

/** Officers beside the head that is there. */
async function sowPeople(db: Db, unitId: number, people: number, now: Date): Promise<number> {
  const head = await db.read.person.findFirstOrThrow({ select: { id: true } });
  for (let from = 1; from < people; from += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, people - from) }, (_, i) => from + i);
    await db.write(async (tx) => {
      await tx.person.createMany({
        data: numbers.map((n) => ({
          telegramId: BigInt(UNIT.firstPerson + n),
          name: `Orang ${n + 1}`,
          createdAt: now,
        })),
      });
      const made = await tx.person.findMany({
        where: { telegramId: { in: numbers.map((n) => BigInt(UNIT.firstPerson + n)) } },
        select: { id: true },
      });
      await tx.post.createMany({
        data: made.map(({ id }) => ({ unitId, personId: id, kind: 'officer' as const, startedAt: now })),
      });
    });
  }
  return head.id;
}

async function sowVisit(db: Db, unitId: number, officerId: number, now: Date): Promise<number> {
  return db.write(async (tx) => {
    const name = 'Dinas Contoh';
    const agency = await tx.agency.create({
      data: { unitId, name, searchName: name.toLowerCase(), createdAt: now },
    });
    const startsAt = new Date(now.getTime() + DAY_MS);
    const { id } = await tx.visit.create({
      data: {
        unitId,
        officerId,
        direction: 'toAgency',
        state: 'confirmed',
        purpose: 'Latihan',
        startsAt,
        endsAt: new Date(startsAt.getTime() + 3_600_000),
        sequence: 1,
        createdAt: now,
        parties: { create: { agencyId: agency.id, answer: 'accepted', answeredAt: now } },
      },
    });
    return id;
  });
}

/** What is left unsent, and what came more than once, by chat. */
export async function verdict(
  url: string,
  heard: readonly Heard[],
  people: number,
): Promise<{ readonly lost: number; readonly repeated: number; readonly unfinished: number }> {
  // Before the first wait: more may be heard meanwhile.
  const chats = heard.map(({ chatId }) => chatId).filter((chatId) => chatId > 0);
  const reached = new Set(chats).size;
  const db = await createDatabase(url);
  try {
    const unfinished = await db.read.outbox.count({
      where: { dedupeKey: { startsWith: 'drill:' }, personId: { not: null }, state: { not: 'sent' } },
    });
    return { lost: people - reached, repeated: chats.length - reached, unfinished };
  } finally {
    await db.close();
  }
}
