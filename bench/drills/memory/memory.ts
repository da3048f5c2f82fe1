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
  /** What may be left of an update at most; more where so few are sent that chance weighs more. */
  readonly allowedBytesAnUpdate: number;
};

export type MemoryReport = MemoryPlan & {
  /** Bytes of heap for each update, by least squares over all but the first quarter, with its standard error. */
  readonly bytesAnUpdate: number;
  readonly standardError: number;
  /** Two standard errors above it. */
  readonly growsAtMostBytesAnUpdate: number;
  readonly heapMegabytes: readonly number[];
  readonly rssMegabytes: readonly number[];
  readonly people: number;
  readonly chats: number;
  readonly perSecond: number;
};

const BATCH = 50;
const DAY_MS = 86_400_000;
/** Between two batches; a day passes in 7,200 updates. */
const APART_MS = DAY_MS / 144;
/** Looks that are shown. */
const SHOWN = 12;
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

/** What comes at once: people with a post, more of them as time goes by, strangers and groups that were never seen. */
function batchOf(mix: Mix, { shown, now }: Here): Update[] {
  const updates: Update[] = [];
  const number = () => {
    mix.next += 1;
    return mix.next;
  };
  const someone = (n: number) => ACCOUNTS.officer.id + 1_000 + (n % mix.people);
  for (let n = 0; n < BATCH; n += 1) {
    const id = number();
    if (n < 24) updates.push(said(someone(id), id, QUESTIONS[id % QUESTIONS.length] ?? '', now()));
    else if (n < 30) {
      // Forms that are opened, filled in by half, and left.
      const who = someone(id * 7);
      updates.push(tapped(who, id, id, 'agnew'));
      if (id % 4 === 0) updates.push(said(who, number(), `Dinas ${id}`, now()));
    } else if (n < 34) {
      const on = shown[id % Math.max(1, shown.length)];
      const key = on?.keyboard.flat()[id % 3];
      if (on && on.chatId > 0 && key && 'callback_data' in key)
        updates.push(tapped(on.chatId, id, on.messageId, key.callback_data));
    } else if (n < 44) {
      mix.chats += 1;
      updates.push(said(900_000_000 + id, id, id % 3 ? 'halo' : `/start kode${id}`, now()));
    } else {
      mix.chats += 1;
      const chat = { id: -1_000_000_000 - id, type: 'supergroup' as const, title: `Grup ${id}` };
      const { from } = privately(900_000_000 + id);
      updates.push({
        update_id: id,
        message: {
          message_id: id,
          date: 1,
          chat,
          from,
          text: '/jumlah',
          entities: [{ type: 'bot_command', offset: 0, length: 7 }],
        },
      });
    }
  }
  return updates;
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

type Look = { readonly updates: number; readonly heapUsed: number; readonly rss: number };

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
    for (let nextLook = plan.every; sent < plan.updates; ) {
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
    const step = Math.max(1, Math.ceil(looks.length / SHOWN));
    const shown = looks.filter((_look, at) => at % step === 0 || at === looks.length - 1);
    const megabytes = (bytes: number) => Math.round(bytes / 104_857.6) / 10;
    return {
      ...plan,
      updates: sent,
      ...judgeLooks(looks),
      heapMegabytes: shown.map(({ heapUsed }) => megabytes(heapUsed)),
      rssMegabytes: shown.map(({ rss }) => megabytes(rss)),
      people: mix.people,
      chats: mix.chats,
      perSecond: (sent * 1_000) / (performance.now() - began),
    };
  } finally {
    await here.close();
  }
}
