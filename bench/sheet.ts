import { randomBytes } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';
import { type Api, Bot } from 'grammy';
import type { InlineKeyboardMarkup, Update, UserFromGetMe } from 'grammy/types';
import { createBot } from '#sambang/bot/create-bot.js';
import { createDispatcher } from '#sambang/bot/intake/dispatcher.js';
import { createUpdateStore } from '#sambang/bot/intake/stored/store.js';
import { createDatabase, type Db } from '#sambang/db/database.js';
import { migrate } from '#sambang/db/migrations/migrate.js';
import { createFallback } from '#sambang/features/help/index.js';
import { createPeopleService } from '#sambang/features/people/index.js';
import { logTap } from '#sambang/features/sessions/index.js';
import { createFeatures, nameWatch } from '#sambang/features.js';
import { createLogger } from '#sambang/lib/logger.js';
import { createSeal, KEY_BYTES } from '#sambang/lib/shut/seal.js';
import { countStatements } from './bots/statements.js';
import { percentile } from './counts/figures.js';
import { onSqlite } from './databases.js';

/** How many are on the sheet, and how many openings and taps are timed. */
export type SheetPlan = {
  readonly people: number;
  readonly openings: number;
  readonly taps: number;
  /** Taps that arrive all at once. */
  readonly fast: number;
};

type Cost = {
  readonly statements: number;
  readonly p50Ms: number;
  readonly floorStatements: number;
  readonly floorMs: number;
};

/** What opening a sheet and one tap on it cost, beside the floor: one row read, changed and written, by bare SQL. */
export type SheetFigures = {
  readonly opening: Cost;
  readonly tap: Cost;
  /** Marks that stand after taps on so many people arrived all at once. */
  readonly fast: { readonly taps: number; readonly kept: number };
};

const NOW = new Date('2023-09-05T02:30:00Z');
const START = new Date('2023-08-01T00:00:00Z');
const ZONE = 'Asia/Jayapura';
const OFFICER = 7001;
const BOT_INFO = { id: 4242, is_bot: true, first_name: 'Bench', username: 'bench_bot' } as UserFromGetMe;
const PAGE = 20;

/** What a chat shows, as far as the next tap needs it; every call is answered at once. */
function chat(api: Api): { readonly keyboard: () => InlineKeyboardMarkup['inline_keyboard'] } {
  let keyboard: InlineKeyboardMarkup['inline_keyboard'] = [];
  let messageId = 0;
  api.config.use(async (_prev, method, payload) => {
    const { reply_markup: markup, message_id: edited } = payload as {
      readonly reply_markup?: InlineKeyboardMarkup;
      readonly message_id?: number;
    };
    if (method === 'sendMessage') messageId += 1;
    const isLast = method === 'sendMessage' || (method === 'editMessageText' && edited === messageId);
    if (isLast) keyboard = markup?.inline_keyboard ?? [];
    const message = {
      message_id: messageId,
      date: 0,
      chat: { id: OFFICER, type: 'private', first_name: 'x' },
    };
    return { ok: true, result: (method === 'sendMessage' ? message : true) as never };
  });
  return { keyboard: () => keyboard };
}

let lastUpdate = 0;

function tapUpdate(data: string): Update {
  lastUpdate += 1;
  const from = { id: OFFICER, is_bot: false, first_name: 'x', language_code: 'id' };
  const place = { id: OFFICER, type: 'private' as const, first_name: 'x' };
  return {
    update_id: lastUpdate,
    callback_query: {
      id: String(lastUpdate),
      from,
      chat_instance: '1',
      data,
      message: { message_id: 1, date: 1, chat: place, text: 'x' },
    },
  };
}

async function sow(db: Db, people: number): Promise<{ readonly programme: number; readonly unitId: number }> {
  const service = createPeopleService({ db, defaultLocale: 'id' });
  const unit = { name: 'Rutan Contoh', zone: ZONE, headTelegramIds: [BigInt(OFFICER)], headName: 'Kepala' };
  const { unitId } = await service.prepareUnit(unit, START);
  const programme = await db.write(async (tx) => {
    const named = { name: 'Pelatihan Contoh', searchName: 'pelatihan contoh' };
    const { id } = await tx.programme.create({ data: { unitId, ...named, kind: 'trade', createdAt: START } });
    for (let n = 1; n <= people; n += 1) {
      const name = `Peserta Contoh ${String(n).padStart(3, '0')}`;
      const participant = await tx.participant.create({
        data: {
          unitId,
          registerNumber: `B ${n}`,
          registerKey: `b${n}`,
          name,
          searchName: name.toLowerCase(),
          presentFrom: START,
          createdAt: START,
        },
      });
      const change = { state: 'active' as const, from: START, recordedAt: START };
      const who = { unitId, programmeId: id, participantId: participant.id };
      await tx.enrolment.create({ data: { ...who, state: 'active', changes: { create: change } } });
    }
    return id;
  });
  return { programme, unitId };
}

