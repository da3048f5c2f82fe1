import type { Update } from 'grammy/types';
import { pruneDialogs } from '#sambang/bot/forms/rows.js';
import { pruneUpdates } from '#sambang/bot/intake/stored/store.js';
import type { Db } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { pruneHandled } from '#sambang/db/once.js';
import { type Here, openHere } from '../here.js';
import { ACCOUNTS, sowHostile } from '../hostile/world.js';
import { collected } from './collected.js';

export type MemoryPlan = {
  readonly updates: number;
  /** So many between two looks. */
  readonly every: number;
  /** It ends then at the latest, with however many were sent. */
  readonly minutes: number;
  /** What may be left of an update at most; more where so few are sent that chance weighs more. */
  readonly allowedBytesAnUpdate: number;
};

export type MemoryReport = MemoryPlan & {
  /** Bytes of heap for each update, by least squares over all but the first quarter, with its standard error. */
  readonly bytesAnUpdate: number;
  readonly standardError: number;
  /** Two standard errors above it. */
  readonly growsAtMostBytesAnUpdate: number;
  /** What was held after each tenth, its garbage collected. */
  readonly tenths: readonly Look[];
  readonly sent: number;
  readonly people: number;
  readonly chats: number;
  readonly perSecond: number;
};

const NEW_STRANGERS = 8;
const NEW_GROUPS = 10;
/** An office knows so many at most: what a form shows grows with them, too. */
const AGENCIES = 200;
const DAY_MS = 86_400_000;
/** Between two batches of fifty; a day passes in 7,200 updates. */
const APART_MS = DAY_MS / 144;
/** Looks that are shown. */
const SHOWN = 10;
const QUESTIONS = ['/bantuan', '/mitra', '/jumlah', '/sesi', '/kunjungan', '/program', '/privasi', 'halo'];

type Mix = { next: number; people: number; chats: number };

const privately = (id: number) => ({
  chat: { id, type: 'private' as const, first_name: 'Orang' },
  from: { id, is_bot: false, first_name: 'Orang' },
});

function said(id: number, updateId: number, text: string, at: Date): Update {
  const entities = text.startsWith('/')
    ? [{ type: 'bot_command' as const, offset: 0, length: text.split(' ', 1)[0]?.length ?? 0 }]
    : [];
  const date = Math.floor(at.getTime() / 1_000);
  return {
    update_id: updateId,
    message: { message_id: updateId, date, ...privately(id), text, entities },
  };
}

function tapped(id: number, updateId: number, messageId: number, data: string): Update {
  const { from, chat } = privately(id);
  const message = { message_id: messageId, date: 1, chat, text: 'x' };
  return {
    update_id: updateId,
    callback_query: { id: `${updateId}`, from, chat_instance: '1', data, message },
  };
}

/** A question of somebody with a post, now one, now another. */
function question(mix: Mix, updateId: number, at: Date): Update {
  return said(someone(mix, updateId), updateId, QUESTIONS[updateId % QUESTIONS.length] ?? '', at);
}

function someone({ people }: Mix, n: number): number {
  return ACCOUNTS.officer.id + 1_000 + (n % people);
}

/** What is tapped of the newest buttons. */
function tapOnShown(updateId: number, shown: Here['shown']): Update[] {
  const on = shown[updateId % Math.max(1, shown.length)];
  const key = on?.keyboard.flat()[updateId % 3];
  if (!on || on.chatId <= 0 || !key || !('callback_data' in key)) return [];
  return [tapped(on.chatId, updateId, on.messageId, key.callback_data)];
}

/** Somebody in a group, neither of which was ever seen, asks for numbers. */
function inNewGroup(updateId: number): Update {
  const chat = { id: -1_000_000_000 - updateId, type: 'supergroup' as const, title: `Grup ${updateId}` };
  const { from } = privately(900_000_000 + updateId);
  const entities = [{ type: 'bot_command' as const, offset: 0, length: 7 }];
  const message = { message_id: updateId, date: 1, chat, from, text: '/jumlah', entities };
  return { update_id: updateId, message };
}

/**
 * What comes at once: people with a post, more of them as time goes by, strangers and groups that were never seen, and
 * a stranger who doesn't stop, of whom most is dropped.
 */
