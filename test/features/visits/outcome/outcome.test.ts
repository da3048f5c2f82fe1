import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isCorrection } from '../../../../src/features/visits/outcome/rules.js';
import type { VisitEventKind } from '../../../../src/features/visits/visit/rules.js';
import { searchName } from '../../../../src/reading/search-name.js';
import { startBot, type TestBot } from '../../../support/bot.js';
import { databases, type TestDatabase } from '../../../support/database.js';

type Someone = Awaited<ReturnType<TestBot['person']>>;

describe('what counts as a correction', () => {
  const older = (...kinds: readonly VisitEventKind[]) => kinds.map((kind) => ({ kind }));

  it.each([
    ['held', ['nobodyCame'], true],
    ['nobodyCame', ['minutesWritten', 'held'], true],
    ['held', ['cancelled'], true],
    ['cancelled', ['held'], true],
    ['moved', ['edited', 'nobodyCame'], true],
    ['held', ['accepted'], false],
    ['held', ['accepted', 'moved'], false],
    ['held', ['counterAccepted', 'counterProposed'], false],
    ['cancelled', ['moved'], false],
    ['moved', ['accepted'], false],
    ['edited', ['held'], false],
    ['held', [], false],
  ] as const)('%s after %j: %s', (kind, before, corrects) => {
    expect(isCorrection({ kind, oldStart: null }, older(...before))).toBe(corrects);
  });

  it('held after it was moved: only where it went back to its time', () => {
    const oldStart = new Date('2023-08-31T01:00:00Z');
    expect(isCorrection({ kind: 'held', oldStart }, older('moved'))).toBe(true);
    expect(isCorrection({ kind: 'held', oldStart: null }, older('moved'))).toBe(false);
  });
});

const [sqlite] = databases();
if (!sqlite) throw new Error('no database to test on');