function buttonOf(keyboard: InlineKeyboardMarkup['inline_keyboard'], says: string): string {
  const button = keyboard.flat().find(({ text }) => text.includes(says));
  if (!button || !('callback_data' in button)) throw new Error(`no button ${says}`);
  return button.callback_data;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

type Measured = { readonly openings: readonly number[]; readonly taps: readonly number[] };

type Counted = { readonly opening: number; readonly tap: number };

/** Opens and taps so often that times can be told, and counts the statements of one of each. */
async function measure(
  plan: SheetPlan,
  open: () => Promise<void>,
  pick: () => Promise<void>,
  tap: (number: number) => Promise<void>,
): Promise<Measured & Counted> {
  const openings: number[] = [];
  const taps: number[] = [];
  for (let n = 0; n < plan.openings + 3; n += 1) {
    const ms = await timed(open);
    // The first ones warm up.
    if (n >= 3) openings.push(ms);
  }
  await pick();
  for (let n = 0; n < plan.taps + 5; n += 1) {
    const ms = await timed(() => tap((n % PAGE) + 1));
    if (n >= 5) taps.push(ms);
  }
  const counting = countStatements();
  const total = () => Object.values(counting.counts()).reduce((sum, count) => sum + count, 0);
  try {
    await tap(1);
    const tapped = total();
    await open();
    return { openings, taps, tap: tapped, opening: total() - tapped };
  } finally {
    counting.end();
  }
}

async function measureStack(url: string, plan: SheetPlan) {
  const db = await createDatabase(url);
  try {
    const { programme } = await sow(db, plan.people);
    const clock = { now: () => NOW };
    const people = createPeopleService({ db, defaultLocale: 'id' });
    const logger = createLogger('silent');
    const names = nameWatch(db, clock);
    const { features } = createFeatures({
      db,
      names,
      people,
      clock,
      logger,
      seal: createSeal(new Uint8Array(KEY_BYTES)),
      secret: 'bench',
      owners: [],
      send: () => Promise.reject(new Error('nobody is told here')),
      evidenceFolder: '.scratch/evidence',
      defaultLocale: 'id',
      botUsername: BOT_INFO.username,
      download: () => Promise.reject(new Error('no files here')),
      wake: () => undefined,
    });
    const seal = createSeal(randomBytes(KEY_BYTES));
    const bot = createBot('4242:BENCH', {
      db,
      seal,
      names,
      clock,
      logger,
      people,
      features,
      wake: () => undefined,
      botInfo: BOT_INFO,
      unitName: 'Rutan Contoh',
      fallback: createFallback([]),
      defaultLocale: 'id',
    });
    const { keyboard } = chat(bot.api);
    const act = (data: string) => bot.handleUpdate(tapUpdate(data));
    const opening = logTap.data({ programme, planned: 0, date: '2023-09-05', start: '0900', end: '1100' });
    const measured = await measure(
      plan,
      () => act(opening),
      () => act(buttonOf(keyboard(), 'Pilih satu per satu')),
      (number) => act(buttonOf(keyboard(), ` ${number}. `)),
    );

    await act(buttonOf(keyboard(), 'Pilih satu per satu'));
    const dispatcher = createDispatcher({
      logger,
      timeLimitMs: 20_000,
      retries: 0,
      store: createUpdateStore({ db, seal: createSeal(randomBytes(KEY_BYTES)), botId: BigInt(BOT_INFO.id) }),
      causeOf: () => undefined,
      handle: (update) => bot.handleUpdate(update),
      giveUp: (_update, error) => Promise.reject(error instanceof Error ? error : new Error('given up')),
    });
    const numbers = Array.from({ length: Math.min(plan.fast, PAGE) }, (_, n) => n + 1);
    const data = numbers.map((number) => buttonOf(keyboard(), ` ${number}. `));
    await Promise.all(data.map((one) => dispatcher.dispatch(tapUpdate(one))));
    const { sealed } = await db.read.dialogState.findFirstOrThrow({ select: { sealed: true } });
    const { values } = JSON.parse(seal.open(sealed ?? Buffer.of(), 'form')) as {
      readonly values: { readonly draft?: { readonly marks: object } };
    };
    const kept = Object.keys(values.draft?.marks ?? {}).length;
    return { ...measured, fast: { taps: numbers.length, kept } };
  } finally {
    await db.close();
  }
}

/** Bare grammY and prepared statements: who is on the sheet is read once, a tap reads and writes one row. */
async function measureFloor(file: string, plan: SheetPlan): Promise<Measured & Counted> {
  const database = new BetterSqlite3(file);
  try {
    // As the program opens its file: a write is on the disk when it is answered.
    database.pragma('synchronous = FULL');
    database.exec('CREATE TABLE IF NOT EXISTS "Floor" ("id" INTEGER PRIMARY KEY, "state" TEXT NOT NULL)');
    const roster = database.prepare<[], { name: string }>(
      'SELECT "name" FROM "Participant" ORDER BY "searchName"',
    );
    const keep = database.prepare('INSERT OR REPLACE INTO "Floor" VALUES (1, ?)');
    const find = database.prepare<[], { state: string }>('SELECT "state" FROM "Floor" WHERE "id" = 1');
    const bot = new Bot('4242:BENCH', { botInfo: BOT_INFO });
    const { keyboard } = chat(bot.api);
    type State = { readonly names: string[]; readonly marks: Record<string, boolean> };
    const keys = ({ names, marks }: State) => ({
      inline_keyboard: names
        .slice(0, PAGE)
        .map((name, index) => [
          { text: `${marks[index + 1] ? '🤒' : '✅'} ${index + 1}. ${name}`, callback_data: `m${index + 1}` },
        ]),
    });
    bot.on('callback_query:data', async (ctx) => {
      const opens = ctx.callbackQuery.data === 'open';
      const read = (): State => JSON.parse(find.get()?.state ?? '{}') as State;
      const before: State = opens ? { names: roster.all().map(({ name }) => name), marks: {} } : read();
      const number = ctx.callbackQuery.data.slice(1);
      const state = opens
        ? before
        : { ...before, marks: { ...before.marks, [number]: !before.marks[number] } };
      keep.run(JSON.stringify(state));
      if (opens) await ctx.reply('Siapa yang tidak hadir?', { reply_markup: keys(state) });
      else await ctx.editMessageText('Siapa yang tidak hadir?', { reply_markup: keys(state) });
      await ctx.answerCallbackQuery();
    });
    const act = (data: string) => bot.handleUpdate(tapUpdate(data));
    return await measure(
      plan,
      () => act('open'),
      () => Promise.resolve(),
      (number) => act(buttonOf(keyboard(), ` ${number}. `)),
    );
  } finally {
    database.close();
  }
}

/** Measures in this process, on an SQLite file of its own, with a Telegram that answers at once. */
export function benchSheet(plan: SheetPlan): Promise<SheetFigures> {
  return onSqlite(async (url) => {
    await migrate(url);
    const stack = await measureStack(url, plan);
    const floor = await measureFloor(url.replace(/^file:/u, ''), plan);
    const cost = (which: 'opening' | 'tap', times: 'openings' | 'taps'): Cost => ({
      statements: stack[which],
      p50Ms: percentile(stack[times], 0.5),
      floorStatements: floor[which],
      floorMs: percentile(floor[times], 0.5),
    });
    return { opening: cost('opening', 'openings'), tap: cost('tap', 'taps'), fast: stack.fast };
  });
}

/** The figures as lines for a terminal. */
export function sheetTable({ opening, tap, fast }: SheetFigures, { people }: SheetPlan): string {
  const line = (name: string, { statements, p50Ms, floorStatements, floorMs }: Cost) =>
    `  ${name.padEnd(8)} ${statements} round trips, ${p50Ms.toFixed(2)} ms (floor ${floorStatements}, ${floorMs.toFixed(2)} ms; × ${(p50Ms / floorMs).toFixed(1)})`;
  return [
    `sheet of ${people}: database round trips, and milliseconds in this process (median)`,
    line('opening', opening),
    line('one tap', tap),
    `  ${fast.taps} taps at once: ${fast.kept} kept`,
  ].join('\n');
}
