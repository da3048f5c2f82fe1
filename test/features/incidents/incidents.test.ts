import BetterSqlite3 from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../../src/db/database.js';
import type { Incident } from '../../../src/features/incidents/index.js';
import { incidentCard } from '../../../src/features/incidents/messages.js';
import { createIncidentsService } from '../../../src/features/incidents/service.js';
import { LOCALES } from '../../../src/lib/locale.js';
import { createLogger } from '../../../src/lib/logger.js';
import { createSeal, KEY_BYTES } from '../../../src/lib/shut/seal.js';
import { translator } from '../../../src/words/translate.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, databases, type TestDatabase } from '../../support/database.js';
import { at, NOW, worldOf, ZONE } from '../../support/world.js';

const HEAD = { id: 11, name: 'Karutan Masohi' };
const DEPUTY = { id: 13, name: 'Plh. Karutan', language: 'en' };
const OFFICER = { id: 12, name: 'Petugas' };

const LINE = 'Sesi lele: Yohanis Latuconsina tidak hadir';

describe.each(conversations())('incidents on $kind', ({ open }) => {
  let database: TestDatabase;
  let bot: TestBot;
  let head: Awaited<ReturnType<TestBot['person']>>;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    bot = await startBot(database);
    head = await bot.person(HEAD, 'head');
  });
  afterEach(async () => {
    await bot.stop();
    await database.reset();
  });
  afterAll(() => database.close());

  const full = (): Incident => ({
    ...{ kind: 'disk-full', key: '', facts: {} },
    at: bot.clock.now(),
    unitId: bot.unitId,
  });
  const told = async () => {
    await bot.deliver();
    // What came too fast for one chat is put back for a moment.
    bot.clock.advance({ minutes: 1 });
    await bot.deliver();
    return head.messages().map(({ text }) => text.split('\n')[0]);
  };
  const later = (by: Parameters<typeof bot.clock.advance>[0]) => bot.clock.advance(by);

  it('are told to each head, in words and in private, and to nobody else', async () => {
    const deputy = await bot.person(DEPUTY, 'head');
    await bot.db.write((tx) =>
      tx.person.updateMany({ where: { telegramId: BigInt(DEPUTY.id) }, data: { locale: 'en' } }),
    );
    const officer = await bot.person(OFFICER, 'officer');
    await bot.incidents.report(full());
    await bot.deliver();
    expect(head.last().text).toBe(
      '⚠️ Disk server penuh\nTidak ada yang dapat disimpan. Yang sudah tersimpan aman, dan pesan yang belum ditangani akan dicoba lagi.\nMinta pengelola server mengosongkan tempat di disk sekarang. Program berjalan lagi dengan sendirinya.',
    );
    expect(deputy.last().text).toContain('The server’s disk is full');
    expect(officer.messages()).toEqual([]);
    expect(new Set(bot.shown.map(({ chatId }) => chatId))).toEqual(new Set([HEAD.id, DEPUTY.id]));
  });

  it('are told once, once a day while they last, and once when they are over', async () => {
    await bot.incidents.report(full());
    await bot.incidents.report(full());
    later({ hours: 2 });
    await bot.incidents.report(full());
    expect(await told()).toEqual(['⚠️ Disk server penuh']);
    later({ hours: 22 });
    await bot.incidents.report(full());
    await told();
    expect(head.last().text).toContain('Masih berlangsung sejak Senin, 28 Agustus 2023, 09.00 WIT.');
    const over = () => bot.incidents.over({ kind: 'disk-full', key: '', at: bot.clock.now() });
    await over();
    await over();
    expect(await told()).toEqual([
      '⚠️ Disk server penuh',
      '⚠️ Disk server penuh',
      '✅ Sudah pulih: Disk server penuh',
    ]);
  });

  it('that pause for minutes are not told again', async () => {
    const over = () => bot.incidents.over({ kind: 'disk-full', key: '', at: bot.clock.now() });
    await bot.incidents.report(full());
    await told();
    await over();
    later({ minutes: 10 });
    await bot.incidents.report(full());
    later({ minutes: 10 });
    await over();
    expect(await told()).toEqual(['⚠️ Disk server penuh', '✅ Sudah pulih: Disk server penuh']);
  });

  it('that were over before anybody was told are not told as lasting', async () => {
    await bot.incidents.report(full());
    await bot.incidents.over({ kind: 'disk-full', key: '', at: bot.clock.now() });
    expect(await told()).toEqual(['✅ Sudah pulih: Disk server penuh']);
  });

  it('about different things are told apart', async () => {
    const failed = (job: string): Incident => ({
      ...{ kind: 'sweep-failed', key: job, facts: { job } },
      at: bot.clock.now(),
    });
    await bot.incidents.report(failed('reminders'));
    await bot.incidents.report(failed('offers'));
    await bot.incidents.over({ kind: 'sweep-failed', key: 'offers', at: bot.clock.now() });
    await told();
    expect(head.messages().map(({ text }) => text.match(/“(.*)”|pulih/u)?.[1])).toEqual([
      'reminders',
      undefined,
    ]);
  });

  it('reported by two replicas at once are told once', async () => {
    const other = createIncidentsService({
      ...{ db: bot.db, seal: createSeal(new Uint8Array(KEY_BYTES)), logger: createLogger('silent') },
      wake: () => undefined,
      tell: () => Promise.reject(new Error('not past the database')),
    });
    await Promise.all([bot.incidents.report(full()), other.report(full()), bot.incidents.report(full())]);
    expect(await told()).toEqual(['⚠️ Disk server penuh']);
    expect(await bot.own.incident.count()).toBe(1);
  });

  it('keep what a group was not told sealed, and show it to heads', async () => {
    const facts = { line: LINE, group: 'Pembinaan', words: 'latuconsina', by: 'name' } as const;
    await bot.incidents.report({ kind: 'guard-dropped', key: 'x', facts, at: bot.clock.now() });
    await told();
    expect(head.last().text).toContain(LINE);
    const [row] = await bot.own.incident.findMany();
    expect(Buffer.from(row?.facts ?? []).toString('latin1')).not.toContain('Latuconsina');
    expect(
      JSON.stringify(await bot.own.outbox.findMany(), (_, value: unknown) =>
        typeof value === 'bigint' ? `${value}` : value,
      ),
    ).not.toContain('Latuconsina');
  });

  it('that another key has sealed are told without their details', async () => {
    const other = createIncidentsService({
      ...{ db: bot.db, seal: createSeal(new Uint8Array(KEY_BYTES).fill(9)), logger: createLogger('silent') },
      wake: () => undefined,
      tell: () => Promise.reject(new Error('not past the database')),
    });
    await other.report({ kind: 'head-left', key: '14', facts: { name: 'Bapak Karim' }, at: bot.clock.now() });
    await told();
    expect(head.last().text).toContain('DATA_KEY sudah diganti');
  });

  it('are forgotten after ninety days', async () => {
    await bot.incidents.report(full());
    const sweep = bot.features.find(({ notices }) => notices.some(([kind]) => kind === 'incident'))?.sweep;
    later({ days: 89 });
    await sweep?.(bot.clock.now());
    expect(await bot.own.incident.count()).toBe(1);
    later({ days: 2 });
    await sweep?.(bot.clock.now());
    expect(await bot.own.incident.count()).toBe(0);
    expect(await told()).toEqual([]);
  });
});