describe('correcting what became of a visit', () => {
  let database: TestDatabase;
  let bot: TestBot;
  let officer: Someone;
  let karutan: Someone;
  let agencyHead: Someone;

  beforeAll(async () => {
    database = await sqlite.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.reset();
    // Monday, 28 August 2023, 09.00 WIT.
    bot = await startBot(database, { now: '2023-08-28T00:00:00Z' });
    const name = 'Dinas Perikanan';
    const { id } = await bot.db.write((tx) =>
      tx.agency.create({
        data: { unitId: bot.unitId, name, searchName: searchName(name), createdAt: bot.clock.now() },
      }),
    );
    officer = await bot.person({ id: 11, name: 'Budi' }, 'officer');
    karutan = await bot.person({ id: 14, name: 'Pak Karutan' }, 'head');
    agencyHead = await bot.person({ id: 21, name: 'Ibu Kadis' }, 'agencyHead', id);
    await officer.say('/kunjungan Dinas Perikanan, kamis jam 10, kerja sama');
    await officer.tap('Simpan dan kirim');
    await deliver();
    await agencyHead.tap('Bersedia');
    await deliver();
    bot.clock.set('2023-08-31T02:00:00Z');
    await deliver();
  });

  async function deliver() {
    for (let n = 0; n < 2; n += 1) {
      await bot.deliver();
      bot.clock.advance(2_000);
    }
  }
  const visit = () => bot.own.visit.findFirstOrThrow();
  /** Gives the reason, looks at what is to be saved, and saves it. */
  async function because(who: Someone, why = 'Salah ketuk'): ReturnType<Someone['tap']> {
    expect(who.last().text).toContain('Mengapa hasilnya dikoreksi?');
    await who.say(why);
    expect(who.last().text).toContain(`Alasan koreksi: ${why}`);
    return who.tap('Simpan koreksi dan kabari');
  }

  /** Somebody's card of the visit, opened from the list. */
  async function openCard(who: Someone, part: string): Promise<void> {
    await who.say('/kunjungan');
    await who.tap(part);
    await who.tap('Dinas Perikanan');
  }

  it('whoever tapped wrongly corrects it with a reason and a second tap, and the history says so', async () => {
    await officer.tap('Terlaksana');
    // The form for notes stands below the card.
    expect(officer.last().text).toContain('Catatan');
    const card = officer.messages().at(-2) ?? officer.last();
    const old = { ...card, keyboard: card.keyboard };
    await officer.tap('Koreksi hasil', card);
    expect(officer.last().text).toContain('Apa yang sebenarnya terjadi?');
    expect(officer.buttons().flat()).not.toContain('Terlaksana');
    await officer.tap('Tidak ada yang datang');
    const update = await because(officer);
    expect(officer.last().text).toBe('✏️ Hasil dikoreksi: tidak ada yang datang');
    await bot.redeliver(update);
    expect((await visit()).state).toBe('nobodyCame');
    expect(await bot.own.visitEvent.count({ where: { kind: 'nobodyCame' } })).toBe(1);
    await officer.tap('Koreksi hasil', old);
    expect(bot.queryAnswers.at(-1)?.text).toBe('Jadwal ini sudah berubah.');
    await officer.tap('Lihat kunjungan');
    await officer.tap('Riwayat');
    expect(officer.last().text).toContain('hasil dikoreksi: tidak ada yang datang · Budi');
    expect(officer.last().text).toContain('terlaksana · Budi');
  });

  it('called off by mistake: it took place after all, and the agency is told', async () => {
    await officer.tap('Tidak jadi');
    await officer.tap('Cuaca');
    await deliver();
    await officer.tap('Lihat kunjungan');
    await officer.tap('Koreksi hasil');
    await officer.tap('Terlaksana');
    await because(officer, 'Cuaca ternyata baik');
    await deliver();
    expect(await visit()).toMatchObject({ state: 'held', stateReason: null });
    expect(agencyHead.last().text).toContain('✏️ Hasil dikoreksi: kunjungan terlaksana');
    expect(agencyHead.last().text).toContain('Semula tercatat: Tidak jadi');
    expect(agencyHead.last().text).toContain('Alasan koreksi: Cuaca ternyata baik');
  });

  it('moved by mistake: it goes back to its time, and nobody is asked about the new one any more', async () => {
    await officer.tap('Dipindah');
    await officer.say('senin depan jam 9');
    await officer.tap('Lihat kunjungan');
    await officer.tap('Koreksi hasil');
    await officer.tap('Terlaksana');
    await because(officer);
    expect(await visit()).toMatchObject({ state: 'held', startsAt: new Date('2023-08-31T01:00:00Z') });
    await deliver();
    expect(
      agencyHead
        .messages()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('mengajukan waktu baru');
    expect(await bot.own.outbox.count({ where: { kind: 'visit.request', state: 'planned' } })).toBe(0);
  });

  it('recorded as held by mistake: it was called off, with its cause, or moved, and then asked anew', async () => {
    await officer.tap('Terlaksana');
    await officer.tap('Koreksi hasil', officer.messages().at(-2));
    await officer.tap('Tidak jadi');
    await officer.tap('Laut');
    await because(officer);
    expect(await visit()).toMatchObject({ state: 'cancelled', stateReason: 'sea' });
    await officer.tap('Lihat kunjungan');
    await officer.tap('Koreksi hasil');
    await officer.tap('Tidak ada yang datang');
    await because(officer);
    await officer.tap('Lihat kunjungan');
    await officer.tap('Koreksi hasil');
    await officer.tap('Dipindah ke waktu lain');
    await officer.say('kemarin jam 9');
    expect(officer.last().text).toContain('sudah lewat');
    await officer.say('senin depan jam 9');
    await because(officer);
    expect(officer.last().text).toContain('Hasil dikoreksi: kunjungan dipindah.');
    expect(await visit()).toMatchObject({ state: 'proposed', startsAt: new Date('2023-09-04T00:00:00Z') });
    await deliver();
    expect(agencyHead.last().text).toContain('mengajukan waktu baru');
    await agencyHead.tap('Bersedia');
    expect((await visit()).state).toBe('confirmed');
  });

  it('after seven days only a head may, and says why', async () => {
    await officer.tap('Terlaksana');
    const button = officer.messages().at(-2);
    bot.clock.set('2023-09-08T02:00:00Z');
    await officer.tap('Koreksi hasil', button);
    expect(bot.queryAnswers.at(-1)?.text).toContain('paling lama 7 hari, atau oleh kepala dengan alasan');
    expect(officer.buttons().flat()).not.toContain('✏️ Koreksi hasil');
    await openCard(karutan, 'Lewat');
    await karutan.tap('Koreksi hasil');
    await karutan.tap('Tidak jadi');
    await karutan.tap('Instansi mitra berhalangan');
    expect(karutan.last().text).toContain('Mengapa hasilnya dikoreksi?');
    await karutan.say('x'.repeat(301));
    expect(karutan.last().text).toContain('Terlalu panjang');
    await because(karutan, 'Petugas salah ketuk');
    expect(await visit()).toMatchObject({ state: 'cancelled', stateReason: 'them' });
    await karutan.tap('Lihat kunjungan');
    await karutan.tap('Riwayat');
    expect(karutan.last().text).toContain(
      'hasil dikoreksi: tidak jadi · Pak Karutan\n   Alasan: Instansi mitra berhalangan',
    );
    expect(karutan.last().text).toContain('Catatan: Petugas salah ketuk');
  });

  it('another officer may not, nor the agency, whatever button they send', async () => {
    await officer.tap('Terlaksana');
    const { id, version } = await visit();
    const data = `v:fix:${id.toString(36)}:${version.toString(36)}`;
    const other = await bot.person({ id: 12, name: 'Tuti' }, 'officer');
    await openCard(other, 'Hari ini');
    expect(other.buttons().flat()).not.toContain('✏️ Koreksi hasil');
    await other.tapData(data);
    expect(bot.queryAnswers.at(-1)?.text).toContain('hanya dapat dikoreksi');
    await agencyHead.tapData(data);
    expect(bot.queryAnswers.at(-1)?.alert).toBe(true);
    expect((await visit()).state).toBe('held');
  });
});