function batchOf(mix: Mix, { shown, now }: Here): Update[] {
  const number = () => {
    mix.next += 1;
    return mix.next;
  };
  const each = (count: number, made: (updateId: number) => readonly Update[]) =>
    Array.from({ length: count }, () => made(number())).flat();
  mix.chats += NEW_STRANGERS + NEW_GROUPS;
  return [
    ...each(8, (id) => [question(mix, id, now())]),
    // Forms that are opened, of which some are answered, and left.
    ...each(3, (id) => [tapped(someone(mix, id * 7), id, id, 'agnew')]),
    ...each(1, (id) => [said(someone(mix, (id - 1) * 7), id, `Dinas ${id % AGENCIES}`, now())]),
    ...each(3, (id) => tapOnShown(id, shown)),
    ...each(NEW_STRANGERS, (id) => [said(900_000_000 + id, id, id % 3 ? 'halo' : `/start kode${id}`, now())]),
    ...each(NEW_GROUPS, (id) => [inNewGroup(id)]),
    ...each(17, (id) => [said(ACCOUNTS.stranger.id, id, 'halo', now())]),
  ];
}

/** Officers who come later. */
async function hire({ db, now }: Here, mix: Mix, count: number): Promise<void> {
  const { id: unitId } = await db.read.unit.findFirstOrThrow();
  await db.write(async (tx) => {
    for (let n = 0; n < count; n += 1) {
      const telegramId = BigInt(ACCOUNTS.officer.id + 1_000 + mix.people + n);
      const person = await tx.person.create({ data: { telegramId, name: 'Orang', createdAt: now() } });
      await tx.post.create({ data: { unitId, personId: person.id, kind: 'officer', startedAt: now() } });
    }
  });
  mix.people += count;
}

/** As the program itself does every hour. */
async function tidy(db: Db, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await pruneHandled(db, before(3));
  await pruneDialogs(db, before(7));
  await pruneUpdates(db, { handled: before(3), setAside: before(30) });
}

/** In bytes. */
export type Look = { readonly updates: number; readonly heapUsed: number; readonly rss: number };

/** The slope by least squares, and its standard error. @throws {Error} for fewer than three points. */
export function slopeOf(points: readonly (readonly [number, number])[]): {
  readonly slope: number;
  readonly error: number;
} {
  const n = points.length;
  if (n < 3) throw new Error('a slope needs three points');
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / n;
  const [mx, my] = [mean(0), mean(1)];
  const sxx = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / sxx;
  const residual = points.reduce((sum, [x, y]) => sum + (y - my - slope * (x - mx)) ** 2, 0);
  return { slope, error: Math.sqrt(residual / (n - 2) / sxx) };
}

/** Judges what memory does over many looks. */
export function judgeLooks(looks: readonly Look[]) {
  const settled = looks.slice(Math.floor(looks.length / 4));
  const { slope, error } = slopeOf(settled.map(({ updates, heapUsed }) => [updates, heapUsed] as const));
  return { bytesAnUpdate: slope, standardError: error, growsAtMostBytesAnUpdate: slope + 2 * error };
}

/** Sends updates for as long as the plan says and looks at what memory is held. */
export async function drillMemory(
  databaseUrl: string,
  plan: MemoryPlan,
  onLook: (look: Look) => void = () => undefined,
): Promise<MemoryReport> {
  await migrate(databaseUrl);
  const here = await openHere(databaseUrl, {
    heads: [ACCOUNTS.head.id],
    onCall: () => undefined,
    file: new Uint8Array(),
    startsAt: new Date('2023-08-29T00:00:00Z'),
  });
  try {
    await sowHostile(here.db, here.now());
    const mix: Mix = { next: 0, people: 0, chats: 0 };
    await hire(here, mix, 100);
    const looks: Look[] = [];
    const began = performance.now();
    let sent = 0;
    const isOver = () => sent >= plan.updates || performance.now() - began > plan.minutes * 60_000;
    for (let nextLook = plan.every; !isOver(); ) {
      const batch = batchOf(mix, here);
      here.advance(APART_MS);
      await Promise.all(batch.map((update) => here.dispatcher.dispatch(update)));
      sent += batch.length;
      if (sent < nextLook) continue;
      nextLook += plan.every;
      await here.dispatcher.idle();
      await here.delivery.tick();
      await tidy(here.db, here.now());
      await hire(here, mix, 5);
      here.takeLog();
      const { heapUsed, rss } = collected();
      looks.push({ updates: sent, heapUsed, rss });
      onLook({ updates: sent, heapUsed, rss });
    }
    const step = Math.max(1, Math.floor(looks.length / SHOWN));
    return {
      ...plan,
      ...judgeLooks(looks),
      tenths: looks.filter((_look, at) => (at + 1) % step === 0),
      sent,
      people: mix.people,
      chats: mix.chats,
      perSecond: (sent * 1_000) / (performance.now() - began),
    };
  } finally {
    await here.close();
  }
}
