import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planNotices } from '../../../src/delivery/notices.js';
import { tellHeads } from '../../../src/features/queue/service.js';
import { startBot, type TestBot } from '../../support/bot.js';
import { conversations, type TestDatabase } from '../../support/database.js';

const HEAD = { id: 11, name: 'Karutan Masohi' };
const DEPUTY = { id: 13, name: 'Plh. Karutan', language: 'en' };
const OFFICER = { id: 12, name: 'Petugas' };

describe.each(conversations())('the queue on $kind', ({ open }) => {
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

  const now = () => bot.clock.now();
  /** Messages of a kind that nobody registered: set aside as soon as they are due. */
  const poison = (...subjects: readonly number[]) =>
    bot.db.write((tx) =>
      planNotices(
        tx,
        now(),
        subjects.map((subjectId) => ({
          ...{ dedupeKey: `visit.lost:${subjectId}`, unitId: bot.unitId, kind: 'visit.lost', subjectId },
          ...{ subjectVersion: 1, to: { personId: 1 }, dueAt: now() },
        })),
      ),
    );
  const row = (subjectId: number) =>
    bot.own.outbox.findUniqueOrThrow({ where: { dedupeKey: `visit.lost:${subjectId}` } });
  const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

  it('is empty where nothing waits', async () => {
    await head.say('/antrian');
    expect(head.last().text).toBe(
      [
        'Antrean pesan',
        '✅ Tidak ada pesan yang terlambat.',
        'Terjadwal 0 · terkirim 0 · tidak jadi dikirim 0 · dibatalkan 0',
        '',
        'Tidak ada pesan yang perlu keputusan Anda.',
      ].join('\n'),
    );
    expect(head.buttons()).toEqual([['Muat ulang']]);
  });

  it('is the heads’ alone', async () => {
    const officer = await bot.person(OFFICER, 'officer');
    await poison(1);
    await bot.deliver();
    await officer.say('/antrian');
    expect(officer.last().text).toContain('Jabatan Anda tidak memuat hal ini');
    await head.say('/antrian');
    const buttons = head.last().keyboard.flat();
    for (const button of buttons) if ('callback_data' in button) await officer.tapData(button.callback_data);
    expect(await row(1)).toMatchObject({ state: 'setAside' });
    expect(bot.queryAnswers.every(({ alert }) => alert)).toBe(true);
  });

  it('tells each head privately of what was set aside, with the way to it', async () => {
    const deputy = await bot.person(DEPUTY, 'head');
    await poison(1);
    await bot.deliver();
    await bot.deliver();
    expect(head.last().text).toContain('⚠️ 1 pesan tidak dapat dikirim');
    expect(deputy.messages()).toHaveLength(1);
    await head.tap('Buka antrean');
    bot.clock.advance({ minutes: 5 });
    await head.tap('Muat ulang');
    expect(head.last().text).toContain(
      '⚠️ Tidak dapat dikirim: 1\n1. Pesan kunjungan · 5 menit\n   Jenis pesan ini tidak dikenal',
    );
    expect(head.buttons()).toEqual([['Coba lagi 1', 'Buang 1'], ['Muat ulang']]);
  });

  it('tells of many at once and of more within the hour in one message each', async () => {
    await poison(...numbers(1, 30));
    await bot.deliver();
    await bot.deliver();
    expect(head.messages()).toHaveLength(1);
    expect(head.last().text).toContain('30 pesan');
    for (let quarter = 0; quarter < 4; quarter += 1) {
      await poison(...numbers(100 + quarter * 10, 10));
      await bot.deliver();
      bot.clock.advance({ minutes: 14 });
    }
    await bot.deliver();
    expect(head.messages()).toHaveLength(1);
    bot.clock.advance({ minutes: 10 });
    await bot.deliver();
    expect(head.messages()).toHaveLength(2);
    expect(head.last().text).toContain('70 pesan');
  });

  const told = () => bot.own.outbox.findMany({ where: { kind: 'queue.setAside' } });

  it('never tells of a telling that fails itself', async () => {
    await poison(1);
    bot.failures.push(({ method }) => (method === 'sendMessage' ? new Error('broken') : undefined));
    for (let hour = 0; hour < 8; hour += 1) {
      await bot.deliver();
      bot.clock.advance({ hours: 1 });
    }
    expect(await told()).toMatchObject([{ state: 'setAside', cause: 'render' }]);
    bot.failures.pop();
    await head.say('/antrian');
    expect(head.last().text).toContain('2. Pesan antrean · 8 jam\n   Ada gangguan di pihak kami');
  });

  it('doesn’t tell of what was settled before the telling’s turn', async () => {
    await poison(1);
    await bot.db.write((tx) =>
      tx.outbox.updateMany({ where: { kind: 'visit.lost' }, data: { state: 'setAside' } }),
    );
    const { id: outboxId } = await row(1);
    const lost = { outboxId, unitId: bot.unitId, kind: 'visit.lost', cause: 'kind', now: now() } as const;
    await bot.db.write((tx) => tellHeads(tx, lost));
    await head.say('/antrian');
    await head.tap('Buang 1');
    await bot.deliver();
    expect(await told()).toMatchObject([{ state: 'dropped', cause: 'settled' }]);
  });

  it('retries and drops with a trace, and an old button says that it is over', async () => {
    await poison(1, 2);
    await bot.deliver();
    await head.say('/antrian');
    const old = { ...head.last() };
    await head.tap('Buang 1');
    expect(bot.queryAnswers.at(-1)?.text).toBe('Dibuang. Pesan itu tidak akan dikirim.');
    expect(await row(1)).toMatchObject({ state: 'dropped', cause: 'by-head' });
    await head.tap('Coba lagi 1', old);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Pesan itu sudah tidak menunggu keputusan.');
    const update = await head.tap('Coba lagi 1');
    expect(await row(2)).toMatchObject({ state: 'planned', attempts: 0 });
    await bot.deliver();
    await bot.redeliver(update);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Dicoba lagi sekarang.');
    expect(await row(2)).toMatchObject({ state: 'setAside' });
    const traces = await bot.own.auditEntry.findMany({ where: { subject: 'outbox' } });
    expect(traces.map(({ action, detail }) => ({ action, detail }))).toEqual([
      { action: 'queue.drop', detail: { kind: 'visit.lost' } },
      { action: 'queue.retry', detail: { kind: 'visit.lost' } },
    ]);
  });

  it('pages through many, and goes back when the last page empties', async () => {
    await poison(...numbers(1, 6));
    await bot.deliver();
    await head.say('/antrian');
    await head.tap('Berikutnya (2/2)');
    expect(head.buttons()).toEqual([
      ['Coba lagi 6', 'Buang 6'],
      ['Coba lagi semua'],
      ['‹ Sebelumnya'],
      ['Muat ulang'],
    ]);
    await head.tap('Buang 6');
    expect(head.buttons()[0]).toEqual(['Coba lagi 1', 'Buang 1']);
    expect(head.last().text).not.toMatch(/\d{2}\./u);
  });
});
