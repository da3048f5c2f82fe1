import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/bot/intake/faults.js';
import type { Db } from '../../src/db/database.js';
import { isUnavailable, unwritable } from '../../src/db/errors.js';
import { probeWrite } from '../../src/db/once.js';
import { createHealth } from '../../src/health.js';
import { createLogger } from '../../src/lib/logger.js';
import { watch } from '../../src/running/watch.js';
import { startBot, type TestBot } from '../support/bot.js';
import { databases, type TestDatabase } from '../support/database.js';

const HEAD = { id: 11, name: 'Karutan Masohi' };

/** Has the database refuse to write, and take it again. */
const readOnly = (db: Db, on: boolean) =>
  db.writeOne<unknown>((client) => {
    if (db.kind === 'postgresql') {
      return on
        ? client.$executeRaw`SET default_transaction_read_only = on`
        : client.$executeRaw`SET default_transaction_read_only = off`;
    }
    return on ? client.$queryRaw`PRAGMA query_only = 1` : client.$queryRaw`PRAGMA query_only = 0`;
  });

describe.each(databases())('how things stand on $kind', ({ kind, open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let head: Awaited<ReturnType<TestBot['person']>>;
  let lastPollAt: Date | undefined;
  let conflictSince: Date | undefined;
  const logger = createLogger('silent');
  beforeAll(async () => {
    database = await open({ neighbours: false, postgresql: { connections: 2 } });
  });
  beforeEach(async () => {
    bot = await startBot(database);
    head = await bot.person(HEAD, 'head');
    lastPollAt = undefined;
    conflictSince = undefined;
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const delivery = (oldestDueSeconds: number) => ({
    metrics: async () => ({ due: 3, oldestDueSeconds, sentTotal: 0, failedByCause: {} }),
  });
  const look = (oldestDueSeconds = 0) => {
    const { db, clock, incidents, names } = bot;
    return watch({
      ...{ db, names, clock, logger, incidents, delivery: delivery(oldestDueSeconds) },
      poller: { lastPollAt: () => lastPollAt, conflictSince: () => conflictSince },
    });
  };
  const told = async () => {
    await bot.deliver();
    return head.messages().map(({ text }) => text.split('\n')[0]);
  };
  const health = () => {
    const { db, clock } = bot;
    return createHealth({ db, clock, delivery: delivery(0), lastPollAt: () => lastPollAt });
  };
  /** As large as the file is, it can't become larger; what is free in it is used up. */
  const fillUp = async () => {
    await bot.db.writeOne((client) => client.$queryRaw`PRAGMA max_page_count = 1`);
    for (const size of [100_000, 4_000, 100]) {
      for (let n = 0, full = false; !full; n += 1) {
        const row = { botId: 1n, updateId: n, effect: `${size}`, at: bot.clock.now() };
        const data = { ...row, outcome: { value: 'x'.repeat(size) } };
        full = await bot.db
          .writeOne((client) => client.handledUpdate.create({ data }))
          .then(
            () => false,
            () => true,
          );
      }
    }
  };
  const failure = () => probeWrite(bot.db, bot.clock.now()).catch((error: unknown) => error);

  it('tells nothing while all is well', async () => {
    lastPollAt = bot.clock.now();
    await look();
    expect(await told()).toEqual([]);
    expect(await health().health()).toMatchObject({ ok: true, checks: { database: true, writable: true } });
  });

  it('is told to heads when the database can only be read, and when it can be written again', async () => {
    await readOnly(bot.db, true);
    expect(unwritable(await failure())).toBe('read-only');
    await readOnly(bot.db, true);
    expect(await health().ready()).toEqual({ ok: false, checks: { database: true, writable: false } });
    await readOnly(bot.db, true);
    await look();
    // A connection that has failed is replaced by one that may write again.
    if (kind === 'sqlite') await look();
    else await bot.deliver();
    expect(head.messages().map(({ text }) => text.split('\n')[0])).toEqual(['⚠️ Data tidak dapat ditulis']);
    await readOnly(bot.db, false);
    expect(await health().ready()).toMatchObject({ ok: true });
    await look();
    expect(await told()).toEqual(['⚠️ Data tidak dapat ditulis', '✅ Sudah pulih: Data tidak dapat ditulis']);
  });

  it('tells whoever typed that it is not their fault, and not saved yet', async () => {
    await readOnly(bot.db, true);
    const error = await failure();
    await readOnly(bot.db, false);
    expect(isUnavailable(error)).toBe(true);
    const update = await head.say('/mitra');
    const faults = createFaults({
      ...{ api: bot.bot.api, logger, people: bot.people, clock: bot.clock },
      defaultLocale: 'id',
    });
    await faults.tellOutage(update);
    expect(head.last().text).toContain('Bukan kesalahan Anda');
    expect(head.last().text).toContain('belum tersimpan');
  });

  it.runIf(kind === 'sqlite')('is told to heads when the disk is full', async () => {
    await fillUp();
    expect(unwritable(await failure())).toBe('disk-full');
    expect(await health().ready()).toEqual({ ok: false, checks: { database: true, writable: false } });
    await look();
    // What little there is may still find room for the incident's row, or not.
    await bot.deliver().catch(() => 0);
    expect(head.last().text).toContain('Disk server penuh');
    await bot.db.writeOne((client) => client.$queryRaw`PRAGMA max_page_count = 1000000`);
    await look();
    expect((await told()).at(-1)).toBe('✅ Sudah pulih: Disk server penuh');
  });

  it('is told when what was planned is not sent, and when it is', async () => {
    await look(600);
    expect(await told()).toEqual([]);
    await look(601);
    await told();
    expect(head.last().text).toContain('3 pesan sudah waktunya');
    bot.clock.advance({ minutes: 5 });
    await look(0);
    expect(await told()).toEqual(['⚠️ Pengingat terlambat', '✅ Sudah pulih: Pengingat terlambat']);
  });

  it('is told when Telegram has answered no poll for five minutes', async () => {
    lastPollAt = bot.clock.now();
    bot.clock.advance({ minutes: 4 });
    await look();
    expect(await told()).toEqual([]);
    bot.clock.advance({ minutes: 1 });
    await look();
    expect(await told()).toEqual(['⚠️ Bot tidak menerima kabar dari Telegram']);
    expect(await health().health()).toMatchObject({ ok: false, checks: { polling: false, writable: true } });
    lastPollAt = bot.clock.now();
    await look();
    expect((await told()).at(-1)).toBe('✅ Sudah pulih: Bot tidak menerima kabar dari Telegram');
  });

  it('is told when another program has polled with the same token for a minute, and when it has stopped', async () => {
    conflictSince = bot.clock.now();
    bot.clock.advance(59_000);
    await look();
    expect(await told()).toEqual([]);
    bot.clock.advance(1_000);
    await look();
    await look();
    expect(await told()).toEqual(['⚠️ Ada program lain yang memakai bot ini']);
    expect(head.last().text).toContain('Minta pengelola server mematikan salah satunya');
    bot.clock.advance({ hours: 2 });
    conflictSince = undefined;
    await look();
    expect((await told()).at(-1)).toBe('✅ Sudah pulih: Ada program lain yang memakai bot ini');
  });
});