describe('where the database takes nothing', () => {
  const [sqlite] = databases();
  if (!sqlite) throw new Error('no database to test on');

  it('heads are told past it, of each kind once an hour, and once that it is over', async () => {
    const database = await sqlite.open();
    const own = worldOf(database.db, { unitId: 1 });
    await database.db.write((tx) =>
      tx.unit.create({ data: { id: 1, name: 'Rutan', zone: ZONE, createdAt: NOW } }),
    );
    const karim = await own.person('head');
    await own.person('officer');
    // A page more than there are is refused as a full disk is.
    const limited = await createDatabase(database.url);
    const connection = new BetterSqlite3(database.url.slice('file:'.length));
    connection.pragma('locking_mode = NORMAL');
    const seal = createSeal(new Uint8Array(KEY_BYTES));
    const asked: { chatId: bigint; kind: string }[] = [];
    const incidents = createIncidentsService({
      ...{ db: limited, seal, logger: createLogger('silent') },
      wake: () => undefined,
      tell: async ({ chatId, unit }, { kind }) => {
        if (unit.id === 1) asked.push({ chatId, kind });
      },
    });
    await incidents.sweep(NOW);
    connection.exec(
      `CREATE TRIGGER full BEFORE INSERT ON "Incident" BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    );
    const report = (text: string) =>
      incidents.report({ kind: 'disk-full', key: '', facts: {}, at: at(text) });
    await report('2023-09-05T08:00');
    await report('2023-09-05T08:59');
    expect(asked).toEqual([{ chatId: karim.telegramId, kind: 'disk-full' }]);
    await report('2023-09-05T09:00');
    expect(asked.length).toBe(2);

    connection.exec('DROP TRIGGER full');
    connection.close();
    await incidents.over({ kind: 'disk-full', key: '', at: at('2023-09-05T09:10') });
    await incidents.over({ kind: 'disk-full', key: '', at: at('2023-09-05T09:20') });
    const planned = await database.own.outbox.findMany({ where: { unitId: 1 }, select: { kind: true } });
    expect(planned.map(({ kind }) => kind)).toEqual(['incident', 'incident.over']);
    await limited.close();
    await database.close();
  });
});

describe('the words of incidents', () => {
  const examples: readonly Incident[] = [
    { kind: 'code-guessing', key: '', facts: { tries: 21 }, at: NOW },
    {
      kind: 'update-set-aside',
      key: '',
      facts: { who: 'Budi', what: 'text', sentAt: NOW.toISOString() },
      at: NOW,
    },
    {
      kind: 'update-set-aside',
      key: '',
      facts: { who: null, what: 'other', sentAt: NOW.toISOString() },
      at: NOW,
    },
    { kind: 'sweep-failed', key: '', facts: { job: 'reminders' }, at: NOW },
    { kind: 'backup-failed', key: '', facts: { why: 'disk-full' }, at: NOW },
    { kind: 'backup-failed', key: '', facts: { why: 'other' }, at: NOW },
    { kind: 'backup-overdue', key: '', facts: { lastAt: NOW.toISOString() }, at: NOW },
    { kind: 'backup-overdue', key: '', facts: { lastAt: null }, at: NOW },
    { kind: 'upgraded', key: '', facts: { figures: 10, backup: 'sambang-20230905-020000.db' }, at: NOW },
    {
      kind: 'guard-dropped',
      key: '',
      facts: { line: LINE, group: 'Pembinaan', words: 'cahaya kasih', by: 'name' },
      at: NOW,
    },
    { kind: 'head-left', key: '', facts: { name: 'Bapak Karim' }, at: NOW },
    { kind: 'disk-full', key: '', facts: {}, at: NOW },
    { kind: 'database-read-only', key: '', facts: {}, at: NOW },
    { kind: 'reminders-late', key: '', facts: { count: 12, sinceAt: NOW.toISOString() }, at: NOW },
    { kind: 'polling-silent', key: '', facts: { sinceAt: NOW.toISOString() }, at: NOW },
    { kind: 'polling-conflict', key: '', facts: {}, at: NOW },
  ];

  it.each(LOCALES)('are these in %s', async (locale) => {
    const voice = { t: translator(locale), locale, zone: ZONE, now: NOW };
    const cards = examples.map((known) =>
      incidentCard({ kind: known.kind, known }, {}, voice).text.toString(),
    );
    await expect(`${cards.join('\n\n')}\n`).toMatchFileSnapshot(`screens/words-${locale}.txt`);
  });

  it('cut a line that is too long for one message', () => {
    const known: Incident = {
      kind: 'guard-dropped',
      key: '',
      facts: { line: 'a'.repeat(9000), group: 'G', words: 'b', by: 'name' },
      at: NOW,
    };
    const voice = { t: translator('id'), locale: 'id' as const, zone: ZONE, now: NOW };
    expect(incidentCard({ kind: known.kind, known }, {}, voice).text.toString().length).toBeLessThan(1000);
  });
});
